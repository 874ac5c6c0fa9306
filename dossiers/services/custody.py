"""Originals the office keeps (giữ và trả bản chính): on which shelf, by whose hand, until their signed return."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection as Some
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import CustodyMove, Dossier, DossierPaper, DrawnSignature, KeptOriginal
from dossiers.permissions import role_for
from dossiers.rules import FaultList
from dossiers.workflow import FINAL_STATES, State
from staff.models import User
from staff.roles import Role
from staff.stored_files import all_or_nothing
from staff.text import plain_line

from ._drawn import drawn_faults, keep_drawn
from ._step import lock

#: More originals of one paper than this are a slip of the finger.
MOST_OF_ONE = 99
_SHELF_LENGTH = 20
Kind = CustodyMove.Kind


@dataclass(frozen=True)
class OriginalLine:
    """Bản chính nhận giữ: one paper that stays at the office, and where it is put.

    `document_id` is the required document it was handed in as; its name is taken from there when `name` is empty.
    """

    shelf: str
    name: str = ""
    count: int = 1
    document_id: int | None = None


@all_or_nothing()
def keep(*, dossier: Dossier, originals: Sequence[OriginalLine], by: User, at: dt.datetime) -> list[KeptOriginal]:
    """Take originals into keeping (nhận giữ bản chính).

    Raises Faults, WrongMoment when the dossier is closed, NotPermitted.
    """
    dossier = lock(dossier)
    _counter_only(dossier, by)
    if State(dossier.state) in FINAL_STATES:
        raise WrongMoment(_("The dossier is closed; the office takes no more originals for it."), allowed=[])
    faults = FaultList()
    papers = list(dossier.papers.all())
    rows = [_row(line, dossier, papers, faults, by=by, at=at) for line in originals]
    faults.raise_if_any()
    for row in rows:
        row.save(force_insert=True)
        _note(row, Kind.KEPT, by=by, at=at, place=row.shelf)
    return rows


@all_or_nothing()
def move(*, original: KeptOriginal, shelf: str, by: User, at: dt.datetime) -> KeptOriginal:
    """Put an original on another shelf (chuyển chỗ lưu giữ). Raises Faults, WrongMoment, NotPermitted."""
    original = _held(original, by)
    faults = FaultList()
    original.shelf = _shelf(shelf, faults)
    faults.raise_if_any()
    original.save(update_fields=["shelf"])
    _note(original, Kind.MOVED, by=by, at=at, place=original.shelf)
    return original


@all_or_nothing()
def lend(*, original: KeptOriginal, to: str, by: User, at: dt.datetime) -> KeptOriginal:
    """Give an original to the division that needs it (giao bản chính cho phòng chuyên môn).

    `to` says whom. Raises Faults, WrongMoment when it is there already, NotPermitted.
    """
    original = _held(original, by)
    if is_lent(original):
        raise WrongMoment(_("This original is with the division already."), allowed=[])
    if len(plain_line(to)) < 2:
        raise Faults({"to": [_("Name the division or official who takes the original.")]})
    _note(original, Kind.LENT, by=by, at=at, place=plain_line(to)[:150])
    return original


@all_or_nothing()
def take_back(*, original: KeptOriginal, by: User, at: dt.datetime, shelf: str = "") -> KeptOriginal:
    """An original comes back from the division (nhận lại bản chính); empty, the shelf is where it lay before.

    Raises Faults, WrongMoment when it was not there, NotPermitted.
    """
    original = _held(original, by)
    if not is_lent(original):
        raise WrongMoment(_("This original lies on its shelf already."), allowed=[])
    faults = FaultList()
    original.shelf = _shelf(shelf, faults) if shelf.strip() else original.shelf
    faults.raise_if_any()
    original.save(update_fields=["shelf"])
    _note(original, Kind.BACK, by=by, at=at, place=original.shelf)
    return original


@all_or_nothing()
def give_back(
    *, dossier: Dossier, originals: Some[int], to: str, by: User, at: dt.datetime, drawn: bytes = b""
) -> list[KeptOriginal]:
    """Return originals to `to`, who confirms by a `drawn` signature or on the printed slip (trả lại bản chính).

    Also after the dossier was closed. Raises Faults, NotPermitted.
    """
    dossier = lock(dossier)
    _counter_only(dossier, by)
    faults = FaultList()
    rows = chosen(dossier, originals, faults)
    name = plain_line(to)
    if len(name) < 2:
        faults.add("to", _("Enter the full name of whoever takes the originals."))
    picture = drawn_faults(drawn, faults)
    faults.raise_if_any()
    hand_out(rows, to=name, signature=keep_drawn(picture, name=name, at=at), by=by, at=at)
    return rows


def chosen(dossier: Dossier, originals: Some[int], faults: FaultList) -> list[KeptOriginal]:
    """The originals of a *locked* dossier that are to be returned, checked under `originals`."""
    rows = list(_all_held().filter(dossier=dossier, pk__in=set(originals)))
    if not rows or len(rows) != len(set(originals)):
        faults.add("originals", _("Choose among the originals the office still keeps for this dossier."))
    for row in rows:
        if is_lent(row):
            faults.add(
                "originals",
                _("“%(name)s” is with the division; take it back before returning it.") % {"name": row.name},
            )
    return rows


def hand_out(
    rows: Sequence[KeptOriginal], *, to: str, signature: DrawnSignature | None, by: User, at: dt.datetime
) -> None:
    """Note the return of originals that `chosen` found; runs inside the caller's transaction."""
    for row in rows:
        row.returned_at, row.returned_by, row.returned_to, row.signature = at, by.official, to[:150], signature
        row.save(update_fields=["returned_at", "returned_by", "returned_to", "signature"])
        _note(row, Kind.RETURNED, by=by, at=at, place=to[:150])


def is_lent(original: KeptOriginal) -> bool:
    """Whether the paper is with the division now and not on its shelf."""
    went = [Kind.LENT, Kind.BACK]
    return original.moves.filter(kind__in=went).order_by("pk").values_list("kind", flat=True).last() == Kind.LENT


def _row(
    line: OriginalLine,
    dossier: Dossier,
    papers: Sequence[DossierPaper],
    faults: FaultList,
    *,
    by: User,
    at: dt.datetime,
) -> KeptOriginal:
    wanted = plain_line(line.name)
    paper = next(
        (
            each
            for each in papers
            if (line.document_id is not None and each.required_document_id == line.document_id)
            or (line.document_id is None and each.name == wanted)
        ),
        None,
    )
    name = wanted or (paper.name if paper is not None else "")
    if not name:
        faults.add("name", _("Name the original that is kept."))
    if not 1 <= line.count <= MOST_OF_ONE:
        faults.add("count", _("The number of originals is between 1 and %(most)d.") % {"most": MOST_OF_ONE})
    return KeptOriginal(
        dossier=dossier,
        paper=paper,
        name=name[:1000],
        count=line.count,
        shelf=_shelf(line.shelf, faults),
        kept_at=at,
        kept_by=by.official,
    )


def _shelf(shelf: str, faults: FaultList) -> str:
    code = plain_line(shelf).upper()
    if not code:
        faults.add("shelf", _("Enter the shelf code, so that the original is found again."))
    elif len(code) > _SHELF_LENGTH:
        faults.add("shelf", _("A shelf code has at most %(most)d characters.") % {"most": _SHELF_LENGTH})
    return code


def _held(original: KeptOriginal, by: User) -> KeptOriginal:
    """The row, locked with its dossier, for the counter that keeps it; raises WrongMoment when it was returned."""
    dossier = lock(original.dossier)
    _counter_only(dossier, by)
    fresh = KeptOriginal.objects.get(pk=original.pk)
    fresh.dossier = dossier
    if fresh.returned_at is not None:
        raise WrongMoment(_("This original was returned to the citizen already."), allowed=[])
    return fresh


def _all_held() -> QuerySet[KeptOriginal]:
    return KeptOriginal.objects.filter(returned_at__isnull=True)


def _counter_only(dossier: Dossier, by: User) -> None:
    if not role_for(by, dossier, Role.CLERK):
        raise NotPermitted(_("Only the counter that received the dossier keeps and returns its originals."))


def _note(original: KeptOriginal, kind: Kind, *, by: User, at: dt.datetime, place: str) -> None:
    CustodyMove.objects.create(original=original, kind=kind.value, at=at, by=by, place=place)
