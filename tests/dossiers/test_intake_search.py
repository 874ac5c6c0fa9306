"""The clerk's search for a procedure forgives what the citizen's does, and says so."""

from __future__ import annotations

import pytest
from django.test import Client

from procedures.models import ProcedureVersion
from procedures.search.everyday import set_findable
from staff.models import User

PICK = "/mot-cua/tiep-nhan/"


@pytest.fixture
def at_the_counter(client: Client, hoa: User, same_day_version: ProcedureVersion, thu: User) -> Client:
    set_findable(same_day_version.procedure, words=["giấy khai sinh"], events={}, by=thu)
    client.force_login(hoa)
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.parametrize("q", ["khai sinh", "giay khai sinh"])
def test_what_is_found_as_typed_says_nothing_more(at_the_counter: Client, q: str) -> None:
    response = at_the_counter.get(PICK, {"q": q})
    assert [version.name for version in response.context["found"]] == ["Đăng ký khai sinh"]
    assert "Nothing is written" not in response.content.decode()


def test_a_misspelled_word_finds_and_says_what_it_was_taken_for(at_the_counter: Client) -> None:
    response = at_the_counter.get(PICK, {"q": "giấy khai xinh"})
    assert [version.name for version in response.context["found"]] == ["Đăng ký khai sinh"]
    assert "Nothing is written “giấy khai xinh”; this is for “giấy khai sinh”." in response.content.decode()
