"""The work of somebody who is away: it stays, goes to the deputy, and comes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from dossiers.absences import moved_by
from dossiers.models import Dossier
from dossiers.services.absence import give_back
from staff.models import Assignment, Delegation, User
from staff.roles import Role
from tests.dossiers.absent import LIST, NEW, NOW, announced, form
from tests.people import MakeDossier, Office, make_official, moment

SURE = {"confirm": "on"}


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(moment(NOW), tick=False):
        yield


@pytest.fixture
def dung(office: Office) -> User:
    """Minh's colleague."""
    return make_official("dung", "Trương Đức Dũng", office.commune, Role.SPECIALIST)


@pytest.fixture
def manager(thu: User) -> Client:
    client = Client()
    client.force_login(thu)
    return client


@pytest.fixture
def filled(office: Office, minh: User, dung: User) -> dict[str, str]:
    """Minh is away and Dũng stands in."""
    return form(minh, dung, office)


def test_work_stays_unless_it_is_to_move(
    manager: Client, filled: dict[str, str], processing_dossier: MakeDossier, minh: User
) -> None:
    dossier = processing_dossier()
    announced(manager, filled)
    dossier.refresh_from_db()

    assert dossier.specialist == minh.official


@pytest.fixture
def moved(manager: Client, filled: dict[str, str], processing_dossier: MakeDossier) -> tuple[Delegation, Dossier]:
    """Minh's dossier went to Dũng with the absence."""
    dossier = processing_dossier()
    row = announced(manager, filled, move_work="1")
    return row, Dossier.objects.get(pk=dossier.pk)


def test_open_work_moves_with_a_line_in_its_course(
    moved: tuple[Delegation, Dossier], dung: User, thu: User
) -> None:
    row, dossier = moved
    event = dossier.events.order_by("pk").last()

    assert dossier.specialist == dung.official
    assert event is not None
    assert (event.action, event.by, event.by_role, event.detail["absence"]) == ("reassign", thu, "manager", row.pk)
    assert "15/TB-UBND" in event.reason
    leg = dossier.legs.get(ended_at__isnull=True)
    assert leg.holder == dung.official


def test_closed_work_stays(manager: Client, filled: dict[str, str], returned: MakeDossier, minh: User) -> None:
    dossier = returned()
    announced(manager, filled, move_work="1")
    dossier.refresh_from_db()

    assert dossier.specialist == minh.official


def test_work_cannot_move_before_the_first_day(
    manager: Client, filled: dict[str, str], processing_dossier: MakeDossier
) -> None:
    processing_dossier()
    answer = manager.post(NEW, {**filled, "first": "2023-08-31", "sure": "1", "move_work": "1"})

    assert answer.status_code == 422
    assert not Delegation.objects.exists()


def test_work_moves_later_too(
    manager: Client, filled: dict[str, str], processing_dossier: MakeDossier, dung: User
) -> None:
    row = announced(manager, filled)
    dossier = processing_dossier()
    manager.post(f"{LIST}{row.pk}/chuyen-viec/", SURE)
    dossier.refresh_from_db()

    assert dossier.specialist == dung.official


def test_it_is_given_back_when_the_absence_ends(
    moved: tuple[Delegation, Dossier], manager: Client, minh: User
) -> None:
    row, dossier = moved
    with time_machine.travel(moment("2023-09-04 07:30"), tick=False):
        manager.force_login(User.objects.get(username="thu"))
        manager.post(f"{LIST}{row.pk}/tra-lai/", SURE)
    dossier.refresh_from_db()

    assert dossier.specialist == minh.official
    assert not moved_by(row).exists()


def test_it_is_not_given_back_while_the_official_is_away(
    moved: tuple[Delegation, Dossier], manager: Client
) -> None:
    assert manager.post(f"{LIST}{moved[0].pk}/tra-lai/", SURE).status_code == 409


def test_what_somebody_else_took_meanwhile_is_not_given_back(
    moved: tuple[Delegation, Dossier], office: Office, thu: User
) -> None:
    row, dossier = moved
    other = make_official("an", "Vũ Hoài An", office.commune, Role.SPECIALIST)
    Dossier.objects.filter(pk=dossier.pk).update(specialist=other.official)
    dossier.legs.filter(ended_at__isnull=True).update(holder=other.official)

    assert give_back(absence=row, by=thu, at=moment("2023-09-04 07:30")) == 0


def test_nothing_goes_to_somebody_who_has_left(
    moved: tuple[Delegation, Dossier], manager: Client, minh: User
) -> None:
    Assignment.objects.filter(official=minh.official).update(valid_to=dt.date(2023, 8, 31))
    with time_machine.travel(moment("2023-09-04 07:30"), tick=False):
        manager.force_login(User.objects.get(username="thu"))

        assert manager.post(f"{LIST}{moved[0].pk}/tra-lai/", SURE).status_code == 409


@pytest.mark.parametrize("action", ["chuyen-viec", "tra-lai"])
def test_moving_and_giving_back_are_asked_about_first(
    moved: tuple[Delegation, Dossier], manager: Client, dung: User, action: str
) -> None:
    row, dossier = moved
    answer = manager.post(f"{LIST}{row.pk}/{action}/")
    dossier.refresh_from_db()

    assert answer.status_code == 422
    assert "confirm" in answer.context["form"].errors
    assert dossier.specialist == dung.official


def test_the_page_asks_whether_moving_is_meant(
    manager: Client, filled: dict[str, str], processing_dossier: MakeDossier
) -> None:
    row = announced(manager, filled)
    processing_dossier()

    assert b'id="chuyen-viec-confirm"' in manager.get(f"{LIST}{row.pk}/").content
