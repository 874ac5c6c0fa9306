"""What happens when something is wrong: nothing typed is lost, the fault is named, nothing is done twice."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from dossiers.models import Attachment, Dossier
from dossiers.services import processing
from dossiers.workflow import State
from procedures.models import ProcedureVersion
from staff.models import User
from tests.browser.checks import faults
from tests.browser.conftest import PHONE, Desks
from tests.browser.hands import a_file, act, attach, fill_in_applicant, press, say, sign_in, title
from tests.browser.world import World
from tests.people import MakeDossier, moment

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


def test_faults_come_together_take_the_focus_and_lose_nothing(
    desks: Desks, lan: User, version: ProcedureVersion
) -> None:
    page = desks.open(lan, screen=PHONE)
    page.goto(reverse("dossiers:apply", args=[version.procedure.code]))
    page.locator("[name=phone]").fill("12")
    page.locator("[name=request]").fill("Xác nhận để đăng ký kết hôn")
    attach(page, version, a_file("to-khai.pdf", b"MZ\x90\x00 a program"))
    press(page, "Submit")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("to-khai.pdf")
    expect(summary.locator("a[href='#id_phone']")).to_be_visible()
    expect(page.locator("[name=phone]")).to_have_value("12")
    expect(page.locator("[name=request]")).to_have_value("Xác nhận để đăng ký kết hôn")
    assert faults(page) == []
    assert not Attachment.objects.exists()
    summary.locator("a[href='#id_phone']").click()
    expect(page.locator("[name=phone]")).to_be_focused()


def test_an_intake_with_faults_keeps_what_was_typed(desks: Desks, hoa: User, version: ProcedureVersion) -> None:
    page = desks.open(hoa)
    page.goto(reverse("dossiers:counter_intake", args=[version.procedure.code]))
    page.locator("[name=applicant_name]").fill("Nguyễn Thị Lan")
    page.locator("[name=identity_number]").fill("035")
    press(page, "Receive and print")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("[name=applicant_name]")).to_have_value("Nguyễn Thị Lan")
    expect(page.locator("[name=identity_number]")).to_have_value("035")
    assert faults(page) == []
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_double_click_makes_one_dossier(
    desks: Desks, hoa: User, version: ProcedureVersion, scripts: bool
) -> None:
    page = desks.open(hoa, scripts=scripts)
    page.goto(reverse("dossiers:counter_intake", args=[version.procedure.code]))
    fill_in_applicant(page)
    for paper in version.documents.filter(mandatory=True):
        page.locator(f"[name=paper_{paper.pk}]").check()
    page.get_by_role("button", name=say("Receive and print"), exact=True).dblclick()
    expect(page.locator("[data-open-paper]")).to_be_visible()
    assert Dossier.objects.count() == 1


def test_a_dossier_of_another_commune_is_not_there(desks: Desks, received: MakeDossier, tu: User) -> None:
    dossier = received()
    page = desks.open(tu)
    answer = page.goto(reverse("dossiers:counter_dossier", args=[dossier.code]))
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("body")).not_to_contain_text(dossier.applicant_name)
    assert faults(page) == []


def test_the_wrong_moment_says_what_can_be_done_and_keeps_the_words(
    desks: Desks, processing_dossier: MakeDossier, minh: User
) -> None:
    dossier = processing_dossier("2023-08-29 09:00")
    page = desks.open(minh)
    page.goto(reverse("dossiers:specialist_dossier", args=[dossier.code]))
    reason = "Thiếu giấy tờ đã công bố."
    proposal = {"outcome": "granted", "text": "Đủ điều kiện, đề nghị cấp."}
    processing.propose(dossier=dossier, **proposal, by=minh, at=moment("2023-08-29 09:10"))
    with page.expect_navigation() as navigation:
        act(page, "request_supplement", items="Bản chính", reason=reason)
    assert navigation.value.status == 409
    expect(page.locator("main")).to_contain_text(reason)
    expect(page.get_by_role("listitem").get_by_text(say("Propose the result"), exact=True).last).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name=say("Back to the dossier")).click()
    expect(page.locator("main")).to_contain_text(proposal["text"])
    dossier.refresh_from_db()
    assert dossier.state == State.PROCESSING


def test_a_citizen_with_two_windows_reads_what_is_still_possible(desks: Desks, world: World) -> None:
    dossier = world.dossiers["supplement"]
    first, second = desks.open(world.people["lan"]), desks.open(world.people["lan"])
    for page in (first, second):
        page.goto(reverse("dossiers:status", args=[dossier.reference]))
    press(first, "Everything is in")
    expect(first.get_by_text(say("The supplement was handed in. The counter looks at it next."))).to_be_visible()
    with second.expect_navigation() as navigation:
        press(second, "Everything is in")
    assert navigation.value.status == 409
    expect(second.get_by_role("listitem").get_by_text(say("Ask to withdraw"), exact=True)).to_be_visible()
    assert faults(second) == []
    second.get_by_role("link", name=say("Back to the dossier")).click()
    expect(title(second)).to_have_text(dossier.shown_code)


def test_a_wrong_password_keeps_the_name(desks: Desks, lan: User) -> None:
    page = desks.open()
    sign_in(page, "lan", "khong-phai")
    expect(page.locator("[name=login]")).to_have_value("lan")
    expect(page.locator("[name=password]")).to_have_value("")
    assert faults(page) == []
    sign_in(page, "lan")
    expect(title(page)).to_have_text(say("What do you need to get done?"))
