"""The manager's absences: who may stand in, what is handed over and given back, and who may arrange it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from dossiers.services.absence import end_early
from staff.models import AuditEntry, Delegation, User
from staff.roles import Role
from tests.dossiers.absent import LIST, NEW, NOW, announced, form
from tests.people import SINCE, MakeDossier, Office, make_official, moment


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


def faults(answer: Any) -> set[str]:
    return set(answer.context["form"].errors)


@pytest.mark.parametrize("person", ["hoa", "minh", "hai"])
def test_only_a_manager_arranges_absences(person: str, request: pytest.FixtureRequest, client: Client) -> None:
    client.force_login(request.getfixturevalue(person))

    assert client.get(LIST).status_code == 403
    assert client.post(NEW, {}).status_code == 403


def test_first_it_shows_what_would_be_handed_over(
    manager: Client, filled: dict[str, str], processing_dossier: MakeDossier
) -> None:
    dossier = processing_dossier()
    answer = manager.post(NEW, filled)

    assert answer.status_code == 200
    assert [each.pk for each in answer.context["work"]] == [dossier.pk]
    assert not Delegation.objects.exists()


@pytest.mark.parametrize("count", [1, 20])
def test_the_preview_costs_as_much_for_many(
    manager: Client,
    filled: dict[str, str],
    processing_dossier: MakeDossier,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    for _number in range(count):
        processing_dossier()
    manager.post(NEW, filled)
    with django_assert_num_queries(15):
        answer = manager.post(NEW, filled)

    assert len(answer.context["work"]) == count


def test_then_it_is_announced_and_noted(manager: Client, filled: dict[str, str], thu: User) -> None:
    row = announced(manager, filled)

    assert (row.valid_from, row.valid_to) == (dt.date(2023, 8, 30), dt.date(2023, 9, 1))
    assert (row.document, row.reason) == ("Thông báo số 15/TB-UBND", "Tập huấn")
    entry = AuditEntry.objects.get(action="absence.announced")
    assert (entry.actor, entry.target) == (thu, f"delegation:{row.pk}")


def test_all_faults_are_named_at_once(manager: Client, office: Office) -> None:
    answer = manager.post(NEW, {"first": "hôm nay", "document": "15", "mark": "XX"})

    assert answer.status_code == 422
    assert faults(answer) == {"place", "deputy", "first", "last", "document", "mark"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"first": "2023-08-29"}, "first"),
        ({"last": "2023-08-29"}, "last"),
        ({"last": "2025-08-30"}, "last"),
        ({"document": "   "}, "document"),
        ({"mark": "KT."}, "mark"),
    ],
)
def test_what_cannot_be_is_named(
    manager: Client, filled: dict[str, str], change: dict[str, str], field: str
) -> None:
    answer = manager.post(NEW, {**filled, **change})

    assert answer.status_code == 422
    assert faults(answer) == {field}
    assert not Delegation.objects.exists()


def test_a_mark_belongs_before_a_leaders_signature(
    manager: Client, filled: dict[str, str], office: Office, hai: User
) -> None:
    row = announced(manager, {**filled, "place": f"{hai.official.pk}-{office.commune.pk}", "mark": "KT."})

    assert row.mark == "KT."


def test_nobody_stands_in_for_themselves(manager: Client, filled: dict[str, str], minh: User) -> None:
    assert faults(manager.post(NEW, {**filled, "deputy": str(minh.official.pk)})) == {"deputy"}


def test_somebody_of_another_commune_cannot_stand_in(manager: Client, filled: dict[str, str], tu: User) -> None:
    assert faults(manager.post(NEW, {**filled, "deputy": str(tu.official.pk)})) == {"deputy"}


def test_somebody_of_the_unit_above_can(manager: Client, filled: dict[str, str], thu: User) -> None:
    assert announced(manager, {**filled, "deputy": str(thu.official.pk)}).deputy == thu.official


def test_an_absent_deputy_is_refused(
    manager: Client, filled: dict[str, str], office: Office, dung: User, hai: User
) -> None:
    Delegation.objects.create(
        official=dung.official,
        deputy=hai.official,
        unit=office.commune,
        document="TB 1",
        valid_from=dt.date(2023, 9, 1),
        valid_to=dt.date(2023, 9, 8),
    )

    assert faults(manager.post(NEW, filled)) == {"deputy"}
    assert announced(manager, {**filled, "last": "2023-08-31"}).valid_to == dt.date(2023, 8, 31)


def test_a_deputy_who_goes_away_is_named(
    manager: Client, filled: dict[str, str], office: Office, minh: User, hai: User
) -> None:
    Delegation.objects.create(
        official=hai.official, deputy=minh.official, unit=office.commune, document="TB 1", valid_from=SINCE
    )

    assert faults(manager.post(NEW, filled)) == {"place"}


def test_the_same_days_twice_are_refused(manager: Client, filled: dict[str, str]) -> None:
    announced(manager, filled)

    assert faults(manager.post(NEW, {**filled, "first": "2023-09-01", "last": "2023-09-05"})) == {"first"}


def test_the_people_of_a_unit_elsewhere_are_not_offered(
    filled: dict[str, str], office: Office, client: Client
) -> None:
    elsewhere = make_official("huong", "Lại Thu Hương", office.other_commune, Role.MANAGER)
    client.force_login(elsewhere)

    assert "place" in faults(client.post(NEW, filled))


def test_ending_early_wants_a_tick(manager: Client, filled: dict[str, str]) -> None:
    row = announced(manager, filled)
    answer = manager.post(f"{LIST}{row.pk}/ket-thuc/")

    assert answer.status_code == 422
    assert faults(answer) == {"confirm"}


def test_an_absence_ended_early_still_covers_today(manager: Client, filled: dict[str, str]) -> None:
    row = announced(manager, filled)
    manager.post(f"{LIST}{row.pk}/ket-thuc/", {"confirm": "on"})
    row.refresh_from_db()

    assert row.valid_to == dt.date(2023, 8, 30)
    assert AuditEntry.objects.get(action="absence.ended_early").detail["was"] == "2023-09-01"
    assert manager.post(f"{LIST}{row.pk}/ket-thuc/", {"confirm": "on"}).status_code == 409


def test_a_planned_absence_is_called_off_and_frees_its_days(
    manager: Client, filled: dict[str, str], thu: User
) -> None:
    planned = {**filled, "first": "2023-08-31"}
    row = end_early(absence=announced(manager, planned), by=thu, at=moment(NOW))

    assert row.called_off_at == moment(NOW)
    assert not Delegation.objects.in_force(dt.date(2023, 8, 31)).exists()
    assert announced(manager, planned).pk != row.pk


def test_an_absence_of_a_unit_elsewhere_does_not_exist(
    manager: Client, filled: dict[str, str], office: Office, client: Client
) -> None:
    row = announced(manager, filled)
    client.force_login(make_official("huong", "Lại Thu Hương", office.other_commune, Role.MANAGER))

    assert client.get(f"{LIST}{row.pk}/").status_code == 404
    assert client.post(f"{LIST}{row.pk}/ket-thuc/", {"confirm": "on"}).status_code == 404
    assert client.get(LIST).context["page_obj"].object_list.count() == 0


@pytest.mark.parametrize(
    ("today", "tab"),
    [("2023-08-29", "planned"), ("2023-08-30", "now"), ("2023-09-01", "now"), ("2023-09-02", "ended")],
)
def test_each_absence_stands_under_one_tab(
    manager: Client, filled: dict[str, str], thu: User, today: str, tab: str
) -> None:
    row = announced(manager, filled)
    with time_machine.travel(moment(f"{today} 09:00"), tick=False):
        manager.force_login(thu)
        answers = {name: manager.get(f"{LIST}?tab={name}") for name in ("now", "planned", "ended")}

    assert [name for name, answer in answers.items() if row in answer.context["page_obj"]] == [tab]
    counted = {each["url"].partition("=")[2]: each["count"] for each in answers["now"].context["tabs"]}
    assert counted == {name: int(name == tab) for name in ("now", "planned", "ended")}


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_as_much_for_many(
    manager: Client, office: Office, count: int, django_assert_num_queries: Any
) -> None:
    deputy = make_official("an", "Vũ Hoài An", office.commune, Role.SPECIALIST).official
    for number in range(count):
        away = make_official(f"vang{number}", f"Người Vắng {number}", office.commune, Role.SPECIALIST)
        Delegation.objects.create(
            official=away.official, deputy=deputy, unit=office.commune, document="TB 1", valid_from=SINCE
        )
    with django_assert_num_queries(8):
        assert len(manager.get(LIST).context["page_obj"]) == count


def test_the_deputy_is_told_on_every_page(manager: Client, filled: dict[str, str], dung: User) -> None:
    announced(manager, filled)
    manager.force_login(dung)
    page = manager.get("/xu-ly/").content.decode()

    assert "Lê Văn Minh" in page
    assert "15/TB-UBND" in page
