"""The citizen applies (nộp hồ sơ trực tuyến): fill in, keep a draft, submit, discard."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dossiers.errors import Faults
from dossiers.forms.citizen import ApplicationForm, initial_of
from dossiers.models import Dossier
from dossiers.services import attaching, filing, idempotent
from dossiers.views.own import own_dossier, signed_in
from dossiers.workflow import State
from procedures.counters import chosen_counter, counters_for
from procedures.models import ProcedureVersion
from staff.models import Unit, User


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
    dossier = own_dossier(request, reference)
    if dossier.state != State.DRAFT:
        return redirect("dossiers:status", reference=dossier.reference)
    if request.method == "POST" and request.POST.get("do") == "discard":
        filing.discard_draft(dossier=dossier, by=signed_in(request))
        messages.success(request, _("The draft was discarded."))
        return redirect("dossiers:mine")
    if request.method != "POST":
        _follows_change(request, dossier)
    return _application(request, version=dossier.version, draft=dossier)


def _follows_change(request: HttpRequest, draft: Dossier) -> bool:
    """Whether the procedure changed since the draft was begun; the citizen is told what is new."""
    fresh = filing.follow_change(dossier=draft, by=signed_in(request), at=timezone.now())
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
    user = signed_in(request)
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


def _remembered_unit(request: HttpRequest, version: ProcedureVersion) -> Unit | None:
    """The unit chosen on the procedure page, when its counter receives this procedure."""
    return chosen_counter(request, counters_for(version, timezone.localdate()))


urlpatterns = [
    path("ho-so/nop/<str:code>/", apply, name="apply"),
    path("ho-so/nhap/<str:reference>/", draft, name="draft"),
]
