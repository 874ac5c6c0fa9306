"""The promise before anything is filed: public, explained, and every fault named."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client

from dossiers.promising import promise_for
from procedures.models import ProcedureVersion
from tests.people import Office, make_version, moment

ADDRESS = "/api/v1/deadlines/preview/"


def ask(client: Client, **body: Any) -> Any:
    client.cookies["django_language"] = "en"
    return client.post(ADDRESS, body, content_type="application/json")


def test_anyone_may_ask(client: Client, office: Office, version: ProcedureVersion) -> None:
    answer = ask(client, procedure="1.004873", unit=office.commune.code, received_at="2023-08-29T09:30")
    told = answer.json()
    assert answer.status_code == 200
    assert (told["effective_start"], told["due_at"]) == ("2023-08-29T09:30:00+07:00", "2023-09-05T17:00:00+07:00")
    assert told["sentence"] == (
        "Received by Xã Bình Nghĩa at 09:30, Tuesday 29/08/2023, result promised for 17:00, Tuesday 05/09/2023."
    )
    assert [day["date"] for day in told["trace"] if day["counted"]] == ["2023-08-30", "2023-08-31", "2023-09-05"]


def test_the_preview_is_what_would_be_stored(client: Client, office: Office, version: ProcedureVersion) -> None:
    told = ask(client, procedure="1.004873", received_at="2023-08-25T18:40:00+07:00", channel="online").json()
    promise = promise_for(
        version=version, unit=office.commune, received_at=moment("2023-08-25 18:40"), channel="online"
    )
    assert promise.due_at is not None
    assert told["due_at"] == promise.due_at.isoformat()


@time_machine.travel("2023-08-29T09:30:00+07:00", tick=False)
def test_left_out_parts_mean_now_and_the_first_counter(
    client: Client, office: Office, version: ProcedureVersion
) -> None:
    told = ask(client, procedure="1.004873").json()
    assert (told["received_at"], told["unit"], told["channel"]) == (
        "2023-08-29T09:30:00+07:00",
        office.commune.code,
        "counter",
    )


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "procedure"),
        ({"procedure": "9.9"}, "procedure"),
        ({"procedure": 5}, "procedure"),
        ({"procedure": "\0"}, "procedure"),
        ({"procedure": "1.004873", "unit": "352"}, "unit"),
        ({"procedure": "1.004873", "unit": "không có"}, "unit"),
        ({"procedure": "1.004873", "received_at": "hôm nay"}, "received_at"),
        ({"procedure": "1.004873", "received_at": "2031-01-06T09:00"}, "received_at"),
        ({"procedure": "1.004873", "received_at": "9999-12-31T23:59:59Z"}, "received_at"),
        ({"procedure": "1.004873", "received_at": "0001-01-01T00:00:00+07:00"}, "received_at"),
        ({"procedure": "1.004873", "channel": "fax"}, "channel"),
    ],
)
def test_a_fault_is_named_by_field(
    client: Client, office: Office, version: ProcedureVersion, body: dict[str, Any], field: str
) -> None:
    answer = ask(client, **body)
    assert answer.status_code == 400
    assert field in {fault["field"] for fault in answer.json()["errors"]}


def test_without_a_limit_it_is_the_wrong_moment(client: Client, office: Office) -> None:
    make_version("2.001263", "Nuôi con nuôi", mode="", value=None)
    answer = ask(client, procedure="2.001263", received_at="2023-08-29T09:30")
    assert answer.status_code == 409
    assert answer.json()["allowed_actions"] == []
