"""Drafts (dự thảo): the list, the page of one with everything that differs, and its beginnings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from procedures.drafting import SECTIONS, drafts, managed, reviewing, section_of_path
from procedures.drafting.draft_forms import GiveBackForm, HandInForm, PublishForm
from procedures.drafting.sections import Section
from procedures.errors import DraftExists
from procedures.importing.checking import check
from procedures.importing.facts import Fault
from procedures.models import Procedure, ProcedureDraft, ProcedureVersion
from procedures.page import procedure_page
from staff.access import role_required, roles_of
from staff.roles import Role
from staff.wrong_moment import wrong_moment_page

_PAGE_SIZE = 30
Status = ProcedureDraft.Status


@require_safe
@role_required(Role.MANAGER, Role.LEADER)
def draft_list(request: HttpRequest) -> HttpResponse:
    """Open drafts, those in review first."""
    page = Paginator(managed.waiting_drafts(), _PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "is_manager": Role.MANAGER in roles_of(request.user)}
    return render(request, "procedures/managing/drafts.html", context)


@require_safe
@role_required(Role.MANAGER, Role.LEADER)
def draft_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft: what differs, what is wrong, who does what next."""
    return show(request, draft_or_404(pk))


def show(
    request: HttpRequest,
    draft: ProcedureDraft,
    *,
    hand_in: HandInForm | None = None,
    publish: PublishForm | None = None,
    give_back: GiveBackForm | None = None,
    loose: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a draft; forms that were refused come back as they were filled in."""
    today = timezone.localdate()
    changes = drafts.changes_of(draft)
    faults = check(draft.entry)[1]
    is_author = reviewing.is_author(draft, request.user)
    starts_on = max(draft.starts_on or today, today)
    changed, faulty = {each.part for each in changes}, {fault.path.partition(".")[0] for fault in faults}
    context: dict[str, Any] = {
        "draft": draft,
        "changes": changes,
        "faults": [_where(fault) for fault in faults],
        "loose": loose or [],
        "sections": [
            (each, bool(changed.intersection(each.keys)), bool(faulty.intersection(each.keys)))
            for each in SECTIONS.values()
        ],
        "is_outdated": draft.status in ProcedureDraft.OPEN and drafts.is_outdated(draft),
        "consequences": reviewing.consequences_of([draft], today=today).get(draft.pk, []),
        "is_manager": Role.MANAGER in roles_of(request.user),
        "is_author": is_author,
        "may_review": reviewing.may_review(request.user) and not is_author,
        "coming": reviewing.coming_version(draft, starts_on) if draft.status == Status.IN_REVIEW else None,
        "may_undo": draft.history.filter(number=draft.step - 1).exists(),
        "may_redo": draft.history.filter(number=draft.step + 1).exists(),
        "hand_in": hand_in or HandInForm(initial=_hand_in_initial(draft, starts_on)),
        "publish": publish or PublishForm(initial={"starts_on": starts_on, "lock_version": draft.lock_version}),
        "give_back": give_back or GiveBackForm(),
    }
    return render(request, "procedures/managing/draft.html", context, status=status)


@require_safe
@role_required(Role.MANAGER, Role.LEADER)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The public page as it would be; nothing is written. Faults have to be put right before."""
    draft = draft_or_404(pk)
    facts, _faults = check(draft.entry)
    if facts is None:
        return wrong_moment(request, draft, _("The page can be shown once nothing is missing any more."))
    day = max(draft.starts_on or timezone.localdate(), timezone.localdate())
    parts = procedure_page.parts(procedure_page.unsaved(facts, day), day)
    return render(request, "procedures/managing/preview.html", {**parts, "draft": draft, "day": day})


@require_POST
@role_required(Role.MANAGER)
def new_draft(request: HttpRequest) -> HttpResponse:
    """Begin a new procedure from nothing."""
    draft = drafts.start_from({}, by=request.user, at=timezone.now())
    return redirect("procedures:draft_section", draft.pk, next(iter(SECTIONS)))


@require_POST
@role_required(Role.MANAGER)
def start_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Begin to change a procedure, at the part that was asked for, or go on where somebody has begun."""
    procedure = get_object_or_404(Procedure, code=code)
    part = request.POST.get("part", "")
    try:
        draft = drafts.start(procedure, by=request.user, at=timezone.now())
    except DraftExists as error:
        messages.info(request, _("This draft has been begun already."))
        return redirect("procedures:draft", error.draft.pk)
    if part in SECTIONS:
        return redirect("procedures:draft_section", draft.pk, part)
    return redirect("procedures:draft", draft.pk)


@require_POST
@role_required(Role.MANAGER)
def copy_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a new procedure with the content of this one."""
    version = get_object_or_404(ProcedureVersion.objects.filter(procedure__code=code).order_by("-number")[:1])
    draft = drafts.copy(version, by=request.user, at=timezone.now())
    messages.success(request, _("Copied. Give the new procedure its own code and name."))
    return redirect("procedures:draft_section", draft.pk, next(iter(SECTIONS)))


def wrong_moment(request: HttpRequest, draft: ProcedureDraft, message: str) -> HttpResponse:
    """Answer 409 and lead back to the draft."""
    back = reverse("procedures:draft", args=[draft.pk])
    return wrong_moment_page(request, message, back=back, back_words=_("To the draft"))


def draft_or_404(pk: int) -> ProcedureDraft:
    """The draft with everything its pages name."""
    rows = ProcedureDraft.objects.select_related("procedure", "base", "prepared_by", "decided_by", "published")
    return get_object_or_404(rows, pk=pk)


def _where(fault: Fault) -> dict[str, Any]:
    """A fault with the section it is put right in."""
    section = section_of_path(fault.path)
    number = fault.path.split(".")[1] if fault.path.count(".") and fault.path.split(".")[1].isdigit() else ""
    return {
        "section": section,
        "row": number if section is not None and section.rows else "",
        "text": f"{label}: {fault.message}" if (label := _label(section, fault.path)) else fault.message,
    }


def _label(section: Section | None, path: str) -> str:
    """What the field of a fault is called; nothing where it belongs to none."""
    if section is None:
        return ""
    key, _dot, rest = path.partition(".")
    if key == section.rows and section.row_form is not None:
        column = rest.partition(".")[2].partition(".")[0]
        field = section.row_form.base_fields.get(section.row_form.PATHS.get(column, column))
    else:
        field = section.form.base_fields.get(section.form().field_at(path)) if section.form is not None else None
    return str(field.label) if field is not None else ""


def _hand_in_initial(draft: ProcedureDraft, starts_on: Any) -> dict[str, Any]:
    return {
        "starts_on": starts_on,
        "decision": draft.decision,
        "change_summary": draft.change_summary,
        "lock_version": draft.lock_version,
    }
