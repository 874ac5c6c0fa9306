"""The clock of the sweeps, which says twice a minute that it lives."""

from __future__ import annotations

import time
from typing import Any

from celery.beat import PersistentScheduler

from staff.sweeping import note_alive
from staff.watch import BEAT, HEARTBEAT_SECONDS


class WatchedScheduler(PersistentScheduler):
    """Bộ hẹn giờ rà soát: celery's own, with a pulse."""

    _noted = float("-inf")

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due; returns how long to sleep, never longer than a heartbeat."""
        if time.monotonic() - self._noted >= HEARTBEAT_SECONDS:
            self._noted = time.monotonic()
            note_alive(BEAT)
        return min(float(super().tick(*args, **kwargs)), HEARTBEAT_SECONDS)
