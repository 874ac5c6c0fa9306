"""Many dossiers at once (xử lý hàng loạt): choose on a work list, confirm here, read one outcome for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dossiers import documents
from dossiers.forms.act import DOORS
from dossiers.forms.batch import BatchReassignForm, wanted_among
from dossiers.labels import ACTION_LABELS
from dossiers.models import Dossier
from dossiers.services import printing
from dossiers.services.batch import MOST, Outcome, Wanted, chosen, legal_for_all, perform_all
from dossiers.services.perform import ActInput
from dossiers.services.printing import receipts_of
from dossiers.workflow import Action, State
from staff import audit
from staff.access import role_required
from staff.roles import Role

from .folder import DOOR_NAMES, door_for


@require_POST
@role_required(Role.CLERK, Role.SPECIALIST, Role.LEADER)
def batch(request: HttpRequest) -> HttpResponse:
    """Xử lý hàng loạt: without an act the chosen dossiers and what may be done with all of them; with one, the
    outcomes. Dossiers out of sight are left out of the choice.
    """
    wanted = wanted_among(request.POST.getlist("chosen"))
    if not wanted or len(wanted) > MOST:
        return _chosen_wrongly(request, len(wanted))
    dossiers = list(chosen(request.user, wanted).values())  # type: ignore[arg-type]
    if not dossiers:
        return _chosen_wrongly(request, 0)
    door = door_for(request.user, dossiers[0], request.POST.get("door", ""))
    legal = legal_for_all(request.user, dossiers)  # type: ignore[arg-type]
    asked = request.POST.get("act", "")
    action = next((each for each in Action if each.value == asked), None)
    if action is None:
        return _confirm(request, dossiers, legal, door=door)
    given = ActInput()
    if action is Action.REASSIGN:
        form = _reassign_form(request, dossiers, request.POST)
        if not form.is_valid():
            return _confirm(request, dossiers, legal, door=door, form=form, status=422)
        given = ActInput(reason=form.cleaned_data["reason"], official=form.cleaned_data["official"])
        if not given.reason.strip():
            form.add_error("reason", _("Write the reason."))
            return _confirm(request, dossiers, legal, door=door, form=form, status=422)
    return _carry_out(request, wanted, action, given, door=door)


def _carry_out(
    request: HttpRequest, wanted: Sequence[Wanted], action: Action, given: ActInput, *, door: str
) -> HttpResponse:
    outcomes = perform_all(wanted, action, given, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    failed = [each for each in outcomes if not each.is_done]
    again = chosen(request.user, [Wanted(each.name) for each in failed]) if failed else {}  # type: ignore[arg-type]
    done = [each.dossier for each in outcomes if each.is_done and each.dossier is not None]
    context = {
        "action": action,
        "label": ACTION_LABELS[action],
        "done_dossiers": done,
        "printable": receipts_of(done) if action is Action.RECEIVE else [],
        "done": [_line(each, door) for each in outcomes if each.is_done],
        "failed": [_line(each, door) for each in failed],
        "retry": list(again.values()),
        "given": given,
        **_back(door),
    }
    return render(request, "dossiers/office/batch_done.html", context)


def _line(outcome: Outcome, door: str) -> dict[str, Any]:
    dossier = outcome.dossier
    name = dossier.shown_code if dossier is not None else outcome.name
    url = reverse(f"dossiers:{door}_dossier", args=[name]) if dossier is not None else ""
    return {
        "code": name,
        "url": url,
        "applicant": dossier.applicant_name if dossier is not None else "",
        "why": outcome.why,
    }


def _confirm(
    request: HttpRequest,
    dossiers: list[Dossier],
    legal: list[Action],
    *,
    door: str,
    form: BatchReassignForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "dossiers": dossiers,
        "plain": [(each.value, ACTION_LABELS[each]) for each in legal if each is not Action.REASSIGN],
        **_counter_acts(dossiers, door),
        "reassign": (form or _reassign_form(request, dossiers, None)) if Action.REASSIGN in legal else None,
        "form": form,
        **_back(door),
    }
    return render(request, "dossiers/office/batch.html", context, status=status)


def _counter_acts(dossiers: Sequence[Dossier], door: str) -> dict[str, Any]:
    """What the counter does with many beside the acts: print their receipts, hand them over with a slip."""
    if door != "counter":
        return {}
    handed = [("ma", each.shown_code) for each in dossiers if _waits_here(each)]
    return {
        "printable": receipts_of(dossiers),
        "handed": len(handed),
        "handover_url": f"{reverse('dossiers:counter_handover')}?{urlencode(handed)}" if handed else "",
    }


def _waits_here(dossier: Dossier) -> bool:
    """Whether the counter still has to hand it to a division."""
    return State(dossier.state) is State.RECEIVED


@require_POST
@role_required(Role.CLERK)
def print_receipts(request: HttpRequest) -> HttpResponse:
    """In giấy tiếp nhận hàng loạt: one file for the printer; each print is recorded with its dossier."""
    wanted = wanted_among(request.POST.getlist("chosen"))
    if not wanted or len(wanted) > MOST:
        return _chosen_wrongly(request, len(wanted))
    papers = receipts_of(chosen(request.user, wanted).values())  # type: ignore[arg-type]
    if not papers:
        messages.error(request, _("None of these dossiers has a receipt yet."))
        return HttpResponseRedirect(reverse("dossiers:counter"))
    size = request.POST.get("kho", "")
    paper = next((each for each in documents.papers_of(papers[0].form) if each == size), "a4")
    printed = printing.print_receipts(papers, at=timezone.now(), paper=paper)
    for each in printed.papers:
        audit.record(
            "document.printed",
            actor=request.user,  # type: ignore[arg-type]
            target=each.dossier.reference,
            request=request,
            form=each.form,
            number=each.number,
        )
    return HttpResponse(
        printed.pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'inline; filename="giay-tiep-nhan.pdf"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
            "X-Frame-Options": "SAMEORIGIN",
        },
    )


def _reassign_form(request: HttpRequest, dossiers: Sequence[Dossier], data: Any) -> BatchReassignForm:
    return BatchReassignForm(data, dossiers=dossiers, on=timezone.localdate())


def _back(door: str) -> dict[str, Any]:
    return {"door": door, "door_name": DOOR_NAMES[door], "door_url": reverse(f"dossiers:{door}")}


def _chosen_wrongly(request: HttpRequest, count: int) -> HttpResponse:
    """Nothing to do anything with: back to the list with a word about it."""
    text = (
        _("Choose at most %(count)d dossiers at once.") % {"count": MOST}
        if count
        else _("Choose at least one dossier.")
    )
    messages.error(request, text)
    door = request.POST.get("door", "")
    held = door if door in DOORS else "specialist"
    return HttpResponseRedirect(reverse(f"dossiers:{held}"))


urlpatterns = [
    path("xu-ly/hang-loat/", batch, name="batch"),
    path("mot-cua/in-hang-loat/", print_receipts, name="print_receipts"),
]
