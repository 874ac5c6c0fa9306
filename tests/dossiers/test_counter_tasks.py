"""Calls and errands of the counter: outcomes, what follows from them, who may do them, page and API."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from rest_framework.test import APIClient

from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import CounterTask, Dossier
from dossiers.services.counter_tasks import finish
from staff.models import AuditEntry, User
from tests.dossiers.test_api import client_of
from tests.people import LAN, MakeDossier, moment

pytestmark = pytest.mark.django_db
NOW = "2023-08-30 09:00"


def task_of(dossier: Dossier, kind: str = "call_uncollected", at: str = "2023-08-30 08:00") -> CounterTask:
    return CounterTask.objects.create(
        dossier=dossier, kind=kind, about=moment(at), planned_at=moment(at), due_at=moment("2023-08-30 17:00")
    )


@pytest.fixture
def task(received: MakeDossier) -> CounterTask:
    return task_of(received("2023-08-28 09:30"))


@pytest.fixture
def desk(hoa: User) -> Client:
    client = Client()
    client.force_login(hoa)
    return client


def open_kinds() -> list[str]:
    return list(CounterTask.objects.filter(done_at__isnull=True).values_list("kind", flat=True))


def test_reached_means_done(task: CounterTask, hoa: User) -> None:
    done = finish(task=task, outcome="reached", note="Bà Lan nghe máy.", by=hoa, at=moment(NOW))

    assert (done.done_by, done.done_at, done.note) == (hoa, moment(NOW), "Bà Lan nghe máy.")
    assert open_kinds() == []


def test_nobody_answered_means_again_on_the_next_working_day(task: CounterTask, hoa: User) -> None:
    finish(task=task, outcome="no_answer", by=hoa, at=moment("2023-08-31 09:00"))

    [again] = CounterTask.objects.filter(done_at__isnull=True)
    assert (again.kind, again.due_at) == ("call_uncollected", moment("2023-09-05 17:00"))


def test_after_three_calls_the_commune_contact_is_asked(task: CounterTask, hoa: User) -> None:
    for day in ("2023-08-28", "2023-08-29", "2023-08-30"):
        assert open_kinds() == ["call_uncollected"]
        waiting = CounterTask.objects.get(done_at__isnull=True)
        finish(task=waiting, outcome="no_answer", by=hoa, at=moment(f"{day} 09:00"))

    assert open_kinds() == ["commune_contact"]


def test_a_wrong_number_is_not_called_again(task: CounterTask, hoa: User) -> None:
    finish(task=task, outcome="wrong_number", by=hoa, at=moment(NOW))

    assert open_kinds() == ["commune_contact"]


def test_a_contact_already_asked_is_not_asked_twice(task: CounterTask, hoa: User) -> None:
    task_of(task.dossier, "commune_contact")
    finish(task=task, outcome="wrong_number", by=hoa, at=moment(NOW))

    assert open_kinds() == ["commune_contact"]


def test_passed_on_wants_a_name(task: CounterTask, hoa: User) -> None:
    with pytest.raises(Faults) as refused:
        finish(task=task, outcome="passed_on", by=hoa, at=moment(NOW))

    assert list(refused.value.errors) == ["note"]
    assert open_kinds() == ["call_uncollected"]


def test_every_fault_is_named_at_once(task: CounterTask, hoa: User) -> None:
    with pytest.raises(Faults) as refused:
        finish(task=task, outcome="perhaps", note="x" * 501, by=hoa, at=moment(NOW))

    assert set(refused.value.errors) == {"outcome", "note"}


def test_a_task_is_done_once(task: CounterTask, hoa: User) -> None:
    finish(task=task, outcome="reached", by=hoa, at=moment(NOW))

    with pytest.raises(WrongMoment):
        finish(task=task, outcome="no_answer", by=hoa, at=moment(NOW))


def test_a_clerk_of_another_counter_may_not(task: CounterTask, tu: User) -> None:
    with pytest.raises(NotPermitted):
        finish(task=task, outcome="reached", by=tu, at=moment(NOW))


@time_machine.travel(moment(NOW), tick=False)
def test_the_list_masks_the_number(desk: Client, task: CounterTask) -> None:
    text = desk.get("/mot-cua/viec/").content.decode()

    assert task.dossier.code in text
    assert "******5678" in text
    assert LAN.phone not in text


@time_machine.travel(moment(NOW), tick=False)
def test_the_task_shows_the_number_and_notes_who_looked(desk: Client, task: CounterTask, hoa: User) -> None:
    text = desk.get(f"/mot-cua/viec/{task.pk}/").content.decode()

    assert f'href="tel:{LAN.phone}"' in text
    entry = AuditEntry.objects.get(action="counter_task.viewed")
    assert (entry.actor, entry.target) == (hoa, task.dossier.reference)


@time_machine.travel(moment(NOW), tick=False)
def test_an_outcome_from_the_page(desk: Client, task: CounterTask) -> None:
    answer = desk.post(f"/mot-cua/viec/{task.pk}/", {"outcome": "reached", "note": ""})

    assert (answer.status_code, answer["Location"]) == (302, "/mot-cua/viec/")
    task.refresh_from_db()
    assert task.outcome == "reached"


@time_machine.travel(moment(NOW), tick=False)
def test_what_was_typed_stays_when_the_outcome_is_missing(desk: Client, task: CounterTask) -> None:
    answer = desk.post(f"/mot-cua/viec/{task.pk}/", {"note": "Con gái nghe máy"})

    assert answer.status_code == 422
    assert "Con gái nghe máy" in answer.content.decode()


@time_machine.travel(moment(NOW), tick=False)
def test_an_outcome_noted_meanwhile_is_409(desk: Client, task: CounterTask, hoa: User) -> None:
    finish(task=task, outcome="reached", by=hoa, at=moment(NOW))

    assert desk.post(f"/mot-cua/viec/{task.pk}/", {"outcome": "no_answer"}).status_code == 409


@time_machine.travel(moment(NOW), tick=False)
def test_what_is_done_stands_in_its_own_list(desk: Client, task: CounterTask, hoa: User) -> None:
    finish(task=task, outcome="reached", by=hoa, at=moment(NOW))

    assert desk.get("/mot-cua/viec/").context["lines"] == []
    [line] = desk.get("/mot-cua/viec/?tab=done").context["lines"]
    assert line["task"] == task


@pytest.mark.parametrize("path", ["/mot-cua/viec/", "/mot-cua/viec/1/"])
def test_only_clerks_have_these_pages(client: Client, hai: User, path: str) -> None:
    assert client.get(path).status_code == 302
    client.force_login(hai)

    assert client.get(path).status_code == 403


def test_another_counters_task_is_not_found(client: Client, tu: User, task: CounterTask) -> None:
    client.force_login(tu)

    assert client.get("/mot-cua/viec/").context["lines"] == []
    assert client.get(f"/mot-cua/viec/{task.pk}/").status_code == 404


@time_machine.travel(moment(NOW), tick=False)
@pytest.mark.parametrize("count", [1, 20])
def test_the_list_takes_as_many_statements_for_many(
    desk: Client, received: MakeDossier, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        task_of(received("2023-08-28 09:30"))
    desk.get("/mot-cua/viec/")

    with django_assert_num_queries(5):
        assert len(desk.get("/mot-cua/viec/").context["lines"]) == count


@time_machine.travel(moment(NOW), tick=False)
def test_the_counters_desk_says_how_many_wait(desk: Client, task: CounterTask) -> None:
    answer = desk.get("/mot-cua/")

    assert answer.context["waiting_tasks"] == 1
    assert 'href="/mot-cua/viec/"' in answer.content.decode()


@time_machine.travel(moment(NOW), tick=False)
def test_the_api_lists_and_takes_outcomes(task: CounterTask, hoa: User) -> None:
    api = client_of(hoa)
    [row] = api.get("/api/v1/counter-tasks/").json()["results"]
    assert (row["id"], row["dossier"], row["phone"]) == (task.pk, task.dossier.code, "******5678")

    done = api.post(f"/api/v1/counter-tasks/{task.pk}/outcome/", {"outcome": "reached"}, format="json")
    assert (done.status_code, done.json()["outcome"]) == (200, "reached")
    assert api.get("/api/v1/counter-tasks/").json()["results"] == []
    assert len(api.get("/api/v1/counter-tasks/?done=true").json()["results"]) == 1

    again = api.post(f"/api/v1/counter-tasks/{task.pk}/outcome/", {"outcome": "reached"}, format="json")
    assert again.status_code == 409


def test_the_api_asks_for_the_name_of_who_passes_it_on(task: CounterTask, hoa: User) -> None:
    answer = client_of(hoa).post(
        f"/api/v1/counter-tasks/{task.pk}/outcome/", {"outcome": "passed_on"}, format="json"
    )

    assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (400, ["note"])


def test_the_api_is_for_clerks_of_that_counter(task: CounterTask, hai: User, tu: User) -> None:
    assert client_of(hai).get("/api/v1/counter-tasks/").status_code == 403
    outcome = f"/api/v1/counter-tasks/{task.pk}/outcome/"
    assert client_of(tu).post(outcome, {"outcome": "reached"}, format="json").status_code == 404
    assert APIClient().get("/api/v1/counter-tasks/").status_code == 401


@time_machine.travel(moment(NOW), tick=False)
def test_the_dossiers_page_tells_of_the_calls(desk: Client, task: CounterTask, hoa: User) -> None:
    finish(task=task, outcome="passed_on", note="Anh Bình, trưởng thôn 3", by=hoa, at=moment(NOW))

    assert "Anh Bình, trưởng thôn 3" in desk.get(f"/mot-cua/ho-so/{task.dossier.code}/").content.decode()
