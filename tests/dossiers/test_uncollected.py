"""Results nobody comes for: message, call, commune contact by working day; figures of the office."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dossiers.models import CounterTask, Dossier
from dossiers.services import decision, handover
from dossiers.tasks import sweep_counter_tasks
from dossiers.uncollected import plan_tasks
from staff.models import Message, SweepRun, UnitPolicy, User
from tests.people import SINCE, MakeDossier, Office, moment

pytestmark = pytest.mark.django_db

# ready on Wednesday 23 August 2023: three, seven and fifteen working days later
THREE_DAYS, SEVEN_DAYS, FIFTEEN_DAYS = "2023-08-28 08:00", "2023-09-05 08:00", "2023-09-15 08:00"


@pytest.fixture
def make_ready(proposed: MakeDossier, hai: User) -> MakeDossier:
    """Make a dossier whose result waits at the counter since 23 August."""

    def make(**given: Any) -> Dossier:
        dossier = proposed("2023-08-21 09:00", **given)
        return decision.sign(dossier=dossier, by=hai, at=moment("2023-08-23 09:00"))

    return make


def tasks() -> list[str]:
    return list(CounterTask.objects.order_by("pk").values_list("kind", flat=True))


def messages() -> int:
    return Message.objects.filter(event="uncollected").count()


def test_the_steps_come_one_after_the_other(make_ready: MakeDossier) -> None:
    make_ready()

    plan_tasks(now=moment("2023-08-25 16:00"))
    assert (messages(), tasks()) == (0, [])
    plan_tasks(now=moment(THREE_DAYS))
    assert (messages(), tasks()) == (1, [])
    plan_tasks(now=moment(SEVEN_DAYS))
    assert (messages(), tasks()) == (1, ["call_uncollected"])
    plan_tasks(now=moment(FIFTEEN_DAYS))
    assert (messages(), tasks()) == (1, ["call_uncollected", "commune_contact"])


def test_every_step_is_taken_once(make_ready: MakeDossier) -> None:
    make_ready()

    assert [plan_tasks(now=moment(FIFTEEN_DAYS)) for _ in range(3)] == [2, 0, 0]
    assert messages() == 1


def test_a_task_is_to_be_done_by_the_close_of_business(make_ready: MakeDossier) -> None:
    make_ready()
    plan_tasks(now=moment("2023-09-09 08:00"))  # a Saturday

    assert CounterTask.objects.get().due_at == moment("2023-09-11 17:00")


def test_the_days_are_the_units_own(make_ready: MakeDossier, office: Office) -> None:
    UnitPolicy.objects.create(
        unit=office.commune,
        valid_from=SINCE,
        collect_message_days=1,
        collect_call_days=2,
        collect_commune_days=30,
    )
    make_ready()
    plan_tasks(now=moment(THREE_DAYS))

    assert tasks() == ["call_uncollected"]


def test_what_travels_by_post_is_not_waited_for(make_ready: MakeDossier) -> None:
    make_ready(delivery="post")
    plan_tasks(now=moment(FIFTEEN_DAYS))

    assert (messages(), tasks()) == (0, [])


def test_without_a_phone_the_commune_contact_is_asked_at_once(make_ready: MakeDossier) -> None:
    make_ready()
    Dossier.objects.update(phone="")
    plan_tasks(now=moment(SEVEN_DAYS))

    assert tasks() == ["commune_contact"]


def test_collected_means_nothing_is_to_be_done(make_ready: MakeDossier, hoa: User) -> None:
    dossier = make_ready()
    plan_tasks(now=moment(SEVEN_DAYS))
    handover.return_result(dossier=dossier, by=hoa, at=moment("2023-09-05 09:00"))
    plan_tasks(now=moment("2023-09-05 09:10"))

    task = CounterTask.objects.get()
    assert (task.outcome, task.done_at, task.done_by) == ("not_needed", moment("2023-09-05 09:10"), None)


def test_a_message_that_was_given_up_becomes_a_call(received: MakeDossier) -> None:
    dossier = received("2023-08-29 09:30")
    message = Message.objects.filter(reference=dossier.code)
    message.update(state="dead", created_at=moment("2023-08-29 09:30"))

    assert [plan_tasks(now=moment("2023-08-30 08:00")) for _ in range(2)] == [1, 0]
    assert tasks() == ["call_unreached"]


def test_an_officials_dead_letter_calls_no_citizen(received: MakeDossier, office: Office) -> None:
    dossier = received("2023-08-29 09:30")
    Message.objects.filter(reference=dossier.code).update(
        event="digest", state="dead", created_at=moment("2023-08-29 09:30")
    )

    assert plan_tasks(now=moment("2023-08-30 08:00")) == 0


def test_a_call_about_lateness_falls_away_when_the_result_is_there(proposed: MakeDossier, hai: User) -> None:
    dossier = proposed("2023-08-21 09:00")
    CounterTask.objects.create(
        dossier=dossier,
        kind="call_late",
        about=moment("2023-08-24 17:00"),
        planned_at=moment("2023-08-25 08:00"),
        due_at=moment("2023-08-25 17:00"),
    )
    decision.sign(dossier=dossier, by=hai, at=moment("2023-08-25 09:00"))
    plan_tasks(now=moment("2023-08-25 09:10"))

    assert CounterTask.objects.get().outcome == "not_needed"


def test_the_sweep_leaves_a_note_of_itself(make_ready: MakeDossier) -> None:
    make_ready()
    with time_machine.travel(moment(SEVEN_DAYS), tick=False):
        assert sweep_counter_tasks() == 1

    assert SweepRun.objects.get(name="counter_tasks").last_count == 1


def test_statements_do_not_grow_with_the_number_of_results(make_ready: MakeDossier) -> None:
    """Once their citizens were told: telling is one message each."""

    def statements(how_many: int) -> int:
        for _ in range(how_many):
            make_ready()
        plan_tasks(now=moment(THREE_DAYS))
        with CaptureQueriesContext(connection) as captured:
            plan_tasks(now=moment(SEVEN_DAYS))
        return len(captured)

    assert statements(1) == statements(10)


@pytest.mark.parametrize("count", [1, 20])
def test_the_ageing_list_takes_as_many_statements_for_many(
    make_ready: MakeDossier, hoa: User, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        make_ready()
    client = Client()
    client.force_login(hoa)
    with time_machine.travel(moment(SEVEN_DAYS), tick=False):
        client.get("/mot-cua/chua-nhan-ket-qua/")
        with django_assert_num_queries(7):
            answer = client.get("/mot-cua/chua-nhan-ket-qua/")

    assert len(answer.context["lines"]) == count
    [figures] = answer.context["figures"]
    assert (figures.total, figures.messaged, figures.called, figures.passed_on) == (count, 0, count, 0)


def test_clerk_and_leader_see_their_own_units_only(make_ready: MakeDossier, hai: User, tu: User) -> None:
    make_ready()
    seen = {}
    for user in (hai, tu):
        client = Client()
        client.force_login(user)
        with time_machine.travel(moment(SEVEN_DAYS), tick=False):
            seen[user.username] = len(client.get("/mot-cua/chua-nhan-ket-qua/").context["lines"])

    assert seen == {"hai": 1, "tu": 0}


def test_a_specialist_has_no_business_there(minh: User) -> None:
    client = Client()
    client.force_login(minh)

    assert client.get("/mot-cua/chua-nhan-ket-qua/").status_code == 403


def test_the_oldest_stands_first_with_its_days(make_ready: MakeDossier, hoa: User) -> None:
    later, sooner = make_ready(), make_ready()
    Dossier.objects.filter(pk=sooner.pk).update(
        resolved_at=moment("2023-08-22 09:00"), resolved_on=dt.date(2023, 8, 22)
    )
    client = Client()
    client.force_login(hoa)
    with time_machine.travel(moment(THREE_DAYS), tick=False):
        lines = client.get("/mot-cua/chua-nhan-ket-qua/").context["lines"]

    assert [(line.dossier.pk, line.days) for line in lines] == [(sooner.pk, 4), (later.pk, 3)]
    assert lines[0].phone == "******5678"
