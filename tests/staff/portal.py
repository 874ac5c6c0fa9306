"""The portal as a set of processes: its own database, broker, mail server and workers."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

WRITE = """
import datetime as dt
from django.db import transaction
from staff import post
from staff.models import Unit
about = dict(kind="commune", name="Xã Bình Nghĩa", place="Bình Nghĩa", valid_from=dt.date(2016, 1, 1))
unit, _ = Unit.objects.get_or_create(code="13504", defaults=about)
letter = dict(event="received", unit=unit, recipient="lan@example.com", body="Kính gửi bà Lan")

def write(subject, **given):
    with transaction.atomic():
        post.enqueue(key=subject, subject=subject, **(letter | given))
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
    def workers(self, how_many: int) -> Iterator[list[subprocess.Popen[bytes]]]:
        """Task workers, finished and gone when the block ends; one may be killed meanwhile."""
        command = [sys.executable, "-W", "ignore", "-m", "celery", "-A", "config", "worker", "--pool", "solo"]
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"]
        started = []
        with contextlib.ExitStack() as stack:
            for number in range(how_many):
                worker = subprocess.Popen(
                    [*command, *quiet, "--hostname", f"worker{number}"], env=self.env, cwd=settings.BASE_DIR
                )
                stack.callback(worker.wait, 30)
                stack.callback(worker.terminate)
                started.append(worker)
            yield started

    def states(self) -> dict[str, list[Any]]:
        """State and attempts of each message by its key."""
        states: dict[str, list[Any]] = json.loads(self.python(STATES))
        return states
