"""Where signing keys lie (khóa ký số): files below DATA_DIR/keys, or a token; and whom we trust.

What opens them stands in `opened_keys`, which each process loads with its first key.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.signers import Signer


class NoKey(Exception):
    """The key a certificate points to cannot be used; the message names what is missing, never the passphrase."""


@dataclass(frozen=True, slots=True)
class Slot:
    """``pkcs12:<file>`` or ``pkcs11:<label>``, taken apart."""

    kind: str
    name: str


def slot_of(text: str) -> Slot:
    """Read a certificate's slot. Raises NoKey when it is neither kind, or a file outside the folder of keys."""
    kind, _, name = text.partition(":")
    if kind not in ("pkcs12", "pkcs11") or not name:
        raise NoKey(f"the slot {text!r} is neither pkcs12:<file> nor pkcs11:<label>")
    if kind == "pkcs12" and Path(name).name != name:
        raise NoKey(f"the file {name!r} must lie directly in the folder of keys")
    return Slot(kind, name)


def keys_folder() -> Path:
    """DATA_DIR/keys."""
    return Path(settings.DATA_DIR) / "keys"


def key_in(text: str) -> Signer:
    """The key in a slot, ready to sign. Raises NoKey saying what is missing."""
    from . import opened_keys

    slot = slot_of(text)
    if slot.kind == "pkcs11":
        return opened_keys.on_token(slot.name)
    path = keys_folder() / slot.name
    try:
        return opened_keys.in_file(path, path.stat().st_mtime_ns, settings.SIGNING_PASSPHRASE)
    except FileNotFoundError:
        raise NoKey(f"the key file {slot.name} is missing in DATA_DIR/keys") from None


def forget_tokens() -> None:
    """Open the session with the token anew next time: it may have been pulled out or started again."""
    from . import opened_keys

    opened_keys.forget_tokens()


def roots() -> list[Certificate]:
    """Certificate authorities whose signatures count: the PEM or DER files in DATA_DIR/keys/roots."""
    from . import opened_keys

    folder = keys_folder() / "roots"
    if not folder.is_dir():
        return []
    return list(opened_keys.certificates_in(folder, folder.stat().st_mtime_ns))
