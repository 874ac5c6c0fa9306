"""The digest: one message when the office opens, the most pressing first, never the same thing twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dossiers.digest import send_digests
from dossiers.models import Dossier, Reminder
from dossiers.reminders import plan_reminders
from dossiers.services import decision
from staff.models import Message, OfficeHours, ReminderPreference, User
from tests.dossiers.reminding import ONE_DAY_BEFORE, RECEIVED, planned
from tests.people import LAN, MakeDossier, Office, make_version, moment

pytestmark = pytest.mark.django_db

OPENING = "2023-08-30 07:00"


@pytest.fixture
def due_on_thursday(processing_dossier: MakeDossier, hai: User) -> Dossier:
    """Minh works on it; Hải leads."""
    return processing_dossier(RECEIVED)


def tell(now: str) -> int:
    """One sweep at this moment."""
    plan_reminders(now=moment(now))
    return send_digests(now=moment(now))


def digests() -> list[Message]:
    return list(Message.objects.filter(event="digest").order_by("pk"))


def prefer(user: User, **given: Any) -> None:
    ReminderPreference.objects.update_or_create(official=user.official, defaults=given)


def test_one_message_lists_everything_that_waits(
    processing_dossier: MakeDossier, minh: User, office: Office
) -> None:
    codes = [processing_dossier(RECEIVED).code for _ in range(3)]

    assert tell(OPENING) == 1

    [message] = digests()
    assert (message.recipient, message.unit) == ("minh@binhluc.example", office.commune)
    assert message.key == f"digest:{minh.official.pk}:2023-08-30:1"
    assert all(code in message.body for code in codes)
    assert planned() == set()
    assert set(Reminder.objects.values_list("message", flat=True)) == {message.pk}


def test_the_text_names_dossier_date_and_page_but_not_the_applicant(due_on_thursday: Dossier) -> None:
    tell(OPENING)

    [message] = digests()
    assert "31/08/2023" in message.body
    assert "Cấp Giấy xác nhận tình trạng hôn nhân" in message.body
    assert f"http://testserver/xu-ly/ho-so/{due_on_thursday.reference}/" in message.body
    assert "http://testserver/tai-khoan/nhac-viec/" in message.body
    for personal in (LAN.name, LAN.phone, LAN.identity_number):
        assert personal not in message.subject + message.body


def test_the_leader_gets_the_leaders_page(due_on_thursday: Dossier) -> None:
    tell("2023-09-05 07:00")

    [leader] = [message for message in digests() if message.recipient == "hai@binhluc.example"]
    assert f"/lanh-dao/ho-so/{due_on_thursday.reference}/" in leader.body


def test_the_most_pressing_stands_first(processing_dossier: MakeDossier, minh: User) -> None:
    soon = processing_dossier("2023-08-28 09:30")
    late = processing_dossier("2023-08-21 09:30")

    tell(OPENING)

    [message] = digests()
    assert message.body.index(late.code) < message.body.index(soon.code)


def test_nothing_is_sent_before_the_office_opens(due_on_thursday: Dossier) -> None:
    assert tell("2023-08-30 00:05") == 0
    assert tell("2023-08-30 06:59") == 0
    assert tell(OPENING) == 1


def test_after_a_break_it_comes_on_the_first_working_morning(due_on_thursday: Dossier) -> None:
    """Due on Thursday evening; Friday to Monday are the national day with its day in lieu."""
    for now in ("2023-09-01 08:00", "2023-09-02 08:00", "2023-09-04 08:00"):
        assert tell(now) == 0
    assert tell("2023-09-05 07:00") == 2


def test_it_follows_the_hours_of_the_own_unit(due_on_thursday: Dossier, office: Office) -> None:
    OfficeHours.objects.create(
        unit=office.commune, weekday=2, opens=dt.time(8), closes=dt.time(11), valid_from=dt.date(2023, 1, 1)
    )

    assert tell("2023-08-30 07:30") == 0
    assert tell("2023-08-30 08:00") == 1


def test_what_turns_up_during_the_day_waits_for_the_next_morning(due_on_thursday: Dossier) -> None:
    due_on_thursday.legs.update(due_at=due_on_thursday.due_at)

    assert tell("2023-08-30 10:00") == 0
    assert tell("2023-08-31 07:00") == 1


def test_what_waited_in_the_morning_is_told_although_the_machine_slept(due_on_thursday: Dossier) -> None:
    plan_reminders(now=moment("2023-08-30 06:00"))

    assert send_digests(now=moment("2023-08-30 10:00")) == 1


def test_one_digest_a_day(processing_dossier: MakeDossier, minh: User) -> None:
    processing_dossier(RECEIVED)
    assert tell(OPENING) == 1
    processing_dossier("2023-08-28 10:00")

    assert tell("2023-08-30 07:10") == 0
    assert planned() == {("one_day_left", "minh")}


def test_beyond_the_cap_the_rest_waits_and_the_message_says_so(
    processing_dossier: MakeDossier, minh: User
) -> None:
    prefer(minh, most_a_day=2)
    for _ in range(5):
        processing_dossier(RECEIVED)

    tell(OPENING)

    [message] = digests()
    assert Reminder.objects.filter(message=message).count() == 2
    assert Reminder.objects.filter(message=None).count() == 3
    assert "3" in message.body.split("tai-khoan/nhac-viec")[0].rsplit("\n", 1)[-1]


def test_the_head_hears_of_all_that_lies_untouched_whatever_the_cap(received: MakeDossier, hai: User) -> None:
    prefer(hai, most_a_day=1)
    version = make_version("2.000815", "Chứng thực di chúc", value=10)
    for _ in range(3):
        received(RECEIVED, version=version).legs.update(due_at=moment("2023-09-20 17:00"))

    tell("2023-08-31 07:00")

    [message] = [each for each in digests() if each.recipient == "hai@binhluc.example"]
    assert Reminder.objects.filter(message=message, rule="untouched").count() == 3


def test_at_once_sends_again_during_the_day_up_to_the_cap(processing_dossier: MakeDossier, minh: User) -> None:
    prefer(minh, mode="at_once", most_a_day=2)
    processing_dossier(RECEIVED)
    assert tell("2023-08-30 10:00") == 1
    processing_dossier("2023-08-28 10:00")
    assert tell("2023-08-30 10:10") == 1
    processing_dossier("2023-08-28 10:30")

    assert tell("2023-08-30 10:20") == 0
    assert [message.key[-1] for message in digests()] == ["1", "2"]


def test_at_once_keeps_quiet_hours(due_on_thursday: Dossier, minh: User) -> None:
    prefer(minh, mode="at_once", quiet_from=dt.time(11, 30), quiet_to=dt.time(13, 30))

    assert tell("2023-08-30 12:00") == 0
    assert tell("2023-08-30 13:30") == 1


def test_a_digest_waits_for_the_end_of_quiet_hours(due_on_thursday: Dossier, minh: User) -> None:
    prefer(minh, quiet_from=dt.time(20), quiet_to=dt.time(7, 45))

    assert tell(OPENING) == 0
    assert tell("2023-08-30 07:45") == 1


def test_by_sms_it_is_short(due_on_thursday: Dossier, minh: User, settings: Any) -> None:
    settings.IS_MAIL_ON_TRIAL = True
    User.objects.filter(pk=minh.pk).update(phone="0912000111")
    prefer(minh, channel="sms")

    tell(OPENING)

    [message] = digests()
    assert (message.channel, message.recipient) == ("sms", "0912000111")
    assert len(message.body) < 160


def test_without_a_number_the_letter_goes_by_email(due_on_thursday: Dossier, minh: User, settings: Any) -> None:
    settings.IS_MAIL_ON_TRIAL = True
    prefer(minh, channel="sms")

    tell(OPENING)

    assert [(message.channel, message.recipient) for message in digests()] == [("email", "minh@binhluc.example")]


def test_for_somebody_without_any_address_it_goes_on_waiting(due_on_thursday: Dossier, minh: User) -> None:
    User.objects.filter(pk=minh.pk).update(email="")

    assert tell(OPENING) == 0
    assert planned() == {("one_day_left", "minh")}


def test_results_nobody_collects_are_one_line_and_no_part_of_the_cap(
    proposed: MakeDossier, hoa: User, hai: User
) -> None:
    prefer(hoa, most_a_day=1)
    for _ in range(3):
        decision.sign(dossier=proposed("2023-08-21 09:00"), by=hai, at=moment("2023-08-22 09:00"))
    tell("2023-08-28 07:00")

    [message] = [each for each in digests() if each.recipient == "hoa@binhluc.example"]
    assert Reminder.objects.filter(message=message, rule="uncollected").count() == 3
    assert "http://testserver/mot-cua/chua-nhan-ket-qua/" in message.body


def test_an_unestablished_year_does_not_silence_the_office(due_on_thursday: Dossier, minh: User) -> None:
    plan_reminders(now=moment(ONE_DAY_BEFORE))

    assert send_digests(now=moment("2051-01-03 08:00")) == 1
