"""The trail names the unit at which a person holds the role he acts in."""

from dataclasses import replace

import pytest
from django.utils import translation

from dossiers.errors import WrongMoment
from dossiers.models import Dossier
from dossiers.permissions import Acting, acting, allowed_actions
from dossiers.services import decision, processing
from dossiers.views.sections import who_acted
from dossiers.workflow import Action, State, find
from procedures.models import HandlingRule, ProcedureVersion
from staff.models import Delegation, Unit, User
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


@pytest.fixture
def absent_hai(office: Office, hai: User, minh: User) -> Delegation:
    """Hải is away and Minh signs for him."""
    return Delegation.objects.create(
        official=hai.official, deputy=minh.official, unit=office.commune, document="QĐ 12", valid_from=SINCE
    )


def test_what_a_deputy_does_bears_the_paper(absent_hai: Delegation, proposed: MakeDossier, minh: User) -> None:
    dossier = decision.sign(dossier=proposed(), by=User.objects.get(pk=minh.pk), at=moment("2023-08-30 09:00"))
    event = dossier.events.order_by("pk").last()

    assert event is not None
    assert (event.action, event.by_role, event.delegation) == ("sign", "leader", absent_hai)
    with translation.override("en"):
        assert who_acted(event) == "Lê Văn Minh, Leader, Xã Bình Nghĩa, for Phạm Văn Hải under QĐ 12"


def test_what_somebody_does_in_own_right_bears_no_paper(absent_hai: Delegation, proposed: MakeDossier) -> None:
    assert {event.delegation for event in proposed().events.all()} == {None}


def test_a_role_of_ones_own_goes_before_a_deputyship(
    absent_hai: Delegation, processing_dossier: MakeDossier, minh: User
) -> None:
    propose = find(Action.PROPOSE, State.PROCESSING)
    stop = find(Action.STOP, State.PROCESSING)
    assert propose is not None
    assert stop is not None
    dossier, minh = processing_dossier(), User.objects.get(pk=minh.pk)
    by_both = replace(stop, by=frozenset({Role.LEADER, Role.SPECIALIST}))

    assert acting(minh, dossier, propose) == Acting(Role.SPECIALIST, dossier.handling_unit_id)
    assert acting(minh, dossier, by_both) == Acting(Role.SPECIALIST, dossier.handling_unit_id)
    assert acting(minh, dossier, stop) == Acting(Role.LEADER, dossier.handling_unit_id, absent_hai)


def test_a_leader_in_own_right_at_either_unit_goes_before_a_deputyship(
    office: Office, division: Unit, received: MakeDossier, hoa: User, hai: User
) -> None:
    hung = make_official("hung", "Bùi Văn Hùng", division, Role.LEADER)
    Delegation.objects.create(
        official=hung.official, deputy=hai.official, unit=division, document="QĐ 7", valid_from=SINCE
    )
    dossier = processing.forward(dossier=received(), by=hoa, at=moment("2023-08-29 10:00"))
    sign = find(Action.SIGN, State.PROCESSING)
    assert sign is not None

    assert acting(User.objects.get(pk=hai.pk), dossier, sign) == Acting(Role.LEADER, office.commune.pk)


def test_what_one_has_taken_is_not_taken_again(processing_dossier: MakeDossier, minh: User) -> None:
    dossier = processing_dossier()
    assert Action.TAKE not in allowed_actions(minh, dossier)
    with pytest.raises(WrongMoment):
        processing.take(dossier=dossier, by=minh, at=moment("2023-08-29 10:00"))
    assert dossier.events.filter(action="take").count() == 1
