"""The citizen's rooms (hồ sơ của tôi): follow a dossier, hand in a supplement, withdraw."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dossiers import tracking
from dossiers.errors import Faults
from dossiers.file_types import ACCEPTED
from dossiers.forms.citizen import SupplyForm, WithdrawForm
from dossiers.ledger import ledger
from dossiers.linked import family_of, relatives_for_citizen
from dossiers.models import Dossier, IssuedDocument
from dossiers.permissions import allowed_actions
from dossiers.rating_link import rating_token
from dossiers.services import attaching, handover, processing
from dossiers.views.own import own_dossier, signed_in
from dossiers.views.sections import promise_section
from dossiers.views.telling import told_by
from dossiers.workflow import Action, State
from staff.stored_files import all_or_nothing

PER_PAGE = 20


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Hồ sơ của tôi: drafts and what waits for the citizen first, then newest first."""
    rows = (
        Dossier.objects.filed_by(request.user)
        .with_shown_code()
        .with_list_related_data()
        .waiting_for_citizen_first()
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "dossiers/citizen/mine.html", {"page_obj": page, "now": timezone.now()})


@login_required
@require_safe
def status(request: HttpRequest, reference: str) -> HttpResponse:
    """Trang theo dõi hồ sơ: where it stands in plain words, and what is expected of the citizen."""
    dossier = own_dossier(request, reference)
    if dossier.state == State.DRAFT:
        return redirect("dossiers:draft", reference=dossier.reference)
    return _status_page(request, dossier)


def _status_page(request: HttpRequest, dossier: Dossier, **forms: Any) -> HttpResponse:
    now = timezone.now()
    allowed = allowed_actions(request.user, dossier)
    parent, children = family_of(dossier)
    context = {
        "family": relatives_for_citizen(request.user, [*([parent] if parent else []), *children]),
        "dossier": dossier,
        "progress": tracking.progress(dossier, now=now),
        **(promise_section(dossier, now=now) if dossier.received_at else {}),
        "supplement": dossier.supplement_requests.last(),
        "can_supply": Action.SUPPLY in allowed,
        "can_withdraw": Action.WITHDRAW in allowed,
        "attachments": dossier.attachments.current().shown_to_applicant(),
        "moves": ledger(dossier.promise_moves.all()),
        "closing_reason": tracking.closing_reason(dossier),
        "papers": dossier.issued_documents.exclude(form=IssuedDocument.Form.CONTROL_SHEET).select_related(
            "replaced_by"
        ),
        "rating_token": rating_token(dossier) if dossier.state == State.RETURNED else "",
        "supply_form": forms.get("supply_form") or SupplyForm(prefix="supply"),
        "withdraw_form": forms.get("withdraw_form") or WithdrawForm(prefix="withdraw"),
        "accepted_files": ACCEPTED,
        "told_by": told_by(dossier),
        "file_errors": forms.get("file_errors", []),
    }
    return render(request, "dossiers/citizen/status.html", context, status=422 if forms else 200)


@login_required
@require_POST
def supply(request: HttpRequest, reference: str) -> HttpResponse:
    """Nộp bổ sung: files and a word; then the counter accepts."""
    dossier = own_dossier(request, reference)
    form = SupplyForm(request.POST, prefix="supply")
    files, user, now = request.FILES.getlist("files"), signed_in(request), timezone.now()
    try:
        attaching.all_faults(files)
        if form.is_valid():
            with all_or_nothing():
                for upload in files:
                    attaching.attach(dossier=dossier, upload=upload, document=None, by=user, at=now)
                processing.supply(dossier=dossier, answer=form.cleaned_data["answer"], by=user, at=now)
    except Faults as faults:
        refused = [text for texts in faults.errors.values() for text in texts]
        return _status_page(request, dossier, supply_form=form, file_errors=refused)
    if form.errors:
        return _status_page(request, dossier, supply_form=form)
    messages.success(request, _("The supplement was handed in. The counter looks at it next."))
    return redirect("dossiers:status", reference=dossier.reference)


@login_required
@require_POST
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Yêu cầu rút hồ sơ, with the reason."""
    dossier = own_dossier(request, reference)
    form = WithdrawForm(request.POST, prefix="withdraw")
    if form.is_valid():
        try:
            handover.withdraw(
                dossier=dossier, reason=form.cleaned_data["reason"], by=signed_in(request), at=timezone.now()
            )
        except Faults as faults:
            for texts in faults.errors.values():
                for text in texts:
                    form.add_error("reason", text)
    if form.errors:
        return _status_page(request, dossier, withdraw_form=form)
    messages.success(request, _("The request to withdraw was sent. The counter confirms it."))
    return redirect("dossiers:status", reference=dossier.reference)


urlpatterns = [
    path("ho-so/", mine, name="mine"),
    path("ho-so/<str:reference>/", status, name="status"),
    path("ho-so/<str:reference>/bo-sung/", supply, name="supply"),
    path("ho-so/<str:reference>/rut/", withdraw, name="withdraw"),
]
