"""How many requests the live server is answering, so that no table is emptied under one of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.signals import request_finished, request_started


class RequestsUnderWay:
    """Counts the requests begun and ended in this process."""

    def __init__(self) -> None:
        self._open = 0
        self._change = threading.Condition()

    def wait_for_the_last(self, seconds: float = 30) -> None:
        """Until nothing is being answered; raises TimeoutError."""
        with self._change:
            if not self._change.wait_for(lambda: self._open <= 0, timeout=seconds):
                raise TimeoutError(f"{self._open} requests are still being answered after {seconds} s")

    def _begun(self, **signal: Any) -> None:
        with self._change:
            self._open += 1

    def _ended(self, **signal: Any) -> None:
        with self._change:
            self._open -= 1
            self._change.notify_all()


@contextmanager
def counted_requests() -> Iterator[RequestsUnderWay]:
    """Count while the block lasts."""
    requests = RequestsUnderWay()
    request_started.connect(requests._begun)
    request_finished.connect(requests._ended)
    try:
        yield requests
    finally:
        request_started.disconnect(requests._begun)
        request_finished.disconnect(requests._ended)
