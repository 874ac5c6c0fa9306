"""Citizens without JavaScript: find, file, track, rate; and see no control that does nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from dossiers.models import Dossier
from dossiers.rating_link import rating_token
from dossiers.workflow import State
from feedback.models import Rating
from procedures.models import ProcedureVersion
from staff.models import User
from tests.browser.conftest import PHONE, Desks
from tests.browser.hands import a_file, attach, find_and_start, give_rating, press, say, sign_in, title
from tests.people import MakeDossier

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


def test_a_citizen_signs_in_finds_and_files(desks: Desks, lan: User, version: ProcedureVersion) -> None:
    page = desks.open(screen=PHONE, scripts=False)
    sign_in(page, "lan")
    find_and_start(page, version, "tinh trang hon nhan")
    page.locator("[name=request]").fill("Xác nhận để đăng ký kết hôn")
    attach(page, version, a_file("to-khai.pdf"))
    press(page, "Submit")
    dossier = Dossier.objects.get()
    expect(title(page)).to_have_text(dossier.reference)
    assert dossier.state == State.SUBMITTED
    assert dossier.attachments.get().name == "to-khai.pdf"


def test_anybody_tracks_a_dossier(desks: Desks, received: MakeDossier) -> None:
    dossier = received()
    page = desks.open(screen=PHONE, scripts=False)
    page.goto(reverse("procedures:home"))
    page.locator("#track-code").fill(dossier.code or "")
    page.locator("#track-phone").fill("5678")
    page.locator("#track-phone").press("Enter")
    expect(page.locator("main")).to_contain_text(dossier.code or "")
    expect(page.locator("main")).not_to_contain_text(dossier.applicant_name)


def test_the_rating_works(desks: Desks, returned: MakeDossier) -> None:
    dossier = returned("2023-08-28 09:30", signed="2023-08-29 08:00")
    page = desks.open(screen=PHONE, scripts=False)
    page.goto(reverse("feedback:rate", args=[rating_token(dossier)]))
    give_rating(page, level=4)
    expect(title(page)).to_have_text(say("Thank you"))
    assert Rating.objects.get().result == 4


def test_buttons_that_need_scripts_are_hidden(desks: Desks, version: ProcedureVersion) -> None:
    page = desks.open(scripts=False)
    page.goto(reverse("procedures:detail", args=[version.procedure.code]))
    expect(page.get_by_role("button", name=say("Print this page"))).to_be_hidden()
