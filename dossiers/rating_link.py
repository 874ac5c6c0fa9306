"""The single-use rating link on the result slip (đường dẫn đánh giá): a signed dossier number, nothing else."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .models import Dossier

# Without a time in it: the slip, the letter and the page carry the same link whenever they are made.
_SIGNER = signing.Signer(salt="rating")


def rating_token(dossier: Dossier) -> str:
    """A token that names the dossier without telling anything about it and cannot be guessed."""
    return _SIGNER.sign_object(dossier.pk)


def read_rating_token(token: str) -> int | None:
    """The primary key of the dossier the token was made for, or None when it was not made here."""
    try:
        value = _SIGNER.unsign_object(token)
    except signing.BadSignature:
        return None
    return value if isinstance(value, int) else None


def rating_url(dossier: Dossier) -> str:
    """The whole address printed as QR on the result slip."""
    return settings.PUBLIC_BASE_URL + reverse("feedback:rate", args=[rating_token(dossier)])
