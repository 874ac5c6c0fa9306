"""Letters before something runs out (thư báo sắp hết hiệu lực): to whoever answers for it, once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from procedures.expiring.expiry import RunningOut, running_out
from procedures.models import Procedure, ToldOfExpiry
from staff.context import site_unit
from staff.message_kinds import Kind
from staff.message_texts import public_address
from staff.models import Assignment, Unit, User
from staff.office_letters import write_to
from staff.roles import Role

#: So many things are named in a letter; the page shows all.
MOST_NAMED = 40


@transaction.atomic
def tell_owners(*, now: datetime) -> int:
    """Tell what nobody was told of yet, in one letter a person; returns of how many things.

    The owner of a procedure is told, else the managers of the office the site belongs to; of a document of another
    unit its own managers. What nobody with an e-mail address answers for stays untold until somebody does.
    """
    today = timezone.localdate(now)
    things = running_out(today)
    known = set(
        ToldOfExpiry.objects.filter(thing__in=[each.key for each in things]).values_list("thing", flat=True)
    )
    untold = [each for each in things if each.key not in known]
    site = site_unit()
    if not untold or site is None:
        return 0
    readers = _Readers(untold, site, today)
    letters: dict[User, list[RunningOut]] = {}
    told = []
    for each in untold:
        people = readers.of(each)
        for person in people:
            letters.setdefault(person, []).append(each)
        if people:
            told.append(ToldOfExpiry(thing=each.key, told_at=now))
    for person, news in letters.items():
        _write(person, site, news, at=now)
    ToldOfExpiry.objects.bulk_create(told, ignore_conflicts=True)
    return len(told)


class _Readers:
    """Who is told of what; read once for all things."""

    def __init__(self, things: Iterable[RunningOut], site: Unit, today: date) -> None:
        self._site = site.pk
        working = _working(today)
        codes = {code for each in things for code in each.procedures}
        owned = Procedure.objects.filter(code__in=codes, owner__user__in=working.values("pk"))
        self._owners = {row.code: row.owner.user for row in owned.select_related("owner__user") if row.owner}
        units = {site.pk, *(each.unit.pk for each in things if each.unit is not None)}
        self._managers: dict[int, dict[int, User]] = {unit: {} for unit in units}
        held = Assignment.objects.in_force(today).filter(role=Role.MANAGER.value, unit__in=units)
        held = held.filter(official__user__in=working.values("pk")).select_related("official__user")
        for each in held.order_by("pk"):
            self._managers[each.unit_id][each.official.user_id] = each.official.user

    def of(self, thing: RunningOut) -> list[User]:
        """The people told of this thing; none where nobody answers for it."""
        if thing.unit is not None and self._managers[thing.unit.pk]:
            return list(self._managers[thing.unit.pk].values())
        owners = {self._owners[code].pk: self._owners[code] for code in thing.procedures if code in self._owners}
        if not owners or any(code not in self._owners for code in thing.procedures):
            owners |= self._managers[self._site]
        return list(owners.values())


def _working(today: date) -> Any:
    """People with an e-mail address who work for the office today."""
    held = Assignment.objects.in_force(today).values("official__user")
    return User.objects.filter(pk__in=held, is_active=True).exclude(email="")


def _write(person: User, site: Unit, news: list[RunningOut], *, at: datetime) -> None:
    today = timezone.localdate(at)
    given = {
        "over": [each for each in news if each.ends_on < today][:MOST_NAMED],
        "soon": [each for each in news if each.ends_on >= today][:MOST_NAMED],
        "count": len(news),
        "link": public_address(reverse("procedures:expiring")),
    }
    mark = hashlib.sha256("\n".join(sorted(each.key for each in news)).encode()).hexdigest()
    key = f"expiry:{person.pk}:{mark}"
    write_to(person, "messages/expiry.txt", given, key=key, kind=Kind.EXPIRY, unit=site, at=at)
