"""Drafts of versions (dự thảo phiên bản): begin, change step by step, go back and forth, put away.

Handing in and publishing stand in `drafting/reviewing.py`. A change names the ``lock_version`` its author saw.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from procedures.codes import is_code
from procedures.comparing.differences import Difference, differences
from procedures.entries import entry_of
from procedures.errors import DraftAtFault, DraftChanged, DraftExists, DraftWrongMoment
from procedures.importing.facts import Fault
from procedures.models import DraftStep, LifeEvent, Procedure, ProcedureDraft, ProcedureVersion
from staff.audit import record

if TYPE_CHECKING:
    from staff.models import User

Status = ProcedureDraft.Status
Entry = Mapping[str, Any]

#: So many states of a draft are kept to go back to; beyond them the first of each author, who must not publish it.
MOST_STEPS = 100
#: What a draft does not carry along: the route has a page of its own, a decision belongs to one publication.
_LEFT_OUT = frozenset({"route", "decision", "valid_from"})
#: What tells one procedure from another, or where it was found; a copy begins without it.
_OF_THE_ORIGINAL = frozenset({"code", "alt_code", "source", "confidence", "url"})


@transaction.atomic
def start(procedure: Procedure, *, by: User, at: datetime) -> ProcedureDraft:
    """Begin to change the latest version of `procedure`; raise ``DraftExists`` where somebody has begun."""
    version = latest_version(procedure)
    if version is None:
        raise DraftWrongMoment(_("This procedure has no version yet."))
    return _begin(draft_entry(version), by=by, at=at, base=version)


@transaction.atomic
def start_from(entry: Entry, *, by: User, at: datetime) -> ProcedureDraft:
    """Begin with an entry, for instance one read from a file; a code of the catalogue changes that procedure."""
    code = _code_of(entry)
    procedure = Procedure.objects.filter(code=code).first() if code else None
    return _begin(dict(entry), by=by, at=at, base=latest_version(procedure) if procedure is not None else None)


@transaction.atomic
def copy(version: ProcedureVersion, *, by: User, at: datetime) -> ProcedureDraft:
    """Begin a new procedure with the content of another one."""
    kept = {key: value for key, value in draft_entry(version).items() if key not in _OF_THE_ORIGINAL}
    return _begin(kept, by=by, at=at)


@transaction.atomic
def save(
    draft: ProcedureDraft, entry: Entry, *, lock_version: int, by: User, at: datetime
) -> tuple[ProcedureDraft, list[Difference]]:
    """Keep a changed entry, whole or not, as the next state; return the draft and what changed."""
    draft = locked(draft, lock_version, Status.DRAFT)
    changed = {**entry, "code": draft.procedure.code} if draft.procedure is not None else dict(entry)
    found = differences(draft.entry, changed)
    if changed == draft.entry:
        return draft, found
    draft.code = _code_of(changed)
    draft.history.filter(number__gt=draft.step).delete()
    _forget_all_before(draft, draft.step + 2 - MOST_STEPS)
    draft.history.create(number=draft.step + 1, entry=changed, by=by, at=at)
    draft.step += 1
    draft.entry = changed
    _changed(draft, at)
    return draft, found


def undo(draft: ProcedureDraft, *, lock_version: int, by: User, at: datetime) -> ProcedureDraft:
    """Go back to the state before (hoàn tác)."""
    return _go(draft, -1, lock_version=lock_version, by=by, at=at)


def redo(draft: ProcedureDraft, *, lock_version: int, by: User, at: datetime) -> ProcedureDraft:
    """Go forth again to the state that was gone back from (làm lại)."""
    return _go(draft, 1, lock_version=lock_version, by=by, at=at)


@transaction.atomic
def discard(draft: ProcedureDraft, *, lock_version: int, by: User, at: datetime) -> ProcedureDraft:
    """Put a draft away (bỏ dự thảo); it can be taken up again."""
    draft = locked(draft, lock_version, Status.DRAFT)
    draft.status = Status.DISCARDED
    _changed(draft, at)
    record("draft.discarded", actor=by, target=draft.code, draft=draft.pk)
    return draft


@transaction.atomic
def restore(draft: ProcedureDraft, *, by: User, at: datetime) -> ProcedureDraft:
    """Take up a draft that was put away, unless another one of its code was begun meanwhile."""
    draft = locked(draft, None, Status.DISCARDED)
    _refuse_second(draft.code, besides=draft.pk)
    draft.status = Status.DRAFT
    _changed(draft, at)
    record("draft.restored", actor=by, target=draft.code, draft=draft.pk)
    return draft


@transaction.atomic
def bring_up_to_date(draft: ProcedureDraft, *, lock_version: int, by: User, at: datetime) -> ProcedureDraft:
    """Set a draft upon the version that was published after it was begun.

    Parts the draft did not touch are taken from the new version, parts it changed stay as the draft has them.
    """
    draft = locked(draft, lock_version, Status.DRAFT)
    newest = latest_version(draft.procedure) if draft.procedure is not None else None
    if newest is None or draft.base is None or newest.pk == draft.base_id:
        return draft
    old, new = draft_entry(draft.base), draft_entry(newest)
    keys = {**new, **draft.entry}
    merged = {key: (new if draft.entry.get(key) == old.get(key) else draft.entry).get(key) for key in keys}
    draft.base = newest
    draft.save(update_fields=["base"])
    whole = {key: value for key, value in merged.items() if value is not None}
    return save(draft, whole, lock_version=lock_version, by=by, at=at)[0]


def latest_version(procedure: Procedure) -> ProcedureVersion | None:
    """The version published last, also when it only starts later or has ended."""
    return procedure.versions.select_related("procedure__field").order_by("-number").first()


def is_outdated(draft: ProcedureDraft) -> bool:
    """Whether another version was published after the one the draft changes."""
    if draft.base is None:
        return False
    return ProcedureVersion.objects.filter(
        procedure=draft.base.procedure_id, number__gt=draft.base.number
    ).exists()


def draft_entry(version: ProcedureVersion) -> dict[str, Any]:
    """A version as a draft begins with it."""
    return {key: value for key, value in entry_of(version).items() if key not in _LEFT_OUT}


def changes_of(draft: ProcedureDraft) -> list[Difference]:
    """What a draft changes of the version it is based on; of a new procedure everything is new."""
    before = draft_entry(draft.base) if draft.base is not None else None
    return differences(before, draft.entry, dict(LifeEvent.objects.values_list("slug", "name")))


def locked(draft: ProcedureDraft, lock_version: int | None, *wanted: str) -> ProcedureDraft:
    """The row under lock; ``DraftChanged`` when it is not what was seen, ``DraftWrongMoment`` by its state."""
    rows = ProcedureDraft.objects.select_for_update(of=("self",)).select_related(
        "procedure", "base", "prepared_by"
    )
    current = rows.get(pk=draft.pk)
    if current.status not in wanted:
        raise DraftWrongMoment(
            _("The draft is “%(status)s” now; this can no longer be done.")
            % {"status": current.get_status_display()}
        )
    if lock_version is not None and current.lock_version != lock_version:
        raise DraftChanged(current)
    return current


def _begin(
    entry: dict[str, Any], *, by: User, at: datetime, base: ProcedureVersion | None = None
) -> ProcedureDraft:
    code = _code_of(entry)
    try:
        with transaction.atomic():
            draft = ProcedureDraft.objects.create(
                procedure=base.procedure if base is not None else None,
                base=base,
                code=code,
                entry=entry,
                step=1,
                prepared_by=by,
                created_at=at,
                updated_at=at,
            )
    except IntegrityError:  # of two who begin, also at once, the second is led to the draft of the first
        _refuse_second(code)
        raise
    draft.history.create(number=1, entry=entry, by=by, at=at)
    record("draft.started", actor=by, target=code, draft=draft.pk)
    return draft


@transaction.atomic
def _go(draft: ProcedureDraft, way: int, *, lock_version: int, by: User, at: datetime) -> ProcedureDraft:
    draft = locked(draft, lock_version, Status.DRAFT)
    state = draft.history.filter(number=draft.step + way).first()
    if state is None:
        raise DraftWrongMoment(_("There is no further state of the draft in this direction."))
    draft.step, draft.entry, draft.code = state.number, state.entry, _code_of(state.entry)
    _changed(draft, at)
    return draft


def _forget_all_before(draft: ProcedureDraft, number: int) -> None:
    earlier = DraftStep.objects.filter(draft=draft, by=OuterRef("by"), number__lt=OuterRef("number"))
    draft.history.filter(Exists(earlier), number__lt=number).delete()


def _refuse_second(code: str, besides: int = 0) -> None:
    """At most one draft of a code is open, so that no two people write the same publication."""
    open_ones = ProcedureDraft.objects.filter(status__in=ProcedureDraft.OPEN).exclude(code="")
    other = open_ones.filter(code=code).exclude(pk=besides).first()
    if other is not None:
        raise DraftExists(other)


def _code_of(entry: Entry) -> str:
    """The code of an entry, or nothing while it is none."""
    code = entry.get("code")
    return code.strip() if isinstance(code, str) and is_code(code.strip()) else ""


def _changed(draft: ProcedureDraft, at: datetime) -> None:
    draft.updated_at = at
    draft.lock_version += 1
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError as error:  # the database lets one open draft claim a code, also of two at once
        raise DraftAtFault([Fault("code", _("Another open draft has this code."))]) from error
