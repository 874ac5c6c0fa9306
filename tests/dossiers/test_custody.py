"""Originals the office keeps: a shelf, a line for each hand they pass through, a signed return."""

import pytest

from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import CustodyMove, Dossier, DrawnSignature, KeptOriginal
from dossiers.services import custody
from dossiers.services.custody import OriginalLine
from procedures.models import RequiredDocument
from staff.models import User
from tests.drawn import png
from tests.people import MakeDossier, moment

NOW = moment("2023-08-29 10:00")
LATER = moment("2023-08-30 10:00")


@pytest.fixture
def kept(received: MakeDossier, hoa: User) -> KeptOriginal:
    """The land certificate of a dossier on shelf A-12."""
    (row,) = custody.keep(
        dossier=received(),
        originals=[OriginalLine(shelf="a-12", name="Giấy chứng nhận quyền sử dụng đất")],
        by=hoa,
        at=NOW,
    )
    return row


def _kinds(original: KeptOriginal) -> list[str]:
    return [str(each) for each in original.moves.values_list("kind", flat=True)]


def test_an_original_lies_on_a_shelf_from_the_moment_it_is_kept(kept: KeptOriginal, hoa: User) -> None:
    assert kept.shelf == "A-12"
    assert (kept.kept_at, kept.kept_by) == (NOW, hoa.official)
    assert _kinds(kept) == ["kept"]


def test_an_original_of_the_published_list_bears_its_name(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    document = RequiredDocument.objects.filter(version=dossier.version, mandatory=True).first()
    assert document is not None

    (row,) = custody.keep(
        dossier=dossier, originals=[OriginalLine(shelf="B2", document_id=document.pk)], by=hoa, at=NOW
    )

    assert row.name == document.name
    assert row.paper is not None
    assert row.paper.required_document == document


def test_all_faults_of_a_line_come_together(received: MakeDossier, hoa: User) -> None:
    with pytest.raises(Faults) as raised:
        custody.keep(dossier=received(), originals=[OriginalLine(shelf=" ", count=0)], by=hoa, at=NOW)
    assert set(raised.value.errors) == {"name", "shelf", "count"}
    assert not KeptOriginal.objects.exists()


def test_another_counter_keeps_nothing(received: MakeDossier, tu: User) -> None:
    with pytest.raises(NotPermitted):
        custody.keep(dossier=received(), originals=[OriginalLine(shelf="A", name="Sổ đỏ")], by=tu, at=NOW)


def test_a_closed_dossier_takes_no_more_originals(returned: MakeDossier, hoa: User) -> None:
    with pytest.raises(WrongMoment):
        custody.keep(dossier=returned(), originals=[OriginalLine(shelf="A", name="Sổ đỏ")], by=hoa, at=LATER)


def test_each_hand_leaves_a_line(kept: KeptOriginal, hoa: User) -> None:
    custody.move(original=kept, shelf="C-3", by=hoa, at=LATER)
    custody.lend(original=kept, to="Công chức địa chính", by=hoa, at=LATER)
    custody.take_back(original=kept, by=hoa, at=LATER)

    assert _kinds(kept) == ["kept", "moved", "lent", "back"]
    assert [each.place for each in kept.moves.all()] == ["A-12", "C-3", "Công chức địa chính", "C-3"]


def test_what_is_with_the_division_is_not_given_to_it_again(kept: KeptOriginal, hoa: User) -> None:
    custody.lend(original=kept, to="Công chức địa chính", by=hoa, at=NOW)
    with pytest.raises(WrongMoment):
        custody.lend(original=kept, to="Công chức tư pháp", by=hoa, at=LATER)


def test_what_lies_on_its_shelf_does_not_come_back(kept: KeptOriginal, hoa: User) -> None:
    with pytest.raises(WrongMoment):
        custody.take_back(original=kept, by=hoa, at=LATER)


def test_a_return_is_signed_on_the_screen(kept: KeptOriginal, hoa: User) -> None:
    custody.give_back(
        dossier=kept.dossier, originals=[kept.pk], to="Nguyễn Thị Lan", by=hoa, at=LATER, drawn=png()
    )

    kept.refresh_from_db()
    assert (kept.returned_at, kept.returned_to, kept.returned_by) == (LATER, "Nguyễn Thị Lan", hoa.official)
    assert kept.signature is not None
    assert kept.signature.name == "Nguyễn Thị Lan"
    assert _kinds(kept) == ["kept", "returned"]


def test_an_original_is_returned_once(kept: KeptOriginal, hoa: User) -> None:
    custody.give_back(dossier=kept.dossier, originals=[kept.pk], to="Nguyễn Thị Lan", by=hoa, at=LATER)
    with pytest.raises(Faults) as raised:
        custody.give_back(dossier=kept.dossier, originals=[kept.pk], to="Nguyễn Thị Lan", by=hoa, at=LATER)
    assert set(raised.value.errors) == {"originals"}
    with pytest.raises(WrongMoment):
        custody.move(original=kept, shelf="D", by=hoa, at=LATER)


def test_what_is_with_the_division_cannot_be_returned(kept: KeptOriginal, hoa: User) -> None:
    custody.lend(original=kept, to="Công chức địa chính", by=hoa, at=NOW)
    with pytest.raises(Faults) as raised:
        custody.give_back(dossier=kept.dossier, originals=[kept.pk], to="Nguyễn Thị Lan", by=hoa, at=LATER)
    assert "Giấy chứng nhận" in str(raised.value.errors["originals"])


def test_an_empty_frame_returns_nothing(kept: KeptOriginal, hoa: User) -> None:
    with pytest.raises(Faults) as raised:
        custody.give_back(
            dossier=kept.dossier, originals=[kept.pk], to="Lan", by=hoa, at=LATER, drawn=png(blank=True)
        )
    assert set(raised.value.errors) == {"signature"}
    assert not DrawnSignature.objects.exists()


def test_originals_of_another_dossier_are_not_returned_here(
    kept: KeptOriginal, received: MakeDossier, hoa: User
) -> None:
    other: Dossier = received("2023-08-29 09:40")
    with pytest.raises(Faults):
        custody.give_back(dossier=other, originals=[kept.pk], to="Nguyễn Thị Lan", by=hoa, at=LATER)
    assert not CustodyMove.objects.filter(kind="returned").exists()
