"""Who handed a dossier on may pull it back until it is accepted (rút lại hồ sơ đã chuyển); nobody else."""

from __future__ import annotations

import datetime as dt

import pytest

from dossiers.errors import WrongMoment
from dossiers.models import Dossier, Leg
from dossiers.permissions import allowed_actions, openable_by
from dossiers.services import decision, handing, processing
from dossiers.workflow import Action, State
from procedures.models import ProcedureVersion
from staff.models import Assignment, User
from staff.roles import Role
from tests.dossiers.routes import give_route
from tests.people import MakeDossier, Office, make_official, moment

pytestmark = pytest.mark.django_db


def open_leg(dossier: Dossier) -> Leg:
    return dossier.legs.get(ended_at__isnull=True)


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def be_specialist_too(user: User, office: Office) -> None:
    Assignment.objects.create(
        official=user.official, unit=office.commune, role=Role.SPECIALIST, valid_from=dt.date(2016, 1, 1)
    )


def test_the_giver_pulls_back_what_nobody_accepted(received: MakeDossier, hoa: User) -> None:
    dossier = processing.forward(dossier=received(), by=hoa, at=moment("2023-08-29 10:00"))
    dossier = handing.pull(dossier=dossier, by=hoa, at=moment("2023-08-29 10:05"))
    assert dossier.state == State.RECEIVED
    assert (open_leg(dossier).role, open_leg(dossier).accepted_by) == ("clerk", hoa)


def test_nobody_pulls_back_what_was_accepted(processing_dossier: MakeDossier, hoa: User) -> None:
    dossier = processing_dossier()
    assert Action.PULL not in allowed_actions(hoa, Dossier.objects.get(pk=dossier.pk))
    with pytest.raises(WrongMoment):
        handing.pull(dossier=dossier, by=hoa, at=moment("2023-08-29 10:05"))


def test_nobody_pulls_back_what_was_given_back(
    received: MakeDossier, version: ProcedureVersion, office: Office, hoa: User, minh: User
) -> None:
    dung = make_official("dung", "Trương Đức Dũng", office.other_commune, Role.SPECIALIST)
    be_specialist_too(dung, office)
    give_route(version, office.other_commune)
    dossier = received("2023-08-29 07:00", version=version)
    processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-29 09:00"))
    handing.hand_on(dossier=dossier, by=minh, at=moment("2023-08-29 10:00"))
    handing.give_back(dossier=dossier, reason="Sai địa chỉ.", by=fresh(dung), at=moment("2023-08-29 10:05"))
    with pytest.raises(WrongMoment):
        handing.pull(dossier=dossier, by=fresh(dung), at=moment("2023-08-29 10:10"))
    assert open_leg(dossier).holder == minh.official


def test_a_leader_who_is_specialist_too_does_not_fetch_what_was_sent_back(
    proposed: MakeDossier, hai: User, office: Office
) -> None:
    be_specialist_too(hai, office)
    dossier = decision.send_back(
        dossier=proposed("2023-08-29 09:30"), reason="Thiếu căn cứ.", by=fresh(hai), at=moment("2023-08-29 10:05")
    )
    assert Action.PULL not in allowed_actions(fresh(hai), dossier)
    with pytest.raises(WrongMoment):
        handing.pull(dossier=dossier, by=fresh(hai), at=moment("2023-08-29 10:10"))


def test_a_proposal_pulled_back_falls(proposed: MakeDossier, minh: User) -> None:
    dossier = handing.pull(dossier=proposed("2023-08-29 09:30"), by=minh, at=moment("2023-08-29 10:05"))
    assert dossier.proposals.get().decision == "dropped"
    assert (dossier.state, open_leg(dossier).holder) == (State.PROCESSING, minh.official)


def test_the_giver_at_a_third_unit_pulls_back_too(
    received: MakeDossier, version: ProcedureVersion, office: Office, hoa: User, minh: User
) -> None:
    """The step at the other commune is done; from there the dossier goes to the leader of the first."""
    dung = make_official("dung", "Trương Đức Dũng", office.other_commune, Role.SPECIALIST)
    give_route(version, office.other_commune)
    dossier = received("2023-08-29 07:00", version=version)
    processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-29 09:00"))
    handing.hand_on(dossier=dossier, by=minh, at=moment("2023-08-29 10:00"))
    processing.take(dossier=dossier, by=fresh(dung), at=moment("2023-08-29 10:05"))
    dossier = processing.propose(
        dossier=dossier, outcome="granted", text="Đủ điều kiện.", by=fresh(dung), at=moment("2023-08-29 11:00")
    )
    assert openable_by(fresh(dung)).filter(pk=dossier.pk).exists()
    assert Action.PULL in allowed_actions(fresh(dung), dossier)

    handing.pull(dossier=dossier, by=fresh(dung), at=moment("2023-08-29 11:05"))

    assert (open_leg(dossier).unit, open_leg(dossier).holder) == (office.other_commune, dung.official)


def test_who_handed_over_to_elsewhere_pulls_it_back(
    received: MakeDossier, version: ProcedureVersion, office: Office, hoa: User, minh: User
) -> None:
    give_route(version, office.other_commune)
    dossier = received("2023-08-29 07:00", version=version)
    processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-29 09:00"))
    handing.hand_on(dossier=dossier, by=minh, at=moment("2023-08-29 10:00"))

    handing.pull(dossier=dossier, by=fresh(minh), at=moment("2023-08-29 10:05"))

    assert (open_leg(dossier).unit, open_leg(dossier).holder) == (office.commune, minh.official)


def test_a_colleague_of_the_giver_does_not_pull(
    received: MakeDossier, version: ProcedureVersion, office: Office, hoa: User, minh: User
) -> None:
    anh = make_official("anh", "Ngô Văn Anh", office.commune, Role.SPECIALIST)
    give_route(version, office.other_commune)
    dossier = received("2023-08-29 07:00", version=version)
    processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-29 09:00"))
    handing.hand_on(dossier=dossier, by=minh, at=moment("2023-08-29 10:00"))

    assert Action.PULL not in allowed_actions(fresh(anh), dossier)


def test_when_it_was_accepted_the_third_unit_no_longer_opens_it(
    proposed: MakeDossier, office: Office, hai: User
) -> None:
    dung = make_official("dung", "Trương Đức Dũng", office.other_commune, Role.SPECIALIST)
    dossier = proposed("2023-08-29 09:30")
    leg = open_leg(dossier)
    Leg.objects.filter(pk=leg.pk).update(given_by=dung, accepted_at=leg.given_at, accepted_by=hai)

    assert not openable_by(fresh(dung)).filter(pk=dossier.pk).exists()
