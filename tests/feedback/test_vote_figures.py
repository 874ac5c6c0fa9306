"""Figures of the votes at the desk: shares with their counts, per official for leader and official only."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from dossiers.models import Ticket
from dossiers.statistics.period import Period
from feedback.models import DeskVote
from feedback.vote_cells import response_cell, satisfied_cell
from feedback.vote_statistics import VoteCounts, vote_figures
from procedures.models import Desk
from staff.models import Official, User
from staff.roles import Role
from tests.dossiers.queues import desk
from tests.people import Office, make_official, moment

__all__ = ["desk"]
pytestmark = pytest.mark.django_db
NOW = moment("2023-08-31 16:00")
AUGUST = Period(dt.date(2023, 8, 1), dt.date(2023, 8, 31))
PAGE, MINE = "/lanh-dao/danh-gia-tai-quay/", "/can-bo/danh-gia-cua-toi/"


@pytest.fixture(autouse=True)
def afternoon() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def vote(
    desk: Desk, official: Official, level: int | None, *, at: str = "2023-08-29 09:00", **given: Any
) -> DeskVote:
    """One question about one number, answered or not."""
    asked = moment(at)
    number = Ticket.objects.count() + 1
    ticket = Ticket.objects.create(
        unit=desk.unit,
        day=asked.date(),
        number=number,
        service="receive",
        source="kiosk",
        state="done",
        issued_at=asked,
        ranked_at=asked,
        desk=desk,
        official=official,
        called_at=asked,
        ended_at=asked,
    )
    return DeskVote.objects.create(
        desk=desk,
        official=official,
        ticket=ticket,
        offered_at=asked,
        closes_at=asked + dt.timedelta(seconds=30),
        level=level,
        voted_at=asked + dt.timedelta(seconds=8) if level else None,
        **given,
    )


def test_only_free_answers_count(desk: Desk, hoa: User) -> None:
    for level in (5, 4, 3, 2, None):
        vote(desk, hoa.official, level)
    vote(desk, hoa.official, 5, set_aside="too_fast")
    vote(desk, hoa.official, 5, set_aside="before_call")

    total = vote_figures([desk.unit_id], AUGUST, now=NOW).total

    assert total == VoteCounts(asked=7, counted=4, satisfied=2, low=1, too_fast=1, before_call=1)
    assert total.answered == 6


def test_a_question_still_open_is_not_counted_as_unanswered(desk: Desk, hoa: User) -> None:
    vote(desk, hoa.official, None, at="2023-08-31 16:00")

    assert vote_figures([desk.unit_id], AUGUST, now=NOW).total.asked == 0


def test_votes_of_other_counters_and_months_do_not_count(desk: Desk, office: Office, hoa: User) -> None:
    vote(desk, hoa.official, 5, at="2023-07-31 09:00")

    assert vote_figures([desk.unit_id], AUGUST, now=NOW).total.asked == 0
    assert (
        vote_figures([office.other_commune.pk], Period(dt.date(2023, 7, 1), AUGUST.last), now=NOW).total.asked == 0
    )


def test_a_share_never_stands_alone() -> None:
    cell = satisfied_cell(VoteCounts(asked=20, counted=12, satisfied=12))

    assert (cell.value, cell.suffix) == ("100", "%")
    assert "12" in cell.note
    assert "20" in response_cell(VoteCounts(asked=20, counted=12)).note


def test_a_handful_of_votes_makes_no_share() -> None:
    cell = satisfied_cell(VoteCounts(asked=9, counted=9, satisfied=9))

    assert cell.suffix == ""
    assert "9" in cell.value


def test_the_leader_sees_officials_reasons_and_what_was_set_aside(
    client: Client, desk: Desk, hoa: User, hai: User
) -> None:
    vote(desk, hoa.official, 2, reason="waited|Chờ từ sáng")
    vote(desk, hoa.official, 5, set_aside="too_fast")
    client.force_login(hai)

    low = client.get(PAGE).content.decode()
    aside = client.get(f"{PAGE}?show=aside").content.decode()

    assert "Trần Thị Hoa" in low
    assert "Chờ từ sáng" in low
    assert "Chờ từ sáng" not in aside
    assert "001" not in aside.partition("votes-title")[2]
    assert "002" in aside


def test_a_clerk_sees_the_own_votes_and_no_colleague_s(
    client: Client, desk: Desk, office: Office, hoa: User
) -> None:
    colleague = make_official("mai", "Lý Thị Mai", office.commune, Role.CLERK)
    vote(desk, hoa.official, 1, reason="|Của Hoa")
    vote(desk, colleague.official, 1, reason="|Của Mai")
    client.force_login(hoa)

    shown = client.get(MINE).content.decode()

    assert "Của Hoa" in shown
    assert "Của Mai" not in shown


def test_the_official_is_not_told_which_number_complained(client: Client, desk: Desk, hoa: User) -> None:
    vote(desk, hoa.official, 1, reason="|Thái độ", at="2023-08-29 09:17")
    client.force_login(hoa)

    shown = client.get(MINE).content.decode()

    assert "29/08/2023" in shown
    assert "09:17" not in shown


@pytest.mark.parametrize(
    ("who", "address", "status"), [("hoa", PAGE, 403), ("thu", PAGE, 403), ("hai", MINE, 403)]
)
def test_who_may_not_look(request: Any, client: Client, who: str, address: str, status: int) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(address).status_code == status


def test_the_leader_of_another_commune_sees_nothing_of_this_one(
    client: Client, desk: Desk, office: Office, hoa: User
) -> None:
    vote(desk, hoa.official, 2, reason="|Chờ từ sáng")
    client.force_login(make_official("long", "Hồ Văn Long", office.other_commune, Role.LEADER))

    assert "Chờ từ sáng" not in client.get(f"{PAGE}?show=all").content.decode()


def test_days_that_cannot_be_are_named(client: Client, hai: User) -> None:
    client.force_login(hai)

    assert client.get(f"{PAGE}?first=2023-08-30&last=2023-08-01").status_code == 400


@pytest.mark.parametrize("count", [1, 20])
def test_many_votes_cost_no_more_than_one(
    client: Client, desk: Desk, hoa: User, hai: User, django_assert_max_num_queries: Any, count: int
) -> None:
    for _number in range(count):
        vote(desk, hoa.official, 2, reason="waited|")
    client.force_login(hai)

    with django_assert_max_num_queries(15):
        client.get(f"{PAGE}?show=all")


def test_the_figures_page_shows_the_votes(client: Client, desk: Desk, hoa: User, hai: User) -> None:
    for _number in range(11):
        vote(desk, hoa.official, 5)
    client.force_login(hai)

    section = client.get("/lanh-dao/so-lieu/?first=2023-08-01&last=2023-08-31").content.decode()
    section = section.partition('id="desk-title"')[2].partition("</section>")[0]

    assert "100%" in section
    assert "11" in section
    assert PAGE in section
