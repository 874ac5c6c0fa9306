"""A small HTTP client that costs little beside the server: kept connections, prepared requests, plain sockets."""

import itertools
import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Measured:
    """What one scenario gave."""

    requests: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds if self.seconds else 0.0

    @property
    def cpu_ms(self) -> float:
        """Processor time of the servers for one request."""
        return self.cpu_seconds / self.requests * 1000 if self.requests else 0.0

    def percentile_ms(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else 0.0


class Connection:
    """One kept connection; answers are read to their Content-Length."""

    def __init__(self, host: str, port: int) -> None:
        self.address = (host, port)
        self.socket: socket.socket | None = None

    def ask(self, raw: bytes) -> Answer:
        """Send a prepared request and read its answer; raises OSError."""
        if self.socket is None:
            self.socket = socket.create_connection(self.address, timeout=60)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(raw)
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        lines = data[:end].decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        status = int(lines[0].split(" ", 2)[1])
        body = data[end + 4 :]
        length = 0 if status in (204, 304) else int(headers["content-length"])
        while len(body) < length:
            body += self._more()
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, headers, body)

    def _more(self) -> bytes:
        assert self.socket is not None
        if not (chunk := self.socket.recv(262_144)):
            raise ConnectionError("the server closed the connection")
        return chunk

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def prepared(
    method: str, path: str, *, body: object = None, headers: dict[str, str] | None = None, host: str = "localhost"
) -> bytes:
    """The bytes of a request; `body` is sent as JSON."""
    content = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", *(f"{k}: {v}" for k, v in (headers or {}).items())]
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + content


def measure(
    port: int, request: Callable[[int], bytes], *, seconds: float, connections: int = 8, warm_up: float = 0.5
) -> Measured:
    """Ask as fast as the answers come, from `connections` kept connections at once.

    `request` gives the bytes of the n-th request. Answers during `warm_up` are not counted.
    """
    result, counter, lock = Measured(), itertools.count(), threading.Lock()
    begin = time.perf_counter() + warm_up
    finish = begin + seconds

    def work() -> None:
        connection, latencies, statuses = Connection("127.0.0.1", port), [], Counter[int]()
        while (asked := time.perf_counter()) < finish:
            answer = connection.ask(request(next(counter)))
            if (answered := time.perf_counter()) >= begin:
                latencies.append(answered - asked)
                statuses[answer.status] += 1
        connection.close()
        with lock:
            result.latencies += latencies
            result.statuses += statuses
            result.requests += len(latencies)

    threads = [threading.Thread(target=work) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.perf_counter() - begin
    return result
