"""Certificates of the tests: a trial authority in a throw-away folder, Hải's own and the commune's seal."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509 import ExtendedKeyUsage
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.timestamps import DummyTimeStamper

from staff.models import Certificate, User
from staff.trial_authority import Authority
from tests.people import Office

SINCE = dt.datetime(2023, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def authority(settings: Any, tmp_path: Path) -> Authority:
    settings.DATA_DIR = tmp_path
    return Authority(since=SINCE)


@pytest.fixture
def hai_signs(authority: Authority, hai: User) -> Certificate:
    return authority.certify(
        name="Phạm Văn Hải", organisation="UBND xã Bình Nghĩa", slot="hai.p12", official=hai.official
    )


@pytest.fixture
def commune_seals(authority: Authority, office: Office) -> Certificate:
    return authority.certify(
        name="Bộ phận Một cửa xã Bình Nghĩa",
        organisation="UBND xã Bình Nghĩa",
        slot="xa.p12",
        unit=office.commune,
    )


@pytest.fixture
def time_stamping(authority: Authority, settings: Any) -> Iterator[list[bytes]]:
    """A real time-stamp authority (RFC 3161) on this machine; the list takes up what it was asked."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    usage = ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    certificate = authority.certificate_for(
        key.public_key(), name="Dấu thời gian", organisation="TSA", usage=usage
    )
    plain, der = serialization.NoEncryption(), serialization.Encoding.DER
    stamper = DummyTimeStamper(
        x509.Certificate.load(certificate.public_bytes(der)),
        keys.PrivateKeyInfo.load(key.private_bytes(der, serialization.PrivateFormat.PKCS8, plain)),
        fixed_dt=dt.datetime(2023, 8, 31, 3, 0, 5, tzinfo=dt.UTC),
    )
    asked: list[bytes] = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(body)
            answer = stamper.request_tsa_response(tsp.TimeStampReq.load(body)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.SIGNING_TSA_URL = f"http://127.0.0.1:{server.server_port}/tsa"
    yield asked
    server.shutdown()
    thread.join()
    server.server_close()
