"""The single-use rating link on the result slip (đường dẫn đánh giá): a signed dossier number, nothing else."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .models import Dossier

_SALT = "rating"


def rating_token(dossier: Dossier) -> str:
    """A token that names the dossier without telling anything about it and cannot be guessed."""
    return signing.dumps(dossier.pk, salt=_SALT)


def read_rating_token(token: str) -> int | None:
    """The primary key of the dossier the token was made for, or None when it was not made here."""
    try:
        value = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return value if isinstance(value, int) else None


def rating_url(dossier: Dossier) -> str:
    """The whole address printed as QR on the result slip."""
    return settings.PUBLIC_BASE_URL + reverse("feedback:rate", args=[rating_token(dossier)])
