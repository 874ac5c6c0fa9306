"""Slowing down of guessing (giới hạn số lần thử), by network address, in the shared cache."""

from django.core.cache import cache
from django.http import HttpRequest

from .addresses import client_address


def too_many(request: HttpRequest, scope: str, *, per_minute: int) -> bool:
    """Whether this address asked more than `per_minute` times within the running minute."""
    key = f"rate:{scope}:{client_address(request)}"
    if cache.add(key, 1, timeout=60):
        return False
    try:
        return cache.incr(key) > per_minute
    except ValueError:  # the minute ended between the two calls
        return False
