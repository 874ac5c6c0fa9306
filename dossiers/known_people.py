"""Who came to this counter before (người đã từng nộp hồ sơ): offered to the clerk, never filled in by itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff.identity_number import Doubt, Sex, doubts
from staff.phones import is_phone, normal_phone
from staff.text import digits

from .models import Dossier
from .permissions import visible_to
from .rules import tidy_identity

#: Several people use one telephone; beyond these nobody reads on.
MOST_PEOPLE = 3
MOST_OPEN = 5
_LOOKED_THROUGH = 30

WARNINGS = {
    Doubt.LENGTH: _("A personal identity number has 12 digits (an old identity card has 9). Check the card."),
    Doubt.PROVINCE: _("The first three digits name no province. Compare the number with the card."),
    Doubt.YEAR: _("The number says another year of birth than the card. Compare both."),
    Doubt.SEX: _("The number says another sex than the card. Compare both."),
}


@dataclass(frozen=True)
class Known:
    """What the office knows of whoever stands at the counter."""

    people: list[Dossier]
    open: list[Dossier]
    warnings: list[str]


def known(
    by: Any,
    *,
    identity_number: str,
    phone: str,
    birth_year: int | None = None,
    sex: str = "",
    is_person: bool = True,
) -> Known:
    """Each person's last dossier and, of the identity number, the open ones, as far as `by` may see them."""
    number = tidy_identity(identity_number)
    seen = visible_to(by)
    people: list[Dossier] = []
    still_open: list[Dossier] = []
    if number:
        people = list(seen.filter(identity_number=number).order_by("-pk")[:1])
        same = seen.open().filter(identity_number=number).select_related("version").order_by("-pk")
        still_open = list(same[:MOST_OPEN])
    elif called := normal_phone(phone):
        found = seen.filter(phone=called).order_by("-pk")[:_LOOKED_THROUGH]
        newest = {each.identity_number: each for each in reversed(found)}
        people = sorted(newest.values(), key=lambda each: -each.pk)[:MOST_PEOPLE]
    warnings = doubts(number, birth_year=birth_year, sex=Sex(sex) if sex else None) if number and is_person else []
    return Known(people, still_open, [str(WARNINGS[doubt]) for doubt in warnings])


def last_seen(dossier: Dossier) -> dt.date:
    """The day this person's last dossier came in."""
    return timezone.localdate(dossier.received_at or dossier.submitted_at or dossier.created_at)


def is_enough(identity_number: str, phone: str) -> bool:
    """Whether so much was typed that one person is meant."""
    return len(digits(identity_number)) >= 9 or is_phone(normal_phone(phone))
