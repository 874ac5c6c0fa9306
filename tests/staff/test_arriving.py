"""Where a person arrives after signing in: at the own work."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from staff.models import User
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def arrival(user: User, asked: str = "") -> str:
    answer = Client().post(reverse("account_login"), {"login": user.username, "password": PASSWORD, "next": asked})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_a_clerk_arrives_at_the_counter(hoa: User) -> None:
    assert arrival(hoa) == reverse("dossiers:counter")


def test_a_leader_arrives_at_what_is_to_be_signed(hai: User) -> None:
    assert arrival(hai) == reverse("dossiers:leader")


def test_a_citizen_arrives_at_home(lan: User) -> None:
    assert arrival(lan) == "/"


def test_an_address_asked_for_goes_first(hoa: User) -> None:
    assert arrival(hoa, "/thu-tuc/") == "/thu-tuc/"
