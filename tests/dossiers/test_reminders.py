"""Who is reminded of what: the holder before the promise breaks, the head when it has."""

from __future__ import annotations

import datetime as dt

import pytest

from dossiers.models import Apology, Dossier, Leg, Opinion, Reminder
from dossiers.reminders import plan_reminders
from dossiers.services import processing
from staff.models import Assignment, Delegation, User
from staff.roles import Role
from tests.dossiers.reminding import AFTER, ONE_DAY_BEFORE, RECEIVED, TWO_DAYS_BEFORE, planned
from tests.people import MakeDossier, Office, make_official, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def due_on_thursday(processing_dossier: MakeDossier, hai: User) -> Dossier:
    """Minh works on it; Hải leads."""
    return processing_dossier(RECEIVED)


def test_the_specialist_who_took_it_is_reminded(due_on_thursday: Dossier, office: Office) -> None:
    make_official("nam", "Ngô Văn Nam", office.commune, Role.SPECIALIST)

    plan_reminders(now=moment(ONE_DAY_BEFORE))

    assert planned() == {("one_day_left", "minh")}


def test_when_nobody_took_it_all_specialists_of_the_unit_are(
    received: MakeDossier, hoa: User, minh: User, office: Office
) -> None:
    make_official("nam", "Ngô Văn Nam", office.commune, Role.SPECIALIST)
    make_official("xa", "Bùi Thị Xa", office.other_commune, Role.SPECIALIST)
    processing.forward(dossier=received(RECEIVED), by=hoa, at=moment("2023-08-29 16:00"))

    plan_reminders(now=moment(ONE_DAY_BEFORE))

    assert planned() == {("one_day_left", "minh"), ("one_day_left", "nam")}


def test_what_still_lies_at_the_counter_is_told_to_the_clerk(received: MakeDossier, minh: User) -> None:
    dossier = received("2023-08-28 16:30")
    dossier.legs.update(due_at=moment("2023-08-31 17:00"))

    plan_reminders(now=moment("2023-08-30 07:30"))

    assert planned() == {("one_day_left", "hoa")}


def test_when_the_specialist_left_the_colleagues_are_told(
    due_on_thursday: Dossier, minh: User, office: Office
) -> None:
    make_official("nam", "Ngô Văn Nam", office.commune, Role.SPECIALIST)
    Assignment.objects.filter(official__user=minh).update(valid_to=dt.date(2023, 8, 28))

    plan_reminders(now=moment(ONE_DAY_BEFORE))

    assert planned() == {("one_day_left", "nam")}


def test_the_deputy_of_an_absent_specialist_is_told(due_on_thursday: Dossier, minh: User, office: Office) -> None:
    nam = make_official("nam", "Ngô Văn Nam", office.commune, Role.SPECIALIST)
    Delegation.objects.create(
        official=minh.official,
        deputy=nam.official,
        unit=office.commune,
        document="Giấy nghỉ phép",
        valid_from=dt.date(2023, 8, 30),
        valid_to=dt.date(2023, 8, 31),
    )

    plan_reminders(now=moment(ONE_DAY_BEFORE))

    assert planned() == {("one_day_left", "nam")}


def test_a_deputy_who_holds_it_is_told_alone(due_on_thursday: Dossier, minh: User, office: Office) -> None:
    make_official("nam", "Ngô Văn Nam", office.commune, Role.SPECIALIST)
    tam = make_official("tam", "Bùi Thị Tâm", office.district, Role.SPECIALIST)
    Delegation.objects.create(
        official=minh.official,
        deputy=tam.official,
        unit=office.commune,
        document="Giấy nghỉ phép",
        valid_from=dt.date(2023, 8, 28),
        valid_to=dt.date(2023, 8, 31),
    )
    Leg.objects.filter(ended_at__isnull=True).update(holder=tam.official)

    plan_reminders(now=moment(ONE_DAY_BEFORE))

    assert planned() == {("one_day_left", "tam")}


def test_lateness_is_told_to_the_leader_too(due_on_thursday: Dossier) -> None:
    plan_reminders(now=moment(AFTER))

    assert planned() == {("late", "minh"), ("late", "hai")}


def test_a_unit_without_leader_turns_to_the_leader_of_the_counter(
    due_on_thursday: Dossier, office: Office
) -> None:
    make_official("nam", "Ngô Văn Nam", office.district, Role.SPECIALIST)
    Dossier.objects.update(handling_unit=office.district, specialist=None)
    Leg.objects.filter(ended_at__isnull=True).update(unit=office.district, holder=None)

    plan_reminders(now=moment(AFTER))

    assert planned() == {("late", "nam"), ("late", "hai")}


def test_a_leader_who_also_handles_it_is_told_once(due_on_thursday: Dossier, minh: User, office: Office) -> None:
    Assignment.objects.create(
        official=minh.official, unit=office.commune, role=Role.LEADER, valid_from=dt.date(2020, 1, 1)
    )

    plan_reminders(now=moment(AFTER))

    assert Reminder.objects.filter(official=minh.official).count() == 1


def test_a_late_step_is_told_to_holder_and_leader(due_on_thursday: Dossier) -> None:
    Leg.objects.filter(ended_at__isnull=True).update(due_at=moment("2023-08-29 07:30"))

    plan_reminders(now=moment(TWO_DAYS_BEFORE))

    assert planned() == {("step_late", "minh"), ("step_late", "hai")}


def test_of_a_late_dossier_the_late_step_is_not_told_besides(due_on_thursday: Dossier) -> None:
    Leg.objects.filter(ended_at__isnull=True).update(due_at=moment("2023-08-29 07:30"))

    plan_reminders(now=moment(AFTER))

    assert planned() == {("late", "minh"), ("late", "hai")}


def test_a_drafted_apology_waits_for_the_leader(due_on_thursday: Dossier) -> None:
    Apology.objects.create(
        dossier=due_on_thursday,
        due_at=due_on_thursday.due_at,
        cause="Chờ xác minh.",
        extra_days=2,
        new_due_at=moment("2023-09-06 17:00"),
        drafted_at=moment(TWO_DAYS_BEFORE),
    )

    plan_reminders(now=moment(TWO_DAYS_BEFORE))

    assert planned() == {("apology_drafted", "hai")}


def test_an_overdue_opinion_is_told_to_the_unit_asked_and_to_the_asker(
    due_on_thursday: Dossier, minh: User, office: Office
) -> None:
    make_official("nam", "Ngô Văn Nam", office.other_commune, Role.SPECIALIST)
    make_official("tam", "Bùi Thị Tâm", office.other_commune, Role.LEADER)
    Opinion.objects.create(
        dossier=due_on_thursday,
        unit=office.other_commune,
        question="Ông Nam có thường trú tại xã không?",
        asked_at=moment("2023-08-28 10:00"),
        asked_by=minh,
        due_at=moment("2023-08-28 17:00"),
    )

    plan_reminders(now=moment(TWO_DAYS_BEFORE))

    assert planned() == {("opinion_due", "nam"), ("opinion_due", "tam"), ("opinion_due", "minh")}


@pytest.fixture
def asked_until_wednesday(due_on_thursday: Dossier, minh: User, office: Office) -> Opinion:
    """The other commune is asked and has a day left."""
    return Opinion.objects.create(
        dossier=due_on_thursday,
        unit=office.other_commune,
        question="Ông Nam có thường trú tại xã không?",
        asked_at=moment("2023-08-28 10:00"),
        asked_by=minh,
        due_at=moment("2023-08-30 17:00"),
    )


def test_the_specialists_asked_for_an_opinion_are_told_at_once(
    asked_until_wednesday: Opinion, office: Office
) -> None:
    make_official("nam", "Ngô Văn Nam", office.other_commune, Role.SPECIALIST)
    make_official("tam", "Bùi Thị Tâm", office.other_commune, Role.LEADER)

    plan_reminders(now=moment(TWO_DAYS_BEFORE))

    assert planned() == {("opinion_asked", "nam")}


def test_where_there_is_no_specialist_the_leader_is_asked(asked_until_wednesday: Opinion, office: Office) -> None:
    make_official("tam", "Bùi Thị Tâm", office.other_commune, Role.LEADER)

    plan_reminders(now=moment(TWO_DAYS_BEFORE))

    assert planned() == {("opinion_asked", "tam")}


def test_an_opinion_answered_meanwhile_is_asked_of_nobody(asked_until_wednesday: Opinion, office: Office) -> None:
    nam = make_official("nam", "Ngô Văn Nam", office.other_commune, Role.SPECIALIST)
    plan_reminders(now=moment(TWO_DAYS_BEFORE))
    answered = {"answer": "Có.", "answered_by": nam, "answered_at": moment(TWO_DAYS_BEFORE)}
    Opinion.objects.filter(pk=asked_until_wednesday.pk).update(**answered)

    plan_reminders(now=moment("2023-08-29 09:00"))

    assert planned(rule="opinion_asked") == set()


def test_an_official_without_address_is_not_passed_over(due_on_thursday: Dossier, minh: User) -> None:
    User.objects.filter(pk=minh.pk).update(email="")

    plan_reminders(now=moment(ONE_DAY_BEFORE))

    assert planned() == {("one_day_left", "minh")}


def test_somebody_whose_account_is_closed_is_not_reminded(due_on_thursday: Dossier, minh: User) -> None:
    User.objects.filter(pk=minh.pk).update(is_active=False)

    plan_reminders(now=moment(ONE_DAY_BEFORE))

    assert planned() == set()
