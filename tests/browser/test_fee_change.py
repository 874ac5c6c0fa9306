"""A manager changes a fee: drafted, seen by a second person, published, and the wall asks for a new sheet."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from procedures.models import Fee, PostedSheet, ProcedureDraft, ProcedureVersion
from procedures.wall import hanging
from staff.models import Message, User
from staff.roles import Role
from tests.browser.checks import faults
from tests.browser.conftest import PHONE, Desks
from tests.browser.hands import agree, press, say
from tests.people import Office, make_official, moment
from tests.staff.test_photos import jpeg

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


@pytest.fixture
def huong(office: Office) -> User:
    """The second manager of the district, who reviews."""
    return make_official("huong", "Ngô Thị Hương", office.district, Role.MANAGER)


@pytest.fixture
def sheet(version: ProcedureVersion, office: Office, thu: User) -> PostedSheet:
    """The procedure hangs in the commune with its fee of 8,000 đồng."""
    Fee.objects.create(version=version, position=1, kind="phi", name="Bản sao", amount=8000, per="bản")
    at = moment("2023-08-29 08:00")
    place = hanging.add_place(unit=office.commune, name="Bảng trước quầy", note="", by=thu)
    about = {"kind": "procedure", "size": "a4", "procedure_id": version.procedure_id}
    sheet = hanging.add_sheet(place=place, by=thu, at=at, **about)
    hanging.print_sheets(sheets=[sheet], by=thu, at=at)
    hanging.confirm_hung(hanging=sheet.hangings.get(), photo=jpeg(), by=thu, at=at)
    return sheet


def draft_the_fee(page: Page, version: ProcedureVersion, amount: str) -> None:
    """From the catalogue to the row of the fee, and back to the whole draft."""
    page.goto(reverse("procedures:manage"))
    page.locator("main").get_by_role("link", name=version.name).click()
    press(page, "Change the procedure")
    page.locator("main").get_by_role("link", name=say("Fees and charges")).click()
    page.locator("[name=fees-0-amount]").fill(amount)
    page.locator(".action-bar").get_by_role("button", name=say("Save"), exact=True).click()
    page.locator(".action-bar").get_by_role("link", name=say("To the draft")).click()


def test_a_fee_goes_from_the_draft_to_the_wall(
    desks: Desks, sheet: PostedSheet, version: ProcedureVersion, office: Office, thu: User, huong: User
) -> None:
    page = desks.open(thu)
    draft_the_fee(page, version, "10.000")
    expect(page.get_by_role("cell", name="10.000 đồng/bản")).to_be_visible()
    assert faults(page) == []
    press(page, "Hand in for review")
    expect(page.get_by_text(say("Handed in for review. A second person now looks through it."))).to_be_visible()

    second = desks.open(huong, screen=PHONE)
    second.goto(reverse("procedures:drafts"))
    second.locator("main").get_by_role("link", name=version.name).click()
    expect(second.locator("del", has_text="8.000 đồng/bản")).to_be_visible()
    assert faults(second) == []
    second.wait_for_load_state()
    press(second, "Publish")
    agree(second)
    expect(second.get_by_role("heading", level=1)).to_have_text(version.name)
    assert ProcedureDraft.objects.get().status == "published"
    assert Message.objects.filter(recipient=thu.email, event="draft").exists()

    page.goto(f"{reverse('procedures:walls')}?unit={office.commune.code}")
    expect(page.locator(".wall-sheet").get_by_text("10.000 đồng").first).to_be_visible()
    assert desks.complaints() == []


def test_rows_are_written_without_scripts(desks: Desks, version: ProcedureVersion, thu: User) -> None:
    page = desks.open(thu, scripts=False)
    page.goto(reverse("procedures:managed", args=[version.procedure.code]))
    press(page, "Change the procedure")
    page.locator("main").get_by_role("link", name=say("Papers")).click()
    press(page, "Add a paper")
    page.locator("[name=papers-3-name]").fill("Giấy chứng sinh")
    page.locator("#row-4").get_by_role("button", name=say("Up")).click()
    draft = ProcedureDraft.objects.get()
    assert [row["name"] for row in draft.entry["papers"]][2] == "Giấy chứng sinh"
    page.get_by_role("button", name=say("Take back")).click()
    draft.refresh_from_db()
    assert draft.entry["papers"][3] == {}


def test_leaving_with_something_unsaved_asks(desks: Desks, version: ProcedureVersion, thu: User) -> None:
    page = desks.open(thu)
    page.goto(reverse("procedures:managed", args=[version.procedure.code]))
    press(page, "Change the procedure")
    page.locator("main").get_by_role("link", name=say("General")).click()
    page.wait_for_load_state()
    page.locator("[name=authority_now]").click()  # browsers ask only those who have touched the page
    page.keyboard.type("UBND cấp xã")
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", stay)
    page.locator(".action-bar").get_by_role("link", name=say("To the draft")).click()
    expect(page.locator("[name=authority_now]")).to_have_value("UBND cấp xã")
    assert asked == ["beforeunload"]
