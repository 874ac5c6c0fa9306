"""What people do on the pages, in one line each: search, fill in, act on a dossier, rate."""

from __future__ import annotations

import time_machine
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import FilePayload, Locator, Page, expect

from procedures.models import ProcedureVersion
from tests.people import LAN, PASSWORD

#: As slow as a cheap scanner types.
_SECONDS_PER_KEY = 0.01
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def say(words: str, **values: str) -> str:
    """The Vietnamese words on the screen for these English ones."""
    with translation.override("vi"):
        return gettext(words) % values if values else gettext(words)


def a_file(name: str, content: bytes = PDF) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def cut_off(page: Page, addresses: str) -> None:
    """The line to these addresses is down, until `page.unroute`.

    To be said before the page is opened: one that is already there may send once more before it hears of it.
    """
    page.route(addresses, lambda route: route.abort("connectionfailed"))


def scan(page: Page, text: str) -> None:
    """Each sign is a key of its own, as a scanner sends it, and Enter ends the scan.

    Keys carry the time of their stroke, so that a busy machine makes no slow typist of the scanner.
    """
    keyboard = page.context.new_cdp_session(page)
    first = time_machine.escape_hatch.time.time()
    keys = [{"text": sign, "key": sign} for sign in text]
    enter = {"text": "\r", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
    for number, key in enumerate([*keys, enter]):
        stroke = {"type": "keyDown", "timestamp": first + number * _SECONDS_PER_KEY, **key}
        keyboard.send("Input.dispatchKeyEvent", stroke)


def title(page: Page) -> Locator:
    """The one heading of the page."""
    return page.get_by_role("heading", level=1)


def find_and_start(page: Page, version: ProcedureVersion, typed: str) -> None:
    """From the home page by search to the application form."""
    page.goto(reverse("procedures:home"))
    page.locator("#procedure-search").fill(typed)
    page.locator("#procedure-search").press("Enter")
    page.locator("main").get_by_role("link", name=version.name).first.click()
    expect(title(page)).to_have_text(version.name)
    page.get_by_role("link", name=say("File online")).click()


def attach(page: Page, version: ProcedureVersion, file: FilePayload, *, position: int = 1) -> None:
    """Choose a file for one of the papers."""
    paper = version.documents.get(position=position)
    page.locator(f"[name=file_{paper.pk}]").set_input_files(file)


def press(page: Page, words: str) -> None:
    """The button with these words."""
    page.get_by_role("button", name=say(words), exact=True).click()


def open_act(page: Page, action: str) -> Locator:
    """The form of an act on the dossier's page, unfolded."""
    folded = page.locator(f"#act-{action}:not([open]) > summary")
    if folded.count():
        folded.click()
    return page.locator(f"form[action$='/{action}/']")


def act(page: Page, action: str, **typed: str) -> None:
    """Open an act on the dossier's page, fill it in and send it; a grave one then asks to `agree`."""
    page.wait_for_load_state()  # the scripts that ask are there
    form = open_act(page, action)
    for name, text in typed.items():
        form.locator(f"[name={name}]").fill(text)
    form.locator("button").click()


def agree(page: Page) -> None:
    """Confirm the question the page has put."""
    page.get_by_role("dialog").locator(".btn-primary").click()


def open_from_list(page: Page, desk: str, code: str, *, tab: str = "") -> None:
    """The work list of a desk, then the dossier in it."""
    page.goto(reverse(f"dossiers:{desk}") + (f"?tab={tab}" if tab else ""))
    page.get_by_role("row").get_by_role("link", name=code).click()


def give_rating(page: Page, *, level: int = 5, comment: str = "") -> None:
    """Answer all questions with the same level."""
    for question in ("attitude", "time", "result"):
        # the face is what one sees and touches; the radio button beside it is hidden
        page.locator(f"label.face--{level}", has=page.locator(f"[name={question}]")).click()
    page.locator("[name=comment]").fill(comment)
    press(page, "Send the rating")


def fill_in_applicant(page: Page) -> None:
    """Lan's data as a clerk types them."""
    page.locator("[name=applicant_name]").fill(LAN.name)
    page.locator("[name=identity_number]").fill(LAN.identity_number)
    page.locator("[name=phone]").fill(LAN.phone)
    page.locator("[name=address]").fill(LAN.address)


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """By the form, with name and password."""
    page.goto(reverse("account_login"))
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
