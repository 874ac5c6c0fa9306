"""What a wall sheet says (nội dung tờ niêm yết), from rows to plain facts. Pure: imports no Django.

A sheet is kept as facts (amounts, counts, days), never as sentences: a better wording makes no wall wrong. What is
not on the paper is not in the facts either, so that equal facts mean equal paper.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from procedures.expiring.periods import Standing, standing
from staff.text import fold

PROCEDURE, FIELD, FEES, RULES, PEOPLE = "procedure", "field", "fees", "rules", "people"

Content = dict[str, Any]


def digest_of(content: Content) -> str:
    """SHA-256 of the facts, the same for equal facts whatever order their names came in."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def head_of(unit: Any, letterhead: dict[str, str]) -> Content:
    """Whose sheet it is and whom to ring up."""
    return {"letterhead": letterhead, "unit": unit.name, "address": unit.address, "phone": unit.hotline}


def procedure_content(
    head: Content,
    version: Any,
    *,
    papers: Iterable[Any],
    fees: Iterable[Any],
    forms: Iterable[Any],
    authority: str,
    on: dt.date,
) -> Content:
    """Một thủ tục: every part the law wants posted, as it holds on the day `on`."""
    return {
        "kind": PROCEDURE,
        "head": head,
        "code": version.procedure.code,
        "name": version.name,
        "field": version.procedure.field.name,
        "authority": authority,
        "individuals": version.for_individuals,
        "organisations": version.for_organisations,
        "steps": list(version.sequence),
        "ways": dict(version.ways),
        "online": version.online_level if version.accepts_online else "",
        "papers": [_paper(paper) for paper in papers],
        "sets": version.sets,
        "limit": _limit(version),
        "fees": [_fee(fee) for fee in _in_force(fees, on)],
        "forms": [_form(form) for form in _in_force(forms, on)],
        "result": version.result,
        "conditions": version.conditions,
        "legal_bases": list(version.legal_bases),
        "decision": version.decision,
    }


def field_content(head: Content, field: str, versions: Sequence[Any], *, on: dt.date) -> Content:
    """Thủ tục của một lĩnh vực: one line each, by name."""
    rows = [
        {
            "code": version.procedure.code,
            "name": version.name,
            "limit": _limit(version),
            "fees": [_fee(fee) for fee in _in_force(version.fees.all(), on)],
            "online": version.online_level if version.accepts_online else "",
        }
        for version in _by_name(versions)
    ]
    return {"kind": FIELD, "head": head, "field": field, "procedures": rows}


def fees_content(head: Content, field: str, versions: Sequence[Any], *, on: dt.date) -> Content:
    """Bảng phí, lệ phí: what something is known of, by field; an empty `field` means every field."""
    named = sorted(_by_name(versions), key=lambda version: fold(version.procedure.field.name))
    groups = [
        {"field": name, "procedures": [row for version in group for row in _priced(version, on)]}
        for name, group in groupby(named, key=lambda version: version.procedure.field.name)
    ]
    return {
        "kind": FEES,
        "head": head,
        "field": field,
        "groups": [group for group in groups if group["procedures"]],
    }


def rules_content(head: Content, documents: Sequence[Content], hours: Sequence[str]) -> Content:
    """Quy định của bộ phận một cửa: documents with title, source and text as written, and the office hours."""
    return {"kind": RULES, "head": head, "documents": list(documents), "hours": list(hours)}


def people_content(head: Content, people: Sequence[Content], desks: Sequence[Content]) -> Content:
    """Danh bạ: who answers for what, by the phone that may be called; and the counters with their fields."""
    return {"kind": PEOPLE, "head": head, "people": list(people), "desks": list(desks)}


def _in_force(rows: Iterable[Any], on: dt.date) -> list[Any]:
    """Fees and forms that hold on the day; without dates they hold as long as their version."""
    return [row for row in rows if standing(row, on) is Standing.IN_FORCE]


def _by_name(versions: Sequence[Any]) -> list[Any]:
    return sorted(versions, key=lambda version: (fold(version.name), version.procedure.code))


def _priced(version: Any, on: dt.date) -> list[Content]:
    fees = [_fee(fee) for fee in _in_force(version.fees.all(), on)]
    return [{"code": version.procedure.code, "name": version.name, "fees": fees}] if fees else []


def _limit(version: Any) -> Content:
    return {
        "mode": version.limit_mode,
        "value": version.limit_value,
        "cutoff": f"{version.cutoff:%H:%M}" if version.cutoff else "",
        "by_channel": dict(version.limit_by_channel),
        "note": version.limit_note,
    }


def _paper(paper: Any) -> Content:
    names = ("name", "kind", "originals", "copies", "mandatory", "condition", "database", "note")
    return {name: getattr(paper, name) for name in names}


def _fee(fee: Any) -> Content:
    names = ("name", "kind", "amount", "by_province", "channel", "per", "exemption", "ground", "note")
    days = {name: day.isoformat() if (day := getattr(fee, name)) else "" for name in ("valid_from", "valid_to")}
    return {name: getattr(fee, name) for name in names} | days


def _form(form: Any) -> Content:
    return {"title": form.title, "ground": form.ground}
