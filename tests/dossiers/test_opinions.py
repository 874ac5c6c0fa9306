"""Opinions of other units: asked with a deadline, answered by whom it concerns, seen by nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Dossier, Opinion
from dossiers.permissions import openable_by, visible_to
from dossiers.services import opinion, processing
from staff.models import User
from staff.roles import Role
from tests.dossiers.questions import ASKED, put
from tests.people import MakeDossier, Office, make_official, moment

Ask = Callable[..., Opinion]


@pytest.fixture(autouse=True)
def tuesday_morning() -> Iterator[None]:
    with time_machine.travel(moment(ASKED), tick=False):
        yield


@pytest.fixture
def binh(office: Office) -> User:
    """A specialist of the other commune, who is asked."""
    return make_official("binh", "Phan Thanh Bình", office.other_commune, Role.SPECIALIST)


@pytest.fixture
def district_head(office: Office) -> User:
    return make_official("thang", "Đinh Hữu Thắng", office.district, Role.LEADER)


@pytest.fixture
def asked(processing_dossier: MakeDossier, minh: User, binh: User) -> Ask:
    """Make a question Minh put to the other commune: ``asked(amount=2, measure="days")``."""
    return lambda **given: put(processing_dossier(), minh, **given)


@pytest.mark.parametrize(
    ("at", "amount", "measure", "due"),
    [
        ("2023-08-29 10:00", 2, "days", "2023-08-31 17:00"),
        ("2023-08-29 10:00", 4, "hours", "2023-08-29 16:00"),
        ("2023-08-29 16:00", 4, "hours", "2023-08-30 10:00"),
        # 1 to 4 September 2023 are the national day with its days off
        ("2023-08-31 10:00", 1, "days", "2023-09-05 17:00"),
    ],
)
def test_the_deadline_counts_on_the_calendar_of_the_unit_asked(
    asked: Ask, minh: User, at: str, amount: int, measure: str, due: str
) -> None:
    dossier = asked().dossier
    opinion.drop(dossier=dossier, opinion=None, by=minh, at=moment(ASKED))

    assert put(dossier, minh, amount=amount, measure=measure, at=moment(at)).due_at == moment(due)


def test_several_units_are_asked_at_once(asked: Ask, district_head: User) -> None:
    dossier = asked(units=["13510", "352"]).dossier

    assert set(dossier.opinions.values_list("unit__code", flat=True)) == {"13510", "352"}
    event = dossier.events.get(action="ask_opinion")
    assert (event.by_role, sorted(event.detail["units"])) == ("specialist", ["13510", "352"])


def test_the_clock_of_the_dossier_goes_on(asked: Ask) -> None:
    dossier = asked().dossier

    assert dossier.due_at == dossier.promised_at
    assert not dossier.pauses.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"units": []}, "units"),
        ({"units": ["13504"]}, "units"),
        ({"units": ["35"]}, "units"),
        ({"units": ["99999"]}, "units"),
        ({"question": " "}, "question"),
        ({"amount": None}, "amount"),
        ({"amount": 31}, "amount"),
        ({"amount": 0}, "amount"),
        ({"measure": "weeks"}, "measure"),
    ],
)
def test_what_is_missing_is_named(asked: Ask, given: dict[str, Any], field: str) -> None:
    with pytest.raises(Faults) as found:
        asked(**given)

    assert set(found.value.errors) == {field}
    assert not Opinion.objects.exists()


def test_all_faults_come_together(asked: Ask) -> None:
    with pytest.raises(Faults) as found:
        asked(units=[], question="", amount=None)

    assert set(found.value.errors) == {"units", "question", "amount"}


def test_a_unit_has_one_open_question_about_a_dossier(asked: Ask, minh: User) -> None:
    dossier = asked().dossier
    with pytest.raises(Faults) as found:
        put(dossier, minh)

    assert set(found.value.errors) == {"units"}


@pytest.mark.parametrize("person", ["hoa", "hai", "tu"])
def test_only_the_specialist_asks(
    person: str, processing_dossier: MakeDossier, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotPermitted):
        put(processing_dossier(), request.getfixturevalue(person))


def test_the_unit_asked_answers_under_its_own_name(asked: Ask, binh: User, office: Office) -> None:
    row = asked()
    before = Dossier.objects.get(pk=row.dossier_id).lock_version
    opinion.give(dossier=row.dossier, opinion=row.pk, answer="Thường trú tại xã.", by=binh, at=moment(ASKED))
    row.refresh_from_db()

    assert (row.answer, row.answered_by, row.answered_at) == ("Thường trú tại xã.", binh, moment(ASKED))
    event = row.dossier.events.get(action="give_opinion")
    assert (event.by, event.by_role, event.unit_id) == (binh, "specialist", office.other_commune.pk)
    # whoever works on the dossier is not thrown off by it
    assert Dossier.objects.get(pk=row.dossier_id).lock_version == before


def test_an_answer_needs_words(asked: Ask, binh: User) -> None:
    row = asked()
    with pytest.raises(Faults) as found:
        opinion.give(dossier=row.dossier, opinion=row.pk, answer="  ", by=binh, at=moment(ASKED))

    assert set(found.value.errors) == {"answer"}


def test_who_was_not_asked_cannot_answer(asked: Ask, tu: User, minh: User, district_head: User) -> None:
    row = asked()
    for person in (tu, minh, district_head):
        with pytest.raises(NotPermitted):
            opinion.give(dossier=row.dossier, opinion=row.pk, answer="Có.", by=person, at=moment(ASKED))


def test_somebody_elses_question_is_not_answered(asked: Ask, binh: User, district_head: User) -> None:
    row = asked(units=["13510", "352"])
    other = Opinion.objects.exclude(unit=row.unit).get() if row.unit.code == "13510" else row
    with pytest.raises(WrongMoment):
        opinion.give(dossier=row.dossier, opinion=other.pk, answer="Có.", by=binh, at=moment(ASKED))


def test_an_answer_is_given_once(asked: Ask, binh: User) -> None:
    row = asked()
    opinion.give(dossier=row.dossier, opinion=row.pk, answer="Có.", by=binh, at=moment(ASKED))
    with pytest.raises(NotPermitted):
        opinion.give(dossier=row.dossier, opinion=row.pk, answer="Không.", by=binh, at=moment(ASKED))


def test_an_answer_comes_while_the_dossier_waits_for_the_citizen(asked: Ask, minh: User, binh: User) -> None:
    row = asked()
    processing.request_payment(dossier=row.dossier, reason="Nộp thuế.", by=minh, at=moment(ASKED))
    opinion.give(dossier=row.dossier, opinion=row.pk, answer="Có.", by=binh, at=moment(ASKED))
    row.refresh_from_db()

    assert row.answered_by == binh


def test_the_unit_asked_opens_the_dossier_but_does_not_find_it_in_its_lists(asked: Ask, binh: User) -> None:
    row = asked()

    assert openable_by(binh).filter(pk=row.dossier_id).exists()
    assert not visible_to(binh).filter(pk=row.dossier_id).exists()


def test_it_stays_open_to_them_after_the_answer(asked: Ask, binh: User) -> None:
    row = asked()
    opinion.give(dossier=row.dossier, opinion=row.pk, answer="Có.", by=binh, at=moment(ASKED))

    assert openable_by(binh).filter(pk=row.dossier_id).exists()
