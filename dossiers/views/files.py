"""Papers and files (giấy tờ, tệp đính kèm): for those who may open the dossier; each view is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers import documents, file_types
from dossiers.linked import is_shown_at_a_child
from dossiers.models import Attachment, IssuedDocument
from dossiers.permissions import openable_by
from dossiers.services import signing
from staff import audit

if TYPE_CHECKING:
    from staff.models import User

# What a browser shows by itself without running anything; every other type is saved, not opened.
_SHOWN = frozenset({file_types.PDF, file_types.JPEG, file_types.PNG})

#: The office's own paper goes to the printer from a frame of the page that issued it.
_PRINTED_FROM_A_FRAME = {
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
}


def _of_applicant(user: User) -> Q:
    return Q(dossier__applicant=user)


def _of_office(user: User) -> Q:
    return Q(dossier__in=openable_by(user).values("pk"))


def _shown_at_a_child(user: User, pk: int) -> Attachment:
    """A file that was given to a linked dossier to be read there; 404 otherwise."""
    found = get_object_or_404(Attachment.objects.select_related("dossier"), pk=pk)
    if not is_shown_at_a_child(user, found):
        raise Http404
    return found


@require_safe
@login_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """In giấy tờ: one issued paper as PDF, exactly as it was issued; ``?kho=a5`` prints it on A5,
    ``?kho=80mm`` receipts and result slips on a roll.
    """
    own = _of_applicant(request.user) & ~Q(form=IssuedDocument.Form.CONTROL_SHEET)
    reachable = IssuedDocument.objects.filter(own | _of_office(request.user))
    found = get_object_or_404(reachable.select_related("dossier__receiving_unit", "issued_by"), pk=pk)
    wanted = request.GET.get("kho", "")
    paper = next((each for each in documents.papers_of(found.form) if each == wanted), "a4")
    try:
        pdf = signing.file_of(found, at=timezone.now(), paper=paper)
    except FileNotFoundError as error:
        raise Http404 from error
    audit.record(
        "document.printed",
        actor=request.user,
        target=found.dossier.reference,
        request=request,
        form=found.form,
        number=found.number,
    )
    name = f"{found.dossier.shown_code}-{found.form}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            **_guards(file_types.PDF),
            **_PRINTED_FROM_A_FRAME,
        },
    )


@require_safe
@login_required
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """Xem tệp: one file as it was handed in, under the name it came with; a result as it was signed."""
    own = Attachment.objects.shown_to_applicant().filter(_of_applicant(request.user))
    reachable = Attachment.objects.filter(Q(pk__in=own.values("pk")) | _of_office(request.user))
    found = reachable.select_related("dossier", "signature").filter(pk=pk).first() or _shown_at_a_child(
        request.user, pk
    )
    signature = getattr(found, "signature", None)
    try:
        content = (signature or found).file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    audit.record(
        "attachment.viewed",
        actor=request.user,
        target=found.dossier.reference,
        request=request,
        attachment=found.pk,
    )
    return FileResponse(
        content,
        as_attachment=found.content_type not in _SHOWN,
        filename=found.name,
        content_type=found.content_type,
        headers=_guards(found.content_type),
    )


def _guards(content_type: str) -> dict[str, str]:
    """Headers that keep a file from acting as a page of the portal, whatever is in it."""
    # Some browsers do not start their PDF viewer, which runs apart from the page anyway, in a sandbox.
    sandbox = "" if content_type == file_types.PDF else "; sandbox"
    return {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": f"default-src 'none'; frame-ancestors 'none'{sandbox}",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }


urlpatterns = [
    path("mot-cua/giay-to/<int:pk>.pdf", document, name="document"),
    path("ho-so/tep/<int:pk>/", attachment, name="attachment"),
]
