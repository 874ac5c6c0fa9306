"""Signed addresses, which nobody guesses, for devices without sign-in (máy lấy số, bảng gọi số, máy đánh giá)."""

from __future__ import annotations

from django.core import signing

_SALT = "device"


def device_token(kind: str, pk: int) -> str:
    """What stands in the address of a ``kiosk`` or ``board`` of a unit, or of the ``tablet`` of a desk."""
    return signing.Signer(salt=f"{_SALT}.{kind}").sign(str(pk))


def read_device(kind: str, token: str) -> int | None:
    """The unit or desk a device stands at; None for an address that was not given out by this portal."""
    try:
        return int(signing.Signer(salt=f"{_SALT}.{kind}").unsign(token))
    except (signing.BadSignature, ValueError):
        return None
