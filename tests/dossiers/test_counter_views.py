"""The counter's work list: few statements, masked numbers, found by code, name or number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dossiers.models import Dossier
from dossiers.services import attaching, filing, processing
from procedures.models import ProcedureVersion
from staff.models import User
from tests.people import LAN, MakeDossier, Office, make_version, moment

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
NOW = "2023-08-30 10:00"


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(moment(NOW), tick=False):
        yield


@pytest.fixture
def counter(hoa: User) -> Client:
    client = Client()
    client.force_login(hoa)
    return client


def rows(answer: Any) -> list[str]:
    """Codes in the list, in order."""
    return [row.code for row in answer.context["page"].rows]


def submitted(office: Office, lan: User, version: ProcedureVersion, at: str) -> Dossier:
    draft = filing.save_draft(
        dossier=None, version=version, unit=office.commune, applicant=LAN, by=lan, at=moment(at)
    )
    for document in version.documents.filter(mandatory=True, kind="submit"):
        upload = SimpleUploadedFile("to-khai.pdf", PDF)
        attaching.attach(dossier=draft, upload=upload, document=document, by=lan, at=moment(at))
    return filing.submit(dossier=draft, by=lan, at=moment(at))


@pytest.mark.parametrize("count", [1, 20])
def test_list_takes_eight_statements_however_many_rows(
    counter: Client, received: MakeDossier, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        received(f"2023-08-30 07:{number:02d}")
    counter.get("/mot-cua/?tab=processing")  # the calendar is read once per process

    with django_assert_num_queries(8):
        answer = counter.get("/mot-cua/?tab=processing")

    assert len(rows(answer)) == count


def test_list_shows_numbers_masked(counter: Client, received: MakeDossier) -> None:
    received()

    page = counter.get("/mot-cua/?tab=all").content.decode()

    assert "0912345678" not in page
    assert "035185001234" not in page
    assert "******5678" in page


def test_clerk_of_another_commune_sees_nothing(tu: User, received: MakeDossier, client: Client) -> None:
    dossier = received()
    client.force_login(tu)

    assert rows(client.get("/mot-cua/?tab=all")) == []
    assert client.get(f"/mot-cua/ho-so/{dossier.code}/").status_code == 404


def test_list_is_for_clerks_only(client: Client, minh: User) -> None:
    client.force_login(minh)

    assert client.get("/mot-cua/").status_code == 403


def test_stranger_is_sent_to_sign_in(client: Client, office: Office) -> None:
    assert client.get("/mot-cua/").headers["Location"].startswith("/tai-khoan/")


def test_tabs_count_what_is_in_them(
    counter: Client, office: Office, hoa: User, lan: User, received: MakeDossier, version: ProcedureVersion
) -> None:
    submitted(office, lan, version, "2023-08-30 08:00")
    received("2023-08-30 08:10")
    waiting = received("2023-08-29 08:00")
    processing.forward(dossier=waiting, by=hoa, at=moment("2023-08-29 08:05"))
    processing.request_supplement(
        dossier=waiting, items=["Tờ khai có chữ ký"], reason="Tờ khai chưa ký", by=hoa, at=moment(NOW)
    )

    tabs = counter.get("/mot-cua/").context["tabs"]

    found = {tab["url"].removeprefix("?tab="): tab["count"] for tab in tabs}
    assert found == {
        "todo": 2,
        "online": 1,
        "today": 1,
        "processing": 1,
        "supplement": 1,
        "supplied": 0,
        "ready": 0,
        "uncollected": 0,
        "all": None,
    }


def test_supplement_that_was_handed_in_is_work_for_the_counter(
    counter: Client, hoa: User, received: MakeDossier
) -> None:
    dossier = received("2023-08-29 08:00")
    processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-29 08:05"))
    processing.request_supplement(
        dossier=dossier, items=["Tờ khai"], reason="Tờ khai chưa ký", by=hoa, at=moment("2023-08-29 09:00")
    )
    processing.supply(dossier=dossier, answer="Đã ký", by=hoa, at=moment("2023-08-30 08:00"))

    assert rows(counter.get("/mot-cua/?tab=supplied")) == [dossier.code]
    assert dossier.code in rows(counter.get("/mot-cua/?tab=todo"))


def test_exact_code_opens_the_dossier(counter: Client, received: MakeDossier) -> None:
    dossier = received()

    answer = counter.get("/mot-cua/", {"q": f" {dossier.code} "})

    assert answer.headers["Location"] == f"/mot-cua/ho-so/{dossier.code}/"


def test_scanned_address_of_a_receipt_opens_the_dossier(counter: Client, received: MakeDossier) -> None:
    dossier = received()

    answer = counter.get("/mot-cua/", {"q": f"http://testserver/tra-cuu/?code={dossier.code}"})

    assert answer.headers["Location"] == f"/mot-cua/ho-so/{dossier.code}/"


@pytest.mark.parametrize("q", ["nguyen thi lan", "LAN", "035185001234", "0912 345 678"])
def test_search_finds_by_name_without_marks_and_by_numbers(counter: Client, received: MakeDossier, q: str) -> None:
    dossier = received()

    assert rows(counter.get("/mot-cua/", {"q": q})) == [dossier.code]


def test_search_for_somebody_else_finds_nothing(counter: Client, received: MakeDossier) -> None:
    received()

    assert rows(counter.get("/mot-cua/", {"q": "tran van binh"})) == []


def test_filter_for_overdue_leaves_out_what_is_in_time(counter: Client, received: MakeDossier) -> None:
    late = received("2023-08-21 08:00")
    received("2023-08-30 08:00")

    assert rows(counter.get("/mot-cua/?tab=all&due=overdue")) == [late.code]


def test_filter_by_procedure_and_state(counter: Client, received: MakeDossier) -> None:
    other = make_version("2.000635", "Cấp bản sao Trích lục hộ tịch")
    wanted = received("2023-08-30 08:00", version=other)
    received("2023-08-30 08:05")

    assert rows(counter.get("/mot-cua/?tab=all&procedure=2.000635&state=2")) == [wanted.code]
    assert rows(counter.get("/mot-cua/?tab=all&procedure=2.000635&state=4")) == []


def test_impossible_filter_is_named(counter: Client) -> None:
    answer = counter.get("/mot-cua/?due=yesterday&state=99")

    assert answer.status_code == 400
    assert set(answer.context["filters"].errors) == {"due", "state"}


def test_pages_hold_25_rows_and_keep_the_filters(counter: Client, received: MakeDossier) -> None:
    for number in range(26):
        received(f"2023-08-30 07:{number:02d}")

    first = counter.get("/mot-cua/?tab=today&state=2")
    second = counter.get("/mot-cua/" + first.context["next_url"])

    assert (len(rows(first)), len(rows(second))) == (25, 1)
    assert "state=2" in first.context["next_url"]
    assert second.context["next_url"] == ""


@pytest.mark.parametrize(
    ("received_at", "tone"),
    [
        ("2023-08-21 08:00", "bad"),  # due on the 24th
        ("2023-08-28 08:00", "care"),  # due tomorrow, the 31st
        ("2023-08-30 08:00", "quiet"),  # due on 6 September
    ],
)
def test_deadline_is_marked_by_what_is_left(
    counter: Client, received: MakeDossier, received_at: str, tone: str
) -> None:
    received(received_at)

    answer = counter.get("/mot-cua/?tab=processing")

    assert [row.badge.tone for row in answer.context["page"].rows] == [tone]


def test_quarter_of_a_long_limit_is_marked_as_soon(counter: Client, received: MakeDossier) -> None:
    long = make_version("1.010833", "Cấp giấy xác nhận thân nhân người có công", value=12)
    received("2023-08-18 08:00", version=long)  # due on 7 September, 4 of 12 days left
    received("2023-08-17 08:00", version=long)  # due on 6 September, 3 of 12 days left

    answer = counter.get("/mot-cua/?tab=processing")

    assert [row.badge.tone for row in answer.context["page"].rows] == ["care", "quiet"]


def test_online_submission_shows_its_answer_clock(
    counter: Client, office: Office, lan: User, version: ProcedureVersion
) -> None:
    submitted(office, lan, version, "2023-08-29 15:00")  # 2 hours yesterday, 3 today: 3 of 8 left
    submitted(office, lan, version, "2023-08-28 08:00")  # eight working hours are long over

    found = counter.get("/mot-cua/?tab=online").context["page"].rows

    assert [row.badge.tone for row in found] == ["bad", "quiet"]
    assert "3" in found[1].badge.words
