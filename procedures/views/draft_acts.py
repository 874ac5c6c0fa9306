"""Acts on a draft: back and forth, put away, hand in, give back, publish."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from procedures.drafting import drafts, reviewing
from procedures.drafting.draft_forms import GiveBackForm, HandInForm, PublishForm, add_faults
from procedures.errors import DraftAtFault, DraftChanged, DraftExists, DraftWrongMoment, NotTheirOwn
from procedures.models import ProcedureDraft
from procedures.views.draft_pages import draft_or_404, show, wrong_moment
from staff.access import role_required
from staff.roles import Role
from staff.text import whole_number
from staff.undo import offer_undo

_STEPS = {"undo": drafts.undo, "redo": drafts.redo, "update": drafts.bring_up_to_date}


def _on_draft(act: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand `act` the draft; what the state or the person does not permit is answered as such."""

    @functools.wraps(act)
    def view(request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
        draft = draft_or_404(pk)
        try:
            return act(request, draft, **more)
        except DraftWrongMoment as error:
            return wrong_moment(request, draft, str(error))
        except DraftExists as error:
            return wrong_moment(request, error.draft, _("Another draft of this procedure is open."))
        except DraftChanged:
            words = _("Somebody changed this draft after the page was opened. Look at it again.")
            return wrong_moment(request, draft, words)
        except DraftAtFault as error:  # going back to a state that cannot be kept any more
            return wrong_moment(request, draft, " ".join(fault.message for fault in error.faults))
        except NotTheirOwn as error:
            raise PermissionDenied(str(error)) from error

    return view


@require_POST
@role_required(Role.MANAGER)
@_on_draft
def step(request: HttpRequest, draft: ProcedureDraft, way: str) -> HttpResponse:
    """Take the last change back, make it again, or set the draft upon the newest version."""
    _STEPS[way](draft, lock_version=seen_version(request), by=request.user, at=timezone.now())
    messages.success(request, _done(way))
    return redirect(_back(request, draft))


@require_POST
@role_required(Role.MANAGER)
@_on_draft
def discard(request: HttpRequest, draft: ProcedureDraft) -> HttpResponse:
    """Put a draft away; it can be taken up again from the page of the procedure."""
    drafts.discard(draft, lock_version=seen_version(request), by=request.user, at=timezone.now())
    offer_undo(request, _("The draft was put away."), reverse("procedures:draft_restore", args=[draft.pk]))
    return redirect("procedures:drafts")


@require_POST
@role_required(Role.MANAGER)
@_on_draft
def restore(request: HttpRequest, draft: ProcedureDraft) -> HttpResponse:
    """Take up a draft that was put away."""
    drafts.restore(draft, by=request.user, at=timezone.now())
    messages.success(request, _("The draft is open again."))
    return redirect("procedures:draft", draft.pk)


@require_POST
@role_required(Role.MANAGER)
@_on_draft
def hand_in(request: HttpRequest, draft: ProcedureDraft) -> HttpResponse:
    """Hand a draft in for review; what is missing is said all at once."""
    form = HandInForm(request.POST)
    if not form.is_valid():
        return show(request, draft, hand_in=form, status=422)
    try:
        reviewing.hand_in(draft, **form.cleaned_data, by=request.user, at=timezone.now())
    except DraftAtFault as error:
        own = [fault for fault in error.faults if fault.path in form.fields or not fault.path]
        loose = add_faults(form, own)
        if len(own) < len(error.faults):
            loose.append(_("The draft is not complete yet: put right first what is listed below."))
        return show(request, draft, hand_in=form, loose=loose, status=422)
    messages.success(request, _("Handed in for review. A second person now looks through it."))
    return redirect("procedures:draft", draft.pk)


@require_POST
@role_required(Role.MANAGER)
@_on_draft
def take_back(request: HttpRequest, draft: ProcedureDraft) -> HttpResponse:
    """Take a draft back from review to go on with it."""
    reviewing.take_back(draft, by=request.user, at=timezone.now())
    messages.success(request, _("Taken back from review."))
    return redirect("procedures:draft", draft.pk)


@require_POST
@role_required(Role.MANAGER, Role.LEADER)
@_on_draft
def give_back(request: HttpRequest, draft: ProcedureDraft) -> HttpResponse:
    """Return a draft to its author with a remark."""
    form = GiveBackForm(request.POST)
    if not form.is_valid():
        return show(request, draft, give_back=form, status=422)
    reviewing.give_back(draft, remark=form.cleaned_data["remark"], by=request.user, at=timezone.now())
    messages.success(request, _("Given back. The author has been told."))
    return redirect("procedures:drafts")


@require_POST
@role_required(Role.MANAGER, Role.LEADER)
@_on_draft
def publish(request: HttpRequest, draft: ProcedureDraft) -> HttpResponse:
    """Publish a draft that was handed in."""
    form = PublishForm(request.POST)
    if not form.is_valid():
        return show(request, draft, publish=form, status=422)
    try:
        version = reviewing.publish(draft, **form.cleaned_data, by=request.user, at=timezone.now())
    except DraftAtFault as error:
        loose = add_faults(form, error.faults)
        return show(request, draft, publish=form, loose=loose, status=422)
    words = _("Published: version %(number)d is in force from %(day)s.")
    messages.success(request, words % {"number": version.number, "day": f"{version.valid_from:%d/%m/%Y}"})
    return redirect("procedures:managed", version.procedure.code)


def seen_version(request: HttpRequest) -> int:
    """Which state of the draft the page showed; 0, which is none, where it does not say."""
    return whole_number(request.POST.get("lock_version", "")) or 0


def _back(request: HttpRequest, draft: ProcedureDraft) -> str:
    """The section the person was in, or the page of the draft."""
    given = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(given, allowed_hosts=None) and given.startswith("/"):
        return given
    return reverse("procedures:draft", args=[draft.pk])


def _done(way: str) -> Any:
    return {
        "undo": _("The last change was taken back."),
        "redo": _("The change was made again."),
        "update": _("The draft now builds on the newest version; what you had changed stays as you wrote it."),
    }[way]
