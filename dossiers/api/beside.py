"""Everything that lies beside a dossier's own row (giấy tờ, tệp, diễn biến, …), read in one statement.

Ten short queries cost more in going to and fro than in the database, so the database puts each kind of row into
one JSON array. The statement never changes, therefore it is prepared.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.db.models import JSONField, Model, OuterRef, Subquery
from django.db.models.functions import JSONObject

from dossiers.models import (
    Apology,
    Attachment,
    Collection,
    Dossier,
    DossierEvent,
    DossierPaper,
    IssuedDocument,
    KeptOriginal,
    Leg,
    Opinion,
    Override,
    Pause,
    Principal,
    PromiseMove,
    Proposal,
    SupplementRequest,
)
from dossiers.services.writing import Written
from staff.prepared import Prepared

Rows = dict[str, list[dict[str, Any]]]

_OF_RELATIVE = (
    "code",
    "reference",
    "state",
    "due_at",
    "version__procedure__code",
    "version__name",
    "receiving_unit__code",
    "receiving_unit__name",
)

PARTS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    # one row: what the dossier's own row only points to
    "names": (
        Dossier,
        (
            "version__procedure__code",
            "version__name",
            "receiving_unit__code",
            "receiving_unit__name",
            "handling_unit__code",
            "handling_unit__name",
            "specialist__user__full_name",
        ),
    ),
    "principal": (Principal, ("name", "authorisation", "identity_number", "phone", "email", "address")),
    "papers": (DossierPaper, ("id", "required_document", "name", "originals", "copies", "is_shown_only", "fault")),
    "attachments": (
        Attachment,
        ("id", "required_document", "kind", "name", "content_type", "size", "uploaded_at", "superseded_at"),
    ),
    "supplement_requests": (
        SupplementRequest,
        ("number", "items", "reason", "asked_at", "answered_at", "answer"),
    ),
    "proposals": (
        Proposal,
        ("at", "by__user__full_name", "outcome", "text", "decision", "decided_at", "comment"),
    ),
    "promise_moves": (PromiseMove, ("at", "old_due_at", "new_due_at", "ground", "by__full_name", "note")),
    "pauses": (Pause, ("ground", "after", "started_at", "ended_at")),
    "apologies": (
        Apology,
        ("id", "status", "due_at", "cause", "extra_days", "new_due_at", "drafted_at", "sent_at", "is_late"),
    ),
    "overrides": (Override, ("at", "due_at", "reason", "document")),
    "legs": (
        Leg,
        (
            "id",
            "position",
            "step",
            "name",
            "unit",
            "unit__code",
            "unit__name",
            "role",
            "holder",
            "holder__user__full_name",
            "minutes",
            "given_at",
            "given_by",
            "accepted_at",
            "due_at",
            "ended_at",
            "ending",
            "verdict",
            "minutes_late",
            "note",
        ),
    ),
    "events": (
        DossierEvent,
        (
            "at",
            "action",
            "from_state",
            "to_state",
            "by__full_name",
            "by_role",
            "reason",
            "delegation__official__user__full_name",
            "delegation__document",
        ),
    ),
    "opinions": (
        Opinion,
        (
            "id",
            "unit__code",
            "unit__name",
            "question",
            "asked_at",
            "asked_by__full_name",
            "due_at",
            "answer",
            "answered_at",
            "answered_by__full_name",
            "withdrawn_at",
        ),
    ),
    "originals": (
        KeptOriginal,
        ("id", "name", "count", "shelf", "kept_at", "returned_at", "returned_to"),
    ),
    # one row: who came for the result; no numbers of papers
    "collection": (Collection, ("at", "proof", "name", "authorisation", "by__user__full_name")),
    "documents": (IssuedDocument, ("id", "form", "number", "issued_at")),
    "parent": (Dossier, _OF_RELATIVE),
    "children": (Dossier, _OF_RELATIVE),
}
#: How rows of the dossiers' own table stand to the dossier; all others name it in their column `dossier`.
_BY = {"names": "pk", "parent": "children", "children": "parent"}
_ANY_KEY = -1  # stands for the dossier's id in the compiled statement


class _JSONArray(Subquery):
    """The rows of a subquery of one JSON object each, as one JSON array in their order."""

    output_field = JSONField()
    template = "(SELECT COALESCE(JSONB_AGG(part.row), '[]') FROM (%(subquery)s) part)"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT JSON_GROUP_ARRAY(JSON(part.row)) FROM (%(subquery)s) part)"
        return self.as_sql(compiler, connection, template=template, **context)


def _statement() -> Any:
    """Every part of the dossier with the key `_ANY_KEY`, in one row."""
    arrays = [
        _JSONArray(
            model._default_manager.filter(**{_BY.get(part, "dossier"): OuterRef("pk")}).values(
                row=JSONObject(**{name: name for name in names})
            )
        )
        for part, (model, names) in PARTS.items()
    ]
    return Dossier.objects.order_by().filter(pk=_ANY_KEY).values_list(*arrays)


_BESIDE = Prepared("rows_beside", _statement, _ANY_KEY)


def rows_beside(dossier: Dossier) -> Rows:
    """The rows of every part, moments as aware datetimes."""
    found = _BESIDE.rows(dossier.pk)[0]
    return {
        part: [{name: _as_python(name, value) for name, value in row.items()} for row in json.loads(rows)]
        for part, rows in zip(PARTS, found, strict=True)
    }


def rows_just_written(dossier: Dossier, written: Written) -> Rows:
    """The same of a dossier received a moment ago, from the rows themselves."""
    if written.leg is not None and written.leg.unit_id == dossier.receiving_unit_id:
        written.leg.unit = dossier.receiving_unit  # at hand, not to be read again
    made: dict[str, list[Any]] = {
        "names": [dossier],
        "principal": [written.principal],
        "papers": list(written.papers),
        "promise_moves": [written.promise_move],
        "events": [written.event],
        "legs": [written.leg],
        "documents": [written.document],
    }
    return {
        part: [{name: _of(row, name) for name in names} for row in made.get(part, ()) if row is not None]
        for part, (_model, names) in PARTS.items()
    }


def _of(row: Model | None, path: str) -> Any:
    if row is None:
        return None
    name, _, rest = path.partition("__")
    return _of(getattr(row, name), rest) if rest else row.serializable_value(name)


def _as_python(name: str, value: Any) -> Any:
    """What JSON, and SQLite's more than PostgreSQL's, cannot say by itself."""
    if value is None:
        return None
    if name == "at" or name.endswith("_at"):
        moment = dt.datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    if name.startswith("is_"):
        return bool(value)
    return json.loads(value) if name == "items" and isinstance(value, str) else value
