"""The second of two people at one dossier (xung đột khi lưu): what the first one changed, and what was typed."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.labels import ACTION_LABELS
from dossiers.models import Dossier
from dossiers.permissions import allowed_actions

from .sections import TRAIL, timeline

_MOST_CHANGES = 20


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
    missed = dossier.lock_version - seen
    events = []
    if 0 < missed <= _MOST_CHANGES:
        events = list(dossier.events.select_related(*TRAIL).order_by("-pk")[:missed])[::-1]
    context = {
        "dossier": dossier,
        "message": message or _("Somebody else has changed this dossier meanwhile. Look at it again, then act."),
        "changes": timeline(events),
        "allowed": [ACTION_LABELS[action] for action in allowed_actions(request.user, dossier)],
        "typed": typed,
        "back": back or reverse(f"dossiers:{door}_dossier", args=[dossier.shown_code]),
    }
    return render(request, "dossiers/office/conflict.html", context, status=409)
