"""A message gateway of a few lines: checks signatures, drops twins, and misbehaves on demand."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from staff.channels import signing

KEY = "a-key-of-the-tests-that-is-long-enough"

#: What the gateway answers: status, body, further headers.
Answer = tuple[int, bytes, dict[str, str]]


class _Conversation(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status, content, headers = cast(GatewayServer, self.server).answer_to(body, dict(self.headers))
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            self.close_connection = True  # who asked is gone: killed, or out of patience

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class GatewayServer(ThreadingHTTPServer):
    """Listens on a free port while the `with` block lasts; `accepted` counts deliveries by request id."""

    daemon_threads = True

    def __init__(self, certificate: Path | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.scheme = "http"
        if certificate is not None:
            self.scheme = "https"
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.requests: list[dict[str, Any]] = []
        self.accepted: dict[str, str] = {}
        self.twins: Counter[str] = Counter()
        self.misbehave: Callable[[], Answer | None] = lambda: None
        self.hold = threading.Event()  # set: answers are held back
        self._arrival = threading.Condition()

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}/send"

    def __enter__(self) -> GatewayServer:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception: Any) -> None:
        self.hold.clear()
        self.shutdown()
        self.server_close()

    def answer_to(self, body: bytes, headers: dict[str, str]) -> Answer:
        """Take the message, once for each id, unless told to misbehave."""
        identity = headers.get(signing.ID_HEADER, "")
        if not signing.is_genuine(body, headers, key=KEY, now=time.time()):
            return 401, b"{}", {}
        bad = self.misbehave()
        with self._arrival:
            self.requests.append({"id": identity, "headers": headers, **json.loads(body)})
            if bad is None:
                if identity in self.accepted:
                    self.twins[identity] += 1
                self.accepted.setdefault(identity, f"G-{len(self.accepted) + 1}")
            self._arrival.notify_all()
        while self.hold.is_set():
            time.sleep(0.02)
        return bad or (202, json.dumps({"id": self.accepted[identity]}).encode(), {})

    def wait_for_requests(self, how_many: int, seconds: float = 60) -> None:
        """Until so many requests came; raises TimeoutError."""
        with self._arrival:
            if not self._arrival.wait_for(lambda: len(self.requests) >= how_many, timeout=seconds):
                raise TimeoutError(f"{len(self.requests)} of {how_many} requests within {seconds} s")

    def wait_for(self, how_many: int, seconds: float = 60) -> None:
        """Until so many messages were accepted; raises TimeoutError."""
        with self._arrival:
            if not self._arrival.wait_for(lambda: len(self.accepted) >= how_many, timeout=seconds):
                raise TimeoutError(f"{len(self.accepted)} of {how_many} messages within {seconds} s")


def answering(status: int, content: bytes = b"{}", **headers: str) -> Callable[[], Answer]:
    """Always this answer."""
    return lambda: (status, content, headers)


def own_certificate(path: Path) -> Path:
    """Key and certificate of 127.0.0.1 in one file, signed by nobody anyone knows."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(secret + certificate.public_bytes(pem))
    return path
