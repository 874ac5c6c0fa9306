"""Checking one entry completely: either its facts, or all of its faults at once."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from procedures import channels, levels
from procedures.codes import is_code
from procedures.importing.facts import EntryFacts, Fault, FeeFacts, LimitFacts, PaperFacts
from procedures.importing.mapping import CheckedMapping
from procedures.importing.plain import digest, plain
from procedures.importing.route import route_in
from procedures.limits import LARGEST_VALUE, LimitMode, smallest_value
from staff.text import fold

LARGEST_AMOUNT = 1_000_000_000_000

MODES = {mode.value: mode.value for mode in LimitMode}
UNIT_OF_MODE = {
    LimitMode.SAME_DAY: ("trong ngày",),
    LimitMode.WORKING_HOURS: ("giờ làm việc", "giờ"),
    LimitMode.WORKING_DAYS: ("ngày làm việc",),
    LimitMode.CALENDAR_DAYS: ("ngày",),
}
PAPER_KINDS = {"nop": "submit", "xuat_trinh": "present"}
FEE_KINDS = {"phi": "phi", "le_phi": "le_phi", "unspecified": "unspecified"}
ONLINE_LEVELS = {
    "toàn trình": "full",
    "một phần": "partial",
    "trực tiếp": "counter",
    "trực tiếp, bưu chính": "counter_post",
    "không nhận qua mạng": "not_online",
}
AFTER_PAUSE = {"restart": "restart", "resume": "resume"}
INDIVIDUALS = {"cá nhân", "công dân", "hộ gia đình"}
ORGANISATIONS = {"tổ chức", "doanh nghiệp", "hợp tác xã"}

#: Receiving citizens, letters, complaints and denunciations have their own books and their own privacy:
#: they stand in the catalogue, but are never submitted through the ordinary online form.
OWN_BOOKS = {
    fold(name) for name in ("Tiếp công dân", "Xử lý đơn thư", "Giải quyết khiếu nại", "Giải quyết tố cáo")
}

#: Extra remarks of the source that concern the reader; they are shown below the notes.
REMARKS = ("notes", "territory", "hours_note", "applicant_vs_owner")

#: Where an entry was found and how sure its collector was: kept, and never meant to be interpreted.
PROVENANCE = frozenset({"source", "confidence", "online_level.confidence"})


def check(raw: Any) -> tuple[EntryFacts | None, list[Fault]]:
    """Check one entry as read from YAML and return its facts, or None and every fault found."""
    faults: list[Fault] = []
    if not isinstance(raw, dict):
        CheckedMapping({}, "", faults).fault("", raw, _("a mapping"))
        return None, faults
    entry = CheckedMapping(plain(raw, "", faults), "", faults)
    facts = _facts(entry)
    return (None, faults) if faults else (facts, [])


def code_of(raw: Any) -> str:
    """Return the code of an entry for use in messages, however wrong the entry is."""
    code = raw.get("code") if isinstance(raw, dict) else None
    return "" if code is None or isinstance(code, dict | list) else " ".join(str(code).split())[:40]


def _facts(entry: CheckedMapping) -> EntryFacts:
    code = _code(entry)
    name = entry.text("name", longest=500, required=True)
    field_name = entry.text("field", longest=200, required=True)
    _check_other_codes(entry)
    for_individuals, for_organisations = _audience(entry)
    online_level = _online_level(entry)
    module = entry.text("module", longest=100)
    has_own_book = bool(module) or fold(field_name) in OWN_BOOKS
    results = [entry.text("result", longest=2000, lines=True), *entry.texts("also_result", longest=2000)]
    remarks = [entry.text(key, longest=5000, lines=True) for key in REMARKS]
    facts: dict[str, Any] = {
        "code": code,
        "field_name": field_name,
        "valid_from": entry.day("valid_from"),
        "name": name,
        "full_name": entry.text("full_name", longest=3000),
        "level_2023": _level(entry, "level_2023"),
        "level_now": _level(entry, "level_now"),
        "authority_2023": entry.text("authority_2023", longest=500),
        "authority_now": entry.text("authority_now", longest=500),
        "for_individuals": for_individuals,
        "for_organisations": for_organisations,
        "limit": _limit(entry),
        "fees": _fees(entry),
        "papers": [_paper(paper) for paper in entry.mappings("papers")],
        "sets": entry.integer("sets", low=1, high=100, default=1),
        "result": "\n".join(text for text in results if text),
        "online_level": online_level,
        "accepts_online": online_level in ("full", "partial") and not has_own_book,
        "legal_bases": entry.texts("legal_basis", longest=1000),
        "notes": "\n".join(text for text in remarks if text),
        "after_supplement": entry.choice("after_supplement", AFTER_PAUSE, default="restart"),
        "after_payment": entry.choice("after_payment", AFTER_PAUSE, default="resume"),
        "after_withdrawal": entry.choice("after_withdrawal", AFTER_PAUSE, default="resume"),
        "source_url": _url(entry),
    }
    facts["route"] = route_in(entry, facts["limit"])
    kept = frozenset(entry.unread() - PROVENANCE)
    return EntryFacts(**facts, digest=digest(entry.values), source=entry.values, kept_keys=kept)


def _code(entry: CheckedMapping) -> str:
    value = entry.values.get("code")
    if isinstance(value, int | float) and not isinstance(value, bool):
        # YAML drops the last zero of 1.001930: only the author knows the code that was meant.
        entry.take("code")
        entry.fault("code", value, _("text: put the code in quotes, such as '1.001193'"))
        return ""
    code = entry.text("code", longest=200, required=True)
    if code and not is_code(code):
        entry.fault("code", code, _("1 to 40 letters, digits, dots, hyphens or underscores"))
    return code


def _check_other_codes(entry: CheckedMapping) -> None:
    """Other codes the procedure is known by: kept with the entry, where the search finds them."""
    if isinstance(entry.values.get("alt_code"), list):
        entry.texts("alt_code", longest=40)
    else:
        entry.text("alt_code", longest=40)


def _level(entry: CheckedMapping, key: str) -> str:
    level = entry.text(key, longest=200)
    if not levels.is_known(level):
        entry.fault(key, level, _("a level: one or more of %(words)s") % {"words": ", ".join(levels.KNOWN_WORDS)})
    return level


def _audience(entry: CheckedMapping) -> tuple[bool, bool]:
    words = entry.texts("target", longest=100)
    for number, word in enumerate(words, start=1):
        if word.lower() not in INDIVIDUALS | ORGANISATIONS:
            expected = ", ".join(sorted(INDIVIDUALS) + sorted(ORGANISATIONS))
            entry.fault(f"target.{number}", word, _("one of: %(choices)s") % {"choices": expected})
    if not words:
        return True, True
    found = {word.lower() for word in words}
    return bool(found & INDIVIDUALS), bool(found & ORGANISATIONS)


def _online_level(entry: CheckedMapping) -> str:
    part = entry.mapping("online_level")
    return part.choice("level", ONLINE_LEVELS, default="") if part is not None else ""


def _limit(entry: CheckedMapping) -> LimitFacts:
    entry.boolean("same_day", default=False)
    part = entry.mapping("time_limit")
    if part is None:
        return LimitFacts()
    mode_word = part.choice("mode", MODES, default="")
    part_unit = part.text("unit", longest=50)
    cutoff = part.clock("cutoff")
    note = part.text("note", longest=3000, lines=True)
    by_channel_part = part.mapping("by_channel")
    if not mode_word:
        if part.has("mode"):
            part.integer("value", low=0, high=max(LARGEST_VALUE.values()))
            return LimitFacts()
        for key in ("value", "by_channel"):
            if part.take(key) is not None:
                part.fault(key, part.values[key], _("nothing, because no mode is given"))
        return LimitFacts(note=note)
    mode = LimitMode(mode_word)
    low, high = smallest_value(mode), LARGEST_VALUE[mode]
    if part_unit and part_unit.lower() not in UNIT_OF_MODE[mode]:
        expected = _("“%(unit)s” with the mode %(mode)s") % {"unit": UNIT_OF_MODE[mode][0], "mode": mode.value}
        part.fault("unit", part_unit, expected)
    value = part.integer("value", low=low, high=high, default=0 if mode is LimitMode.SAME_DAY else None)
    if value is None and not part.has("value"):
        part.fault("value", None, _("a whole number from %(low)d to %(high)d") % {"low": low, "high": high})
    by_channel: dict[str, int] = {}
    if by_channel_part is not None:
        for word, channel in channels.FROM_SOURCE.items():
            days = by_channel_part.integer(word, low=low, high=high)
            if days is not None:
                by_channel[channel] = days
    return LimitFacts(mode.value, value, by_channel, cutoff, note)


def _fees(entry: CheckedMapping) -> list[FeeFacts]:
    part = entry.mapping("fee")
    if part is None:
        return []
    amount = part.integer("amount", low=0, high=LARGEST_AMOUNT)
    kind = part.choice("kind", FEE_KINDS, default="unspecified")
    by_province = part.boolean("by_province", default=False)
    per = part.text("per", longest=100)
    note = part.text("note", longest=3000, lines=True)
    part.choice("unit", {"VND": "VND"}, default="VND")
    by_channel = part.mapping("by_channel")
    amounts: dict[str, int | None] = {}
    if by_channel is not None:
        for word, channel in channels.FROM_SOURCE.items():
            own = by_channel.integer(word, low=0, high=LARGEST_AMOUNT)
            if own is not None:
                amounts[channel] = own
    if not amounts or (amount is not None and amount not in amounts.values()):
        amounts = {**amounts, "": amount}
    return [FeeFacts(kind, own, by_province, channel, per, note) for channel, own in amounts.items()]


def _paper(paper: CheckedMapping) -> PaperFacts:
    counted = paper.has("original") or paper.has("copy")
    return PaperFacts(
        name=paper.text("name", longest=1000, required=True),
        kind=paper.choice("kind", PAPER_KINDS, default="submit"),
        originals=paper.integer("original", low=0, high=100, default=0 if counted else 1) or 0,
        copies=paper.integer("copy", low=0, high=100, default=0) or 0,
        mandatory=paper.boolean("mandatory", default=True),
        note=paper.text("note", longest=3000, lines=True),
    )


def _url(entry: CheckedMapping) -> str:
    url = entry.text("url", longest=500)
    if url and not re.fullmatch(r"https?://[^\s/]+\S*", url):
        entry.fault("url", url, _("an address that starts with https://"))
    return url
