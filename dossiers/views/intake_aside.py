"""What the intake page does besides making a dossier: a guidance slip, a sheet put aside and taken up again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dossiers import guidance
from dossiers.errors import Faults
from dossiers.models import IntakeDraft
from dossiers.services import intake_drafts
from procedures.channels import COUNTER, POST
from procedures.models import ProcedureVersion
from procedures.querysets import ProcedureVersionQuerySet
from staff.access import role_required, units_of
from staff.models import Unit
from staff.roles import OFFICE_ROLES, Role

from .counter import counters_of

_OF_THE_SENDING = frozenset({"csrfmiddlewaretoken", "act", "key"})
_MOST_POINTS = 20


@require_POST
@role_required(Role.CLERK)
def guide(request: HttpRequest) -> HttpResponse:
    """In phiếu hướng dẫn: from what is ticked and typed; no dossier, nothing is stored."""
    given = request.POST
    unit, _units = counters_of(request.user, given.get("unit", ""))
    version = get_object_or_404(_received_here(unit), procedure__code=_typed(given, "procedure"))
    pdf = guidance.slip(
        version,
        unit,
        papers=_at_hand(version, given),
        points=[line.strip()[:500] for line in given.get("items", "").splitlines() if line.strip()][:_MOST_POINTS],
        name=given.get("applicant_name", "")[:150],
        channel=POST if given.get("channel") == POST else COUNTER,
        by=request.user,  # type: ignore[arg-type]  # role_required lets no stranger in
        at=timezone.now(),
    )
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'inline; filename="phieu-huong-dan.pdf"',
            "Cache-Control": "private, no-store",
            # the page that asked for it prints it from a frame
            "X-Frame-Options": "SAMEORIGIN",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
        },
    )


@require_POST
@role_required(Role.CLERK)
def put_aside(request: HttpRequest) -> HttpResponse:
    """Lưu phiếu dở: as typed, to be taken up by any clerk of the counter."""
    given = request.POST
    unit, _units = counters_of(request.user, given.get("unit", ""))
    version = _received_here(unit).filter(procedure__code=_typed(given, "procedure")).first()
    content = {name: _typed(given, name) for name in given if name not in _OF_THE_SENDING}
    try:
        intake_drafts.save(
            unit=unit,
            version=version,
            key=_typed(given, "key"),
            content=content,
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except Faults as faults:
        messages.error(request, " ".join(text for texts in faults.errors.values() for text in texts))
    else:
        messages.success(
            request, _("The intake is put aside. It is in the list of unfinished intakes for seven days.")
        )
    return HttpResponseRedirect(reverse("dossiers:counter_pick"))


@require_POST
@role_required(Role.CLERK)
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Xóa phiếu dở that nobody needs any more."""
    own = IntakeDraft.objects.filter(unit__in=units_of(request.user, Role.CLERK))
    draft = get_object_or_404(own.select_related("unit"), key=key)
    intake_drafts.drop(key=draft.key, unit=draft.unit)
    messages.success(request, _("The unfinished intake is deleted."))
    return HttpResponseRedirect(reverse("dossiers:counter"))


@require_safe
@role_required(*OFFICE_ROLES)
def signed_in(request: HttpRequest) -> HttpResponse:
    """Đã đăng nhập lại: the window beside a sheet that waits; its script tells the sheet who signed in."""
    return render(request, "dossiers/office/signed_in.html")


def _received_here(unit: Unit) -> ProcedureVersionQuerySet:
    in_force: ProcedureVersionQuerySet = ProcedureVersion.objects.in_force(timezone.localdate()).received_by(unit)
    return in_force.select_related("procedure")


def _typed(given: QueryDict, name: str) -> str:
    """A text as typed; no keyboard gives a NUL byte, and no database takes one."""
    return str(given.get(name, "")).replace("\0", "")


def _at_hand(version: ProcedureVersion, given: QueryDict) -> dict[int, str]:
    """Papers on the counter, with what is wrong with each."""
    found = {}
    for document in version.documents.all():
        fault = given.get(f"fault_{document.pk}", "").strip()[:300]
        if fault or given.get(f"paper_{document.pk}"):
            found[document.pk] = fault
    return found


urlpatterns = [
    path("mot-cua/huong-dan/", guide, name="counter_guidance"),
    path("mot-cua/da-dang-nhap/", signed_in, name="signed_in"),
    path("mot-cua/tiep-nhan-do/", put_aside, name="intake_drafts"),
    path("mot-cua/tiep-nhan-do/<str:key>/xoa/", drop, name="intake_draft_drop"),
]
