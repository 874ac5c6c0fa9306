"""The counter's lists: uncollected, unfinished intakes, the box for codes, chosen columns, live numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from dossiers.models import Dossier
from dossiers.services import decision, intake_drafts
from procedures.models import ProcedureVersion
from staff.models import ListLayout, User
from tests.people import MakeDossier, Office, moment

NOW = moment("2023-08-30 10:00")


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def counter(hoa: User) -> Client:
    client = Client()
    client.force_login(hoa)
    return client


def rows(answer: Any) -> list[str]:
    return [row.code for row in answer.context["page"].rows]


def _aside(office: Office, by: User, version: ProcedureVersion | None, key: str = "k1") -> None:
    intake_drafts.save(
        unit=office.commune,
        version=version,
        key=key,
        content={"applicant_name": "Vũ Thị Sen"},
        by=by,
        at=moment("2023-08-30 09:00"),
    )


def _ready(proposed: MakeDossier, hai: User, signed: str) -> Dossier:
    return decision.sign(dossier=proposed("2023-08-01 09:30"), by=hai, at=moment(signed))


def test_a_result_nobody_came_for_stands_among_the_uncollected(
    counter: Client, proposed: MakeDossier, hai: User
) -> None:
    old = _ready(proposed, hai, "2023-08-08 10:00")
    _ready(proposed, hai, "2023-08-30 08:00")
    assert rows(counter.get("/mot-cua/?tab=uncollected")) == [old.code]


def test_results_sent_by_post_are_not_waited_for(counter: Client, proposed: MakeDossier, hai: User) -> None:
    _ready(proposed, hai, "2023-08-08 10:00")
    Dossier.objects.update(delivery="post")
    assert rows(counter.get("/mot-cua/?tab=uncollected")) == []


@pytest.mark.parametrize("typed", ["230830-0001", "1", "0001", "H25.12.02-230830-0001"])
def test_the_box_for_codes_leads_to_the_dossier(counter: Client, received: MakeDossier, typed: str) -> None:
    dossier = received("2023-08-30 08:00")
    answer = counter.get("/mot-cua/", {"code": typed})
    assert answer.headers["Location"] == f"/mot-cua/ho-so/{dossier.code}/"


def test_a_number_alone_means_today(counter: Client, received: MakeDossier) -> None:
    received("2023-08-29 08:00")
    answer = counter.get("/mot-cua/", {"code": "1"})
    assert answer.context["is_code_unknown"]


def test_a_code_that_is_none_is_named(counter: Client, received: MakeDossier) -> None:
    received()
    page = counter.get("/mot-cua/", {"code": "Nguyễn <Lan>"}).content.decode()
    assert "Nguyễn &lt;Lan&gt;" in page
    assert 'role="alert"' in page


def test_codes_of_another_counter_are_not_opened(client: Client, received: MakeDossier, tu: User) -> None:
    dossier = received("2023-08-30 08:00")
    client.force_login(tu)
    assert client.get("/mot-cua/", {"code": dossier.code}).context["is_code_unknown"]


@pytest.mark.parametrize("typed", ["nguyen thi lan", "NGUYỄN", "035185001234", "0912 345 678"])
def test_free_search_needs_no_marks(counter: Client, received: MakeDossier, typed: str) -> None:
    dossier = received()
    assert rows(counter.get("/mot-cua/", {"q": typed})) == [dossier.code]


def test_columns_are_chosen_and_remembered(counter: Client, received: MakeDossier, hoa: User) -> None:
    received()
    answer = counter.post(
        "/xu-ly/cot/counter/", {"column": ["delivery", "applicant", "nonsense"], "query": "tab=all&q=lan"}
    )
    assert answer.headers["Location"] == "/mot-cua/?tab=all&q=lan"
    assert counter.get("/mot-cua/?tab=all").context["columns"] == ("applicant", "delivery")
    assert ListLayout.objects.get().columns == ["applicant", "delivery"]


def test_columns_are_there_again_after_signing_in(counter: Client, received: MakeDossier, hoa: User) -> None:
    counter.post("/xu-ly/cot/counter/", {"column": ["phone"]})
    again = Client()
    again.force_login(hoa)
    assert again.get("/mot-cua/").context["columns"] == ("phone",)


def test_no_column_at_all_means_those_of_the_start(counter: Client, office: Office) -> None:
    counter.post("/xu-ly/cot/counter/", {})
    assert counter.get("/mot-cua/").context["columns"] == ("applicant", "procedure", "state", "deadline")


def test_columns_lead_nowhere_else(counter: Client, office: Office) -> None:
    answer = counter.post("/xu-ly/cot/counter/", {"query": "//evil.example/?x=1"})
    assert answer.headers["Location"].startswith("/mot-cua/?")
    assert counter.post("/xu-ly/cot/elsewhere/", {}).status_code == 404


def test_every_column_can_be_shown(counter: Client, proposed: MakeDossier) -> None:
    proposed()
    every = list(counter.get("/mot-cua/").context["all_columns"])
    counter.post("/xu-ly/cot/counter/", {"column": every})
    page = counter.get("/mot-cua/?tab=all").content.decode()
    assert page.count('<td data-label="') + page.count('<td class="work-numbers" data-label="') == len(every)


@pytest.mark.parametrize("count", [1, 20])
def test_unfinished_intakes_take_as_many_statements_for_one_as_for_twenty(
    counter: Client,
    office: Office,
    hoa: User,
    version: ProcedureVersion,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        _aside(office, hoa, version, f"k{number}")
    counter.get("/mot-cua/?tab=unfinished")
    with django_assert_num_queries(8):
        answer = counter.get("/mot-cua/?tab=unfinished")
    assert answer.content.decode().count("Vũ Thị Sen</a>") == count


def test_an_unfinished_intake_leads_to_its_sheet(
    counter: Client, office: Office, hoa: User, version: ProcedureVersion
) -> None:
    _aside(office, hoa, version)
    page = counter.get("/mot-cua/?tab=unfinished").content.decode()
    assert f"/mot-cua/tiep-nhan/{version.procedure.code}/?draft=k1&amp;unit=13504" in page


def test_unfinished_intakes_of_another_counter_are_not_seen(
    client: Client, office: Office, hoa: User, tu: User
) -> None:
    _aside(office, hoa, None)
    client.force_login(tu)
    assert "Vũ Thị Sen" not in client.get("/mot-cua/?tab=unfinished").content.decode()


def test_live_numbers_are_those_of_the_tabs(office: Office, hoa: User, received: MakeDossier) -> None:
    received("2023-08-30 08:00")
    _aside(office, hoa, None)
    client = APIClient()
    client.force_authenticate(hoa)
    lanes = client.get("/api/v1/work-lists/counter/counts/").json()["lanes"]
    assert (lanes["todo"], lanes["today"], lanes["unfinished"]) == (1, 1, 1)


@pytest.mark.parametrize(("door", "status"), [("counter", 200), ("leader", 403), ("elsewhere", 404)])
def test_live_numbers_are_for_whoever_sits_there(hoa: User, door: str, status: int) -> None:
    client = APIClient()
    client.force_authenticate(hoa)
    assert client.get(f"/api/v1/work-lists/{door}/counts/").status_code == status
