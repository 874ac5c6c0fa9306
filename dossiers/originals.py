"""Originals the office keeps, to be read (bản chính đang giữ): where each lies now and by whose hands it went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from staff.text import fold

from .models import CustodyMove, Dossier, KeptOriginal

_WENT = (CustodyMove.Kind.LENT.value, CustodyMove.Kind.BACK.value)


def with_whereabouts(originals: QuerySet[KeptOriginal]) -> QuerySet[KeptOriginal]:
    """Each with `went` and `went_to`: whether it is with the division, and with whom."""
    last = CustodyMove.objects.filter(original=OuterRef("pk"), kind__in=_WENT).order_by("-pk")
    return originals.annotate(
        went=Subquery(last.values("kind")[:1]), went_to=Subquery(last.values("place")[:1])
    ).select_related("kept_by__user")


@dataclass(frozen=True)
class Line:
    """One original with where it is."""

    original: KeptOriginal
    is_lent: bool
    #: The shelf, or who has it.
    place: str


def lines_of(originals: Iterable[Any]) -> list[Line]:
    """Rows of `with_whereabouts` as they are shown."""
    return [
        Line(each, is_lent, each.went_to if is_lent else each.shelf)
        for each in originals
        for is_lent in [each.went == CustodyMove.Kind.LENT]
    ]


def held_lines(dossier: Dossier) -> list[Line]:
    """What the office still keeps of this dossier; one statement."""
    return lines_of(with_whereabouts(dossier.originals.filter(returned_at__isnull=True)))


def held_at(unit_ids: Iterable[int], q: str = "") -> QuerySet[KeptOriginal]:
    """Everything the counters keep, by shelf; `q` is a shelf, a code of a dossier, a name of a paper or person."""
    found = KeptOriginal.objects.filter(returned_at__isnull=True, dossier__receiving_unit__in=list(unit_ids))
    if q:
        found = found.filter(
            Q(shelf__istartswith=q)
            | Q(name__icontains=q)
            | Q(dossier__code__iexact=q)
            | Q(dossier__search_text__contains=fold(q))
        )
    return with_whereabouts(found).select_related("dossier__version", "kept_by__user").order_by("shelf", "pk")
