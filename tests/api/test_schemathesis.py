"""What the schema says about the API is true, and no input, however odd, makes it fail.

Bounded and the same at each run: a fixed seed, few examples, one office with two dossiers.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
import time_machine
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from knox.models import AuthToken
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from dossiers.models import Dossier
from procedures.models import ProcedureVersion
from staff.models import User
from tests.dossiers.test_api import body
from tests.people import MakeDossier, moment

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

PREVIEW = {
    "procedure": "1.004873",
    "unit": "13504",
    "received_at": "2023-08-29T09:30:00+07:00",
    "channel": "counter",
}

CHANGE = {
    "document": "Công văn 12/VPCP-KGVX",
    "days": [{"day": "2023-08-31", "kind": "swap_off", "name": "Nghỉ hoán đổi"}],
    "expected": "chua-xem",
}

config = schemathesis.Config.from_dict({"generation": {"deterministic": True, "allow-x00": True}})
api = schemathesis.openapi.from_wsgi("/api/v1/schema/", application, config=config)
bounded = settings(
    max_examples=20,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def one_morning() -> Iterator[None]:
    """All in one moment and one transaction: the server does not close the test's connection (`django.test`)."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with time_machine.travel(moment("2023-08-29 09:30"), tick=False):
        yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(hoa: User) -> str:
    """Hoa's: a clerk."""
    return str(AuthToken.objects.create(hoa)[1])


@pytest.fixture
def dossier(received: MakeDossier) -> Dossier:
    return received()


def answer_is_as_documented(case: schemathesis.Case, **headers: str) -> None:
    response = case.call(headers=headers)
    case.validate_response(response, checks=CHECKS)


@api.parametrize()
@bounded
def test_stranger(case: schemathesis.Case, dossier: Dossier, version: ProcedureVersion) -> None:
    answer_is_as_documented(case)


@api.parametrize()
@settings(bounded, phases=[Phase.explicit, Phase.generate])  # explicit: each bound of each field once
def test_clerk(case: schemathesis.Case, token: str) -> None:
    answer_is_as_documented(case, Authorization=f"Bearer {token}")


@api.include(operation_id=["dossiers_create", "deadlines_preview"]).parametrize()
@bounded
def test_good_input_with_one_odd_value(case: schemathesis.Case, token: str, version: ProcedureVersion) -> None:
    """Past the first checks: everything right but one field."""
    good = body(version) if case.operation.definition.raw["operationId"] == "dossiers_create" else PREVIEW
    odd = case.body if isinstance(case.body, dict) else {}
    for name in odd.keys() & (good.keys() | {"unit", "principal", "email", "request", "sets", "note"}):
        case.body = {**good, name: odd[name]}
        answer_is_as_documented(case, Authorization=f"Bearer {token}")


@api.include(operation_id=["calendar_preview", "calendar_apply"]).parametrize()
@bounded
def test_change_of_the_calendar_with_one_odd_value(case: schemathesis.Case, thu: User, dossier: Dossier) -> None:
    token = AuthToken.objects.create(thu)[1]
    odd = case.body if isinstance(case.body, dict) else {}
    for name in odd.keys() & (CHANGE.keys() | {"removed", "weeks"}):
        case.body = {**CHANGE, name: odd[name]}
        answer_is_as_documented(case, Authorization=f"Bearer {token}")


@api.include(path_regex="{code}").parametrize()
@bounded
def test_clerk_with_what_exists(case: schemathesis.Case, token: str, dossier: Dossier) -> None:
    is_procedure = case.path.startswith("/api/v1/procedures/")
    case.path_parameters["code"] = dossier.version.procedure.code if is_procedure else dossier.code
    answer_is_as_documented(case, Authorization=f"Bearer {token}")
