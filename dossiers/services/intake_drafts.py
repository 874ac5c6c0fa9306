"""Intakes put aside (phiếu tiếp nhận đang nhập dở): saved as typed, taken up by any clerk of the counter."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dossiers.errors import Faults, NotPermitted
from dossiers.models import IntakeDraft
from procedures.models import ProcedureVersion
from staff.access import holds
from staff.models import Unit, User
from staff.roles import Role
from staff.text import plain_line

#: Personal data of people who did not come back are not kept longer.
KEPT_FOR = dt.timedelta(days=7)
_MOST_OF_A_SHEET = 60_000
_MOST_OF_A_KEY = 64
#: Names of the form's fields; anything else was not typed on a sheet.
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)


def drafts_of(unit: Unit) -> QuerySet[IntakeDraft]:
    """The unfinished intakes of a counter, newest first, with procedure and clerk."""
    return drafts_at([unit])


def drafts_at(units: Iterable[Unit]) -> QuerySet[IntakeDraft]:
    """The unfinished intakes of all these counters."""
    found = IntakeDraft.objects.filter(unit__in=[unit.pk for unit in units])
    return found.select_related("unit", "version__procedure", "saved_by__user")


@transaction.atomic
def save(
    *,
    unit: Unit,
    version: ProcedureVersion | None,
    key: str,
    content: Mapping[str, str],
    by: User,
    at: dt.datetime,
) -> IntakeDraft:
    """Put an intake aside as it was typed (lưu phiếu dở); the same key again replaces what was saved.

    Raises Faults, NotPermitted.
    """
    if not holds(by, Role.CLERK, unit.pk):
        raise NotPermitted
    if not key or len(key) > _MOST_OF_A_KEY:
        raise Faults({"key": [_("A key has at most %(count)d characters.") % {"count": _MOST_OF_A_KEY}]})
    typed = {name: text for name, text in content.items() if text.strip() and _FIELD.fullmatch(name)}
    if not typed.get("applicant_name") and not typed.get("identity_number") and version is None:
        raise Faults({"": [_("There is nothing to save yet.")]})
    if len(json.dumps(typed)) > _MOST_OF_A_SHEET:
        raise Faults({"": [_("This is more than an intake holds.")]})
    if IntakeDraft.objects.filter(key=key).exclude(unit=unit).exists():
        raise NotPermitted
    draft, _is_new = IntakeDraft.objects.update_or_create(
        key=key,
        unit=unit,
        defaults={
            "version": version,
            "content": typed,
            "applicant_name": plain_line(typed.get("applicant_name", ""))[:150],
            "saved_at": at,
            "saved_by": by.official,
        },
    )
    return draft


def take_up(*, key: str, unit: Unit) -> None:
    """The sheet becomes a dossier now (lấy phiếu dở): once, whoever of the counter is first.

    Runs inside the caller's transaction, which gives it back when the dossier cannot be made. Raises Faults.
    """
    taken, _by_model = IntakeDraft.objects.filter(key=key, unit=unit).delete()
    if not taken:
        raise Faults(
            {"": [_("Somebody else has received or deleted this unfinished intake meanwhile. Look at the list.")]}
        )


def drop(*, key: str, unit: Unit) -> None:
    """Take away an intake that became a dossier, or that nobody needs any more (xóa phiếu dở)."""
    IntakeDraft.objects.filter(key=key, unit=unit).delete()


def sweep(*, at: dt.datetime) -> int:
    """Remove what nobody took up within `KEPT_FOR` (dọn phiếu dở); returns how many."""
    _total, by_model = IntakeDraft.objects.filter(saved_at__lt=at - KEPT_FOR).delete()
    return by_model.get(IntakeDraft._meta.label, 0)
