"""The desk of a deputy: what lies with the absent colleague lies there too, while the deputyship is in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from dossiers.forms.handing import ReassignForm
from dossiers.permissions import colleagues_of
from dossiers.services import handing, processing
from staff.models import Delegation, Official, Unit, User
from staff.roles import Role
from tests.people import MakeDossier, Office, make_official, moment

NOW = "2023-08-30 10:00"
SINCE = dt.date(2023, 8, 1)


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(moment(NOW), tick=False):
        yield


@pytest.fixture
def dung(office: Office) -> User:
    """Minh's colleague."""
    return make_official("dung", "Trương Đức Dũng", office.commune, Role.SPECIALIST)


@pytest.fixture
def desk(dung: User) -> Client:
    client = Client()
    client.force_login(dung)
    return client


def away(official: Official, deputy: Official, unit: Unit) -> Delegation:
    """Until Friday."""
    return Delegation.objects.create(
        official=official,
        deputy=deputy,
        unit=unit,
        document="TB 15",
        valid_from=SINCE,
        valid_to=dt.date(2023, 9, 1),
    )


def rows(answer: Any) -> list[Any]:
    return list(answer.context["page"].rows)


def counts(answer: Any) -> dict[str, int]:
    return {tab["url"]: tab["count"] for tab in answer.context["tabs"]}


def test_work_of_the_absent_colleague_is_ones_own_work(
    desk: Client, office: Office, minh: User, dung: User, processing_dossier: MakeDossier
) -> None:
    dossier = processing_dossier()
    away(minh.official, dung.official, office.commune)
    with translation.override("en"):
        answer = desk.get("/xu-ly/", headers={"accept-language": "en"})

    assert [row.code for row in rows(answer)] == [dossier.code]
    assert "Lê Văn Minh" in rows(answer)[0].marks[0][0]
    assert counts(answer)["?tab=mine"] == 1


def test_ones_own_work_is_not_marked(
    desk: Client, office: Office, minh: User, dung: User, hoa: User, received: MakeDossier
) -> None:
    dossier = received()
    processing.forward(dossier=dossier, by=hoa, at=moment(NOW))
    processing.take(dossier=dossier, by=dung, at=moment(NOW))
    away(minh.official, dung.official, office.commune)

    assert [row.marks for row in rows(desk.get("/xu-ly/"))] == [[]]


def test_when_the_deputyship_is_over_so_is_the_work(
    desk: Client, office: Office, minh: User, dung: User, processing_dossier: MakeDossier
) -> None:
    processing_dossier()
    away(minh.official, dung.official, office.commune)
    with time_machine.travel(moment("2023-09-04 08:00"), tick=False):
        desk.force_login(dung)

        assert rows(desk.get("/xu-ly/")) == []


def test_work_of_the_colleague_at_another_unit_stays_away(
    desk: Client, office: Office, minh: User, dung: User, processing_dossier: MakeDossier
) -> None:
    processing_dossier()
    away(minh.official, dung.official, office.other_commune)

    assert rows(desk.get("/xu-ly/")) == []


def test_what_was_handed_to_the_absent_colleague_waits_for_the_deputy(
    desk: Client, office: Office, minh: User, dung: User, hoa: User, received: MakeDossier
) -> None:
    dossier = received()
    processing.forward(dossier=dossier, by=hoa, at=moment(NOW))
    dossier.legs.filter(ended_at__isnull=True).update(holder=minh.official)
    away(minh.official, dung.official, office.commune)
    answer = desk.get("/xu-ly/?tab=handed")

    assert [row.code for row in rows(answer)] == [dossier.code]
    assert counts(answer)["?tab=handed"] == 1


@pytest.mark.parametrize("count", [1, 20])
def test_the_desk_of_a_deputy_takes_one_statement_more_whose_name_stands_above(
    desk: Client,
    office: Office,
    minh: User,
    dung: User,
    processing_dossier: MakeDossier,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    away(minh.official, dung.official, office.commune)
    for number in range(count):
        processing_dossier(f"2023-08-30 07:{number:02d}")
    desk.get("/xu-ly/")

    with django_assert_num_queries(7):
        answer = desk.get("/xu-ly/")

    assert len(rows(answer)) == count


def test_work_may_be_reassigned_to_who_stands_in_at_the_unit(
    office: Office, minh: User, hai: User, processing_dossier: MakeDossier
) -> None:
    mai = make_official("mai", "Hồ Thị Mai", office.district, Role.SPECIALIST)
    dossier = processing_dossier()
    away(minh.official, mai.official, office.commune)
    leg = dossier.legs.get(ended_at__isnull=True)

    assert list(colleagues_of(leg, on=dt.date(2023, 8, 30))) == [mai.official]
    handing.reassign(
        dossier=dossier, official=mai.official.pk, reason="Nghỉ phép.", by=hai, at=moment("2023-08-30 09:00")
    )
    assert dossier.legs.get(ended_at__isnull=True).holder == mai.official


def test_the_leader_reads_that_there_is_nobody_else_to_assign_to(processing_dossier: MakeDossier) -> None:
    choices = ReassignForm(processing_dossier()).fields["official"].choices  # type: ignore[attr-defined]

    assert [(value, str(words)) for value, words in choices] == [
        ("", "Hôm nay đơn vị không còn chuyên viên nào khác")
    ]


def test_who_stands_in_for_the_leader_only_is_no_colleague(
    office: Office, hai: User, processing_dossier: MakeDossier
) -> None:
    mai = make_official("mai", "Hồ Thị Mai", office.district, Role.SPECIALIST)
    away(hai.official, mai.official, office.commune)
    leg = processing_dossier().legs.get(ended_at__isnull=True)

    assert mai.official not in colleagues_of(leg, on=dt.date(2023, 8, 30))


def test_when_the_absence_is_over_the_deputy_is_no_colleague(
    office: Office, minh: User, processing_dossier: MakeDossier
) -> None:
    mai = make_official("mai", "Hồ Thị Mai", office.district, Role.SPECIALIST)
    away(minh.official, mai.official, office.commune)
    leg = processing_dossier().legs.get(ended_at__isnull=True)

    assert mai.official not in colleagues_of(leg, on=dt.date(2023, 9, 4))
