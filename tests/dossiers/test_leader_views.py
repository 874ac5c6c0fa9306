"""The leader's desk: what waits for a signature, most pressing first, with the proposed text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dossiers.models import Dossier, Proposal
from dossiers.workflow import Action, State
from procedures.models import ProcedureDraft
from staff.models import User
from staff.roles import Role
from tests.people import MakeDossier, Office, make_official, moment

NOW = "2023-08-30 10:00"


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(moment(NOW), tick=False):
        yield


@pytest.fixture
def desk(hai: User) -> Client:
    client = Client()
    client.force_login(hai)
    return client


def rows(answer: Any) -> list[str]:
    return [row.code for row in answer.context["page"].rows]


def act(client: Client, dossier: Dossier, action: str, **given: Any) -> Any:
    """Send one act as the page does."""
    given = {"lock_version": dossier.lock_version, "door": "leader", **given}
    return client.post(f"/xu-ly/ho-so/{dossier.code}/{action}/", given)


@pytest.mark.parametrize("count", [1, 20])
def test_list_takes_seven_statements_however_many_rows(
    desk: Client, proposed: MakeDossier, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        proposed(f"2023-08-30 07:{number:02d}")
    desk.get("/lanh-dao/")  # the calendar is read once per process

    with django_assert_num_queries(7):
        answer = desk.get("/lanh-dao/")

    assert len(rows(answer)) == count


def test_a_leader_of_the_office_is_led_to_the_drafts_to_publish(office: Office, thu: User, hai: User) -> None:
    written = {"prepared_by": thu, "created_at": moment(NOW), "updated_at": moment(NOW)}
    ProcedureDraft.objects.create(code="2.000635", status=ProcedureDraft.Status.IN_REVIEW, **written)
    thang = make_official("thang", "Lê Văn Thắng", office.district, Role.LEADER)
    pages = {}
    for person in (thang, hai):
        client = Client()
        client.force_login(person)
        pages[person.username] = client.get("/lanh-dao/").content.decode()

    assert "Dự thảo chờ công bố (1)" in pages["thang"]
    assert "Dự thảo chờ công bố" not in pages["hai"]


def test_list_shows_the_most_pressing_first_with_its_text(desk: Client, proposed: MakeDossier) -> None:
    later, sooner = proposed("2023-08-30 08:00"), proposed("2023-08-28 08:00")

    answer = desk.get("/lanh-dao/")

    assert rows(answer) == [sooner.code, later.code]
    first = answer.context["page"].rows[0]
    assert first.outcome == str(Proposal.Outcome.GRANTED.label)
    assert first.preview == "Đủ điều kiện, đề nghị cấp."


def test_overdue_and_soon_stand_in_lanes_of_their_own(desk: Client, processing_dossier: MakeDossier) -> None:
    late = processing_dossier("2023-08-21 08:00")
    soon = processing_dossier("2023-08-28 08:00")
    processing_dossier("2023-08-30 08:00")

    assert rows(desk.get("/lanh-dao/?tab=late")) == [late.code]
    assert rows(desk.get("/lanh-dao/?tab=soon")) == [soon.code]


def test_leader_of_another_commune_sees_nothing(office: Office, client: Client, proposed: MakeDossier) -> None:
    dossier = proposed()
    client.force_login(make_official("binh", "Đỗ Văn Bình", office.other_commune, Role.LEADER))

    assert rows(client.get("/lanh-dao/?tab=all")) == []
    assert act(client, dossier, "sign").status_code == 404


def test_list_is_for_leaders_only(client: Client, hoa: User) -> None:
    client.force_login(hoa)

    assert client.get("/lanh-dao/").status_code == 403


def test_page_offers_the_signature_first_and_asks_before_it(desk: Client, proposed: MakeDossier) -> None:
    page = desk.get(f"/lanh-dao/ho-so/{proposed().code}/")

    first = page.context["acts"][0]
    assert first.action is Action.SIGN
    assert first.is_grave
    assert "data-confirm=" in page.content.decode()


def test_signature_resolves_the_dossier_and_leads_back_to_the_list(desk: Client, proposed: MakeDossier) -> None:
    dossier = proposed()

    answer = act(desk, dossier, "sign")

    dossier.refresh_from_db()
    assert answer.headers["Location"] == "/lanh-dao/"
    assert dossier.current_state is State.RESOLVED
    assert dossier.verdict == Dossier.Verdict.EARLY


def test_sending_back_needs_words(desk: Client, proposed: MakeDossier) -> None:
    dossier = proposed()

    answer = act(desk, dossier, "send_back", reason="")

    assert answer.status_code == 422
    assert dossier.proposals.get().decision == ""


def test_sending_back_tells_the_specialist_why(desk: Client, minh: User, proposed: MakeDossier) -> None:
    dossier = proposed()

    act(desk, dossier, "send_back", reason="Đối chiếu lại họ tên")

    assert dossier.proposals.get().decision == Proposal.Decision.SENT_BACK
    client = Client()
    client.force_login(minh)
    assert "Đối chiếu lại họ tên" in client.get(f"/xu-ly/ho-so/{dossier.code}/").content.decode()


def test_second_signature_is_a_wrong_moment(desk: Client, proposed: MakeDossier) -> None:
    seen = proposed()
    act(desk, seen, "sign")

    answer = act(desk, seen, "sign")

    assert answer.status_code == 409
    assert [change["title"] for change in answer.context["changes"]] != []
