"""The security trail (nhật ký bảo mật): one call where personal data is seen or taken out."""

from typing import Any

from django.http import HttpRequest

from .addresses import client_address
from .models import AuditEntry, User


def record(
    action: str, *, actor: User | None, target: str = "", request: HttpRequest | None = None, **detail: Any
) -> AuditEntry:
    """Write one entry; `action` is a dotted verb such as ``attachment.viewed``; no personal data in `detail`."""
    address = (client_address(request) or None) if request is not None else None
    return AuditEntry.objects.create(
        action=action,
        actor=actor if actor is not None and actor.is_authenticated else None,
        target=target,
        address=address,
        detail=detail,
    )
