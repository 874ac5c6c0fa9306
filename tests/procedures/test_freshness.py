"""Public pages are built once a minute, and an unchanged one is not sent again."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from staff.models import User
from tests.people import Office
from tests.procedures.conftest import Imported, ImportEntries, entry
from tests.procedures.reading import body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "tuesday_morning")]


@pytest.mark.parametrize("address", ["/", "/thu-tuc/", "/thu-tuc/?q=khai+sinh", "/thu-tuc/1.004873/"])
def test_an_unchanged_page_is_not_sent_again(
    client: Client, office: Office, some_procedures: Imported, address: str
) -> None:
    client.get(address)  # the first visit sets the cookies
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_a_new_version_makes_the_page_fresh(
    client: Client, office: Office, some_procedures: Imported, import_entries: ImportEntries
) -> None:
    client.get("/thu-tuc/1.004873/")
    tag = client.get("/thu-tuc/1.004873/")["ETag"]
    import_entries(entry())
    assert client.get("/thu-tuc/1.004873/", headers={"if-none-match": tag}).status_code == 200


def test_a_reader_that_knows_only_days_learns_what_began_at_midnight(
    client: Client, office: Office, some_procedures: Imported
) -> None:
    seen = {"if-modified-since": client.get("/thu-tuc/")["Last-Modified"]}
    assert client.get("/thu-tuc/", headers=seen).status_code == 304
    with time_machine.travel("2023-08-30T00:00:30+07:00", tick=False):
        assert client.get("/thu-tuc/", headers=seen).status_code == 200


def test_the_pages_of_a_signed_in_reader_carry_no_tag(
    client: Client, some_procedures: Imported, lan: User
) -> None:
    client.force_login(lan)
    assert "ETag" not in client.get("/thu-tuc/1.004873/").headers


def token(response: Any) -> str:
    return re.findall(r'name="csrfmiddlewaretoken" value="(\w{64})"', response.content.decode())[0]


def test_a_page_is_built_once_for_all_and_each_reader_gets_an_own_token(
    client: Client, office: Office, some_procedures: Imported
) -> None:
    first = client.get("/thu-tuc/1.004873/")
    other = Client(enforce_csrf_checks=True)
    other.cookies["django_language"] = "en"
    with CaptureQueriesContext(connection) as captured:
        second = other.get("/thu-tuc/1.004873/")
    assert len(captured) == 1
    assert body(second) == body(first)
    own = token(second)
    assert own != token(first)
    switch = {"csrfmiddlewaretoken": own, "language": "vi", "next": "/"}
    assert other.post("/ngon-ngu/", switch).status_code == 302


def test_the_kept_page_moves_with_the_clock(client: Client, office: Office, some_procedures: Imported) -> None:
    client.get("/thu-tuc/1.004873/")
    with time_machine.travel("2023-08-30T09:30:00+07:00", tick=False):
        assert "result promised for 17:00, Wednesday 06/09/2023" in body(client.get("/thu-tuc/1.004873/"))


def test_the_kept_page_differs_by_language_and_by_chosen_counter(
    client: Client, office: Office, some_procedures: Imported
) -> None:
    english = body(client.get("/thu-tuc/1.004873/"))
    client.cookies["django_language"] = "vi"
    assert body(client.get("/thu-tuc/1.004873/")) != english
    other = Client()
    other.cookies["django_language"] = "en"
    other.get("/thu-tuc/1.004873/", {"don-vi": office.other_commune.code})
    assert "File now at Xã Tràng An" in body(other.get("/thu-tuc/1.004873/"))
    assert "File now at Xã Bình Nghĩa" in body(
        Client(headers={"cookie": "django_language=en"}).get("/thu-tuc/1.004873/")
    )


def test_a_signed_in_reader_never_gets_the_kept_page(
    client: Client, office: Office, some_procedures: Imported, lan: User
) -> None:
    client.get("/thu-tuc/1.004873/")
    client.force_login(lan)
    assert "Nguyễn Thị Lan" in body(client.get("/thu-tuc/1.004873/"))
    assert "Nguyễn Thị Lan" not in body(Client().get("/thu-tuc/1.004873/"))
