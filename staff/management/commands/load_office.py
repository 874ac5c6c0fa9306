from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from staff import audit
from staff.models import OfficeHours, Unit, UnitPolicy
from staff.office_file import SHIPPED_OFFICE, OfficeFile, OfficeFileError, read_office


class Command(BaseCommand):
    """Load the unit tree, office hours and policies (đơn vị, giờ làm việc, quy chế áp dụng).

    What is already there is left as the office keeps it, so a second run changes nothing.
    """

    help = "Load units, office hours and policies from an office file (the demo office by default)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED_OFFICE, help="office file (YAML)")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            office = read_office(file)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
        except OfficeFileError as error:
            raise CommandError("\n".join(f"{file}: {fault}" for fault in error.faults)) from None
        with transaction.atomic():
            units, new = _units(office)
            hours = _hours(office, units)
            policies = _policies(office, units)
            if new or hours or policies:
                audit.record("office.loaded", actor=None, units=new, hours=hours, policies=policies)
        kept = len(units) - new
        self.stdout.write(f"{new} units new, {kept} kept; {hours} office hours and {policies} policies new")


def _units(office: OfficeFile) -> tuple[dict[str, Unit], int]:
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[row.code for row in office.units])}
    new = 0
    for row in office.units:
        if row.code in units:
            continue
        values = asdict(row) | {"parent": units[row.parent] if row.parent else None}
        units[row.code] = Unit.objects.create(valid_from=office.valid_from, **values)
        new += 1
    return units, new


def _hours(office: OfficeFile, units: dict[str, Unit]) -> int:
    new = 0
    for row in office.hours:
        unit = units[row.unit]
        if unit.office_hours.exists():
            continue
        for weekday in row.weekdays:
            for opens, closes in row.intervals:
                OfficeHours.objects.create(
                    unit=unit, weekday=weekday, opens=opens, closes=closes, valid_from=office.valid_from
                )
                new += 1
    return new


def _policies(office: OfficeFile, units: dict[str, Unit]) -> int:
    new = 0
    for row in office.policies:
        unit = units[row.unit]
        if unit.policies.exists():
            continue
        UnitPolicy.objects.create(valid_from=office.valid_from, **(asdict(row) | {"unit": unit}))
        new += 1
    return new
