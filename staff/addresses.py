"""From where a request comes (địa chỉ mạng): one answer for the limits of tries and for the security trail."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The caller's network address; "" where it is not known.

    Behind the office's own proxy it is the last hop of ``X-Forwarded-For``, the one that proxy wrote; whatever
    stands before it, and the whole header where there is no proxy, anybody could have invented.
    """
    own: str = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_HTTPS_PROXY:
        hop = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        return _tidy(hop) or _tidy(own)
    return _tidy(own)


def _tidy(address: str) -> str:
    try:
        return str(ipaddress.ip_address(address.strip("[]")))
    except ValueError:
        return ""
