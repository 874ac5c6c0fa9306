"""The manager's list of terms that pages explain."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from procedures.models import Term
from staff.models import AuditEntry, User

LIST = "/quan-ly/thuat-ngu/"


@pytest.fixture
def extract(db: None) -> Term:
    return Term.objects.create(name="trích lục", meaning="Bản ghi lại một việc hộ tịch.")


def test_a_term_is_found_without_diacritics(client: Client, extract: Term, thu: User) -> None:
    Term.objects.create(name="phí", meaning="Tiền trả cho một việc.")
    client.force_login(thu)

    assert list(client.get(LIST, {"q": "trich luc"}).context["page_obj"]) == [extract]


def test_a_term_is_explained(client: Client, thu: User) -> None:
    client.force_login(thu)

    answer = client.post(f"{LIST}moi/", {"name": " sổ  gốc ", "meaning": "Sổ lập khi cấp giấy lần đầu."})

    assert answer.status_code == 302
    assert Term.objects.get().name == "sổ gốc"
    assert AuditEntry.objects.filter(action="term.kept", target="sổ gốc", actor=thu).exists()


def test_a_term_is_explained_anew(client: Client, extract: Term, thu: User) -> None:
    client.force_login(thu)

    client.post(f"{LIST}{extract.pk}/", {"name": "trích lục", "meaning": "Bản sao từ Sổ hộ tịch."})

    extract.refresh_from_db()
    assert extract.meaning == "Bản sao từ Sổ hộ tịch."


@pytest.mark.parametrize("given", [{"name": "", "meaning": ""}, {"name": "phí", "meaning": "x" * 601}])
def test_faults_stand_at_their_fields(client: Client, thu: User, given: dict[str, str]) -> None:
    client.force_login(thu)

    answer = client.post(f"{LIST}moi/", given)

    assert answer.status_code == 422
    assert "meaning" in answer.context["form"].errors


def test_a_term_stands_once(client: Client, extract: Term, thu: User) -> None:
    client.force_login(thu)

    assert client.post(f"{LIST}moi/", {"name": extract.name, "meaning": "Khác."}).status_code == 422
    assert Term.objects.get().meaning == extract.meaning


def test_a_term_is_taken_off(client: Client, extract: Term, thu: User) -> None:
    client.force_login(thu)

    assert client.post(f"{LIST}{extract.pk}/bo/").status_code == 302
    assert not Term.objects.exists()


@pytest.mark.parametrize("path", ["", "moi/", "{pk}/"])
def test_only_the_manager_opens_it(client: Client, extract: Term, hai: User, path: str) -> None:
    client.force_login(hai)

    assert client.get(LIST + path.format(pk=extract.pk)).status_code == 403


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_takes_as_many_statements_for_twenty_as_for_one(
    client: Client, thu: User, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Term.objects.bulk_create(Term(name=f"từ {number}", meaning="nghĩa") for number in range(rows))
    client.force_login(thu)

    with django_assert_max_num_queries(10):
        assert client.get(LIST).status_code == 200
