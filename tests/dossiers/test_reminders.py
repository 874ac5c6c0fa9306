"""Reminders: the right officials hear of it, before and after the promise breaks."""

from __future__ import annotations

import datetime as dt

import pytest

from dossiers.models import Dossier
from dossiers.reminders import plan_reminders, rule_for
from staff.models import Assignment, Message, User
from staff.office_calendar import shipped_calendar
from staff.roles import Role
from tests.dossiers.reminding import AFTER, HAI, MINH, ONE_DAY_BEFORE, RECEIVED, TWO_DAYS_BEFORE, planned
from tests.people import LAN, MakeDossier, Office, make_official, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def due_on_thursday(processing_dossier: MakeDossier, hai: User) -> Dossier:
    """Minh works on it; Hải leads."""
    return processing_dossier(RECEIVED)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2023-08-28 16:00", None),
        ("2023-08-29 00:05", "due_soon_2"),
        ("2023-08-29 23:55", "due_soon_2"),
        ("2023-08-30 00:05", "due_soon_1"),
        ("2023-08-31 16:59", "due_soon_1"),
        ("2023-08-31 17:00", "due_soon_1"),
        ("2023-08-31 17:01", "overdue"),
        ("2024-02-01 08:00", "overdue"),
    ],
)
def test_the_most_urgent_rule_counts_in_working_days(now: str, expected: str | None) -> None:
    found = rule_for(
        received_at=moment(RECEIVED),
        due_at=moment("2023-08-31 17:00"),
        at=moment(now),
        calendar=shipped_calendar(),
    )

    assert found == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2023-08-30 08:00", None),
        ("2023-08-31 08:00", "due_soon_1"),  # the day before a break of four days is one working day before
        ("2023-09-02 08:00", "due_soon_1"),
    ],
)
def test_days_off_are_not_counted(now: str, expected: str | None) -> None:
    due_at = moment("2023-09-05 17:00")

    found = rule_for(
        received_at=moment("2023-08-21 08:00"), due_at=due_at, at=moment(now), calendar=shipped_calendar()
    )

    assert found == (expected or "due_soon_2")


def test_a_same_day_dossier_is_only_ever_overdue() -> None:
    def at(now: str) -> str | None:
        return rule_for(
            received_at=moment("2023-08-28 08:00"),
            due_at=moment("2023-08-28 17:00"),
            at=moment(now),
            calendar=shipped_calendar(),
        )

    assert at("2023-08-28 08:30") is None
    assert at("2023-08-28 17:01") == "overdue"


def test_the_specialist_who_took_it_is_reminded(due_on_thursday: Dossier, office: Office) -> None:
    make_official("nam", "Ngô Văn Nam", office.commune, Role.SPECIALIST)

    plan_reminders(now=moment(TWO_DAYS_BEFORE))

    assert planned() == {("due_soon_2", MINH)}


def test_when_nobody_took_it_all_specialists_of_the_unit_are(
    received: MakeDossier, minh: User, hai: User, office: Office
) -> None:
    make_official("nam", "Ngô Văn Nam", office.commune, Role.SPECIALIST)
    make_official("xa", "Bùi Thị Xa", office.other_commune, Role.SPECIALIST)
    received(RECEIVED)

    plan_reminders(now=moment(TWO_DAYS_BEFORE))

    assert planned() == {("due_soon_2", MINH), ("due_soon_2", "nam@binhluc.example")}


def test_when_the_specialist_left_the_colleagues_are(due_on_thursday: Dossier, minh: User, office: Office) -> None:
    make_official("nam", "Ngô Văn Nam", office.commune, Role.SPECIALIST)
    Assignment.objects.filter(official__user=minh).update(valid_to=dt.date(2023, 8, 28))

    plan_reminders(now=moment(TWO_DAYS_BEFORE))

    assert planned() == {("due_soon_2", "nam@binhluc.example")}


def test_overdue_is_told_to_the_leader_too(due_on_thursday: Dossier) -> None:
    plan_reminders(now=moment(AFTER))

    assert planned() == {("overdue", MINH), ("overdue", HAI)}


def test_a_leader_who_also_handles_it_is_told_once(due_on_thursday: Dossier, minh: User, office: Office) -> None:
    Assignment.objects.create(
        official=minh.official, unit=office.commune, role=Role.LEADER, valid_from=dt.date(2020, 1, 1)
    )

    plan_reminders(now=moment(AFTER))

    assert Message.objects.filter(event="overdue", recipient=MINH).count() == 1


def test_an_official_without_address_is_passed_over(due_on_thursday: Dossier, minh: User) -> None:
    User.objects.filter(pk=minh.pk).update(email="")

    assert plan_reminders(now=moment(TWO_DAYS_BEFORE)) == 0


def test_a_late_first_sweep_plans_only_the_most_urgent(due_on_thursday: Dossier) -> None:
    plan_reminders(now=moment(ONE_DAY_BEFORE))

    assert planned() == {("due_soon_1", MINH)}


def test_the_text_names_dossier_date_and_page_but_not_the_applicant(due_on_thursday: Dossier) -> None:
    plan_reminders(now=moment(TWO_DAYS_BEFORE))

    message = Message.objects.get(event="due_soon_2")
    assert due_on_thursday.code in message.subject
    assert "31/08/2023" in message.body
    assert "Cấp Giấy xác nhận tình trạng hôn nhân" in message.body
    assert f"http://testserver/xu-ly/ho-so/{due_on_thursday.reference}/" in message.body
    for personal in (LAN.name, LAN.phone, LAN.identity_number):
        assert personal not in message.subject + message.body


def test_the_leader_gets_the_leaders_page(due_on_thursday: Dossier) -> None:
    plan_reminders(now=moment(AFTER))

    assert "/lanh-dao/ho-so/" in Message.objects.get(recipient=HAI).body


def test_the_manager_of_the_handling_unit_finds_it(due_on_thursday: Dossier, office: Office) -> None:
    plan_reminders(now=moment(TWO_DAYS_BEFORE))

    message = Message.objects.get(event="due_soon_2")
    assert (message.unit, message.reference) == (office.commune, due_on_thursday.code)
