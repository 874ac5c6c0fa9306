"""A mail server of a few lines (RFC 5321 without extensions) that keeps what it is given."""

from __future__ import annotations

import contextlib
import email
import email.policy
import socketserver
import threading
import time
from email.message import EmailMessage
from typing import Any, cast


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline():
            verb = line.split()[0].upper().decode() if line.split() else ""
            if verb == "DATA":
                self._say("354 go on")
                cast(SmtpServer, self.server).keep(self._read_message())
                cast(SmtpServer, self.server).wait_while_held()
            elif verb == "QUIT":
                self._say("221 bye")
                return
            self._say("250 ok")

    def _read_message(self) -> bytes:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, words: str) -> None:
        with contextlib.suppress(OSError):  # who spoke is gone: killed
            self.wfile.write(f"{words}\r\n".encode())


class SmtpServer(socketserver.ThreadingTCPServer):
    """Listens on a free port while the `with` block lasts."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.received: list[EmailMessage] = []
        self.hold = threading.Event()  # set: a letter taken is not confirmed
        self._arrival = threading.Condition()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def __enter__(self) -> SmtpServer:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception: Any) -> None:
        self.shutdown()
        self.server_close()

    def keep(self, message: bytes) -> None:
        with self._arrival:
            self.received.append(email.message_from_bytes(message, policy=email.policy.default))
            self._arrival.notify_all()

    def wait_while_held(self) -> None:
        while self.hold.is_set():
            time.sleep(0.02)

    def wait_for_letters(self, how_many: int, seconds: float = 60) -> None:
        """Until so many letters came; raises TimeoutError."""
        with self._arrival:
            if not self._arrival.wait_for(lambda: len(self.received) >= how_many, timeout=seconds):
                raise TimeoutError(f"{len(self.received)} of {how_many} letters within {seconds} s")

    def wait_for(self, subject: str, seconds: float = 60) -> EmailMessage:
        """The first message with this subject, as soon as it comes; raises TimeoutError."""

        def found() -> list[EmailMessage]:
            return [message for message in self.received if message["Subject"] == subject]

        with self._arrival:
            if not self._arrival.wait_for(found, timeout=seconds):
                raise TimeoutError(f"no message with subject {subject!r} within {seconds} s")
            return found()[0]
