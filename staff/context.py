"""What every page shows of the office: navigation by role, the signed-in person, the unit that owns the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy

from .access import assignments_of, roles_of
from .models import Assignment, CalendarDay, Delegation, Unit
from .roles import OFFICE_ROLES, Role


@dataclass(frozen=True)
class NavItem:
    """One door of the office navigation."""

    label: str
    url: str
    icon: str
    is_current: bool


# (url name, label, icon, roles), in the order of a dossier's way through the office.
_DOORS: tuple[tuple[str, Any, str, tuple[Role, ...]], ...] = (
    ("dossiers:counter", gettext_lazy("One-stop counter"), "inboxes", (Role.CLERK,)),
    ("dossiers:queue", gettext_lazy("Queue"), "people", (Role.CLERK,)),
    ("dossiers:counter_tasks", gettext_lazy("Calls and errands"), "telephone", (Role.CLERK,)),
    ("dossiers:fees", gettext_lazy("Fees and charges"), "cash-coin", (Role.CLERK,)),
    ("dossiers:shift", gettext_lazy("Shift"), "clock-history", (Role.CLERK,)),
    ("dossiers:counter_handover", gettext_lazy("Hand-over"), "arrow-left-right", (Role.CLERK,)),
    ("dossiers:shelves", gettext_lazy("Originals kept"), "archive", (Role.CLERK,)),
    ("dossiers:specialist", gettext_lazy("My work"), "list-check", (Role.SPECIALIST,)),
    ("dossiers:leader", gettext_lazy("For signature"), "pen", (Role.LEADER,)),
    ("dossiers:apologies", gettext_lazy("Apologies"), "envelope-paper", (Role.LEADER,)),
    ("dossiers:desk_handover", gettext_lazy("Hand-over"), "arrow-left-right", (Role.SPECIALIST, Role.LEADER)),
    ("dossiers:opinions", gettext_lazy("Opinions"), "chat-left-text", (Role.SPECIALIST, Role.LEADER)),
    (
        "dossiers:tracking_book",
        gettext_lazy("Tracking book"),
        "journal-bookmark",
        (Role.CLERK, Role.LEADER, Role.MANAGER),
    ),
    ("feedback:figures", gettext_lazy("Figures"), "bar-chart", (Role.LEADER, Role.MANAGER)),
    ("feedback:votes", gettext_lazy("Votes at the desk"), "emoji-smile", (Role.LEADER,)),
    # the leader looks at the shifts of others: the first door is where the own work lies
    ("dossiers:shift", gettext_lazy("Shifts at the counter"), "clock-history", (Role.LEADER,)),
    ("feedback:my_votes", gettext_lazy("Votes about me"), "emoji-smile", (Role.CLERK,)),
    ("procedures:manage", gettext_lazy("Catalogue of procedures"), "journals", (Role.MANAGER,)),
    ("procedures:drafts", gettext_lazy("Drafts of procedures"), "pencil-square", (Role.MANAGER, Role.LEADER)),
    ("procedures:expiring", gettext_lazy("Running out"), "hourglass-split", (Role.MANAGER,)),
    ("procedures:routes", gettext_lazy("Routes"), "signpost-split", (Role.MANAGER,)),
    ("dossiers:desks", gettext_lazy("Desks and devices"), "signpost", (Role.MANAGER,)),
    ("procedures:texts_of_law", gettext_lazy("Texts of law"), "bank2", (Role.MANAGER,)),
    ("procedures:terms", gettext_lazy("Terms"), "chat-left-text", (Role.MANAGER,)),
    ("procedures:walls", gettext_lazy("Walls"), "signpost-2", (Role.MANAGER,)),
    ("procedures:posted_rules", gettext_lazy("Posted rules"), "pin-angle", (Role.MANAGER,)),
    ("procedures:announcements", gettext_lazy("Announcements"), "megaphone", (Role.MANAGER,)),
    ("procedures:directory_order", gettext_lazy("Public directory"), "person-lines-fill", (Role.MANAGER,)),
    ("staff:photos", gettext_lazy("Photos of officials"), "person-badge", (Role.MANAGER,)),
    ("dossiers:absences", gettext_lazy("Absences"), "person-dash", (Role.MANAGER,)),
    ("dossiers:bank_accounts", gettext_lazy("Accounts for fees"), "bank", (Role.MANAGER,)),
    ("dossiers:calendar", gettext_lazy("Working calendar"), "calendar3", (Role.MANAGER, Role.ADMIN)),
    ("dossiers:hours", gettext_lazy("Office hours"), "clock", (Role.MANAGER, Role.ADMIN)),
    ("staff:outbox", gettext_lazy("Messages sent"), "envelope", (Role.MANAGER, Role.ADMIN)),
    ("staff:system", gettext_lazy("State of the system"), "activity", (Role.MANAGER, Role.ADMIN)),
    ("admin:index", gettext_lazy("Settings of the office"), "gear", (Role.ADMIN,)),
    ("procedures:catalogue", gettext_lazy("Procedures"), "journal-text", OFFICE_ROLES),
)

#: From this month on promises of longer procedures reach into the coming year.
_CALENDAR_IS_DUE = 10


def office(request: HttpRequest) -> dict[str, Any]:
    """Template variables; each is worked out only when a template asks for it."""
    return {
        "nav_items": SimpleLazyObject(lambda: nav_items(request)),
        "main_assignment": SimpleLazyObject(lambda: _main_assignment(request)),
        "site_unit": SimpleLazyObject(site_unit),
        "is_official": SimpleLazyObject(lambda: bool(assignments_of(_user(request)))),
        "is_clerk": SimpleLazyObject(lambda: Role.CLERK in roles_of(_user(request))),
        "deputyships": SimpleLazyObject(lambda: deputyships(request)),
        "year_to_establish": SimpleLazyObject(lambda: year_to_establish(_user(request))),
    }


def nav_items(request: HttpRequest, at: str = "") -> list[NavItem]:
    """Doors the signed-in official may open; the one whose address begins the path `at` longest is current."""
    at = at or request.path
    roles = roles_of(_user(request))
    doors = [(_url(name), label, icon) for name, label, icon, allowed in _DOORS if roles.intersection(allowed)]
    known: dict[str, tuple[Any, str]] = {}
    for url, label, icon in doors:
        if url:
            known.setdefault(url, (label, icon))  # of two roles that share a door, the first names it
    current = max((url for url in known if at.startswith(url)), key=len, default=None)
    return [NavItem(str(label), url, icon, url == current) for url, (label, icon) in known.items()]


def deputyships(request: HttpRequest) -> list[Delegation]:
    """For whom the signed-in official stands in today; each page says so."""
    lent = [each.delegation for each in assignments_of(_user(request)) if each.delegation is not None]
    return list({each.pk: each for each in lent}.values())


def year_to_establish(user: Any) -> int:
    """The coming year, shown from October on to those who answer for the calendar while it has none; else 0."""
    today = timezone.localdate()
    if today.month < _CALENDAR_IS_DUE or not roles_of(user).intersection((Role.MANAGER, Role.ADMIN)):
        return 0
    coming = today.year + 1
    return 0 if CalendarDay.objects.filter(day__year=coming).exists() else coming


def site_unit() -> Unit | None:
    """Đơn vị chủ quản: the highest unit with a counter of its own, whose name and hotline stand on each page."""
    units = Unit.objects.in_force(timezone.localdate()).filter(receives_dossiers=True)
    return units.order_by(Coalesce("parent__parent_id", 0), "code").first()


def _main_assignment(request: HttpRequest) -> Assignment | None:
    held = assignments_of(_user(request))
    return held[0] if held else None


def _user(request: HttpRequest) -> Any:
    return getattr(request, "user", None)


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
