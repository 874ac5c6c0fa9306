"""The watch itself: what the pages must not do is noticed when they do it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.browser.checks import faults
from tests.browser.conftest import PHONE, Desks
from tests.people import Office

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')", "style-src"),
        ("console.error('broken')", "broken"),
        ("setTimeout(() => { throw new Error('thrown') })", "thrown"),
    ],
    ids=["policy", "console", "error"],
)
def test_complaints_are_noticed(desks: Desks, office: Office, deed: str, words: str) -> None:
    page = desks.open()
    page.goto(reverse("procedures:home"))
    assert desks.complaints() == []
    page.evaluate(deed)
    page.evaluate(
        "() => new Promise((done) => setTimeout(done, 50))"
    )  # what follows the deed is reported a task later
    assert words in " ".join(desks.complaints())


def test_faults_of_a_page_are_noticed(desks: Desks, office: Office) -> None:
    page = desks.open(screen=PHONE)
    page.goto(reverse("procedures:home"))
    long_line = f"<input><p class=text-nowrap>{'x' * 999}</p>"
    page.evaluate("(html) => document.querySelector('main').insertAdjacentHTML('beforeend', html)", long_line)
    found = " ".join(faults(page))
    assert "label" in found
    assert "wider than the screen" in found
