"""Two people with one dossier open see each other, and what the other one changed."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from rest_framework.test import APIClient

from dossiers.errors import WrongMoment
from dossiers.models import Dossier, Presence
from dossiers.services import presence, processing
from dossiers.services.perform import ActInput, perform
from dossiers.workflow import Action
from staff.models import User
from tests.people import MakeDossier, moment

NOW = moment("2023-08-29 10:00")
LATER = NOW + dt.timedelta(seconds=10)


def test_two_people_see_each_other(received: MakeDossier, hoa: User, minh: User) -> None:
    dossier = received()
    assert presence.look(dossier=dossier, by=hoa, at=NOW) == []
    assert presence.look(dossier=dossier, by=minh, at=LATER) == [hoa]
    assert presence.look(dossier=dossier, by=hoa, at=LATER) == [minh]


def test_whoever_was_not_heard_of_is_gone(received: MakeDossier, hoa: User, minh: User) -> None:
    dossier = received()
    presence.look(dossier=dossier, by=hoa, at=NOW)
    assert presence.look(dossier=dossier, by=minh, at=NOW + presence.GONE_AFTER) == []


def test_whoever_closed_the_page_is_gone_at_once(received: MakeDossier, hoa: User, minh: User) -> None:
    dossier = received()
    presence.look(dossier=dossier, by=hoa, at=NOW)
    presence.leave(dossier=dossier, by=hoa)
    assert presence.look(dossier=dossier, by=minh, at=LATER) == []


def test_old_rows_do_not_pile_up(received: MakeDossier, hoa: User, minh: User) -> None:
    dossier = received()
    presence.look(dossier=dossier, by=hoa, at=NOW)
    presence.look(dossier=dossier, by=minh, at=NOW + dt.timedelta(hours=2))
    assert list(Presence.objects.values_list("user", flat=True)) == [minh.pk]


def _api(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def test_the_heartbeat_tells_who_else_is_there_and_what_changed(
    received: MakeDossier, hoa: User, minh: User
) -> None:
    dossier = received()
    seen = dossier.lock_version
    address = f"/api/v1/dossiers/{dossier.code}/presence/"
    processing.forward(dossier=dossier, by=hoa, at=NOW)
    with time_machine.travel(NOW, tick=False):
        _api(hoa).post(address, {"lock_version": seen + 1}, format="json")
        state = _api(minh).post(address, {"lock_version": seen}, format="json").json()
    assert state["others"] == ["Trần Thị Hoa"]
    assert state["lock_version"] == seen + 1
    (line,) = state["changes"]
    assert line.startswith("Trần Thị Hoa, 10:00 29/08/2023: ")


def test_a_stranger_to_the_unit_hears_nothing(received: MakeDossier, tu: User, lan: User) -> None:
    address = f"/api/v1/dossiers/{received().code}/presence/"
    assert _api(tu).post(address, {"lock_version": 1}, format="json").status_code == 404
    assert _api(lan).post(address, {"lock_version": 1}, format="json").status_code == 403
    assert not Presence.objects.exists()


def test_closing_the_page_over_http(received: MakeDossier, hoa: User) -> None:
    address = f"/api/v1/dossiers/{received().code}/presence/"
    _api(hoa).post(address, {"lock_version": 1}, format="json")
    assert _api(hoa).delete(address).status_code == 204
    assert not Presence.objects.exists()


def test_a_refused_second_save_says_what_the_first_one_did(processing_dossier: MakeDossier, minh: User) -> None:
    dossier = processing_dossier()
    seen = dossier.lock_version
    processing.propose(dossier=dossier, outcome="granted", text="Đủ điều kiện.", by=minh, at=NOW)
    with pytest.raises(WrongMoment) as refused:
        perform(dossier, Action.PROPOSE, ActInput(lock_version=seen), by=minh, at=LATER)
    assert "Lê Văn Minh, 10:00 29/08/2023" in refused.value.message


def test_the_applicant_is_not_told_of_inner_acts(proposed: MakeDossier, lan: User) -> None:
    dossier = proposed()
    Dossier.objects.filter(pk=dossier.pk).update(applicant=lan)
    with pytest.raises(WrongMoment) as refused:
        perform(dossier, Action.WITHDRAW, ActInput(reason="Tôi đổi ý.", lock_version=1), by=lan, at=LATER)
    assert "Lê Văn Minh" not in refused.value.message
