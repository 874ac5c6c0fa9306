"""Questions asked of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Case, IntegerField, Value, When

from staff.models.validity import DatedQuerySet
from staff.text import fold

if TYPE_CHECKING:
    from staff.models import Unit

LEVELS = {"commune": "received_at_commune", "district": "received_at_district"}
AUDIENCES = {"individuals": "for_individuals", "organisations": "for_organisations"}
OFFLINE = "offline"


class ProcedureVersionQuerySet(DatedQuerySet):
    """Versions (phiên bản) of procedures; on any day at most one of a procedure is in force."""

    def receivable(self) -> Self:
        """Versions with an established time limit."""
        return self.exclude(limit_mode="")

    def not_established(self) -> Self:
        """Versions nobody may receive yet, because no time limit was established."""
        return self.filter(limit_mode="")

    def received_by(self, unit: Unit) -> Self:
        """Versions the counter of ``unit`` receives, by the level of the unit."""
        if unit.is_commune_level:
            return self.filter(received_at_commune=True)
        if unit.kind == unit.Kind.DISTRICT:
            return self.filter(received_at_district=True)
        return self.none()

    def narrowed(self, *, field: str = "", level: str = "", audience: str = "", online: str = "") -> Self:
        """Versions of one field (slug), level, audience and online level; an empty word asks for nothing."""
        found = self.filter(procedure__field__slug=field) if field else self
        if level:
            found = found.filter(**{LEVELS[level]: True})
        if audience:
            found = found.filter(**{AUDIENCES[audience]: True})
        if online == OFFLINE:
            return found.filter(accepts_online=False)
        return found.filter(accepts_online=True, online_level=online) if online else found

    def matching(self, q: str) -> Self:
        """Versions holding every word of ``q``, written with or without diacritics; unordered."""
        found = self
        for word in fold(q).split():
            found = found.filter(search_text__contains=word)
        return found

    def search(self, q: str) -> Self:
        """Versions holding every word of ``q``: exact code first, then names that begin so, then the rest."""
        text = fold(q)
        if not text:
            return self.order_by("name", "id")
        return (
            self.matching(q)
            .annotate(
                nearness=Case(
                    When(procedure__code=q.strip(), then=Value(0)),
                    When(search_text__startswith=text, then=Value(1)),
                    default=Value(2),
                    output_field=IntegerField(),
                )
            )
            .order_by("nearness", "name", "id")
        )
