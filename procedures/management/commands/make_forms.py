from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from procedures.blank_forms.own_forms import draw_forms, moment_of, offer_forms


class Command(BaseCommand):
    """Draw the blank forms of the most asked procedures (mẫu tờ khai) and offer them with these procedures.

    A procedure that offers forms already is left alone. Compare the forms with the published ones before use.
    """

    help = "Draw blank forms (PDF) and offer them with the procedures they belong to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="first day they are offered (today by default)")

    def handle(self, *, on: date | None = None, **options: Any) -> None:
        day = on or timezone.localdate()
        forms = draw_forms(at=moment_of(day))
        offered = offer_forms(forms, on=day)
        self.stdout.write(f"{len(forms)} forms drawn, {len(offered)} procedures offer one now")
