"""What the API answers, as plain dicts; the serializers beside them document the shape."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from dossiers.labels import ACTION_LABELS, STATE_LABELS
from dossiers.ledger import role_of
from dossiers.models import Apology, Attachment, Dossier, Leg
from dossiers.permissions import RowFacts, allowed_actions
from dossiers.querysets import DossierQuerySet
from dossiers.tracking import DONE_WORDS
from dossiers.workflow import PAUSED_STATES, RUNNING_STATES, Action, State
from staff.access import is_official
from staff.models import User
from staff.privacy import mask_identity_number, mask_phone

from .beside import Rows, rows_beside

LIST_COLUMNS = (
    "id",
    "shown",
    "reference",
    "state",
    "lock_version",
    "channel",
    "applicant_name",
    "identity_number",
    "phone",
    "submitted_at",
    "received_at",
    "due_at",
    "resolved_at",
    "verdict",
    "version__name",
    "version__procedure__code",
    "receiving_unit__code",
    "receiving_unit__name",
    "specialist__user__full_name",
)

_VIETNAM = timezone.get_default_timezone()  # asked once: a list has a hundred moments


def moment(value: dt.datetime | None) -> str | None:
    """ISO moment on the Vietnamese clock."""
    return value.astimezone(_VIETNAM).isoformat(timespec="seconds") if value is not None else None


def _common(state: State, due_at: dt.datetime | None, now: dt.datetime) -> dict[str, Any]:
    return {
        "state": state.value,
        "state_name": state.name.lower(),
        "state_label": str(STATE_LABELS[state]),
        "is_paused": state in PAUSED_STATES,
        "is_overdue": state in RUNNING_STATES and due_at is not None and due_at < now,
    }


def list_query(rows: DossierQuerySet) -> Any:
    """The columns of a list in one query, as dicts."""
    return rows.with_shown_code().values(*LIST_COLUMNS)


def row(data: dict[str, Any], now: dt.datetime) -> dict[str, Any]:
    """One line of the list."""
    return {
        "code": data["shown"],
        "reference": data["reference"],
        **_common(State(data["state"]), data["due_at"], now),
        "lock_version": data["lock_version"],
        "procedure": {"code": data["version__procedure__code"], "name": data["version__name"]},
        "unit": {"code": data["receiving_unit__code"], "name": data["receiving_unit__name"]},
        "applicant_name": data["applicant_name"],
        "identity_number": mask_identity_number(data["identity_number"]),
        "phone": mask_phone(data["phone"]),
        "channel": data["channel"],
        "specialist": data["specialist__user__full_name"],
        "submitted_at": moment(data["submitted_at"]),
        "received_at": moment(data["received_at"]),
        "due_at": moment(data["due_at"]),
        "resolved_at": moment(data["resolved_at"]),
        "verdict": data["verdict"],
    }


def detail(dossier: Dossier, user: User, now: dt.datetime, rows: Rows | None = None) -> dict[str, Any]:
    """One dossier in full, for a person who may see it; `rows` beside it when they are at hand."""
    rows = rows or rows_beside(dossier)
    names = rows["names"][0]
    for_office = is_official(user)
    facts = RowFacts(
        is_proposed=any(row["decision"] == "" for row in rows["proposals"]),
        is_supplement_asked=bool(rows["supplement_requests"]),
        is_supplement_awaited=any(row["answered_at"] is None for row in rows["supplement_requests"]),
        is_extended=any(row["status"] == Apology.Status.SENT for row in rows["apologies"]),
        is_opinion_open=any(not row["answered_at"] and not row["withdrawn_at"] for row in rows["opinions"]),
    )
    dossier.open_leg = open_leg_among(rows)
    return {
        "code": dossier.shown_code,
        "reference": dossier.reference,
        **_common(State(dossier.state), dossier.due_at, now),
        "lock_version": dossier.lock_version,
        "procedure": {"code": names["version__procedure__code"], "name": names["version__name"]},
        "unit": {"code": names["receiving_unit__code"], "name": names["receiving_unit__name"]},
        "handling_unit": {"code": names["handling_unit__code"], "name": names["handling_unit__name"]},
        "applicant_kind": dossier.applicant_kind,
        "applicant_name": dossier.applicant_name,
        "identity_number": dossier.identity_number,
        "phone": dossier.phone,
        "email": dossier.email,
        "address": dossier.address,
        "request": dossier.request,
        "sets": dossier.sets,
        "delivery": dossier.delivery,
        "note": dossier.note if for_office else "",
        "tell_by": dossier.tell_by,
        "language": dossier.language,
        "channel": dossier.channel,
        "specialist": names["specialist__user__full_name"],
        "submitted_at": moment(dossier.submitted_at),
        "received_at": moment(dossier.received_at),
        "promised_at": moment(dossier.promised_at),
        "due_at": moment(dossier.due_at),
        "judged_due_at": moment(dossier.judged_due_at),
        "minutes_late": dossier.minutes_late,
        "resolved_at": moment(dossier.resolved_at),
        "verdict": dossier.verdict,
        **(_parts(rows) if for_office else _parts(_without_inner_rows(rows, dossier))),
        "allowed_actions": [action.value for action in allowed_actions(user, dossier, facts)],
    }


_NOBODY = dict.fromkeys(("by__full_name", "delegation__official__user__full_name", "delegation__document"))


def open_leg_among(rows: Rows) -> Leg | None:
    """The leg the dossier lies on, from rows that were read already."""
    row = next((row for row in rows["legs"] if row["ended_at"] is None), None)
    if row is None:
        return None
    names = ("id", "position", "name", "role", "minutes", "given_at", "accepted_at", "due_at")
    keys = {f"{name}_id": row[name] for name in ("step", "unit", "holder", "given_by")}
    return Leg(**{name: row[name] for name in names}, **keys)


def _leg(row: dict[str, Any]) -> dict[str, Any]:
    """One leg as answered: whose it was by name, its allotted time and how it kept it."""
    return {
        "position": row["position"],
        "name": row["name"],
        "unit": {"code": row["unit__code"], "name": row["unit__name"]},
        "role": row["role"],
        "official": row["holder__user__full_name"],
        **{name: moment(row[name]) for name in ("given_at", "accepted_at", "due_at", "ended_at")},
        **{name: row[name] for name in ("minutes", "ending", "verdict", "minutes_late", "note")},
    }


def _without_inner_rows(rows: Rows, dossier: Dossier) -> Rows:
    """What the applicant may know: no drafts of the result, no inner acts, no names of those who did them."""
    is_signed = State(dossier.state) in (State.RESOLVED, State.RETURNED)
    return {
        **rows,
        "proposals": [],
        "opinions": [],
        "attachments": [
            row
            for row in rows["attachments"]
            if row["kind"] != Attachment.Kind.OPINION
            and (row["kind"] != Attachment.Kind.RESULT or (is_signed and row["superseded_at"] is None))
        ],
        "promise_moves": [{**row, "by__full_name": None} for row in rows["promise_moves"]],
        "apologies": [row for row in rows["apologies"] if row["status"] == Apology.Status.SENT],
        "legs": [],
        "originals": [],
        "collection": [],
        "events": [{**row, **_NOBODY} for row in rows["events"] if Action(row["action"]) in DONE_WORDS],
    }


def _parts(rows: Rows) -> dict[str, Any]:
    """The rows beside the dossier, as answered."""
    return {
        "principal": next(iter(rows["principal"]), None),
        "papers": rows["papers"],
        "attachments": [_with_moments(row) for row in rows["attachments"]],
        "supplement_requests": [_with_moments(row) for row in rows["supplement_requests"]],
        "proposals": [_with_moments(row) for row in rows["proposals"]],
        "promise_moves": [
            {
                "at": moment(move["at"]),
                "old_due_at": moment(move["old_due_at"]),
                "new_due_at": moment(move["new_due_at"]),
                "ground": move["ground"],
                "by": move["by__full_name"],
                "by_role": role_of(move["ground"]).value,
                "note": move["note"],
            }
            for move in rows["promise_moves"]
        ],
        "pauses": [_with_moments(row) for row in rows["pauses"]],
        "legs": [_leg(row) for row in rows["legs"]],
        "apologies": [_with_moments(row) for row in rows["apologies"]],
        "overrides": [_with_moments(row) for row in rows["overrides"]],
        "events": [
            {
                "at": moment(event["at"]),
                "action": event["action"],
                "label": str(ACTION_LABELS[Action(event["action"])]),
                "from_state": event["from_state"],
                "to_state": event["to_state"],
                "by": event["by__full_name"],
                "by_role": event["by_role"],
                "instead_of": event["delegation__official__user__full_name"],
                "delegation": event["delegation__document"],
                "reason": event["reason"],
            }
            for event in rows["events"]
        ],
        "opinions": [_with_moments(row) for row in rows["opinions"]],
        "parent": next(map(_relative, rows["parent"]), None),
        "children": [_relative(row) for row in rows["children"]],
        "documents": [_with_moments(row) for row in rows["documents"]],
        "originals": [_with_moments(row) for row in rows["originals"]],
        "collection": next(map(_collection, rows["collection"]), None),
    }


def _collection(row: dict[str, Any]) -> dict[str, Any]:
    """Who came for the result, and who handed it out."""
    return {
        "at": moment(row["at"]),
        "by": row["by__user__full_name"],
        **{name: row[name] for name in ("proof", "name", "authorisation")},
    }


def _relative(row: dict[str, Any]) -> dict[str, Any]:
    """A linked dossier as the others of its family see it."""
    return {
        "code": row["code"] or row["reference"],
        "reference": row["reference"],
        "state": row["state"],
        "state_label": str(STATE_LABELS[State(row["state"])]),
        "procedure": {"code": row["version__procedure__code"], "name": row["version__name"]},
        "unit": {"code": row["receiving_unit__code"], "name": row["receiving_unit__name"]},
        "due_at": moment(row["due_at"]),
    }


def _with_moments(row: dict[str, Any]) -> dict[str, Any]:
    return {name: moment(value) if isinstance(value, dt.datetime) else value for name, value in row.items()}
