"""Who came before is offered, open dossiers are named, doubtful numbers pointed at; each look is recorded."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from staff.models import AuditEntry, User
from tests.people import LAN, MakeDossier, Office


@pytest.fixture
def counter(hoa: User) -> Client:
    client = Client()
    client.force_login(hoa)
    return client


def ask(client: Client, **query: Any) -> Any:
    return client.post("/api/v1/people/", query, content_type="application/json")


def test_the_last_data_of_the_person_are_offered(counter: Client, received: MakeDossier) -> None:
    received("2023-08-28 08:00", applicant=LAN)
    newest = received("2023-08-29 08:00")

    (person,) = ask(counter, identity_number="035 185 001 234").json()["people"]

    assert (person["applicant_name"], person["phone"]) == ("Nguyễn Thị Lan", "0912345678")
    assert person["last_seen"] == "2023-08-29"
    assert AuditEntry.objects.filter(action="person.looked_up", target=newest.reference).exists()


def test_everybody_of_a_shared_telephone_is_offered(counter: Client, received: MakeDossier) -> None:
    received("2023-08-28 08:00")
    son = LAN.__class__(**{**vars(LAN), "name": "Trần Văn Bình", "identity_number": "035085009999"})
    received("2023-08-29 08:00", applicant=son)
    received("2023-08-29 09:00")

    people = ask(counter, phone="+84 912 345 678").json()["people"]

    assert [person["applicant_name"] for person in people] == ["Nguyễn Thị Lan", "Trần Văn Bình"]


def test_open_dossiers_are_named(counter: Client, received: MakeDossier, returned: MakeDossier) -> None:
    returned("2023-08-28 08:00", signed="2023-08-28 10:00")
    still_open = received("2023-08-29 08:00")

    found = ask(counter, identity_number=LAN.identity_number).json()["open"]

    assert [row["code"] for row in found] == [still_open.code]


def test_people_of_another_commune_are_not_known_here(client: Client, tu: User, received: MakeDossier) -> None:
    received()
    client.force_login(tu)

    answer = ask(client, identity_number=LAN.identity_number).json()

    assert (answer["people"], answer["open"]) == ([], [])
    assert [each.target for each in AuditEntry.objects.filter(action="person.looked_up")] == [""]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"identity_number": "035185001234"}, 0),
        ({"identity_number": "000185001234"}, 1),
        ({"identity_number": "035185001234", "birth_year": 1990}, 1),
        ({"identity_number": "035185001234", "birth_year": 1985, "sex": "female"}, 0),
        ({"identity_number": "035185001234", "birth_year": 1990, "sex": "male"}, 2),
        ({"identity_number": "0700123456", "kind": "organisation"}, 0),
    ],
)
def test_a_number_that_does_not_fit_is_pointed_at(
    counter: Client, office: Office, query: dict[str, Any], count: int
) -> None:
    assert len(ask(counter, **query).json()["warnings"]) == count


def test_a_few_digits_are_not_enough(counter: Client, office: Office) -> None:
    assert ask(counter, identity_number="0351").status_code == 400


def test_it_is_for_clerks_only(client: Client, minh: User) -> None:
    client.force_login(minh)
    assert ask(client, identity_number=LAN.identity_number).status_code == 403
