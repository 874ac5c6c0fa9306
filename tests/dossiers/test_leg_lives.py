"""Whatever officials try in whatever order: an open dossier lies on one leg, and the legs join without a gap."""

from __future__ import annotations

import datetime as dt
import threading
from itertools import pairwise
from random import Random

import pytest
from django.db import connection, transaction

from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Dossier
from dossiers.permissions import allowed_actions
from dossiers.services import intake, processing
from dossiers.services.perform import ActInput, perform
from dossiers.workflow import OPEN_STATES, Action, State
from procedures.models import ProcedureVersion
from staff.models import User
from staff.roles import Role
from tests.dossiers.routes import give_route
from tests.people import LAN, Office, all_papers, make_official, moment

pytestmark = pytest.mark.django_db

ACTS = [
    Action.FORWARD,
    Action.TAKE,
    Action.HAND_ON,
    Action.GIVE_BACK,
    Action.PULL,
    Action.REASSIGN,
    Action.PROPOSE,
    Action.SEND_BACK,
    Action.SIGN,
    Action.REQUEST_SUPPLEMENT,
    Action.SUPPLY,
    Action.RESUME,
    Action.REQUEST_PAYMENT,
    Action.CONFIRM_PAYMENT,
    Action.WITHDRAW,
    Action.CONTINUE,
    Action.STOP,
    Action.RETURN,
]
PEOPLE = ("hoa", "minh", "anh", "dung", "hai")
LIVES, ACTS_OF_A_LIFE = 40, 18
#: What a life of so few acts seldom reaches on a longer route.
_AT_THE_END = {Action.PROPOSE, Action.SEND_BACK, Action.SIGN, Action.RETURN}


def tried(rng: Random, possible: list[Action]) -> Action:
    """Mostly an act that is possible, seldom one that ends the dossier, sometimes any act at all."""
    wanted = [action for action in possible if action in ACTS and action is not Action.STOP]
    return rng.choice(wanted) if wanted and rng.random() < 0.85 else rng.choice(ACTS)


def check(dossier: Dossier) -> None:
    legs = list(dossier.legs.all())
    still_open = [leg for leg in legs if leg.ended_at is None]
    assert len(still_open) == (State(dossier.state) in OPEN_STATES)
    assert [leg.position for leg in legs] == list(range(1, len(legs) + 1))
    assert all(before.ended_at == after.given_at for before, after in pairwise(legs))
    assert all(leg.verdict and leg.ending for leg in legs if leg.ended_at is not None)
    assert all(leg.due_at >= leg.given_at for leg in legs)
    if still_open and dossier.state in (State.RECEIVED, State.PROCESSING):
        assert (dossier.state == State.RECEIVED) == (still_open[0].role == Role.CLERK)
    if still_open and dossier.state == State.PROCESSING:
        is_proposed = dossier.proposals.filter(decision="").exists()
        assert is_proposed == (still_open[0].role == Role.LEADER)


@pytest.mark.slow
@pytest.mark.parametrize("has_route", [False, True])
def test_one_leg_is_open_after_any_acts(
    office: Office, hoa: User, minh: User, hai: User, version: ProcedureVersion, has_route: bool
) -> None:
    anh = make_official("anh", "Ngô Văn Anh", office.commune, Role.SPECIALIST)
    dung = make_official("dung", "Trương Đức Dũng", office.other_commune, Role.SPECIALIST)
    if has_route:
        give_route(version, office.other_commune)
    people = dict(zip(PEOPLE, (hoa, minh, anh, dung, hai), strict=True))
    given_text = {"reason": "Theo quy định.", "items": ["Tờ khai"], "outcome": "granted", "text": "Đủ điều kiện."}
    done: set[Action] = set()

    for seed in range(LIVES):
        rng, at = Random(seed), moment("2023-08-29 07:30")
        with transaction.atomic():
            dossier = intake.receive_walk_in(
                version=version, unit=office.commune, applicant=LAN, papers=all_papers(version), by=hoa, at=at
            )
            for _number in range(ACTS_OF_A_LIFE):
                at += dt.timedelta(minutes=rng.randint(1, 900))
                by = User.objects.get(pk=people[rng.choice(PEOPLE)].pk)
                action = tried(rng, allowed_actions(by, dossier))
                try:
                    with transaction.atomic():
                        perform(dossier, action, ActInput(**given_text, official=anh.official.pk), by=by, at=at)
                    done.add(action)
                except (Faults, NotPermitted, WrongMoment):
                    pass
                dossier = Dossier.objects.get(pk=dossier.pk)
                check(dossier)
            transaction.set_rollback(True)

    assert set(ACTS) - done <= (_AT_THE_END if has_route else {Action.HAND_ON})


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_accept_at_once_get_one(office: Office, hoa: User, minh: User, version: ProcedureVersion) -> None:
    anh = make_official("anh", "Ngô Văn Anh", office.commune, Role.SPECIALIST)
    dossier = intake.receive_walk_in(
        version=version,
        unit=office.commune,
        applicant=LAN,
        papers=all_papers(version),
        by=hoa,
        at=moment("2023-08-29 07:30"),
    )
    dossier = processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-29 08:00"))
    start = threading.Barrier(2)
    told: list[str] = []

    def accept(pk: int) -> None:
        try:
            seen = ActInput(lock_version=dossier.lock_version)
            by = User.objects.get(pk=pk)
            start.wait(timeout=30)
            perform(Dossier.objects.get(pk=dossier.pk), Action.TAKE, seen, by=by, at=moment("2023-08-29 08:30"))
            told.append("accepted")
        except WrongMoment:
            told.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=(each.pk,)) for each in (minh, anh)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(told) == ["accepted", "too late"]
    assert dossier.legs.filter(role="specialist", accepted_at__isnull=False).count() == 1
