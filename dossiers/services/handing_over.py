"""Hand-over by list (bàn giao hồ sơ, kết quả): a numbered slip for each unit, confirmed by the other side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection as Some
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Dossier, HandoverLine, HandoverSlip
from dossiers.references import next_numbers
from dossiers.rules import FaultList
from dossiers.slips import GIVERS, TAKERS, Kind, content_of, destination, slip_series, to_hand_over
from dossiers.workflow import Action, State
from staff.access import holds, units_of
from staff.models import Unit, User
from staff.stored_files import all_or_nothing
from staff.text import plain_line

from ._drawn import drawn_faults, keep_drawn
from .batch import MOST, Outcome, Wanted, chosen, perform_all
from .perform import ActInput
from .signing import sign_slip

_MOST_OF_A_NOTE = 500
_MOST_OF_A_REMARK = 300


@dataclass(frozen=True)
class Handed:
    """The slips made, and what became of each dossier that was chosen."""

    slips: list[HandoverSlip]
    outcomes: list[Outcome]


@all_or_nothing()
def hand_over(*, kind: str, wanted: Sequence[Wanted], by: User, at: dt.datetime, note: str = "") -> Handed:
    """Hand the chosen dossiers to the divisions, or results to the counters (bàn giao), with a slip for each unit.

    Dossiers not forwarded yet are forwarded by the same act, each by itself: what cannot be says why and stands on
    no slip. Raises Faults for no dossier or too many, NotPermitted.
    """
    if kind not in Kind.values:
        raise Faults({"kind": [_("Choose whether dossiers or results are handed over.")]})
    units = {unit.pk: unit for unit in units_of(by, *GIVERS[Kind(kind)])}
    if not units:
        raise NotPermitted(_("Your role does not hand this over."))
    faults = FaultList()
    if not wanted:
        faults.add("dossiers", _("Choose at least one dossier."))
    if len(wanted) > MOST:
        faults.add("dossiers", _("Choose at most %(count)d dossiers at once.") % {"count": MOST})
    if len(note.strip()) > _MOST_OF_A_NOTE:
        faults.add(
            "note", _("The note has more than %(count)d characters; shorten it.") % {"count": _MOST_OF_A_NOTE}
        )
    faults.raise_if_any()
    outcomes = _outcomes(kind, list(dict.fromkeys(wanted)), list(units), by=by, at=at)
    # a dossier named twice, by code and by reference, stands on its slip once
    done = {each.dossier.pk: each.dossier for each in outcomes if each.is_done and each.dossier is not None}
    groups: dict[tuple[int, int], list[Dossier]] = {}
    for dossier in done.values():
        groups.setdefault((_giver(dossier, kind), destination(dossier, kind).pk), []).append(dossier)
    slips = [
        _slip(kind, units[giver], dossiers, note=plain_line(note), by=by, at=at)
        for (giver, _taker), dossiers in groups.items()
    ]
    return Handed(slips, outcomes)


@all_or_nothing()
def receive(
    *,
    slip: HandoverSlip,
    by: User,
    at: dt.datetime,
    missing: Some[int] = (),
    remarks: Mapping[int, str] | None = None,
    drawn: bytes = b"",
) -> HandoverSlip:
    """Confirm what came with a slip (xác nhận bàn giao); `missing` are the lines that were not found.

    Raises Faults, WrongMoment when it was confirmed before, NotPermitted.
    """
    slip = HandoverSlip.objects.select_for_update(of=("self",)).select_related("to_unit").get(pk=slip.pk)
    if not may_receive(by, slip):
        raise NotPermitted(_("Only the unit it goes to confirms a slip."))
    if slip.received_at is not None:
        raise WrongMoment(_("This slip was confirmed already."), allowed=[])
    lines = {line.pk: line for line in slip.lines.all()}
    said = {pk: plain_line(text) for pk, text in (remarks or {}).items() if plain_line(text)}
    faults = FaultList()
    if not set(missing) | set(said) <= set(lines):
        faults.add("missing", _("Choose among the lines of this slip."))
    if any(len(text) > _MOST_OF_A_REMARK for text in said.values()):
        faults.add("remarks", _("A remark has at most %(count)d characters.") % {"count": _MOST_OF_A_REMARK})
    picture = drawn_faults(drawn, faults)
    faults.raise_if_any()
    for pk in set(missing) | set(said):
        line = lines[pk]
        line.is_missing, line.remark = pk in set(missing), said.get(pk, "")
        line.save(update_fields=["is_missing", "remark"])
    slip.received_by, slip.received_at = by.official, at
    slip.received_signature = keep_drawn(picture, name=str(by), at=at)
    slip.save(update_fields=["received_by", "received_at", "received_signature"])
    return slip


def may_receive(user: User, slip: HandoverSlip) -> bool:
    """Whether this person works where the slip goes to."""
    return any(holds(user, role, slip.to_unit_id) for role in TAKERS[Kind(slip.kind)])


def _outcomes(
    kind: str, wanted: Sequence[Wanted], units: Sequence[int], *, by: User, at: dt.datetime
) -> list[Outcome]:
    """Each dossier: forwarded where it was not yet, or ready as it is, or why not."""
    dossiers = chosen(by, wanted)
    ids = {each.pk for each in dossiers.values()}
    # two who hand over the same dossiers at once: the second looks when the first is done
    list(Dossier.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk").values_list("pk"))
    ready = set(to_hand_over(kind, units).filter(pk__in=ids).order_by().values_list("pk", flat=True))
    outcomes = {each.name: _as_it_is(each, dossiers.get(each.name), ready) for each in wanted}
    forward = [
        each
        for each in wanted
        if outcomes[each.name].is_done and dossiers[each.name].state == State.RECEIVED and kind == Kind.DOSSIERS
    ]
    if forward:
        outcomes |= {
            outcome.name: outcome for outcome in perform_all(forward, Action.FORWARD, ActInput(), by=by, at=at)
        }
    return list(outcomes.values())


def _as_it_is(wanted: Wanted, dossier: Dossier | None, ready: Some[int]) -> Outcome:
    if dossier is None:
        return Outcome(wanted.name, None, _("No such dossier is within your reach."))
    if dossier.pk not in ready:
        return Outcome(
            wanted.name, dossier, _("Nothing of it is to be handed over now; it may stand on a slip already.")
        )
    return Outcome(wanted.name, dossier)


def _giver(dossier: Dossier, kind: str) -> int:
    if kind == Kind.DOSSIERS:
        return dossier.receiving_unit_id
    return dossier.handling_unit_id or dossier.receiving_unit_id


def _slip(
    kind: str, giver: Unit, dossiers: Sequence[Dossier], *, note: str, by: User, at: dt.datetime
) -> HandoverSlip:
    """One slip with its number, frozen and signed where there is a key."""
    today = timezone.localdate(at)
    with transaction.atomic():
        (number,) = next_numbers(giver, slip_series(today))
        slip = HandoverSlip(
            kind=kind,
            year=today.year,
            number=number,
            from_unit=giver,
            to_unit=destination(dossiers[0], kind),
            handed_by=by.official,
            handed_at=at,
            note=note,
        )
        slip.content = content_of(slip, dossiers)
        slip.save(force_insert=True)
        HandoverLine.objects.bulk_create(
            HandoverLine(slip=slip, dossier=dossier, position=position)
            for position, dossier in enumerate(dossiers, start=1)
        )
        sign_slip(slip, by=by, at=at)
    return slip
