"""A real Chromium before a live server; each person has a browser of their own and is signed in by the session."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from staff.models import User
from tests.browser.requests_under_way import counted_requests
from tests.browser.watching import Watch
from tests.browser.world import World, build_world
from tests.people import PASSWORD, Office, moment

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}
LANGUAGE = "django_language"
#: There is no printer, and a browser without a window breaks down over its dialog: the page notes what it prints.
_PRINTER = """window.print = () => {
  window.top.printed = [...(window.top.printed ?? []), window.location.pathname];
};"""
_PATIENCE = 10_000  # milliseconds until an element that does not come fails the test


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a file; Debian's own.

    Not for longer: while it is there an event loop runs in this thread, and tests of other files sign papers.
    """
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django would take for an asynchronous caller.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        rights = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=rights)
        yield browser
        browser.close()


class Desks:
    """Opens browsers for people and looks after what they complain about."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.watches: list[Watch] = []

    def open(
        self,
        person: User | None = None,
        *,
        screen: dict[str, int] = DESK,
        language: str = "vi",
        scripts: bool = True,
        proven: bool = False,
    ) -> Page:
        """A page at the portal's address; without `person` nobody is signed in; `proven`: by password."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport=screen,  # type: ignore[arg-type]  # width and height, as asked for
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(_PATIENCE)
        context.add_init_script(_PRINTER)
        cookies = {LANGUAGE: language}
        if person is not None:
            cookies[settings.SESSION_COOKIE_NAME] = _session_of(person, proven=proven)
        context.add_cookies(
            [{"name": name, "value": value, "url": self.address} for name, value in cookies.items()]
        )
        self.watches.append(Watch(context))
        return context.new_page()

    def complaints(self) -> list[str]:
        """Console errors and violations of the content security policy, since the last call."""
        return [text for watch in self.watches for text in watch.taken()]


def _session_of(person: User, *, proven: bool) -> str:
    client = Client()
    if proven:
        client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    else:
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


@pytest.fixture
def world(desks: Desks, office: Office, lan: User, hoa: User, minh: User, hai: User, thu: User) -> World:
    """One dossier in every situation."""
    return build_world(office, lan=lan, hoa=hoa, minh=minh, hai=hai, thu=thu)


@pytest.fixture
def desks(chromium: Browser, live_server: LiveServer, transactional_db: None) -> Iterator[Desks]:
    """Tuesday 29 August 2023, half past nine, and the clock goes on from there."""
    with time_machine.travel(moment("2023-08-29 09:30"), tick=True), counted_requests() as requests:
        desks = Desks(chromium, live_server.url)
        yield desks
        for context in list(chromium.contexts):
            context.close()
        requests.wait_for_the_last()
    assert desks.complaints() == []
