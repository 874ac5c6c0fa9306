"""Keys and certificates once opened (khóa ký số đã mở), kept for the process; see `signing_keys`."""

from __future__ import annotations

import functools
import threading
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from django.conf import settings
from pkcs11 import Session
from pkcs11.exceptions import PKCS11Error
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import Signer, SimpleSigner

from .signing_keys import NoKey


@functools.lru_cache(maxsize=64)
def in_file(path: Path, _changed: int, passphrase: str) -> Signer:
    """The key in a file; kept, because opening the file costs more than signing; a changed file is read again."""
    signer = SimpleSigner.load_pkcs12(str(path), passphrase=passphrase.encode() if passphrase else None)
    if signer is None:
        raise NoKey(
            f"the key file {path.name} cannot be opened: damaged, or SIGNING_PASSPHRASE is not its passphrase"
        )
    return signer


class _OneAtATime(PKCS11Signer):
    """A session with a token serves one signature after the other."""

    _lock = threading.Lock()

    async def async_sign_raw(self, *arguments: Any, **more: Any) -> bytes:
        with self._lock:
            return bytes(await super().async_sign_raw(*arguments, **more))


def forget_tokens() -> None:
    """Open the session with the token anew next time: it may have been pulled out or started again."""
    on_token.cache_clear()
    _session.cache_clear()


@functools.lru_cache(maxsize=1)
def _session(module: str, token: str, pin: str) -> Session:
    """One for all keys: a process signs in to its token once."""
    criteria = TokenCriteria(label=token) if token else None
    return open_pkcs11_session(module, token_criteria=criteria, user_pin=pin or None)


@functools.lru_cache(maxsize=16)
def on_token(label: str) -> Signer:
    """The key with this label on the token. Raises NoKey saying what is missing."""
    module = settings.SIGNING_PKCS11["module"]
    if not module:
        raise NoKey(f"the key “{label}” lies on a token, but SIGNING_PKCS11_MODULE is not set")
    if not Path(module).is_file():
        raise NoKey(f"the library of the token, SIGNING_PKCS11_MODULE={module}, does not exist")
    try:
        session = _session(module, settings.SIGNING_PKCS11["token"], settings.SIGNING_PKCS11["pin"])
        signer = _OneAtATime(session, cert_label=label, key_label=label)
        if signer.signing_cert is None:
            raise NoKey(f"the token holds no certificate “{label}”")
        # many tokens know elliptic curves only on a digest made outside
        signer.use_raw_mechanism = signer.signing_cert.public_key.algorithm == "ec"
    except (PKCS11Error, OSError, RuntimeError) as error:
        why = str(error) or type(error).__name__
        raise NoKey(f"the token with the key “{label}” cannot be used: {why}") from error
    return signer


@functools.lru_cache(maxsize=4)
def certificates_in(folder: Path, _changed: int) -> tuple[x509.Certificate, ...]:
    """All certificates of a folder, PEM or DER; a changed folder is read again."""
    found = []
    for path in sorted(folder.glob("*.[pcd]e[mr]*")):
        content = path.read_bytes()
        parts = [der for _, _, der in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
        found += [x509.Certificate.load(der) for der in parts]
    return tuple(found)
