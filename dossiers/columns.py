"""Columns of a work list (cột hiển thị): what stands beside the code, chosen by each person for each list."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from staff.models import ListLayout, User

COLUMNS = {
    "applicant": _("Applicant"),
    "procedure": _("Procedure"),
    "state": _("State"),
    "deadline": _("Deadline"),
    "received": _("Received at"),
    "phone": _("Phone"),
    "handler": _("With whom"),
    "step": _("Step now"),
    "channel": _("Filed"),
    "delivery": _("Result to be received"),
}
DEFAULT = ("applicant", "procedure", "state", "deadline")
# The session remembers them too, so that a list reads them without a statement of its own.
_IN_SESSION = "list_columns"


def columns_of(user: User, list_name: str, session: MutableMapping[str, Any]) -> tuple[str, ...]:
    """The columns this person sees in a list, in their order on the page."""
    known: dict[str, list[str]] = session.get(_IN_SESSION, {})
    if list_name not in known:
        layout = ListLayout.objects.filter(user=user, list_name=list_name).first()
        known = {**known, list_name: layout.columns if layout is not None else list(DEFAULT)}
        session[_IN_SESSION] = known
    return _in_order(known[list_name])


def remember(user: User, list_name: str, wanted: Iterable[str], session: MutableMapping[str, Any]) -> None:
    """Keep the chosen columns for this list (ghi nhớ cột hiển thị); none at all means those of the start."""
    columns = list(_in_order(wanted))
    ListLayout.objects.update_or_create(user=user, list_name=list_name, defaults={"columns": columns})
    session[_IN_SESSION] = {**session.get(_IN_SESSION, {}), list_name: columns}


def _in_order(wanted: Iterable[str]) -> tuple[str, ...]:
    chosen = set(wanted)
    return tuple(name for name in COLUMNS if name in chosen) or DEFAULT
