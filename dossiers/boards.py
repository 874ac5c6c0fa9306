"""What each desk of the office works through (bàn làm việc): lanes with their counts, most pressing first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from staff.roles import Role
from staff.text import fold

from .apologies import was_apologised_for
from .due import day_bounds
from .models import Dossier, Proposal
from .querysets import DossierQuerySet, lying_with
from .stuck import is_stuck
from .workflow import FINAL_STATES, OPEN_STATES, PAUSED_STATES, RUNNING_STATES, State
from .worklists import with_marks

_BY_DUE = (F("due_at").asc(nulls_last=True), "pk")
_BY_STEP = (Coalesce("lying__due_at", "due_at").asc(nulls_last=True), "pk")
_NEWEST = ("-pk",)


def _in(*states: State) -> Q:
    return Q(state__in=[state.value for state in states])


@dataclass(frozen=True)
class Lane:
    """One tab of a desk; a lane without `is_counted` shows no number, because counting it would cost too much."""

    key: str
    label: str | LazyText
    where: Q
    order: Sequence[Any] = _BY_DUE
    is_counted: bool = True


@dataclass(frozen=True)
class Desk:
    """A desk: everything seen from it, its lanes, and the few dossiers (`counted`) the numbers are taken from."""

    door: str
    dossiers: DossierQuerySet
    counted: DossierQuerySet
    lanes: Sequence[Lane]
    extra: Sequence[str] = ()
    #: Absent officials and the unit where the person at this desk stands in for each of them.
    covered: frozenset[tuple[int, int]] = frozenset()

    def lane(self, key: str) -> Lane:
        """The lane of this name, else the first one."""
        return next((lane for lane in self.lanes if lane.key == key), self.lanes[0])

    def counts(self) -> tuple[dict[str, int], list[tuple[str, str]]]:
        """How many dossiers stand in each counted lane, and which procedures they are of; one statement."""
        lanes = {lane.key: Count("pk", filter=lane.where) for lane in self.lanes if lane.is_counted}
        groups = list(
            self.counted.order_by().values("version__procedure__code", "version__name").annotate(**lanes)
        )
        return {key: sum(group[key] for group in groups) for key in lanes}, _merged_procedures(groups)


def counter_desk(unit_ids: Iterable[int], *, now: dt.datetime, unfetched: Q) -> Desk:
    """Bộ phận một cửa: what was received, or waits to be received, at these counters.

    `unfetched` says which results lie there too long.
    """
    today, _tomorrow = day_bounds(timezone.localdate(now))
    received_today = Q(received_at__gte=today)
    supplied = _in(State.SUPPLEMENT) & Q(supplied=True)
    # the unit stands in both halves, so that each half finds its own index
    here = Q(receiving_unit__in=list(unit_ids))
    return Desk(
        door="counter",
        dossiers=with_marks(Dossier.objects.at_office().filter(here)),
        counted=with_marks(
            Dossier.objects.filter((here & _in(*OPEN_STATES, State.RESOLVED)) | (here & received_today))
        ),
        lanes=(
            Lane(
                "todo",
                _("To do"),
                _in(State.SUBMITTED, State.RECEIVED, State.WITHDRAWAL, State.SUPPLEMENT)
                & (~_in(State.SUPPLEMENT) | Q(supplied=True)),
                (Coalesce("due_at", "submitted_at"), "pk"),
            ),
            Lane("online", _("To receive online"), _in(State.SUBMITTED), ("submitted_at", "pk")),
            Lane("today", _("Received today"), received_today, ("-received_at", "-pk")),
            Lane(
                "processing",
                _("In process"),
                _in(State.RECEIVED, State.PROCESSING, State.PAYMENT, State.WITHDRAWAL),
            ),
            Lane("supplement", _("Waiting for a supplement"), _in(State.SUPPLEMENT) & Q(supplied=False)),
            Lane("supplied", _("Supplement handed in"), supplied),
            Lane("ready", _("Ready to return"), _in(State.RESOLVED), ("resolved_at", "pk")),
            Lane("uncollected", _("Not collected"), unfetched, ("resolved_at", "pk")),
            Lane("all", _("All"), Q(), _NEWEST, is_counted=False),
        ),
    )


def specialist_desk(
    official: Any, unit_ids: Iterable[int], *, covered: frozenset[tuple[int, int]] = frozenset()
) -> Desk:
    """Bàn xử lý của chuyên viên: own work by time left, and what was handed over and nobody has accepted.

    A dossier is seen where it is handled, and where a step of its route has brought it. Open work of somebody
    `covered` (absent official and unit) stands among one's own for as long as one stands in.
    """
    done = Q(specialist=official)
    mine, to_me = done, Q(lying__holder=official)
    for absent, unit in covered:
        mine |= Q(specialist=absent) & (Q(handling_unit=unit) | Q(lying__unit=unit))
        to_me |= Q(lying__holder=absent, lying__unit=unit)
    ids = list(unit_ids)
    here = Q(lying__role=Role.SPECIALIST.value, lying__unit__in=ids)
    waiting = _in(State.PROCESSING) & here & Q(lying__accepted_at=None)
    seen = with_marks(Dossier.objects.at_office().filter(Q(handling_unit__in=ids) | lying_with(ids)))
    return Desk(
        door="specialist",
        dossiers=seen,
        counted=seen.open(),
        covered=covered,
        lanes=(
            Lane(
                "mine",
                _("My work"),
                mine
                & _in(State.PROCESSING)
                & Q(proposed=False)
                & ~Q(lying__accepted_at=None, lying__isnull=False),
                _BY_STEP,
            ),
            Lane("handed", _("Handed to me, to accept"), waiting & to_me, _BY_STEP),
            Lane("untaken", _("Not taken yet"), _untaken(waiting), _BY_STEP),
            Lane("proposed", _("Put forward for signature"), mine & _in(State.PROCESSING) & Q(proposed=True)),
            Lane("waiting", _("Waiting for the citizen"), mine & _in(*PAUSED_STATES)),
            Lane("unit", _("The whole unit"), _in(*OPEN_STATES)),
            Lane("done", _("My finished work"), done & _in(State.RESOLVED, *FINAL_STATES), _NEWEST, False),
            Lane("all", _("All"), Q(), _NEWEST, False),
        ),
    )


def _untaken(waiting: Q) -> Q:
    """With nobody in particular; a dossier from before there were legs is known by having no specialist."""
    return (waiting & Q(lying__holder=None)) | (Q(lying=None, specialist=None) & _in(State.PROCESSING))


def leader_desk(unit_ids: Iterable[int], *, now: dt.datetime, soon_until: dt.datetime) -> Desk:
    """Bàn ký duyệt của lãnh đạo: what waits for a signature, what is late, what is about to be."""
    open_proposal = Proposal.objects.filter(dossier=OuterRef("pk"), decision="")
    is_told = was_apologised_for(now)
    ids = list(unit_ids)

    def ours(*states: State) -> Q:
        # the state stands beside either unit, so that each half finds its own index
        return (Q(receiving_unit__in=ids) & _in(*states)) | (Q(handling_unit__in=ids) & _in(*states))

    return Desk(
        door="leader",
        dossiers=with_marks(Dossier.objects.at_office().of_units(ids)).annotate(
            is_stuck=is_stuck(),
            is_told=is_told,
            preview=Subquery(open_proposal.values("text")[:1]),
            outcome=Subquery(open_proposal.values("outcome")[:1]),
        ),
        counted=with_marks(Dossier.objects.filter(ours(*OPEN_STATES))).annotate(
            is_stuck=is_stuck(), is_told=is_told
        ),
        extra=("preview", "outcome"),
        lanes=(
            Lane("sign", _("To sign"), ours(State.PROCESSING) & Q(proposed=True)),
            Lane("late", _("Overdue"), ours(*RUNNING_STATES) & Q(due_at__lt=now)),
            Lane("unsaid", _("Overdue without apology"), ours(*RUNNING_STATES) & Q(due_at__lt=now, is_told=False)),
            Lane("step", _("Step overdue"), ours(*RUNNING_STATES) & Q(lying__due_at__lt=now), _BY_STEP),
            Lane(
                "soon",
                _("Due within 2 working days"),
                ours(*RUNNING_STATES) & Q(due_at__gte=now, due_at__lt=soon_until),
            ),
            Lane("stuck", _("Stuck"), ours(*RUNNING_STATES) & Q(is_stuck=True)),
            Lane("open", _("All open"), ours(*OPEN_STATES)),
            Lane("all", _("All"), Q(), _NEWEST, False),
        ),
    )


def _merged_procedures(groups: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Codes and names of the procedures in grouped counts, by name; versions of one procedure are merged."""
    names = {group["version__procedure__code"]: group["version__name"] for group in groups}
    return sorted(names.items(), key=lambda pair: fold(pair[1]))
