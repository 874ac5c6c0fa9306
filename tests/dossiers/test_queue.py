"""The queue at the counter: who is called, by whom, and what becomes of the number."""

from __future__ import annotations

import pytest

from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Booking, Ticket
from dossiers.queue_lines import fields_at, standing_of
from dossiers.services import queue
from procedures.models import Desk, Field, ProcedureVersion
from staff.models import User
from staff.roles import Role
from tests.dossiers.queues import MORNING, desk, later, make_desk, second_desk, ticket_at
from tests.people import MakeDossier, Office, make_official, moment

__all__ = ["desk", "second_desk"]
pytestmark = pytest.mark.django_db
NOW = moment("2023-08-29 08:30")


def called(desk: Desk, by: User) -> int | None:
    found = queue.call_next(desk=desk, by=by, at=NOW)
    return found.number if found is not None else None


def test_numbers_are_counted_by_the_day(office: Office) -> None:
    numbers = [ticket_at(office.commune).number, ticket_at(office.commune).number]
    assert [*numbers, ticket_at(office.commune, "2023-08-30 08:00").number] == [1, 2, 1]


def test_who_came_first_is_called_first(desk: Desk, office: Office, hoa: User) -> None:
    ticket_at(office.commune)
    ticket_at(office.commune, "2023-08-29 08:01")

    found = queue.call_next(desk=desk, by=hoa, at=NOW)

    assert found is not None
    assert (found.number, found.state, found.desk, found.official, found.calls) == (
        1,
        "called",
        desk,
        hoa.official,
        1,
    )


def test_who_was_there_before_has_been_served(desk: Desk, office: Office, hoa: User) -> None:
    first = ticket_at(office.commune)
    ticket_at(office.commune)
    queue.call_next(desk=desk, by=hoa, at=moment("2023-08-29 08:05"))

    assert called(desk, hoa) == 2
    first.refresh_from_db()
    assert (first.state, first.served_at, first.ended_at) == ("done", moment("2023-08-29 08:05"), NOW)


def test_priority_goes_first(desk: Desk, office: Office, hoa: User) -> None:
    ticket_at(office.commune)
    ticket_at(office.commune, priority="elderly")
    assert called(desk, hoa) == 2


def test_a_desk_calls_only_its_fields(office: Office, hoa: User, version: ProcedureVersion) -> None:
    land = Field.objects.create(name="Đất đai", slug="dat-dai")
    status = version.procedure.field
    make_desk(office.commune, 1, status)
    desk = make_desk(office.commune, 2, land)
    ticket_at(office.commune, field=status)
    ticket_at(office.commune)
    assert called(desk, hoa) == 2


def test_nobody_waiting_still_ends_the_service(desk: Desk, office: Office, hoa: User) -> None:
    ticket = ticket_at(office.commune)
    called(desk, hoa)
    assert called(desk, hoa) is None
    ticket.refresh_from_db()
    assert ticket.state == "done"


def test_pressing_twice_calls_once(desk: Desk, office: Office, hoa: User) -> None:
    ticket_at(office.commune)
    ticket_at(office.commune)
    queue.call_next(desk=desk, by=hoa, at=NOW, seen="")
    with pytest.raises(WrongMoment, match="001"):
        queue.call_next(desk=desk, by=hoa, at=NOW, seen="")
    assert Ticket.objects.filter(state="waiting").count() == 1


def test_a_number_is_called_again(desk: Desk, office: Office, hoa: User) -> None:
    ticket_at(office.commune)
    called(desk, hoa)
    again = queue.recall(desk=desk, by=hoa, at=later(MORNING, minutes=40))
    assert (again.calls, again.called_at) == (2, later(MORNING, minutes=40))


def test_nothing_to_call_again(desk: Desk, hoa: User) -> None:
    with pytest.raises(WrongMoment):
        queue.recall(desk=desk, by=hoa, at=NOW)


def test_who_did_not_come_can_be_served_later(desk: Desk, office: Office, hoa: User) -> None:
    ticket = ticket_at(office.commune)
    called(desk, hoa)
    assert queue.skip(desk=desk, by=hoa, at=NOW).state == "absent"

    served = queue.serve(ticket=ticket, desk=desk, by=hoa, at=later(MORNING, hours=1))

    assert (served.state, served.ended_at, served.desk) == ("serving", None, desk)


def test_a_served_number_is_not_served_again(desk: Desk, office: Office, hoa: User) -> None:
    ticket = ticket_at(office.commune)
    called(desk, hoa)
    queue.finish(desk=desk, by=hoa, at=NOW)
    with pytest.raises(WrongMoment):
        queue.serve(ticket=ticket, desk=desk, by=hoa, at=later(MORNING, minutes=41))


def test_scanning_the_called_number_begins_the_service(desk: Desk, office: Office, hoa: User) -> None:
    ticket = ticket_at(office.commune)
    called(desk, hoa)
    served = queue.serve(ticket=ticket, desk=desk, by=hoa, at=later(MORNING, minutes=32))
    assert (served.state, served.served_at, served.calls) == ("serving", later(MORNING, minutes=32), 1)


def test_a_number_of_yesterday_is_not_served(desk: Desk, office: Office, hoa: User) -> None:
    ticket = ticket_at(office.commune, "2023-08-28 08:00")
    with pytest.raises(WrongMoment):
        queue.serve(ticket=ticket, desk=desk, by=hoa, at=NOW)


def test_a_transferred_number_is_called_first_and_only_there(
    desk: Desk, second_desk: Desk, office: Office, hoa: User
) -> None:
    ticket_at(office.commune)
    ticket_at(office.commune)
    called(desk, hoa)
    queue.transfer(desk=desk, to=second_desk, by=hoa, at=NOW)

    assert [called(desk, hoa), called(desk, hoa), called(second_desk, hoa)] == [2, None, 1]


def test_a_number_is_not_sent_to_the_same_desk(desk: Desk, office: Office, hoa: User) -> None:
    ticket_at(office.commune)
    called(desk, hoa)
    with pytest.raises(Faults):
        queue.transfer(desk=desk, to=desk, by=hoa, at=NOW)


def test_a_clerk_of_another_commune_calls_nobody_here(desk: Desk, office: Office, tu: User) -> None:
    ticket_at(office.commune)
    with pytest.raises(NotPermitted):
        called(desk, tu)


def test_only_a_clerk_gives_out_numbers_by_hand(office: Office, minh: User) -> None:
    with pytest.raises(NotPermitted):
        ticket_at(office.commune, source="clerk", by=minh)


@pytest.mark.parametrize("at", ["2023-08-29 17:00", "2023-09-02 09:00"])
def test_no_numbers_when_the_counter_is_closed(office: Office, at: str) -> None:
    with pytest.raises(WrongMoment):
        ticket_at(office.commune, at)


def test_what_was_not_offered_is_refused_by_field(office: Office, version: ProcedureVersion) -> None:
    with pytest.raises(Faults) as faults:
        ticket_at(office.commune, service="sing", priority="famous", field=version.procedure.field)
    assert set(faults.value.errors) == {"service", "priority", "field"}


def test_only_what_a_desk_takes_apart_has_to_be_chosen(
    desk: Desk, office: Office, version: ProcedureVersion
) -> None:
    assert fields_at(office.commune, NOW.date()) == []
    make_desk(office.commune, 2, version.procedure.field)
    assert fields_at(office.commune, NOW.date()) == [version.procedure.field]


def test_the_standing_counts_who_goes_before(desk: Desk, office: Office) -> None:
    ticket_at(office.commune)
    mine = ticket_at(office.commune)
    ticket_at(office.commune, priority="pregnant")
    standing = standing_of(mine, NOW)
    assert standing is not None
    assert (standing.ahead, standing.minutes) == (2, 20)


def test_the_standing_counts_only_whom_the_same_desk_calls(office: Office, version: ProcedureVersion) -> None:
    land = Field.objects.create(name="Đất đai", slug="dat-dai")
    make_desk(office.commune, 1, version.procedure.field)
    make_desk(office.commune, 2, land)
    ticket_at(office.commune, field=version.procedure.field)
    ticket_at(office.commune)
    mine = ticket_at(office.commune, field=land)
    standing = standing_of(mine, NOW)
    assert standing is not None
    assert standing.ahead == 1


def booking(office: Office, slot: str = "2023-08-29 08:30") -> Booking:
    return Booking.objects.create(
        unit=office.commune,
        slot_at=moment(slot),
        place=1,
        name="Nguyễn Thị Lan",
        phone="0912345678",
        created_at=moment("2023-08-28 08:00"),
    )


def test_a_booking_becomes_one_ticket(office: Office) -> None:
    row = booking(office)
    first = queue.issue_for_booking(booking=row, at=moment(MORNING))
    again = queue.issue_for_booking(booking=row, at=NOW)
    assert (first.pk, first.ranked_at, first.source) == (again.pk, row.slot_at, "booking")


def test_a_booking_of_another_day_gives_no_ticket(office: Office) -> None:
    with pytest.raises(WrongMoment, match="30/08/2023"):
        queue.issue_for_booking(booking=booking(office, "2023-08-30 08:30"), at=NOW)


def test_the_dossier_received_meanwhile_is_noted(
    desk: Desk, office: Office, hoa: User, received: MakeDossier
) -> None:
    received("2023-08-29 08:20")
    ticket_at(office.commune)
    called(desk, hoa)
    dossier = received("2023-08-29 08:40")
    assert queue.finish(desk=desk, by=hoa, at=later(MORNING, hours=1)).dossier == dossier


def test_what_a_colleague_receives_belongs_to_another_number(
    desk: Desk, office: Office, hoa: User, received: MakeDossier
) -> None:
    ticket_at(office.commune)
    called(desk, hoa)
    received("2023-08-29 08:40", by=make_official("oanh", "Ngô Thị Oanh", office.commune, Role.CLERK))
    assert queue.finish(desk=desk, by=hoa, at=later(MORNING, hours=1)).dossier is None


def test_numbers_of_yesterday_end(desk: Desk, office: Office, hoa: User) -> None:
    at_desk, waiting = ticket_at(office.commune), ticket_at(office.commune)
    called(desk, hoa)

    assert queue.close_earlier_days(at=moment("2023-08-30 00:10")) == 2
    at_desk.refresh_from_db()
    waiting.refresh_from_db()
    assert (at_desk.state, waiting.state) == ("done", "left")


def test_numbers_of_today_stay(office: Office) -> None:
    ticket_at(office.commune)
    assert queue.close_earlier_days(at=moment("2023-08-29 23:50")) == 0
