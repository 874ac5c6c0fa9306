"""What a hard user tried: edges of input, of search and of the guessing limit."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client, override_settings
from rest_framework.test import APIClient

from dossiers.models import Dossier
from dossiers.rules import Applicant, tidy_applicant
from procedures.models import ProcedureVersion
from staff.models import User
from tests.dossiers.test_api import URL, body, client_of
from tests.people import MakeDossier, Office, moment


def test_the_first_year_of_all_is_a_fault(version: ProcedureVersion) -> None:
    given = {"procedure": version.procedure.code, "received_at": "0001-01-01T00:00"}
    answer = APIClient().post("/api/v1/deadlines/preview/", given)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "received_at"


@pytest.mark.parametrize("person", ["lan", "minh", "hai"])
def test_only_clerks_receive(person: str, request: pytest.FixtureRequest, version: ProcedureVersion) -> None:
    user: User = request.getfixturevalue(person)
    assert client_of(user).post(URL, body(version)).status_code == 403
    assert not Dossier.objects.exists()


def test_a_paper_listed_twice_is_named(hoa: User, version: ProcedureVersion) -> None:
    given = body(version)
    given["papers"].append(given["papers"][0])
    answer = client_of(hoa).post(URL, given)
    assert [fault["field"] for fault in answer.json()["errors"]] == ["papers"]


@pytest.mark.parametrize("q", ["+84912345678", "84912345678", "0912 345 678", "230829-0001", "25.12.02-230829"])
def test_search_finds_numbers_as_people_say_them(received: MakeDossier, hoa: User, q: str) -> None:
    received("2023-08-29 09:30")
    assert len(client_of(hoa).get(URL, {"q": q}).json()["results"]) == 1


def test_names_hold_no_invisible_characters() -> None:
    assert tidy_applicant(Applicant(name="Lan\u202e  Nguyễn\u200b")).name == "Lan Nguyễn"


def test_same_day_has_its_cut_off_unless_told_otherwise(office: Office) -> None:
    def due(*more: str) -> Any:
        out = StringIO()
        call_command(
            "explain_deadline", "--received", "2023-08-29T15:01", "--mode", "same_day", "--json", *more, stdout=out
        )
        return json.loads(out.getvalue())["due_at"]

    assert due() == "2023-08-30T17:00:00+07:00"
    assert due("--cutoff", "16:00") == "2023-08-29T17:00:00+07:00"


def test_the_guessing_limit_ends_with_the_minute(received: MakeDossier, tmp_path: Any) -> None:
    code = received("2023-08-29 09:30").code
    files = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(tmp_path)}
    with override_settings(CACHES={"default": files}):
        with time_machine.travel(moment("2023-08-29 10:00"), tick=False):
            answers = [Client().get("/tra-cuu/", {"code": code, "phone": "5678"}) for _ in range(31)]
            assert [answer.status_code for answer in answers][-2:] == [200, 429]
        with time_machine.travel(moment("2023-08-29 10:01"), tick=False):
            assert Client().get("/tra-cuu/", {"code": code, "phone": "5678"}).status_code == 200
