from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from procedures.models import Field, HandlingRule
from staff.models import Unit

SHIPPED_RULES = Path(__file__).parents[2] / "data" / "handling_rules.yaml"


class Command(BaseCommand):
    """Load which unit handles which field (đơn vị giải quyết theo lĩnh vực).

    A rule the office already keeps for a field is left alone. Units and fields must have been loaded before.
    """

    help = "Load handling rules from a file (those of the demo office by default)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED_RULES, help="rules (YAML)")

    def handle(self, *, file: Path, **options: Any) -> None:
        wanted = _read(file)
        units = {unit.code: unit for unit in Unit.objects.all()}
        fields = {field.name: field for field in Field.objects.all()}
        faults = [f"no unit {code}" for code in _codes(wanted) if code not in units]
        faults += [f"no field {name}" for _unit, name, _handler in wanted if name not in fields]
        if faults:
            raise CommandError("\n".join(f"{file}: {fault}" for fault in dict.fromkeys(faults)))
        with transaction.atomic():
            made = [
                HandlingRule.objects.get_or_create(
                    receiving_unit=units[receiver],
                    field=fields[name],
                    defaults={"handling_unit": units[handler]},
                )[1]
                for receiver, name, handler in wanted
            ]
        self.stdout.write(f"{sum(made)} rules new, {len(made) - sum(made)} kept")


def _read(file: Path) -> list[tuple[str, str, str]]:
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        if not isinstance(content, list):
            raise TypeError
        return [
            (str(entry["receiving_unit"]), str(name), str(handler))
            for entry in content
            for name, handler in entry["rules"].items()
        ]
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise CommandError(f"{file}: the file is not valid YAML: {error}") from None
    except (KeyError, TypeError, AttributeError):
        raise CommandError(f"{file}: needs a list of entries with 'receiving_unit' and 'rules'") from None


def _codes(wanted: list[tuple[str, str, str]]) -> list[str]:
    return [code for receiver, _name, handler in wanted for code in (receiver, handler)]
