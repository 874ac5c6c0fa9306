"""Sixteen ways in which the nearest system gets a promise wrong, each shown to be impossible here.

The numbers follow the study of that system; the office keeps 7:00–11:30 and 13:30–17:00 unless a test says else.
"""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from dossiers.boards import leader_desk
from dossiers.deadlines import Facts, Mode, compute
from dossiers.models import Dossier, PromiseMove, Reminder
from dossiers.promising import due_pair, promise_of
from dossiers.reminders import plan_reminders
from dossiers.services import apology, decision, override, processing
from dossiers.statistics.on_time import Counts, Figure, behind, on_time
from dossiers.statistics.period import Period
from dossiers.worklists import badge_of
from feedback.figure_cells import percent
from procedures.models import ProcedureVersion
from staff.models import UnitPolicy, User
from staff.office_calendar import calendar_for, current_calendars
from staff.working_time import Interval, Opening, WorkingCalendar
from tests.dossiers.calendars import SPECIAL, YEARS, keep_hours, vn
from tests.people import SINCE, MakeDossier, Office, make_version, moment

YEAR = Period(dt.date(2023, 1, 1), dt.date(2023, 12, 31))


@pytest.mark.parametrize(
    "at",
    ["2023-08-29 06:00", "2023-08-29 09:30", "2023-08-29 12:00", "2023-08-29 17:00", "2023-09-01 09:00"],
)
@pytest.mark.parametrize("rule", ["day", "hour"])
def test_defect_01_the_promise_shown_before_and_the_one_kept_are_the_same(
    client: Client, office: Office, received: MakeDossier, at: str, rule: str
) -> None:
    UnitPolicy.objects.create(unit=office.commune, valid_from=SINCE, appointment_rule=rule)
    shown = client.post(
        "/api/v1/deadlines/preview/",
        {"procedure": "1.004873", "unit": office.commune.code, "received_at": moment(at).isoformat()},
        content_type="application/json",
    ).json()

    dossier = received(at)

    assert dt.datetime.fromisoformat(shown["due_at"]) == dossier.due_at
    assert promise_of(dossier).due_at == dossier.promised_at


@pytest.mark.parametrize(("rule", "hour"), [("day", "16:30"), ("hour", "09:00")])
def test_defect_02_a_day_is_a_day_also_where_it_holds_less_than_eight_hours(
    office: Office, received: MakeDossier, rule: str, hour: str
) -> None:
    keep_hours(office.commune, ("07:30", "11:30"), ("13:00", "16:30"))
    UnitPolicy.objects.create(unit=office.commune, valid_from=SINCE, appointment_rule=rule)

    dossier = received("2023-08-07 09:00", version=make_version("2.000815", "Chứng thực", value=10))

    assert dossier.due_at == moment(f"2023-08-21 {hour}")


def test_defect_03_a_half_day_on_saturday_is_a_working_day_with_its_own_close(
    office: Office, received: MakeDossier
) -> None:
    keep_hours(office.commune, ("07:00", "11:30"), ("13:30", "17:00"))
    keep_hours(office.commune, ("07:00", "11:30"), days=range(5, 6))

    dossier = received("2023-08-11 09:00", version=make_version("2.000815", "Chứng thực", value=1))

    assert dossier.due_at == moment("2023-08-12 11:30")


def test_defect_04_new_hours_leave_the_days_before_them_as_they_were(
    office: Office, received: MakeDossier
) -> None:
    dossier = received("2023-08-01 09:00")
    keep_hours(office.commune, ("07:00", "11:30"), ("13:30", "17:00"), valid_to=dt.date(2023, 9, 30))
    keep_hours(office.commune, ("07:30", "11:30"), ("13:00", "16:00"), valid_from=dt.date(2023, 10, 1))

    assert promise_of(dossier).due_at == dossier.due_at == moment("2023-08-04 17:00")
    assert received("2023-10-02 09:00").due_at == moment("2023-10-05 16:00")


def test_defect_05_a_dossier_received_on_the_holiday_itself_skips_it(received: MakeDossier) -> None:
    dossier = received("2023-09-01 14:00")

    assert promise_of(dossier).effective_start == moment("2023-09-05 07:00")
    assert dossier.due_at == moment("2023-09-08 17:00")


def test_defect_06_offices_computed_at_the_same_time_do_not_share_their_hours() -> None:
    def office(closes: str) -> WorkingCalendar:
        span = Interval(dt.time(7), dt.time.fromisoformat(closes))
        return WorkingCalendar((tuple(Opening(day, span) for day in range(5)),), SPECIAL, YEARS)

    closing = [f"{hour:02}:{minute:02}" for hour in range(12, 18) for minute in range(0, 60, 5)]
    facts = Facts(vn("2023-08-07T09:00"), Mode.WORKING_DAYS, 5)
    with ThreadPoolExecutor(8) as together:
        due = list(together.map(lambda closes: compute(facts, office(closes)).due_at, closing))

    assert due == [vn(f"2023-08-14T{closes}") for closes in closing]


def test_defect_07_the_reminder_before_the_deadline_comes_before_the_deadline(
    processing_dossier: MakeDossier, minh: User
) -> None:
    dossier = processing_dossier("2023-08-28 09:30")  # promised for Thu 31/8 17:00
    now = moment("2023-08-30 08:00")

    plan_reminders(now=now)

    reminder = Reminder.objects.get(official=minh.official)
    assert (reminder.rule, reminder.dossier) == ("one_day_left", dossier)
    assert dossier.due_at is not None
    assert now < dossier.due_at


def test_defect_08_lateness_is_said_once_however_often_and_whenever_the_sweep_runs(
    processing_dossier: MakeDossier, hai: User
) -> None:
    processing_dossier("2023-08-29 09:30")
    for at in ("2023-09-06 07:00", "2023-09-06 07:10", "2023-09-07 22:00", "2023-09-09 03:00", "2023-10-02 09:00"):
        plan_reminders(now=moment(at))

    late = Reminder.objects.filter(rule="late")
    assert late.filter(official=hai.official).count() == 1
    assert late.count() == late.values("dossier", "about", "official").distinct().count()


def test_defect_08_while_the_clock_stands_nobody_is_reminded(processing_dossier: MakeDossier, minh: User) -> None:
    dossier = processing_dossier("2023-08-29 09:30")
    processing.request_payment(dossier=dossier, reason="Nộp lệ phí", by=minh, at=moment("2023-08-30 09:00"))

    plan_reminders(now=moment("2023-10-02 09:00"))

    assert not Reminder.objects.exists()


def test_defect_09_a_step_has_a_deadline_of_its_own_and_is_late_only_after_it(
    office: Office, processing_dossier: MakeDossier
) -> None:
    dossier = processing_dossier("2023-08-29 09:30", version=make_version("2.000815", "Chứng thực", value=10))
    step_due = dossier.legs.get(ended_at=None).due_at

    def late_steps(now: dt.datetime) -> int:
        return leader_desk([office.commune.pk], now=now, soon_until=now).counts()[0]["step"]

    assert dossier.due_at is not None
    assert dossier.received_at is not None
    assert dossier.received_at < step_due < dossier.due_at
    assert late_steps(step_due) == 0
    assert late_steps(step_due + dt.timedelta(minutes=1)) == 1


def test_defect_10_hours_are_read_as_they_were_entered(office: Office, received: MakeDossier) -> None:
    keep_hours(office.commune, ("08:05", "11:50"), ("12:55", "16:40"))
    calendar = calendar_for(office.commune)
    intervals = calendar.day(dt.date(2023, 8, 29)).intervals

    assert [f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in intervals] == ["08:05–11:50", "12:55–16:40"]
    assert received("2023-08-29 12:00").due_at == moment("2023-09-05 16:40")


def test_defect_11_what_was_never_promised_is_neither_early_nor_on_time(
    office: Office, received: MakeDossier
) -> None:
    dossier = received("2023-08-29 09:30")
    with pytest.raises(DatabaseError), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(due_at=None)

    counts = on_time([office.commune.pk], YEAR, now=moment("2023-08-30 09:00")).total
    assert (counts.early, counts.on_time, counts.open) == (0, 0, 1)


def test_defect_11_nothing_resolved_has_no_rate_and_almost_all_is_not_all() -> None:
    assert Counts().on_time_rate is None
    assert percent(9_999 / 10_000).startswith("99")


def test_defect_12_an_extension_and_an_early_result_are_two_facts(proposed: MakeDossier, hai: User) -> None:
    dossier = proposed("2023-08-29 09:30")
    apology.extend(dossier=dossier, cause="Phải xác minh.", extra_days=5, by=hai, at=moment("2023-08-31 14:00"))

    signed = decision.sign(dossier=dossier, by=hai, at=moment("2023-09-06 09:00"))

    assert signed.apologies.get().extra_days == 5
    assert signed.verdict == Dossier.Verdict.LATE


def test_defect_13_lateness_does_not_grow_after_the_result(proposed: MakeDossier, hai: User) -> None:
    signed = decision.sign(dossier=proposed("2023-08-29 09:30"), by=hai, at=moment("2023-09-06 09:30"))
    values = {
        name: getattr(signed, name)
        for name in ("state", "submitted_at", "received_at", "due_at", "verdict", "receiving_unit_id")
    }

    def shown(at: str) -> object:
        return badge_of(values, now=moment(at), calendars=current_calendars())

    assert signed.minutes_late == 150
    assert shown("2023-09-06 10:00") == shown("2024-09-06 10:00")


def test_defect_14_lateness_that_lay_with_another_unit_is_counted_there(
    office: Office, proposed: MakeDossier, hai: User
) -> None:
    dossier = proposed("2023-08-29 09:30")
    dossier.legs.filter(position=2).update(unit=office.district, minutes_late=150)
    dossier.legs.filter(position=3).update(minutes=9_600)  # the signature itself kept its time

    decision.sign(dossier=dossier, by=hai, at=moment("2023-09-06 09:30"))

    assert [(share.unit, share.minutes) for share in dossier.lateness.all()] == [(office.district, 150)]


def test_defect_14_a_denied_dossier_stays_among_the_resolved(
    office: Office, processing_dossier: MakeDossier, minh: User, hai: User
) -> None:
    dossier = processing_dossier("2023-08-29 09:30")
    at = moment("2023-08-30 09:00")
    processing.propose(dossier=dossier, outcome="denied", text="Không đủ điều kiện.", by=minh, at=at)
    decision.sign(dossier=dossier, by=hai, at=at)

    found = behind(Figure.RESOLVED, [office.commune.pk], YEAR, now=moment("2023-09-01 09:00"))

    assert list(found) == [dossier]


def test_defect_15_a_changed_setting_does_not_rewrite_a_pause_of_the_past(
    processing_dossier: MakeDossier, version: ProcedureVersion, minh: User, hoa: User
) -> None:
    dossier = processing_dossier("2023-08-29 09:30")
    processing.request_supplement(
        dossier=dossier, items=["Tờ khai"], reason="Thiếu tờ khai.", by=minh, at=moment("2023-08-30 10:00")
    )
    processing.supply(dossier=dossier, answer="Đã nộp.", by=hoa, at=moment("2023-09-06 08:00"))
    dossier = processing.resume(dossier=dossier, by=hoa, at=moment("2023-09-06 08:00"))
    before = dossier.due_at
    ProcedureVersion.objects.create(
        procedure=version.procedure,
        number=2,
        name=version.name,
        valid_from=dt.date(2023, 9, 7),
        valid_to=dt.date(2023, 12, 31),
        limit_mode="working_days",
        limit_value=3,
        after_supplement="resume",
        source_digest="2",
    )

    assert dossier.pauses.get().after == "restart"
    assert due_pair(Dossier.objects.get(pk=dossier.pk)).due_at == before


def test_defect_15_a_published_setting_cannot_be_changed_at_all(version: ProcedureVersion) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        ProcedureVersion.objects.filter(pk=version.pk).update(after_supplement="resume")


def test_defect_16_every_move_of_the_promise_can_be_proved(
    processing_dossier: MakeDossier, minh: User, hoa: User, hai: User
) -> None:
    dossier = processing_dossier("2023-08-29 09:30")
    processing.request_supplement(
        dossier=dossier, items=["Tờ khai"], reason="Thiếu tờ khai.", by=minh, at=moment("2023-08-30 10:00")
    )
    processing.supply(dossier=dossier, answer="Đã nộp.", by=hoa, at=moment("2023-09-06 08:00"))
    processing.resume(dossier=dossier, by=hoa, at=moment("2023-09-06 08:05"))
    apology.extend(dossier=dossier, cause="Phải xác minh.", extra_days=2, by=hai, at=moment("2023-09-07 09:00"))
    dossier = override.override(
        dossier=dossier,
        due_on=dt.date(2023, 9, 20),
        reason="Phải xác minh liên tỉnh.",
        document="12/QĐ-UBND",
        by=hai,
        at=moment("2023-09-08 09:00"),
    )

    moves = list(dossier.promise_moves.all())

    ground = PromiseMove.Ground
    assert [move.ground for move in moves] == [
        ground.RECEIVED,
        ground.SUPPLEMENT,
        ground.EXTENSION,
        ground.OVERRIDE,
    ]
    assert [move.old_due_at for move in moves] == [None, *(move.new_due_at for move in moves[:-1])]
    assert (moves[0].new_due_at, moves[-1].new_due_at) == (dossier.promised_at, dossier.due_at)
    assert all(move.by is not None for move in moves)
    assert promise_of(dossier).due_at == dossier.due_at  # recomputed from the rows, the same date comes out
