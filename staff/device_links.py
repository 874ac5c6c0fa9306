"""Addresses for devices nobody signs in at (máy lấy số, bảng gọi số, máy đánh giá), signed: none is guessed.

Each bears the series of its unit (`Unit.device_series`): when a new series begins, addresses of earlier ones end.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

_SALT = "device"


@dataclass(frozen=True)
class Device:
    """Thiết bị: the unit or desk it stands at, and the series of its address."""

    pk: int
    series: int


def device_token(kind: str, pk: int, series: int = 0) -> str:
    """What stands in the address of a device (``kiosk``, ``board``, ``tablet``) at one unit or desk."""
    return signing.Signer(salt=f"{_SALT}.{kind}").sign(f"{pk}.{series}")


def read_device(kind: str, token: str) -> Device | None:
    """The device of this address; None for one that was not given out by this portal."""
    try:
        pk, _dot, series = signing.Signer(salt=f"{_SALT}.{kind}").unsign(token).partition(".")
        return Device(int(pk), int(series))
    except (signing.BadSignature, ValueError):
        return None
