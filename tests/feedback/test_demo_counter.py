"""The counter of the demo office: queue, till, shelves, slips, bookings and tablets have something on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from dossiers.models import (
    Booking,
    Charge,
    CustodyMove,
    FeeReceipt,
    HandoverSlip,
    KeptOriginal,
    Shift,
    Ticket,
)
from feedback.models import DeskVote
from tests.feedback.seeded import seed, standing


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    with django_db_blocker.unblock(), standing(tmp_path_factory.mktemp("demo")):
        seed()
        yield


@pytest.mark.usefixtures("demo")
def test_the_counter_has_a_queue_of_today() -> None:
    today = Ticket.objects.filter(unit__code="13504", day=timezone.localdate())

    assert today.filter(state=Ticket.State.SERVING).count() == 1
    assert today.filter(state=Ticket.State.WAITING).count() >= 4
    assert today.filter(state=Ticket.State.ABSENT).count() == 1
    assert not today.filter(issued_at__gt=timezone.now()).exists()


@pytest.mark.usefixtures("demo")
def test_yesterday_s_shift_is_counted_and_accepted_and_today_s_is_open() -> None:
    closed = Shift.objects.get(closed_at__isnull=False)
    assert closed.expected_cash != closed.counted_cash
    assert closed.accepted_at is not None
    assert hasattr(closed, "signature")
    assert FeeReceipt.objects.filter(shift=closed, voided_at__isnull=False).count() == 1

    still_open = Shift.objects.get(closed_at=None)
    assert still_open.receipts.exists()


@pytest.mark.usefixtures("demo")
def test_fees_are_owed_and_one_is_let_off() -> None:
    assert Charge.objects.filter(receipt=None, amount__gt=0).exists()
    assert Charge.objects.filter(exemption="full").exists()


@pytest.mark.usefixtures("demo")
def test_originals_lie_on_shelves_and_one_is_lent() -> None:
    assert KeptOriginal.objects.filter(returned_at=None).count() >= 3
    assert CustodyMove.objects.filter(kind=CustodyMove.Kind.LENT).count() == 1


@pytest.mark.usefixtures("demo")
def test_slips_wait_on_both_sides() -> None:
    assert HandoverSlip.objects.filter(kind="dossiers", received_at=None).exists()
    assert HandoverSlip.objects.filter(kind="dossiers", received_at__isnull=False).exists()
    assert HandoverSlip.objects.filter(kind="results", received_at=None).exists()


@pytest.mark.usefixtures("demo")
def test_times_are_booked_ahead() -> None:
    assert Booking.objects.filter(slot_at__gt=timezone.now(), cancelled_at=None).count() >= 3


@pytest.mark.usefixtures("demo")
def test_votes_are_enough_for_a_share_and_some_are_set_aside() -> None:
    votes = DeskVote.objects.filter(desk__unit__code="13504")
    assert votes.filter(level__isnull=False, set_aside="").count() >= 10
    assert votes.filter(level=None).exists()
    assert not votes.filter(voted_at__gt=timezone.now()).exists()
    assert DeskVote.objects.exclude(set_aside="").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("at", ["2026-11-22 03:00+07:00", "2026-11-23 00:01+07:00"])
def test_built_at_night_the_counter_can_still_be_tried(at: str, tmp_path: Path) -> None:
    with standing(tmp_path, at):
        seed(dossiers=80)

        assert Ticket.objects.filter(day=timezone.localdate(), state=Ticket.State.WAITING).exists()
        assert Shift.objects.filter(closed_at=None).exists()
