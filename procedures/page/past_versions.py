"""How a procedure was posted before and will be (các phiên bản): which version holds on a day, what follows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet, prefetch_related_objects

from procedures.comparing.differences import Difference, differences
from procedures.entries import ROWS, entry_of
from procedures.models import LifeEvent, Procedure, ProcedureVersion


@dataclass(frozen=True, slots=True)
class Life:
    """The version to show on a day, the one that follows it, and where a closed procedure leads on."""

    version: ProcedureVersion
    on: date
    next_version: ProcedureVersion | None
    replacing: ProcedureVersion | None

    @property
    def is_upcoming(self) -> bool:
        """Nothing is in force yet; shown is what will be."""
        return self.version.valid_from > self.on

    @property
    def is_closed(self) -> bool:
        """What is shown is no longer in force and nothing follows."""
        return self.version.valid_to is not None and self.version.valid_to < self.on

    @property
    def ends_on(self) -> date | None:
        """The last day of a procedure that will be closed."""
        return self.version.valid_to if self.next_version is None and not self.is_closed else None

    @property
    def content_day(self) -> date:
        """The day whose fees and forms are shown: within the life of the version."""
        first, last = self.version.valid_from, self.version.valid_to
        day = max(self.on, first)
        return day if last is None else min(day, last)


def that_held(procedure: Procedure | None = None) -> QuerySet[ProcedureVersion]:
    """Versions that were, are or will be in force for a day at least."""
    versions = ProcedureVersion.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")))
    return versions if procedure is None else versions.filter(procedure=procedure)


def life_of(code: str, on: date) -> Life | None:
    """What to show of a procedure on the day `on`; None for one that does not exist.

    Where none is in force, the one that comes next, else the last there was.
    """
    known = that_held().filter(procedure__code=code).select_related("procedure__field")
    begun = known.filter(valid_from__lte=on).order_by("-valid_from").first()
    coming = list(known.filter(valid_from__gt=on).order_by("valid_from")[:2])
    if begun is not None and (begun.is_in_force(on) or not coming):
        version, following = begun, next(iter(coming), None)
    elif coming:
        version, following = coming[0], next(iter(coming[1:]), None)
    else:
        return None
    replacing = None
    if following is None and version.valid_to is not None and version.procedure.replaced_by_id is not None:
        replacing = _in_force_of(version.procedure.replaced_by_id, on)
    return Life(version, on, following, replacing)


def held_on(code: str, on: date) -> ProcedureVersion | None:
    """The version in force on the day `on`, if there was one."""
    versions = that_held().filter(procedure__code=code).select_related("procedure__field")
    return versions.in_force(on).first()  # type: ignore[attr-defined]


def _in_force_of(procedure: int, on: date) -> ProcedureVersion | None:
    versions = that_held().filter(procedure=procedure, valid_from__lte=on).select_related("procedure")
    return versions.order_by("-valid_from").first()


@dataclass(frozen=True, slots=True)
class Change:
    """A version and what it says otherwise than the one before it."""

    version: ProcedureVersion
    is_first: bool
    differences: list[Difference]


def changes_of(page: Iterable[ProcedureVersion]) -> list[Change]:
    """What each of the versions changed, newest first; as many statements for many as for one."""
    shown = list(page)
    if not shown:
        return []
    older = that_held(shown[-1].procedure).filter(number__lt=shown[-1].number).order_by("-number")
    every = [*shown, *older[:1]]
    prefetch_related_objects(every, "procedure__field", "procedure__life_events", *ROWS)
    events = dict(LifeEvent.objects.values_list("slug", "name"))
    entries = [entry_of(version) for version in every]
    return [
        Change(version, False, differences(entries[at + 1], entries[at], events))
        if at + 1 < len(every)
        else Change(version, True, [])
        for at, version in enumerate(shown)
    ]
