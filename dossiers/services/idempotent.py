"""One request, one dossier (chống gửi trùng): a double click or a retry finds what the first one made."""

from __future__ import annotations

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dossiers.errors import Faults
from dossiers.models import Dossier, IdempotencyKey
from staff.models import User


def once(*, key: str, digest: str, by: User, make: Callable[[], Dossier]) -> tuple[Dossier, bool]:
    """Run `make` unless this person already used `key`; returns the dossier and whether it is new.

    Two requests at the same moment: the second waits on the unique key until the first has finished.
    Raises Faults when the key was used for different content; whatever `make` raises frees the key.
    """
    try:
        with transaction.atomic():
            row = IdempotencyKey.objects.create(user=by, key=key, digest=digest)
            dossier = make()
            row.dossier = dossier
            row.save(update_fields=["dossier"])
            return dossier, True
    except IntegrityError:
        earlier = IdempotencyKey.objects.select_related("dossier").filter(user=by, key=key).first()
        if earlier is None or earlier.dossier is None:
            raise
        if earlier.digest != digest:
            raise Faults(
                {"Idempotency-Key": [_("This key was already used for another request; use a new one.")]}
            ) from None
        return earlier.dossier, False
