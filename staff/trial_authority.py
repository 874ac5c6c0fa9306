"""A certificate authority of our own, for trying out (chứng thư thử nghiệm): worth nothing outside this portal.

Real certificates come from the Government's authority for electronic signatures; see docs for the slots.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from asn1crypto import x509 as read_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from .models import Certificate, Official, Unit
from .signing import TRIAL, serial_of
from .signing_keys import keys_folder

_LIFE = dt.timedelta(days=3650)
_MOST_OF_A_NAME = 64  # bytes


class Authority:
    """Cơ quan chứng thực thử nghiệm: its key lies beside those it certifies."""

    def __init__(self, *, since: dt.datetime) -> None:
        self._since = since
        keys_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = keys_folder() / "trial-authority.p12"
        self._key, self._certificate = self._load() or self._found()

    @property
    def root(self) -> read_x509.Certificate:
        """The certificate to be trusted."""
        return read_x509.Certificate.load(self._certificate.public_bytes(serialization.Encoding.DER))

    def certify(
        self,
        *,
        name: str,
        organisation: str,
        slot: str,
        official: Official | None = None,
        unit: Unit | None = None,
        not_after: dt.datetime | None = None,
    ) -> Certificate:
        """A key in file `slot` and its certificate row, for one official or the seal of one unit."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = self.certificate_for(key.public_key(), name=name, organisation=organisation, not_after=not_after)
        _write(keys_folder() / slot, key, made, [self._certificate])
        return Certificate.objects.create(
            official=official,
            unit=unit,
            slot=f"pkcs12:{slot}",
            subject=name,
            issuer=TRIAL,
            serial=serial_of(read_x509.Certificate.load(made.public_bytes(serialization.Encoding.DER))),
            not_before=self._since,
            not_after=made.not_valid_after_utc,
        )

    def certificate_for(
        self,
        key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
        *,
        name: str,
        organisation: str,
        not_after: dt.datetime | None = None,
        usage: x509.ExtendedKeyUsage | None = None,
    ) -> x509.Certificate:
        """A certificate of this key under `name`, plainly marked as a trial."""
        subject = _name(name, organisation)
        ends = not_after or self._since + _LIFE
        builder = _builder(subject, self._certificate.subject, key, self._since, ends)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(_key_usage(is_authority=False), critical=True)
        if usage is not None:
            builder = builder.add_extension(usage, critical=True)
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        return builder.add_extension(authority, critical=False).sign(self._key, hashes.SHA256())

    def _load(self) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate] | None:
        if not self._path.exists():
            return None
        key, certificate, _chain = pkcs12.load_key_and_certificates(self._path.read_bytes(), _passphrase())
        if not isinstance(key, ec.EllipticCurvePrivateKey) or certificate is None:
            raise ValueError(f"{self._path.name} holds no key of a trial authority")
        return key, certificate

    def _found(self) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name(TRIAL, TRIAL)
        builder = _builder(name, name, key.public_key(), self._since, self._since + 2 * _LIFE)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_key_usage(is_authority=True), critical=True)
        certificate = builder.sign(key, hashes.SHA256())
        roots = keys_folder() / "roots"
        roots.mkdir(mode=0o700, exist_ok=True)
        _write(self._path, key, certificate, None)
        (roots / "trial.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        return key, certificate


def _name(common_name: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _fitting(organisation)),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, TRIAL),
            x509.NameAttribute(NameOID.COMMON_NAME, _fitting(common_name)),
        ]
    )


def _fitting(text: str) -> str:
    """As much of the text as a name on a certificate may have."""
    return text.encode()[:_MOST_OF_A_NAME].decode(errors="ignore")


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
    since: dt.datetime,
    ends: dt.datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _key_usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def _passphrase() -> bytes | None:
    return settings.SIGNING_PASSPHRASE.encode() or None


def _write(
    path: Path, key: ec.EllipticCurvePrivateKey, own: x509.Certificate, chain: list[x509.Certificate] | None
) -> None:
    passphrase = _passphrase()
    encryption: serialization.KeySerializationEncryption = (
        serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    )
    path.touch(mode=0o600)
    path.write_bytes(pkcs12.serialize_key_and_certificates(path.stem.encode(), key, own, chain, encryption))
