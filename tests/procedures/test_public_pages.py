"""Home, catalogue and procedure page, as a citizen without an account and without scripts sees them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from procedures.models import HandlingRule, ProcedureVersion
from staff.models import User
from tests.people import Office
from tests.procedures.conftest import Imported, ImportEntries, entry
from tests.procedures.reading import body, names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "tuesday_morning")]


def test_home_names_fields_with_their_counts_and_the_hours(
    client: Client, office: Office, catalogue: Imported
) -> None:
    text = body(client.get("/"))
    assert "Hộ tịch 20 procedures" in text
    assert "See all 82 procedures" in text
    assert "Monday – Friday: 07:00–11:30, 13:30–17:00" in text


@pytest.mark.parametrize("q", ["đăng ký khai sinh", "dang ky khai sinh", "KHAI SINH dang ky", "  khai   sinh "])
def test_the_search_does_not_care_about_marks_case_or_order(
    client: Client, some_procedures: Imported, q: str
) -> None:
    assert names(client.get("/thu-tuc/", {"q": q}))[0] == "Đăng ký khai sinh"


def test_every_word_has_to_occur(client: Client, catalogue: Imported) -> None:
    found = names(client.get("/thu-tuc/", {"q": "khai sinh lưu động"}))
    assert found == ["Đăng ký khai sinh lưu động"]


def test_the_exact_code_comes_first_and_another_code_finds_too(client: Client, some_procedures: Imported) -> None:
    assert names(client.get("/thu-tuc/", {"q": "1.001193"})) == ["Đăng ký khai sinh"]
    assert names(client.get("/thu-tuc/", {"q": "2.001909"})) == ["Tiếp công dân tại cấp xã"]


def test_filters_narrow(client: Client, catalogue: Imported) -> None:
    counts: list[tuple[dict[str, str], int]] = [
        ({"field": "ho-tich"}, 20),
        ({"level": "district"}, 31),
        ({"audience": "organisations"}, 22),
        ({"online": "partial"}, 27),
        ({"online": "offline"}, 7),
        ({"field": "ho-tich", "q": "ket hon"}, 8),
    ]
    with time_machine.travel("2026-03-02T09:00:00+07:00", tick=False):
        pages = [(query, client.get("/thu-tuc/", query).context["page_obj"]) for query, _count in counts]
    assert [(query, page.paginator.count) for query, page in pages] == counts
    of_field, of_district = pages[0][1], pages[1][1]
    assert {version.procedure.field.slug for version in of_field} == {"ho-tich"}
    assert all(version.received_at_district for version in of_district)


def test_nothing_found_shows_a_way_out(client: Client, some_procedures: Imported) -> None:
    response = client.get("/thu-tuc/", {"q": "xyzxyz"})
    assert response.status_code == 200
    assert "No procedure fits" in body(response)
    assert 'href="/thu-tuc/"' in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [{"field": "khong-co"}, {"level": "x"}, {"audience": "1"}, {"online": "?"}, {"q": "a" * 201}],
)
def test_a_filter_that_does_not_exist_is_named(
    client: Client, some_procedures: Imported, query: dict[str, str]
) -> None:
    response = client.get("/thu-tuc/", query)
    assert response.status_code == 400
    assert list(response.context["form"].errors) == list(query)


@pytest.mark.parametrize("page", ["0", "-1", "abc", "9999"])
def test_an_impossible_page_number_shows_a_page(client: Client, some_procedures: Imported, page: str) -> None:
    assert client.get("/thu-tuc/", {"page": page}).status_code == 200


def test_the_page_lists_papers_by_what_is_done_with_them(
    client: Client, office: Office, some_procedures: Imported
) -> None:
    text = body(client.get("/thu-tuc/1.001193/"))
    always, sometimes = text.index("Always hand in"), text.index("Hand in only where it applies to you")
    shown = text.index("Bring along to show")
    assert always < text.index("Giấy chứng sinh") < sometimes < text.index("Văn bản ủy quyền") < shown
    assert shown < text.index("Giấy tờ tùy thân")


def test_the_page_promises_a_date_and_explains_each_day(
    client: Client, office: Office, some_procedures: Imported
) -> None:
    text = body(client.get("/thu-tuc/1.004873/"))
    assert "File now at Xã Bình Nghĩa, result promised for 17:00, Tuesday 05/09/2023" in text
    assert "Friday 01/09/2023 Public holiday (Quốc khánh 2/9)" in text
    assert "Tuesday 05/09/2023 Day 3 of 3" in text


def test_both_promises_are_told_where_channels_differ(
    client: Client, office: Office, some_procedures: Imported
) -> None:
    text = body(client.get("/thu-tuc/1.013978/"))
    assert "Hand in now at the counter of Huyện Bình Lục" in text
    assert "File online now with Huyện Bình Lục" in text


def test_the_chosen_counter_is_remembered(client: Client, office: Office, some_procedures: Imported) -> None:
    client.get("/thu-tuc/1.004873/", {"don-vi": office.other_commune.code})
    assert client.get("/thu-tuc/1.001193/").context["counter"] == office.other_commune


@pytest.mark.parametrize("code", ["nope", "352", ""])
def test_a_counter_that_does_not_receive_it_is_not_chosen(
    client: Client, office: Office, some_procedures: Imported, code: str
) -> None:
    response = client.get("/thu-tuc/1.004873/", {"don-vi": code})
    assert response.context["counter"] == office.commune


def test_the_handling_division_is_named(client: Client, office: Office, some_procedures: Imported) -> None:
    version = ProcedureVersion.objects.get(procedure__code="1.013978")
    HandlingRule.objects.create(
        receiving_unit=office.district, field=version.procedure.field, handling_unit=office.province
    )
    assert client.get("/thu-tuc/1.013978/").context["handler"] == office.province


def test_without_a_limit_nothing_is_promised_and_nothing_can_be_filed(
    client: Client, office: Office, some_procedures: Imported
) -> None:
    response = client.get("/thu-tuc/2.001263/")
    assert "Cannot be filed yet" in body(response)
    assert "promised for" not in body(response)
    assert "/ho-so/nop/" not in response.content.decode()


def test_a_procedure_with_its_own_book_has_no_online_form(
    client: Client, office: Office, some_procedures: Imported
) -> None:
    response = client.get("/thu-tuc/2.002396/")
    assert response.status_code == 200
    assert "/ho-so/nop/" not in response.content.decode()


def test_an_online_procedure_leads_to_its_form(client: Client, office: Office, some_procedures: Imported) -> None:
    assert (
        f'href="/ho-so/nop/1.001193/?don-vi={office.commune.code}"'
        in client.get("/thu-tuc/1.001193/").content.decode()
    )


def test_a_year_without_calendar_is_told_instead_of_a_date(
    client: Client, office: Office, some_procedures: Imported
) -> None:
    with time_machine.travel("2031-01-06T09:00:00+07:00", tick=False):
        response = client.get("/thu-tuc/1.004873/")
    assert response.status_code == 200
    assert "2031" in body(response)


@pytest.mark.parametrize(
    ("fee", "words"),
    [
        ({"amount": 0}, "Free of charge"),
        ({"amount": 8000, "per": "bản"}, "8,000 đồng/bản"),
        ({"amount": None, "by_province": True}, "As set by the provincial People's Council"),
        ({"amount": None}, "No amount published"),
    ],
)
def test_fees_are_told_in_words(
    client: Client, import_entries: ImportEntries, fee: dict[str, Any], words: str
) -> None:
    import_entries(entry(fee=fee))
    assert words in body(client.get("/thu-tuc/1.000001/"))


def test_an_announced_procedure_says_from_when(client: Client, import_entries: ImportEntries) -> None:
    import_entries(entry(valid_from="2023-12-01"))
    assert "comes into force on 01/12/2023" in body(client.get("/thu-tuc/1.000001/"))


@pytest.mark.parametrize("code", ["9.999999", "%C4%91"])
def test_an_unknown_code_is_not_found(client: Client, some_procedures: Imported, code: str) -> None:
    assert client.get(f"/thu-tuc/{code}/").status_code == 404


def test_markup_in_a_file_stays_text(client: Client, import_entries: ImportEntries) -> None:
    import_entries(entry(name="<script>alert(1)</script>", result="<b>x</b>"))
    page = client.get("/thu-tuc/1.000001/").content.decode()
    assert "<script>alert" not in page
    assert "<b>x" not in page


def test_old_versions_are_not_listed(client: Client, import_entries: ImportEntries) -> None:
    with time_machine.travel(dt.datetime(2023, 5, 1, 9, tzinfo=dt.UTC), tick=False):
        import_entries(entry(name="Tên cũ"))
    import_entries(entry(name="Tên mới"))
    assert names(client.get("/thu-tuc/")) == ["Tên mới"]


def test_the_form_opens_with_the_counter_chosen_on_the_page(
    client: Client, office: Office, some_procedures: Imported, lan: User
) -> None:
    client.force_login(lan)
    client.get("/thu-tuc/1.004873/", {"don-vi": office.other_commune.code})
    form = client.get("/ho-so/nop/1.004873/").context["form"]
    assert form["unit"].value() in (office.other_commune, office.other_commune.pk)
