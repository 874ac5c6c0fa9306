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

from staff.models import AuditEntry, CalendarDay, Message, User
from staff.roles import Role
from tests.dossiers.calendar_pages import CALENDAR, HOURS, LETTER, expected, looked_at
from tests.people import MakeDossier, Office, make_official, moment

AT = "2023-08-29 09:30"
SWAP = {"day_off": "2023-08-31", "worked": "2023-09-09", "document": LETTER}
ONE_DAY = {"day": "2023-08-31", "kind": "holiday", "name": "Nghỉ tránh bão", "document": LETTER}


@pytest.fixture(autouse=True)
def in_august() -> Any:
    with time_machine.travel(moment("2023-08-29 16:00"), tick=False):
        yield


@pytest.fixture
def manager(client: Client, thu: User) -> Client:
    client.force_login(thu)
    return client


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


def test_the_preview_counts_the_unreachable_only_when_there_are_some(
    manager: Client, received: MakeDossier
) -> None:
    dossier = received(AT)

    _where, page = looked_at(manager, f"{CALENDAR}hoan-doi/", SWAP)

    assert "không có địa chỉ liên lạc" not in page

    type(dossier).objects.update(applicant=None, email="", phone="")

    _where, page = looked_at(manager, f"{CALENDAR}hoan-doi/", SWAP)

    assert "1 hồ sơ không có địa chỉ liên lạc" in page


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
