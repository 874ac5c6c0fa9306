"""Announcements: shown from and to, pinned on public pages until put away, ended with undo, followed by RSS."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from procedures.board.notice_acts import Notice, NoticeMoment, end_now, remove, write
from procedures.models import Announcement
from staff.device_links import device_token
from staff.models import AuditEntry, Unit, User
from staff.roles import Role
from tests.people import PASSWORD, Office, make_official, moment

NOW = moment("2023-09-05 09:00")
HOUR = dt.timedelta(hours=1)
TITLE = "Bảo trì hệ thống tối thứ Sáu"


@pytest.fixture
def clock() -> Any:
    with travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def chi(office: Office) -> User:
    """The manager of the commune."""
    return make_official("chi", "Ngô Thị Chi", office.commune, Role.MANAGER)


def signed_in(client: Client, user: User) -> Client:
    assert client.login(username=user.username, password=PASSWORD)
    return client


def announce(unit: Unit, by: User, title: str = TITLE, **given: Any) -> Announcement:
    given.setdefault("shown_from", NOW - HOUR)
    given.setdefault("kind", "news")
    return write(unit=unit, notice=Notice(title=title, **given), by=by, at=NOW)


def html_of(client: Client, address: str = "/tin-tuc/") -> str:
    return client.get(address).content.decode()


def typed(**change: str) -> dict[str, str]:
    usual = {"kind": "news", "title": TITLE, "body": "Nội dung.", "shown_from": "2023-09-05T08:00"}
    return usual | change


@pytest.mark.parametrize(
    ("shown_from", "shown_to", "is_listed"),
    [
        (NOW - HOUR, None, True),
        (NOW - HOUR, NOW + HOUR, True),
        (NOW + HOUR, None, False),
        (NOW - 2 * HOUR, NOW - HOUR, False),
        (NOW - HOUR, NOW, False),
    ],
)
def test_an_announcement_is_shown_from_and_to(
    office: Office, thu: User, client: Client, clock: Any, shown_from: Any, shown_to: Any, is_listed: bool
) -> None:
    row = announce(office.district, thu, shown_from=shown_from, shown_to=shown_to)
    assert (TITLE in html_of(client)) is is_listed
    assert (TITLE in html_of(client, "/tin-tuc/rss/")) is is_listed
    assert client.get(f"/tin-tuc/{row.pk}/").status_code == (200 if is_listed else 404)


def test_the_hours_of_a_maintenance_stand_beside_its_title(
    office: Office, thu: User, client: Client, clock: Any
) -> None:
    announce(
        office.district,
        thu,
        kind="maintenance",
        begins_at=moment("2023-09-08 20:00"),
        ends_at=moment("2023-09-08 22:00"),
    )
    assert "20:00–22:00 08/09/2023" in html_of(client)


def test_the_feed_is_rss_with_whole_addresses(office: Office, thu: User, client: Client, clock: Any) -> None:
    row = announce(office.district, thu, body="**Đậm**")
    answer = client.get("/tin-tuc/rss/")
    assert answer["Content-Type"].startswith("application/rss+xml")
    text = answer.content.decode()
    assert f"http://testserver/tin-tuc/{row.pk}/" in text
    assert "&lt;strong&gt;Đậm&lt;/strong&gt;" in text


def test_a_reader_that_has_the_feed_is_sent_nothing_until_it_changes(
    office: Office, thu: User, client: Client, clock: Any
) -> None:
    row = announce(office.district, thu)
    tag = client.get("/tin-tuc/rss/")["ETag"]
    assert client.get("/tin-tuc/rss/", headers={"If-None-Match": tag}).status_code == 304
    type(row).objects.filter(pk=row.pk).update(body="Đã sửa.")
    assert client.get("/tin-tuc/rss/", headers={"If-None-Match": tag}).status_code == 200


def test_what_the_unit_of_the_site_pins_stands_on_each_public_page(
    office: Office, thu: User, client: Client, clock: Any
) -> None:
    announce(office.district, thu, is_pinned=True)
    for address in ("/", "/thu-tuc/", "/tra-cuu/", f"/niem-yet/{office.commune.code}/"):
        assert TITLE in html_of(client, address), address


def test_many_notices_of_other_units_push_none_of_ours_out(
    office: Office, thu: User, client: Client, clock: Any
) -> None:
    announce(office.district, thu, is_pinned=True, shown_from=NOW - 2 * HOUR)
    for number in range(30):
        announce(office.other_commune, thu, f"Tin xã bên {number}", is_pinned=True)
    assert TITLE in html_of(client, "/thu-tuc/")


def test_what_is_not_pinned_stands_on_no_other_page(office: Office, thu: User, client: Client, clock: Any) -> None:
    announce(office.district, thu)
    assert TITLE not in html_of(client, "/thu-tuc/")


def test_what_another_office_pins_stands_on_its_own_pages_only(
    office: Office, thu: User, client: Client, clock: Any
) -> None:
    announce(office.commune, thu, is_pinned=True)
    assert TITLE in html_of(client, f"/niem-yet/{office.commune.code}/")
    assert TITLE not in html_of(client, f"/niem-yet/{office.other_commune.code}/")
    assert TITLE not in html_of(client, "/thu-tuc/")


def test_a_warning_goes_before_news(office: Office, thu: User, client: Client, clock: Any) -> None:
    announce(office.district, thu, "Cảnh báo lũ", kind="warning", is_pinned=True, shown_from=NOW - 5 * HOUR)
    announce(office.district, thu, "Tin mới", is_pinned=True)
    html = html_of(client, "/thu-tuc/")
    assert html.index("Cảnh báo lũ") < html.index("Tin mới")


def test_a_reader_puts_a_notice_away_and_goes_on_where_they_were(
    office: Office, thu: User, client: Client, clock: Any
) -> None:
    row = announce(office.district, thu, is_pinned=True)
    answer = client.post(f"/tin-tuc/{row.pk}/an/", {"next": "/thu-tuc/?q=khai"})
    assert answer["Location"] == "/thu-tuc/?q=khai"
    assert TITLE not in html_of(client, "/thu-tuc/")
    assert TITLE in html_of(Client(), "/thu-tuc/")


def test_a_changed_notice_is_shown_again(office: Office, thu: User, client: Client, clock: Any) -> None:
    row = announce(office.district, thu, is_pinned=True)
    client.post(f"/tin-tuc/{row.pk}/an/", {"next": "/"})
    Announcement.objects.filter(pk=row.pk).update(updated_at=NOW + HOUR)
    clock.shift(2 * HOUR)
    assert TITLE in html_of(client, "/thu-tuc/")


def test_putting_away_leads_to_no_other_site(office: Office, thu: User, client: Client, clock: Any) -> None:
    row = announce(office.district, thu, is_pinned=True)
    answer = client.post(f"/tin-tuc/{row.pk}/an/", {"next": "https://vi-du.example/"})
    assert answer["Location"] == "/tin-tuc/"


@pytest.mark.parametrize("cookie", ["", "x", "1-2-3", "1-1." * 500, "<script>"])
def test_a_cookie_with_anything_else_hides_nothing(
    office: Office, thu: User, client: Client, clock: Any, cookie: str
) -> None:
    announce(office.district, thu, is_pinned=True)
    client.cookies["hidden_notices"] = cookie
    assert TITLE in html_of(client, "/thu-tuc/")


def test_a_manager_looks_first_and_then_announces(office: Office, chi: User, client: Client, clock: Any) -> None:
    signed_in(client, chi)
    assert "<p>Nội dung.</p>" in client.post("/quan-ly/tin-tuc/moi/", typed(preview="1")).content.decode()
    assert not Announcement.objects.exists()
    assert client.post("/quan-ly/tin-tuc/moi/", typed()).status_code == 302
    row = Announcement.objects.get()
    assert (row.unit, row.created_by, row.shown_from) == (office.commune, chi, moment("2023-09-05 08:00"))


def test_a_manager_of_several_units_chooses_whose_it_is(
    office: Office, thu: User, client: Client, clock: Any
) -> None:
    signed_in(client, thu).post("/quan-ly/tin-tuc/moi/", typed(unit=office.commune.code))
    assert Announcement.objects.get().unit == office.commune


def test_maintenance_says_when(office: Office, chi: User, client: Client, clock: Any) -> None:
    answer = signed_in(client, chi).post("/quan-ly/tin-tuc/moi/", typed(kind="maintenance"))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["begins_at"]


def test_all_faults_are_told_at_once(office: Office, chi: User, client: Client, clock: Any) -> None:
    wrong = typed(title="", ends_at="2023-09-08T20:00", shown_to="2023-09-01T08:00")
    answer = signed_in(client, chi).post("/quan-ly/tin-tuc/moi/", wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"title", "begins_at", "shown_to"}


def test_what_is_over_is_no_longer_shown_by_itself(office: Office, chi: User, client: Client, clock: Any) -> None:
    planned = typed(kind="maintenance", begins_at="2023-09-08T20:00", ends_at="2023-09-08T22:00")
    signed_in(client, chi).post("/quan-ly/tin-tuc/moi/", planned)
    assert Announcement.objects.get().shown_to == moment("2023-09-08 22:00")


def test_ending_takes_it_off_and_undo_brings_it_back(
    office: Office, chi: User, client: Client, clock: Any
) -> None:
    row = announce(office.commune, chi, shown_to=NOW + HOUR)
    signed_in(client, chi).post(f"/quan-ly/tin-tuc/{row.pk}/go/")
    assert TITLE not in html_of(Client())
    html = html_of(client, "/quan-ly/tin-tuc/")
    undo = html.split('action="/quan-ly/tin-tuc/mo-lai/')[1].split('"')[0]
    assert client.post(f"/quan-ly/tin-tuc/mo-lai/{undo}").status_code == 302
    row.refresh_from_db()
    assert row.shown_to == NOW + HOUR


def test_undo_comes_too_late_after_a_while(office: Office, chi: User, client: Client, clock: Any) -> None:
    row = announce(office.commune, chi)
    signed_in(client, chi).post(f"/quan-ly/tin-tuc/{row.pk}/go/")
    undo = html_of(client, "/quan-ly/tin-tuc/").split('action="/quan-ly/tin-tuc/mo-lai/')[1].split('"')[0]
    clock.shift(dt.timedelta(seconds=60))
    assert client.post(f"/quan-ly/tin-tuc/mo-lai/{undo}").status_code == 409


def test_undo_by_a_made_up_address_is_no_page(office: Office, chi: User, client: Client, clock: Any) -> None:
    assert signed_in(client, chi).post("/quan-ly/tin-tuc/mo-lai/abc/").status_code == 404


def test_what_was_never_shown_is_removed(office: Office, chi: User) -> None:
    remove(announcement=announce(office.commune, chi, shown_from=NOW + HOUR), by=chi, at=NOW)
    assert not Announcement.objects.exists()


def test_what_was_shown_is_not_removed(office: Office, chi: User) -> None:
    with pytest.raises(NoticeMoment):
        remove(announcement=announce(office.commune, chi), by=chi, at=NOW)


def test_what_is_not_shown_is_not_ended(office: Office, chi: User) -> None:
    with pytest.raises(NoticeMoment):
        end_now(announcement=announce(office.commune, chi, shown_from=NOW + HOUR), by=chi, at=NOW)


def test_every_act_stands_in_the_security_trail(office: Office, chi: User) -> None:
    end_now(announcement=announce(office.commune, chi), by=chi, at=NOW)
    acts = AuditEntry.objects.filter(actor=chi).order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["announcement.written", "announcement.ended"]


def test_a_manager_reaches_no_announcement_of_another_unit(
    office: Office, chi: User, thu: User, client: Client, clock: Any
) -> None:
    row = announce(office.district, thu)
    signed_in(client, chi)
    assert client.get(f"/quan-ly/tin-tuc/{row.pk}/").status_code == 404
    assert client.post(f"/quan-ly/tin-tuc/{row.pk}/go/").status_code == 404


def test_only_managers_announce(office: Office, hoa: User, client: Client) -> None:
    assert signed_in(client, hoa).get("/quan-ly/tin-tuc/moi/").status_code == 403


@pytest.mark.parametrize("number", [1, 20])
def test_lists_ask_as_little_however_many_there_are(
    office: Office, chi: User, client: Client, clock: Any, number: int, django_assert_max_num_queries: Any
) -> None:
    for each in range(number):
        announce(office.commune, chi, f"Tin số {each}")
    with django_assert_max_num_queries(6):
        client.get("/tin-tuc/")
    with django_assert_max_num_queries(2):
        client.get("/tin-tuc/rss/")
    signed_in(client, chi)
    with django_assert_max_num_queries(14):
        client.get("/quan-ly/tin-tuc/")


def test_the_kiosk_of_a_counter_shows_what_it_and_the_unit_above_pin(
    office: Office, thu: User, client: Client, clock: Any
) -> None:
    announce(office.district, thu, "Bảo trì", is_pinned=True)
    announce(office.commune, thu, "Sáng thứ Bảy trả kết quả", is_pinned=True)
    announce(office.other_commune, thu, "Việc của xã khác", is_pinned=True)
    html = html_of(client, reverse("dossiers:kiosk", args=[device_token("kiosk", office.commune.pk)]))
    assert "Bảo trì" in html
    assert "Sáng thứ Bảy trả kết quả" in html
    assert "Việc của xã khác" not in html
