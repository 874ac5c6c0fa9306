"""The page of open data, and what search engines may read."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from procedures.exchange.open_data import TABLES
from procedures.exchange.open_data_words import COLUMNS, LEADS, TITLES
from procedures.sitemaps import CLOSED
from tests.people import Office
from tests.procedures.conftest import Imported, ImportEntries, entry
from tests.procedures.reading import body

#: First parts of addresses that anybody may open, and that search engines may read.
OPEN = {
    "",
    "thu-tuc",
    "su-kien",
    "bieu-mau",
    "niem-yet",
    "can-bo",
    "tin-tuc",
    "du-lieu-mo",
    "van-ban",
    "thuat-ngu",
}
OPEN |= {"api", "favicon.ico", "robots.txt", "sitemap.xml", "sitemap-<section>.xml"}


@pytest.fixture(autouse=True)
def this_year() -> Any:
    with time_machine.travel("2026-03-02T09:00:00+07:00", tick=False):
        yield


def locations(client: Client, path: str) -> list[str]:
    return re.findall(r"<loc>http://testserver([^<]*)</loc>", client.get(path).content.decode())


def test_the_page_leads_to_every_table_and_says_what_its_columns_mean(
    client: Client, some_procedures: Imported
) -> None:
    page = client.get("/du-lieu-mo/").content.decode()
    for name, table in TABLES.items():
        assert f'href="/api/v1/{name}.csv"' in page
        assert f'href="/api/v1/{name}/"' in page
        assert all(f"<code>{column}</code>" in page for column in table.columns)
    assert client.get("/api/v1/procedures.yaml").status_code == 200


def test_every_table_is_offered_for_a_spreadsheet_too(client: Client, office: Office) -> None:
    page = client.get("/du-lieu-mo/").content.decode()
    plain = re.findall(r'href="(/api/v1/[a-z-]+\.csv)"', page)
    assert plain == re.findall(r'href="(/api/v1/[a-z-]+\.csv)\?bom=1"', page)
    assert len(plain) == len(TABLES) + 1  # and how long it really took


def test_every_table_and_column_has_words() -> None:
    assert TABLES.keys() == TITLES.keys() == LEADS.keys()
    assert {column for table in TABLES.values() for column in table.columns} == COLUMNS.keys()


def test_the_examples_name_this_server(client: Client, some_procedures: Imported) -> None:
    assert "curl http://testserver/api/v1/procedures/" in body(client.get("/du-lieu-mo/"))


def test_the_sitemap_leads_to_what_is_posted(client: Client, office: Office, some_procedures: Imported) -> None:
    sections = locations(client, "/sitemap.xml")
    assert sections == [f"/sitemap-{name}.xml" for name in ("trang", "thu-tuc", "su-kien", "don-vi")]
    pages = [address for section in sections for address in locations(client, section)]
    assert {"/", "/thu-tuc/", "/du-lieu-mo/", "/thu-tuc/1.001193/", "/su-kien/sinh-con/"} <= set(pages)
    assert len(pages) == len(set(pages))


def test_every_page_of_the_sitemap_opens(client: Client, office: Office, some_procedures: Imported) -> None:
    for section in locations(client, "/sitemap.xml"):
        for address in locations(client, section):
            assert client.get(address).status_code == 200, address


def test_an_ended_procedure_leaves_the_sitemap(client: Client, import_entries: ImportEntries) -> None:
    import_entries(entry("1.000001", valid_from="2026-01-01"), entry("1.000002", valid_from="2026-05-01"))
    assert locations(client, "/sitemap-thu-tuc.xml") == ["/thu-tuc/1.000001/"]


def test_the_sitemap_does_not_ask_for_each_procedure(client: Client, import_entries: ImportEntries) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/sitemap.xml")
            client.get("/sitemap-thu-tuc.xml")
        return len(captured)

    import_entries(entry())
    with_one = statements()
    import_entries(*(entry(f"1.{number:06d}") for number in range(2, 22)))
    assert statements() == with_one


def test_search_engines_stay_out_of_everything_that_is_not_posted(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    closed = {line.removeprefix("Disallow: /").rstrip("/") for line in lines if line.startswith("Disallow")}
    assert closed == set(CLOSED)
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    prefixes = {path.split("/")[0] for path in addresses(get_resolver())}
    assert closed <= prefixes <= closed | OPEN


def addresses(resolver: Any, above: str = "") -> list[str]:
    found = []
    for each in resolver.url_patterns:
        path = above + str(each.pattern)
        found += addresses(each, path) if hasattr(each, "url_patterns") else [path]
    return found
