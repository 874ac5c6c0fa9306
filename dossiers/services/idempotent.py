"""One request, one dossier (chống gửi trùng): a double click or a retry finds what the first one made."""

from __future__ import annotations

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dossiers.errors import Faults
from dossiers.models import Dossier, IdempotencyKey
from dossiers.models.dossier import new_reference
from staff.models import User


def once(*, key: str, digest: str, by: User, make: Callable[[str], Dossier]) -> tuple[Dossier, bool]:
    """Run `make` unless this person already used `key`; returns the dossier and whether it is new.

    `make` gets the reference its dossier must bear; the key remembers it. Two requests at the same moment: the
    second waits on the unique key until the first has finished. Raises Faults when the key was used for different
    content; whatever `make` raises frees the key.
    """
    reference = new_reference()
    try:
        with transaction.atomic():
            IdempotencyKey.objects.create(user=by, key=key, digest=digest, reference=reference)
            return make(reference), True
    except IntegrityError:
        earlier = IdempotencyKey.objects.filter(user=by, key=key).first()
        if earlier is None:
            raise
        if earlier.digest != digest:
            raise Faults(
                {"Idempotency-Key": [_("This key was already used for another request; use a new one.")]}
            ) from None
        return Dossier.objects.get(reference=earlier.reference), False
