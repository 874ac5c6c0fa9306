"""Read a catalogue file into the database."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from procedures.importing import import_catalogue


class Command(BaseCommand):
    """Import procedures (nhập danh mục thủ tục hành chính); the last line on stdout counts the entries."""

    help = (
        "Import a catalogue of administrative procedures (YAML). Faults and remarks go to stderr; stdout ends "
        "with “N new, N changed, N unchanged, N rejected”. Exits 1 when an entry was rejected or the file "
        "cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="catalogue file, such as procedures/data/procedures.yaml")
        parser.add_argument("--dry-run", action="store_true", help="check and count only, write nothing")
        parser.add_argument(
            "--valid-from",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="first day of validity for entries that state none (default: today)",
        )

    def handle(self, *, file: Path, dry_run: bool, valid_from: date | None, **options: Any) -> None:
        report = import_catalogue(file, today=timezone.localdate(), first_day=valid_from, dry_run=dry_run)
        for line in (*report.remarks, *report.faults):
            self.stderr.write(line)
        self.stderr.flush()
        self.stdout.write(report.summary())
        if not report.is_clean:
            raise SystemExit(1)
