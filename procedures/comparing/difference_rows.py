"""Fees, papers and blank forms of an entry in words (lời của từng dòng), for `comparing/differences.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from procedures.comparing.difference_words import CHANNELS, Entry, Row, day_words, mapping_of, rows_of, text_of
from procedures.wording import amount_words

_KINDS = {"phi": gettext_lazy("fee"), "le_phi": gettext_lazy("charge")}


@dataclass(frozen=True, slots=True)
class RowKind:
    """How the rows of one part are told apart and put into words."""

    rows: Callable[[Entry], list[Row]]
    key: Callable[[Row], str]
    likeness: Callable[[Row], str]
    name: Callable[[Row], str]
    title: Callable[[Row], str]
    properties: Callable[[Row], dict[str, str]]
    summary: Callable[[Row], str]
    pairs_the_last: bool = False


def _fee_rows(entry: Entry) -> list[Row]:
    """Fee rows; an older entry writes one fee with an amount by channel."""
    one = mapping_of(entry, "fee")
    if "fees" in entry or not one:
        return rows_of(entry, "fees")
    by_channel = mapping_of(one, "by_channel")
    shared = {key: one.get(key) for key in ("kind", "by_province", "per", "note")}
    found: list[Row] = [
        {**shared, "channel": word, "amount": by_channel[word]}
        for word in CHANNELS
        if by_channel.get(word) is not None
    ]
    amount = one.get("amount")
    if not found or (amount is not None and amount not in by_channel.values()):
        found.append({**shared, "amount": amount})
    return found


def amount_of(row: Row) -> str:
    """What has to be paid by a fee row."""
    amount = row.get("amount")
    if amount is not None and not isinstance(amount, int):
        return text_of(amount)
    return amount_words(amount, by_province=bool(row.get("by_province")), per=text_of(row.get("per")))


def fee_title(row: Row) -> str:
    """What a fee row is called: its kind and what it is paid for."""
    kind = _KINDS.get(text_of(row.get("kind")))
    name = text_of(row.get("name"))
    if kind is None:
        return capfirst(name) or str(_("Fee or charge"))
    return capfirst(f"{kind} {name[:1].lower()}{name[1:]}".strip())


def _fee_full_title(row: Row) -> str:
    channel = CHANNELS.get(text_of(row.get("channel")))
    return f"{fee_title(row)} ({channel})" if channel and not row.get("name") else fee_title(row)


def _fee_properties(row: Row) -> dict[str, str]:
    kind = text_of(row.get("kind"))
    return {
        "": amount_of(row),
        _("what it is paid for"): text_of(row.get("name")),
        _("kind"): str(_KINDS.get(kind, "")),
        _("channel"): str(CHANNELS.get(text_of(row.get("channel")), "")),
        _("exemption and reduction"): text_of(row.get("exemption")),
        _("legal ground"): text_of(row.get("ground")),
        _("valid from"): day_words(row.get("valid_from")),
        _("valid to"): day_words(row.get("valid_to")),
        _("note"): text_of(row.get("note")),
    }


def _fee_summary(row: Row) -> str:
    return "; ".join(filter(None, [f"{_fee_full_title(row)}: {amount_of(row)}", text_of(row.get("exemption"))]))


def _paper_name(row: Row) -> str:
    return text_of(row.get("name"))


def _paper_properties(row: Row) -> dict[str, str]:
    counted = row.get("original") is not None or row.get("copy") is not None
    shown = text_of(row.get("kind")) == "xuat_trinh"
    return {
        _("name"): _paper_name(row),
        _("what is done with it"): str(_("show only") if shown else _("hand in")),
        _("originals"): text_of(row.get("original", 0 if counted else 1)),
        _("copies"): text_of(row.get("copy", 0)),
        _("when it is needed"): needed(row),
        _("replaced by the database"): text_of(row.get("database")),
        _("note"): text_of(row.get("note")),
    }


def needed(row: Row) -> str:
    """When a paper is asked for."""
    if row.get("mandatory", True) is not False:
        return str(_("always"))
    condition = text_of(row.get("condition"))
    return _("only if: %(condition)s") % {"condition": condition} if condition else str(_("in some cases"))


def _paper_summary(row: Row) -> str:
    originals = row.get("original", 0 if row.get("copy") is not None else 1)
    parts = []
    if isinstance(originals, int) and originals:
        parts.append(ngettext("%(number)s original", "%(number)s originals", originals) % {"number": originals})
    copies = row.get("copy")
    if isinstance(copies, int) and copies:
        parts.append(ngettext("%(number)s copy", "%(number)s copies", copies) % {"number": copies})
    return f"{_paper_name(row)} ({'; '.join([*parts, needed(row)])})"


def _form_properties(row: Row) -> dict[str, str]:
    return {
        _("title"): text_of(row.get("title")),
        _("file"): text_of(row.get("file"))[:8],
        _("fills the paper"): text_of(row.get("paper")),
        _("issued with"): text_of(row.get("ground")),
        _("valid from"): day_words(row.get("valid_from")),
        _("valid to"): day_words(row.get("valid_to")),
    }


def _form_name(row: Row) -> str:
    return text_of(row.get("title"))


ROWS: dict[str, RowKind] = {
    "fees": RowKind(
        rows=_fee_rows,
        key=lambda row: "|".join(text_of(row.get(name)) for name in ("name", "kind", "channel", "valid_from")),
        likeness=lambda row: f"{_fee_full_title(row)} {text_of(row.get('per'))} {text_of(row.get('note'))}",
        name=_fee_full_title,
        title=_fee_full_title,
        properties=_fee_properties,
        summary=_fee_summary,
        pairs_the_last=True,
    ),
    "papers": RowKind(
        rows=lambda entry: rows_of(entry, "papers"),
        key=_paper_name,
        likeness=_paper_name,
        name=_paper_name,
        title=lambda row: _("Paper “%(name)s”") % {"name": _paper_name(row)},
        properties=_paper_properties,
        summary=_paper_summary,
    ),
    "forms": RowKind(
        rows=lambda entry: rows_of(entry, "forms"),
        key=_form_name,
        likeness=_form_name,
        name=_form_name,
        title=lambda row: _("Blank form “%(name)s”") % {"name": _form_name(row)},
        properties=_form_properties,
        summary=_form_name,
    ),
}
