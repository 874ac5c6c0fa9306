"""The page about the system: every line says how it stands, every bad one what to do."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import namedtuple
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from config.celery import app
from staff import system_checks, watch
from staff.models import CalendarDay, Certificate, Official, SweepRun, User
from staff.roles import Role
from tests.people import Office, make_official, moment
from tests.staff.posting import waiting

pytestmark = pytest.mark.django_db
URL = reverse("staff:system")
AT = moment("2023-08-29 09:30")
Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize("person", ["lan", "hoa", "minh", "hai"])
def test_other_roles_may_not_look(client: Client, office: Office, person: str, request: Any) -> None:
    client.force_login(request.getfixturevalue(person))

    assert client.get(URL).status_code == 403


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMIN])
def test_manager_and_it_officer_see_every_sweep(client: Client, office: Office, role: Role) -> None:
    client.force_login(make_official("it", "Hồ Văn An", office.district, role))

    response = client.get(URL)
    assert response.status_code == 200
    assert [sweep.name for sweep, _check in response.context["sweeps"]] == list(app.conf.beat_schedule)


def test_every_sweep_has_a_name_in_words() -> None:
    assert set(app.conf.beat_schedule) <= set(system_checks.SWEEPS)


def test_whatever_stands_badly_says_what_to_do(
    client: Client, thu: User, office: Office, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """Everything that can be bad is bad at once."""
    settings.IS_MAIL_ON_TRIAL = False
    monkeypatch.setattr(system_checks, "broker_answers", lambda: False)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(100, 99, 1))
    CalendarDay.objects.filter(day__year=2024).delete()
    for name in app.conf.beat_schedule:
        SweepRun.objects.create(name=name, last_started=AT, last_finished=AT)
    waiting(office, "late")
    waiting(office, "dead", state="dead")
    waiting(office, "failed", state="failed")
    certificate(thu, ends=AT)
    client.force_login(thu)

    with time_machine.travel(moment("2023-12-29 09:30"), tick=False):
        response = client.get(URL)

    lines = [*response.context["checks"], *(line for _sweep, line in response.context["sweeps"])]
    well = system_checks._channels()
    assert well.tone == "good"
    assert [line.name for line in lines if line.tone == "good"] == [well.name]
    assert all(line.advice for line in lines if line.tone in ("bad", "care"))
    assert response.context["bad"] == len(lines) - 2  # the channels are well, the failed ones will be tried again


def certificate(user: User, *, ends: dt.datetime, serial: str = "1") -> Certificate:
    return Certificate.objects.create(
        official=Official.objects.get(user=user),
        slot="pkcs12:thu.p12",
        subject="Đỗ Thị Thu",
        issuer="CA",
        serial=serial,
        not_before=ends - dt.timedelta(days=365),
        not_after=ends,
    )


@pytest.mark.parametrize(("days", "tone"), [(-1, "bad"), (30, "care"), (90, "good")])
def test_a_certificate_is_noticed_before_it_ends(thu: User, days: int, tone: str) -> None:
    certificate(thu, ends=AT + dt.timedelta(days=days))

    [found] = system_checks._certificates(AT)
    assert found.tone == tone


def test_a_certificate_that_has_a_successor_is_no_trouble(thu: User) -> None:
    certificate(thu, ends=AT)
    certificate(thu, ends=AT + dt.timedelta(days=365), serial="2")

    assert [found.tone for found in system_checks._certificates(AT)] == ["good"]


@pytest.mark.parametrize(
    ("at", "tone"),
    [("2023-09-30 09:00", "note"), ("2023-10-01 09:00", "care"), ("2023-12-01 09:00", "bad")],
)
def test_the_coming_year_is_asked_for_in_time(office: Office, at: str, tone: str) -> None:
    CalendarDay.objects.filter(day__year=2024).delete()

    assert system_checks._calendar(moment(at)).tone == tone


def test_an_established_year_is_well(office: Office) -> None:
    assert system_checks._calendar(moment("2023-12-01 09:00")).tone == "good"


@pytest.mark.parametrize(("free", "tone"), [(4, "bad"), (10, "care"), (50, "good")])
def test_a_full_disk_is_noticed(monkeypatch: pytest.MonkeyPatch, free: int, tone: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(100, 100 - free, free))

    assert system_checks._space().tone == tone


def test_trial_mail_is_called_so() -> None:
    assert system_checks._channels().tone == "care"


def test_a_worker_that_speaks_is_well(office: Office) -> None:
    for name in (watch.WORKER, watch.BEAT):
        SweepRun.objects.create(name=name, last_started=AT)

    assert {found.tone for found in system_checks._pulses(AT)} == {"good"}


def test_the_page_costs_few_statements(client: Client, thu: User, django_assert_max_num_queries: Any) -> None:
    client.force_login(thu)
    with django_assert_max_num_queries(16):
        client.get(URL)
