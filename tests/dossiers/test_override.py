"""The appointment a head sets by decision: with reason and document, written down and told."""

from __future__ import annotations

import datetime as dt

import pytest

from dossiers.errors import Faults, NotPermitted
from dossiers.models import Apology, Dossier, PromiseMove
from dossiers.services import override, processing
from dossiers.services.apology import draft_due_apologies
from staff.models import Message, User
from tests.people import MakeDossier, moment


@pytest.fixture
def forwarded(received: MakeDossier, hoa: User) -> Dossier:
    """Promised for Tue 5/9/2023 17:00."""
    return processing.forward(dossier=received(), by=hoa, at=moment("2023-08-29 10:00"))


@pytest.fixture
def drafted(forwarded: Dossier) -> Apology:
    draft_due_apologies(now=moment("2023-08-31 11:00"))
    return Apology.objects.get()


def set_by_decision(dossier: Dossier, hai: User, **given: object) -> Dossier:
    fields: dict[str, object] = {
        "due_on": dt.date(2023, 9, 12),
        "reason": "Phải xác minh liên tỉnh",
        "document": "12/QĐ-UBND ngày 31/8/2023",
    }
    return override.override(dossier=dossier, by=hai, at=moment("2023-08-31 09:00"), **(fields | given))  # type: ignore[arg-type]


def test_a_decision_sets_the_appointment_and_writes_the_move(forwarded: Dossier, hai: User) -> None:
    dossier = set_by_decision(forwarded, hai)

    move = dossier.promise_moves.get(ground=PromiseMove.Ground.OVERRIDE)
    assert dossier.due_at == moment("2023-09-12 17:00")
    assert (move.note, move.by) == ("12/QĐ-UBND ngày 31/8/2023", hai)
    assert dossier.judged_due_at == moment("2023-09-05 17:00")


def test_a_decision_is_in_the_trail_and_told_to_the_applicant(forwarded: Dossier, hai: User) -> None:
    dossier = set_by_decision(forwarded, hai)

    event = dossier.events.order_by("pk").last()
    assert event is not None
    assert (event.action, event.reason) == ("override", "Phải xác minh liên tỉnh")
    assert "12/09/2023" in Message.objects.get(event="appointment_set").body


def test_a_decision_withdraws_the_draft_about_the_old_day(drafted: Apology, forwarded: Dossier, hai: User) -> None:
    set_by_decision(forwarded, hai)

    drafted.refresh_from_db()
    assert drafted.status == Apology.Status.WITHDRAWN


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("due_on", {"due_on": None}),
        ("due_on", {"due_on": dt.date(2023, 9, 2)}),
        ("due_on", {"due_on": dt.date(2023, 8, 30)}),
        ("due_on", {"due_on": dt.date(2099, 1, 1)}),
        ("reason", {"reason": " "}),
        ("document", {"document": " "}),
        ("document", {"document": "x" * 201}),
    ],
)
def test_an_impossible_decision_is_refused_by_field(
    forwarded: Dossier, hai: User, field: str, given: dict[str, object]
) -> None:
    with pytest.raises(Faults) as caught:
        set_by_decision(forwarded, hai, **given)

    assert set(caught.value.errors) == {field}


def test_only_the_leader_decides(forwarded: Dossier, hoa: User) -> None:
    with pytest.raises(NotPermitted):
        set_by_decision(forwarded, hoa)


def test_a_decision_for_the_day_already_promised_is_refused(forwarded: Dossier, hai: User) -> None:
    with pytest.raises(Faults) as same:
        set_by_decision(forwarded, hai, due_on=dt.date(2023, 9, 5))

    assert list(same.value.errors) == ["due_on"]
    assert not forwarded.overrides.exists()
