"""An address with a NUL byte is refused before any page asks a database for it."""

import pytest
from django.test import Client

from staff.models import User


@pytest.mark.parametrize(
    "address",
    ["/mot-cua/?q=%00ab", "/mot-cua/?procedure=%00", "/mot-cua/tiep-nhan/?q=%00", "/mot-cua/tiep-nhan/%00/"],
)
def test_the_counter_refuses_it(client: Client, hoa: User, address: str) -> None:
    client.force_login(hoa)
    answer = client.get(address)

    assert answer.status_code == 400
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize("address", ["/ho-so/nop/%00/", "/ho-so/nhap/a%00b/", "/thu-tuc/?q=%00", "/thu-tuc/%00/"])
def test_the_citizens_pages_refuse_it(client: Client, lan: User, address: str) -> None:
    client.force_login(lan)

    assert client.get(address).status_code == 400


@pytest.mark.django_db
def test_a_percent_sign_before_two_zeros_is_an_ordinary_search(client: Client) -> None:
    assert client.get("/thu-tuc/", {"q": "%00"}).status_code == 200


def test_the_api_names_the_parameter(client: Client, db: None) -> None:
    answer = client.get("/api/v1/procedures/?q=%00")

    assert answer.status_code == 400
    assert [fault["field"] for fault in answer.json()["errors"]] == ["q"]


def test_a_form_with_it_is_shown_again(client: Client, db: None) -> None:
    answer = client.post("/tai-khoan/login/", {"login": "a\0b", "password": "x"})

    assert answer.status_code == 200
    assert "login" in answer.context["form"].errors


@pytest.mark.postgres
@pytest.mark.parametrize("address", ["bookings/%00/", "tracking/%00/", "queue/boards/%00/"])
def test_nothing_of_the_api_stands_at_such_a_path(client: Client, db: None, address: str) -> None:
    answer = client.get(f"/api/v1/{address}")

    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("application/problem+json")
