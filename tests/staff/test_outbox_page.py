"""The outbox page: the manager sees each message of the own units, and sends a failed one again."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff.models import AuditEntry, Message, SweepRun, Unit, User
from staff.roles import Role
from tests.people import Office, make_official, moment

pytestmark = pytest.mark.django_db
LIST = reverse("staff:outbox")


def write(unit: Unit, key: str = "K7M2-9QTD-4XHB:received:once", **given: Any) -> Message:
    at = given.pop("at", "2023-08-29 09:30")
    values = {
        "event": "received",
        "recipient": "lan@example.com",
        "subject": "Hồ sơ đã được tiếp nhận",
        "body": "Kính gửi bà Lan,\n\nHẹn trả ngày 05/09/2023.",
        "reference": "H25.12.02-230829-0001",
        **given,
    }
    with time_machine.travel(moment(at), tick=False):
        return Message.objects.create(key=key, unit=unit, **values)


@pytest.fixture
def thus_page(client: Client, thu: User) -> Client:
    """Thu, manager at the district, is signed in."""
    client.force_login(thu)
    return client


def keys(response: Any) -> list[str]:
    return [line.message.key for line in response.context["lines"]]


def page(message: Message) -> str:
    return reverse("staff:outbox_message", args=[message.pk])


def test_a_stranger_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get(LIST).status_code == 302


@pytest.mark.parametrize("person", ["lan", "hoa", "minh", "hai"])
def test_other_roles_may_not_open_it(client: Client, person: str, request: pytest.FixtureRequest) -> None:
    client.force_login(request.getfixturevalue(person))

    assert client.get(LIST).status_code == 403


def test_a_manager_sees_own_units_and_those_below_newest_first(thus_page: Client, office: Office) -> None:
    write(office.commune, "commune", at="2023-08-29 09:30")
    write(office.district, "district", at="2023-08-29 10:30")
    write(office.province, "province")

    assert keys(thus_page.get(LIST)) == ["district", "commune"]


def test_a_manager_of_a_commune_sees_no_other(client: Client, office: Office) -> None:
    client.force_login(make_official("my", "Đinh Thị My", office.commune, Role.MANAGER))
    write(office.commune, "own")
    other = write(office.other_commune, "other")

    assert keys(client.get(LIST)) == ["own"]
    assert client.get(page(other)).status_code == 404
    assert client.post(reverse("staff:resend_message", args=[other.pk]), {"confirm": "on"}).status_code == 404


def test_an_it_officer_sees_it_too(client: Client, office: Office) -> None:
    client.force_login(make_official("it", "Hồ Văn An", office.district, Role.ADMIN))
    write(office.commune)

    assert len(keys(client.get(LIST))) == 1


def test_the_list_masks_the_recipient(thus_page: Client, office: Office) -> None:
    write(office.commune)

    text = thus_page.get(LIST).content.decode()
    assert "lan@example.com" not in text
    assert "l***@example.com" in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"state": "dead"}, ["B"]),
        ({"event": "digest"}, ["B"]),
        ({"since": "2023-08-30"}, ["B"]),
        ({"until": "2023-08-29"}, ["A"]),
        ({"since": "2023-08-29", "until": "2023-08-30"}, ["B", "A"]),
        ({"q": "h25.12.02-230829-0001"}, ["A"]),
        ({"q": " MINH@ "}, ["B"]),
        ({"q": "0001"}, []),
        ({"q": "A"}, ["B", "A"]),
        ({}, ["B", "A"]),
    ],
)
def test_filters_and_search(thus_page: Client, office: Office, query: dict[str, str], expected: list[str]) -> None:
    write(office.commune, "A", at="2023-08-29 23:59")
    write(
        office.commune,
        "B",
        at="2023-08-30 00:00",
        state="dead",
        event="digest",
        recipient="minh@binhluc.example",
        reference="H25.12.02-230830-0002",
    )

    assert keys(thus_page.get(LIST, query)) == expected


def test_a_reference_finds_messages_written_under_the_later_code(thus_page: Client, office: Office) -> None:
    write(office.commune)

    assert len(keys(thus_page.get(LIST, {"q": "k7m2-9qtd-4xhb"}))) == 1


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"state": "lost"}, "state"),
        ({"event": "x"}, "event"),
        ({"since": "hôm qua"}, "since"),
        ({"since": "2023-08-30", "until": "2023-08-29"}, "until"),
        ({"q": "x" * 101}, "q"),
    ],
)
def test_a_filter_that_cannot_be_read_is_named(
    thus_page: Client, office: Office, query: dict[str, str], field: str
) -> None:
    response = thus_page.get(LIST, query)

    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert query[field] in response.content.decode()


def test_pages_have_25_lines_and_keep_the_filter(thus_page: Client, office: Office) -> None:
    for number in range(26):
        write(office.commune, f"key-{number:02}")

    first = thus_page.get(LIST, {"state": "queued"})
    second = thus_page.get(LIST, {"state": "queued", "page": "2"})

    assert (len(keys(first)), len(keys(second))) == (25, 1)
    assert "state=queued&amp;page=2" in first.content.decode()


def test_the_list_costs_the_same_for_1_and_20(thus_page: Client, office: Office) -> None:
    write(office.commune, "first")
    with CaptureQueriesContext(connection) as one:
        thus_page.get(LIST)
    for number in range(19):
        write(office.commune, f"key-{number}")
    with CaptureQueriesContext(connection) as twenty:
        thus_page.get(LIST)

    assert len(one) == len(twenty)


def test_the_page_of_a_message_shows_text_and_address_and_notes_who_looked(
    thus_page: Client, thu: User, office: Office
) -> None:
    message = write(office.commune)

    text = thus_page.get(page(message)).content.decode()

    assert "Hẹn trả ngày 05/09/2023." in text
    assert "lan@example.com" in text
    entry = AuditEntry.objects.get(action="message.viewed")
    assert (entry.actor, entry.target) == (thu, message.key)


def test_the_text_of_a_message_is_not_markup(thus_page: Client, office: Office) -> None:
    message = write(office.commune, body="<script>alert(1)</script>")

    assert "<script>alert(1)" not in thus_page.get(page(message)).content.decode()


@pytest.mark.parametrize("state", ["failed", "dead"])
def test_a_message_that_failed_is_sent_again(thus_page: Client, office: Office, state: str) -> None:
    message = write(office.commune, state=state, attempts=8)

    response = thus_page.post(reverse("staff:resend_message", args=[message.pk]), {"confirm": "on"})

    assert response.status_code == 302
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("queued", 0)
    assert AuditEntry.objects.filter(action="message.resent", target=message.key).exists()


def test_sending_again_must_be_meant(thus_page: Client, office: Office) -> None:
    message = write(office.commune, state="dead")

    response = thus_page.post(reverse("staff:resend_message", args=[message.pk]))

    assert response.status_code == 400
    assert "confirm" in response.context["form"].errors
    message.refresh_from_db()
    assert message.state == "dead"


@pytest.mark.parametrize("state", ["queued", "sending", "sent", "cancelled"])
def test_what_did_not_fail_cannot_be_sent_again(thus_page: Client, office: Office, state: str) -> None:
    message = write(office.commune, state=state, sent_at=moment("2023-08-29 09:31"))

    response = thus_page.post(reverse("staff:resend_message", args=[message.pk]), {"confirm": "on"})

    assert response.status_code == 409
    assert message.get_state_display() in response.context["fault"]
    message.refresh_from_db()
    assert message.state == state


def test_sending_again_is_never_a_link(thus_page: Client, office: Office) -> None:
    message = write(office.commune, state="dead")

    assert thus_page.get(reverse("staff:resend_message", args=[message.pk])).status_code == 405


@pytest.mark.parametrize(("now", "warned"), [("2023-08-29 09:34", False), ("2023-08-29 09:36", True)])
def test_a_worker_that_stands_still_is_noticed(thus_page: Client, now: str, warned: bool) -> None:
    SweepRun.objects.create(name="outbox", last_started=moment("2023-08-29 09:30"))

    with time_machine.travel(moment(now), tick=False):
        response = thus_page.get(LIST)

    assert ("notice--care" in response.content.decode()) is warned


def test_an_empty_outbox_says_so(thus_page: Client) -> None:
    assert 'class="empty"' in thus_page.get(LIST).content.decode()


@pytest.mark.parametrize("wanted", [{"until": "9999-12-31"}, {"since": "0001-01-01"}])
def test_a_day_no_clock_can_work_with_is_named(thus_page: Client, wanted: dict[str, str]) -> None:
    answer = thus_page.get(LIST, wanted)

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == list(wanted)
