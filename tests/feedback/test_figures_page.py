"""The leader's page: who may see it, what it covers, and that its links open what they say."""

import datetime as dt
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from feedback.figure_cells import percent
from staff.models import Assignment, User
from staff.roles import Role
from tests.people import MakeDossier, Office, make_official

FIGURES = "/lanh-dao/so-lieu/"
DOSSIERS = "/lanh-dao/so-lieu/ho-so/"


@pytest.fixture(autouse=True)
def late_september() -> object:
    with time_machine.travel("2023-09-28 09:00+07:00", tick=False):
        yield


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.mark.parametrize("page", [FIGURES, DOSSIERS])
def test_the_clerk_may_not_see_figures(client: Client, hoa: User, page: str) -> None:
    assert signed_in(client, hoa).get(page).status_code == 403


@pytest.mark.django_db
def test_a_stranger_signs_in_first(client: Client) -> None:
    assert client.get(FIGURES).status_code == 302


def test_every_number_opens_a_list_of_that_length(client: Client, hai: User, returned: MakeDossier) -> None:
    returned("2023-08-29 09:00", signed="2023-09-06 08:00")
    returned("2023-08-30 09:00", signed="2023-08-31 08:00")
    page = signed_in(client, hai).get(FIGURES).content.decode()

    links = set(re.findall(r'href="(/lanh-dao/so-lieu/ho-so/\?[^"]+)"[^>]*>\s*([\d.]+)<', page))
    assert len(links) > 5
    for link, number in links:
        shown = client.get(link.replace("&amp;", "&")).context["page_obj"].paginator.count
        assert shown == int(number.replace(".", "")), link


def test_the_rate_stands_with_its_counts(client: Client, hai: User, returned: MakeDossier) -> None:
    returned("2023-08-29 09:00", signed="2023-09-06 08:00")
    returned("2023-08-29 09:10", signed="2023-08-31 08:00")

    rate = signed_in(client, hai).get(FIGURES).context["rate"]

    assert rate.value.replace(".", ",") == "50,0"
    assert re.findall(r"\d+", rate.note) == ["1", "2"]


def test_an_empty_month_shows_no_rate(client: Client, hai: User) -> None:
    assert signed_in(client, hai).get(FIGURES).context["rate"].value == "–"


def test_this_month_and_own_days(client: Client, hai: User, returned: MakeDossier) -> None:
    returned("2023-08-29 09:00", signed="2023-08-31 08:00")
    signed_in(client, hai)

    assert client.get(FIGURES, {"period": "year"}).context["counts"].resolved == 1
    assert client.get(FIGURES, {"period": "month"}).context["counts"].resolved == 0
    own = client.get(FIGURES, {"first": "2023-08-31", "last": "2023-08-31"}).context
    assert own["counts"].resolved == 1
    assert own["counts"].received == 0
    assert own["counts"].carried_over == 1


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"first": "2023-09-02", "last": "2023-09-01"}, "last"),
        ({"first": "hôm qua", "last": "2023-09-01"}, "first"),
        ({"first": "2023-09-01"}, "last"),
        ({"first": "2001-01-01", "last": "2023-09-01"}, "last"),
        ({"first": "9990-01-02", "last": "9999-12-31"}, "first,last"),
        ({"first": "0001-01-01", "last": "0001-01-02"}, "first,last"),
        ({"unit": "99999"}, "unit"),
        ({"unit": "13510"}, "unit"),
    ],
)
def test_an_impossible_period_or_unit_is_named(client: Client, hai: User, wanted: dict, field: str) -> None:
    response = signed_in(client, hai).get(FIGURES, wanted)

    assert response.status_code == 400
    assert list(response.context["form"].errors) == field.split(",")


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"what": "everything"},
        {"what": "late"},
        {"what": "late", "first": "x"},
        {"what": "late", "first": "9990-01-02", "last": "9999-12-31"},
        {"what": "late", "first": "0001-01-01", "last": "0001-01-02"},
    ],
)
def test_a_list_of_nothing_sensible_is_refused(client: Client, hai: User, wanted: dict) -> None:
    assert signed_in(client, hai).get(DOSSIERS, wanted).status_code == 400


def test_the_leader_of_another_commune_sees_nothing_of_it(
    client: Client, office: Office, returned: MakeDossier
) -> None:
    returned("2023-08-29 09:00", signed="2023-08-31 08:00")
    neighbour = make_official("neighbour", "Bùi Văn Nam", office.other_commune, Role.LEADER)
    signed_in(client, neighbour)

    assert client.get(FIGURES).context["counts"].received == 0
    everything = {"what": "received", "first": "2023-01-01", "last": "2023-12-31"}
    assert client.get(DOSSIERS, everything).context["page_obj"].paginator.count == 0


def test_where_one_only_receives_there_are_no_figures_for_one(client: Client, office: Office, hai: User) -> None:
    Assignment.objects.create(
        official=hai.official, unit=office.other_commune, role=Role.CLERK, valid_from=dt.date(2023, 1, 1)
    )
    signed_in(client, hai)

    assert client.get(FIGURES).status_code == 200
    assert client.get(FIGURES, {"unit": office.other_commune.code}).status_code == 400


def test_the_district_sees_each_commune_and_chooses_one(
    client: Client, office: Office, thu: User, returned: MakeDossier
) -> None:
    returned("2023-08-29 09:00", signed="2023-08-31 08:00")
    signed_in(client, thu)

    everything = client.get(FIGURES).context
    assert everything["unit_rows"][0].label == "Huyện Bình Lục"
    assert len(everything["unit_rows"]) == 3
    other = client.get(FIGURES, {"unit": office.other_commune.code}).context
    assert other["counts"].received == 0
    assert other["unit_rows"] == []


def test_a_manager_opens_a_dossier_from_the_list(client: Client, thu: User, returned: MakeDossier) -> None:
    dossier = returned("2023-08-29 09:00", signed="2023-08-31 08:00")
    signed_in(client, thu)
    rows = client.get(DOSSIERS, {"what": "early", "first": "2023-08-01", "last": "2023-08-31"}).context["rows"]

    assert [row.code for row in rows] == [dossier.code]
    page = client.get(rows[0].url)
    assert page.status_code == 200
    assert page.context["door_url"] == FIGURES


def test_the_lists_mask_numbers(client: Client, hai: User, returned: MakeDossier) -> None:
    dossier = returned("2023-08-29 09:00", signed="2023-08-31 08:00")
    wanted = {"what": "resolved", "first": "2023-08-01", "last": "2023-08-31"}
    page = signed_in(client, hai).get(DOSSIERS, wanted).content.decode()

    assert dossier.code in page
    assert dossier.identity_number not in page
    assert dossier.phone not in page


def test_links_keep_the_chosen_unit(client: Client, office: Office, thu: User, returned: MakeDossier) -> None:
    returned("2023-08-29 09:00", signed="2023-08-31 08:00")
    rate = signed_in(client, thu).get(FIGURES, {"unit": office.commune.code}).context["rate"]

    assert parse_qs(urlsplit(rate.url).query)["unit"] == [office.commune.code]


@pytest.mark.parametrize(("rate", "text"), [(1.0, "100"), (0.9999, "99,9"), (0.985, "98,5"), (0.0, "0,0")])
def test_a_share_is_never_rounded_up_to_all(rate: float, text: str) -> None:
    assert percent(rate).replace(".", ",") == text
