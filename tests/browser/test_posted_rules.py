"""Rules from the manager's desk to an old telephone; a pinned notice is put away and nothing typed is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from procedures.board.notice_acts import Notice, write
from procedures.models import Announcement, PostedDocument
from staff.models import User
from tests.browser.checks import faults
from tests.browser.conftest import PHONE, Desks
from tests.browser.hands import agree, press, say, title
from tests.people import Office, moment

pytestmark = [pytest.mark.browser, pytest.mark.postgres]

_MAINTENANCE = "Bảo trì hệ thống tối thứ Sáu"


@pytest.fixture
def maintenance(office: Office, thu: User) -> Announcement:
    notice = Notice(
        kind="maintenance",
        title=_MAINTENANCE,
        shown_from=moment("2023-08-28 08:00"),
        begins_at=moment("2023-09-08 20:00"),
        is_pinned=True,
    )
    return write(unit=office.district, notice=notice, by=thu, at=moment("2023-08-28 08:00"))


def test_a_manager_posts_commitments_and_a_citizen_of_the_commune_reads_them(
    desks: Desks, office: Office, thu: User
) -> None:
    manager = desks.open(thu)
    manager.goto(reverse("procedures:posted_rules"))
    manager.get_by_role("link", name="6 biết – 5 không – 3 thể hiện").click()
    manager.locator("[name=body]").fill("6 biết")
    manager.get_by_role("button", name=say("Heading")).click()
    manager.locator("[name=body]").press_sequentially("\n\nBiết nghe dân nói. Gọi 0226 3860 000.")
    manager.locator("[name=valid_from]").fill("2023-08-29")
    press(manager, "Preview")
    expect(manager.locator(".poster__figure")).to_have_text("6")
    assert faults(manager) == []
    assert not PostedDocument.objects.exists()

    press(manager, "Post")
    agree(manager)

    expect(manager.get_by_text(say("Posted from %(day)s on.", day="29/08/2023"))).to_be_visible()
    document = PostedDocument.objects.get()
    assert (document.unit, document.valid_from) == (office.district, dt.date(2023, 8, 29))

    citizen = desks.open(screen=PHONE, scripts=False)
    citizen.goto(reverse("procedures:posting_units"))
    citizen.get_by_role("link", name=office.commune.name, exact=True).click()
    expect(title(citizen)).to_have_text(office.commune.name)
    expect(citizen.locator(".poster__card")).to_contain_text("Biết nghe dân nói.")
    expect(citizen.locator(".poster__card").get_by_role("link")).to_have_attribute("href", "tel:02263860000")


def test_putting_a_notice_away_loses_nothing_typed(desks: Desks, maintenance: Announcement) -> None:
    page = desks.open(screen=PHONE)
    page.goto(reverse("procedures:home"))
    page.locator("#track-code").fill("H25.12")
    assert faults(page) == []

    page.get_by_role("button", name=_MAINTENANCE).click()

    expect(page.get_by_text(_MAINTENANCE)).to_have_count(0)
    expect(page.locator("#track-code")).to_have_value("H25.12")
    page.goto(reverse("procedures:catalogue"))
    expect(page.get_by_text(_MAINTENANCE)).to_have_count(0)


def test_a_notice_is_put_away_without_scripts(desks: Desks, maintenance: Announcement) -> None:
    page = desks.open(screen=PHONE, scripts=False)
    page.goto(reverse("procedures:catalogue"))
    page.get_by_role("button", name=_MAINTENANCE).click()
    expect(page).to_have_url(f"{desks.address}{reverse('procedures:catalogue')}")
    expect(page.get_by_text(_MAINTENANCE)).to_have_count(0)


def test_a_notice_ended_by_mistake_is_brought_back(desks: Desks, thu: User, maintenance: Announcement) -> None:
    page = desks.open(thu)
    page.goto(reverse("procedures:announcements"))
    page.get_by_role("button", name=say("End now")).click()
    page.get_by_role("button", name=say("Undo")).click()
    expect(page.get_by_text(say("It is shown again."))).to_be_visible()
    maintenance.refresh_from_db()
    assert maintenance.shown_to is None
