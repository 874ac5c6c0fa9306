"""Desks and devices: what a manager arranges, and who may not."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client

from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.services import queue
from dossiers.services.desks import change_desk, close_desk, open_desk, renew_devices
from procedures.models import Desk, ProcedureVersion
from staff.models import AuditEntry, User
from tests.dossiers.queues import desk, make_desk, second_desk, ticket_at
from tests.people import Office, moment

__all__ = ["desk", "second_desk"]
pytestmark = pytest.mark.django_db
NOW = moment("2023-08-29 08:30")
PAGE = "/quan-ly/quay/"


@pytest.fixture(autouse=True)
def morning() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def manager(thu: User) -> Client:
    client = Client()
    client.force_login(thu)
    return client


def test_a_desk_is_opened_with_its_fields(office: Office, thu: User, version: ProcedureVersion) -> None:
    field = version.procedure.field
    made = open_desk(unit=office.commune, number=3, name=" Hộ  tịch ", fields=[field], by=thu, at=NOW)
    assert (made.number, made.name, made.valid_from, list(made.fields.all())) == (
        3,
        "Hộ tịch",
        NOW.date(),
        [field],
    )


def test_a_number_is_given_once(office: Office, thu: User, desk: Desk) -> None:
    with pytest.raises(Faults) as faults:
        open_desk(unit=office.commune, number=1, name="x" * 101, fields=[], by=thu, at=NOW)
    assert set(faults.value.errors) == {"number", "name"}


def test_a_desk_keeps_its_own_number(thu: User, desk: Desk) -> None:
    assert change_desk(desk=desk, number=1, name="Đất đai", fields=[], by=thu, at=NOW).name == "Đất đai"


def test_a_closed_desk_serves_until_the_evening(thu: User, desk: Desk) -> None:
    closed = close_desk(desk=desk, by=thu, at=NOW)
    assert (closed.is_in_force(NOW.date()), closed.is_in_force(moment("2023-08-30 08:00").date())) == (True, False)
    with pytest.raises(WrongMoment):
        close_desk(desk=desk, by=thu, at=NOW)


def test_a_number_closed_today_can_be_opened_again(office: Office, thu: User, desk: Desk) -> None:
    close_desk(desk=desk, by=thu, at=NOW)
    again = open_desk(unit=office.commune, number=1, name="", fields=[], by=thu, at=NOW)
    close_desk(desk=again, by=thu, at=NOW)
    assert open_desk(unit=office.commune, number=1, name="", fields=[], by=thu, at=NOW) == again


def test_who_was_sent_to_a_closed_desk_goes_anywhere(office: Office, thu: User, hoa: User, desk: Desk) -> None:
    ticket, other = ticket_at(office.commune), make_desk(office.commune, 2)
    queue.call_next(desk=desk, by=hoa, at=NOW)
    queue.transfer(desk=desk, to=other, by=hoa, at=NOW)
    close_desk(desk=other, by=thu, at=NOW)
    ticket.refresh_from_db()
    assert ticket.wanted_desk is None


def test_a_clerk_arranges_no_desks(office: Office, hoa: User, desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        close_desk(desk=desk, by=hoa, at=NOW)


def test_the_page_is_the_managers(hoa: User) -> None:
    client = Client()
    client.force_login(hoa)
    assert client.get(PAGE).status_code == 403


def test_the_page_hands_out_addresses_that_open(manager: Client, desk: Desk) -> None:
    devices = manager.get(f"{PAGE}?unit=13504").context["devices"]
    opened = [Client().get(each["url"].removeprefix("http://testserver")).status_code for each in devices]
    assert opened == [200, 200]


def test_a_desk_is_entered_on_the_page(manager: Client, office: Office) -> None:
    manager.post(f"{PAGE}moi/13504/", {"number": "4", "name": "Chứng thực"})
    assert Desk.objects.get().unit == office.commune


def test_a_fault_keeps_what_was_typed(manager: Client, desk: Desk) -> None:
    answer = manager.post(f"{PAGE}moi/13504/", {"number": "1", "name": "Chứng thực"})
    assert answer.status_code == 422
    assert "Chứng thực" in answer.content.decode()


def test_a_desk_is_changed_and_closed_on_the_page(manager: Client, desk: Desk) -> None:
    manager.post(f"{PAGE}{desk.pk}/", {"number": "7", "name": ""})
    manager.post(f"{PAGE}{desk.pk}/dong/")
    desk.refresh_from_db()
    assert (desk.number, desk.valid_to) == (7, NOW.date())


def test_the_desks_of_a_unit_not_managed_are_not_found(office: Office, manager: Client) -> None:
    assert manager.get(f"{PAGE}moi/35/").status_code == 404


@pytest.mark.parametrize("rows", [1, 20])
def test_the_page_costs_the_same_however_many_desks(
    manager: Client, office: Office, rows: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(1, rows + 1):
        make_desk(office.commune, number)
    with django_assert_max_num_queries(12):
        assert len(manager.get(f"{PAGE}?unit=13504").context["rows"]) == rows


def test_new_addresses_end_the_old_ones(manager: Client, desk: Desk) -> None:
    def addresses() -> list[str]:
        shown = manager.get(f"{PAGE}?unit=13504").context
        found = [each["url"] for each in shown["devices"]] + [row["tablet"] for row in shown["rows"]]
        return [url.removeprefix("http://testserver") for url in found]

    before = addresses()
    board = before[1].replace("/bang-goi-so/", "/api/v1/queue/boards/")
    tablet = before[2].replace("/danh-gia-tai-quay/", "/api/v1/tablets/")
    assert manager.post(f"{PAGE}thiet-bi/13504/doi/").status_code == 302

    assert [Client().get(url).status_code for url in [*before, board, tablet]] == [404] * 5
    assert [Client().get(url).status_code for url in addresses()] == [200] * 3
    assert AuditEntry.objects.filter(action="devices.renewed", target="unit:13504").exists()


def test_only_a_manager_of_the_counter_gives_new_addresses(office: Office, hoa: User, manager: Client) -> None:
    clerk = Client()
    clerk.force_login(hoa)
    assert clerk.post(f"{PAGE}thiet-bi/13504/doi/").status_code == 403
    assert manager.post(f"{PAGE}thiet-bi/35/doi/").status_code == 404
    with pytest.raises(NotPermitted):
        renew_devices(unit=office.commune, by=hoa)


def test_the_number_of_a_desk_closed_long_ago_is_given_to_a_new_one_only(
    office: Office, thu: User, desk: Desk, second_desk: Desk
) -> None:
    Desk.objects.filter(pk=desk.pk).update(valid_to=moment("2023-08-01 08:00").date())
    with pytest.raises(Faults) as faults:
        change_desk(desk=second_desk, number=1, name="", fields=[], by=thu, at=NOW)
    assert list(faults.value.errors) == ["number"]
    assert open_desk(unit=office.commune, number=1, name="", fields=[], by=thu, at=NOW).number == 1
