"""Looking at a change of the calendar and confirming it, as a browser does."""

from __future__ import annotations

import re

from django.test import Client

LETTER = "Công văn 12/VPCP-KGVX"
CALENDAR, HOURS = "/quan-ly/lich/", "/quan-ly/gio-lam-viec/"


def expected(page: str) -> str:
    """The digest the preview sends back."""
    found = re.search(r'name="expected" value="([0-9a-f]+)"', page)
    assert found is not None
    return found[1]


def looked_at(client: Client, address: str, typed: dict[str, str]) -> tuple[str, str]:
    """The preview's address and page after a form was sent."""
    sent = client.post(address, typed)
    assert sent.status_code == 302, sent.content.decode()
    where = sent.headers["Location"]
    return where, client.get(where).content.decode()
