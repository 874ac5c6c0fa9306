"""The pages of the working calendar: who may open them, what is typed, what is shown, and what is then done."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from staff.models import AuditEntry, CalendarDay, Message, OfficeHours, User
from staff.roles import Role
from tests.people import MakeDossier, Office, make_official, moment

AT = "2023-08-29 09:30"
LETTER = "Công văn 12/VPCP-KGVX"
SWAP = {"day_off": "2023-08-31", "worked": "2023-09-09", "document": LETTER}
ONE_DAY = {"day": "2023-08-31", "kind": "holiday", "name": "Nghỉ tránh bão", "document": LETTER}
CALENDAR, HOURS = "/quan-ly/lich/", "/quan-ly/gio-lam-viec/"


@pytest.fixture(autouse=True)
def in_august() -> Any:
    with time_machine.travel(moment("2023-08-29 16:00"), tick=False):
        yield


@pytest.fixture
def manager(client: Client, thu: User) -> Client:
    client.force_login(thu)
    return client


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


def test_a_stranger_is_sent_to_sign_in(client: Client, office: Office) -> None:
    for address in (CALENDAR, f"{CALENDAR}ngay/", f"{CALENDAR}xem-truoc/", HOURS):
        assert client.get(address).status_code == 302


def test_only_managers_and_it_officers_open_it(client: Client, hoa: User, hai: User) -> None:
    for person in (hoa, hai):
        client.force_login(person)
        for address in (CALENDAR, f"{CALENDAR}hoan-doi/", HOURS, f"{HOURS}13504/"):
            assert client.get(address).status_code == 403


def test_a_manager_of_a_commune_reads_the_calendar_and_changes_no_day(client: Client, office: Office) -> None:
    client.force_login(make_official("mai", "Hồ Thị Mai", office.commune, Role.MANAGER))

    page = client.get(CALENDAR)

    assert page.status_code == 200
    assert "hoan-doi" not in page.content.decode()
    assert client.get(f"{CALENDAR}hoan-doi/").status_code == 403
    assert client.post(f"{CALENDAR}ngay/", ONE_DAY).status_code == 403


def test_the_year_names_each_day_with_its_paper(manager: Client) -> None:
    page = manager.get(CALENDAR).content.decode()

    assert "Ngày Chiến thắng 30/4" in page
    assert "BLLĐ 2019, Điều 111 khoản 3 (nghỉ bù)" in page
    assert page.count('class="month"') == 12


@pytest.mark.parametrize("year", [1999, 2031, 99999])
def test_a_year_nobody_plans_for_is_not_found(manager: Client, year: int) -> None:
    assert manager.get(f"{CALENDAR}{year}/").status_code == 404


def test_the_preview_shows_what_moves_and_changes_nothing(manager: Client, received: MakeDossier) -> None:
    dossier = received(AT)

    _where, page = looked_at(manager, f"{CALENDAR}hoan-doi/", SWAP)

    assert str(dossier.code) in page
    assert "17:00 05/09/2023" in page
    assert "17:00 06/09/2023" in page
    dossier.refresh_from_db()
    assert dossier.due_at == moment("2023-09-05 17:00")
    assert not CalendarDay.objects.filter(day=dt.date(2023, 8, 31)).exists()


def test_confirming_makes_the_change_and_shows_it(manager: Client, received: MakeDossier) -> None:
    dossier = received(AT)
    where, page = looked_at(manager, f"{CALENDAR}hoan-doi/", SWAP)

    done = manager.post(where, {"expected": expected(page)}, follow=True)

    assert done.redirect_chain[-1][0] == "/quan-ly/lich/2023/"
    dossier.refresh_from_db()
    assert dossier.due_at == moment("2023-09-06 17:00")
    assert LETTER in done.content.decode()
    assert "Đỗ Thị Thu" in done.content.decode()
    names = set(CalendarDay.objects.filter(source_document=LETTER).values_list("name", flat=True))
    assert {"09/09/2023" in name or "31/08/2023" in name for name in names} == {True}


def test_a_second_click_answers_409_and_tells_nobody_again(manager: Client, received: MakeDossier) -> None:
    received(AT)
    where, page = looked_at(manager, f"{CALENDAR}hoan-doi/", SWAP)
    manager.post(where, {"expected": expected(page)})

    assert manager.post(where, {"expected": expected(page)}).status_code == 409
    assert Message.objects.filter(event="calendar_changed").count() == 1


def test_what_changed_since_the_look_is_shown_again_with_409(manager: Client, received: MakeDossier) -> None:
    received(AT)
    where, page = looked_at(manager, f"{CALENDAR}hoan-doi/", SWAP)
    late = received("2023-08-29 15:00")

    again = manager.post(where, {"expected": expected(page)})

    assert again.status_code == 409
    assert str(late.code) in again.content.decode()
    assert manager.post(where, {"expected": expected(again.content.decode())}).status_code == 302


def test_nothing_typed_is_lost_on_the_way_back(manager: Client, office: Office) -> None:
    _where, page = looked_at(manager, f"{CALENDAR}ngay/", ONE_DAY)

    back = re.search(r'href="(/quan-ly/lich/ngay/\?change=[^"]+)"', page)

    assert back is not None
    form = manager.get(back[1]).content.decode()
    assert "Nghỉ tránh bão" in form
    assert LETTER in form
    assert "2023-08-31" in form


@pytest.mark.parametrize(
    ("address", "typed", "fields"),
    [
        ("ngay/", {}, {"day", "kind", "name", "document"}),
        ("ngay/", {**ONE_DAY, "day": "2023-09-04"}, {"day"}),
        ("ngay/", {**ONE_DAY, "day": "2030-09-04"}, {"day"}),
        ("ngay/", {**ONE_DAY, "kind": "worked"}, {"kind"}),
        ("ngay/", {**ONE_DAY, "kind": "swap_off", "day": "2023-09-09", "document": "1"}, {"kind", "document"}),
        ("hoan-doi/", {}, {"day_off", "worked", "document"}),
        ("hoan-doi/", {**SWAP, "day_off": "2023-09-09", "worked": "2023-08-31"}, {"day_off", "worked"}),
        ("hoan-doi/", {**SWAP, "day_off": "31/02/2023"}, {"day_off"}),
    ],
)
def test_all_faults_are_named_at_once_and_what_was_typed_stays(
    manager: Client, address: str, typed: dict[str, str], fields: set[str]
) -> None:
    answer = manager.post(f"{CALENDAR}{address}", typed)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == fields
    if len(typed.get("document", "")) > 1:
        assert LETTER in answer.content.decode()


def test_a_day_is_corrected_and_taken_out(manager: Client, received: MakeDossier) -> None:
    received(AT)
    row = CalendarDay.objects.get(day=dt.date(2023, 9, 4))
    where, page = looked_at(manager, f"{CALENDAR}ngay/{row.pk}/bo/", {"document": LETTER})
    assert "04/09/2023" in page

    manager.post(where, {"expected": expected(page)})

    assert not CalendarDay.objects.filter(day=dt.date(2023, 9, 4)).exists()
    assert manager.post(where, {"expected": expected(page)}).status_code == 409


def test_correcting_a_name_moves_nobody(manager: Client, received: MakeDossier) -> None:
    received(AT)
    row = CalendarDay.objects.get(day=dt.date(2023, 9, 4))
    typed = {"kind": "in_lieu", "name": "Nghỉ bù Quốc khánh", "document": LETTER}

    where, page = looked_at(manager, f"{CALENDAR}ngay/{row.pk}/", typed)
    manager.post(where, {"expected": expected(page)})

    row.refresh_from_db()
    assert row.name == "Nghỉ bù Quốc khánh"
    assert AuditEntry.objects.get(action="calendar.changed").detail["moved"] == 0


@pytest.mark.parametrize("token", ["", "abc", "eyJh:1:xx"])
def test_a_preview_of_nothing_is_not_found(manager: Client, token: str) -> None:
    assert manager.get(f"{CALENDAR}xem-truoc/?change={token}").status_code == 404


def test_a_preview_is_no_way_around_the_role(client: Client, thu: User, office: Office) -> None:
    client.force_login(thu)
    where, page = looked_at(client, f"{CALENDAR}hoan-doi/", SWAP)
    client.force_login(make_official("mai", "Hồ Thị Mai", office.commune, Role.MANAGER))

    assert client.get(where).status_code == 403
    assert client.post(where, {"expected": expected(page)}).status_code == 403


def test_long_lists_are_paged(manager: Client, received: MakeDossier) -> None:
    for _number in range(51):
        received(AT)

    where, page = looked_at(manager, f"{CALENDAR}hoan-doi/", SWAP)

    assert page.count('<span class="code">') == 50
    assert manager.get(f"{where}&page=2").content.decode().count('<span class="code">') == 1


def test_twenty_dossiers_cost_the_preview_as_many_statements_as_one(
    manager: Client, received: MakeDossier
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            manager.get(where)
        return len(captured)

    received(AT)
    where, _page = looked_at(manager, f"{CALENDAR}hoan-doi/", SWAP)
    at_one = statements()
    for _number in range(19):
        received(AT)

    assert statements() == at_one


WEEK = {f"day_{day}": "07:00-11:30, 13:30-17:00" for day in range(5)}


def test_hours_say_whose_they_are(manager: Client, office: Office) -> None:
    page = manager.get(HOURS).content.decode()

    assert "Xã Bình Nghĩa" in page
    assert "Tỉnh Hà Nam" in page


def test_new_hours_are_looked_at_and_then_kept(manager: Client, received: MakeDossier, office: Office) -> None:
    received(AT)
    typed = {"starts": "2023-09-01", "document": LETTER, **{f"day_{day}": "7h - 11h30" for day in range(5)}}

    where, page = looked_at(manager, f"{HOURS}13504/", typed)
    assert "11:30 05/09/2023" in page
    done = manager.post(where, {"expected": expected(page)}, follow=True)

    assert done.redirect_chain[-1][0] == f"{HOURS}13504/"
    assert OfficeHours.objects.filter(unit=office.commune, valid_from="2023-09-01").count() == 5


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, {"starts", "document", "day_0"}),
        ({"starts": "2023-08-29", "document": LETTER, **WEEK}, {"starts"}),
        ({"starts": "2023-09-10", "ends": "2023-09-01", "document": LETTER, **WEEK}, {"ends"}),
        ({"starts": "2023-09-10", "document": LETTER, "day_0": "7-25", "day_1": "buổi sáng"}, {"day_0", "day_1"}),
        ({"starts": "2023-09-10", "document": LETTER, "day_0": "07:00-12:00, 11:00-17:00"}, {"day_0"}),
    ],
)
def test_faults_of_hours_are_named_at_once(
    manager: Client, office: Office, typed: dict[str, str], fields: set[str]
) -> None:
    answer = manager.post(f"{HOURS}13504/", typed)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == fields


def test_a_manager_of_another_commune_does_not_find_these_hours(client: Client, office: Office) -> None:
    client.force_login(make_official("mai", "Hồ Thị Mai", office.other_commune, Role.MANAGER))

    assert client.get(f"{HOURS}13504/").status_code == 404
    assert "Bình Nghĩa" not in client.get(HOURS).content.decode()


def test_hours_are_given_back_to_the_unit_above(manager: Client, office: Office) -> None:
    OfficeHours.objects.create(
        unit=office.commune,
        weekday=0,
        opens=dt.time(8),
        closes=dt.time(10),
        valid_from=dt.date(2016, 1, 1),
    )
    where, page = looked_at(
        manager, f"{HOURS}13504/", {"starts": "2023-10-01", "inherit": "on", "document": LETTER}
    )

    manager.post(where, {"expected": expected(page)})

    assert OfficeHours.objects.get(unit=office.commune).valid_to == dt.date(2023, 9, 30)


def proposed(form: Any) -> dict[str, str]:
    """What the page of a proposed year sends when nothing is touched."""
    sent = {}
    for row in form.rows:
        for field in (row.take, row.day, row.kind, row.name):
            value = field.value()
            if value not in (None, "", False):
                sent[field.html_name] = "on" if value is True else str(value)
    return sent


@pytest.fixture
def unplanned(office: Office) -> None:
    """2025 has no calendar yet."""
    CalendarDay.objects.filter(day__year=2025).delete()


def test_an_unplanned_year_is_proposed_checked_and_established(manager: Client, unplanned: None) -> None:
    assert "de-xuat" in manager.get(f"{CALENDAR}2025/").content.decode()
    form = manager.get(f"{CALENDAR}2025/de-xuat/").context["form"]
    worked = {f"day_{len(form.rows) - 1}": "2025-04-26", f"name_{len(form.rows) - 1}": "Làm bù cho ngày 2/5/2025"}

    where, page = looked_at(
        manager, f"{CALENDAR}2025/de-xuat/", proposed(form) | worked | {"document": LETTER, "confirmed": "on"}
    )
    manager.post(where, {"expected": expected(page)})

    kinds = dict(CalendarDay.objects.filter(day__year=2025).values_list("day", "kind"))
    assert kinds[dt.date(2025, 4, 26)] == "worked"
    assert kinds[dt.date(2025, 4, 30)] == "holiday"
    assert AuditEntry.objects.filter(action="calendar.changed").count() == 1


def test_a_year_is_not_established_without_a_person_and_a_paper(manager: Client, unplanned: None) -> None:
    form = manager.get(f"{CALENDAR}2025/de-xuat/").context["form"]

    answer = manager.post(f"{CALENDAR}2025/de-xuat/", proposed(form) | {"day_0": "2024-01-01", "name_1": ""})

    assert answer.status_code == 422
    assert {"document", "confirmed", "day_0", "name_1"} <= set(answer.context["form"].errors)
    assert not CalendarDay.objects.filter(day__year=2025).exists()


def test_an_established_year_is_not_proposed_again(manager: Client) -> None:
    assert manager.get(f"{CALENDAR}2024/de-xuat/").status_code == 409


def test_from_october_on_a_missing_year_is_told_to_those_who_keep_the_calendar(
    client: Client, office: Office, thu: User, hoa: User
) -> None:
    CalendarDay.objects.filter(day__year=2024).delete()
    told = "/quan-ly/lich/2024/"
    for person, page, month, is_told in (
        (thu, HOURS, "2023-09-29 09:00", False),
        (thu, HOURS, "2023-10-02 09:00", True),
        (hoa, "/mot-cua/", "2023-10-02 09:00", False),
    ):
        with time_machine.travel(moment(month), tick=False):
            client.force_login(person)
            assert (told in client.get(page).content.decode()) is is_told
