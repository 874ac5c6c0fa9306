"""What changed on a dossier (nội dung thay đổi), in words: by a correction, and since somebody looked at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .labels import ACTION_LABELS
from .models import Dossier, DossierEvent, Principal
from .workflow import Action

_MOST_CHANGES = 20


def events_since(dossier: Dossier, *, seen: int, related: Sequence[str] = ("by",)) -> list[DossierEvent]:
    """The acts that led from version `seen` to that of now, oldest first; none when they are too many to tell."""
    missed = dossier.lock_version - seen
    if not 0 < missed <= _MOST_CHANGES:
        return []
    return list(dossier.events.select_related(*related).order_by("-pk")[:missed])[::-1]


def meanwhile(dossier: Dossier, *, seen: int) -> list[str]:
    """One line for each act since version `seen`: who, when, what, and what a correction changed."""
    return [_told(event) for event in events_since(dossier, seen=seen)]


def _told(event: DossierEvent) -> str:
    said = "; ".join(change_words(event.detail))
    words = _("%(name)s, %(moment)s: %(act)s") % {
        "name": event.by or _("The system"),
        "moment": f"{timezone.localtime(event.at):%H:%M %d/%m/%Y}",
        "act": ACTION_LABELS[Action(event.action)],
    }
    return f"{words} ({said})" if said else words


def change_words(detail: Mapping[str, Any]) -> list[str]:
    """One line for each thing that differs, from the ``changes`` an event of a correction keeps."""
    return list(_lines(detail.get("changes") or {}))


def _lines(changes: Mapping[str, Any]) -> Iterator[str]:
    for name, change in changes.items():
        if name == "papers":
            for line in change:
                yield _line(line["name"], _counts(line["before"]), _counts(line["after"]))
        elif name == "principal":
            before, after = change
            behalf = _("Filed on behalf of")
            for column in Principal._meta.get_fields():
                if before.get(column.name, "") != after.get(column.name, ""):
                    label = f"{behalf}: {getattr(column, 'verbose_name', '')}"
                    yield _line(label, before.get(column.name, ""), after.get(column.name, ""))
        else:
            field = Dossier._meta.get_field(name)
            labels = dict(getattr(field, "flatchoices", ()))
            before, after = (str(labels.get(value, value)) for value in change)
            yield _line(str(getattr(field, "verbose_name", name)), before, after)


def _line(label: str, before: str, after: str) -> str:
    empty = _("(empty)")
    return f"{label[:1].upper()}{label[1:]}: {before or empty} → {after or empty}"


def _counts(counts: list[Any] | None) -> str:
    if counts is None:
        return _("not among the papers")
    originals, copies, fault = counts
    words = []
    if originals:
        words.append(ngettext("%(n)d original", "%(n)d originals", originals) % {"n": originals})
    if copies:
        words.append(ngettext("%(n)d copy", "%(n)d copies", copies) % {"n": copies})
    if fault:
        words.append(_("Does not pass: %(fault)s") % {"fault": fault})
    return ", ".join(words)
