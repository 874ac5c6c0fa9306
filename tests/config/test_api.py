"""The API's one error shape, and its health."""

import pytest
from django.core.exceptions import ValidationError as ModelValidationError
from django.http import Http404
from django.test import Client
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from config.api import PROBLEM_TYPE
from dossiers.errors import Faults, NotPermitted, WrongMoment
from staff.sweeping import recorded


def answer_to(error: Exception) -> Response:
    """What a view that raises this answers with."""

    class Failing(APIView):
        permission_classes = ()
        authentication_classes = ()

        def get(self, request: Request) -> Response:
            raise error

    return Failing.as_view()(APIRequestFactory().get("/api/v1/somewhere/")).render()


def test_all_faults_of_an_input_are_told_by_field() -> None:
    response = answer_to(Faults({"phone": ["Enter a phone number."], "": ["Nobody to send this to."]}))

    assert response.status_code == 400
    assert response.data["errors"] == [
        {"field": "phone", "message": "Enter a phone number.", "code": "invalid"},
        {"field": "", "message": "Nobody to send this to.", "code": "invalid"},
    ]


def test_faults_of_nested_input_carry_the_path_to_the_field() -> None:
    class Paper(serializers.Serializer):
        copies = serializers.IntegerField()

    class Form(serializers.Serializer):
        papers = Paper(many=True)

    form = Form(data={"papers": [{"copies": 1}, {"copies": "two"}]})
    with pytest.raises(exceptions.ValidationError) as caught:
        form.is_valid(raise_exception=True)

    assert [fault["field"] for fault in answer_to(caught.value).data["errors"]] == ["papers.1.copies"]


def test_a_wrong_moment_tells_what_may_be_done_now() -> None:
    response = answer_to(WrongMoment("Already signed.", allowed=["return_result"]))

    assert response.status_code == 409
    assert response.data["detail"] == "Already signed."
    assert response.data["allowed_actions"] == ["return_result"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Http404(), 404),
        (NotPermitted("Only a leader signs."), 403),
        (ModelValidationError({"day": "Not a day."}), 400),
        (exceptions.UnsupportedMediaType("text/plain"), 415),
        (exceptions.Throttled(wait=7), 429),
    ],
)
def test_every_refusal_is_a_problem_document(error: Exception, status: int) -> None:
    response = answer_to(error)

    assert response.status_code == status
    assert response.headers["Content-Type"] == PROBLEM_TYPE
    assert {"type", "title", "status", "detail", "instance"} <= set(response.data)
    assert response.data["instance"] == "/api/v1/somewhere/"


def test_an_unforeseen_error_tells_nothing_of_itself(caplog: pytest.LogCaptureFixture) -> None:
    response = answer_to(RuntimeError("identity number 035000000000"))

    assert response.status_code == 500
    assert "035000000000" not in str(response.data)
    assert caplog.records[0].exc_info is not None


def test_an_unknown_api_address_answers_with_a_problem(client: Client) -> None:
    response = client.get("/api/v1/khong-co/")

    assert response.status_code == 404
    assert response.headers["Content-Type"] == PROBLEM_TYPE
    assert response.json()["instance"] == "/api/v1/khong-co/"


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer", "Bearer a b", "Bearer \u00e9\u00e8"])
def test_a_bad_token_is_401_and_never_an_error(header: str) -> None:
    request = APIRequestFactory().get("/api/v1/somewhere/", headers={"authorization": header})

    response = APIView.as_view()(request)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.django_db
def test_health_says_that_database_and_broker_answer(client: Client) -> None:
    response = client.get("/api/v1/health/")

    assert response.status_code == 200
    assert response.json()["database"] is True
    assert response.json()["broker"] is True


@pytest.mark.django_db
def test_health_tells_when_each_sweep_last_finished(client: Client) -> None:
    with recorded("outbox"):
        pass

    assert client.get("/api/v1/health/").json()["sweeps"]["outbox"]["last_finished"] is not None


@pytest.mark.django_db
def test_health_is_503_when_the_broker_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.health.broker_answers", lambda: False)

    response = client.get("/api/v1/health/")

    assert response.status_code == 503
    assert response.json()["broker"] is False
