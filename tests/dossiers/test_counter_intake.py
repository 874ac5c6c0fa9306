"""One key at the counter: dossier, fees, receipt for the money and originals together, or nothing at all."""

from __future__ import annotations

import pytest

from dossiers.charge_lines import ChargeLine
from dossiers.errors import Faults
from dossiers.models import Charge, Dossier, IntakeDraft, KeptOriginal
from dossiers.rules import Applicant, HandedIn
from dossiers.services import intake, intake_drafts, shifts
from dossiers.services.counter_intake import ASK, REFUSE, Paid, Sheet, carry_out
from dossiers.services.custody import OriginalLine
from dossiers.services.walk_in import WalkIn
from dossiers.workflow import State
from procedures.models import Fee, ProcedureVersion
from staff.models import User
from staff.roles import Role
from tests.people import LAN, Office, all_papers, make_official, make_version, moment

AT = moment("2023-08-29 09:30")


@pytest.fixture
def priced(office: Office) -> ProcedureVersion:
    version = make_version("1.004884", "Đăng ký lại khai sinh")
    Fee.objects.create(version=version, kind="le_phi", amount=8000)
    return version


@pytest.fixture
def shift(hoa: User, office: Office) -> None:
    shifts.open_shift(unit=office.commune, opening_cash=0, by=hoa, at=moment("2023-08-29 07:00"))


def walk_in(version: ProcedureVersion, office: Office) -> WalkIn:
    return WalkIn(version, office.commune, LAN, papers=all_papers(version))


def test_fee_money_and_original_come_with_the_reception(
    office: Office, hoa: User, priced: ProcedureVersion, shift: None
) -> None:
    first = priced.documents.get(position=1)
    sheet = Sheet(
        walk_in(priced, office),
        charges=[ChargeLine(fee_id=priced.fees.get().pk)],
        paid=Paid("cash"),
        originals=[OriginalLine("A-12", document_id=first.pk)],
    )
    dossier = carry_out(sheet, by=hoa, at=AT)

    assert dossier.state == State.RECEIVED
    assert dossier.fee_receipts.get().amount == 8000
    assert dossier.originals.get().shelf == "A-12"


def test_nothing_is_received_when_the_money_cannot_be_taken(
    office: Office, hoa: User, priced: ProcedureVersion
) -> None:
    sheet = Sheet(walk_in(priced, office), charges=[ChargeLine(fee_id=priced.fees.get().pk)], paid=Paid("cash"))
    with pytest.raises(Faults) as faulty:
        carry_out(sheet, by=hoa, at=AT)

    assert set(faulty.value.errors) == {"fee_method"}
    assert not Dossier.objects.exists()
    assert not Charge.objects.exists()


def test_an_original_without_a_shelf_is_named_and_nothing_is_received(
    office: Office, hoa: User, version: ProcedureVersion
) -> None:
    first = version.documents.get(position=1)
    with pytest.raises(Faults):
        carry_out(
            Sheet(walk_in(version, office), originals=[OriginalLine("", document_id=first.pk)]), by=hoa, at=AT
        )

    assert not Dossier.objects.exists()
    assert not KeptOriginal.objects.exists()


@pytest.mark.parametrize(("act", "state"), [(ASK, State.SUPPLEMENT), (REFUSE, State.REFUSED)])
def test_request_and_refusal_take_no_money(
    office: Office, hoa: User, priced: ProcedureVersion, shift: None, act: str, state: State
) -> None:
    sheet = Sheet(
        walk_in(priced, office),
        act=act,
        items=["Tờ khai có chữ ký"],
        reason="Tờ khai chưa có chữ ký.",
        charges=[ChargeLine(fee_id=priced.fees.get().pk)],
        paid=Paid("cash"),
    )
    dossier = carry_out(sheet, by=hoa, at=AT)

    assert dossier.state == state
    assert not dossier.fee_receipts.exists()


def test_the_sheet_that_was_put_aside_goes_when_it_becomes_a_dossier(
    office: Office, hoa: User, version: ProcedureVersion
) -> None:
    content = {"applicant_name": "Nguyễn Thị Lan"}
    intake_drafts.save(unit=office.commune, version=version, key="k1", content=content, by=hoa, at=AT)
    intake_drafts.save(unit=office.commune, version=version, key="k2", content=content, by=hoa, at=AT)

    carry_out(Sheet(walk_in(version, office), draft="k1"), by=hoa, at=AT)

    assert [draft.key for draft in IntakeDraft.objects.all()] == ["k2"]


def test_a_sheet_that_was_put_aside_becomes_one_dossier_whoever_takes_it_up(
    office: Office, hoa: User, version: ProcedureVersion
) -> None:
    colleague = make_official("nga", "Phạm Thị Nga", office.commune, Role.CLERK)
    content = {"applicant_name": "Nguyễn Thị Lan"}
    intake_drafts.save(unit=office.commune, version=version, key="k1", content=content, by=hoa, at=AT)
    carry_out(Sheet(walk_in(version, office), draft="k1"), by=colleague, at=AT)

    with pytest.raises(Faults):
        carry_out(Sheet(walk_in(version, office), draft="k1"), by=hoa, at=AT)

    assert Dossier.objects.count() == 1


def test_a_sheet_with_faults_stays_put_aside(office: Office, hoa: User, version: ProcedureVersion) -> None:
    content = {"applicant_name": "Nguyễn Thị Lan"}
    intake_drafts.save(unit=office.commune, version=version, key="k1", content=content, by=hoa, at=AT)

    with pytest.raises(Faults) as faulty:
        carry_out(Sheet(WalkIn(version, office.commune, Applicant()), draft="k1"), by=hoa, at=AT)

    assert "applicant_name" in faulty.value.errors
    assert IntakeDraft.objects.exists()


def test_a_mandatory_paper_that_does_not_pass_stops_the_reception(
    office: Office, hoa: User, version: ProcedureVersion
) -> None:
    first, rest = all_papers(version)[0], all_papers(version)[1:]
    failing = HandedIn(first.document_id, originals=1, fault="chưa ký")
    with pytest.raises(Faults) as faulty:
        carry_out(Sheet(WalkIn(version, office.commune, LAN, papers=[failing, *rest])), by=hoa, at=AT)

    assert "chưa ký" in faulty.value.errors["papers"][0]


def test_an_optional_paper_that_does_not_pass_is_noted_on_the_receipt(
    office: Office, hoa: User, version: ProcedureVersion
) -> None:
    optional = version.documents.get(mandatory=False)
    papers = [*all_papers(version), HandedIn(optional.pk, copies=1, fault="bản sao mờ")]
    dossier = carry_out(Sheet(WalkIn(version, office.commune, LAN, papers=papers)), by=hoa, at=AT)

    line = next(line for line in dossier.issued_documents.get().content["papers"] if line["name"] == optional.name)
    assert line["note"] == "chưa đạt: bản sao mờ"


def test_a_paper_that_did_not_pass_is_looked_at_again_when_it_is_brought(
    office: Office, hoa: User, version: ProcedureVersion
) -> None:
    first, *rest = all_papers(version)
    failing = HandedIn(first.document_id, originals=1, fault="chưa ký")
    sheet = Sheet(
        WalkIn(version, office.commune, LAN, papers=[failing, *rest]),
        ASK,
        ["Tờ khai: chưa ký"],
        "Tờ khai chưa ký.",
    )
    dossier = carry_out(sheet, by=hoa, at=AT)
    with pytest.raises(Faults):
        intake.receive(dossier=dossier, papers=[], by=hoa, at=moment("2023-08-30 09:00"))

    received = intake.receive(dossier=dossier, papers=[first], by=hoa, at=moment("2023-08-30 09:00"))

    assert received.state == State.RECEIVED
    assert set(received.papers.values_list("fault", flat=True)) == {""}
    assert received.papers.count() == 2
