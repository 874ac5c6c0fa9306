from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from staff.signing import TRIAL
from staff.trial_certificates import equip


class Command(BaseCommand):
    """Make a trial certificate authority and certificates for leaders and counters (chứng thư thử nghiệm)."""

    help = f"For trying out signatures: keys below DATA_DIR/keys, certificates marked “{TRIAL}”."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        made = equip(at=timezone.now())
        if verbosity:
            self.stdout.write(f"{made} trial certificates made")
