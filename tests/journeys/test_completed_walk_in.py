"""A life: at the counter a paper is missing; it is asked for in writing, brought, and the dossier is received."""

import pytest

from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Dossier
from dossiers.permissions import allowed_actions
from dossiers.rules import Applicant, HandedIn
from dossiers.services import intake, processing
from dossiers.services.walk_in import WalkIn, ask_walk_in
from dossiers.workflow import Action, State
from procedures.models import ProcedureVersion, RequiredDocument
from staff.models import User
from tests.dossiers.papers import Form, printed
from tests.people import LAN, Office, moment

REASON = "Chưa có tờ khai theo mẫu."


@pytest.fixture
def form_paper(version: ProcedureVersion) -> RequiredDocument:
    return version.documents.get(name="Tờ khai theo mẫu")


@pytest.fixture
def asked(office: Office, hoa: User, version: ProcedureVersion) -> Dossier:
    """Lan showed her identity paper, but the declaration was missing."""
    shown = version.documents.get(name="Giấy tờ tùy thân")
    return ask_walk_in(
        WalkIn(version, office.commune, LAN, papers=[HandedIn(shown.pk, originals=1)]),
        items=["Tờ khai theo mẫu"],
        reason=REASON,
        by=hoa,
        at=moment("2023-08-28 09:00"),
    )


def test_asking_issues_form_02_and_starts_no_clock(asked: Dossier) -> None:
    assert asked.state == State.SUPPLEMENT
    assert (asked.code, asked.received_at, asked.due_at) == (None, None, None)
    assert not asked.pauses.exists()
    text = printed(asked, Form.SUPPLEMENT)
    assert "Bản chính Bản chứng thực Bản photo 1 Tờ khai theo mẫu" in text  # the set of 2018 has a table
    assert REASON in text
    event = asked.events.get()
    assert (event.action, event.from_state, event.by_role) == ("request_supplement", State.DRAFT, "clerk")


def test_when_it_is_brought_the_dossier_is_received(
    asked: Dossier, hoa: User, form_paper: RequiredDocument
) -> None:
    processing.supply(dossier=asked, answer="Đã nộp tờ khai.", by=hoa, at=moment("2023-08-29 09:00"))

    dossier = intake.receive(
        dossier=asked, by=hoa, at=moment("2023-08-29 09:10"), papers=[HandedIn(form_paper.pk, originals=1)]
    )

    assert dossier.state == State.RECEIVED
    assert dossier.received_at == moment("2023-08-29 09:10")
    assert dossier.due_at == moment("2023-09-05 17:00")
    assert [paper.name for paper in dossier.papers.all()] == ["Giấy tờ tùy thân", "Tờ khai theo mẫu"]
    receipt = printed(dossier, Form.RECEIPT)
    assert "Giấy tờ tùy thân" in receipt
    assert "Tờ khai theo mẫu" in receipt


def test_without_what_was_asked_for_it_is_not_received(asked: Dossier, hoa: User) -> None:
    with pytest.raises(Faults) as missing:
        intake.receive(dossier=asked, by=hoa, at=moment("2023-08-29 09:10"))
    (fault,) = missing.value.errors["papers"]
    assert "Tờ khai theo mẫu" in fault


def test_the_counter_asks_once(asked: Dossier, hoa: User) -> None:
    assert Action.REQUEST_SUPPLEMENT not in allowed_actions(hoa, asked)
    with pytest.raises(WrongMoment):
        processing.request_supplement(
            dossier=asked, items=["Ảnh"], reason="Thiếu ảnh.", by=hoa, at=moment("2023-08-29 09:00")
        )


def test_all_faults_are_named_together(office: Office, hoa: User, version: ProcedureVersion) -> None:
    with pytest.raises(Faults) as faulty:
        ask_walk_in(
            WalkIn(version, office.commune, Applicant()),
            items=[" "],
            reason="",
            by=hoa,
            at=moment("2023-08-28 09:00"),
        )
    assert set(faulty.value.errors) == {"applicant_name", "identity_number", "phone", "address", "items", "reason"}
    assert not Dossier.objects.exists()


def test_a_clerk_of_elsewhere_does_not_ask_here(office: Office, tu: User, version: ProcedureVersion) -> None:
    with pytest.raises(NotPermitted):
        ask_walk_in(
            WalkIn(version, office.commune, LAN),
            items=["Tờ khai"],
            reason=REASON,
            by=tu,
            at=moment("2023-08-28 09:00"),
        )
