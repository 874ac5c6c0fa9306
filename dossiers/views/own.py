"""Whose dossier it is: the citizen's own, and nobody else's."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from dossiers.models import Dossier
from staff.models import User


def signed_in(request: HttpRequest) -> User:
    """The account behind a request that `login_required` let through."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def own_dossier(request: HttpRequest, reference: str) -> Dossier:
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
