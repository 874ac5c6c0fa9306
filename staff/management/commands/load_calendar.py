from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from staff import audit
from staff.calendar_file import SHIPPED_CALENDAR, CalendarFileError, CalendarRow, read_calendar
from staff.models import CalendarDay


class Command(BaseCommand):
    """Load the working calendar (lịch làm việc): days off and days made up, with their source documents.

    A year without any row is loaded. A year the office already keeps is left alone, so that what a manager
    corrected stays; `--replace` makes the years of the file exactly as the file says.
    """

    help = "Load days off and worked Saturdays from a calendar file (the one shipped with the program by default)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED_CALENDAR, help="calendar file (YAML)")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="make years that are already there as the file says, also where a manager changed them",
        )

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
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
        new = changed = unchanged = kept = removed = 0
        if CalendarDay._meta.db_table not in connection.introspection.table_names():
            raise CommandError("the database has no tables yet: run `manage.py migrate` first")
        with transaction.atomic():
            for year, rows in sorted(by_year.items()):
                stored = {day.day: day for day in CalendarDay.objects.filter(day__year=year)}
                fresh = [row for row in rows if row.day not in stored]
                differing = [row for row in rows if row.day in stored and not _is_same(row, stored[row.day])]
                extra = set(stored) - {row.day for row in rows}
                unchanged += len(rows) - len(fresh) - len(differing)
                if stored and not replace:
                    departing = [*(row.day for row in fresh), *(row.day for row in differing), *extra]
                    kept += len(departing)
                    for day in sorted(departing):
                        self.stdout.write(f"kept as the office has it: {day:%d/%m/%Y}")
                    continue
                for row in (*fresh, *differing):
                    _store(row, stored.get(row.day))
                for day in extra:
                    stored[day].delete()
                new, changed, removed = new + len(fresh), changed + len(differing), removed + len(extra)
                if fresh or differing or extra:
                    _log(year, new=len(fresh), changed=len(differing), removed=sorted(extra))
        self.stdout.write(f"{new} new, {changed} changed, {unchanged} unchanged, {removed} removed, {kept} kept")


def _is_same(row: CalendarRow, stored: CalendarDay) -> bool:
    return (row.kind, row.name, row.source) == (stored.kind, stored.name, stored.source_document)


def _store(row: CalendarRow, stored: CalendarDay | None) -> None:
    day = stored or CalendarDay(day=row.day)
    day.kind, day.name, day.source_document = row.kind, row.name, row.source
    day.save()


def _log(year: int, *, new: int, changed: int, removed: list[date]) -> None:
    audit.record(
        "calendar.loaded",
        actor=None,
        target=str(year),
        new=new,
        changed=changed,
        removed=[day.isoformat() for day in removed],
    )
