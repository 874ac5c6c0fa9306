from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from staff import audit
from staff.calendar_file import SHIPPED_CALENDAR, CalendarFileError, CalendarRow, read_calendar
from staff.models import CalendarDay


class Command(BaseCommand):
    """Load the working calendar (lịch làm việc): days off and days made up, with their source documents.

    Only years without any row are loaded. In a year the office already keeps, dates have been promised by it: what
    the file says differently is named and left to the calendar's page, which shows first which dossiers move.
    """

    help = "Load days off and worked Saturdays from a calendar file (the one shipped with the program by default)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED_CALENDAR, help="calendar file (YAML)")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            content = read_calendar(file)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
        except CalendarFileError as error:
            raise CommandError("\n".join(f"{file}: {fault}" for fault in error.faults)) from None
        for told in content.not_loaded:
            self.stdout.write(f"not loaded: {told}")
        by_year: dict[int, list[CalendarRow]] = {}
        for row in content.rows:
            by_year.setdefault(row.day.year, []).append(row)
        new = unchanged = kept = 0
        if CalendarDay._meta.db_table not in connection.introspection.table_names():
            raise CommandError("the database has no tables yet: run `manage.py migrate` first")
        with transaction.atomic():
            for year, rows in sorted(by_year.items()):
                stored = {day.day: day for day in CalendarDay.objects.filter(day__year=year)}
                if not stored:
                    _establish(year, rows)
                    new += len(rows)
                    continue
                differing = {row.day for row in rows if not _is_same(row, stored.get(row.day))}
                differing |= set(stored) - {row.day for row in rows}
                unchanged += sum(row.day not in differing for row in rows)
                kept += len(differing)
                for day in sorted(differing):
                    self.stdout.write(f"kept as the office has it: {day:%d/%m/%Y}")
        if kept:
            self.stdout.write(
                "Dates were promised by the calendar as it stands. To change a day, open /quan-ly/lich/: it shows "
                "which dossiers move and tells their applicants."
            )
        self.stdout.write(f"{new} new, {unchanged} unchanged, {kept} kept")


def _is_same(row: CalendarRow, stored: CalendarDay | None) -> bool:
    if stored is None:
        return False
    return (row.kind, row.name, row.source) == (stored.kind, stored.name, stored.source_document)


def _establish(year: int, rows: list[CalendarRow]) -> None:
    CalendarDay.objects.bulk_create(
        CalendarDay(day=row.day, kind=row.kind, name=row.name, source_document=row.source) for row in rows
    )
    audit.record("calendar.loaded", actor=None, target="calendar", changes=[["loaded", str(year), str(len(rows))]])
