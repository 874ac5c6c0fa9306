"""Pages to find a procedure: how a search was answered, filters, life events, what was looked at last."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from dossiers.models import Dossier
from dossiers.rules import Applicant
from procedures.models import Fee, LifeEvent, ProcedureVersion
from procedures.search.listing import fee_in_short
from tests.people import MakeDossier, Office
from tests.procedures.conftest import ImportEntries, entry
from tests.procedures.reading import body, names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "tuesday_morning")]

TODAY = dt.date(2023, 8, 29)
FREE = {"fee": {"amount": 0}}


@pytest.fixture
def catalogue(import_entries: ImportEntries, office: Office) -> None:
    same_day = {"time_limit": {"mode": "same_day", "value": 0, "unit": "trong ngày"}}
    import_entries(
        entry("1.001193", name="Đăng ký khai sinh", everyday_words=["giấy khai sinh"], **same_day, **FREE)
        | {"life_events": ["sinh-con"]},
        entry("1.004222", name="Đăng ký thường trú", field="Cư trú") | {"life_events": ["sinh-con"]},
        entry("1.013978", name="Đăng ký đất đai lần đầu", everyday_words=["sổ đỏ"], level_2023="huyện")
        | {"life_events": ["nha-dat"]},
        options=("--valid-from=2021-01-01",),
    )


def test_a_search_by_ear_says_what_it_was_taken_for(client: Client, catalogue: None) -> None:
    response = client.get("/thu-tuc/", {"q": "xổ đỏ"})
    assert names(response) == ["Đăng ký đất đai lần đầu"]
    page = response.content.decode()
    assert "Nothing is written “xổ đỏ”. These are the results for <strong>“sổ đỏ”</strong>." in page
    assert "exact=1" in page


def test_what_was_typed_can_be_insisted_on(client: Client, catalogue: None) -> None:
    response = client.get("/thu-tuc/", {"q": "xổ đỏ", "exact": "1"})
    assert "No procedure fits" in body(response)
    assert "identity cards and passports, for example, by the police" in body(response)


def test_a_search_that_is_answered_as_typed_says_nothing_of_it(client: Client, catalogue: None) -> None:
    assert "Nothing is written" not in body(client.get("/thu-tuc/", {"q": "sổ đỏ"}))


def test_part_of_a_sentence_says_which_part(client: Client, catalogue: None) -> None:
    text = body(client.get("/thu-tuc/", {"q": "giấy khai sinh nhàu nát"}))
    assert "These come nearest; they have “giấy khai sinh”." in text


def test_matches_are_marked_and_an_everyday_word_is_named(client: Client, catalogue: None) -> None:
    page = client.get("/thu-tuc/", {"q": "so do"}).content.decode()
    assert "<mark>sổ đỏ</mark>" in page
    assert "<mark>khai sinh</mark>" in client.get("/thu-tuc/", {"q": "khai sinh"}).content.decode()


def test_markup_in_a_search_stays_text(client: Client, catalogue: None) -> None:
    page = client.get("/thu-tuc/", {"q": "<script>xổ đỏ</script>"}).content.decode()
    assert "<script>xổ" not in page


def test_a_row_says_what_decides_whether_to_open_it(client: Client, catalogue: None) -> None:
    text = body(client.get("/thu-tuc/", {"q": "khai sinh"}))
    for words in ("within the working day", "1 paper to hand in", "free of charge", "Same day", "File online"):
        assert words in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"same_day": "1"}, ["Đăng ký khai sinh"]),
        ({"event": "sinh-con"}, ["Đăng ký khai sinh", "Đăng ký thường trú"]),
        ({"unit": "352"}, ["Đăng ký đất đai lần đầu"]),
        ({"unit": "13504"}, ["Đăng ký khai sinh", "Đăng ký thường trú"]),
        ({"unit": "13504", "event": "sinh-con", "field": "cu-tru"}, ["Đăng ký thường trú"]),
    ],
)
def test_filters_narrow(client: Client, catalogue: None, query: dict[str, str], found: list[str]) -> None:
    assert names(client.get("/thu-tuc/", query)) == found


@pytest.mark.parametrize("query", [{"event": "khong-co"}, {"unit": "99999"}])
def test_a_filter_that_does_not_exist_is_named(client: Client, catalogue: None, query: dict[str, str]) -> None:
    response = client.get("/thu-tuc/", query)
    assert (response.status_code, list(response.context["form"].errors)) == (400, list(query))


def test_filters_that_leave_nothing_say_what_there_is_without_them(client: Client, catalogue: None) -> None:
    response = client.get("/thu-tuc/", {"q": "sổ đỏ", "field": "cu-tru"})
    assert "Without the filters there is 1 procedure for “sổ đỏ”." in body(response)
    assert 'href="/thu-tuc/?q=s%E1%BB%95%20%C4%91%E1%BB%8F"' in response.content.decode()


def test_a_life_event_shows_its_procedures_in_the_order_of_need(client: Client, catalogue: None) -> None:
    LifeEvent.objects.filter(slug="sinh-con").update(sequence=["1.004222"])
    response = client.get("/su-kien/sinh-con/")
    assert names(response) == ["Đăng ký thường trú", "Đăng ký khai sinh"]
    assert [row.version.name for row in response.context["others"]] == ["Đăng ký khai sinh"]


def test_an_event_nobody_knows_is_not_found(client: Client, catalogue: None) -> None:
    assert client.get("/su-kien/khong-co/").status_code == 404


def test_an_event_without_procedures_says_so_and_is_no_door(client: Client, catalogue: None) -> None:
    assert "No procedure is listed here yet" in body(client.get("/su-kien/ket-hon/"))
    page = client.get("/").content.decode()
    assert 'href="/su-kien/sinh-con/"' in page
    assert 'href="/su-kien/ket-hon/"' not in page


def test_the_home_page_remembers_what_was_looked_at_until_it_is_cleared(client: Client, catalogue: None) -> None:
    assert "You looked at" not in body(client.get("/"))
    client.get("/thu-tuc/1.001193/")
    client.get("/thu-tuc/1.013978/")
    client.get("/thu-tuc/9.999999/")
    response = client.get("/")
    assert [each["code"] for each in response.context["recent"]] == ["1.013978", "1.001193"]
    assert "You looked at" in body(client.get("/"))
    client.post("/thu-tuc/vua-xem/xoa/")
    client.get("/")  # tells that it was cleared
    assert "You looked at" not in body(client.get("/"))


def test_the_kept_home_page_of_one_reader_is_not_shown_to_another(client: Client, catalogue: None) -> None:
    client.get("/thu-tuc/1.001193/")
    assert "You looked at" in body(client.get("/"))
    assert "You looked at" not in body(Client(headers={"cookie": "django_language=en"}).get("/"))


def test_a_forged_list_is_only_read_as_codes(client: Client, catalogue: None) -> None:
    client.cookies["recent"] = "<b>~1.001193~1.001193~" + "~".join(f"9.{number}" for number in range(50))
    response = client.get("/")
    assert [each["code"] for each in response.context["recent"]] == ["1.001193"]


def test_often_asked_is_what_was_received_most(
    client: Client,
    received: MakeDossier,
    version: ProcedureVersion,
    same_day_version: ProcedureVersion,
) -> None:
    for code in ("A", "B"):
        received("2023-08-28 09:30", version=same_day_version, applicant=_applicant(code))
    received("2023-08-28 10:30")
    received("2023-06-01 09:30", applicant=_applicant("C"))
    assert Dossier.objects.count() == 4
    popular = client.get("/").content.decode()
    assert popular.index("/thu-tuc/1.001193/") < popular.index("/thu-tuc/1.004873/")


def _applicant(name: str) -> Applicant:
    number = f"03518500{ord(name):04d}"
    return Applicant(
        name=f"Nguyễn Văn {name}", identity_number=number, phone="0912345678", email="", address="Thôn 3"
    )


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], ""),
        ([{"amount": 0}, {"amount": 0}], "free of charge"),
        ([{"amount": 8000, "per": "bản"}], "8,000 đồng/bản"),
        ([{"amount": 20000}, {"amount": 10000, "channel": "online"}], "from 10,000 đồng"),
        ([{"amount": 0}, {"amount": 8000}], "free of charge or from 8,000 đồng"),
        ([{"amount": 0}, {"by_province": True}], "free of charge in most cases"),
        ([{"by_province": True}], "as set by the provincial People's Council"),
        ([{"amount": 5000, "valid_to": dt.date(2022, 12, 31)}, {"amount": 7000}], "7,000 đồng"),
    ],
)
def test_fees_are_told_in_a_few_words(rows: list[dict[str, Any]], words: str) -> None:
    with translation.override("en"):
        assert fee_in_short([Fee(**row) for row in rows], TODAY) == words


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", 12),
        ("/thu-tuc/", 12),
        ("/thu-tuc/?q=dang+ki", 12),
        ("/su-kien/sinh-con/", 12),
        ("/thu-tuc/1.000001/", 22),
    ],
)
def test_the_number_of_queries_does_not_grow_with_the_rows(
    client: Client, office: Office, import_entries: ImportEntries, address: str, most: int
) -> None:
    def queries() -> int:
        client.get(address)
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    def named(number: int) -> dict[str, Any]:
        return entry(f"1.{number:06d}", name=f"Đăng ký {number}") | {"life_events": ["sinh-con"]}

    import_entries(named(1))
    with_one = queries()
    import_entries(*(named(number) for number in range(2, 22)))
    assert queries() == with_one <= most


def test_the_clock_moves_what_is_often_asked(client: Client, received: MakeDossier) -> None:
    received("2023-08-28 10:30")
    with time_machine.travel("2023-12-01T09:00:00+07:00", tick=False):
        assert "Often asked for" not in body(client.get("/"))
