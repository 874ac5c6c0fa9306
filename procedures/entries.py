"""A version as an entry of the catalogue file (mục của danh mục): what drafts start from and exports write.

The import reads an entry back into the same content (`procedures/importing`).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from procedures import channels
from procedures.importing.checking import AFTER_PAUSE, ONLINE_LEVELS, REMARKS, UNIT_OF_MODE
from procedures.importing.rows import FEE_KINDS, PAPER_KINDS
from procedures.limits import LimitMode
from procedures.models import BlankForm, Fee, ProcedureVersion, RequiredDocument, RouteStep
from procedures.querysets import ProcedureVersionQuerySet

_ONLINE_WORDS = {value: word for word, value in ONLINE_LEVELS.items()}
_PAPER_WORDS = {value: word for word, value in PAPER_KINDS.items()}
_CHANNEL_WORDS = {channel: word for word, channel in channels.FROM_SOURCE.items()}
#: Keys of a source entry that this module writes itself, or that say the same in an older way.
_REWRITTEN = frozenset({*REMARKS, "also_result", "fee", "same_day", "valid_from"})
#: The rows of a version that an entry is written from.
ROWS = (
    "documents",
    "fees",
    Prefetch("forms", BlankForm.objects.select_related("file")),
    Prefetch("steps", RouteStep.objects.select_related("unit")),
)


def with_rows(versions: ProcedureVersionQuerySet) -> ProcedureVersionQuerySet:
    """Return `versions` to be read with all that their entries are written from."""
    return versions.select_related("procedure__field").prefetch_related("procedure__life_events", *ROWS)


def entry_of(version: ProcedureVersion) -> dict[str, Any]:
    """Return `version` as the catalogue file writes it; empty parts are left out.

    Keys of the published entry nobody interprets (its source, other codes) are kept.
    """
    prefetch_related_objects([version], *ROWS)
    procedure = version.procedure
    written: dict[str, Any] = {
        "code": procedure.code,
        "name": version.name,
        "full_name": version.full_name,
        "field": procedure.field.name,
        "level_2023": version.level_2023,
        "level_now": version.level_now,
        "authority_2023": version.authority_2023,
        "authority_now": version.authority_now,
        "target": _target(version),
        "time_limit": _limit(version),
        "fees": [_fee(fee) for fee in version.fees.all()],
        "papers": [_paper(paper) for paper in version.documents.all()],
        "forms": [_form(form) for form in version.forms.all()],
        "sets": version.sets,
        "result": version.result,
        "online_level": _online_level(version),
        "steps": version.sequence,
        "ways": {_CHANNEL_WORDS[channel]: text for channel, text in version.ways.items()},
        "conditions": version.conditions,
        "legal_basis": version.legal_bases,
        "notes": version.notes,
        "everyday_words": procedure.everyday_words,
        "life_events": [event.slug for event in procedure.life_events.all()],
        "after_supplement": AFTER_PAUSE[version.after_supplement],
        "after_payment": AFTER_PAUSE[version.after_payment],
        "after_withdrawal": AFTER_PAUSE[version.after_withdrawal],
        "route": [_step(step) for step in version.steps.all()],
        "url": version.source_url,
    }
    source: dict[str, Any] = version.source_entry
    kept = {key: value for key, value in source.items() if key not in written and key not in _REWRITTEN}
    return {**_without_empty(written), **kept}


def _target(version: ProcedureVersion) -> list[str]:
    return ["cá nhân"] * version.for_individuals + ["tổ chức"] * version.for_organisations


def _limit(version: ProcedureVersion) -> dict[str, Any]:
    if not version.is_receivable:
        return _without_empty({"note": version.limit_note})
    return _without_empty(
        {
            "mode": version.limit_mode,
            "value": version.limit_value,
            "unit": UNIT_OF_MODE[LimitMode(version.limit_mode)][0],
            "by_channel": {_CHANNEL_WORDS[channel]: value for channel, value in version.limit_by_channel.items()},
            "cutoff": f"{version.cutoff:%H:%M}" if version.cutoff else "",
            "note": version.limit_note,
        }
    )


def _online_level(version: ProcedureVersion) -> dict[str, Any]:
    source = version.source_entry.get("online_level")
    known = {"confidence": source["confidence"]} if isinstance(source, dict) and "confidence" in source else {}
    return {"level": _ONLINE_WORDS[version.online_level], **known} if version.online_level else {}


def _fee(fee: Fee) -> dict[str, Any]:
    return _without_empty(
        {
            "name": fee.name,
            "kind": "" if fee.kind not in FEE_KINDS else fee.kind,
            "amount": fee.amount,
            "by_province": fee.by_province or None,
            "channel": _CHANNEL_WORDS.get(fee.channel, ""),
            "per": fee.per,
            "exemption": fee.exemption,
            "ground": fee.ground,
            "valid_from": _day(fee.valid_from),
            "valid_to": _day(fee.valid_to),
            "note": fee.note,
        }
    )


def _paper(paper: RequiredDocument) -> dict[str, Any]:
    counts = {"original": paper.originals, "copy": paper.copies, "mandatory": paper.mandatory}
    words = {"condition": paper.condition, "database": paper.database, "note": paper.note}
    return {"name": paper.name, "kind": _PAPER_WORDS[paper.kind], **counts, **_without_empty(words)}


def _form(form: BlankForm) -> dict[str, Any]:
    return _without_empty(
        {
            "title": form.title,
            "file": form.file.digest,
            "paper": form.paper,
            "ground": form.ground,
            "valid_from": _day(form.valid_from),
            "valid_to": _day(form.valid_to),
        }
    )


def _step(step: RouteStep) -> dict[str, Any]:
    return _without_empty(
        {
            "name": step.name,
            "role": step.role,
            "place": step.place,
            "unit": step.unit.code if step.unit is not None else "",
            "minutes": step.minutes,
        }
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}
