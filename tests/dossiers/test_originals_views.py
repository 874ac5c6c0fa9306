"""The shelves of the counter, and the page of a dossier's originals."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dossiers.models import Dossier, KeptOriginal
from dossiers.services import custody
from dossiers.services.custody import OriginalLine
from staff.models import User
from tests.drawn import data_url, png
from tests.people import MakeDossier, moment

NOW = moment("2023-08-29 10:00")


@pytest.fixture
def counter(client: Client, hoa: User) -> Client:
    client.force_login(hoa)
    return client


@pytest.fixture
def keep(received: MakeDossier, hoa: User) -> Callable[..., KeptOriginal]:
    """Keep an original of a new dossier: ``keep("A-12", "Sổ đỏ")``."""

    def make(shelf: str = "A-12", name: str = "Sổ đỏ", dossier: Dossier | None = None) -> KeptOriginal:
        line = OriginalLine(shelf=shelf, name=name)
        (row,) = custody.keep(dossier=dossier or received(), originals=[line], by=hoa, at=NOW)
        return row

    return make


Keep = Callable[..., KeptOriginal]


def test_an_original_is_put_on_its_shelf(counter: Client, received: MakeDossier) -> None:
    dossier = received()
    answer = counter.post(
        f"/mot-cua/ban-chinh/{dossier.shown_code}/giu/", {"name": "Sổ đỏ", "count": "2", "shelf": "b-3"}
    )
    assert answer.status_code == 302
    row = KeptOriginal.objects.get(dossier=dossier)
    assert (row.name, row.count, row.shelf) == ("Sổ đỏ", 2, "B-3")


def test_a_line_without_shelf_keeps_what_was_typed(counter: Client, received: MakeDossier) -> None:
    answer = counter.post(
        f"/mot-cua/ban-chinh/{received().shown_code}/giu/", {"name": "Sổ đỏ", "count": "1", "shelf": ""}
    )
    assert answer.status_code == 422
    assert set(answer.context["keep_form"].errors) == {"shelf"}
    assert 'value="Sổ đỏ"' in answer.content.decode()


def test_a_closed_dossier_takes_none(counter: Client, returned: MakeDossier) -> None:
    answer = counter.post(
        f"/mot-cua/ban-chinh/{returned().shown_code}/giu/", {"name": "Sổ đỏ", "count": "1", "shelf": "A"}
    )
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("act", "place", "kind"), [("move", "C-1", "moved"), ("lend", "Công chức địa chính", "lent")]
)
def test_an_original_goes_somewhere_else(counter: Client, keep: Keep, act: str, place: str, kind: str) -> None:
    row = keep()
    answer = counter.post(f"/mot-cua/ban-chinh/dong/{row.pk}/{act}/", {f"{act}-{row.pk}-place": place})
    assert answer.status_code == 302
    last = row.moves.last()
    assert last is not None
    assert (last.kind, last.place) == (kind, place)


def test_nowhere_is_no_place(counter: Client, keep: Keep) -> None:
    row = keep()
    answer = counter.post(f"/mot-cua/ban-chinh/dong/{row.pk}/lend/", {f"lend-{row.pk}-place": " "})
    assert answer.status_code == 422
    assert row.moves.count() == 1


def test_what_lies_on_its_shelf_is_not_taken_back(counter: Client, keep: Keep) -> None:
    row = keep()
    assert counter.post(f"/mot-cua/ban-chinh/dong/{row.pk}/back/", {}).status_code == 409


def test_originals_go_back_against_a_signature(counter: Client, keep: Keep) -> None:
    row = keep()
    given = {"originals": [row.pk], "to": "Nguyễn Thị Lan", "signature": data_url(png())}
    counter.post(f"/mot-cua/ban-chinh/{row.dossier.shown_code}/tra/", given)
    row.refresh_from_db()
    assert row.returned_to == "Nguyễn Thị Lan"
    assert row.signature is not None


def test_a_return_to_nobody_is_a_fault(counter: Client, keep: Keep) -> None:
    row = keep()
    answer = counter.post(f"/mot-cua/ban-chinh/{row.dossier.shown_code}/tra/", {"originals": [row.pk], "to": ""})
    assert answer.status_code == 422
    assert set(answer.context["return_form"].errors) == {"to"}


@pytest.mark.parametrize("act", ["move", "lend", "back"])
def test_originals_of_another_counter_are_out_of_reach(client: Client, tu: User, keep: Keep, act: str) -> None:
    row = keep()
    client.force_login(tu)
    assert client.post(f"/mot-cua/ban-chinh/dong/{row.pk}/{act}/", {}).status_code == 404
    assert client.get(f"/mot-cua/ban-chinh/{row.dossier.shown_code}/").status_code == 404


def test_the_shelves_are_searched_by_shelf_code_and_name(counter: Client, keep: Keep) -> None:
    first, second = keep("A-12", "Sổ đỏ"), keep("C-1", "Bằng tốt nghiệp")

    def found(q: str) -> list[Any]:
        return [line.original.pk for line in counter.get("/mot-cua/ban-chinh/", {"q": q}).context["lines"]]

    assert found("a-1") == [first.pk]
    assert found("tốt nghiệp") == [second.pk]
    assert found(second.dossier.code or "") == [second.pk]
    assert found("nguyen thi lan") == [first.pk, second.pk]


def test_the_shelves_of_another_counter_are_not_shown(client: Client, tu: User, keep: Keep) -> None:
    keep()
    client.force_login(tu)
    assert client.get("/mot-cua/ban-chinh/").context["lines"] == []


def test_the_shelves_cost_the_same_for_one_and_twenty(
    counter: Client, keep: Keep, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = keep()
    counter.get("/mot-cua/ban-chinh/")
    with django_assert_num_queries(5):
        counter.get("/mot-cua/ban-chinh/")
    for position in range(19):
        keep(f"D-{position}", dossier=row.dossier)
    with django_assert_num_queries(5):
        counter.get("/mot-cua/ban-chinh/")


def test_the_dossier_page_says_what_the_office_holds(counter: Client, keep: Keep) -> None:
    page = counter.get(f"/mot-cua/ho-so/{keep().dossier.shown_code}/").content.decode()
    assert "held-originals" in page
    assert "A-12" in page
