"""The second of two people at one dossier (xung đột khi lưu): what the first one changed, and what was typed."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.changes import events_since
from dossiers.labels import ACTION_LABELS
from dossiers.models import Dossier
from dossiers.permissions import allowed_actions

from .sections import TRAIL, timeline


def conflict_page(
    request: HttpRequest,
    dossier: Dossier,
    *,
    seen: int,
    typed: Sequence[tuple[str, str]],
    door: str,
    message: str = "",
    back: str = "",
) -> HttpResponse:
    """409: what happened since version `seen`, what may be done now, and what was typed: nothing is lost."""
    changed = _("Somebody else has changed this dossier meanwhile. Look at it again, then act.")
    events = events_since(dossier, seen=seen, related=TRAIL)
    context = {
        "dossier": dossier,
        # the lines after it stand below in full
        "message": changed if events else message or changed,
        "changes": timeline(events),
        "allowed": [ACTION_LABELS[action] for action in allowed_actions(request.user, dossier)],
        "typed": typed,
        "back": back or reverse(f"dossiers:{door}_dossier", args=[dossier.shown_code]),
    }
    return render(request, "dossiers/office/conflict.html", context, status=409)
