"""A database that stopped between migrations which are one by now is refused, instead of taken for finished."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections

#: The last commit that has every step between the first tables and those migrations.
LAST_WITH_EVERY_STEP = "19f9663"


def check_no_database_is_half_way(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """One error for each app whose replaced migrations were applied in part; `manage.py migrate` asks first.

    Django itself leaves such a migration out without a word when those it replaces are gone.
    """
    # loaded here: only `migrate` and `check --database` come this far
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    known = MigrationLoader(None, replace_migrations=False).disk_migrations
    errors: list[CheckMessage] = []
    for alias in databases or ():
        applied = MigrationRecorder(connections[alias]).applied_migrations()
        never_applied: dict[str, str] = {}
        for migration in known.values():
            gone = [step for step in migration.replaces if step not in known]
            missing = sorted(name for app, name in gone if (app, name) not in applied)
            if missing and len(missing) < len(gone):
                app = migration.app_label
                never_applied[app] = min(missing[0], never_applied.get(app, missing[0]))
        errors += [_half_way(app, name) for app, name in sorted(never_applied.items())]
    return errors


def _half_way(app: str, missing: str) -> Error:
    return Error(
        f"The database is older than this version can take over: {app}.{missing} was never applied.",
        hint=f"Run `manage.py migrate` with commit {LAST_WITH_EVERY_STEP} first, then again with this version.",
        id="staff.E001",
    )
