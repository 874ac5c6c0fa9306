"""Changing the working calendar (thay đổi lịch làm việc): what was shown is applied, and told once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers.calendar_change import Impact, impact_of
from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Dossier, Leg, PromiseMove
from dossiers.notifications import letter_to_applicant
from dossiers.references import hold_numbers
from staff import audit, post
from staff.access import units_of, with_units_below
from staff.calendar_change import Change, as_detail, is_empty, write
from staff.message_kinds import Kind
from staff.message_texts import Wordings
from staff.models import AuditEntry, Unit, User
from staff.office_calendar import current_calendars
from staff.roles import Role

from ._legs import due_of as leg_due
from ._promise import withdraw_moved_drafts

#: What the security trail calls every change of the calendar, so that its history is one short look-up.
AUDIT_TARGET = "calendar"
_ROWS_AT_A_TIME = 500
_NOTE_LENGTH = 300


@dataclass(frozen=True)
class Applied:
    """What a change did: the entry in the trail, the promises moved, the messages written."""

    entry: AuditEntry
    moved: int
    told: int


def may_change_days(user: User) -> bool:
    """Whether the person answers for the days off of everybody: at province or district level, or at the root."""
    levels = (Unit.Kind.PROVINCE, Unit.Kind.DISTRICT)
    units = units_of(user, Role.MANAGER, Role.ADMIN)
    return any(unit.kind in levels or unit.parent_id is None for unit in units)


def units_with_hours_of(user: User) -> set[int]:
    """Units whose office hours the person may change: the own ones and all below."""
    return with_units_below([unit.pk for unit in units_of(user, Role.MANAGER, Role.ADMIN)])


def check_may(change: Change, by: User) -> None:
    """Raises NotPermitted when this person may not make this change."""
    if change.touches_days and not may_change_days(by):
        raise NotPermitted(_("Days off are entered by a manager or IT officer of the province or the district."))
    if not change.unit_ids <= units_with_hours_of(by):
        raise NotPermitted(_("You may change the office hours of your own units and of those below only."))


def check(change: Change, *, by: User, at: dt.datetime) -> None:
    """Raises NotPermitted when this person may not make this change, Faults for one no decision can make."""
    check_may(change, by)
    _check(change, at)


def simulate(change: Change, *, by: User, at: dt.datetime) -> Impact:
    """What the change would do, for a person who may make it. Raises NotPermitted and Faults as `check` does."""
    check(change, by=by, at=at)
    return impact_of(change)


@transaction.atomic
def apply_change(change: Change, *, by: User, at: dt.datetime, expected: str) -> Applied:
    """Make the change if it still does what the person saw (`expected`, the digest of the impact shown).

    Rows, promises, ledger, messages and the one entry in the trail are written together or not at all. Raises
    NotPermitted; Faults when some date could no longer be computed; WrongMoment when anything seen has changed
    meanwhile, a second click on the same button included.
    """
    check_may(change, by)
    _lock()
    if is_empty(change):
        raise WrongMoment(_("The calendar already stands like this. Nothing is left to change."), allowed=[])
    _check(change, at)
    impact = impact_of(change)
    if impact.digest != expected:
        raise WrongMoment(
            _("The dossiers concerned, or the calendar, have changed since you looked. Look at the list again."),
            allowed=[],
        )
    if impact.unreachable:
        raise Faults({"": sorted({each.fault for each in impact.unreachable})})
    write(change)
    _move(impact, change.document, by=by, at=at)
    _move_legs()
    entry = _note(change, impact, by=by)
    return Applied(entry, moved=len(impact.moves), told=_tell(impact, entry, change, at=at))


def _check(change: Change, at: dt.datetime) -> None:
    """Raises Faults for a change no decision can make."""
    faults: dict[str, list[str]] = {}
    if not change.document.strip():
        faults["document"] = [_("Name the document that decides this, with number and date.")]
    today = timezone.localdate(at)
    if any(week.starts <= today for week in change.weeks):
        faults["starts"] = [_("Hours that were already kept cannot be rewritten. Choose a day after today.")]
    if faults:
        raise Faults(faults)
    if is_empty(change):
        raise Faults({"": [_("The calendar already stands like this. Nothing is left to change.")]})


def _lock() -> None:
    """One change at a time, and no dossier moves meanwhile (PostgreSQL; SQLite writes one at a time anyway).

    Dossiers that wait are locked too: one whose wait ends meanwhile would be promised by the calendar before. So
    would one received meanwhile: receiving takes a number and looks at the calendar once more (`intake`).
    """
    list(Unit.objects.filter(parent__isnull=True).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    moving = Dossier.objects.open().filter(received_at__isnull=False).order_by("pk")
    list(moving.select_for_update(no_key=True).values_list("pk"))
    # last, because whoever has locked a dossier may still want a number for its paper
    hold_numbers()


def _move(impact: Impact, document: str, *, by: User, at: dt.datetime) -> None:
    """The ledger and both moments, in bulk; a drafted apology about the promise before is withdrawn."""
    PromiseMove.objects.bulk_create(
        (
            PromiseMove(
                dossier_id=move.pk,
                at=at,
                old_due_at=move.old,
                new_due_at=move.new,
                ground=PromiseMove.Ground.CALENDAR,
                by=by,
                note=document[:_NOTE_LENGTH],
            )
            for move in impact.moves
        ),
        batch_size=_ROWS_AT_A_TIME,
    )
    Dossier.objects.bulk_update(
        [
            Dossier(pk=move.pk, due_at=move.new, judged_due_at=move.judged)
            for move in (*impact.moves, *impact.judged_only)
        ],
        ["due_at", "judged_due_at"],
        batch_size=_ROWS_AT_A_TIME,
    )
    withdraw_moved_drafts(at=at)


def _note(change: Change, impact: Impact, *, by: User) -> AuditEntry:
    return audit.record(
        "calendar.changed",
        actor=by,
        target=AUDIT_TARGET,
        document=change.document,
        changes=as_detail(change),
        moved=len(impact.moves),
        letters=len(impact.letters),
        untold=impact.untold,
    )


def _move_legs() -> None:
    """The steps that running dossiers are on now are counted again by the calendar as it is."""
    calendars = current_calendars()
    legs = (
        Leg.objects.filter(ended_at__isnull=True, dossier__in=Dossier.objects.running())
        .select_related("unit")
        .prefetch_related("dossier__pauses")
        .order_by("pk")
    )
    moved: list[Leg] = []
    for leg in legs.iterator(chunk_size=_ROWS_AT_A_TIME):
        due_at = leg_due(leg.dossier, leg, calendars)
        if due_at != leg.due_at:
            leg.due_at = due_at
            moved.append(leg)
    Leg.objects.bulk_update(moved, ["due_at"], batch_size=_ROWS_AT_A_TIME)


def _tell(impact: Impact, entry: AuditEntry, change: Change, *, at: dt.datetime) -> int:
    """One message a person and unit, all their dossiers in it; its key names the entry, so none is sent twice."""
    moves = {letter[0].pk: sorted(letter, key=lambda move: (move.new, move.code)) for letter in impact.letters}
    dossiers = Dossier.objects.prefetch_related("version", "receiving_unit__parent", "applicant").filter(
        pk__in=moves
    )
    wordings = Wordings(Kind.CALENDAR_CHANGED.value)
    letters = [
        letter_to_applicant(
            dossier,
            Kind.CALENDAR_CHANGED,
            at=at,
            wordings=wordings,
            number=entry.pk,
            document=change.document,
            moves=moves[dossier.pk],
        )
        for dossier in dossiers
    ]
    return post.enqueue_all([letter for letter in letters if letter is not None])
