"""Pages of posted rules: what citizens read at each unit, and what its manager may do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from time_machine import travel

from procedures.board.posting_acts import Wording, issue
from procedures.models import PostedDocument
from staff.models import Unit, User
from staff.office_calendar import calendar_for
from staff.roles import Role
from tests.people import PASSWORD, Office, make_official, moment

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


def post(unit: Unit, by: User, kind: str = "rules", title: str = "Nội quy", **given: Any) -> PostedDocument:
    wording = Wording(kind, title, given.get("body", "Giữ trật tự."), given.get("starts", dt.date(2022, 1, 1)))
    return issue(unit=unit, wording=wording, by=by, at=given.get("at", NOW))


def page(client: Client, unit: Unit, query: str = "") -> str:
    answer = client.get(f"/niem-yet/{unit.code}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def typed(**change: str) -> dict[str, str]:
    return {
        "title": "Nội quy mới",
        "body": "1. Lấy số.",
        "source_document": "",
        "valid_from": "2023-09-11",
    } | change


def test_citizens_read_the_rules_of_the_unit_above_and_whose_they_are(
    office: Office, thu: User, client: Client
) -> None:
    post(office.district, thu, body="Không hút thuốc.")
    html = page(client, office.commune)
    assert "Không hút thuốc." in html
    assert "huyện Bình Lục ban hành" in html


def test_hours_come_from_the_calendar_with_the_days_off_ahead(office: Office, client: Client) -> None:
    with travel(moment("2023-08-28 09:00"), tick=False):
        html = page(client, office.commune)
    assert "07:00–11:30, 13:30–17:00" in html
    assert "04/09/2023" in html


def test_hotlines_can_be_called(office: Office, thu: User, client: Client) -> None:
    post(office.commune, thu, "hotlines", "Đường dây nóng", body="- 0226 3860 105: Lãnh đạo")
    html = page(client, office.commune)
    assert 'href="tel:02263860104"' in html
    assert 'href="tel:02263860105"' in html


def test_commitments_are_a_poster(office: Office, thu: User, client: Client) -> None:
    post(office.commune, thu, "commitments", "Cam kết", body="## 6 biết\n\n- Biết nghe dân nói")
    assert '<span class="poster__figure">6</span>' in page(client, office.commune)


def test_a_day_gone_by_shows_what_held_then(office: Office, thu: User, client: Client) -> None:
    post(office.commune, thu, body="Bản cũ.")
    post(office.commune, thu, body="Bản mới.", starts=TODAY)
    assert "Bản mới." in page(client, office.commune)
    before = page(client, office.commune, "?ngay=2023-09-04")
    assert "Bản cũ." in before
    assert "noindex" in before


@pytest.mark.parametrize("query", ["?ngay=2023-02-31", "?ngay=hom-nay", "?ngay=0001-01-01"])
def test_a_day_that_is_none_is_no_page(office: Office, client: Client, query: str) -> None:
    assert client.get(f"/niem-yet/{office.commune.code}/{query}").status_code == 404


def test_a_unit_that_is_no_more_has_no_page(office: Office, client: Client) -> None:
    Unit.objects.filter(pk=office.commune.pk).update(valid_to=dt.date(2023, 1, 1))
    assert client.get(f"/niem-yet/{office.commune.code}/").status_code == 404


def test_what_somebody_typed_as_html_is_shown_as_typed(office: Office, thu: User, client: Client) -> None:
    post(office.commune, thu, body="<script>alert(1)</script>")
    assert "<script>alert" not in page(client, office.commune)


def test_every_unit_is_listed(office: Office, client: Client) -> None:
    html = client.get("/niem-yet/").content.decode()
    for unit in (office.district, office.commune, office.other_commune):
        assert f"/niem-yet/{unit.code}/" in html


@pytest.mark.parametrize("number", [1, 20])
def test_the_page_of_a_unit_asks_as_little_however_much_is_posted(
    office: Office, thu: User, client: Client, number: int, django_assert_max_num_queries: Any
) -> None:
    for each in range(number):
        post(office.commune, thu, "other", f"Quy định số {each}")
    calendar_for(office.commune)  # read once per process
    with django_assert_max_num_queries(8):
        page(client, office.commune)


def test_a_manager_posts_the_next_rules_after_looking_at_them(office: Office, chi: User, client: Client) -> None:
    signed_in(client, chi)
    address = f"/quan-ly/niem-yet/noi-quy/{office.commune.code}/rules/"
    seen = client.post(address, typed(preview="1"))
    assert "<li>Lấy số.</li>" in seen.content.decode()
    assert not PostedDocument.objects.exists()
    assert client.post(address, typed()).status_code == 302
    document = PostedDocument.objects.get()
    assert (document.unit, document.kind, document.valid_from) == (office.commune, "rules", dt.date(2023, 9, 11))
    assert document.created_by == chi


def test_the_next_version_begins_with_what_is_shown(office: Office, chi: User, thu: User, client: Client) -> None:
    post(office.district, thu, body="Không hút thuốc.")
    html = signed_in(client, chi).get(f"/quan-ly/niem-yet/noi-quy/{office.commune.code}/rules/").content.decode()
    assert "Không hút thuốc." in html


def test_all_faults_are_told_and_nothing_typed_is_lost(office: Office, chi: User, client: Client) -> None:
    signed_in(client, chi)
    answer = client.post(
        f"/quan-ly/niem-yet/noi-quy/{office.commune.code}/rules/", typed(title="", valid_from="1900-01-01")
    )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"title", "valid_from"}
    assert "1. Lấy số." in answer.content.decode()


def test_a_day_the_rules_forbid_stands_at_its_field(office: Office, chi: User, client: Client) -> None:
    post(office.commune, chi)
    answer = signed_in(client, chi).post(
        f"/quan-ly/niem-yet/noi-quy/{office.commune.code}/rules/", typed(valid_from="2023-09-01")
    )
    assert answer.status_code == 422
    assert "valid_from" in answer.context["form"].errors


def test_a_coming_document_is_withdrawn(office: Office, chi: User, client: Client) -> None:
    document = post(office.commune, chi, starts=dt.date(2023, 10, 1))
    answer = signed_in(client, chi).post(f"/quan-ly/niem-yet/noi-quy/{document.pk}/rut/")
    assert answer.status_code == 302
    document.refresh_from_db()
    assert document.withdrawn_at == NOW


def test_what_is_in_force_is_neither_withdrawn_nor_worded_anew(office: Office, chi: User, client: Client) -> None:
    document = post(office.commune, chi)
    signed_in(client, chi)
    assert client.post(f"/quan-ly/niem-yet/noi-quy/{document.pk}/rut/").status_code == 409
    assert client.post(f"/quan-ly/niem-yet/noi-quy/{document.pk}/sua/", typed()).status_code == 409


def test_a_coming_document_is_worded_anew(office: Office, chi: User, client: Client) -> None:
    old = post(office.commune, chi, starts=dt.date(2023, 9, 11))
    signed_in(client, chi).post(f"/quan-ly/niem-yet/noi-quy/{old.pk}/sua/", typed())
    new = PostedDocument.objects.get(withdrawn_at=None)
    assert (new.title, new.valid_from) == ("Nội quy mới", dt.date(2023, 9, 11))


def test_a_document_in_force_is_ended(office: Office, chi: User, client: Client) -> None:
    document = post(office.commune, chi)
    signed_in(client, chi).post(f"/quan-ly/niem-yet/noi-quy/{document.pk}/ket-thuc/", {"last_day": "2023-09-30"})
    document.refresh_from_db()
    assert document.valid_to == dt.date(2023, 9, 30)


def test_a_last_day_gone_by_is_told_at_its_field(office: Office, chi: User, client: Client) -> None:
    document = post(office.commune, chi)
    answer = signed_in(client, chi).post(
        f"/quan-ly/niem-yet/noi-quy/{document.pk}/ket-thuc/", {"last_day": "2023-09-01"}
    )
    assert answer.status_code == 422
    assert "last_day" in answer.context["form"].errors


def test_a_manager_reaches_no_document_of_a_unit_above_or_beside(
    office: Office, chi: User, thu: User, client: Client
) -> None:
    signed_in(client, chi)
    for unit in (office.district, office.other_commune):
        document = post(unit, thu)
        assert client.get(f"/quan-ly/niem-yet/noi-quy/{document.pk}/").status_code == 404
        assert client.post(f"/quan-ly/niem-yet/noi-quy/{document.pk}/rut/").status_code == 404
        assert client.post(f"/quan-ly/niem-yet/noi-quy/{unit.code}/rules/", typed()).status_code == 404


def test_a_manager_reaches_the_units_below(office: Office, thu: User, client: Client) -> None:
    signed_in(client, thu)
    assert client.get(f"/quan-ly/niem-yet/noi-quy/?unit={office.commune.code}").status_code == 200


def test_only_managers_post(office: Office, hoa: User, client: Client) -> None:
    assert signed_in(client, hoa).get("/quan-ly/niem-yet/noi-quy/").status_code == 403


@pytest.mark.parametrize("number", [1, 20])
def test_the_managers_list_asks_as_little_however_much_is_posted(
    office: Office, chi: User, client: Client, number: int, django_assert_max_num_queries: Any
) -> None:
    for each in range(number):
        post(office.commune, chi, "other", f"Quy định số {each}")
    signed_in(client, chi)
    with django_assert_max_num_queries(16):
        client.get("/quan-ly/niem-yet/noi-quy/")


def test_the_counter_chosen_before_stands_first(office: Office, version: Any, client: Client) -> None:
    client.get(f"/thu-tuc/{version.procedure.code}/?don-vi={office.other_commune.code}")
    html = client.get("/niem-yet/").content.decode()
    addresses = [html.index(f'href="/niem-yet/{unit.code}/"') for unit in (office.other_commune, office.district)]
    assert addresses == sorted(addresses)
