"""The watch on dossiers that lie untouched: the officer, then the head; the citizen hears the truth, once."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from dossiers import tracking
from dossiers.models import Dossier
from dossiers.reminders import plan_reminders
from dossiers.services import processing
from dossiers.stuck import tell_stuck
from staff.models import Message, UnitPolicy, User
from tests.dossiers.reminding import planned
from tests.people import SINCE, MakeDossier, Office, make_version, moment

pytestmark = pytest.mark.django_db

RECEIVED = "2023-08-14 08:00"  # ten working days: nothing else presses meanwhile
EIGHT_HOURS, SIXTEEN_HOURS = "2023-08-15 08:00", "2023-08-16 08:00"


@pytest.fixture
def untouched(received: MakeDossier, minh: User, hai: User) -> Dossier:
    """Received by Hoa, and then nothing."""
    dossier = received(RECEIVED, version=make_version("2.000815", "Chứng thực di chúc", value=10))
    dossier.legs.update(due_at=dossier.due_at)
    return dossier


@pytest.fixture
def unopened(untouched: Dossier, hoa: User) -> Dossier:
    """Handed over to the specialists, and then nothing."""
    dossier = processing.forward(dossier=untouched, by=hoa, at=moment(RECEIVED))
    dossier.legs.update(due_at=dossier.due_at)
    return dossier


def sweep(now: str) -> int:
    plan_reminders(now=moment(now))
    return tell_stuck(now=moment(now))


def told() -> list[Message]:
    return list(Message.objects.filter(event="stuck"))


def test_the_officer_hears_of_it_first(untouched: Dossier) -> None:
    assert sweep("2023-08-15 07:59") == 0
    assert planned() == set()

    sweep(EIGHT_HOURS)
    assert planned() == {("untouched", "hoa")}


def test_then_the_head_and_the_citizen(untouched: Dossier) -> None:
    assert sweep(SIXTEEN_HOURS) == 1

    assert planned() == {("untouched", "hoa"), ("untouched", "hai")}
    [message] = told()
    assert message.recipient == "lan@example.com"
    assert "08 giờ 00 phút, ngày 14/08/2023" in message.body or "14/08/2023" in message.body
    assert "28/08/2023" in message.body  # the promise, unchanged
    assert "0226 3860 104" in message.body


def test_handed_over_but_not_accepted_is_told_of_the_unit_that_has_it(unopened: Dossier) -> None:
    sweep(SIXTEEN_HOURS)

    assert planned() == {("unopened", "minh"), ("unopened", "hai")}
    assert "xã Bình Nghĩa" in told()[0].body


def test_the_citizen_is_told_once_however_long_it_lies(untouched: Dossier) -> None:
    assert [sweep(now) for now in (SIXTEEN_HOURS, "2023-08-16 08:10", "2023-08-18 08:00")] == [1, 0, 0]
    assert len(told()) == 1


def test_work_that_began_in_time_is_told_to_nobody(unopened: Dossier, minh: User) -> None:
    processing.take(dossier=unopened, by=minh, at=moment("2023-08-15 07:30"))

    assert sweep(SIXTEEN_HOURS) == 0
    assert planned() == set()


def test_a_citizen_who_wants_no_messages_gets_none(untouched: Dossier) -> None:
    Dossier.objects.update(tell_by="none")

    assert sweep(SIXTEEN_HOURS) == 0
    assert told() == []


def test_the_hours_are_the_units_own(untouched: Dossier, office: Office) -> None:
    UnitPolicy.objects.create(unit=office.commune, valid_from=SINCE, stuck_hours=20)

    sweep(SIXTEEN_HOURS)

    assert planned() == set()


def test_a_proposal_on_the_leaders_desk_is_not_called_unopened(proposed: MakeDossier, hai: User) -> None:
    dossier = proposed(RECEIVED, version=make_version("2.000815", "Chứng thực di chúc", value=10))
    dossier.legs.update(due_at=dossier.due_at)

    assert sweep(SIXTEEN_HOURS) == 0
    assert planned() == set()


def test_tracking_says_where_it_lies_and_that_the_head_knows(unopened: Dossier) -> None:
    sweep(EIGHT_HOURS)
    assert tracking.progress(unopened, now=moment(EIGHT_HOURS)).stuck is None
    sweep(SIXTEEN_HOURS)

    stuck = tracking.progress(unopened, now=moment(SIXTEEN_HOURS)).stuck

    assert stuck is not None
    assert (stuck.unit, stuck.since, stuck.was_handed_over) == ("Xã Bình Nghĩa", moment(RECEIVED), True)


def test_the_public_page_shows_it(unopened: Dossier, client: Client) -> None:
    sweep(SIXTEEN_HOURS)
    with time_machine.travel(moment(SIXTEEN_HOURS), tick=False):
        answer = client.get(f"/tra-cuu/?code={unopened.code}&phone=5678")
        api = client.get(f"/api/v1/tracking/{unopened.code}/?phone=5678").json()

    assert "Lãnh đạo đang theo dõi" in answer.content.decode()
    assert api["stuck_since"] == "2023-08-14T08:00:00+07:00"


def test_once_accepted_the_page_is_silent(unopened: Dossier, minh: User) -> None:
    sweep(SIXTEEN_HOURS)
    taken = processing.take(dossier=unopened, by=minh, at=moment("2023-08-16 09:00"))

    assert tracking.progress(taken, now=moment("2023-08-16 09:00")).stuck is None


def test_the_leaders_desk_has_a_lane_for_it(unopened: Dossier, minh: User, hai: User) -> None:
    desk = Client()
    desk.force_login(hai)
    sweep(EIGHT_HOURS)

    with time_machine.travel(moment(EIGHT_HOURS), tick=False):
        stuck = desk.get("/lanh-dao/?tab=stuck").context["page"].rows
    assert [row.code for row in stuck] == [unopened.code]

    processing.take(dossier=unopened, by=minh, at=moment("2023-08-15 09:00"))
    with time_machine.travel(moment("2023-08-15 09:00"), tick=False):
        assert desk.get("/lanh-dao/?tab=stuck").context["page"].rows == []
