"""The counter over HTTP: one shape for answers and for faults."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from knox.models import AuthToken
from rest_framework.test import APIClient

from dossiers.models import Dossier
from procedures.models import ProcedureVersion
from staff.models import User
from tests.people import MakeDossier, Office, moment

URL = "/api/v1/dossiers/"


def client_of(user: User) -> APIClient:
    """A client that carries the person's token."""
    _, token = AuthToken.objects.create(user)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client


def body(version: ProcedureVersion, **changes: Any) -> dict[str, Any]:
    """A complete walk-in."""
    papers = [{"document": row.pk, "originals": 1} for row in version.documents.filter(mandatory=True)]
    return {
        "procedure": version.procedure.code,
        "applicant_name": "Nguyễn Thị Lan",
        "identity_number": "035185001234",
        "phone": "0912 345 678",
        "address": "Thôn 3, xã Bình Nghĩa",
        "papers": papers,
        **changes,
    }


@pytest.fixture
def counter(hoa: User) -> APIClient:
    return client_of(hoa)


@time_machine.travel(moment("2023-08-29 09:30"), tick=False)
def test_walk_in_is_received_in_one_call(counter: APIClient, version: ProcedureVersion) -> None:
    answer = counter.post(URL, body(version))
    assert answer.status_code == 201, answer.content
    given = answer.json()
    assert given["code"] == "H25.12.02-230829-0001"
    assert given["state"] == 2
    assert given["due_at"] == "2023-09-05T17:00:00+07:00"
    assert given["allowed_actions"] == ["forward", "withdraw", "link", "correct"]
    assert given["phone"] == "0912345678"


@time_machine.travel(moment("2023-08-29 09:30"), tick=False)
def test_stored_promise_equals_the_preview(counter: APIClient, version: ProcedureVersion) -> None:
    preview = counter.post(
        "/api/v1/deadlines/preview/", {"procedure": version.procedure.code, "unit": "13504"}
    ).json()
    assert preview["due_at"] == counter.post(URL, body(version)).json()["due_at"]


@time_machine.travel(moment("2023-08-29 09:30"), tick=False)
def test_double_click_makes_one_dossier(counter: APIClient, version: ProcedureVersion) -> None:
    first = counter.post(URL, body(version), headers={"Idempotency-Key": "k-1"})
    second = counter.post(URL, body(version), headers={"Idempotency-Key": "k-1"})
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["code"] == second.json()["code"]
    assert second.headers["Idempotent-Replayed"] == "true"
    assert Dossier.objects.count() == 1


def test_a_key_is_not_reused_for_something_else(counter: APIClient, version: ProcedureVersion) -> None:
    with time_machine.travel(moment("2023-08-29 09:30"), tick=False):
        counter.post(URL, body(version), headers={"Idempotency-Key": "k-1"})
        other = counter.post(
            URL, body(version, applicant_name="Trần Văn Bình"), headers={"Idempotency-Key": "k-1"}
        )
    assert other.status_code == 400
    assert other.json()["errors"][0]["field"] == "Idempotency-Key"


def test_a_refused_request_frees_its_key(counter: APIClient, version: ProcedureVersion) -> None:
    with time_machine.travel(moment("2023-08-29 09:30"), tick=False):
        bad = counter.post(URL, body(version, phone="12"), headers={"Idempotency-Key": "k-1"})
        good = counter.post(URL, body(version), headers={"Idempotency-Key": "k-1"})
    assert (bad.status_code, good.status_code) == (400, 201)


def test_all_faults_come_at_once_by_field(counter: APIClient, version: ProcedureVersion) -> None:
    answer = counter.post(URL, {"procedure": version.procedure.code, "phone": "12", "email": "x"})
    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    problem = answer.json()
    assert {fault["field"] for fault in problem["errors"]} >= {
        "applicant_name",
        "identity_number",
        "phone",
        "email",
        "address",
        "papers",
    }
    assert Dossier.objects.count() == 0


def test_faults_of_shape_and_of_rules_come_together(counter: APIClient, version: ProcedureVersion) -> None:
    answer = counter.post(URL, {"sets": "nhiều", "phone": ["12"]})
    assert {fault["field"] for fault in answer.json()["errors"]} >= {
        "procedure",
        "sets",
        "phone",
        "applicant_name",
        "identity_number",
        "address",
    }


def test_procedure_without_limit_cannot_be_received(counter: APIClient, office: Office) -> None:
    from tests.people import make_version

    version = make_version("9.000001", "Chưa xác lập thời hạn", mode="", value=None)
    answer = counter.post(URL, body(version))
    assert answer.status_code == 400
    assert [fault["field"] for fault in answer.json()["errors"]] == ["procedure"]


def test_unknown_procedure_is_named(counter: APIClient, version: ProcedureVersion) -> None:
    answer = counter.post(URL, body(version, procedure="0.000000"))
    assert answer.status_code == 400
    assert "procedure" in {fault["field"] for fault in answer.json()["errors"]}


def test_a_clerk_of_another_commune_finds_nothing(
    received: MakeDossier, tu: User, version: ProcedureVersion
) -> None:
    dossier = received()
    elsewhere = client_of(tu)
    assert elsewhere.get(URL).json()["results"] == []
    for path in ("", "receipt.pdf"):
        assert elsewhere.get(f"{URL}{dossier.code}/{path}").status_code == 404
    assert elsewhere.post(f"{URL}{dossier.code}/actions/forward/", {}).status_code == 404


def test_wrong_role_is_403_and_wrong_moment_409(received: MakeDossier, hoa: User, minh: User) -> None:
    dossier = received()
    assert client_of(minh).post(f"{URL}{dossier.code}/actions/forward/", {}).status_code == 403
    answer = client_of(hoa).post(f"{URL}{dossier.code}/actions/return/", {})
    assert answer.status_code == 409
    assert answer.json()["allowed_actions"] == ["forward", "withdraw", "link", "correct"]


def test_stale_version_is_refused(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    answer = client_of(hoa).post(
        f"{URL}{dossier.code}/actions/forward/", {"lock_version": dossier.lock_version - 1}
    )
    assert answer.status_code == 409
    dossier.refresh_from_db()
    assert dossier.state == 2


def test_the_whole_life_over_http(received: MakeDossier, hoa: User, minh: User, hai: User) -> None:
    with time_machine.travel(moment("2023-08-29 09:30"), tick=False):
        code = received().code
        clerk, specialist, leader = client_of(hoa), client_of(minh), client_of(hai)
        acts: list[tuple[APIClient, str, dict[str, Any], int]] = [
            (clerk, "forward", {}, 4),
            (specialist, "take", {}, 4),
            (
                specialist,
                "request_supplement",
                {"items": ["Tờ khai"], "reason": "Tờ khai chưa có chữ ký."},
                5,
            ),
            (clerk, "supply", {"answer": "Đã ký"}, 5),
            (clerk, "resume", {}, 4),
            (specialist, "propose", {"outcome": "granted", "text": "Đủ điều kiện cấp."}, 4),
            (leader, "send_back", {"reason": "Ghi rõ căn cứ pháp lý."}, 4),
            (specialist, "propose", {"outcome": "granted", "text": "Đủ điều kiện, căn cứ NĐ 123."}, 4),
            (leader, "sign", {}, 9),
            (clerk, "return", {}, 10),
        ]
        for client, action, given, state in acts:
            answer = client.post(f"{URL}{code}/actions/{action}/", given)
            assert answer.status_code == 200, (action, answer.content)
            assert answer.json()["state"] == state
        assert answer.json()["allowed_actions"] == []


def test_acts_name_their_faults(processing_dossier: MakeDossier, minh: User) -> None:
    code = processing_dossier().code
    answer = client_of(minh).post(f"{URL}{code}/actions/request_supplement/", {"reason": "x", "items": []})
    assert answer.status_code == 400
    assert {fault["field"] for fault in answer.json()["errors"]} == {"items", "reason"}


def test_unknown_act_is_404(received: MakeDossier, hoa: User) -> None:
    assert client_of(hoa).post(f"{URL}{received().code}/actions/explode/", {}).status_code == 404


def test_list_masks_numbers_and_filters(received: MakeDossier, hoa: User) -> None:
    received("2023-08-29 09:30")
    counter = client_of(hoa)
    with time_machine.travel(moment("2023-09-06 08:00"), tick=False):
        row = counter.get(URL, {"due": "overdue"}).json()["results"][0]
        assert row["phone"] == "******5678"
        assert row["identity_number"] == "*********234"
        assert row["is_overdue"]
        assert counter.get(URL, {"due": "today"}).json()["results"] == []
        assert len(counter.get(URL, {"q": "nguyen thi lan"}).json()["results"]) == 1
        assert len(counter.get(URL, {"q": "035185001234"}).json()["results"]) == 1
        assert len(counter.get(URL, {"q": row["code"].lower()}).json()["results"]) == 1
        assert len(counter.get(URL, {"state": "received,4"}).json()["results"]) == 1
        assert counter.get(URL, {"state": "4"}).json()["results"] == []


@pytest.mark.parametrize(("name", "value"), [("state", "99"), ("state", "x"), ("due", "never")])
def test_bad_filter_is_named(counter: APIClient, name: str, value: str) -> None:
    answer = counter.get(URL, {name: value})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == name


def test_list_costs_the_same_for_one_and_for_twenty(
    received: MakeDossier, hoa: User, django_assert_num_queries: Any
) -> None:
    counter = client_of(hoa)
    received("2023-08-29 08:00")
    counter.get(URL)
    with django_assert_num_queries(3):
        counter.get(URL)
    for minute in range(10, 29):
        received(f"2023-08-29 09:{minute}")
    with django_assert_num_queries(3):
        assert len(counter.get(URL).json()["results"]) == 20


def test_pages_by_cursor(received: MakeDossier, hoa: User) -> None:
    for minute in range(10, 15):
        received(f"2023-08-29 09:{minute}")
    counter = client_of(hoa)
    seen: list[str] = []
    url: str | None = f"{URL}?page_size=2"
    while url:
        page = counter.get(url).json()
        seen += [row["code"] for row in page["results"]]
        url = page["next"]
    assert len(seen) == len(set(seen)) == 5


def test_citizens_see_only_their_own(received: MakeDossier, lan: User) -> None:
    code = received().code
    citizen = client_of(lan)
    assert citizen.get(URL).json()["results"] == []
    assert citizen.get(f"{URL}{code}/").status_code == 404


def test_without_token_401(version: ProcedureVersion) -> None:
    answer = APIClient().get(URL)
    assert answer.status_code == 401
    assert answer.headers["Content-Type"].startswith("application/problem+json")
