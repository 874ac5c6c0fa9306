"""Questions asked of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, cast

from django.apps import apps
from django.db.models import Exists, OuterRef

from procedures.limits import LimitMode
from procedures.search.finding import look
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

    def with_route(self) -> Self:
        """Say of each version whether it has steps of its own (`has_route`), so that nobody looks in vain."""
        steps = apps.get_model("procedures", "RouteStep").objects.filter(version=OuterRef("pk"))
        return self.annotate(has_route=Exists(steps))

    def narrowed(
        self,
        *,
        field: str = "",
        level: str = "",
        audience: str = "",
        online: str = "",
        event: str = "",
        unit: Unit | None = None,
        same_day: bool = False,
    ) -> Self:
        """Versions of one field and life event (slugs), level, audience, online level, receiving unit; or all."""
        found = self.filter(procedure__field__slug=field) if field else self
        if event:
            found = found.filter(procedure__life_events__slug=event)
        if unit is not None:
            found = found.received_by(unit)
        if same_day:
            found = found.filter(limit_mode=LimitMode.SAME_DAY)
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
        """Versions found by ``q`` in the best way there is, the nearest first; without words all, by name."""
        return cast(Self, look(self, q).within(self))
