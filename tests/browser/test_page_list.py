"""No page is forgotten: the list of pages and the addresses of the portal are the same."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.browser.addresses import ON_THE_WAY, PAGES
from tests.browser.not_pages import NOT_PAGES


def names(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    """The names of all addresses, with their namespace."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"


def pages_of_the_portal() -> set[str]:
    """The API has its own tests; the administration's pages are found by themselves in `test_admin_pages.py`."""
    every = set(names(get_resolver().url_patterns))
    return {name for name in every if not name.startswith(("api:", "admin:"))}


def test_every_address_is_listed_as_a_page_or_as_none() -> None:
    listed = {page.name for page in PAGES} | ON_THE_WAY | set(NOT_PAGES)
    assert pages_of_the_portal() - listed == set()


def test_the_list_holds_no_address_that_is_gone() -> None:
    listed = {page.name for page in PAGES} | ON_THE_WAY | set(NOT_PAGES)
    assert listed - set(names(get_resolver().url_patterns)) == set()
