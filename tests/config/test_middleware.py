"""Headers on every answer, the chosen language, polite pages for domain errors."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from config.middleware import DomainErrorsMiddleware
from dossiers.errors import NotPermitted, WrongMoment

PAGES = ["/", "/tai-khoan/login/", "/quan-tri/login/", "/api/v1/health/", "/khong-co/"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_forbids_inline_script_and_style(client: Client, address: str) -> None:
    policy = client.get(address, follow=True).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_carries_the_security_headers(client: Client, address: str) -> None:
    headers = client.get(address, follow=True).headers

    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "microphone=()" in headers["Permissions-Policy"]
    assert headers["X-Request-ID"]


@override_settings(SECURE_HSTS_SECONDS=31536000, SECURE_SSL_REDIRECT=True)
def test_over_https_the_browser_is_told_to_stay_there(client: Client) -> None:
    assert client.get("/").status_code == 301
    assert "max-age=31536000" in client.get("/api/v1/health/", secure=True).headers["Strict-Transport-Security"]


def test_the_portal_speaks_vietnamese_whatever_the_browser_prefers(client: Client) -> None:
    response = client.get("/tai-khoan/login/", headers={"accept-language": "en-US,en"})

    assert response.headers["Content-Language"] == "vi"


def test_the_reader_can_switch_to_english(client: Client) -> None:
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})

    assert client.get("/tai-khoan/login/").headers["Content-Language"] == "en"


def test_a_given_request_id_is_kept_unless_it_is_malformed(client: Client) -> None:
    kept = client.get("/api/v1/health/", headers={"x-request-id": "office-12345678"})
    replaced = client.get("/api/v1/health/", headers={"x-request-id": "a b\tc"})

    assert kept.headers["X-Request-ID"] == "office-12345678"
    assert replaced.headers["X-Request-ID"] != "a b\tc"


@pytest.mark.parametrize(
    ("error", "status"), [(WrongMoment("Already signed.", allowed=[]), 409), (NotPermitted("Not yours."), 403)]
)
def test_a_domain_error_that_reached_a_page_is_answered_politely(
    rf: RequestFactory, error: Exception, status: int
) -> None:
    middleware = DomainErrorsMiddleware(lambda request: HttpResponse())
    request = rf.get("/mot-cua/")
    request.csp_nonce = "nonce"
    request.user = None

    response = middleware.process_exception(request, error)

    assert response is not None
    assert response.status_code == status
