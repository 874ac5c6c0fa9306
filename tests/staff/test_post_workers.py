"""The outbox with real workers: processes of their own, a real broker, a real mail server."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.staff.smtp_server import SmtpServer

pytestmark = pytest.mark.slow

WRITE = """
import datetime as dt
from django.db import transaction
from staff import post
from staff.models import Unit
about = dict(kind="commune", name="Xã Bình Nghĩa", place="Bình Nghĩa", valid_from=dt.date(2016, 1, 1))
unit, _ = Unit.objects.get_or_create(code="13504", defaults=about)
letter = dict(event="received", unit=unit, recipient="lan@example.com", body="Kính gửi bà Lan")

def write(subject):
    with transaction.atomic():
        post.enqueue(key=subject, subject=subject, **letter)
"""
NUDGE = """
from celery import current_app
def nudge(key):
    current_app.send_task("staff.tasks.send_message", args=[key])
"""
STATES = """
import json
from staff.models import Message
print(json.dumps({m.key: [m.state, m.attempts] for m in Message.objects.all()}))
"""


@dataclass
class Portal:
    """The portal as other processes see it: its own database, broker, mail server and files."""

    env: dict[str, str]

    def python(self, code: str, **env: str) -> str:
        """Run code inside the portal in a process of its own; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", f"import django; django.setup()\n{code}"],
            env=self.env | env,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextlib.contextmanager
    def workers(self, how_many: int) -> Iterator[None]:
        """Task workers, finished and gone when the block ends."""
        command = [sys.executable, "-W", "ignore", "-m", "celery", "-A", "config", "worker", "--pool", "solo"]
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"]
        with contextlib.ExitStack() as stack:
            for number in range(how_many):
                worker = subprocess.Popen(
                    [*command, *quiet, "--hostname", f"worker{number}"], env=self.env, cwd=settings.BASE_DIR
                )
                stack.callback(worker.wait, 30)
                stack.callback(worker.terminate)
            yield

    def states(self) -> dict[str, list[Any]]:
        """State and attempts of each message by its key."""
        states: dict[str, list[Any]] = json.loads(self.python(STATES))
        return states


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        yield server


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    folder = tmp_path_factory.mktemp("empty")
    env = os.environ | {"DATA_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}"}
    migrate = [sys.executable, "-W", "ignore", "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=env, cwd=settings.BASE_DIR, check=True)
    return folder / "db.sqlite3"


@pytest.fixture
def portal(
    tmp_path: Path, smtp: SmtpServer, worker_id: str, transactional_db: None, request: pytest.FixtureRequest
) -> Portal:
    """On PostgreSQL the tests' own database and Redis; else a database and a broker of files in `tmp_path`."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("EMAIL_", "COV_"))}
    env |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATA_DIR": str(tmp_path),
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(smtp.port),
        "EMAIL_SECURITY": "none",
        "REDIS_URL": "",
    }
    portal = Portal(env)
    if redis := settings.ENV.redis_url:
        number = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
        env["REDIS_URL"] = f"{redis.rsplit('/', 1)[0]}/{15 - number % 8}"
    if connection.vendor == "postgresql":
        place = connection.settings_dict
        who = f"{place['USER']}:{place['PASSWORD']}@{place['HOST']}:{place['PORT']}"
        env["DATABASE_URL"] = f"postgres://{who}/{place['NAME']}"
    else:
        env["DATABASE_URL"] = f"sqlite:///{shutil.copy(request.getfixturevalue('empty_database'), tmp_path)}"
    return portal


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
