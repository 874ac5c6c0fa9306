"""Builds the demo office (dựng dữ liệu mẫu): real units, procedures, calendar; invented people and dossiers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from random import Random

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from dossiers.models import CodeCounter, Dossier
from dossiers.services.apology import draft_due_apologies
from dossiers.services.lateness import minutes_late, write_shares
from dossiers.statistics.period import midnight
from procedures.models import ProcedureVersion
from staff.models import Unit, User
from staff.office_calendar import calendar_for, policy_in_force
from staff.trial_certificates import equip

from . import rows
from .absence import announce_absence
from .arrivals import HISTORY, Rhythm
from .counter import Counter
from .doors import Doorkeeper, number
from .errands import leave_errands
from .legs import LegTeller
from .office_minutes import OfficeMinutes
from .papers import PaperDesk
from .people import CAST, DISTRICT, Cast
from .posted import Posting, prepare_forms
from .ratings import Voices
from .routes import publish_routes
from .scenes import SCENES
from .stories import Storyteller
from .today import Today

PAPERS_FOR_DAYS = 30
# No date can be promised beyond the established calendar; a demo built later stands where the calendar reaches.
# Leaders and counters have signed for a year.
LIFE_OF_CERTIFICATES = dt.timedelta(days=365)
LONGEST_PROMISE = dt.timedelta(days=120)


class NotEmpty(Exception):
    """The database holds dossiers that are not the demo's; the demo is only built in an empty one."""


def is_seeded() -> bool:
    """Whether the demo is there already. Raises NotEmpty when other dossiers are."""
    if not Dossier.objects.exists():
        return False
    if User.objects.filter(username__in=[row[0] for row in CAST]).count() < len(CAST):
        raise NotEmpty
    return True


@transaction.atomic
def build(*, count: int, seed: int, say: Callable[[str], object], show_progress: bool) -> None:
    """Everything in one transaction: either the whole demo stands or nothing of it."""
    rng = Random(seed)  # noqa: S311  the same seed must give the same dossiers
    _load(say)
    district = Unit.objects.get(code=DISTRICT)
    calendar = calendar_for(district)
    last_day = dt.date(max(calendar.established_years), 12, 31)
    now = min(timezone.localtime(), midnight(last_day - LONGEST_PROMISE))
    cast = Cast(rng, citizens=max(40, count // 60))
    say(f"{prepare_forms(HISTORY[0].replace(month=1, day=1))} procedures with blank forms")
    publish_routes(by=cast.by_username["huong"], on=HISTORY[0])
    versions = list(
        ProcedureVersion.objects.in_force(now.date())
        .receivable()
        .select_related("procedure__field")
        .prefetch_related("documents", "steps", "fees")
        .order_by("procedure__code")
    )
    versions = [version for version in versions if "module" not in version.source_entry]
    office = OfficeMinutes(calendar, HISTORY[0], last_day)
    equip(at=now, since=now - LIFE_OF_CERTIFICATES)
    in_bulk = max(count - len(SCENES), 0)
    doorkeeper = Doorkeeper(rng, cast, office)
    doors = [doorkeeper.meet(arrival) for arrival in Rhythm(rng, cast.desks, versions, office, now).draw(in_bulk)]
    last_numbers = number(doors, now)
    CodeCounter.objects.bulk_create(
        CodeCounter(unit_id=unit, series="dossier", since=day, last=last)
        for (unit, day), last in last_numbers.items()
    )
    storyteller = Storyteller(rng, cast.desks, office, now, policy_in_force(district, now.date()).early_rule)
    legs = LegTeller(office)
    voices = Voices(rng, cast.desks)
    papers = PaperDesk(since=now - dt.timedelta(days=PAPERS_FOR_DAYS))
    with tqdm(total=len(doors), unit=" dossiers", desc="Dossiers", disable=not show_progress) as bar:
        for start in range(0, len(doors), rows.CHUNK):
            told = []
            for door in doors[start : start + rows.CHUNK]:
                life = storyteller.tell(door)
                life.legs = legs.tell(life)
                told.append((life, voices.rate(life)))
                bar.update()
            for dossier, (life, _rating) in zip(rows.store(told), told, strict=True):
                papers.note(dossier, life)
    papers.issue_all(show_progress=show_progress)
    _settle_lateness()
    counter = Counter(rng, cast, versions, now=now)
    today = Today(rng, cast, versions, office, now, counter.till)
    say(f"{today.tell()} dossiers of today at {cast.main.unit}")
    say(f"{counter.tell()} numbers waiting at its desk")
    say(f"{draft_due_apologies(now=now)} apologies drafted")
    say(f"{announce_absence(cast, now=now)} absence announced")
    say(f"{leave_errands(now=now)} calls and errands at the counters")
    say(f"{Posting(cast, now=now).tell()} sheets on the walls of {cast.main.unit}")


def _settle_lateness() -> None:
    """How late the late ones were, and whose lateness it was, as the signature would have stored it."""
    late = Dossier.objects.filter(verdict=Dossier.Verdict.LATE, minutes_late=None).select_related("receiving_unit")
    for dossier in late.prefetch_related("pauses"):
        if dossier.judged_due_at is None or dossier.resolved_at is None:
            raise ValueError("a late dossier was promised and resolved")
        minutes = minutes_late(dossier, judged_due_at=dossier.judged_due_at, resolved_at=dossier.resolved_at)
        Dossier.objects.filter(pk=dossier.pk).update(minutes_late=minutes)
        write_shares(dossier, minutes)
    in_time = Dossier.objects.filter(verdict__in=[Dossier.Verdict.EARLY, Dossier.Verdict.ON_TIME])
    in_time.filter(minutes_late=None).update(minutes_late=0)


def _load(say: Callable[[str], object]) -> None:
    first_day = HISTORY[0].replace(month=1, day=1).isoformat()
    catalogue = Path(settings.BASE_DIR) / "procedures" / "data" / "procedures.yaml"
    for command in (
        ("load_calendar",),
        ("load_office",),
        ("import_procedures", str(catalogue), "--valid-from", first_day),
        ("load_handling_rules",),
        ("load_explanations",),
    ):
        say(command[0])
        call_command(*command, stdout=_Silent(), stderr=_Silent())


class _Silent:
    """Takes what a command writes when all goes well; failures are raised, not written."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None: ...
