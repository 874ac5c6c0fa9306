"""The button that takes a hand-over back within ten seconds (hoàn tác)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dossiers.services.undoing import UNDONE_BY, undo
from staff.access import role_required
from staff.roles import Role

from .folder import door_for, fetch

#: After these acts the button is offered.
HANDED_OVER = frozenset(UNDONE_BY)


@require_POST
@role_required(Role.CLERK, Role.SPECIALIST)
def undo_handed_over(request: HttpRequest, reference: str) -> HttpResponse:
    """Hoàn tác thao tác vừa làm; too late is answered 409 with what may be done now."""
    dossier = fetch(request.user, reference)
    door = door_for(request.user, dossier, request.POST.get("door", ""))
    done = undo(dossier=dossier, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, _("Undone: dossier %(code)s lies with you again.") % {"code": done.shown_code})
    return redirect(f"dossiers:{door}_dossier", done.shown_code)


urlpatterns = [path("mot-cua/ho-so/<str:reference>/hoan-tac/", undo_handed_over, name="undo_handed_over")]
