from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dossiers.models import Dossier
from feedback.demo.building import NotEmpty, build, is_seeded
from feedback.demo.people import demo_file, write_demo_file


class Command(BaseCommand):
    """Build the demo office of Bình Lục (dữ liệu mẫu): history 2021–2023, the last months and today's open work.

    All people are invented; units, procedures and calendar are real. Same seed and day, same dossiers.
    """

    help = "Fill an empty database with a believable Bình Lục: offices, people, dossiers in all states, ratings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dossiers", type=int, default=3000, help="about how many dossiers (default 3000)")
        parser.add_argument("--seed", type=int, default=352, help="another number gives another history")

    def handle(self, *, dossiers: int, seed: int, verbosity: int, **options: Any) -> None:
        if not 1 <= dossiers <= 5_000_000:
            raise CommandError("--dossiers: a number from 1 to 5,000,000")
        say = self.stdout.write if verbosity else lambda text: None
        try:
            seeded = is_seeded()
        except NotEmpty:
            raise CommandError(
                "This database holds dossiers that are not the demo's; the demo is only built in an empty one."
            ) from None
        if not seeded:
            build(count=dossiers, seed=seed, say=say, show_progress=verbosity > 0)
        say(f"{'Already seeded, kept as it is' if seeded else 'Seeded'}: {Dossier.objects.count()} dossiers")
        if not seeded or not demo_file().exists():
            say(f"Who can sign in: {write_demo_file()}")
