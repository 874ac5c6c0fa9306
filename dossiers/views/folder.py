"""The dossier page (trang hồ sơ) of counter, specialist and leader: one page, acts by role."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dossiers.forms.office import ActForm, ScanForm
from dossiers.ledger import ledger_with_names
from dossiers.models import Attachment, Dossier, IssuedDocument
from dossiers.next_steps import office_next_step
from dossiers.permissions import openable_by, role_for, visible_to
from dossiers.whereabouts import course_of, given_back_by
from dossiers.workflow import FINAL_STATES, PAUSED_STATES, Action, State
from dossiers.worklists import badge_of
from staff import audit
from staff.access import role_required, roles_of
from staff.office_calendar import current_calendars
from staff.roles import Role

from .beside import family_section, opinions_section
from .custody_section import custody_section
from .fee_lines import fees_section
from .paper_lines import papers_section
from .sections import TRAIL, acts_for, paper_lines, promise_section, timeline

_MOST_OTHERS = 5
_BADGE_COLUMNS = ("state", "submitted_at", "received_at", "due_at", "verdict", "receiving_unit_id")

DOOR_NAMES = {
    "counter": _("One-stop counter"),
    "specialist": _("My work"),
    "leader": _("For signature"),
}
_ROLE_OF_DOOR = {"counter": Role.CLERK, "specialist": Role.SPECIALIST, "leader": Role.LEADER}


@require_safe
@role_required(Role.CLERK)
def counter_dossier(request: HttpRequest, reference: str) -> HttpResponse:
    """Hồ sơ tại bộ phận một cửa."""
    return _folder(request, reference, "counter")


@require_safe
@role_required(Role.SPECIALIST)
def specialist_dossier(request: HttpRequest, reference: str) -> HttpResponse:
    """Hồ sơ của chuyên viên."""
    return _folder(request, reference, "specialist")


@require_safe
@role_required(Role.LEADER, Role.MANAGER)
def leader_dossier(request: HttpRequest, reference: str) -> HttpResponse:
    """Hồ sơ trình lãnh đạo."""
    return _folder(request, reference, "leader")


def _folder(request: HttpRequest, reference: str, door: str) -> HttpResponse:
    return folder_page(request, fetch(request.user, reference), door=door)


def fetch(user: Any, reference: str) -> Dossier:
    """The dossier with what its page shows, if the person may see it; otherwise 404."""
    related = (
        "version__procedure__field",
        "receiving_unit",
        "handling_unit",
        "received_by__user",
        "specialist__user",
        "principal",
        "collection__by__user",
    )
    return get_object_or_404(openable_by(user).named(reference).select_related(*related))


def folder_page(
    request: HttpRequest,
    dossier: Dossier,
    *,
    door: str,
    failed: tuple[Action, ActForm] | None = None,
    scan: ScanForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Draw the page and record that its personal data was seen; `failed` is an act with faults in its form."""
    now = timezone.now()
    audit.record("dossier.viewed", actor=request.user, target=dossier.reference, request=request, door=door)  # type: ignore[arg-type]
    attachments = list(dossier.attachments.select_related("uploaded_by"))
    current = [each for each in attachments if each.superseded_at is None]
    proposals = list(dossier.proposals.select_related("by__user", "decided_by__user"))
    supplements = list(dossier.supplement_requests.select_related("asked_by"))
    documents = list(dossier.issued_documents.select_related("issued_by", "signature"))
    values = {name: getattr(dossier, name) for name in _BADGE_COLUMNS}
    is_open = State(dossier.state) not in FINAL_STATES
    may_scan = is_open and any(role_for(request.user, dossier, role) for role in (Role.CLERK, Role.SPECIALIST))
    course = course_of(dossier, now=now)
    context = {
        "dossier": dossier,
        "principal": getattr(dossier, "principal", None),
        "door": door,
        **_way_back(request.user, door),
        "now": now,
        "badge": badge_of(values, now=now, calendars=current_calendars()),
        "is_paused": State(dossier.state) in PAUSED_STATES,
        "next_step": office_next_step(
            dossier,
            is_proposed=any(not proposal.decision for proposal in proposals),
            is_supplied=bool(supplements) and supplements[-1].answered_at is not None,
        ),
        "acts": acts_for(request.user, dossier, door=door, failed=failed),
        "failed": failed[1] if failed else scan,
        "papers": paper_lines(dossier, [each for each in current if each.kind == Attachment.Kind.PAPER]),
        "supplement_files": [each for each in current if each.kind == Attachment.Kind.SUPPLEMENT],
        "result_files": [each for each in current if each.kind == Attachment.Kind.RESULT],
        "other_files": [
            each for each in current if each.kind == Attachment.Kind.PAPER and each.required_document_id is None
        ],
        "scan": (scan or ScanForm(dossier, initial={"door": door})) if may_scan else None,
        "supplements": supplements,
        "proposals": proposals,
        "moves": ledger_with_names(dossier.promise_moves.select_related("by")),
        **promise_section(dossier, now=now),
        "course": course,
        "given_back": given_back_by(course),
        "events": timeline(dossier.events.select_related(*TRAIL)),
        **papers_section(request.user, dossier, documents),
        "tasks": dossier.tasks.order_by("-planned_at", "-pk")[:10],
        "fresh": _to_print(request, documents),
        "others": _others(request.user, dossier),
        **opinions_section(request.user, dossier, door=door, now=now, failed=failed),
        **family_section(request.user, dossier, door=door),
        **custody_section(request.user, dossier),
        **fees_section(request.user, dossier),
    }
    return render(request, "dossiers/office/folder.html", context, status=status)


def _way_back(user: Any, door: str) -> dict[str, Any]:
    """Where the person came from: the desk, or for a manager, who has none, the figures."""
    if door == "leader" and Role.LEADER not in roles_of(user):
        return {"door_name": _("Figures"), "door_url": reverse("feedback:figures")}
    return {"door_name": DOOR_NAMES[door], "door_url": reverse(f"dossiers:{door}")}


def _to_print(request: HttpRequest, documents: list[IssuedDocument]) -> IssuedDocument | None:
    """The paper an act has just issued (``?in=01``), to be printed at once."""
    wanted = request.GET.get("in", "")
    return next((each for each in reversed(documents) if each.form == wanted), None)


def _others(user: Any, dossier: Dossier) -> list[Dossier]:
    """Other open dossiers of the same identity number, as far as this person may see them."""
    if not dossier.identity_number:
        return []
    same = visible_to(user).open().filter(identity_number=dossier.identity_number)
    # those of its family stand in a panel of their own
    same = same.exclude(pk__in=[dossier.pk, *filter(None, [dossier.parent_id])]).exclude(parent=dossier)
    return list(same.select_related("version").order_by("-pk")[:_MOST_OTHERS])


def door_for(user: Any, dossier: Dossier, wanted: str) -> str:
    """The door through which the person came, if it is theirs; else the first that is."""
    held = roles_of(user)
    near = [door for door, role in _ROLE_OF_DOOR.items() if role_for(user, dossier, role)]
    doors = near or [door for door, role in _ROLE_OF_DOOR.items() if role in held]
    return wanted if wanted in doors else doors[0]


urlpatterns = [
    path("mot-cua/ho-so/<str:reference>/", counter_dossier, name="counter_dossier"),
    path("lanh-dao/ho-so/<str:reference>/", leader_dossier, name="leader_dossier"),
    path("xu-ly/ho-so/<str:reference>/", specialist_dossier, name="specialist_dossier"),
]
