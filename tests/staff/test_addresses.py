"""From where somebody asks: the proxy's own word, and nobody else's."""

import pytest
from django.test import RequestFactory, override_settings

from staff.addresses import client_address

FORGED = "203.0.113.9, 198.51.100.7"


def asked(**meta: str) -> str:
    return client_address(RequestFactory().get("/", **{"REMOTE_ADDR": "127.0.0.1", **meta}))


def test_without_a_proxy_the_header_is_anybodys_invention() -> None:
    assert asked(HTTP_X_FORWARDED_FOR=FORGED) == "127.0.0.1"


@override_settings(BEHIND_HTTPS_PROXY=True)
@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("198.51.100.7", "198.51.100.7"),
        (FORGED, "198.51.100.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("198.51.100.7, nobody", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_behind_the_proxy_its_last_hop_counts(header: str, address: str) -> None:
    assert asked(HTTP_X_FORWARDED_FOR=header) == address


def test_an_address_that_is_none_is_not_known() -> None:
    assert asked(REMOTE_ADDR="") == ""
