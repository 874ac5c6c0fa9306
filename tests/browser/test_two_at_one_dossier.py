"""Two clerks at one dossier: they see each other, one act counts, and the other loses nothing that was typed."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from dossiers.models import Dossier, DossierEvent
from dossiers.workflow import Action, State
from staff.models import User
from staff.roles import Role
from tests.browser.conftest import Desks
from tests.browser.hands import say
from tests.people import MakeDossier, Office, make_official

#: Where a correction leads, with its paper to print; afterwards the address may lose the paper again.
_IS_CORRECTED = re.compile(r"/mot-cua/ho-so/[^/]+/(\?in=01)?$")

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


@pytest.fixture
def mai(office: Office) -> User:
    return make_official("mai", "Phan Thị Mai", office.commune, Role.CLERK)


def _opened(desks: Desks, person: User, dossier: Dossier, page: str = "counter_dossier") -> Page:
    opened = desks.open(person)
    opened.goto(reverse(f"dossiers:{page}", args=[dossier.code]))
    return opened


def test_they_see_each_other_and_what_the_other_changed(
    desks: Desks, received: MakeDossier, hoa: User, mai: User
) -> None:
    dossier = received()
    first = _opened(desks, hoa, dossier)
    second = _opened(desks, mai, dossier, "correct_reception")
    expect(second.locator("[data-presence-others]")).to_contain_text("Trần Thị Hoa")

    second.locator("[name=phone]").fill("0987 654 321")
    second.locator("[name=reason]").fill("Nhập nhầm số điện thoại.")
    second.keyboard.press("F8")
    second.wait_for_url(_IS_CORRECTED)

    changed = first.locator("[data-presence-changed]")
    expect(changed).to_be_visible(timeout=20_000)
    expect(changed).to_contain_text("0912345678 → 0987654321")
    expect(first.locator("[data-presence-others]")).to_contain_text("Phan Thị Mai")


def test_the_second_save_is_refused_with_what_changed_and_keeps_what_was_typed(
    desks: Desks, received: MakeDossier, hoa: User, mai: User
) -> None:
    dossier = received()
    pages = [_opened(desks, person, dossier, "correct_reception") for person in (hoa, mai)]
    for page, name in zip(pages, ("Nguyễn Thị Lành", "Nguyễn Thị Lánh"), strict=True):
        page.locator("[name=applicant_name]").fill(name)
        page.locator("[name=reason]").fill("Họ tên trên căn cước khác.")
    pages[0].keyboard.press("F8")
    pages[0].wait_for_url(_IS_CORRECTED)
    pages[1].keyboard.press("F8")

    expect(pages[1].locator(".timeline")).to_contain_text("Nguyễn Thị Lan → Nguyễn Thị Lành")
    expect(pages[1].locator(".typed").first).to_have_text("Nguyễn Thị Lánh")
    assert Dossier.objects.get().applicant_name == "Nguyễn Thị Lành"


def test_of_two_who_forward_at_once_one_does(desks: Desks, received: MakeDossier, hoa: User, mai: User) -> None:
    dossier = received()
    pages = [_opened(desks, person, dossier) for person in (hoa, mai)]
    for page in pages:
        # sent without waiting for the answer, so that both are on their way together
        page.evaluate(
            """() => {
                window.isBefore = true;
                document.querySelector("form[action$='/forward/']").requestSubmit();
            }"""
        )
    for page in pages:
        page.wait_for_function("() => !window.isBefore && document.readyState === 'complete'")
    refused = [page for page in pages if page.get_by_text(say("What happened meanwhile")).count()]
    assert len(refused) == 1
    assert DossierEvent.objects.filter(action=Action.FORWARD.value).count() == 1
    assert Dossier.objects.get().state == State.PROCESSING


def test_a_list_is_worked_through_by_keyboard(desks: Desks, received: MakeDossier, hoa: User) -> None:
    dossiers = [received("2023-08-29 08:00"), received("2023-08-29 08:10")]
    page = desks.open(hoa)
    page.goto(f"{reverse('dossiers:counter')}?tab=today")
    for position in (0, 1):
        page.keyboard.press("j")
        expect(page.locator("[data-list-rows] th a").nth(position)).to_be_focused()
        page.keyboard.press("x")
        expect(page.locator("[name=chosen]").nth(position)).to_be_checked()
    expect(page.locator("[data-batch-count]")).to_have_text("2")
    page.keyboard.press("Alt+c")
    page.wait_for_url(f"**{reverse('dossiers:batch')}")  # the scripts that hear keys are there
    expect(page.locator("h1")).to_contain_text("2")
    page.keyboard.press("Alt+1")
    expect(page.locator(".outcomes li")).to_have_count(2)
    assert set(Dossier.objects.values_list("state", flat=True)) == {State.PROCESSING.value}
    assert len(dossiers) == 2


def test_numbers_on_the_tabs_follow_without_a_reload(desks: Desks, received: MakeDossier, hoa: User) -> None:
    page = desks.open(hoa)
    page.clock.install()
    page.goto(f"{reverse('dossiers:counter')}?tab=today")
    expect(page.locator('[data-lane="today"]')).to_have_text("0")
    received("2023-08-29 09:00")
    page.clock.fast_forward(16_000)
    expect(page.locator('[data-lane="today"]')).to_have_text("1")
    expect(page.locator("[data-list-changed]")).to_be_visible()
