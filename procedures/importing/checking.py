"""Checking one entry completely: either its facts, or all of its faults at once."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from procedures import channels, levels
from procedures.codes import is_code
from procedures.importing.facts import EntryFacts, Fault, LimitFacts
from procedures.importing.mapping import CheckedMapping
from procedures.importing.plain import digest, plain
from procedures.importing.route import route_in
from procedures.importing.rows import fees_in, forms_in, papers_in
from procedures.limits import LARGEST_VALUE, LimitMode, smallest_value
from procedures.models import LifeEvent
from staff.text import fold

MODES = {mode.value: mode.value for mode in LimitMode}
UNIT_OF_MODE = {
    LimitMode.SAME_DAY: ("trong ngày",),
    LimitMode.WORKING_HOURS: ("giờ làm việc", "giờ"),
    LimitMode.WORKING_DAYS: ("ngày làm việc",),
    LimitMode.CALENDAR_DAYS: ("ngày",),
}
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

#: What helps to find a procedure is no part of what is published about it: changing it makes no new version.
OF_THE_PROCEDURE = frozenset({"everyday_words", "life_events"})

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
        "fees": fees_in(entry),
        "papers": papers_in(entry),
        "sets": entry.integer("sets", low=1, high=100, default=1),
        "result": "\n".join(text for text in results if text),
        "online_level": online_level,
        "accepts_online": online_level in ("full", "partial") and not has_own_book,
        "legal_bases": entry.texts("legal_basis", longest=1000),
        "notes": "\n".join(text for text in remarks if text),
        "sequence": _sequence(entry),
        "ways": _ways(entry),
        "conditions": entry.text("conditions", longest=5000, lines=True),
        "decision": entry.text("decision", longest=300),
        "everyday_words": entry.texts("everyday_words", longest=60) if entry.has("everyday_words") else None,
        "life_events": _life_events(entry),
        "after_supplement": entry.choice("after_supplement", AFTER_PAUSE, default="restart"),
        "after_payment": entry.choice("after_payment", AFTER_PAUSE, default="resume"),
        "after_withdrawal": entry.choice("after_withdrawal", AFTER_PAUSE, default="resume"),
        "source_url": _url(entry),
    }
    facts["forms"] = forms_in(entry, papers=len(facts["papers"]))
    facts["route"] = route_in(entry, facts["limit"])
    kept = frozenset(entry.unread() - PROVENANCE)
    published = {key: value for key, value in entry.values.items() if key not in OF_THE_PROCEDURE}
    return EntryFacts(**facts, digest=digest(published), source=entry.values, kept_keys=kept)


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


def _sequence(entry: CheckedMapping) -> list[str]:
    """Trình tự thực hiện: a list of steps, or one text whose lines are the steps."""
    if isinstance(entry.values.get("steps"), str):
        lines = entry.text("steps", longest=10_000, lines=True).splitlines()
        return [line.strip() for line in lines if line.strip()]
    return entry.texts("steps", longest=2000)


def _ways(entry: CheckedMapping) -> dict[str, str]:
    part = entry.mapping("ways")
    if part is None:
        return {}
    ways = {channel: part.text(word, longest=1000) for word, channel in channels.FROM_SOURCE.items()}
    return {channel: text for channel, text in ways.items() if text}


def _life_events(entry: CheckedMapping) -> list[str] | None:
    if not entry.has("life_events"):
        return None
    slugs = entry.texts("life_events", longest=60)
    known = set(LifeEvent.objects.values_list("slug", flat=True)) if slugs else set()
    for number, slug in enumerate(slugs, start=1):
        if slug not in known:
            expected = _("one of: %(choices)s") % {"choices": ", ".join(sorted(known))}
            entry.fault(f"life_events.{number}", slug, expected)
    return slugs


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
        part.number_fault("value", None, low=low, high=high)
    by_channel: dict[str, int] = {}
    if by_channel_part is not None:
        for word, channel in channels.FROM_SOURCE.items():
            days = by_channel_part.integer(word, low=low, high=high)
            if days is not None:
                by_channel[channel] = days
    return LimitFacts(mode.value, value, by_channel, cutoff, note)


def _url(entry: CheckedMapping) -> str:
    url = entry.text("url", longest=500)
    if url and not re.fullmatch(r"https?://[^\s/]+\S*", url):
        entry.fault("url", url, _("an address that starts with https://"))
    return url
