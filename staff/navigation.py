"""The doors of the office (các chức năng theo vai trò): which pages an official may open, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from .access import roles_of
from .roles import OFFICE_ROLES, Role


@dataclass(frozen=True)
class NavItem:
    """One door of the office navigation; `section` is empty for the work of the day."""

    label: str
    url: str
    icon: str
    is_current: bool
    section: str = ""


@dataclass(frozen=True)
class Door:
    """A page of the office, by the name of its address, and whose it is."""

    name: str
    label: str | Promise
    icon: str
    roles: tuple[Role, ...]


#: Work of the day, in the order of a dossier's way through the office.
_WORK = (
    Door("dossiers:counter", gettext_lazy("One-stop counter"), "inboxes", (Role.CLERK,)),
    Door("dossiers:queue", gettext_lazy("Queue"), "people", (Role.CLERK,)),
    Door("dossiers:counter_tasks", gettext_lazy("Calls and errands"), "telephone", (Role.CLERK,)),
    Door("dossiers:fees", gettext_lazy("Fees and charges"), "cash-coin", (Role.CLERK,)),
    Door("dossiers:shift", gettext_lazy("Shift"), "clock-history", (Role.CLERK,)),
    Door("dossiers:counter_handover", gettext_lazy("Hand-over"), "arrow-left-right", (Role.CLERK,)),
    Door("dossiers:shelves", gettext_lazy("Originals kept"), "archive", (Role.CLERK,)),
    Door("dossiers:specialist", gettext_lazy("My work"), "list-check", (Role.SPECIALIST,)),
    Door("dossiers:leader", gettext_lazy("For signature"), "pen", (Role.LEADER,)),
    Door("dossiers:apologies", gettext_lazy("Apologies"), "envelope-paper", (Role.LEADER,)),
    Door("dossiers:desk_handover", gettext_lazy("Hand-over"), "arrow-left-right", (Role.SPECIALIST, Role.LEADER)),
    Door("dossiers:opinions", gettext_lazy("Opinions"), "chat-left-text", (Role.SPECIALIST, Role.LEADER)),
    Door(
        "dossiers:tracking_book",
        gettext_lazy("Tracking book"),
        "journal-bookmark",
        (Role.CLERK, Role.LEADER, Role.MANAGER),
    ),
    Door("feedback:figures", gettext_lazy("Figures"), "bar-chart", (Role.LEADER, Role.MANAGER)),
    Door("feedback:votes", gettext_lazy("Votes at the desk"), "emoji-smile", (Role.LEADER,)),
    # the leader looks at the shifts of others: the first door is where the own work lies
    Door("dossiers:shift", gettext_lazy("Shifts at the counter"), "clock-history", (Role.LEADER,)),
    Door("feedback:my_votes", gettext_lazy("Votes about me"), "emoji-smile", (Role.CLERK,)),
    Door("procedures:catalogue", gettext_lazy("Procedures"), "journal-text", OFFICE_ROLES),
)
#: What the office posts, and keeps true.
_POSTING = (
    Door("procedures:manage", gettext_lazy("Catalogue of procedures"), "journals", (Role.MANAGER,)),
    Door("procedures:drafts", gettext_lazy("Drafts of procedures"), "pencil-square", (Role.MANAGER, Role.LEADER)),
    Door("procedures:expiring", gettext_lazy("Running out"), "hourglass-split", (Role.MANAGER,)),
    Door("procedures:walls", gettext_lazy("Walls"), "signpost-2", (Role.MANAGER, Role.CLERK)),
    Door("procedures:posted_rules", gettext_lazy("Posted rules"), "pin-angle", (Role.MANAGER,)),
    Door("procedures:announcements", gettext_lazy("Announcements"), "megaphone", (Role.MANAGER,)),
    Door("procedures:directory_order", gettext_lazy("Public directory"), "person-lines-fill", (Role.MANAGER,)),
    Door("staff:photos", gettext_lazy("Photos of officials"), "person-badge", (Role.MANAGER,)),
    Door("procedures:texts_of_law", gettext_lazy("Texts of law"), "bank2", (Role.MANAGER,)),
    Door("procedures:terms", gettext_lazy("Terms"), "chat-left-text", (Role.MANAGER,)),
)
_OFFICE = (
    Door("dossiers:calendar", gettext_lazy("Working calendar"), "calendar3", (Role.MANAGER, Role.ADMIN)),
    Door("dossiers:hours", gettext_lazy("Office hours"), "clock", (Role.MANAGER, Role.ADMIN)),
    Door("dossiers:desks", gettext_lazy("Desks and devices"), "signpost", (Role.MANAGER,)),
    Door("procedures:routes", gettext_lazy("Routes"), "signpost-split", (Role.MANAGER,)),
    Door("dossiers:absences", gettext_lazy("Absences"), "person-dash", (Role.MANAGER,)),
    Door("dossiers:bank_accounts", gettext_lazy("Accounts for fees"), "bank", (Role.MANAGER,)),
)
_SYSTEM = (
    Door("staff:outbox", gettext_lazy("Messages sent"), "envelope", (Role.MANAGER, Role.ADMIN)),
    Door("staff:system", gettext_lazy("State of the system"), "activity", (Role.MANAGER, Role.ADMIN)),
    Door("admin:index", gettext_lazy("Settings of the office"), "gear", (Role.ADMIN,)),
)
_SECTIONS: tuple[tuple[str | Promise, tuple[Door, ...]], ...] = (
    ("", _WORK),
    (gettext_lazy("Public posting"), _POSTING),
    (gettext_lazy("The office"), _OFFICE),
    (gettext_lazy("The system"), _SYSTEM),
)


def nav_items(request: HttpRequest, at: str = "") -> list[NavItem]:
    """Doors the signed-in official may open; the one whose address begins the path `at` longest is current."""
    at = at or request.path
    roles = roles_of(getattr(request, "user", None))
    known: dict[str, tuple[str | Promise, Door]] = {}
    for section, doors in _SECTIONS:
        for door in doors:
            if roles.intersection(door.roles) and (url := _url(door.name)):
                known.setdefault(url, (section, door))  # of two roles that share a door, the first names it
    current = max((url for url in known if at.startswith(url)), key=len, default=None)
    return [
        NavItem(str(door.label), url, door.icon, url == current, str(section))
        for url, (section, door) in known.items()
    ]


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
