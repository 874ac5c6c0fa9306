"""A life: received, sent for a supplement that cannot be brought, and therefore refused (5 → 3)."""

import datetime as dt

import pytest

from dossiers.errors import Faults
from dossiers.models import Dossier
from dossiers.permissions import allowed_actions
from dossiers.services import processing, refusal
from dossiers.statistics.on_time import Figure, behind, on_time
from dossiers.statistics.period import Period
from dossiers.workflow import Action, State
from staff.models import Message, User
from tests.people import MakeDossier, Office, moment

REASON = "Không xuất trình được bản sao trích lục ly hôn."
SEPTEMBER = Period(dt.date(2023, 9, 1), dt.date(2023, 9, 30))


@pytest.fixture
def waiting(processing_dossier: MakeDossier, minh: User) -> Dossier:
    """Received in August; a supplement is awaited."""
    return processing.request_supplement(
        dossier=processing_dossier("2023-08-29 09:30"),
        items=["Bản sao trích lục ly hôn"],
        reason="Thiếu trích lục ly hôn.",
        by=minh,
        at=moment("2023-08-30 09:00"),
    )


def test_the_counter_refuses_what_cannot_be_completed(waiting: Dossier, hoa: User, minh: User) -> None:
    assert Action.REFUSE in allowed_actions(hoa, waiting)
    assert Action.REFUSE not in allowed_actions(minh, waiting)

    dossier = refusal.refuse(dossier=waiting, reason=REASON, by=hoa, at=moment("2023-09-12 08:00"))

    assert dossier.state == State.REFUSED
    assert dossier.closed_at == moment("2023-09-12 08:00")
    assert dossier.verdict == ""
    assert dossier.pauses.get().ended_at == moment("2023-09-12 08:00")
    paper = dossier.issued_documents.get(form="03")
    assert paper.content["code"] == dossier.code
    assert paper.content["reason"] == REASON
    assert Message.objects.filter(event="refused").exists()


def test_it_needs_a_reason(waiting: Dossier, hoa: User) -> None:
    with pytest.raises(Faults) as without:
        refusal.refuse(dossier=waiting, reason="", by=hoa, at=moment("2023-09-12 08:00"))
    assert set(without.value.errors) == {"reason"}
    assert waiting.pauses.get().ended_at is None


def test_it_counts_with_the_stopped_and_the_identity_holds(waiting: Dossier, hoa: User, office: Office) -> None:
    refusal.refuse(dossier=waiting, reason=REASON, by=hoa, at=moment("2023-09-12 08:00"))
    now = moment("2023-10-02 09:00")

    figures = on_time([office.commune.pk], SEPTEMBER, now=now).total

    assert (figures.carried_over, figures.stopped, figures.resolved, figures.open) == (1, 1, 0, 0)
    assert figures.received + figures.carried_over == figures.resolved + figures.stopped + figures.open
    assert behind(Figure.STOPPED, [office.commune.pk], SEPTEMBER, now=now).get() == waiting


def test_before_it_was_refused_it_was_open(waiting: Dossier, hoa: User, office: Office) -> None:
    refusal.refuse(dossier=waiting, reason=REASON, by=hoa, at=moment("2023-10-12 08:00"))
    figures = on_time([office.commune.pk], SEPTEMBER, now=moment("2023-10-20 09:00")).total
    assert (figures.carried_over, figures.stopped, figures.open_in_time) == (1, 0, 1)
