"""Booking a time at the counter: what is offered, who gets the last place, what the person is told."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from dossiers.booking_days import bookable_days, bookings_of_day
from dossiers.errors import Faults, WrongMoment
from dossiers.models import Booking
from dossiers.services import queue
from dossiers.services.booking import Wanted, book, cancel, cancel_closed, forget_people
from staff.models import CalendarDay, Message, UnitPolicy
from tests.people import Office, moment

pytestmark = pytest.mark.django_db
NOW = moment("2023-08-28 08:00")
SLOT = "2023-08-29 08:30"


def wanted(slot: str = SLOT, **changes: str) -> Wanted:
    given = {"name": "Nguyễn Thị Lan", "phone": "0912 345 678", "email": "lan@example.com"} | changes
    return Wanted(starts_at=moment(slot), **given)  # type: ignore[arg-type]


def booked(office: Office, slot: str = SLOT, **changes: str) -> Booking:
    return book(unit=office.commune, wanted=wanted(slot, **changes), at=NOW)


def policy(office: Office, **given: int) -> None:
    UnitPolicy.objects.create(unit=office.commune, valid_from=dt.date(2023, 1, 1), **given)


def test_days_off_cannot_be_booked(office: Office) -> None:
    days = [each.day.day for each in bookable_days(office.commune, NOW)]
    assert days == [28, 29, 30, 31, 5, 6, 7, 8, 11]  # without weekends and National Day, 1 to 4 September


def test_times_follow_the_policy(office: Office) -> None:
    policy(office, booking_minutes=60, bookings_per_slot=2, booking_days=1)
    [today, tomorrow] = bookable_days(office.commune, NOW)
    assert [f"{slot.starts_at:%H:%M}" for slot in today.slots] == ["09:00", "10:00", "13:30", "14:30", "15:30"]
    assert (len(tomorrow.slots), tomorrow.free) == (7, 14)


def test_an_office_may_offer_nothing(office: Office) -> None:
    policy(office, bookings_per_slot=0)
    assert bookable_days(office.commune, NOW) == []


def test_a_booking_takes_a_place_and_is_confirmed(office: Office) -> None:
    row = booked(office)
    tomorrow = bookable_days(office.commune, NOW)[1]
    assert (row.place, row.phone) == (1, "0912345678")
    assert [slot.free for slot in tomorrow.slots if slot.starts_at == row.slot_at] == [2]
    message = Message.objects.get()
    assert (message.event, message.recipient, row.code in message.body) == ("booked", "lan@example.com", True)


def test_without_an_e_mail_a_mobile_phone_is_told(office: Office) -> None:
    row = booked(office, email="")
    message = Message.objects.get()
    assert (message.channel, row.code in message.body) == ("sms", True)
    assert "Xa Binh Nghia" in message.body.title()  # which counter: an old telephone opens no link
    assert len(message.body) <= 160


def test_all_faults_are_named_at_once(office: Office) -> None:
    with pytest.raises(Faults) as faults:
        booked(office, "2023-08-29 08:31", name="7", phone="12", email="lan")
    assert set(faults.value.errors) == {"slot", "name", "phone", "email"}


def test_a_full_time_is_a_fault_of_the_time(office: Office) -> None:
    policy(office, bookings_per_slot=1)
    booked(office)
    with pytest.raises(Faults) as faults:
        booked(office, phone="0987654321")
    assert set(faults.value.errors) == {"slot"}


def test_one_phone_holds_two_times(office: Office) -> None:
    for slot in (SLOT, "2023-08-29 09:00"):
        booked(office, slot)
    with pytest.raises(Faults) as faults:
        booked(office, "2023-08-29 09:30")
    assert set(faults.value.errors) == {"phone"}


def test_a_cancelled_place_can_be_booked_again(office: Office) -> None:
    policy(office, bookings_per_slot=1)
    cancel(booking=booked(office), at=NOW)
    assert booked(office, phone="0987654321").place == 1
    assert Message.objects.filter(event="booking_cancelled").count() == 1


@pytest.mark.parametrize("at", ["2023-08-29 08:30", "2023-08-29 09:00"])
def test_what_has_passed_is_not_cancelled(office: Office, at: str) -> None:
    row = booked(office)
    with pytest.raises(WrongMoment):
        cancel(booking=row, at=moment(at))


def test_a_used_booking_is_not_cancelled(office: Office) -> None:
    row = booked(office)
    queue.issue_for_booking(booking=row, at=moment("2023-08-29 08:00"))
    with pytest.raises(WrongMoment):
        cancel(booking=row, at=moment("2023-08-29 08:10"))


def test_nothing_is_cancelled_twice(office: Office) -> None:
    row = cancel(booking=booked(office), at=NOW)
    with pytest.raises(WrongMoment):
        cancel(booking=row, at=NOW)


def test_the_counter_sees_who_is_expected_today(office: Office) -> None:
    row, arrived = booked(office), booked(office, "2023-08-29 09:00")
    cancel(booking=booked(office, "2023-08-29 10:00", phone="0987654321"), at=NOW)
    queue.issue_for_booking(booking=arrived, at=moment("2023-08-29 08:00"))
    assert bookings_of_day(office.commune, moment("2023-08-29 08:00")) == [row]


def test_who_booked_a_day_that_became_a_day_off_is_told_once(office: Office) -> None:
    row, other = booked(office), booked(office, "2023-08-30 09:00")
    CalendarDay.objects.create(day=dt.date(2023, 8, 29), kind="swap_off", name="Nghỉ hoán đổi")

    assert cancel_closed(at=NOW) == 1
    assert cancel_closed(at=NOW) == 0
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.cancelled_at, other.cancelled_at) == (NOW, None)
    message = Message.objects.get(event="booking_cancelled")
    assert "/dat-lich/" in message.body


@pytest.mark.parametrize(
    "name", ["Nhận quà tại qua.example", "Trúng thưởng: 50 triệu", "Lan http://qua", "Lan (gọi 0912)", "'-."]
)
def test_an_advertisement_is_no_name(office: Office, name: str) -> None:
    with pytest.raises(Faults) as faults:
        booked(office, name=name)
    assert list(faults.value.errors) == ["name"]
    assert not Message.objects.exists()


@pytest.mark.parametrize("name", ["Nguyễn Thị Lan", "J. O’Neill-Smith", "K'Brông", "Đặng Thu\u031b\u0309"])
def test_names_are_written_as_people_write_them(office: Office, name: str) -> None:
    assert booked(office, name=name).name == name


def test_people_are_forgotten_after_a_month(office: Office) -> None:
    row = booked(office)
    assert forget_people(at=moment("2023-09-28 08:00")) == 0
    assert forget_people(at=moment("2023-09-28 09:00")) == 1
    row.refresh_from_db()
    assert (row.name, row.phone, row.email) == ("–", "", "")
    assert forget_people(at=moment("2023-09-29 09:00")) == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_only_as_many_get_a_place_as_there_are(office: Office) -> None:
    policy(office, bookings_per_slot=3)
    together = threading.Barrier(6)

    def press(number: int) -> bool:
        try:
            together.wait(timeout=20)
            booked(office, phone=f"091234567{number}", email="")
        except Faults:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        got = list(pool.map(press, range(6)))

    assert sum(got) == 3
    assert sorted(Booking.objects.values_list("place", flat=True)) == [1, 2, 3]
