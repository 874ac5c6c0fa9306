"""What a unit posts (văn bản niêm yết): its own documents, else those of the nearest unit above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from procedures.models import PostedDocument
from staff.models import Unit
from staff.text import fold

Kind = PostedDocument.Kind


@dataclass(frozen=True)
class Posted:
    """One document as a unit shows it; `inherited_from` is the unit above that issued it, None for its own."""

    document: PostedDocument
    inherited_from: Unit | None
    #: What the same unit showed before under this heading, the latest first.
    earlier: Sequence[PostedDocument] = field(default_factory=tuple)
    #: What is already decided to replace it here, perhaps the first one of the unit itself.
    coming: PostedDocument | None = None


def documents_for(unit: Unit, on: date) -> list[Posted]:
    """What hangs at `unit` on day `on`, in the order of the kinds; of other rules as many as there are titles.

    A kind the unit has nothing of is shown as the nearest unit above it has it.
    """
    chain = units_above(unit)
    rows = PostedDocument.objects.filter(unit__in=[each.pk for each in chain], withdrawn_at__isnull=True)
    return shown(rows.order_by("-valid_from", "-pk"), chain, on)


def shown(rows: Iterable[PostedDocument], chain: Sequence[Unit], on: date) -> list[Posted]:
    """`documents_for` over rows already read, the latest first; `chain` is the unit and all above it."""
    distance = {unit.pk: step for step, unit in enumerate(chain)}
    by_heading: dict[tuple[str, str], dict[int, list[PostedDocument]]] = {}
    for row in rows:
        by_heading.setdefault(_heading(row), {}).setdefault(row.unit_id, []).append(row)
    found = []
    for issued in by_heading.values():
        holders = [pk for pk, documents in issued.items() if any(each.is_in_force(on) for each in documents)]
        if not holders:
            continue
        holder = min(holders, key=distance.__getitem__)
        posted = _posted(issued[holder], chain[distance[holder]], is_own=distance[holder] == 0, on=on)
        nearer = [each for pk in issued if distance[pk] <= distance[holder] for each in issued[pk]]
        ahead = [each for each in nearer if each.valid_from > on]
        found.append(replace(posted, coming=min(ahead, key=lambda each: each.valid_from, default=None)))
    order = list(Kind)
    return sorted(found, key=lambda each: (order.index(Kind(each.document.kind)), fold(each.document.title)))


def units_above(unit: Unit) -> list[Unit]:
    """The unit and all above it, the nearest first."""
    chain: list[Unit] = []
    place: Unit | None = unit
    while place is not None:
        chain.append(place)
        place = place.parent
    return chain


def _heading(document: PostedDocument) -> tuple[str, str]:
    """Documents of one heading follow each other; other rules are told apart by their titles."""
    return document.kind, fold(document.title) if document.kind == Kind.OTHER else ""


def _posted(documents: list[PostedDocument], holder: Unit, *, is_own: bool, on: date) -> Posted:
    current = next(each for each in documents if each.is_in_force(on))
    return Posted(
        document=current,
        inherited_from=None if is_own else holder,
        earlier=tuple(each for each in documents if each.valid_from < current.valid_from),
    )
