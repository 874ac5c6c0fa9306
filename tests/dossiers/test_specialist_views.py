"""The specialist's desk: own work first, acts that keep what was typed, conflicts that explain themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dossiers.models import Attachment, Dossier, Proposal
from dossiers.services import decision, processing
from dossiers.workflow import Action, State
from staff.models import User
from staff.roles import Role
from tests.people import MakeDossier, Office, make_official, moment

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
NOW = "2023-08-30 10:00"


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(moment(NOW), tick=False):
        yield


@pytest.fixture
def desk(minh: User) -> Client:
    client = Client()
    client.force_login(minh)
    return client


def rows(answer: Any) -> list[str]:
    return [row.code for row in answer.context["page"].rows]


def act(client: Client, dossier: Dossier, action: str, **given: Any) -> Any:
    """Send one act as the page does."""
    given = {"lock_version": dossier.lock_version, "door": "specialist", **given}
    return client.post(f"/xu-ly/ho-so/{dossier.code}/{action}/", given)


@pytest.mark.parametrize("count", [1, 20])
def test_list_takes_six_statements_however_many_rows(
    desk: Client, processing_dossier: MakeDossier, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        processing_dossier(f"2023-08-30 07:{number:02d}")
    desk.get("/xu-ly/")  # the calendar is read once per process

    with django_assert_num_queries(6):
        answer = desk.get("/xu-ly/")

    assert len(rows(answer)) == count


def test_my_work_is_sorted_by_time_left(desk: Client, processing_dossier: MakeDossier) -> None:
    later, sooner = processing_dossier("2023-08-30 08:00"), processing_dossier("2023-08-28 08:00")

    assert rows(desk.get("/xu-ly/")) == [sooner.code, later.code]


def test_what_nobody_took_stands_in_its_own_lane(
    desk: Client, hoa: User, received: MakeDossier, processing_dossier: MakeDossier
) -> None:
    untaken = received()
    processing.forward(dossier=untaken, by=hoa, at=moment(NOW))
    processing_dossier()

    assert rows(desk.get("/xu-ly/?tab=untaken")) == [untaken.code]


def test_dossier_of_another_unit_is_not_found(
    office: Office, client: Client, processing_dossier: MakeDossier
) -> None:
    dossier = processing_dossier()
    client.force_login(make_official("an", "Ngô Văn An", office.other_commune, Role.SPECIALIST))

    assert client.get(f"/xu-ly/ho-so/{dossier.code}/").status_code == 404
    assert act(client, dossier, "propose", outcome="granted", text="Đủ điều kiện").status_code == 404


def test_taking_makes_it_my_work(desk: Client, minh: User, hoa: User, received: MakeDossier) -> None:
    dossier = processing.forward(dossier=received(), by=hoa, at=moment(NOW))

    act(desk, dossier, "take")

    dossier.refresh_from_db()
    assert dossier.specialist is not None
    assert dossier.specialist.user == minh


def test_page_offers_to_propose_and_not_to_take_again(desk: Client, processing_dossier: MakeDossier) -> None:
    page = desk.get(f"/xu-ly/ho-so/{processing_dossier().code}/")

    offered = [each.action for each in page.context["acts"]]
    assert offered[0] is Action.PROPOSE
    assert Action.TAKE not in offered


def test_proposal_goes_to_the_leader_with_its_file(desk: Client, processing_dossier: MakeDossier) -> None:
    dossier = processing_dossier()

    answer = act(
        desk,
        dossier,
        "propose",
        outcome="granted",
        text="Đủ điều kiện, đề nghị cấp.",
        files=SimpleUploadedFile("du-thao.pdf", PDF),
    )

    assert answer.headers["Location"] == "/xu-ly/"
    assert dossier.proposals.get().text == "Đủ điều kiện, đề nghị cấp."
    assert dossier.attachments.get().kind == Attachment.Kind.RESULT


def test_faults_of_text_and_file_are_named_together_and_nothing_is_kept(
    desk: Client, processing_dossier: MakeDossier
) -> None:
    dossier = processing_dossier()

    answer = act(
        desk,
        dossier,
        "propose",
        outcome="granted",
        text=" ",
        files=SimpleUploadedFile("gia-mao.pdf", b"MZ\x90\x00 not a paper"),
    )

    assert answer.status_code == 422
    assert set(answer.context["failed"].errors) == {"text", "files"}
    assert not Proposal.objects.exists()
    assert not Attachment.objects.exists()


def test_outcome_must_be_chosen(desk: Client, processing_dossier: MakeDossier) -> None:
    answer = act(desk, processing_dossier(), "propose", text="Đủ điều kiện, đề nghị cấp.")

    assert answer.status_code == 422
    assert "outcome" in answer.context["failed"].errors


def test_supplement_stops_the_clock_and_offers_its_form(desk: Client, processing_dossier: MakeDossier) -> None:
    dossier = processing_dossier()

    answer = act(desk, dossier, "request_supplement", items="Ảnh 4x6", reason="Hồ sơ còn thiếu ảnh")

    dossier.refresh_from_db()
    assert dossier.current_state is State.SUPPLEMENT
    assert dossier.pauses.filter(ended_at=None).exists()
    assert answer.headers["Location"].endswith("?in=02")


def test_dossier_changed_meanwhile_explains_what_happened_and_keeps_the_text(
    desk: Client, hoa: User, processing_dossier: MakeDossier
) -> None:
    seen = processing_dossier()
    processing.request_supplement(
        dossier=seen, items=["Ảnh 4x6"], reason="Hồ sơ còn thiếu ảnh", by=hoa, at=moment(NOW)
    )

    answer = act(desk, seen, "propose", outcome="granted", text="Đủ điều kiện, đề nghị cấp.")

    assert answer.status_code == 409
    assert [change["text"] for change in answer.context["changes"]] == ["Hồ sơ còn thiếu ảnh"]
    assert "Đủ điều kiện, đề nghị cấp." in answer.content.decode()
    assert answer.context["back"] == f"/xu-ly/ho-so/{seen.code}/"
    assert not Proposal.objects.exists()


def test_act_at_the_wrong_moment_tells_what_is_possible(
    desk: Client, minh: User, hai: User, proposed: MakeDossier
) -> None:
    dossier = decision.sign(dossier=proposed(), by=hai, at=moment(NOW))

    answer = act(desk, dossier, "propose", outcome="denied", text="Không đủ điều kiện")

    assert answer.status_code == 409
    assert answer.context["allowed"] == []


def test_act_of_another_role_is_forbidden(desk: Client, proposed: MakeDossier) -> None:
    dossier = proposed()

    assert act(desk, dossier, "sign").status_code == 403
    dossier.refresh_from_db()
    assert dossier.current_state is State.PROCESSING


def test_unknown_act_is_not_found(desk: Client, processing_dossier: MakeDossier) -> None:
    assert act(desk, processing_dossier(), "burn").status_code == 404


def test_acts_are_not_carried_out_by_following_a_link(desk: Client, processing_dossier: MakeDossier) -> None:
    dossier = processing_dossier()

    assert desk.get(f"/xu-ly/ho-so/{dossier.code}/take/").status_code == 405
