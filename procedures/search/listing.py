"""Rows of procedures in lists (kết quả tra cứu): what decides whether to open one, without opening it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from procedures import wording
from procedures.expiring.periods import Standing, standing
from procedures.limits import LimitMode
from procedures.models import Fee, PaperKind, ProcedureVersion, RequiredDocument
from procedures.querysets import ProcedureVersionQuerySet
from procedures.search.finding import AS_TYPED, Search
from procedures.search.matched import matches_in, pieces, understood

#: Text cut into what was searched for and what was not.
Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Row:
    """One procedure of a list, in words."""

    version: ProcedureVersion
    name: Pieces
    limit: str
    fee: str
    papers: int
    is_same_day: bool
    #: The everyday word it was found by, where its name does not say it.
    also_called: Pieces = field(default_factory=list)


def with_rows(versions: ProcedureVersionQuerySet) -> ProcedureVersionQuerySet:
    """Add to `versions` all that `rows_of` shows, in as many statements for many as for one."""
    always = (
        RequiredDocument.objects.filter(version=OuterRef("pk"), kind=PaperKind.SUBMIT, mandatory=True)
        .order_by()
        .values("version")
        .annotate(count=Count("*"))
        .values("count")
    )
    counted = Coalesce(Subquery(always, output_field=IntegerField()), 0)
    return versions.annotate(paper_count=counted).select_related("procedure__field").prefetch_related("fees")


def rows_of(versions: Iterable[ProcedureVersion], today: date, search: Search | None = None) -> list[Row]:
    """Return the rows of versions read `with_rows`, with the words of `search` marked."""
    return [_row(version, today, search or Search("")) for version in versions]


def understood_by(search: Search, version: ProcedureVersion) -> str:
    """Return the words a search was answered by, as the nearest procedure writes them."""
    procedure = version.procedure
    texts = [version.name, *procedure.everyday_words, version.full_name, procedure.field.name]
    return understood(texts, search.words, by_sound=search.how != AS_TYPED)


def fee_in_short(fees: Iterable[Fee], today: date) -> str:
    """Return what has to be paid in a few words: free, one amount, from the least amount; "" if none is known."""
    rows = [fee for fee in fees if standing(fee, today) is Standing.IN_FORCE]
    if len({(fee.amount, fee.by_province, fee.per) for fee in rows}) == 1:
        return wording.amount_in_words(rows[0])
    amounts = sorted({fee.amount for fee in rows if fee.amount is not None})
    if not amounts:
        return wording.amount_in_words(rows[0]) if rows else ""
    paid = [amount for amount in amounts if amount]
    if not paid:
        return _("free of charge in most cases")
    least = wording.amount_words(paid[0], by_province=False, per="")
    words = _("free of charge or from %(amount)s") if amounts[0] == 0 else _("from %(amount)s")
    return words % {"amount": least}


def _row(version: ProcedureVersion, today: date, search: Search) -> Row:
    also_called = _also_called(version, search)
    # found by an everyday word: single words of it in the name mean nothing
    marked = () if also_called else search.words
    return Row(
        version=version,
        name=pieces(version.name, marked, by_sound=search.how != AS_TYPED),
        limit=wording.limit_in_words(version.limit_mode, version.limit_value),
        fee=fee_in_short(version.fees.all(), today),
        papers=version.paper_count,  # type: ignore[attr-defined]  # from `with_rows`
        is_same_day=version.limit_mode == LimitMode.SAME_DAY,
        also_called=also_called,
    )


def _also_called(version: ProcedureVersion, search: Search) -> Pieces:
    """The everyday word that holds more of the search than the name does."""
    by_sound = search.how != AS_TYPED
    in_name = len(matches_in(version.name, search.words, by_sound=by_sound))
    if in_name == len(search.words):
        return []
    called = {
        each: len(matches_in(each, search.words, by_sound=by_sound)) for each in version.procedure.everyday_words
    }
    best = max(called, key=lambda each: called[each], default="")
    return pieces(best, search.words, by_sound=by_sound) if best and called[best] > in_name else []
