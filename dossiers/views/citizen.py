"""The citizen's rooms (hồ sơ của tôi): apply, keep a draft, submit, follow, supply, withdraw."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers import tracking
from dossiers.errors import Faults
from dossiers.file_types import ACCEPTED
from dossiers.forms.citizen import ApplicationForm, SupplyForm, WithdrawForm, initial_of
from dossiers.models import Dossier
from dossiers.permissions import allowed_actions
from dossiers.rating_link import rating_token
from dossiers.services import attaching, filing, handover, idempotent, processing
from dossiers.views.sections import promise_section
from dossiers.workflow import Action, State
from procedures.counters import chosen_counter, counters_for
from procedures.models import ProcedureVersion
from staff.models import Unit, User

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
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """Nộp hồ sơ trực tuyến: an empty form; the first save makes the draft."""
    version = get_object_or_404(
        ProcedureVersion.objects.in_force(timezone.localdate()).select_related("procedure__field"),
        procedure__code=code,
    )
    if not version.can_apply_online:
        messages.warning(request, _("This procedure is received at the counter only."))
        return redirect("procedures:detail", code=code)
    return _application(request, version=version, draft=None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Hồ sơ nháp: go on filling in, submit, or discard."""
    dossier = _own(request, reference)
    if dossier.state != State.DRAFT:
        return redirect("dossiers:status", reference=dossier.reference)
    if request.method == "POST" and request.POST.get("do") == "discard":
        filing.discard_draft(dossier=dossier, by=_user(request))
        messages.success(request, _("The draft was discarded."))
        return redirect("dossiers:mine")
    if request.method != "POST":
        _follows_change(request, dossier)
    return _application(request, version=dossier.version, draft=dossier)


def _follows_change(request: HttpRequest, draft: Dossier) -> bool:
    """Whether the procedure changed since the draft was begun; the citizen is told what is new."""
    fresh = filing.follow_change(dossier=draft, by=_user(request), at=timezone.now())
    if fresh is None:
        return False
    told = _(
        "The procedure has changed since you began. Your draft and its files were taken over; look at it again."
    )
    if fresh:
        asked = _("New papers: %(papers)s.") % {"papers": "; ".join(fresh)}
        told = f"{told} {asked}"
    messages.warning(request, told)
    return True


def _application(request: HttpRequest, *, version: ProcedureVersion, draft: Dossier | None) -> HttpResponse:
    user = _user(request)
    if request.method != "POST":
        form = ApplicationForm(
            version=version, initial=initial_of(draft, user, _remembered_unit(request, version))
        )
        return _application_page(request, form, draft)
    form = ApplicationForm(request.POST, request.FILES, version=version)
    if not form.is_valid():
        return _application_page(request, form, draft, status=422)
    draft = _saved(form, draft, user)
    if draft.state != State.DRAFT:  # the same form sent twice
        return redirect("dossiers:status", reference=draft.reference)
    _keep_files(form, draft, user)
    is_submission = request.POST.get("do") == "submit"
    if form.errors:
        if is_submission:
            form.show_further(filing.faults_of_draft(draft, on=timezone.localdate()))
        return _application_page(request, form, draft, status=422)
    if _follows_change(request, draft):
        return redirect("dossiers:draft", reference=draft.reference)
    if not is_submission:
        messages.success(request, _("The draft is saved. You can come back to it under “My dossiers”."))
        return redirect("dossiers:draft", reference=draft.reference)
    try:
        filing.submit(dossier=draft, by=user, at=timezone.now())
    except Faults as faults:
        form.show(faults)
        return _application_page(request, form, draft, status=422)
    messages.success(
        request,
        _("Your dossier was submitted. The office answers within 8 working hours. Reference: %(reference)s.")
        % {"reference": draft.reference},
    )
    return redirect("dossiers:status", reference=draft.reference)


def _saved(form: ApplicationForm, draft: Dossier | None, user: User) -> Dossier:
    """The draft as typed; a first form sent twice makes one draft."""

    def save(dossier: Dossier | None, reference: str | None = None) -> Dossier:
        return filing.save_draft(
            dossier=dossier,
            version=form.version,
            unit=form.cleaned_data["unit"],
            applicant=form.applicant(),
            request=form.cleaned_data["request"],
            delivery=form.cleaned_data["delivery"],
            by=user,
            at=timezone.now(),
            reference=reference,
        )

    key = form.cleaned_data["key"]
    if draft is not None or not key:
        return save(draft)
    made, is_new = idempotent.once(
        key=f"apply-{key}", digest="", by=user, make=lambda reference: save(None, reference)
    )
    return made if is_new or made.state != State.DRAFT else save(made)


def _keep_files(form: ApplicationForm, dossier: Dossier, user: User) -> None:
    """Attach what was sent; a file that is refused does not take the others with it."""
    for document in form.documents:
        name = f"file_{document.pk}"
        upload = form.cleaned_data.get(name)
        if not upload:
            continue
        try:
            attaching.attach(
                dossier=dossier, upload=upload, document=document, by=user, at=timezone.now(), field=name
            )
        except Faults as faults:
            form.show(faults)


def _application_page(
    request: HttpRequest, form: ApplicationForm, draft: Dossier | None, *, status: int = 200
) -> HttpResponse:
    form.mark_required()
    kept = {}
    if draft is not None:
        kept = {file.required_document_id: file for file in draft.attachments.current()}
    papers = [
        {"document": document, "field": form[f"file_{document.pk}"], "kept": kept.get(document.pk)}
        for document in form.documents
    ]
    shown = [document for document in form.version.documents.all() if not document.is_uploadable]
    context = {"form": form, "version": form.version, "draft": draft, "papers": papers, "shown_papers": shown}
    return render(request, "dossiers/citizen/apply.html", context, status=status)


@login_required
@require_safe
def status(request: HttpRequest, reference: str) -> HttpResponse:
    """Trang theo dõi hồ sơ: where it stands in plain words, and what is expected of the citizen."""
    dossier = _own(request, reference)
    if dossier.state == State.DRAFT:
        return redirect("dossiers:draft", reference=dossier.reference)
    return _status_page(request, dossier)


def _status_page(request: HttpRequest, dossier: Dossier, **forms: Any) -> HttpResponse:
    now = timezone.now()
    allowed = allowed_actions(request.user, dossier)
    context = {
        "dossier": dossier,
        "progress": tracking.progress(dossier, now=now),
        **(promise_section(dossier, now=now) if dossier.received_at else {}),
        "supplement": dossier.supplement_requests.last(),
        "can_supply": Action.SUPPLY in allowed,
        "can_withdraw": Action.WITHDRAW in allowed,
        "attachments": dossier.attachments.current().shown_to_applicant(),
        "moves": list(dossier.promise_moves.all()),
        "closing_reason": tracking.closing_reason(dossier),
        "papers": dossier.issued_documents.all(),
        "rating_token": rating_token(dossier) if dossier.state == State.RETURNED else "",
        "supply_form": forms.get("supply_form") or SupplyForm(prefix="supply"),
        "withdraw_form": forms.get("withdraw_form") or WithdrawForm(prefix="withdraw"),
        "accepted_files": ACCEPTED,
        "file_errors": forms.get("file_errors", []),
    }
    return render(request, "dossiers/citizen/status.html", context, status=422 if forms else 200)


@login_required
@require_POST
def supply(request: HttpRequest, reference: str) -> HttpResponse:
    """Nộp bổ sung: files and a word; then the counter accepts."""
    dossier = _own(request, reference)
    form = SupplyForm(request.POST, prefix="supply")
    files, user, now = request.FILES.getlist("files"), _user(request), timezone.now()
    try:
        attaching.all_faults(files)
        if form.is_valid():
            with attaching.all_or_nothing():
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
    dossier = _own(request, reference)
    form = WithdrawForm(request.POST, prefix="withdraw")
    if form.is_valid():
        try:
            handover.withdraw(
                dossier=dossier, reason=form.cleaned_data["reason"], by=_user(request), at=timezone.now()
            )
        except Faults as faults:
            for texts in faults.errors.values():
                for text in texts:
                    form.add_error("reason", text)
    if form.errors:
        return _status_page(request, dossier, withdraw_form=form)
    messages.success(request, _("The request to withdraw was sent. The counter confirms it."))
    return redirect("dossiers:status", reference=dossier.reference)


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _own(request: HttpRequest, reference: str) -> Dossier:
    """The citizen's own dossier; 404 for anybody else's."""
    dossier = (
        Dossier.objects.filed_by(request.user)
        .named(reference)
        .select_related("version__procedure", "receiving_unit")
        .first()
    )
    if dossier is None:
        raise Http404
    return dossier


def _remembered_unit(request: HttpRequest, version: ProcedureVersion) -> Unit | None:
    """The unit chosen on the procedure page, when its counter receives this procedure."""
    return chosen_counter(request, counters_for(version, timezone.localdate()))


urlpatterns = [
    path("ho-so/", mine, name="mine"),
    path("ho-so/nop/<str:code>/", apply, name="apply"),
    path("ho-so/nhap/<str:reference>/", draft, name="draft"),
    path("ho-so/<str:reference>/", status, name="status"),
    path("ho-so/<str:reference>/bo-sung/", supply, name="supply"),
    path("ho-so/<str:reference>/rut/", withdraw, name="withdraw"),
]
