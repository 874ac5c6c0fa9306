"""Opinions on the pages and over HTTP: who reads, who answers, who is warned, who sees nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from rest_framework.test import APIClient

from dossiers.errors import Faults
from dossiers.models import Dossier, Opinion
from dossiers.services import decision, opinion, processing
from dossiers.services.perform import ActInput, perform
from dossiers.workflow import Action
from staff.models import AuditEntry, User
from staff.roles import Role
from tests.dossiers.questions import ASKED, QUESTION, put
from tests.people import MakeDossier, Office, make_official, moment

Ask = Callable[..., Opinion]


@pytest.fixture(autouse=True)
def tuesday_morning() -> Iterator[None]:
    with time_machine.travel(moment(ASKED), tick=False):
        yield


@pytest.fixture
def binh(office: Office) -> User:
    """A specialist of the other commune, who is asked."""
    return make_official("binh", "Phan Thanh Bình", office.other_commune, Role.SPECIALIST)


@pytest.fixture
def district_head(office: Office) -> User:
    return make_official("thang", "Đinh Hữu Thắng", office.district, Role.LEADER)


@pytest.fixture
def asked(processing_dossier: MakeDossier, minh: User, binh: User) -> Ask:
    """Make a question Minh put to the other commune: ``asked(amount=2, measure="days")``."""
    return lambda **given: put(processing_dossier(), minh, **given)


def page(person: User, dossier: Dossier, door: str = "xu-ly") -> Any:
    client = Client()
    client.force_login(person)
    return client.get(f"/{door}/ho-so/{dossier.shown_code}/")


def test_a_withdrawn_question_closes_the_dossier_again(asked: Ask, minh: User, binh: User) -> None:
    row = asked()
    assert page(binh, row.dossier).status_code == 200
    opinion.drop(dossier=row.dossier, opinion=row.pk, by=minh, at=moment(ASKED))

    assert page(binh, row.dossier).status_code == 404


def test_the_clerk_of_the_unit_asked_sees_nothing(asked: Ask, tu: User) -> None:
    assert page(tu, asked().dossier, "mot-cua").status_code == 404


def test_a_unit_not_asked_sees_nothing(asked: Ask, office: Office) -> None:
    third = type(office.commune).objects.create(
        parent=office.district, code="13516", kind="commune", name="Xã Đồng Du", place="Đồng Du",
        valid_from=office.commune.valid_from,
    )  # fmt: skip
    stranger = make_official("khanh", "Lưu Gia Khánh", third, Role.SPECIALIST)

    assert page(stranger, asked().dossier).status_code == 404


def test_whoever_is_asked_reads_only(asked: Ask, binh: User) -> None:
    answer = page(binh, asked().dossier)

    assert answer.context["acts"] == []
    assert answer.context["scan"] is None
    assert answer.context["opinions"][0].answer_form is not None
    assert answer.context["opinions"][0].drop_form is None
    assert AuditEntry.objects.filter(action="dossier.viewed", actor=binh).exists()


def test_the_answer_is_given_on_the_page(asked: Ask, binh: User) -> None:
    row = asked()
    client = Client()
    client.force_login(binh)
    given = {"opinion": row.pk, "answer": "Thường trú tại xã.", "lock_version": 0, "door": "specialist"}
    answer = client.post(f"/xu-ly/ho-so/{row.dossier.shown_code}/give_opinion/", given)
    row.refresh_from_db()

    assert answer.status_code == 302
    assert row.answer == "Thường trú tại xã."


def test_an_answer_without_words_keeps_its_place(asked: Ask, binh: User) -> None:
    row = asked()
    client = Client()
    client.force_login(binh)
    given = {"opinion": row.pk, "answer": "", "lock_version": 0, "door": "specialist"}
    answer = client.post(f"/xu-ly/ho-so/{row.dossier.shown_code}/give_opinion/", given)

    assert answer.status_code == 422
    assert answer.context["opinions"][0].answer_form.errors.keys() == {"answer"}


def test_a_proposal_without_the_answer_needs_a_word(asked: Ask, minh: User) -> None:
    dossier = asked().dossier
    given = ActInput(outcome="granted", text="Đủ điều kiện.")
    with pytest.raises(Faults) as found:
        perform(dossier, Action.PROPOSE, given, by=minh, at=moment(ASKED))
    assert set(found.value.errors) == {"note"}

    noted = ActInput(outcome="granted", text="Đủ điều kiện.", note="Đã tra cứu cơ sở dữ liệu.")
    perform(dossier, Action.PROPOSE, noted, by=minh, at=moment(ASKED))
    assert dossier.events.get(action="propose").reason == "Đã tra cứu cơ sở dữ liệu."


def test_a_signature_without_the_answer_needs_a_word(asked: Ask, minh: User, hai: User) -> None:
    dossier = asked().dossier
    processing.propose(
        dossier=dossier, outcome="granted", text="Đủ điều kiện.", note="Đã rõ.", by=minh, at=moment(ASKED)
    )
    with pytest.raises(Faults) as found:
        decision.sign(dossier=dossier, by=hai, at=moment(ASKED))
    assert set(found.value.errors) == {"note"}

    decision.sign(dossier=dossier, note="Đã rõ.", by=hai, at=moment(ASKED))
    assert dossier.events.get(action="sign").reason == "Đã rõ."


def test_with_the_answer_nothing_more_is_asked(asked: Ask, minh: User, binh: User) -> None:
    row = asked()
    opinion.give(dossier=row.dossier, opinion=row.pk, answer="Có.", by=binh, at=moment(ASKED))
    processing.propose(dossier=row.dossier, outcome="granted", text="Đủ điều kiện.", by=minh, at=moment(ASKED))

    assert "note" not in next(
        act.form.fields for act in page(minh, row.dossier).context["acts"] if act.action is Action.PROPOSE
    )


@pytest.fixture
def opinions_of() -> Callable[[User, str], list[Opinion]]:
    def read(person: User, tab: str) -> list[Opinion]:
        client = Client()
        client.force_login(person)
        return [line.opinion for line in client.get(f"/xu-ly/y-kien/?tab={tab}").context["lines"]]

    return read


def test_each_side_finds_the_question_in_its_list(
    asked: Ask, minh: User, hai: User, binh: User, district_head: User, opinions_of: Any
) -> None:
    row = asked()

    assert opinions_of(binh, "todo") == [row]
    assert opinions_of(minh, "ours") == [row]
    assert opinions_of(hai, "ours") == [row]
    assert opinions_of(minh, "todo") == []
    assert opinions_of(district_head, "todo") == opinions_of(district_head, "ours") == []


def test_an_answered_one_changes_its_place(asked: Ask, minh: User, binh: User, opinions_of: Any) -> None:
    row = asked()
    opinion.give(dossier=row.dossier, opinion=row.pk, answer="Có.", by=binh, at=moment(ASKED))

    assert opinions_of(binh, "todo") == opinions_of(minh, "ours") == []
    assert opinions_of(binh, "answered") == [row]


def test_an_overdue_one_is_marked_for_both(asked: Ask, hai: User, binh: User) -> None:
    asked(amount=1, measure="hours")
    with time_machine.travel(moment("2023-08-30 10:00"), tick=False):
        for person, tab in ((binh, "todo"), (hai, "ours")):
            client = Client()
            client.force_login(person)
            [line] = client.get(f"/xu-ly/y-kien/?tab={tab}").context["lines"]
            assert line.is_late


def test_a_clerk_has_no_such_list(hoa: User, client: Client) -> None:
    client.force_login(hoa)

    assert client.get("/xu-ly/y-kien/").status_code == 403


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_as_much_for_many(
    processing_dossier: MakeDossier, minh: User, binh: User, count: int, django_assert_num_queries: Any
) -> None:
    for _number in range(count):
        put(processing_dossier(), minh)
    client = Client()
    client.force_login(binh)
    with django_assert_num_queries(8):
        assert len(client.get("/xu-ly/y-kien/").context["lines"]) == count


def test_the_api_asks_answers_and_shows_it(
    processing_dossier: MakeDossier, minh: User, binh: User, lan: User
) -> None:
    dossier = processing_dossier()
    Dossier.objects.filter(pk=dossier.pk).update(applicant=lan)
    api, url = APIClient(), f"/api/v1/dossiers/{dossier.shown_code}/"
    api.force_authenticate(minh)
    given = {"units": ["13510"], "question": QUESTION, "amount": 4, "measure": "hours"}
    [row] = api.post(f"{url}actions/ask_opinion/", given, format="json").json()["opinions"]
    assert (row["unit__code"], row["due_at"]) == ("13510", "2023-08-29T16:00:00+07:00")

    api.force_authenticate(binh)
    seen = api.get(url).json()
    assert seen["allowed_actions"] == ["give_opinion"]
    answered = api.post(f"{url}actions/give_opinion/", {"answer": "Có."}, format="json").json()
    assert answered["opinions"][0]["answer"] == "Có."
    assert api.get("/api/v1/dossiers/").json()["results"] == []

    api.force_authenticate(User.objects.get(pk=lan.pk))
    assert api.get(url).json()["opinions"] == []
