"""How a manager makes a procedure easier to find: everyday words, life events, a trial before saving."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from procedures.models import LifeEvent, Procedure, ProcedureVersion
from procedures.search.everyday import places_of, set_findable, tried, words_in
from staff.models import AuditEntry, User
from tests.people import Office
from tests.procedures.conftest import ImportEntries, entry
from tests.procedures.reading import body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "tuesday_morning")]

PAGE = "/quan-ly/thu-tuc/1.013978/tim-thay/"
TODAY = dt.date(2023, 8, 29)


@pytest.fixture
def land(import_entries: ImportEntries) -> Procedure:
    import_entries(
        entry("1.013978", name="Đăng ký đất đai, cấp Giấy chứng nhận lần đầu"),
        entry("1.001193", name="Đăng ký khai sinh", everyday_words=["giấy khai sinh"]),
    )
    return Procedure.objects.get(code="1.013978")


def found(q: str) -> list[str]:
    versions = ProcedureVersion.objects.in_force(TODAY).search(q)
    return list(versions.values_list("procedure__code", flat=True))


def test_a_word_a_line_each_once() -> None:
    assert words_in(" sổ đỏ \r\n\r\nSO DO\nsổ hồng\x00\n") == ["sổ đỏ", "sổ hồng"]


def test_a_new_word_finds_at_once_and_makes_no_version(land: Procedure, thu: User) -> None:
    set_findable(land, words=["sổ đỏ"], events={}, by=thu)
    assert found("xổ đỏ") == ["1.013978"]
    assert land.versions.count() == 1
    assert AuditEntry.objects.get(target="1.013978").action == "procedure.words_set"


def test_a_place_in_an_event_moves_the_others_down(land: Procedure, thu: User) -> None:
    LifeEvent.objects.filter(slug="nha-dat").update(sequence=["1.001193", "2.001035"])
    set_findable(land, words=[], events={"nha-dat": 2, "lam-an": None}, by=thu)
    assert LifeEvent.objects.get(slug="nha-dat").sequence == ["1.001193", "1.013978", "2.001035"]
    assert places_of(land) == {"nha-dat": 2, "lam-an": None}


def test_an_event_left_gives_the_place_back(land: Procedure, thu: User) -> None:
    set_findable(land, words=[], events={"nha-dat": 1}, by=thu)
    set_findable(land, words=[], events={}, by=thu)
    assert "1.013978" not in LifeEvent.objects.get(slug="nha-dat").sequence
    assert places_of(land) == {}


def test_a_trial_shows_what_would_be_found_and_keeps_nothing(land: Procedure) -> None:
    trials = tried(land, words=["sổ đỏ"], typed=["sổ đỏ", "khai sinh", "xyzxyz"], on=TODAY)
    assert [(trial.place, trial.count) for trial in trials] == [(1, 1), (None, 1), (None, 0)]
    assert (found("sổ đỏ"), Procedure.objects.get(pk=land.pk).everyday_words) == ([], [])


def test_the_page_tries_before_it_saves(client: Client, land: Procedure, thu: User) -> None:
    client.force_login(thu)
    sent = {"words": "sổ đỏ\nsổ hồng", "typed": "xo do", "event_nha-dat": "on", "place_nha-dat": "1"}
    text = body(client.post(PAGE, {**sent, "act": "try"}))
    assert "xo do place 1 of 1" in text
    assert found("sổ đỏ") == []
    assert client.post(PAGE, {**sent, "act": "save"}).status_code == 302
    assert found("sổ hồng") == ["1.013978"]
    assert "sổ đỏ" in client.get(PAGE).content.decode()


def test_all_faults_are_told_and_nothing_typed_is_lost(client: Client, land: Procedure, thu: User) -> None:
    client.force_login(thu)
    response = client.post(PAGE, {"words": f"sổ đỏ\n{'a' * 61}", "place_lam-an": "3", "act": "save"})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"words", "place_lam-an"}
    assert "sổ đỏ" in response.content.decode()
    assert found("sổ đỏ") == []


def test_too_many_words_are_refused(client: Client, land: Procedure, thu: User) -> None:
    client.force_login(thu)
    response = client.post(PAGE, {"words": "\n".join(f"từ {number}" for number in range(31)), "act": "save"})
    assert "At most 30 lines; there are 31." in body(response)


@pytest.mark.parametrize(("who", "status"), [("hoa", 403), ("hai", 403), ("thu", 200)])
def test_only_managers_open_it(
    client: Client, request: pytest.FixtureRequest, land: Procedure, who: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(PAGE).status_code == status


def test_an_unknown_procedure_is_not_found(client: Client, office: Office, thu: User) -> None:
    client.force_login(thu)
    assert client.get("/quan-ly/thu-tuc/9.999999/tim-thay/").status_code == 404


def test_a_trial_of_many_words_takes_a_few_statements_each(land: Procedure) -> None:
    def statements(count: int) -> int:
        typed = [f"sổ đỏ {number}" for number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            tried(land, words=["sổ đỏ"], typed=typed, on=TODAY)
        return len(captured)

    assert statements(30) <= 30 * 6 + 12
