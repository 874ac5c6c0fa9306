"""How an official chooses to be reminded, what the page shows of the next digest, and the manager's list."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from dossiers.digest import send_digests
from dossiers.reminders import plan_reminders
from staff.models import ReminderPreference, User
from staff.roles import Role
from tests.dossiers.reminding import RECEIVED
from tests.dossiers.test_api import client_of
from tests.people import MakeDossier, Office, make_official, moment

pytestmark = pytest.mark.django_db
NOW = "2023-08-30 06:00"
PAGE, API = "/tai-khoan/nhac-viec/", "/api/v1/reminder-preferences/"
CHOICE = {"mode": "at_once", "channel": "email", "quiet_from": "11:30", "quiet_to": "13:30", "most_a_day": "5"}


@pytest.fixture
def own(minh: User) -> Client:
    client = Client()
    client.force_login(minh)
    return client


def preference(user: User) -> ReminderPreference:
    return ReminderPreference.objects.get(official=user.official)


@time_machine.travel(moment(NOW), tick=False)
def test_the_page_shows_what_the_next_message_would_hold(
    own: Client, processing_dossier: MakeDossier, minh: User
) -> None:
    dossier = processing_dossier(RECEIVED)
    plan_reminders(now=moment(NOW))

    answer = own.get(PAGE)

    assert answer.context["digest"].count == 1
    assert answer.context["next_at"] == moment("2023-08-30 07:00")
    assert dossier.code in answer.content.decode()


def test_what_was_told_stands_below(own: Client, processing_dossier: MakeDossier, minh: User) -> None:
    processing_dossier(RECEIVED)
    plan_reminders(now=moment("2023-08-30 07:00"))
    send_digests(now=moment("2023-08-30 07:00"))

    with time_machine.travel(moment("2023-08-30 08:00"), tick=False):
        answer = own.get(PAGE)

    assert answer.context["digest"].is_empty
    assert [row.rule for row in answer.context["recent"]] == ["one_day_left"]


def test_a_choice_is_kept(own: Client, minh: User) -> None:
    assert own.post(PAGE, CHOICE).status_code == 302

    kept = preference(minh)
    assert (kept.mode, kept.quiet_from, kept.quiet_to, kept.most_a_day) == (
        "at_once",
        dt.time(11, 30),
        dt.time(13, 30),
        5,
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"mode": "never"}, "mode"),
        ({"quiet_to": ""}, "quiet_to"),
        ({"quiet_from": ""}, "quiet_from"),
        ({"quiet_to": "11:30"}, "quiet_to"),
        ({"most_a_day": "0"}, "most_a_day"),
        ({"most_a_day": "101"}, "most_a_day"),
        ({"channel": "zalo"}, "channel"),
    ],
)
def test_what_cannot_be_is_refused_by_field_and_nothing_is_kept(
    own: Client, minh: User, wrong: dict[str, str], field: str
) -> None:
    answer = own.post(PAGE, CHOICE | wrong)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not ReminderPreference.objects.exists()


def test_all_that_cannot_be_is_named_together(own: Client) -> None:
    answer = own.post(PAGE, CHOICE | {"quiet_to": "", "most_a_day": "0"})

    assert set(answer.context["form"].errors) == {"quiet_to", "most_a_day"}


def test_a_phone_channel_needs_a_number(own: Client, minh: User, settings: Any) -> None:
    settings.IS_MAIL_ON_TRIAL = True
    assert own.post(PAGE, CHOICE | {"channel": "sms"}).status_code == 422

    User.objects.filter(pk=minh.pk).update(phone="0912000111")
    assert own.post(PAGE, CHOICE | {"channel": "sms"}).status_code == 302
    assert preference(minh).channel == "sms"


def test_somebody_without_address_is_told_so(own: Client, minh: User) -> None:
    User.objects.filter(pk=minh.pk).update(email="")

    assert own.get(PAGE).context["recipient"].channel == ""


def test_citizens_have_no_such_page(client: Client, lan: User) -> None:
    assert client.get(PAGE).status_code == 302
    client.force_login(lan)

    assert client.get(PAGE).status_code == 403


@time_machine.travel(moment(NOW), tick=False)
@pytest.mark.parametrize("count", [1, 20])
def test_the_page_takes_as_many_statements_for_many(
    own: Client, processing_dossier: MakeDossier, count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        processing_dossier(RECEIVED)
    plan_reminders(now=moment(NOW))
    own.get(PAGE)

    with django_assert_max_num_queries(9):
        own.get(PAGE)


def test_the_manager_finds_who_cannot_be_told(
    client: Client, thu: User, processing_dossier: MakeDossier, minh: User
) -> None:
    processing_dossier(RECEIVED)
    plan_reminders(now=moment(NOW))
    User.objects.filter(pk=minh.pk).update(email="")
    client.force_login(thu)

    with time_machine.travel(moment(NOW), tick=False):
        lines = client.get("/quan-ly/nhac-viec/").context["lines"]

    assert lines[0]["recipient"].official.user.username == "minh"
    assert (lines[0]["recipient"].channel, lines[0]["waiting"]) == ("", 1)


def test_managers_see_their_own_units_only(client: Client, office: Office, minh: User) -> None:
    client.force_login(make_official("kim", "Vũ Thị Kim", office.other_commune, Role.MANAGER))

    usernames = [
        line["recipient"].official.user.username for line in client.get("/quan-ly/nhac-viec/").context["lines"]
    ]

    assert usernames == ["kim"]


def test_the_managers_list_is_for_managers(own: Client) -> None:
    assert own.get("/quan-ly/nhac-viec/").status_code == 403


def test_the_api_keeps_the_choice_too(minh: User) -> None:
    api = client_of(minh)
    assert api.get(API).json() == {
        "mode": "digest",
        "channel": "email",
        "quiet_from": None,
        "quiet_to": None,
        "most_a_day": 10,
    }

    assert api.put(API, CHOICE, format="json").status_code == 200
    assert api.get(API).json()["mode"] == "at_once"
    assert api.put(API, CHOICE | {"quiet_to": None}, format="json").status_code == 400


def test_the_api_reminds_no_citizens(lan: User) -> None:
    assert client_of(lan).get(API).status_code == 403
