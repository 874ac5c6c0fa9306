"""Ten seconds to take a slip of the hand back."""

import datetime as dt

from django.contrib.messages import get_messages
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from staff.undo import in_time, offer_undo
from tests.people import moment

DONE = moment("2023-09-05 08:00")


def shown_after(url: str) -> str:
    """The messages on the page that follows an act which may be taken back."""
    request: HttpRequest = RequestFactory().get("/mot-cua/")
    request.session = {}  # type: ignore[assignment]  # all the storage needs of a session
    request._messages = SessionStorage(request)  # type: ignore[attr-defined]
    offer_undo(request, "Đã chuyển hồ sơ.", url)
    return render_to_string("components/messages.html", {"messages": get_messages(request)}, request)


def test_what_was_done_is_told_with_a_button_that_posts_to_the_given_address() -> None:
    html = shown_after("/mot-cua/ho-so/H25.1/hoan-tac/")

    assert "Đã chuyển hồ sơ." in html
    assert 'method="post" action="/mot-cua/ho-so/H25.1/hoan-tac/"' in html


def test_the_button_has_the_usual_key() -> None:
    assert 'data-key="ctrl+z"' in shown_after("/x/")


def test_the_address_of_the_button_is_escaped() -> None:
    assert 'action="/x/?a=1&amp;b=2"' in shown_after("/x/?a=1&b=2")


def test_a_click_on_a_slow_line_is_still_in_time() -> None:
    assert in_time(DONE, DONE + dt.timedelta(seconds=14))


def test_a_click_after_the_button_has_gone_is_late() -> None:
    assert not in_time(DONE, DONE + dt.timedelta(seconds=16))
