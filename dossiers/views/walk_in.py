"""Intake of a walk-in (tiếp nhận hồ sơ trực tiếp): received, to be completed or refused, in one act."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dossiers.errors import Faults
from dossiers.forms.asking import AskingPart, asking_part
from dossiers.forms.intake import IntakeForm
from dossiers.models import Dossier, IssuedDocument
from dossiers.permissions import visible_to
from dossiers.promising import promise_for
from dossiers.rules import tidy_applicant
from dossiers.services import idempotent, intake
from dossiers.services.walk_in import WalkIn, ask_walk_in, refuse_walk_in
from procedures.channels import COUNTER, POST
from procedures.errors import LimitNotSet
from procedures.models import ProcedureVersion
from staff.access import role_required
from staff.models import Unit
from staff.roles import Role
from staff.working_time import CalendarError

from .counter import counters_of

_MOST_OTHERS = 5

#: What each act on the form issues.
_PAPERS = {
    "receive": IssuedDocument.Form.RECEIPT,
    "ask": IssuedDocument.Form.SUPPLEMENT,
    "refuse": IssuedDocument.Form.REFUSAL,
}


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.CLERK)
def take_in(request: HttpRequest, code: str) -> HttpResponse:
    """Phiếu tiếp nhận: receives, asks for what is missing or refuses, and leads to the paper to print."""
    given = request.POST if request.method == "POST" else request.GET
    unit, units = counters_of(request.user, given.get("unit", ""))
    in_force = ProcedureVersion.objects.in_force(timezone.localdate()).received_by(unit)
    version = get_object_or_404(in_force.select_related("procedure__field"), procedure__code=code)
    act = request.POST.get("act", "receive") if request.method == "POST" else ""
    form = IntakeForm(version, request.POST if act else None)
    asking = asking_part(request.POST if act in ("ask", "list") else None)
    if act == "tick":
        form.tick_mandatory()
    elif act == "list":
        asking.list_missing(form)
    elif act:
        done = _carry_out(request, form, asking, unit, act)
        if done is not None:
            return done
    channel = POST if given.get("channel") == POST else COUNTER
    context = {
        "form": form,
        "version": version,
        "unit": unit,
        "units": units,
        "fees": version.fees_for(channel),
        "asking": asking,
        "further_faults": [*form.paper_faults, *asking.faults()],
        "is_checked": act in _PAPERS,
        "is_refusal": act == "refuse",
        "is_asking": act in ("ask", "list"),
        "others": _open_of_same_person(request.user, form) if act else [],
        **_preview(version, unit, channel),
    }
    status = 422 if act in _PAPERS else 200
    return render(request, "dossiers/office/intake.html", context, status=status)


def _carry_out(
    request: HttpRequest, form: IntakeForm, asking: AskingPart, unit: Unit, act: str
) -> HttpResponse | None:
    """Receive, ask or refuse; None when the forms have faults, which then stand in them."""
    paper = _PAPERS.get(act)
    if paper is None:
        raise Http404
    if not form.check(act):
        if act == "ask":
            asking.check()
        return None
    told_apart = [act, form.digest(), asking.digest() if act == "ask" else ""]
    try:
        dossier, _is_new = idempotent.once(
            key=f"intake-{form.cleaned_data['key']}",
            digest=hashlib.sha256(" ".join(told_apart).encode()).hexdigest(),
            by=request.user,  # type: ignore[arg-type]  # role_required lets no stranger in
            make=lambda reference: _made(form, asking, unit, act, reference, request.user),
        )
    except Faults as faults:
        if "Idempotency-Key" in faults.errors:
            # the browser's Back button: the same form, now with another content
            form.renew_key()
            faults = Faults({"": [_("This form was sent before. If this is a further dossier, send it again.")]})
        of_asking = {"items", "reason"} if act == "ask" else set()
        form.add_faults({name: texts for name, texts in faults.errors.items() if name not in of_asking})
        asking.add_faults({name: texts for name, texts in faults.errors.items() if name in of_asking})
        return None
    address = reverse("dossiers:counter_dossier", args=[dossier.shown_code])
    return HttpResponseRedirect(f"{address}?in={paper.value}")


def _made(form: IntakeForm, asking: AskingPart, unit: Unit, act: str, reference: str, by: Any) -> Dossier:
    got = form.cleaned_data
    given = WalkIn(
        version=form.version,
        unit=unit,
        applicant=form.applicant(),
        principal=form.principal(),
        papers=form.papers(),
        request=got["request"],
        sets=got["sets"] or form.version.sets or 1,
        delivery=got["delivery"],
        channel=got["channel"],
        note=got["note"],
    )
    at = timezone.now()
    if act == "ask":
        return ask_walk_in(given, items=asking.lines(), reason=asking.reason(), reference=reference, by=by, at=at)
    if act == "refuse":
        return refuse_walk_in(given, reason=got["refusal"], reference=reference, by=by, at=at)
    return intake.receive_walk_in(**vars(given), reference=reference, by=by, at=at)


def _preview(version: ProcedureVersion, unit: Unit, channel: str) -> dict[str, Any]:
    """The promise as it would be printed now, or why there is none."""
    now = timezone.now()
    try:
        promise = promise_for(version=version, unit=unit, received_at=now, channel=channel)
    except LimitNotSet:
        return {"promise": None, "no_limit": True, "now": now}
    except CalendarError:
        return {"promise": None, "no_calendar": True, "now": now}
    return {"promise": promise, "now": now}


def _open_of_same_person(user: Any, form: IntakeForm) -> list[Dossier]:
    """Open dossiers of the identity number that was typed, so that nothing is received twice."""
    number = (
        tidy_applicant(form.applicant()).identity_number if form.is_bound and hasattr(form, "cleaned_data") else ""
    )
    if not number:
        return []
    same = visible_to(user).open().filter(identity_number=number).select_related("version")
    return list(same.order_by("-pk")[:_MOST_OTHERS])


urlpatterns = [path("mot-cua/tiep-nhan/<str:code>/", take_in, name="counter_intake")]
