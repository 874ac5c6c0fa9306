"""Acts on a procedure that make no version: closing it, its owner, its questions and answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from procedures.drafting import closing
from procedures.drafting.draft_forms import add_faults
from procedures.drafting.drafts import latest_version
from procedures.drafting.managing_forms import ClosingForm, OwnerForm, QuestionFormSet
from procedures.drafting.reviewing import may_review
from procedures.errors import DraftAtFault, DraftWrongMoment
from procedures.models import Procedure
from staff.access import role_required
from staff.models import Assignment, Official
from staff.roles import Role
from staff.wrong_moment import wrong_moment_page


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER, Role.LEADER)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a procedure after a day, and lead readers on."""
    procedure = _procedure(code)
    if not may_review(request.user):
        raise PermissionDenied
    form = ClosingForm(request.POST or None, initial={"last_day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            closing.close(procedure, **form.cleaned_data, by=request.user, at=timezone.now())
        except DraftAtFault as error:
            add_faults(form, error.faults)
        except DraftWrongMoment as error:
            return _wrong_moment(request, procedure, str(error))
        else:
            messages.success(request, _("The procedure ends after that day. Until then this can be taken back."))
            return redirect("procedures:managed", procedure.code)
    version = latest_version(procedure)
    last_day = version.valid_to if version is not None else None
    context = {
        "form": form,
        "procedure": procedure,
        "version": version,
        "has_ended": last_day is not None and last_day < timezone.localdate(),
    }
    status = 422 if form.errors else 200
    return render(request, "procedures/managing/close.html", context, status=status)


@require_POST
@role_required(Role.MANAGER, Role.LEADER)
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Take a closing back."""
    procedure = _procedure(code)
    if not may_review(request.user):
        raise PermissionDenied
    try:
        closing.reopen(procedure, by=request.user, at=timezone.now())
    except DraftWrongMoment as error:
        return _wrong_moment(request, procedure, str(error))
    messages.success(request, _("The procedure goes on without an end."))
    return redirect("procedures:managed", procedure.code)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def owner(request: HttpRequest, code: str) -> HttpResponse:
    """Choose who answers for the content."""
    procedure = _procedure(code)
    at_work = Assignment.objects.in_force(timezone.localdate()).values("official")
    officials = Official.objects.filter(pk__in=at_work).select_related("user").order_by("user__full_name", "pk")
    form = OwnerForm(request.POST or None, initial={"owner": procedure.owner_id}, officials=officials)
    if request.method == "POST" and form.is_valid():
        closing.set_owner(procedure, form.cleaned_data["owner"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("procedures:managed", procedure.code)
    context = {"form": form, "procedure": procedure, "version": latest_version(procedure)}
    status = 422 if form.errors else 200
    return render(request, "procedures/managing/owner.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """Edit the questions and answers; an emptied row goes away."""
    procedure = _procedure(code)
    if request.method == "POST":
        rows = QuestionFormSet(request.POST)
        if rows.is_valid() and _kept(request, procedure, rows):
            messages.success(request, _("Saved."))
            return redirect("procedures:edit_questions", procedure.code)
    else:
        rows = QuestionFormSet(
            initial=[{"question": each.question, "answer": each.answer} for each in procedure.questions.all()]
        )
    context = {"rows": rows, "procedure": procedure, "version": latest_version(procedure)}
    status = 422 if rows.is_bound else 200
    return render(request, "procedures/managing/questions.html", context, status=status)


def _kept(request: HttpRequest, procedure: Procedure, rows: Any) -> bool:
    filled = [row for row in rows if row.cleaned_data.get("question") or row.cleaned_data.get("answer")]
    answers = [closing.Answer(row.cleaned_data["question"], row.cleaned_data["answer"]) for row in filled]
    try:
        closing.set_questions(procedure, answers, by=request.user)
    except DraftAtFault as error:
        for fault in error.faults:
            number, _dot, name = fault.path.partition(".")
            filled[int(number) - 1].add_error(name, fault.message)
        return False
    return True


def _procedure(code: str) -> Procedure:
    return get_object_or_404(Procedure.objects.select_related("owner", "replaced_by"), code=code)


def _wrong_moment(request: HttpRequest, procedure: Procedure, message: str) -> HttpResponse:
    back = reverse("procedures:managed", args=[procedure.code])
    return wrong_moment_page(request, message, back=back, back_words=_("To the procedure"))
