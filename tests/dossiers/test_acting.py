"""The trail names the unit at which a person holds the role he acts in."""

import pytest

from dossiers.models import Dossier
from dossiers.permissions import Acting, acting
from dossiers.services import decision, processing
from dossiers.workflow import Action, State, find
from procedures.models import HandlingRule, ProcedureVersion
from staff.models import Unit, User
from staff.roles import Role
from tests.people import SINCE, MakeDossier, Office, make_official, moment


@pytest.fixture
def division(office: Office, version: ProcedureVersion) -> Unit:
    """A division of the commune that handles the field."""
    unit = Unit.objects.create(
        parent=office.commune, code="13504-TP", kind="division", name="Bộ phận Tư pháp", valid_from=SINCE
    )
    HandlingRule.objects.create(receiving_unit=office.commune, field=version.procedure.field, handling_unit=unit)
    return unit


def last_event_unit(dossier: Dossier) -> int | None:
    event = dossier.events.order_by("pk").last()
    assert event is not None
    return event.unit_id


def test_a_leader_of_the_handling_unit_signs_there(
    office: Office, division: Unit, received: MakeDossier, hoa: User
) -> None:
    anh = make_official("anh", "Ngô Thị Anh", division, Role.SPECIALIST)
    hung = make_official("hung", "Bùi Văn Hùng", division, Role.LEADER)
    dossier = received()
    processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-29 10:00"))
    assert last_event_unit(dossier) == office.commune.pk
    processing.propose(
        dossier=dossier, outcome="granted", text="Đủ điều kiện.", by=anh, at=moment("2023-08-30 08:00")
    )
    assert last_event_unit(dossier) == division.pk
    decision.sign(dossier=dossier, by=hung, at=moment("2023-08-30 09:00"))
    assert last_event_unit(dossier) == division.pk


def test_a_leader_of_the_receiving_unit_signs_there(
    office: Office, division: Unit, received: MakeDossier, hoa: User, hai: User
) -> None:
    dossier = received()
    processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-29 10:00"))
    sign = find(Action.SIGN, State.PROCESSING)
    assert sign is not None
    assert acting(hai, Dossier.objects.get(), sign) == Acting(Role.LEADER, office.commune.pk)


def test_an_official_of_elsewhere_acts_in_no_role(received: MakeDossier, tu: User) -> None:
    forward = find(Action.FORWARD, State.RECEIVED)
    assert forward is not None
    assert acting(tu, received(), forward) is None
