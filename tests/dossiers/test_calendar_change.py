"""What a change of the calendar would move, and what applying it does: shown first, told once, written once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.calendar_change import impact_of
from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Dossier, Leg, PromiseMove
from dossiers.promising import due_pair
from dossiers.services import processing
from dossiers.services.calendar_change import apply_change, simulate
from staff.calendar_change import Change, PlannedDay, PlannedWeek, changed
from staff.models import AuditEntry, CalendarDay, Message, User
from staff.office_calendar import current_calendars
from staff.roles import Role
from staff.working_time import DayKind, Interval
from tests.people import LAN, MakeDossier, Office, make_official, moment

# Received on Tuesday 29 August with three working days: 30 and 31 August, then 5 September, because 1 and 4
# September are days off.
AT, NOW = "2023-08-29 09:30", moment("2023-08-29 16:00")
LETTER = "Công văn 12/VPCP-KGVX"


def day_off(day: dt.date = dt.date(2023, 8, 31), kind: DayKind = DayKind.SWAP_OFF) -> Change:
    return Change(LETTER, days=(PlannedDay(day, kind, "Nghỉ hoán đổi", LETTER),))


def swap() -> Change:
    """Thursday 31 August off, Saturday 9 September worked."""
    worked = PlannedDay(dt.date(2023, 9, 9), DayKind.WORKED, "Làm bù", LETTER)
    return Change(LETTER, days=(*day_off().days, worked))


def mornings_only(office: Office, starts: dt.date, ends: dt.date | None = None) -> Change:
    spans = tuple((weekday, Interval(dt.time(7), dt.time(11, 30))) for weekday in range(5))
    return Change(LETTER, weeks=(PlannedWeek(office.commune.pk, starts, ends, spans),))


def applied(change: Change, by: User, at: dt.datetime = NOW) -> Any:
    return apply_change(change, by=by, at=at, expected=simulate(change, by=by, at=at).digest)


def test_a_day_off_moves_the_dossiers_it_touches(received: MakeDossier) -> None:
    dossier = received(AT)

    move = impact_of(day_off()).moves[0]

    assert (move.code, move.old, move.new) == (
        dossier.code,
        moment("2023-09-05 17:00"),
        moment("2023-09-06 17:00"),
    )


def test_a_worked_saturday_moves_a_promise_forward(received: MakeDossier) -> None:
    received("2023-09-06 09:30")
    worked = Change(LETTER, days=(PlannedDay(dt.date(2023, 9, 9), DayKind.WORKED, "Làm bù", LETTER),))

    impact = impact_of(worked)

    assert impact.moves[0].new == moment("2023-09-09 17:00")
    assert (impact.by_unit[0].earlier, impact.by_unit[0].later) == (1, 0)


def test_looking_writes_nothing(received: MakeDossier) -> None:
    dossier = received(AT)

    impact_of(swap())

    dossier.refresh_from_db()
    assert dossier.due_at == moment("2023-09-05 17:00")
    assert not CalendarDay.objects.filter(day=dt.date(2023, 8, 31)).exists()


def test_a_day_no_open_dossier_waits_for_moves_nothing(received: MakeDossier) -> None:
    received(AT)

    assert impact_of(day_off(dt.date(2023, 10, 2))).moves == ()


def test_a_paused_dossier_is_left_until_it_goes_on(processing_dossier: MakeDossier, minh: User, thu: User) -> None:
    dossier = processing_dossier(AT)
    processing.request_supplement(
        dossier=dossier, items=["Giấy khai sinh"], reason="Thiếu giấy tờ.", by=minh, at=moment("2023-08-29 10:00")
    )

    assert impact_of(day_off()).moves == ()


def test_a_dossier_moves_with_the_hours_of_its_own_unit_only(
    received: MakeDossier, office: Office, version: Any
) -> None:
    tu = make_official("tu", "Vũ Văn Tú", office.other_commune, Role.CLERK)
    here, _there = received(AT), received(AT, unit=office.other_commune, by=tu)

    impact = impact_of(mornings_only(office, dt.date(2023, 9, 1)))

    assert [(move.code, move.new) for move in impact.moves] == [(here.code, moment("2023-09-05 11:30"))]


def test_a_year_taken_out_of_the_calendar_is_told_before_not_a_crash(received: MakeDossier, thu: User) -> None:
    received(AT)
    days = tuple(CalendarDay.objects.filter(day__year=2023).values_list("day", flat=True))
    change = Change(LETTER, removed=days)

    impact = simulate(change, by=thu, at=NOW)

    assert [each.unit for each in impact.unreachable] == ["Xã Bình Nghĩa"]
    with pytest.raises(Faults, match="2023"):
        apply_change(change, by=thu, at=NOW, expected=impact.digest)
    assert CalendarDay.objects.filter(day__year=2023).count() == len(days)


def test_applying_moves_what_was_shown_and_writes_it_down(received: MakeDossier, thu: User) -> None:
    dossier = received(AT)

    applied(swap(), thu)

    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.judged_due_at) == (moment("2023-09-06 17:00"),) * 2
    assert dossier.promised_at == moment("2023-09-05 17:00")
    row = PromiseMove.objects.filter(dossier=dossier).latest("pk")
    assert (row.ground, row.by, row.note) == ("calendar", thu, LETTER)
    assert due_pair(dossier).due_at == dossier.due_at


def test_the_step_a_dossier_is_on_moves_with_the_calendar(processing_dossier: MakeDossier, thu: User) -> None:
    dossier = processing_dossier(AT)
    leg = Leg.objects.get(dossier=dossier, ended_at__isnull=True)

    applied(day_off(leg.due_at.date()), thu)

    before, leg = leg.due_at, Leg.objects.get(pk=leg.pk)
    assert leg.due_at > before
    assert current_calendars().for_unit(leg.unit).is_working_day(leg.due_at.astimezone(NOW.tzinfo).date())


def test_one_person_with_two_dossiers_is_told_once(received: MakeDossier, thu: User) -> None:
    codes = {received(AT).code, received("2023-08-29 10:00").code}

    done = applied(day_off(), thu)

    message = Message.objects.get(event="calendar_changed")
    assert (done.moved, done.told) == (2, 1)
    assert all(code in message.body for code in codes)
    assert "06/09/2023" in message.body
    assert LETTER in message.body
    assert str(done.entry.pk) in message.key


def test_two_people_are_told_apart(received: MakeDossier, thu: User) -> None:
    received(AT)
    received(
        AT, applicant=replace(LAN, name="Trần Văn Nam", email="nam@example.com", identity_number="035085001235")
    )

    applied(day_off(), thu)

    bodies = {message.recipient: message.body for message in Message.objects.filter(event="calendar_changed")}
    assert set(bodies) == {"lan@example.com", "nam@example.com"}
    assert "Lan" not in bodies["nam@example.com"]


def test_the_whole_change_is_one_entry_in_the_trail(received: MakeDossier, thu: User) -> None:
    received(AT)
    received("2023-08-29 10:00")

    applied(swap(), thu)

    entry = AuditEntry.objects.get(action="calendar.changed")
    assert (entry.actor, entry.detail["document"], entry.detail["moved"]) == (thu, LETTER, 2)
    assert len(entry.detail["changes"]) == 2


def test_a_second_click_is_refused_and_tells_nobody_again(received: MakeDossier, thu: User) -> None:
    received(AT)
    change = swap()
    seen = simulate(change, by=thu, at=NOW).digest
    apply_change(change, by=thu, at=NOW, expected=seen)

    with pytest.raises(WrongMoment):
        apply_change(change, by=thu, at=NOW, expected=seen)

    assert Message.objects.filter(event="calendar_changed").count() == 1
    assert AuditEntry.objects.filter(action="calendar.changed").count() == 1


def test_a_dossier_received_since_the_look_makes_the_person_look_again(received: MakeDossier, thu: User) -> None:
    received(AT)
    seen = simulate(swap(), by=thu, at=NOW).digest
    received("2023-08-29 15:00")

    with pytest.raises(WrongMoment):
        apply_change(swap(), by=thu, at=NOW, expected=seen)

    assert not CalendarDay.objects.filter(day=dt.date(2023, 8, 31)).exists()
    assert not Message.objects.filter(event="calendar_changed").exists()


def test_a_row_somebody_else_changed_since_the_look_is_not_overwritten(office: Office, thu: User) -> None:
    change = Change(LETTER, days=(PlannedDay(dt.date(2023, 9, 4), DayKind.HOLIDAY, "Quốc khánh", LETTER),))
    seen = simulate(change, by=thu, at=NOW).digest
    CalendarDay.objects.filter(day=dt.date(2023, 9, 4)).update(name="Nghỉ bù Quốc khánh")

    with pytest.raises(WrongMoment):
        apply_change(change, by=thu, at=NOW, expected=seen)


def test_a_change_without_a_document_is_refused(office: Office, thu: User) -> None:
    change = Change(" ", days=day_off().days)

    with pytest.raises(Faults) as refused:
        simulate(change, by=thu, at=NOW)

    assert set(refused.value.errors) == {"document"}


def test_what_already_stands_is_not_a_change(office: Office, thu: User) -> None:
    row = CalendarDay.objects.get(day=dt.date(2023, 9, 4))
    same = PlannedDay(row.day, DayKind(row.kind), row.name, row.source_document)

    with pytest.raises(Faults):
        simulate(Change(LETTER, days=(same,)), by=thu, at=NOW)


def test_days_off_are_not_for_a_manager_of_one_commune(office: Office) -> None:
    mai = make_official("mai", "Hồ Thị Mai", office.commune, Role.MANAGER)

    with pytest.raises(NotPermitted):
        simulate(day_off(), by=mai, at=NOW)
    simulate(mornings_only(office, dt.date(2023, 9, 1)), by=mai, at=NOW)


def test_hours_of_another_commune_are_out_of_reach(office: Office) -> None:
    mai = make_official("mai", "Hồ Thị Mai", office.other_commune, Role.MANAGER)

    with pytest.raises(NotPermitted):
        simulate(mornings_only(office, dt.date(2023, 9, 1)), by=mai, at=NOW)


def test_the_simulated_calendars_equal_the_written_ones(office: Office, thu: User) -> None:
    change = Change(
        LETTER, days=swap().days, weeks=mornings_only(office, dt.date(2023, 9, 1), dt.date(2023, 12, 31)).weeks
    )
    foreseen = changed(current_calendars(), change)

    applied(change, thu)

    written = current_calendars()
    assert foreseen.special_days == written.special_days
    assert {unit: set(rows) for unit, rows in foreseen.hours.items()} == {
        unit: set(rows) for unit, rows in written.hours.items()
    }


def test_twenty_dossiers_cost_as_many_statements_as_one(received: MakeDossier) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            impact_of(swap())
        return len(captured)

    received(AT)
    impact_of(swap())
    at_one = statements()
    for _number in range(19):
        received(AT)

    assert statements() == at_one
    assert len(impact_of(swap()).moves) == 20


def test_stored_dates_stay_those_recomputed_from_rows(received: MakeDossier, thu: User) -> None:
    for hour in range(8, 11):
        received(f"2023-08-29 {hour:02}:15")

    applied(swap(), thu)

    for dossier in Dossier.objects.all():
        due = due_pair(dossier)
        assert (dossier.due_at, dossier.judged_due_at) == (due.due_at, due.judged_due_at)
