"""Pages of the public directory: whom citizens find, and who decides what is shown."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from time_machine import travel

from procedures.models import Desk, Field
from staff.models import AuditEntry, Delegation, Official, User
from staff.roles import Role
from tests.people import PASSWORD, SINCE, Office, make_official, moment

NOW = moment("2023-09-05 09:00")
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def on_a_tuesday() -> Any:
    with travel(NOW, tick=False):
        yield


@pytest.fixture
def chi(office: Office) -> User:
    """The manager of the commune."""
    return make_official("chi", "Ngô Thị Chi", office.commune, Role.MANAGER)


def signed_in(client: Client, user: User) -> Client:
    assert client.login(username=user.username, password=PASSWORD)
    return client


def details(**change: str) -> dict[str, str]:
    usual = {"is_listed": "on", "public_phone": "0226 3860 199", "public_email": "", "duties": "khai sinh"}
    return usual | change


def test_citizens_call_an_official_of_the_unit(office: Office, hoa: User, client: Client) -> None:
    html = client.get(f"/can-bo/don-vi/{office.commune.code}/").content.decode()
    assert "Trần Thị Hoa" in html
    assert 'href="tel:02263860104"' in html


def test_who_is_away_names_who_stands_in(office: Office, hai: User, minh: User, client: Client) -> None:
    Delegation.objects.create(
        official=hai.official, deputy=minh.official, unit=office.commune, document="12/GUQ", valid_from=TODAY
    )
    html = client.get(f"/can-bo/don-vi/{office.commune.code}/").content.decode()
    assert "Đề nghị liên hệ Lê Văn Minh" in html


def test_desks_and_their_fields_stand_below(office: Office, client: Client) -> None:
    desk = Desk.objects.create(unit=office.commune, number=2, valid_from=SINCE)
    desk.fields.add(Field.objects.create(name="Hộ tịch", slug="ho-tich"))
    html = client.get(f"/can-bo/don-vi/{office.commune.code}/").content.decode()
    assert "Hộ tịch" in html


@pytest.mark.parametrize("words", ["tran thi hoa", "Hoa", "CAP GIAY KHAI SINH", "binh nghia hoa"])
def test_people_are_found_with_or_without_marks(office: Office, hoa: User, client: Client, words: str) -> None:
    Official.objects.filter(user=hoa).update(duties="Cấp giấy khai sinh")
    html = client.get("/can-bo/", {"q": words}).content.decode()
    assert "Trần Thị Hoa" in html


def test_who_is_not_listed_is_not_found(office: Office, hoa: User, client: Client) -> None:
    Official.objects.filter(user=hoa).update(is_listed=False)
    assert "Trần Thị Hoa" not in client.get("/can-bo/?q=hoa").content.decode()


def test_the_private_number_of_an_account_stands_nowhere(office: Office, hoa: User, client: Client) -> None:
    User.objects.filter(pk=hoa.pk).update(phone="0987654321")
    for address in (f"/can-bo/don-vi/{office.commune.code}/", "/can-bo/?q=hoa"):
        assert "987654321" not in client.get(address).content.decode()


@pytest.mark.parametrize("number", [1, 20])
def test_the_page_asks_as_little_however_many_work_there(
    office: Office, client: Client, number: int, django_assert_max_num_queries: Any
) -> None:
    for each in range(number):
        make_official(f"cb{each}", f"Cán bộ {each}", office.commune, Role.SPECIALIST)
    with django_assert_max_num_queries(9):
        client.get(f"/can-bo/don-vi/{office.commune.code}/")
    with django_assert_max_num_queries(7):
        client.get("/can-bo/?q=can+bo")


def test_an_official_decides_what_is_shown(office: Office, hoa: User, client: Client) -> None:
    answer = signed_in(client, hoa).post("/can-bo/thong-tin-cua-toi/", details(is_listed=""))
    assert answer.status_code == 302
    official = Official.objects.get(user=hoa)
    assert (official.is_listed, official.public_phone, official.duties) == (False, "0226 3860 199", "khai sinh")


def test_a_number_nobody_can_call_is_refused_and_kept_in_the_field(
    office: Office, hoa: User, client: Client
) -> None:
    answer = signed_in(client, hoa).post("/can-bo/thong-tin-cua-toi/", details(public_phone="12345"))
    assert answer.status_code == 422
    assert 'value="12345"' in answer.content.decode()


def test_the_trail_says_which_details_changed_and_not_what_they_are(
    office: Office, hoa: User, client: Client
) -> None:
    signed_in(client, hoa).post("/can-bo/thong-tin-cua-toi/", details())
    entry = AuditEntry.objects.get(action="official.public_details")
    assert entry.detail == {"changed": ["public_phone", "duties"]}


def test_saving_the_same_leaves_no_trace(office: Office, hoa: User, client: Client) -> None:
    signed_in(client, hoa)
    for _time in range(2):
        client.post("/can-bo/thong-tin-cua-toi/", details())
    assert AuditEntry.objects.filter(action="official.public_details").count() == 1


def test_a_manager_changes_the_details_of_the_own_officials(
    office: Office, chi: User, hoa: User, client: Client
) -> None:
    signed_in(client, chi).post(f"/quan-ly/danh-ba/{hoa.official.pk}/", details())
    assert Official.objects.get(user=hoa).duties == "khai sinh"


def test_a_manager_reaches_nobody_of_another_unit(office: Office, chi: User, tu: User, client: Client) -> None:
    assert signed_in(client, chi).get(f"/quan-ly/danh-ba/{tu.official.pk}/").status_code == 404


def test_a_manager_puts_officials_in_order(office: Office, chi: User, hoa: User, client: Client) -> None:
    places = {f"order-{chi.official.pk}": "20", f"order-{hoa.official.pk}": "10"}
    assert signed_in(client, chi).post("/quan-ly/danh-ba/", places).status_code == 302
    html = client.get(f"/can-bo/don-vi/{office.commune.code}/").content.decode()
    listed = html[html.index('class="people"') :]
    assert listed.index("Trần Thị Hoa") < listed.index("Ngô Thị Chi")


@pytest.mark.parametrize("typed", ["", "một", "-1", "1000", "1²", "9" * 5000])
def test_an_order_that_is_no_number_is_refused_and_shown_again(
    office: Office, chi: User, client: Client, typed: str
) -> None:
    answer = signed_in(client, chi).post("/quan-ly/danh-ba/", {f"order-{chi.official.pk}": typed})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.content.decode()
    assert Official.objects.get(user=chi).directory_order == 100


def test_a_clerk_orders_nobody(office: Office, hoa: User, client: Client) -> None:
    assert signed_in(client, hoa).get("/quan-ly/danh-ba/").status_code == 403


def test_a_citizen_has_no_public_details(office: Office, lan: User, client: Client) -> None:
    assert signed_in(client, lan).get("/can-bo/thong-tin-cua-toi/").status_code == 403


@pytest.mark.parametrize("number", [1, 20])
def test_the_managers_list_asks_as_little_however_many_work_there(
    office: Office, chi: User, client: Client, number: int, django_assert_max_num_queries: Any
) -> None:
    for each in range(number):
        make_official(f"cb{each}", f"Cán bộ {each}", office.commune, Role.SPECIALIST)
    signed_in(client, chi)
    with django_assert_max_num_queries(14):
        client.get("/quan-ly/danh-ba/")


def absent(hai: User, minh: User, office: Office) -> None:
    Delegation.objects.create(
        official=hai.official,
        deputy=minh.official,
        unit=office.commune,
        document="12/GUQ",
        valid_from=TODAY,
        valid_to=TODAY + dt.timedelta(days=3),
    )


def test_an_absence_says_its_last_day(office: Office, hai: User, minh: User, client: Client) -> None:
    absent(hai, minh, office)
    page = client.get(f"/can-bo/don-vi/{office.commune.code}/").content.decode()
    assert "Vắng mặt đến hết ngày 08/09/2023" in page


def test_a_deputy_who_is_not_listed_is_not_named(office: Office, hai: User, minh: User, client: Client) -> None:
    absent(hai, minh, office)
    Official.objects.filter(pk=minh.official.pk).update(is_listed=False)
    page = client.get(f"/can-bo/don-vi/{office.commune.code}/").content.decode()
    assert "Vắng mặt" in page
    assert minh.full_name not in page
