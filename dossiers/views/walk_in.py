"""Intake of a walk-in (tiếp nhận hồ sơ trực tiếp): received, to be completed or refused, in one act.

The page's own scripts send the same to ``POST /api/v1/dossiers/``; this is the way without scripts.
"""

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
from dossiers.forms.charging import IntakeFees
from dossiers.forms.intake import IntakeForm
from dossiers.models import Dossier, IssuedDocument
from dossiers.permissions import visible_to
from dossiers.rules import tidy_applicant
from dossiers.services import idempotent
from dossiers.services.charging import open_shift_of
from dossiers.services.counter_intake import ASK, RECEIVE, REFUSE, Paid, Sheet, carry_out
from dossiers.services.walk_in import WalkIn
from procedures.channels import COUNTER, POST
from procedures.models import ProcedureVersion
from staff.access import role_required
from staff.models import Unit
from staff.roles import Role

from .counter import counters_of
from .intake_page import intake_context, wanted_draft

_MOST_OTHERS = 5
_NEXT = "next"

#: What each act on the form does, and the paper it issues.
_ACTS = {
    RECEIVE: (RECEIVE, IssuedDocument.Form.RECEIPT),
    _NEXT: (RECEIVE, IssuedDocument.Form.RECEIPT),
    ASK: (ASK, IssuedDocument.Form.SUPPLEMENT),
    REFUSE: (REFUSE, IssuedDocument.Form.REFUSAL),
}


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.CLERK)
def take_in(request: HttpRequest, code: str) -> HttpResponse:
    """Phiếu tiếp nhận: receives, asks for what is missing or refuses, and leads to the paper to print."""
    given = request.POST if request.method == "POST" else request.GET
    unit, units = counters_of(request.user, given.get("unit", ""))
    in_force = ProcedureVersion.objects.in_force(timezone.localdate()).received_by(unit)
    version = get_object_or_404(in_force.select_related("procedure__field"), procedure__code=code)
    channel = POST if given.get("channel") == POST else COUNTER
    act = request.POST.get("act", RECEIVE) if request.method == "POST" else ""
    if not act:
        context = intake_context(
            request, unit, units, version=version, draft=wanted_draft(request, unit), channel=channel
        )
        return render(request, "dossiers/office/intake.html", context)
    has_shift = open_shift_of(request.user, unit.pk) is not None  # type: ignore[arg-type]
    parts = _Parts(
        IntakeForm(version, request.POST),
        IntakeFees(version, channel, request.POST, unit_id=unit.pk, has_shift=has_shift),
        asking_part(request.POST if act in (ASK, "list") else None),
    )
    if act == "tick":
        parts.form.tick_mandatory()
    elif act == "list":
        parts.asking.list_missing(parts.form)
    elif act not in _ACTS:
        raise Http404
    else:
        done = _carry_out(request, parts, unit, act)
        if done is not None:
            return done
    context = {
        **intake_context(
            request,
            unit,
            units,
            version=version,
            form=parts.form,
            fees=parts.fees,
            asking=parts.asking,
            channel=channel,
        ),
        "further_faults": parts.further_faults(),
        "is_checked": act in _ACTS,
        "is_refusal": act == REFUSE,
        "is_asking": act in (ASK, "list"),
        "others": _open_of_same_person(request.user, parts.form),
    }
    return render(request, "dossiers/office/intake.html", context, status=422 if act in _ACTS else 200)


class _Parts:
    """The three forms the page is made of, judged together."""

    def __init__(self, form: IntakeForm, fees: IntakeFees, asking: AskingPart) -> None:
        self.form, self.fees, self.asking = form, fees, asking

    def check(self, act: str) -> bool:
        """Whether the service may be called; every part has its faults named."""
        is_good = self.form.check(act)
        if act == RECEIVE:
            is_good = self.fees.check() and is_good
        elif act == ASK and not is_good:
            self.asking.check()
        return is_good

    def add_faults(self, act: str, errors: dict[str, list[str]]) -> None:
        """Put the faults of the service where they belong."""
        of_asking = {"items", "reason"} if act == ASK else set()
        self.asking.add_faults({name: errors[name] for name in errors if name in of_asking})
        of_fees = {name for name in errors if name == "charges" or name.startswith("fee_")}
        self.fees.add_faults({name: errors[name] for name in of_fees})
        rest = {name: texts for name, texts in errors.items() if name not in of_asking | of_fees}
        self.form.add_faults(rest)

    def further_faults(self) -> list[str]:
        """What the summary above the page names beside the faults of the form's own fields."""
        of_fees = [f"{field.label}: {fault}" for field in self.fees for fault in field.errors]
        return [*self.form.paper_faults, *self.asking.faults(), *self.fees.non_field_errors(), *of_fees]

    def digest(self, act: str) -> str:
        """A fingerprint by which a repeated request is told from another one."""
        told_apart = [act, self.form.digest(), self.asking.digest() if act == ASK else "", self.fees.digest()]
        return hashlib.sha256(" ".join(told_apart).encode()).hexdigest()

    def sheet(self, unit: Unit, act: str) -> Sheet:
        """The whole as the service takes it."""
        form, got = self.form, self.form.cleaned_data
        assert form.version is not None  # noqa: S101  (the address names it)
        walk_in = WalkIn(
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
        if act == ASK:
            return Sheet(walk_in, ASK, self.asking.lines(), self.asking.reason(), draft=got["draft"])
        if act == REFUSE:
            return Sheet(walk_in, REFUSE, reason=got["refusal"], draft=got["draft"])
        payment = self.fees.payment()
        return Sheet(
            walk_in,
            charges=self.fees.lines(),
            paid=Paid(**vars(payment)) if payment is not None else None,
            originals=form.originals(),
            draft=got["draft"],
        )


def _carry_out(request: HttpRequest, parts: _Parts, unit: Unit, pressed: str) -> HttpResponse | None:
    """Receive, ask or refuse; None when the forms have faults, which then stand in them."""
    act, paper = _ACTS[pressed]
    if not parts.check(act):
        return None
    by: Any = request.user
    try:
        dossier, _is_new = idempotent.once(
            key=f"intake-{parts.form.cleaned_data['key']}",
            digest=parts.digest(act),
            by=by,
            make=lambda reference: carry_out(
                parts.sheet(unit, act), reference=reference, by=by, at=timezone.now()
            ),
        )
    except Faults as faults:
        errors = faults.errors
        if "Idempotency-Key" in errors:
            # the browser's Back button: the same form, now with another content
            parts.form.renew_key()
            errors = {"": [_("This form was sent before. If this is a further dossier, send it again.")]}
        parts.add_faults(act, errors)
        return None
    if pressed == _NEXT:
        return HttpResponseRedirect(f"{reverse('dossiers:counter_pick')}?done={dossier.shown_code}")
    address = reverse("dossiers:counter_dossier", args=[dossier.shown_code])
    return HttpResponseRedirect(f"{address}?in={paper.value}")


def _open_of_same_person(user: Any, form: IntakeForm) -> list[Dossier]:
    """Open dossiers of the identity number that was typed, so that nothing is received twice."""
    number = tidy_applicant(form.applicant()).identity_number if hasattr(form, "cleaned_data") else ""
    if not number:
        return []
    same = visible_to(user).open().filter(identity_number=number).select_related("version")
    return list(same.order_by("-pk")[:_MOST_OTHERS])


urlpatterns = [path("mot-cua/tiep-nhan/<str:code>/", take_in, name="counter_intake")]
