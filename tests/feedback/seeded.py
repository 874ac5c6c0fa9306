"""The demo office for the tests: built on one Thursday, and undone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path
from typing import Any

import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

NOW = "2026-11-19 15:00+07:00"  # a Thursday
COUNT = 400


class Undo(Exception):
    """Ends a transaction without keeping it."""


def seed(**options: Any) -> str:
    """Run the command; returns what it says."""
    said = StringIO()
    call_command("seed_demo", stdout=said, **{"dossiers": COUNT, "verbosity": 0, **options})
    return said.getvalue()


@contextmanager
def standing(folder: Path, at: str = NOW) -> Iterator[Path]:
    """What is built inside stands until the end, with its files in `folder` and the clock stopped."""
    with (
        override_settings(DATA_DIR=folder, MEDIA_ROOT=folder / "media"),
        time_machine.travel(at, tick=False),
        suppress(Undo),
        transaction.atomic(),
    ):
        yield folder
        raise Undo
