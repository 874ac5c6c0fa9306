"""Ten thousand procedures: as many statements as with ten, whatever is typed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.large_catalogue import fill_catalogue
from procedures.models import ProcedureVersion
from procedures.search.finding import look

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MANY = 10_000


@pytest.fixture
def ten_thousand(db: None) -> None:
    fill_catalogue(MANY)


def test_statements_are_bounded_and_the_right_one_comes_first(client: Client, ten_thousand: None) -> None:
    asked = {
        "/thu-tuc/": 9,
        "/thu-tuc/?q=giay+phep+so+7775": 10,
        "/thu-tuc/?q=zay+fep+xo+7775": 11,
        "/thu-tuc/?q=giayy+phepp+so+7775": 13,
        "/thu-tuc/?q=giay+phep+xyzxyz+so+7775": 14,
        "/thu-tuc/?q=giay+phep&field=linh-vuc-3&page=40": 10,
        "/api/v1/procedures/?q=giay+phep+so+7775": 3,
        "/api/v1/procedures/?q=zay+fep+xo+7775": 4,
    }
    counted = {address: _statements(client, address) for address in asked}
    assert {address: count for address, count in counted.items() if count > asked[address]} == {}
    versions: Any = ProcedureVersion.objects.in_force(dt.date(2026, 3, 2))
    for q in ("giay phep so 7775", "zay fep xo 7775", "giayy phepp so 7775", "giay phep xyzxyz so 7775"):
        nearest = look(versions, q).within(versions).values_list("procedure__code", flat=True).first()
        assert nearest == "7.007775", q


def _statements(client: Client, address: str) -> int:
    cache.clear()
    client.get(address)
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
