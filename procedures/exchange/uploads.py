"""Catalogue files a manager reads in (nhập danh mục từ tệp): looked at first, then handed in as drafts.

Nothing an uploaded file says is published by it: each row taken over becomes a draft that another person reviews.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from procedures.comparing.differences import Difference, differences
from procedures.drafting import drafts, managed, reviewing
from procedures.drafting.draft_notices import tell_reviewers
from procedures.entries import entry_of
from procedures.errors import DraftAtFault, DraftExists
from procedures.exchange.exporting import with_rows
from procedures.importing.consequences import Consequence, consequences_of_entry
from procedures.importing.judging import Judged, judged
from procedures.importing.reading import RawFile, UnreadableFile, read_bytes
from procedures.models import CatalogueUpload, LifeEvent, ProcedureDraft, ProcedureVersion
from procedures.spreadsheet import read_workbook
from staff.audit import record
from staff.text import plain_line

if TYPE_CHECKING:
    from staff.models import User

LARGEST_UPLOAD = 10 * 1024 * 1024
MOST_TAKEN_AT_ONCE = 200
KEPT_FOR = timedelta(days=7)
NEW, CHANGED, UNCHANGED, FAULTY = "new", "changed", "unchanged", "faulty"
OUTCOMES = (NEW, CHANGED, FAULTY, UNCHANGED)
_CHUNK = 200
_ZIP = b"PK"
_LONGEST_NAME = 150
_LONGEST_REMARK, _MOST_REMARKS = 300, 20


@dataclass(frozen=True, slots=True)
class Looked:
    """One row of an upload as it stands against the catalogue now."""

    row: dict[str, Any]
    changes: list[Difference]
    open_draft: ProcedureDraft | None
    consequences: list[Consequence]

    @property
    def can_be_taken(self) -> bool:
        """Whether it can become a draft now."""
        return self.row["outcome"] in (NEW, CHANGED) and self.open_draft is None and not self.row.get("draft")


def read_any(content: bytes) -> RawFile:
    """Read a catalogue file by what it is, whatever it is called. Raises `UnreadableFile`."""
    if not content.strip():
        raise UnreadableFile(_("the file is empty"))
    return read_workbook(content) if content.startswith(_ZIP) else read_bytes(content)


def take_in(*, name: str, content: bytes, by: User, at: datetime) -> CatalogueUpload:
    """Read and check a file and keep its rows to be looked at. Raises `UnreadableFile`."""
    raw = read_any(content)
    rows: list[dict[str, Any]] = []
    waiting: list[Judged] = []
    kept: Counter[str] = Counter()
    for each in judged(raw):
        waiting.append(each)
        kept.update(each.facts.kept_keys if each.facts is not None else ())
        if len(waiting) == _CHUNK:
            rows += _rows(waiting)
            waiting = []
    rows += _rows(waiting)
    if not rows:
        raise UnreadableFile(_("the file holds no entry"))
    remarks = [_("not read: %(name)s") % {"name": key[:_LONGEST_REMARK]} for key in raw.other_keys[:_MOST_REMARKS]]
    remarks += [
        _("kept, not interpreted: %(key)s (%(count)d)") % {"key": key[:_LONGEST_REMARK], "count": count}
        for key, count in sorted(kept.most_common(_MOST_REMARKS))
    ]
    upload = CatalogueUpload.objects.create(
        name=plain_line(name)[-_LONGEST_NAME:], rows=rows, remarks=remarks, uploaded_by=by, uploaded_at=at
    )
    record("catalogue.uploaded", actor=by, target=str(upload.pk), rows=len(rows))
    return upload


def count_of(upload: CatalogueUpload) -> dict[str, int]:
    """How many rows are new, changed, faulty and unchanged."""
    return {outcome: sum(row["outcome"] == outcome for row in upload.rows) for outcome in OUTCOMES}


def looked_at(rows: Iterable[dict[str, Any]], *, today: date) -> list[Looked]:
    """What the rows change of the catalogue as it is now, and which open drafts stand in their way."""
    rows = list(rows)
    codes = [row["code"] for row in rows if row["code"]]
    bases = _bases(codes)
    events = dict(LifeEvent.objects.values_list("slug", "name"))
    open_drafts = ProcedureDraft.objects.filter(status__in=ProcedureDraft.OPEN, code__in=codes)
    by_code = {draft.code: draft for draft in open_drafts.select_related("prepared_by")}
    return [
        Looked(
            row,
            _changes(bases.get(row["code"]), row["entry"], events) if row["outcome"] in (NEW, CHANGED) else [],
            by_code.get(row["code"]) if row["outcome"] in (NEW, CHANGED) else None,
            _consequences(row, bases.get(row["code"]), today),
        )
        for row in rows
    ]


def take_over(
    upload: CatalogueUpload, *, positions: Collection[int], starts_on: date, decision: str, by: User, at: datetime
) -> int:
    """Make drafts of the rows at `positions` and hand them in for review; return how many went in.

    What became of each row is written into the upload. A code somebody is already writing on is left alone.
    """
    handed_in: list[ProcedureDraft] = []
    with transaction.atomic():
        upload = CatalogueUpload.objects.select_for_update().get(pk=upload.pk)
        for row in upload.rows:
            if row["position"] in positions and row["outcome"] in (NEW, CHANGED) and not row.get("draft"):
                draft = _handed_in(row, starts_on=starts_on, decision=decision, by=by, at=at)
                handed_in += [draft] if draft is not None else []
        upload.taken_at = at
        upload.save(update_fields=["rows", "taken_at"])
        if handed_in:
            tell_reviewers(handed_in, at=at)
    return len(handed_in)


def sweep(*, at: datetime) -> int:
    """Forget uploads after a week; the drafts made of them stay."""
    return CatalogueUpload.objects.filter(uploaded_at__lt=at - KEPT_FOR).delete()[0]


def _handed_in(
    row: dict[str, Any], *, starts_on: date, decision: str, by: User, at: datetime
) -> ProcedureDraft | None:
    try:
        with transaction.atomic():
            draft = drafts.start_from(row["entry"], by=by, at=at)
            draft = reviewing.hand_in(
                draft,
                lock_version=draft.lock_version,
                starts_on=_first_day(row["entry"], starts_on),
                decision=decision or str(row["entry"].get("decision") or ""),
                change_summary="",
                by=by,
                at=at,
                is_told=False,
            )
    except DraftExists as error:
        row["told"] = _("%(person)s is already writing on a draft of this procedure.") % {
            "person": error.draft.prepared_by
        }
        return None
    except DraftAtFault as error:
        row["told"] = " ".join(fault.message for fault in error.faults)
        return None
    row["draft"], row["told"] = draft.pk, ""
    return draft


def _first_day(entry: dict[str, Any], starts_on: date) -> date:
    """As the entry says where that is later, for a procedure that only comes."""
    stated = entry.get("valid_from")
    return max(date.fromisoformat(stated), starts_on) if isinstance(stated, str) else starts_on


def _rows(found: list[Judged]) -> list[dict[str, Any]]:
    bases = _bases([each.code for each in found])
    return [_row(each, bases.get(each.code)) for each in found]


def _row(each: Judged, base: ProcedureVersion | None) -> dict[str, Any]:
    facts, entry = each.facts, each.entry
    raw = _without_same_route(facts.source, base) if facts is not None else {}
    if base is not None and not entry.is_of_cells:
        raw = _with_kept_limit(_with_kept_forms(raw, base), base)
    if facts is None:
        outcome = FAULTY
    elif base is None:
        outcome = NEW
    else:
        outcome = CHANGED if _changes(base, raw) else UNCHANGED
    name = entry.value.get("name") if isinstance(entry.value, dict) else ""
    return {
        "position": entry.position,
        "place": entry.place_of(""),
        "code": each.code,
        "name": name[:300] if isinstance(name, str) else "",
        "entry": raw if outcome in (NEW, CHANGED) else {},
        "outcome": outcome,
        "faults": [
            {
                "path": fault.path,
                "place": entry.place_of(fault.path),
                # the place of a cell names its column already
                "key": "" if entry.is_of_cells else fault.path,
                "message": fault.message,
            }
            for fault in each.faults
        ],
    }


def _without_same_route(entry: dict[str, Any], base: ProcedureVersion | None) -> dict[str, Any]:
    """A route that stays as it is needs no word: drafts do not carry it."""
    is_same = base is not None and entry.get("route") == entry_of(base).get("route")
    return {key: value for key, value in entry.items() if key != "route"} if is_same else entry


def _with_kept_forms(entry: dict[str, Any], base: ProcedureVersion) -> dict[str, Any]:
    """A file that does not know of forms keeps those the office offers, as reading it by the command does.

    A form goes on filling the paper that kept its place and name. Workbooks have a sheet of forms: no row, none.
    """
    posted = entry_of(base)
    if not entry or "forms" in entry or not posted.get("forms"):
        return entry
    before, after = ([row["name"] for row in each.get("papers") or []] for each in (posted, entry))
    still = {number for number, names in enumerate(zip(before, after, strict=False), 1) if names[0] == names[1]}
    return entry | {
        "forms": [
            {key: value for key, value in form.items() if key != "paper" or value in still}
            for form in posted["forms"]
        ]
    }


def _with_kept_limit(entry: dict[str, Any], base: ProcedureVersion) -> dict[str, Any]:
    """A file that names no limit takes none away, as reading it by the command does not; an empty cell does."""
    named = entry.get("time_limit")
    if not entry or not base.is_receivable or (isinstance(named, dict) and named.get("mode")):
        return entry
    return entry | {"time_limit": entry_of(base)["time_limit"]}


def _consequences(row: dict[str, Any], base: ProcedureVersion | None, today: date) -> list[Consequence]:
    if base is None or row["outcome"] != CHANGED:
        return []
    return consequences_of_entry(base, row["entry"], _first_day(row["entry"], today))


def _bases(codes: Iterable[str]) -> dict[str, ProcedureVersion]:
    """The version published last of each code, also of one that is closed, with all its rows."""
    versions = managed.latest_versions().filter(procedure__code__in=set(codes))
    return {version.procedure.code: version for version in with_rows(versions)}


def _changes(
    base: ProcedureVersion | None, entry: dict[str, Any], events: dict[str, str] | None = None
) -> list[Difference]:
    return differences(drafts.draft_entry(base) if base is not None else None, entry, events)
