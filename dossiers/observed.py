"""How long dossiers really took (thời gian giải quyết thực tế): worked out at night and by day.

One number would be read as a promise, so two are told, with how many dossiers they come from: within what half of
them were ready, and nine in ten; nothing where they are few. Counted is the time the office was open, from
reception until the result was ready, without the time it waited for somebody else; of the last twelve months, so
that old cases that lay for years do not distort it.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction

from staff.models import Unit
from staff.office_calendar import current_calendars
from staff.working_time import CalendarError

from .deadlines import AfterPause
from .deadlines import Pause as Stop
from .leg_time import minutes_used
from .models import Dossier, ObservedTime, Pause

log = logging.getLogger(__name__)

#: Fewer dossiers than this say nothing about the next one, and might tell of a single person.
FEWEST = 10
LOOKED_BACK = timedelta(days=365)
_BATCH = 2000

#: Dossier, procedure, unit, received, ready.
_Row = tuple[int, int, int, datetime, datetime]


def shown_for(procedure_id: int | None) -> ObservedTime | None:
    """What is told of a procedure; None where there are too few dossiers."""
    return ObservedTime.objects.filter(procedure=procedure_id, dossiers__gte=FEWEST).first()


def reckon(*, at: datetime) -> int:
    """Work out anew what each procedure took in the twelve months before `at`; return for how many it is known."""
    taken = _minutes_by_procedure(since=at - LOOKED_BACK, until=at)
    rows = []
    for procedure, minutes in taken.items():
        minutes.sort()
        rows.append(
            ObservedTime(
                procedure_id=procedure,
                dossiers=len(minutes),
                median_minutes=at_share(minutes, 5),
                ninth_minutes=at_share(minutes, 9),
                reckoned_at=at,
            )
        )
    with transaction.atomic():
        ObservedTime.objects.exclude(procedure__in=taken).delete()
        ObservedTime.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["procedure"],
            update_fields=["dossiers", "median_minutes", "ninth_minutes", "reckoned_at"],
            batch_size=_BATCH,
        )
    return len(rows)


def at_share(ordered: Sequence[int], tenths: int) -> int:
    """The smallest of the ordered values within which so many tenths of them lie."""
    return ordered[-(-len(ordered) * tenths // 10) - 1]


def _minutes_by_procedure(*, since: datetime, until: datetime) -> dict[int, list[int]]:
    calendars, units = current_calendars(), Unit.objects.in_bulk()
    found: defaultdict[int, list[int]] = defaultdict(list)
    left_out = 0
    for batch in _batches(_resolved(since, until)):
        stops = _stops_of([row[0] for row in batch])
        for pk, procedure, unit, received_at, resolved_at in batch:
            try:
                used = minutes_used(received_at, resolved_at, stops[pk], calendars.for_unit(units[unit]))
            except CalendarError:
                left_out += 1
            else:
                found[procedure].append(used)
    if left_out:
        log.warning("The calendar does not reach %d resolved dossiers; they are left out", left_out)
    return dict(found)


def _resolved(since: datetime, until: datetime) -> Iterator[_Row]:
    rows = Dossier.objects.filter(
        resolved_at__gte=since, resolved_at__lte=until, received_at__isnull=False
    ).order_by("pk")
    wanted = "pk", "version__procedure", "receiving_unit", "received_at", "resolved_at"
    return rows.values_list(*wanted).iterator(chunk_size=_BATCH)


def _batches(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        yield batch


def _stops_of(dossiers: Sequence[int]) -> defaultdict[int, list[Stop]]:
    """When the office waited for somebody else; what was done before counts, even where the limit began anew."""
    stops: defaultdict[int, list[Stop]] = defaultdict(list)
    rows = Pause.objects.filter(dossier__gte=dossiers[0], dossier__lte=dossiers[-1], ended_at__isnull=False)
    for dossier, started_at, ended_at in rows.values_list("dossier", "started_at", "ended_at"):
        stops[dossier].append(Stop(started_at, ended_at, AfterPause.RESUME))
    return stops
