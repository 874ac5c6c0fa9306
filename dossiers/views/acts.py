"""Acts on a dossier from its page: role → scoped fetch → form → verb → redirect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dossiers.errors import Faults, WrongMoment
from dossiers.forms.office import ActForm, ScanForm, act_form, add_faults
from dossiers.models import Attachment, Dossier, IssuedDocument, Opinion
from dossiers.permissions import can_perform
from dossiers.services.attaching import all_faults, attach, attach_to_answer
from dossiers.services.perform import perform
from dossiers.workflow import Action
from procedures.models import RequiredDocument
from staff.access import role_required
from staff.roles import Role
from staff.stored_files import all_or_nothing
from staff.undo import offer_undo

from .conflict import conflict_page
from .folder import door_for, fetch, folder_page
from .undoing import HANDED_OVER

#: Papers an act issues; they are offered for printing at once.
_ISSUED = {
    Action.RECEIVE: IssuedDocument.Form.RECEIPT,
    Action.REQUEST_SUPPLEMENT: IssuedDocument.Form.SUPPLEMENT,
    Action.REFUSE: IssuedDocument.Form.REFUSAL,
    Action.STOP: IssuedDocument.Form.STOP,
    Action.RETURN: IssuedDocument.Form.RESULT_SLIP,
    Action.EXTEND: IssuedDocument.Form.APOLOGY,
}
#: After these the person is done with the dossier and goes on with the list.
_BACK_TO_LIST = frozenset(
    {Action.PROPOSE, Action.SIGN, Action.SEND_BACK, Action.HAND_ON, Action.GIVE_BACK, Action.REASSIGN}
)

_DONE = {
    Action.RECEIVE: gettext_lazy("Received: dossier %(code)s."),
    Action.REFUSE: gettext_lazy("Refused: dossier %(code)s. The notice is ready to print."),
    Action.REQUEST_SUPPLEMENT: gettext_lazy("Supplement requested for dossier %(code)s; the clock stands still."),
    Action.SUPPLY: gettext_lazy("The supplement of dossier %(code)s is noted."),
    Action.RESUME: gettext_lazy("Supplement accepted; dossier %(code)s goes on."),
    Action.FORWARD: gettext_lazy("Dossier %(code)s was handed over for processing."),
    Action.TAKE: gettext_lazy("You have taken dossier %(code)s."),
    Action.HAND_ON: gettext_lazy("Dossier %(code)s was handed on to the next step."),
    Action.GIVE_BACK: gettext_lazy("Dossier %(code)s was given back to the step before."),
    Action.PULL: gettext_lazy("Dossier %(code)s was pulled back."),
    Action.REASSIGN: gettext_lazy("Dossier %(code)s was assigned to another official."),
    Action.REQUEST_PAYMENT: gettext_lazy("Financial obligation requested for dossier %(code)s."),
    Action.CONFIRM_PAYMENT: gettext_lazy("Payment confirmed; dossier %(code)s goes on."),
    Action.PROPOSE: gettext_lazy("The result of dossier %(code)s was put forward for signature."),
    Action.SEND_BACK: gettext_lazy("Dossier %(code)s was sent back to the specialist."),
    Action.SIGN: gettext_lazy("Signed: the result of dossier %(code)s is ready."),
    Action.RETURN: gettext_lazy("Result returned: dossier %(code)s is closed."),
    Action.WITHDRAW: gettext_lazy("The wish to withdraw dossier %(code)s is noted."),
    Action.CONTINUE: gettext_lazy("Dossier %(code)s goes on."),
    Action.STOP: gettext_lazy("Processing of dossier %(code)s was stopped."),
    Action.ASK_OPINION: gettext_lazy("The opinions about dossier %(code)s are asked for."),
    Action.GIVE_OPINION: gettext_lazy("Your answer about dossier %(code)s was given."),
    Action.DROP_OPINION: gettext_lazy("The question about dossier %(code)s is withdrawn."),
    Action.LINK: gettext_lazy("A linked dossier was opened for dossier %(code)s."),
    Action.EXTEND: gettext_lazy("The apology for dossier %(code)s was sent; the new appointment holds."),
    Action.OVERRIDE: gettext_lazy("The appointment of dossier %(code)s was set by decision."),
}


@require_POST
@role_required(Role.CLERK, Role.SPECIALIST, Role.LEADER)
def act(request: HttpRequest, reference: str, action: str) -> HttpResponse:
    """Thực hiện một thao tác: faults keep what was typed (422), a wrong moment says what is possible (409)."""
    if action not in _DONE:
        raise Http404
    wanted = Action(action)
    dossier = fetch(request.user, reference)
    door = door_for(request.user, dossier, request.POST.get("door", ""))
    form = act_form(wanted, dossier, door=door, data=request.POST, files=request.FILES)
    if not form.is_valid():
        return folder_page(request, dossier, door=door, failed=(wanted, form), status=422)
    try:
        done = _carry_out(request, dossier, wanted, form)
    except Faults as faults:
        add_faults(form, faults.errors)
        return folder_page(request, fetch(request.user, reference), door=door, failed=(wanted, form), status=422)
    except WrongMoment as wrong:
        fresh = fetch(request.user, reference)
        return conflict_page(
            request,
            fresh,
            seen=form.cleaned_data["lock_version"],
            typed=form.typed(),
            door=door,
            message=wrong.message,
        )
    text = _DONE[wanted] % {"code": done.shown_code}
    if wanted in HANDED_OVER and can_perform(request.user, done, Action.PULL):
        offer_undo(request, text, reverse("dossiers:undo_handed_over", args=[done.shown_code]))
    else:
        messages.success(request, text)
    if wanted in _BACK_TO_LIST:
        return redirect(f"dossiers:{door}")
    address = reverse(f"dossiers:{door}_dossier", args=[done.shown_code])
    issued = _ISSUED.get(wanted)
    return HttpResponseRedirect(f"{address}?in={issued.value}" if issued else address)


def _carry_out(request: HttpRequest, dossier: Dossier, action: Action, form: ActForm) -> Dossier:
    """The act with its files, all of it or nothing; faults of text and files are named together."""
    now = timezone.now()
    files: list[UploadedFile] = form.cleaned_data.get("files") or []
    errors = _faults_of(files)
    with all_or_nothing():
        try:
            done = perform(dossier, action, form.given(), by=request.user, at=now)  # type: ignore[arg-type]
        except Faults as faults:
            raise Faults({**faults.errors, **errors}) from None
        if errors:
            raise Faults(errors)
        if action is Action.GIVE_OPINION:
            _keep_with_answer(request, form.cleaned_data["opinion"], files, now=now)
            return done
        kind = Attachment.Kind.RESULT if action is Action.PROPOSE else Attachment.Kind.SUPPLEMENT
        _keep(request, done, files, kind=kind, now=now)
    return done


def _faults_of(files: Iterable[UploadedFile]) -> dict[str, list[str]]:
    """What is wrong with each file, before any of them is stored."""
    try:
        all_faults(files)
    except Faults as faults:
        return faults.errors
    return {}


def _keep(
    request: HttpRequest,
    dossier: Dossier,
    files: Iterable[UploadedFile],
    *,
    kind: str,
    now: dt.datetime,
    document: RequiredDocument | None = None,
) -> None:
    for file in files:
        attach(
            dossier=dossier,
            upload=file,
            document=document,
            by=request.user,  # type: ignore[arg-type]  # role_required lets no stranger in
            at=now,
            field="files",
            kind=kind,
        )


def _keep_with_answer(request: HttpRequest, pk: int, files: Iterable[UploadedFile], *, now: dt.datetime) -> None:
    row = Opinion.objects.get(pk=pk)
    for file in files:
        attach_to_answer(opinion=row, upload=file, by=request.user, at=now)  # type: ignore[arg-type]


@require_POST
@role_required(Role.CLERK, Role.SPECIALIST)
def scan(request: HttpRequest, reference: str) -> HttpResponse:
    """Số hóa giấy tờ: add files of one paper; a file that is refused is named, and then none is kept."""
    dossier = fetch(request.user, reference)
    door = door_for(request.user, dossier, request.POST.get("door", ""))
    form = ScanForm(dossier, request.POST, request.FILES)
    if form.is_valid():
        try:
            _add_scans(request, dossier, form)
        except Faults as faults:
            add_faults(form, faults.errors)
    if form.errors:
        return folder_page(request, dossier, door=door, scan=form, status=422)
    messages.success(request, _("The files are kept with the dossier."))
    return redirect(f"dossiers:{door}_dossier", dossier.shown_code)


def _add_scans(request: HttpRequest, dossier: Dossier, form: ScanForm) -> None:
    files = form.cleaned_data["files"]
    all_faults(files)
    kind, paper = Attachment.Kind.PAPER, form.cleaned_data["paper"]
    with all_or_nothing():
        _keep(request, dossier, files, kind=kind, now=timezone.now(), document=paper)


urlpatterns = [
    path("xu-ly/ho-so/<str:reference>/so-hoa/", scan, name="scan"),
    path("xu-ly/ho-so/<str:reference>/<str:action>/", act, name="act"),
]
