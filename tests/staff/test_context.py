"""What every page shows of the office."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from staff.context import office, site_unit
from staff.models import Assignment, User
from staff.navigation import nav_items
from staff.roles import Role
from tests.people import Office


def doors(user: object, path: str = "/") -> dict[str, bool]:
    request = RequestFactory().get(path)
    request.user = user
    return {item.url: item.is_current for item in nav_items(request)}


def test_a_clerk_sees_the_counter_and_no_other_desk(hoa: User) -> None:
    seen = doors(hoa)

    assert "/mot-cua/" in seen
    assert not {"/xu-ly/", "/lanh-dao/", "/quan-ly/tin-nhan/"} & set(seen)


def test_a_leader_sees_the_desk_for_signature_and_the_figures(hai: User) -> None:
    assert {"/lanh-dao/", "/lanh-dao/so-lieu/"} <= set(doors(hai))


def test_the_first_door_is_where_the_own_work_lies(hoa: User, minh: User, hai: User) -> None:
    assert [next(iter(doors(person))) for person in (hoa, minh, hai)] == ["/mot-cua/", "/xu-ly/", "/lanh-dao/"]


def test_a_door_two_roles_share_is_shown_once(hoa: User, office: Office) -> None:
    Assignment.objects.create(
        official=hoa.official, unit=office.commune, role=Role.LEADER, valid_from=dt.date(2016, 1, 1)
    )
    request = RequestFactory().get("/")
    request.user = User.objects.get(pk=hoa.pk)

    urls = [item.url for item in nav_items(request)]

    assert urls.count("/mot-cua/ca/") == 1


def test_the_nearest_door_is_the_current_one(hai: User) -> None:
    current = [url for url, is_current in doors(hai, "/lanh-dao/so-lieu/").items() if is_current]

    assert current == ["/lanh-dao/so-lieu/"]


def test_a_citizen_has_no_office_doors(lan: User) -> None:
    assert doors(lan) == {}


def test_a_stranger_has_no_office_doors() -> None:
    assert doors(AnonymousUser()) == {}


def test_the_site_belongs_to_the_highest_unit_with_a_counter(office: Office) -> None:
    assert site_unit() == office.district


@pytest.mark.django_db
def test_nothing_is_asked_of_the_database_before_a_page_asks(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        office(RequestFactory().get("/"))


@pytest.mark.django_db
def test_a_wrong_address_leads_on() -> None:
    response = Client().get("/khong-co/")

    assert response.status_code == 404
    assert 'href="/thu-tuc/"' in response.content.decode()


@pytest.mark.django_db
def test_a_page_can_be_read_in_english() -> None:
    client = Client()
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})

    assert '<html lang="en">' in client.get("/tai-khoan/login/").content.decode()
