"""The head's page of apologies: look, change, check, send; an outcome for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dossiers.models import Apology, Dossier, IssuedDocument
from dossiers.services import processing
from dossiers.services.apology import draft_due_apologies, send_apology
from staff.models import User
from staff.roles import Role
from tests.dossiers.papers import text_of_pdf
from tests.people import MakeDossier, Office, make_official, moment

NOW = "2023-08-31 11:00"
ADDRESS = "/lanh-dao/xin-loi/"
CAUSE = "Phải xác minh tại cơ sở."


@pytest.fixture(autouse=True)
def thursday() -> Iterator[None]:
    with time_machine.travel(moment(NOW), tick=False):
        yield


@pytest.fixture
def leader(hai: User) -> Client:
    client = Client()
    client.force_login(hai)
    return client


@pytest.fixture
def drafts(received: MakeDossier, hoa: User) -> list[Apology]:
    """Three drafts of dossiers handed over on Tuesday."""
    for minute in (30, 31, 32):
        processing.forward(dossier=received(f"2023-08-29 09:{minute}"), by=hoa, at=moment("2023-08-29 10:00"))
    draft_due_apologies(now=moment(NOW))
    return list(Apology.objects.order_by("pk"))


def typed(*chosen: Apology, do: str = "send", days: str = "2", cause: str = CAUSE) -> dict[str, object]:
    given: dict[str, object] = {"do": do, "shown": [each.pk for each in chosen], "chosen": [c.pk for c in chosen]}
    for each in chosen:
        given |= {f"a{each.pk}-cause": cause, f"a{each.pk}-extra_days": days}
    return given


def test_the_list_shows_each_draft_with_its_new_day(leader: Client, drafts: list[Apology]) -> None:
    answer = leader.get(ADDRESS)

    assert [row.apology for row in answer.context["rows"]] == drafts
    assert all(row.new_due_at == row.apology.new_due_at for row in answer.context["rows"])


def test_other_days_show_another_new_day_and_send_nothing(leader: Client, drafts: list[Apology]) -> None:
    answer = leader.post(ADDRESS, typed(*drafts, do="preview", days="5"))

    assert answer.context["rows"][0].new_due_at == moment("2023-09-12 17:00")
    assert CAUSE in answer.content.decode()
    assert not Apology.objects.filter(status="sent").exists()


def test_the_last_look_sends_nothing(leader: Client, drafts: list[Apology]) -> None:
    answer = leader.post(ADDRESS, typed(drafts[0], do="check"))

    assert "07/09/2023" in answer.content.decode()
    assert not Apology.objects.filter(status="sent").exists()


def test_the_paper_can_be_seen_before_it_leaves(leader: Client, drafts: list[Apology]) -> None:
    answer = leader.post(ADDRESS, typed(*drafts, do=f"paper-{drafts[1].pk}"))
    text = text_of_pdf(answer.content)

    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert all(words in text for words in ("BẢN XEM TRƯỚC", CAUSE, "ngày 07 tháng 9 năm 2023", "Số: …/PXL"))
    assert "Mã kiểm tra" not in text
    assert not IssuedDocument.objects.filter(form=IssuedDocument.Form.APOLOGY).exists()
    assert Apology.objects.filter(status="drafted").count() == 3


def test_a_paper_with_faults_is_not_drawn(leader: Client, drafts: list[Apology]) -> None:
    answer = leader.post(ADDRESS, typed(*drafts, do=f"paper-{drafts[1].pk}", cause=""))

    assert answer.status_code == 422


def test_no_paper_of_a_draft_that_was_not_on_the_page(leader: Client, drafts: list[Apology]) -> None:
    assert leader.post(ADDRESS, typed(drafts[0], do=f"paper-{drafts[1].pk}")).status_code == 404


def test_one_of_them_is_checked_by_its_own_button(leader: Client, drafts: list[Apology]) -> None:
    answer = leader.post(ADDRESS, typed(*drafts, do=f"only-{drafts[1].pk}"))

    assert [row.apology for row in answer.context["rows"]] == [drafts[1]]


def test_checking_nothing_is_named(leader: Client, drafts: list[Apology]) -> None:
    answer = leader.post(ADDRESS, typed(do="check") | {"shown": [drafts[0].pk]})

    assert answer.status_code == 422


@pytest.mark.parametrize("shown", ["²", "9" * 30, "9" * 5000])
def test_a_draft_that_cannot_be_is_left_out(leader: Client, drafts: list[Apology], shown: str) -> None:
    answer = leader.post(ADDRESS, typed(do="check") | {"shown": [drafts[0].pk, shown]})

    assert [row.apology for row in answer.context["rows"]] == [drafts[0]]


def test_faults_stand_beside_the_draft_and_nothing_typed_is_lost(leader: Client, drafts: list[Apology]) -> None:
    answer = leader.post(ADDRESS, typed(*drafts[:2], do="check", days="90", cause="…"))

    assert answer.status_code == 422
    assert set(answer.context["rows"][0].form.errors) == {"cause", "extra_days"}
    assert 'value="90"' in answer.content.decode()


def test_several_are_sent_together(leader: Client, drafts: list[Apology], hai: User) -> None:
    answer = leader.post(ADDRESS, typed(*drafts[:2]))

    assert answer.headers["Location"] == ADDRESS
    assert Apology.objects.filter(status="sent", sent_by=hai, cause=CAUSE).count() == 2
    assert Apology.objects.filter(status="drafted").count() == 1


def test_each_dossier_has_its_own_outcome(leader: Client, drafts: list[Apology]) -> None:
    given = typed(*drafts[:2]) | {f"a{drafts[0].pk}-extra_days": "0"}
    answer = leader.post(ADDRESS, given)

    assert answer.status_code == 422
    assert [outcome.is_sent for outcome in answer.context["outcomes"]] == [False, True]
    assert [row.apology for row in answer.context["rows"]] == [drafts[0]]


def test_what_somebody_else_sent_meanwhile_is_told(leader: Client, drafts: list[Apology], hai: User) -> None:
    send_apology(drafts[0], cause=CAUSE, extra_days=2, by=hai, at=moment(NOW))

    answer = leader.post(ADDRESS, typed(*drafts[:2]))

    assert [outcome.is_sent for outcome in answer.context["outcomes"]] == [True, False]


def test_sent_apologies_are_listed_with_their_paper(leader: Client, drafts: list[Apology], hai: User) -> None:
    send_apology(drafts[0], cause=CAUSE, extra_days=2, by=hai, at=moment(NOW))

    page = leader.get(f"{ADDRESS}?tab=sent").content.decode()

    assert CAUSE in page
    drafts[0].refresh_from_db()
    assert drafts[0].document is not None
    assert drafts[0].document.number in page


def test_a_clerk_has_no_such_page(hoa: User) -> None:
    client = Client()
    client.force_login(hoa)

    assert client.get(ADDRESS).status_code == 403


def test_drafts_of_other_units_are_out_of_sight(drafts: list[Apology], office: Office) -> None:
    stranger = make_official("xa", "Ngô Văn Xa", office.other_commune, Role.LEADER)
    client = Client()
    client.force_login(stranger)

    assert client.get(ADDRESS).context["rows"] == []
    assert client.post(ADDRESS, typed(drafts[0])).status_code == 422
    assert not Apology.objects.filter(status="sent").exists()


def test_as_many_statements_for_one_draft_as_for_twenty(
    leader: Client, received: MakeDossier, hoa: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        dossier = received(f"2023-08-29 09:{number + 10}")
        processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-29 10:00"))
    draft_due_apologies(now=moment(NOW))

    with django_assert_max_num_queries(15):
        assert len(leader.get(ADDRESS).context["rows"]) == 20


def test_the_dossier_page_offers_the_draft_to_the_leader(leader: Client, drafts: list[Apology]) -> None:
    page = leader.get(f"/lanh-dao/ho-so/{drafts[0].dossier.code}/")

    form = next(act.form for act in page.context["acts"] if act.action.value == "extend")
    assert form["cause"].value() == drafts[0].cause


def test_the_leader_extends_from_the_dossier_page_and_gets_the_paper(
    leader: Client, drafts: list[Apology]
) -> None:
    dossier = Dossier.objects.get(pk=drafts[0].dossier_id)
    answer = leader.post(
        f"/xu-ly/ho-so/{dossier.code}/extend/",
        {"lock_version": dossier.lock_version, "door": "leader", "cause": CAUSE, "extra_days": "3"},
    )

    assert answer.headers["Location"] == f"/lanh-dao/ho-so/{dossier.code}/?in=04"


def test_the_leader_decides_from_the_dossier_page(leader: Client, drafts: list[Apology]) -> None:
    dossier = Dossier.objects.get(pk=drafts[0].dossier_id)
    leader.post(
        f"/xu-ly/ho-so/{dossier.code}/override/",
        {
            "lock_version": dossier.lock_version,
            "door": "leader",
            "due_on": "2023-09-12",
            "document": "12/QĐ-UBND ngày 31/8/2023",
            "reason": "Phải xác minh liên tỉnh",
        },
    )

    dossier.refresh_from_db()
    assert dossier.due_at == moment("2023-09-12 17:00")


def test_the_acts_and_the_list_are_open_to_programs(leader: Client, drafts: list[Apology]) -> None:
    code = drafts[0].dossier.code
    answer = leader.post(
        f"/api/v1/dossiers/{code}/actions/extend/",
        {"cause": CAUSE, "extra_days": 2},
        content_type="application/json",
    )
    assert answer.status_code == 200
    assert "extend" not in answer.json()["allowed_actions"]

    listed = leader.get("/api/v1/apologies/?status=sent").json()["results"]
    assert [row["dossier"] for row in listed] == [code]


def test_programs_of_a_clerk_see_no_list(hoa: User) -> None:
    client = Client()
    client.force_login(hoa)

    assert client.get("/api/v1/apologies/").status_code == 403
