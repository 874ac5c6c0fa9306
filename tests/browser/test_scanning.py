"""A scanner at the counter: whatever field has the focus, a card fills the sheet, a code opens its page."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from dossiers.models import Ticket
from dossiers.scanning import TEST_TEXT
from dossiers.services import decision, queue
from procedures.bring.bring_card import write_card
from procedures.models import Desk, ProcedureVersion
from staff.models import User
from tests.browser.checks import faults
from tests.browser.conftest import Desks
from tests.browser.hands import cut_off, say, scan
from tests.browser.typist import SCRIPTS_RUN
from tests.dossiers import scanned
from tests.dossiers.scanned import CARD, in_code_page, under_layout, with_caps_lock
from tests.people import SINCE, MakeDossier, Office, moment

pytestmark = [pytest.mark.browser, pytest.mark.postgres]

NO_LINE = "No connection to the server. The scan stands in the box; press Enter to try again."
_NAME = "[name=applicant_name]"


def page_of(desks: Desks, person: User, address: str, *, without: str = "") -> Page:
    """The page, once its scripts run; the line to the addresses `without` is down."""
    page = desks.open(person)
    if without:
        cut_off(page, without)
    page.goto(address)
    page.wait_for_function(SCRIPTS_RUN)
    return page


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(in_code_page(CARD, "cp1258"), id="wrong code page"),
        pytest.param(scanned.TELEX, id="Telex keys"),
        pytest.param(scanned.VNI, id="VNI keys"),
        pytest.param(under_layout(CARD, "vietnamese"), id="Vietnamese layout"),
        pytest.param(under_layout(CARD, "french"), id="French layout"),
        pytest.param(with_caps_lock(CARD), id="Caps Lock"),
    ],
)
def test_a_card_mangled_on_its_way_fills_the_sheet_all_the_same(desks: Desks, hoa: User, text: str) -> None:
    page = page_of(desks, hoa, reverse("dossiers:counter_pick"))
    page.locator("#pick-q").focus()

    scan(page, text)

    expect(page.locator(_NAME)).to_have_value("Nguyễn Văn An")
    expect(page.locator("[name=identity_number]")).to_have_value("035085001234")
    expect(page.locator("#pick-q")).to_have_value("")


def test_a_card_whose_letters_were_lost_asks_for_the_name(desks: Desks, hoa: User) -> None:
    page = page_of(desks, hoa, reverse("dossiers:counter"))

    scan(page, scanned.without_accented_letters(CARD, "?"))

    page.wait_for_url(f"**{reverse('dossiers:counter_pick')}")
    expect(page.locator("[name=identity_number]")).to_have_value("035085001234")
    expect(page.locator(_NAME)).to_have_value("")
    expect(
        page.get_by_text(
            say("The letters with marks were lost. Number and dates stand; type the name from the card.")
        ).first
    ).to_be_visible()


def test_a_receipt_opens_its_dossier_from_anywhere(desks: Desks, hoa: User, received: MakeDossier) -> None:
    dossier = received()
    page = page_of(desks, hoa, reverse("dossiers:fees"))

    scan(page, f"https://motcua.example.vn/tra-cuu/?code={dossier.code}")

    page.wait_for_url(f"**{reverse('dossiers:counter_dossier', args=[dossier.code])}")


def test_a_scan_into_a_field_leaves_what_it_held_and_a_begun_form_is_not_left(
    desks: Desks, hoa: User, received: MakeDossier
) -> None:
    dossier = received()
    page = page_of(desks, hoa, reverse("dossiers:counter_intake", args=[dossier.version.procedure.code]))
    page.locator("[name=address]").fill("Thôn 3")

    scan(page, dossier.code or "")

    link = page.locator("[data-scan-said]").get_by_role("link", name=say("Open"))
    expect(link).to_be_focused()
    expect(page.locator("[name=address]")).to_have_value("Thôn 3")


def test_a_person_who_types_and_presses_enter_is_no_scanner(desks: Desks, hoa: User) -> None:
    page = page_of(desks, hoa, reverse("dossiers:counter"))
    page.keyboard.press("F2")

    page.keyboard.type("0912345678", delay=70)
    page.keyboard.press("Enter")

    page.wait_for_url("**/mot-cua/?q=0912345678")


def test_a_key_held_down_is_no_scanner(desks: Desks, hoa: User) -> None:
    page = page_of(desks, hoa, reverse("dossiers:fees"))
    page.locator("#fees-q").focus()

    for _press in range(12):
        page.keyboard.down("0")
    page.keyboard.up("0")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{reverse('dossiers:fees')}?q=000000000000")


def test_a_healthy_scanner_is_told_so(desks: Desks, hoa: User) -> None:
    page = page_of(desks, hoa, reverse("dossiers:scan_test"))
    page.locator("main [name=text]").focus()

    scan(page, TEST_TEXT)

    expect(page.get_by_text(say("Everything arrived as it stands on the card."))).to_be_visible()
    assert faults(page) == []


def test_the_sheet_of_keys_opens_and_closes_by_key(desks: Desks, hoa: User) -> None:
    page = page_of(desks, hoa, reverse("dossiers:fees"))

    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name=say("Keys on this page"))
    expect(sheet).to_contain_text("F4")
    assert faults(page) == []
    page.keyboard.press("Escape")

    expect(sheet).to_be_hidden()


def test_a_scan_is_never_taken_for_commands(desks: Desks, hoa: User, received: MakeDossier) -> None:
    dossier = received()
    page = page_of(desks, hoa, reverse("dossiers:fees"))

    page.keyboard.type(f"/?{dossier.code}")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("[data-scan-field]")).not_to_be_focused()


def test_the_line_lost_leaves_the_scan_in_the_box(desks: Desks, hoa: User, received: MakeDossier) -> None:
    dossier = received()
    page = page_of(desks, hoa, reverse("dossiers:fees"), without="**/api/v1/scans/")

    scan(page, dossier.code or "")

    expect(page.locator("[data-scan-said]")).to_contain_text(say(NO_LINE))
    expect(page.locator("[data-scan-field]")).to_have_value(dossier.code or "")
    desks.complaints()  # the browser reports the line we cut ourselves


def test_a_ready_to_bring_card_ticks_its_papers(desks: Desks, hoa: User, version: ProcedureVersion) -> None:
    page = page_of(desks, hoa, reverse("dossiers:counter"))

    scan(page, f"https://motcua.example.vn{write_card(version.procedure.code, [1, 3])}")

    page.wait_for_url(f"**{reverse('dossiers:counter_intake', args=[version.procedure.code])}?co=1-3")
    papers = page.locator("[data-paper]")
    expect(papers.nth(0)).to_be_checked()
    expect(papers.nth(1)).not_to_be_checked()
    expect(papers.nth(2)).to_be_checked()


def test_a_queue_ticket_is_served_at_the_desk(desks: Desks, hoa: User, office: Office) -> None:
    place = Desk.objects.create(unit=office.commune, number=1, valid_from=SINCE)
    ticket = queue.issue(unit=office.commune, service="receive", at=moment("2023-08-29 09:00"))
    page = page_of(desks, hoa, reverse("dossiers:queue_desk"))
    page.select_option("[name=desk]", str(place.pk))
    page.click("main button.btn-primary")
    page.wait_for_url(f"**{reverse('dossiers:queue')}")
    page.goto(reverse("dossiers:counter"))
    page.wait_for_function(SCRIPTS_RUN)

    scan(page, f"https://motcua.example.vn/phieu-so/{ticket.token}/")

    page.wait_for_url(f"**{reverse('dossiers:queue')}")
    expect(page.locator(".queue-now__number")).to_have_text(str(ticket))
    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.SERVING


def test_the_receipt_of_a_result_opens_the_hand_over(
    desks: Desks, hoa: User, hai: User, proposed: MakeDossier
) -> None:
    dossier = decision.sign(dossier=proposed("2023-08-24 09:30"), by=hai, at=moment("2023-08-28 09:00"))
    page = page_of(desks, hoa, reverse("dossiers:counter"))

    scan(page, f"https://motcua.example.vn/tra-cuu/?code={dossier.code}")

    page.wait_for_url(f"**{reverse('dossiers:return_result', args=[dossier.code])}?shown=receipt")
    expect(page.locator("[name=proof][value=receipt]")).to_be_checked()
