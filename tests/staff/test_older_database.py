"""A database made by an older version goes on, or is refused with the way out."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("app", "never_applied"),
    [
        ("staff", "0011_public_directory"),
        ("procedures", "0017_walls_and_forms_are_fixed"),
        ("dossiers", "0018_observed_time"),
        ("feedback", "0003_rating_by_moment"),
    ],
)
def test_one_that_stopped_between_replaced_migrations_is_refused(app: str, never_applied: str) -> None:
    MigrationRecorder(connection).record_unapplied(app, never_applied)

    with pytest.raises(SystemCheckError, match=f"{app}.{never_applied} was never applied") as refused:
        call_command("migrate", verbosity=0, skip_checks=False)
    assert "with commit" in str(refused.value)


def test_one_at_the_last_of_the_replaced_migrations_is_taken_over() -> None:
    migrations = MigrationRecorder(connection).migration_qs
    migrations.filter(app="staff", name__in=["0001_office", "0002_written_once"]).delete()

    call_command("migrate", verbosity=0, skip_checks=False)

    assert migrations.filter(app="staff", name="0001_office").exists()


def test_one_taken_back_to_its_tables_is_no_older_one() -> None:
    steps = ["0009_written_once", "0015_fees_written_once", "0016_custody_written_once", "0017_paid_fees_fixed"]
    migrations = MigrationRecorder(connection).migration_qs
    migrations.filter(app="dossiers", name__in=[*steps, "0002_trail_and_search"]).delete()

    call_command("check", databases=["default"], verbosity=0)


def test_an_empty_one_is_no_older_one() -> None:
    MigrationRecorder(connection).migration_qs.all().delete()

    call_command("check", databases=["default"], verbosity=0)
