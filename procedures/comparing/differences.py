"""What differs between two entries of the catalogue (nội dung thay đổi), in words a citizen can read.

Nothing is asked of the database, and neither entry has to be whole: a draft is compared while it is written.
What the second entry does not mention at all is kept by a publication (`STAYS`), so it makes no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from procedures.comparing import difference_words as words
from procedures.comparing.difference_rows import ROWS
from procedures.comparing.row_pairs import pair_rows

Entry = Mapping[str, Any]

#: A publication whose entry is silent about these leaves them as they are.
STAYS = frozenset({"route", "everyday_words", "life_events"})
_LONGEST_IN_A_LINE = 160


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: `part` is the key of the entry, `title` says what it is.

    `before` is empty for what is new, `after` for what went; both stand in the reader's language.
    """

    part: str
    title: str
    before: str
    after: str

    @property
    def change(self) -> str:
        """Added, removed or changed."""
        if not self.before:
            return "added"
        return "changed" if self.after else "removed"

    def __str__(self) -> str:
        before, after = _short(self.before), _short(self.after)
        match self.change:
            case "added":
                return _("%(title)s, new: %(text)s") % {"title": self.title, "text": after}
            case "removed":
                return _("%(title)s, no longer: %(text)s") % {"title": self.title, "text": before}
        return f"{self.title}: {before} → {after}"


def differences(before: Entry | None, after: Entry, events: Mapping[str, str] | None = None) -> list[Difference]:
    """List what `after` says otherwise than `before`, in the order of the page; `before` may be nothing.

    `events` names life events by their slug.
    """
    old = before or {}
    found: list[Difference] = []
    for part in words.PARTS:
        if part in STAYS and part not in after:
            continue
        found.extend(_COMPARED.get(part, _compared_text)(part, old, after))
    if before is None:  # what a silent entry means by default is nothing that was there before
        found = [replace(each, before="") for each in found if each.after]
    if events:
        found = [_with_event_names(each, events) if each.part == "life_events" else each for each in found]
    return found


def summary_of(found: list[Difference]) -> str:
    """The differences as the lines of a summary (tóm tắt nội dung thay đổi)."""
    return "\n".join(str(each) for each in found)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_IN_A_LINE else line[: _LONGEST_IN_A_LINE - 1].rstrip() + "…"


def _one(part: str, title: str, before: str, after: str) -> Iterator[Difference]:
    if " ".join(before.split()) != " ".join(after.split()):
        yield Difference(part, title, before, after)


def _compared_text(part: str, before: Entry, after: Entry) -> Iterator[Difference]:
    read = words.READ.get(part, words.plain_text)
    yield from _one(part, words.part_title(part), read(before, part), read(after, part))


def _compared_limit(part: str, before: Entry, after: Entry) -> Iterator[Difference]:
    old, new = words.limit_lines(before), words.limit_lines(after)
    for title in {**old, **new}:
        yield from _one(part, title, old.get(title, ""), new.get(title, ""))


def _compared_ways(part: str, before: Entry, after: Entry) -> Iterator[Difference]:
    old, new = words.ways_lines(before), words.ways_lines(after)
    for title in {**old, **new}:
        yield from _one(part, title, old.get(title, ""), new.get(title, ""))


def _compared_lines(part: str, before: Entry, after: Entry) -> Iterator[Difference]:
    """A list of texts: a line that reads almost the same was changed, others are new or gone."""
    old, new = words.lines(before, part), words.lines(after, part)
    paired = pair_rows(old, new, key=str, likeness=str)
    title = words.part_title(part)
    for was, now in paired.kept:
        yield from _one(part, title, was, now)
    yield from (Difference(part, title, was, "") for was in paired.gone)
    yield from (Difference(part, title, "", now) for now in paired.new)
    yield from _moved(part, [was for was, _now in paired.kept], [now for _was, now in paired.kept], new, str)


def _compared_rows(part: str, before: Entry, after: Entry) -> Iterator[Difference]:
    """Fees, papers and forms: each row by itself, each of its properties by its name."""
    kind = ROWS[part]
    old, new = kind.rows(before), kind.rows(after)
    paired = pair_rows(old, new, key=kind.key, likeness=kind.likeness, last_pair=kind.pairs_the_last)
    for was, now in paired.kept:
        then, today = kind.properties(was), kind.properties(now)
        for name in {**then, **today}:
            title = f"{kind.title(now)}, {name}" if name else kind.title(now)
            yield from _one(part, title, then.get(name, ""), today.get(name, ""))
    yield from (Difference(part, words.part_title(part), kind.summary(was), "") for was in paired.gone)
    yield from (Difference(part, words.part_title(part), "", kind.summary(now)) for now in paired.new)
    yield from _moved(part, [was for was, _now in paired.kept], [now for _was, now in paired.kept], new, kind.name)


def _moved(
    part: str, kept_before: list[Any], kept_after: list[Any], after: list[Any], name: Callable[[Any], str]
) -> Iterator[Difference]:
    """Rows that stayed but stand in another order; `kept_before` is in the old order."""
    order = sorted(range(len(kept_after)), key=lambda place: _place(kept_after[place], after))
    if order != list(range(len(kept_after))):
        title = _("%(part)s, order") % {"part": words.part_title(part)}
        was = "; ".join(name(row) for row in kept_before)
        yield from _one(part, title, was, "; ".join(name(kept_after[place]) for place in order))


def _place(row: Any, rows: list[Any]) -> int:
    return next(place for place, each in enumerate(rows) if each is row)


def _with_event_names(each: Difference, events: Mapping[str, str]) -> Difference:
    before, after = (
        ", ".join(events.get(slug, slug) for slug in text.split(", ")) if text else ""
        for text in (each.before, each.after)
    )
    return Difference(each.part, each.title, before, after)


_COMPARED: dict[str, Callable[[str, Entry, Entry], Iterator[Difference]]] = {
    "time_limit": _compared_limit,
    "ways": _compared_ways,
    "fees": _compared_rows,
    "papers": _compared_rows,
    "forms": _compared_rows,
    "steps": _compared_lines,
    "legal_basis": _compared_lines,
}
