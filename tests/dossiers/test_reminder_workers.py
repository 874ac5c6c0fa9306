"""Two sweeps at the same moment, each with a connection of its own: one message, every reminder told once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from dossiers.digest import send_digests
from dossiers.models import Reminder
from dossiers.reminders import plan_reminders
from staff.models import Message, ReminderPreference, User
from tests.dossiers.reminding import RECEIVED
from tests.people import MakeDossier, moment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
OPENING = moment("2023-08-30 07:00")
WORKERS = 4


def at_the_same_time(count: int) -> None:
    """So many sweeps, all of them starting together."""
    start = Barrier(count)

    def sweep(_number: int) -> None:
        try:
            start.wait()
            plan_reminders(now=OPENING)
            send_digests(now=OPENING)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as workers:
        list(workers.map(sweep, range(count)))


@pytest.mark.parametrize("mode", ["digest", "at_once"])
def test_sweeps_at_once_tell_everything_once(processing_dossier: MakeDossier, minh: User, mode: str) -> None:
    ReminderPreference.objects.create(official=minh.official, mode=mode, most_a_day=50)
    for _ in range(10):
        processing_dossier(RECEIVED)

    at_the_same_time(WORKERS)
    send_digests(now=OPENING)

    told = Message.objects.filter(event="digest", recipient="minh@binhluc.example")
    bodies = "\n".join(message.body for message in told)
    assert Reminder.objects.filter(official=minh.official).count() == 10
    assert not Reminder.objects.filter(message=None).exists()
    assert [bodies.count(f"{code},") for code in Reminder.objects.values_list("dossier__code", flat=True)] == [
        1
    ] * 10
    if mode == "digest":
        assert told.count() == 1
