"""The outbox with real workers: processes of their own, a real broker, a real mail server."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tests.staff.portal import NUDGE, STATES, WRITE, Portal
from tests.staff.smtp_server import SmtpServer

pytestmark = pytest.mark.slow


def test_two_workers_send_each_message_once(portal: Portal, smtp: SmtpServer) -> None:
    """Every message is asked for three times and swept twice; the last one comes after all of that."""
    portal.python(
        f"""{WRITE}{NUDGE}
keys = [f"Tin {{number}}" for number in range(20)]
for key in keys:
    write(key)
for key in keys * 2:
    nudge(key)
for _ in range(2):
    current_app.send_task("staff.tasks.sweep_outbox")
write("Tin cuối")
"""
    )
    with portal.workers(2):
        last = smtp.wait_for("Tin cuối")

    counted = Counter(message["Subject"] for message in smtp.received)
    assert counted == {**{f"Tin {number}": 1 for number in range(20)}, "Tin cuối": 1}
    assert {tuple(state) for state in portal.states().values()} == {("sent", 1)}
    assert last["To"] == "lan@example.com"
    assert last["Auto-Submitted"] == "auto-generated"


def test_a_broker_that_is_away_holds_nothing_up_and_loses_nothing(portal: Portal, smtp: SmtpServer) -> None:
    printed = portal.python(
        f"""{WRITE}
import time
started = time.monotonic()
write("Không có hàng đợi")
write("Vẫn không có")
print(time.monotonic() - started){STATES}""",
        REDIS_URL="redis://127.0.0.1:1/0",
    )
    seconds, states = printed.splitlines()
    assert float(seconds) < 5
    assert {tuple(state) for state in json.loads(states).values()} == {("queued", 0)}, states

    portal.python("from celery import current_app; current_app.send_task('staff.tasks.sweep_outbox')")
    with portal.workers(1):
        smtp.wait_for("Không có hàng đợi")
        smtp.wait_for("Vẫn không có")

    assert {tuple(state) for state in portal.states().values()} == {("sent", 1)}
