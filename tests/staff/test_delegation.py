"""Roles by delegation: from the first day to the last, never above one's own, never further, never the IT keys."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from staff.access import assignments_of, delegation_for, holds, roles_of, stand_in
from staff.models import Assignment, Delegation, Official, User
from staff.roles import Role
from staff.signature_lines import signature_lines
from tests.people import SINCE, Office, make_official, moment

FIRST, LAST = dt.date(2023, 8, 28), dt.date(2023, 9, 1)


def again(user: User) -> User:
    """The same person at the next request."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def phuc(office: Office) -> User:
    """The deputy head, who has a desk of his own as a specialist."""
    user = make_official("phuc", "Đặng Văn Phúc", office.commune, Role.SPECIALIST)
    user.official.post = "Phó Chủ tịch UBND xã"
    user.official.save()
    return user


@pytest.fixture
def absence(office: Office, hai: User, phuc: User) -> Delegation:
    hai.official.post = "Chủ tịch UBND xã"
    hai.official.save()
    return Delegation.objects.create(
        official=hai.official,
        deputy=phuc.official,
        unit=office.commune,
        mark=Delegation.Mark.DEPUTY,
        document="Quyết định số 12/QĐ-UBND",
        valid_from=FIRST,
        valid_to=LAST,
    )


@pytest.mark.parametrize(
    ("at", "is_leader"),
    [
        ("2023-08-27 23:59", False),
        ("2023-08-28 00:00", True),
        ("2023-09-01 23:59", True),
        ("2023-09-02 00:00", False),
    ],
)
def test_the_deputy_holds_the_role_from_the_first_day_to_the_last(
    absence: Delegation, phuc: User, office: Office, at: str, is_leader: bool
) -> None:
    with time_machine.travel(moment(at), tick=False):
        assert holds(again(phuc), Role.LEADER, office.commune.pk) is is_leader


@pytest.fixture
def during() -> Any:
    with time_machine.travel(moment("2023-08-30 10:00"), tick=False):
        yield


@pytest.mark.usefixtures("during")
def test_the_role_says_under_which_paper_it_is_held(absence: Delegation, phuc: User, office: Office) -> None:
    cover = delegation_for(again(phuc), Role.LEADER, office.commune.pk)

    assert cover == absence
    assert cover is not None
    assert (cover.document, cover.mark, cover.deputy_id, cover.valid_from, cover.valid_to) == (
        "Quyết định số 12/QĐ-UBND",
        "KT.",
        phuc.official.pk,
        FIRST,
        LAST,
    )


@pytest.mark.usefixtures("during")
def test_an_own_role_needs_no_paper(absence: Delegation, phuc: User, office: Office) -> None:
    assert delegation_for(again(phuc), Role.SPECIALIST, office.commune.pk) is None
    Assignment.objects.create(
        official=phuc.official, unit=office.commune, role=Role.LEADER, valid_from=dt.date(2023, 8, 29)
    )

    assert delegation_for(again(phuc), Role.LEADER, office.commune.pk) is None


@pytest.mark.usefixtures("during")
def test_only_the_role_at_the_unit_of_the_paper_goes_over(
    absence: Delegation, hai: User, phuc: User, office: Office
) -> None:
    Assignment.objects.create(official=hai.official, unit=office.other_commune, role=Role.LEADER, valid_from=SINCE)

    assert not holds(again(phuc), Role.LEADER, office.other_commune.pk)


@pytest.mark.usefixtures("during")
def test_the_keys_of_the_it_officer_are_never_handed_over(
    absence: Delegation, hai: User, phuc: User, office: Office
) -> None:
    Assignment.objects.create(official=hai.official, unit=office.commune, role=Role.ADMIN, valid_from=SINCE)

    assert roles_of(again(phuc)) == {Role.SPECIALIST, Role.LEADER}


@pytest.mark.usefixtures("during")
def test_a_deputyship_goes_no_further(absence: Delegation, phuc: User, minh: User, office: Office) -> None:
    Delegation.objects.create(
        official=phuc.official, deputy=minh.official, unit=office.commune, document="12", valid_from=FIRST
    )

    assert roles_of(again(minh)) == {Role.SPECIALIST}
    assert stand_in(absence.official, office.commune.pk, FIRST) == phuc.official


@pytest.mark.usefixtures("during")
def test_whoever_has_left_the_office_stands_in_for_nobody(absence: Delegation, phuc: User) -> None:
    Assignment.objects.filter(official=phuc.official).update(valid_to=dt.date(2023, 8, 29))

    assert assignments_of(again(phuc)) == []


@pytest.mark.usefixtures("during")
def test_a_role_the_absent_official_has_lost_is_not_lent(absence: Delegation, hai: User, phuc: User) -> None:
    Assignment.objects.filter(official=hai.official).update(valid_to=dt.date(2023, 8, 29))

    assert roles_of(again(phuc)) == {Role.SPECIALIST}


@pytest.mark.usefixtures("during")
def test_both_kinds_are_read_in_one_statement(
    absence: Delegation, phuc: User, django_assert_num_queries: Any
) -> None:
    user = again(phuc)
    with django_assert_num_queries(1):
        held = assignments_of(user)

    assert [(each.role, each.delegation is not None) for each in held] == [("specialist", False), ("leader", True)]
    assert user.official == phuc.official


@pytest.mark.parametrize(
    ("on", "is_deputy"),
    [(FIRST - dt.timedelta(days=1), False), (FIRST, True), (LAST, True), (LAST + dt.timedelta(days=1), False)],
)
def test_new_work_goes_to_the_deputy_while_the_official_is_away(
    absence: Delegation, hai: User, phuc: User, office: Office, on: dt.date, is_deputy: bool
) -> None:
    expected: Official = phuc.official if is_deputy else hai.official

    assert stand_in(hai.official, office.commune.pk, on) == expected


def test_new_work_of_another_unit_stays(absence: Delegation, hai: User, office: Office) -> None:
    assert stand_in(hai.official, office.other_commune.pk, FIRST) == hai.official


def test_a_deputy_signs_with_the_mark_and_the_post_of_the_head(absence: Delegation, phuc: User) -> None:
    printed = signature_lines(phuc.official, absence)

    assert printed.lines == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert printed.document == "Quyết định số 12/QĐ-UBND"


def test_a_delegation_of_work_prints_no_mark(absence: Delegation, phuc: User) -> None:
    absence.mark = Delegation.Mark.NONE

    assert signature_lines(phuc.official, absence).lines == ("PHÓ CHỦ TỊCH",)


def test_in_ones_own_right_one_line_is_enough(absence: Delegation, hai: User) -> None:
    assert signature_lines(hai.official).lines == ("CHỦ TỊCH",)
    assert signature_lines(hai.official).document == ""
