"""Returning a result: who came, what was shown, the originals that go out in the same act."""

from collections.abc import Callable

import pytest

from dossiers import documents
from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Collection, Dossier, IssuedDocument, KeptOriginal
from dossiers.services import custody, decision, handover
from dossiers.services.custody import OriginalLine
from dossiers.services.handover import Collector
from dossiers.workflow import State
from staff.models import User
from tests.drawn import png
from tests.people import LAN, MakeDossier, moment

SIGNED = moment("2023-08-31 10:00")
NOW = moment("2023-08-31 14:00")


@pytest.fixture
def ready(proposed: MakeDossier, hai: User) -> Dossier:
    """A dossier whose result waits at the counter."""
    return decision.sign(dossier=proposed(), by=hai, at=SIGNED)


@pytest.fixture
def held(proposed: MakeDossier, hoa: User, hai: User) -> KeptOriginal:
    """The same, with the land certificate still on shelf A-12."""
    dossier = proposed()
    (row,) = custody.keep(dossier=dossier, originals=[OriginalLine(shelf="A-12", name="Sổ đỏ")], by=hoa, at=SIGNED)
    decision.sign(dossier=dossier, by=hai, at=SIGNED)
    return row


@pytest.fixture
def faults_of(hoa: User) -> Callable[[Dossier, Collector], set[str]]:
    """The fields that are at fault when this collector comes."""

    def faults(dossier: Dossier, collector: Collector) -> set[str]:
        with pytest.raises(Faults) as raised:
            handover.return_result(dossier=dossier, by=hoa, at=NOW, collector=collector)
        dossier.refresh_from_db()
        assert dossier.state == State.RESOLVED
        return set(raised.value.errors)

    return faults


FaultsOf = Callable[[Dossier, Collector], set[str]]


def test_the_applicant_comes_with_the_receipt(ready: Dossier, hoa: User) -> None:
    handover.return_result(dossier=ready, by=hoa, at=NOW)

    collection = Collection.objects.get(dossier=ready)
    assert (collection.proof, collection.name) == ("receipt", LAN.name)
    assert (collection.by, collection.at) == (hoa.official, NOW)
    assert ready.events.last().detail == {}  # type: ignore[union-attr]


def test_a_lost_receipt_is_replaced_by_the_applicants_own_identity_paper(ready: Dossier, hoa: User) -> None:
    shown = Collector(proof="identity", identity_number=LAN.identity_number)
    handover.return_result(dossier=ready, by=hoa, at=NOW, collector=shown)
    assert Collection.objects.get(dossier=ready).identity_number == LAN.identity_number


def test_the_identity_paper_of_somebody_else_needs_an_authorisation(ready: Dossier, faults_of: FaultsOf) -> None:
    assert faults_of(ready, Collector(proof="identity", identity_number="035099000001")) == {"identity_number"}


def test_an_identity_paper_without_number_proves_nothing(ready: Dossier, faults_of: FaultsOf) -> None:
    assert faults_of(ready, Collector(proof="identity")) == {"identity_number"}


def test_who_is_authorised_is_named_with_the_paper(ready: Dossier, hoa: User, faults_of: FaultsOf) -> None:
    assert faults_of(ready, Collector(proof="authorised")) == {"collected_by", "authorisation"}

    son = Collector(proof="authorised", name="Trần Văn Bình", authorisation="Giấy ủy quyền ngày 30/8/2023")
    handover.return_result(dossier=ready, by=hoa, at=NOW, collector=son)

    collection = Collection.objects.get(dossier=ready)
    assert (collection.name, collection.authorisation) == ("Trần Văn Bình", "Giấy ủy quyền ngày 30/8/2023")


def test_the_applicant_is_not_authorised_by_themselves(ready: Dossier, faults_of: FaultsOf) -> None:
    own = Collector(proof="authorised", name=LAN.name, authorisation="Giấy ủy quyền ngày 30/8/2023")
    assert faults_of(ready, own) == {"collected_by"}


def test_an_unknown_proof_is_refused(ready: Dossier, faults_of: FaultsOf) -> None:
    assert faults_of(ready, Collector(proof="promise")) == {"proof"}


def test_an_original_is_not_forgotten(held: KeptOriginal, faults_of: FaultsOf) -> None:
    assert faults_of(held.dossier, Collector()) == {"originals_stay"}


def test_originals_go_out_in_the_same_act_under_one_signature(held: KeptOriginal, hoa: User) -> None:
    came = Collector(originals=[held.pk], drawn=png())
    handover.return_result(dossier=held.dossier, by=hoa, at=NOW, collector=came)

    held.refresh_from_db()
    collection = Collection.objects.get(dossier=held.dossier)
    assert (held.returned_at, held.returned_to) == (NOW, LAN.name)
    assert collection.signature is not None
    assert held.signature == collection.signature


def test_the_slip_names_the_originals_and_the_signature(held: KeptOriginal, hoa: User) -> None:
    came = Collector(originals=[held.pk], drawn=png())
    handover.return_result(dossier=held.dossier, by=hoa, at=NOW, collector=came)

    slip = documents.latest(held.dossier, IssuedDocument.Form.RESULT_SLIP)
    assert slip is not None
    assert slip.content["originals"] == [{"name": "Sổ đỏ", "count": "01"}]
    assert slip.content["is_drawn"] is True


def test_an_original_stays_with_a_reason_in_the_trail(held: KeptOriginal, hoa: User) -> None:
    stays = Collector(originals_stay="Chờ cơ quan thuế xác minh")
    handover.return_result(dossier=held.dossier, by=hoa, at=NOW, collector=stays)

    held.refresh_from_db()
    assert held.returned_at is None
    event = held.dossier.events.last()
    assert event is not None
    assert event.detail == {"originals_stay": "Chờ cơ quan thuế xác minh"}


def test_a_result_is_returned_once(ready: Dossier, hoa: User) -> None:
    handover.return_result(dossier=ready, by=hoa, at=NOW)
    with pytest.raises(WrongMoment):
        handover.return_result(dossier=ready, by=hoa, at=NOW)


def test_another_counter_returns_nothing(ready: Dossier, tu: User) -> None:
    with pytest.raises(NotPermitted):
        handover.return_result(dossier=ready, by=tu, at=NOW)
