"""Ten seconds to take back what went to the wrong place; afterwards, or once anything else happened, no more."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from dossiers.errors import WrongMoment
from dossiers.models import Dossier
from dossiers.services import processing
from dossiers.services.undoing import undo
from dossiers.workflow import Action, State
from staff.models import User
from staff.undo import undo_url
from tests.people import MakeDossier, moment

pytestmark = pytest.mark.django_db

SENT = moment("2023-08-29 10:00")
SOON, LATE = SENT + dt.timedelta(seconds=8), SENT + dt.timedelta(seconds=20)


@pytest.fixture
def forwarded(received: MakeDossier, hoa: User) -> Dossier:
    return processing.forward(dossier=received(), by=hoa, at=SENT)


def test_forwarding_is_taken_back(forwarded: Dossier, hoa: User) -> None:
    assert undo(dossier=forwarded, by=hoa, at=SOON).state == State.RECEIVED


def test_the_trail_keeps_both_acts(forwarded: Dossier, hoa: User) -> None:
    undo(dossier=forwarded, by=hoa, at=SOON)

    assert list(forwarded.events.values_list("action", flat=True))[-2:] == [Action.FORWARD, Action.PULL]


def test_the_promise_stays_as_it_was(forwarded: Dossier, hoa: User) -> None:
    assert undo(dossier=forwarded, by=hoa, at=SOON).due_at == forwarded.due_at


def test_too_late_is_told_with_what_may_be_done(forwarded: Dossier, hoa: User) -> None:
    with pytest.raises(WrongMoment) as wrong:
        undo(dossier=forwarded, by=hoa, at=LATE)

    assert Action.PULL in wrong.value.allowed


def test_nobody_takes_back_what_a_colleague_did(forwarded: Dossier, minh: User) -> None:
    with pytest.raises(WrongMoment):
        undo(dossier=forwarded, by=minh, at=SOON)


def test_nothing_is_taken_back_once_the_specialist_has_it(forwarded: Dossier, hoa: User, minh: User) -> None:
    processing.take(dossier=forwarded, by=minh, at=SOON)

    with pytest.raises(WrongMoment):
        undo(dossier=forwarded, by=hoa, at=SOON)


def test_a_reception_is_not_undone_because_its_receipt_is_out(received: MakeDossier, hoa: User) -> None:
    dossier = received("2023-08-29 10:00")

    with pytest.raises(WrongMoment):
        undo(dossier=dossier, by=hoa, at=SOON)


def test_the_page_offers_it_and_takes_it_back(client: Client, received: MakeDossier, hoa: User) -> None:
    dossier = received()
    client.force_login(hoa)
    with time_machine.travel(SENT, tick=False):
        given = {"lock_version": dossier.lock_version, "door": "counter"}
        answer = client.post(reverse("dossiers:act", args=[dossier.shown_code, "forward"]), given)
        offered = [undo_url(message) for message in get_messages(answer.wsgi_request)]
    assert offered == [reverse("dossiers:undo_handed_over", args=[dossier.shown_code])]

    with time_machine.travel(SOON, tick=False):
        answer = client.post(offered[0])

    assert answer.headers["Location"] == reverse("dossiers:counter_dossier", args=[dossier.shown_code])
    dossier.refresh_from_db()
    assert dossier.state == State.RECEIVED


def test_a_late_click_is_answered_409(client: Client, forwarded: Dossier, hoa: User) -> None:
    client.force_login(hoa)

    with time_machine.travel(LATE, tick=False):
        assert client.post(reverse("dossiers:undo_handed_over", args=[forwarded.shown_code])).status_code == 409


def test_a_clerk_of_another_commune_finds_nothing_to_undo(client: Client, forwarded: Dossier, tu: User) -> None:
    client.force_login(tu)

    assert client.post(reverse("dossiers:undo_handed_over", args=[forwarded.shown_code])).status_code == 404
