"""Who stands in the public directory of a unit, in which order, and who is asked instead of whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

from procedures.board.directory import desks_of, people_of, people_of_units
from procedures.models import Desk, Field
from staff.models import Assignment, Delegation, Official, User
from staff.roles import Role
from tests.people import SINCE, Office, make_official

TODAY = dt.date(2023, 9, 5)


def names(office: Office, on: dt.date = TODAY) -> list[str]:
    return [person.name for person in people_of(office.commune, on)]


def change(user: User, **values: Any) -> None:
    Official.objects.filter(user=user).update(**values)


def test_leaders_come_first_then_by_given_name(office: Office, hoa: User, minh: User, hai: User) -> None:
    make_official("anh", "Vũ Thị Anh", office.commune, Role.CLERK)
    assert names(office) == ["Phạm Văn Hải", "Vũ Thị Anh", "Trần Thị Hoa", "Lê Văn Minh"]


def test_the_order_the_office_set_goes_before_the_name(office: Office, hoa: User, minh: User) -> None:
    change(minh, directory_order=1)
    assert names(office) == ["Lê Văn Minh", "Trần Thị Hoa"]


def test_several_roles_make_one_person(office: Office, hoa: User) -> None:
    Assignment.objects.create(
        official=hoa.official, unit=office.commune, role=Role.SPECIALIST.value, valid_from=SINCE
    )
    (person,) = people_of(office.commune, TODAY)
    assert person.roles == (Role.CLERK, Role.SPECIALIST)


def test_who_does_not_want_to_be_listed_is_not(office: Office, hoa: User, minh: User) -> None:
    change(minh, is_listed=False)
    assert names(office) == ["Trần Thị Hoa"]


def test_who_has_left_is_not_listed(office: Office, hoa: User) -> None:
    Assignment.objects.filter(official__user=hoa).update(valid_to=TODAY - dt.timedelta(days=1))
    assert names(office) == []


def test_whose_account_is_closed_is_not_listed(office: Office, hoa: User) -> None:
    User.objects.filter(pk=hoa.pk).update(is_active=False)
    assert names(office) == []


def absent(hai: User, minh: User, office: Office, *, last: dt.date = TODAY) -> None:
    Delegation.objects.create(
        official=hai.official,
        deputy=minh.official,
        unit=office.commune,
        document="Giấy ủy quyền 12/GUQ",
        valid_from=TODAY,
        valid_to=last,
    )


def test_an_absent_leader_names_the_deputy(office: Office, hai: User, minh: User) -> None:
    absent(hai, minh, office)
    leader = people_of(office.commune, TODAY)[0]
    assert leader.absence is not None
    assert (leader.absence.deputy.user.full_name, leader.absence.until) == ("Lê Văn Minh", TODAY)
    assert leader.absence.dialled == "02263860104"


def test_the_day_after_an_absence_nobody_is_named(office: Office, hai: User, minh: User) -> None:
    absent(hai, minh, office)
    assert people_of(office.commune, TODAY + dt.timedelta(days=1))[0].absence is None


def test_name_and_number_of_a_deputy_who_is_not_listed_stay_private(office: Office, hai: User, minh: User) -> None:
    absent(hai, minh, office)
    change(minh, is_listed=False)
    (leader,) = people_of(office.commune, TODAY)
    assert leader.absence is not None
    assert (leader.absence.name, leader.absence.dialled) == ("", "")


def test_desks_say_their_fields(office: Office) -> None:
    desk = Desk.objects.create(unit=office.commune, number=2, name="Tư pháp", valid_from=SINCE)
    desk.fields.add(Field.objects.create(name="Hộ tịch", slug="ho-tich"))
    (shown,) = desks_of(office.commune, TODAY)
    assert (shown.desk.number, list(shown.fields)) == (2, ["Hộ tịch"])


def test_the_number_of_statements_does_not_grow_with_the_people(
    office: Office, hoa: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        make_official(f"cb{number}", f"Cán bộ {number}", office.district, Role.SPECIALIST)
    with django_assert_max_num_queries(2):
        found = people_of_units([office.commune, office.district], TODAY)
    assert [len(found[unit.pk]) for unit in (office.commune, office.district)] == [1, 20]
