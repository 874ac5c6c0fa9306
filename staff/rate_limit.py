"""Slowing down of guessing (giới hạn số lần thử), by network address, in the shared cache."""

import time

from django.core.cache import cache
from django.http import HttpRequest

from .addresses import client_address


def too_many(request: HttpRequest, scope: str, *, per_minute: int) -> bool:
    """Whether this address asked more than `per_minute` times within the running minute."""
    # The minute is part of the key: some caches prolong a row each time it is counted up.
    key = f"rate:{scope}:{client_address(request)}:{int(time.time() // 60)}"
    if cache.add(key, 1, timeout=60):
        return False
    try:
        return cache.incr(key) > per_minute
    except ValueError:  # the row was dropped between the two calls
        return False
