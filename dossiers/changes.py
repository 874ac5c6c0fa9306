"""What a correction changed (nội dung đính chính), in words for the trail: was, and is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Dossier, Principal


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
            for column in Principal._meta.get_fields():
                if before.get(column.name, "") != after.get(column.name, ""):
                    label = f"{_('Filed on behalf of')}: {getattr(column, 'verbose_name', '')}"
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
