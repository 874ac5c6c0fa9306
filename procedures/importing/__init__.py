"""Importing a catalogue file (danh mục thủ tục hành chính) into versions.

Every entry is checked completely; a rejected one is named with all its faults and does not stop the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from procedures.importing.consequences import Consequence, consequences
from procedures.importing.facts import Fault
from procedures.importing.judging import Judged, judged
from procedures.importing.reading import RawEntry, RawFile, UnreadableFile, read
from procedures.importing.storing import Store

__all__ = ["Report", "import_catalogue"]


@dataclass
class Report:
    """What an import did. ``faults`` and ``remarks`` are lines for the reader."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    is_unreadable: bool = False
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether the whole file went in."""
        return not self.rejected and not self.is_unreadable

    def summary(self) -> str:
        """Return the one line other programs read; it is never translated."""
        return f"{self.new} new, {self.changed} changed, {self.unchanged} unchanged, {self.rejected} rejected"


@dataclass
class _Notes:
    """What is worth a remark at the end, gathered while entries go in."""

    kept_keys: Counter[str] = field(default_factory=Counter)
    without_limit: list[str] = field(default_factory=list)
    without_level: list[str] = field(default_factory=list)
    kept_limits: list[str] = field(default_factory=list)
    consequences: dict[Consequence, list[str]] = field(default_factory=lambda: defaultdict(list))


def import_catalogue(path: Path, *, today: date, first_day: date | None = None, dry_run: bool = False) -> Report:
    """Import the file at ``path`` and report; with ``dry_run`` everything is done and then undone.

    A procedure seen for the first time is in force from the ``valid_from`` of its entry, else from
    ``first_day``, else from ``today``.
    """
    report, notes = Report(), _Notes()
    try:
        raw = read(path)
    except UnreadableFile as error:
        report.is_unreadable = True
        report.faults.append(f"{path}: {error}")
        return report
    try:
        _take_all(raw, Store(today=today, first_day=first_day), report, notes, dry_run=dry_run)
    except DatabaseError as error:
        report = Report(is_unreadable=True)
        report.faults.append(_("the database cannot be used: %(reason)s") % {"reason": _one_line(error)})
        return report
    report.remarks = _remarks(raw, notes)
    return report


def _take_all(raw: RawFile, store: Store, report: Report, notes: _Notes, *, dry_run: bool) -> None:
    with transaction.atomic():
        for each in judged(raw):
            _take(each, store, report, notes)
        if dry_run:
            transaction.set_rollback(True)


def _take(each: Judged, store: Store, report: Report, notes: _Notes) -> None:
    facts, code = each.facts, each.code
    if facts is None:
        _reject(each.entry, code, each.faults, report)
        return
    try:
        with transaction.atomic():
            stored = store.put(facts)
    except DatabaseError as error:
        message = _("the database refuses it: %(reason)s") % {"reason": _one_line(error)}
        _reject(each.entry, code, [Fault("", message)], report)
        return
    setattr(report, stored.outcome, getattr(report, stored.outcome) + 1)
    notes.kept_keys.update(facts.kept_keys)
    if stored.version is not None:
        for brought_about in consequences(stored.last, facts, stored.version.valid_from):
            notes.consequences[brought_about].append(code)
    if stored.kept_limit:
        notes.kept_limits.append(code)
    elif not facts.limit.mode:
        notes.without_limit.append(code)
    if not facts.level_2023 and not facts.level_now:
        notes.without_level.append(code)


def _reject(entry: RawEntry, code: str, faults: list[Fault], report: Report) -> None:
    report.rejected += 1
    for fault in faults:
        where = _("entry %(number)d (%(code)s)") % {
            "number": entry.position,
            "code": code or _("no code, line %(line)d") % {"line": entry.line},
        }
        report.faults.append(": ".join(part for part in (where, fault.path, fault.message) if part))


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _remarks(raw: RawFile, notes: _Notes) -> list[str]:
    lines = [
        _("kept, not interpreted: %(key)s (%(count)d)") % {"key": key, "count": count}
        for key, count in sorted(notes.kept_keys.items())
    ]
    lines += [_("not kept, because it belongs to no entry: %(key)s") % {"key": key} for key in raw.other_keys]
    if raw.declared_count is not None and raw.declared_count != len(raw.entries):
        lines.append(
            _("meta.count says %(declared)d, the file holds %(found)d entries")
            % {"declared": raw.declared_count, "found": len(raw.entries)}
        )
    for codes, text in (
        (notes.without_limit, _("no time limit established, cannot be received until the office sets one: %s")),
        (notes.kept_limits, _("no time limit given, so the one that is published was kept: %s")),
        (notes.without_level, _("no level given, so no counter receives it: %s")),
    ):
        if codes:
            lines.append(text % ", ".join(codes))
    lines += [f"{each.title}: {', '.join(codes)}. {each.text}" for each, codes in notes.consequences.items()]
    return lines
