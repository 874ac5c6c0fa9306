"""Office hours of a unit and the proposal of a year, as a manager enters them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from staff.models import AuditEntry, CalendarDay, OfficeHours, Unit, User
from staff.roles import Role
from tests.dossiers.calendar_pages import CALENDAR, HOURS, LETTER, expected, looked_at
from tests.people import SINCE, MakeDossier, Office, make_official, moment

AT = "2023-08-29 09:30"


@pytest.fixture(autouse=True)
def in_august() -> Any:
    with time_machine.travel(moment("2023-08-29 16:00"), tick=False):
        yield


@pytest.fixture
def manager(client: Client, thu: User) -> Client:
    client.force_login(thu)
    return client


WEEK = {f"day_{day}": "07:00-11:30, 13:30-17:00" for day in range(5)}


def test_hours_say_whose_they_are(manager: Client, office: Office) -> None:
    page = manager.get(HOURS).content.decode()

    assert "Xã Bình Nghĩa" in page
    assert "Tỉnh Hà Nam" in page


def test_twenty_units_cost_as_many_statements_as_three(manager: Client, office: Office) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            manager.get(HOURS)
        return len(captured)

    manager.get(HOURS)
    at_three = statements()
    for number in range(17):
        Unit.objects.create(
            parent=office.district,
            code=f"9{number:04}",
            kind="commune",
            name=f"Xã {number}",
            place="–",
            valid_from=SINCE,
        )
    manager.get(HOURS)

    assert statements() == at_three
    assert len(manager.get(HOURS).context["lines"]) == 20


def test_new_hours_are_looked_at_and_then_kept(manager: Client, received: MakeDossier, office: Office) -> None:
    received(AT)
    typed = {"starts": "2023-09-01", "document": LETTER, **{f"day_{day}": "7h - 11h30" for day in range(5)}}

    where, page = looked_at(manager, f"{HOURS}13504/", typed)
    assert "11:30 05/09/2023" in page
    done = manager.post(where, {"expected": expected(page)}, follow=True)

    assert done.redirect_chain[-1][0] == f"{HOURS}13504/"
    assert OfficeHours.objects.filter(unit=office.commune, valid_from="2023-09-01").count() == 5


def test_a_look_at_new_hours_stays_among_the_office_hours(manager: Client, office: Office) -> None:
    where, page = looked_at(manager, f"{HOURS}13504/", {"starts": "2023-09-01", "document": LETTER, **WEEK})

    doors = [door.url for door in manager.get(where).context["nav_items"] if door.is_current]
    assert doors == [HOURS]
    assert f'href="{CALENDAR}"' not in page.split("<h1", 1)[0].rsplit("<nav", 1)[1]


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
