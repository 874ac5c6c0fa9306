"""Workers and broker killed in the middle of their work: nothing lost, and nothing told twice."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from deploy.machine import free_port
from deploy.testbed import server
from tests.staff.gateway_server import KEY, GatewayServer
from tests.staff.portal import NUDGE, WRITE, Portal
from tests.staff.smtp_server import SmtpServer

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

SMS = 'channel="sms", recipient="0912345678"'
SWEEP = "from celery import current_app; current_app.send_task('staff.tasks.sweep_outbox')"
# What ten minutes of waiting would do.
AGE = """
import datetime as dt
from django.db.models import F
from staff.models import Message
Message.objects.filter(state="sending").update(claimed_at=F("claimed_at") - dt.timedelta(minutes=11))
"""


@pytest.fixture
def gateway(portal: Portal) -> Iterator[GatewayServer]:
    """The portal's SMS gateway."""
    with GatewayServer() as server:
        portal.env |= {"SMS_GATEWAY_URL": server.url, "SMS_GATEWAY_KEY": KEY}
        yield server


def outcome(portal: Portal) -> set[tuple[str, int]]:
    return {(state, attempts) for state, attempts in portal.states().values()}


def test_a_worker_killed_while_the_gateway_answers_tells_once(portal: Portal, gateway: GatewayServer) -> None:
    """The gateway has taken the message; the worker dies before it hears so. The next one asks again, in vain."""
    gateway.hold.set()
    portal.python(f"{WRITE}{NUDGE}\nwrite('Một tin', {SMS})\nnudge('Một tin')")
    with portal.workers(1) as [worker]:
        gateway.wait_for(1)
        worker.kill()
        worker.wait(30)
    gateway.hold.clear()
    assert outcome(portal) == {("sending", 1)}

    portal.python(f"{AGE}\n{SWEEP}")
    with portal.workers(1):
        gateway.wait_for_requests(2)

    assert outcome(portal) == {("sent", 2)}
    assert len(gateway.accepted) == 1
    assert sum(gateway.twins.values()) == 1


def test_a_worker_killed_during_a_letter_sends_it_again_under_the_same_id(
    portal: Portal, smtp: SmtpServer
) -> None:
    """Mail knows no twins: at least once, and recognisable."""
    smtp.hold.set()
    portal.python(f"{WRITE}{NUDGE}\nwrite('Một thư')\nnudge('Một thư')")
    with portal.workers(1) as [worker]:
        smtp.wait_for("Một thư")
        worker.kill()
        worker.wait(30)
    smtp.hold.clear()

    portal.python(f"{AGE}\n{SWEEP}")
    with portal.workers(1):
        smtp.wait_for_letters(2)

    assert outcome(portal) == {("sent", 2)}
    assert len({letter["Message-ID"] for letter in smtp.received}) == 1


def test_a_broker_killed_in_the_middle_of_a_batch_loses_nothing(
    portal: Portal, gateway: GatewayServer, tmp_path: Path
) -> None:
    """Redis keeps nothing on disk here: every task it held is gone, the rows are not."""
    port = free_port()
    portal.env["REDIS_URL"] = f"redis://127.0.0.1:{port}/0"

    def redis() -> AbstractContextManager[None]:
        command: list[str | Path] = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", tmp_path]
        ready = ["redis-cli", "-p", str(port), "ping"]
        return server([*command, "--save", "", "--appendonly", "no"], ready, tmp_path, None, signal.SIGKILL)

    def write(first: int, last: int) -> str:
        return f"{WRITE}\nfor number in range({first}, {last}):\n    write(f'Tin {{number}}', {SMS})"

    gateway.hold.set()
    with ExitStack() as stack:
        later = stack.enter_context(ExitStack())  # outlives the workers, so that they end in peace
        with redis():
            portal.python(write(0, 20))
            workers = stack.enter_context(portal.workers(2))
            gateway.wait_for(2)
        gateway.hold.clear()
        portal.python(write(20, 30))
        later.enter_context(redis())
        portal.python(SWEEP)
        gateway.wait_for(30)
        assert [worker.poll() for worker in workers] == [None, None]  # neither went with the broker

    states = portal.states()
    assert len(states) == 30
    assert outcome(portal) == {("sent", 1)}, json.dumps(states)
    assert len(gateway.requests) == 30
