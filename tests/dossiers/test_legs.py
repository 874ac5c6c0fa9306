"""An open dossier that was received lies on exactly one leg, each with its own clock; acts move it on."""

from __future__ import annotations

import datetime as dt

import pytest

from dossiers.errors import NotPermitted, WrongMoment
from dossiers.models import Dossier, Leg
from dossiers.opinions import units_to_ask
from dossiers.permissions import allowed_actions, openable_by, visible_to
from dossiers.services import decision, handing, handover, processing
from dossiers.services.perform import ActInput, perform
from dossiers.workflow import Action, State
from procedures.models import ProcedureVersion
from staff.models import User
from staff.roles import Role
from tests.dossiers.routes import give_route
from tests.people import MakeDossier, Office, make_official, moment

pytestmark = pytest.mark.django_db


def legs(dossier: Dossier) -> list[tuple[str, str]]:
    return list(dossier.legs.values_list("role", "ending"))


def open_leg(dossier: Dossier) -> Leg:
    return dossier.legs.get(ended_at__isnull=True)


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.fixture
def anh(office: Office) -> User:
    return make_official("anh", "Ngô Văn Anh", office.commune, Role.SPECIALIST)


@pytest.fixture
def dung(office: Office) -> User:
    """A specialist at the other commune, where one step of the route is done."""
    return make_official("dung", "Trương Đức Dũng", office.other_commune, Role.SPECIALIST)


@pytest.fixture
def routed(office: Office, version: ProcedureVersion) -> ProcedureVersion:
    give_route(version, office.other_commune)
    return version


def test_reception_opens_the_leg_of_the_counter(received: MakeDossier, hoa: User) -> None:
    leg = open_leg(received("2023-08-29 09:30"))
    assert (leg.position, leg.role, leg.holder, leg.given_by) == (1, "clerk", hoa.official, None)
    assert leg.accepted_at == leg.given_at == moment("2023-08-29 09:30")
    # a tenth of three working days: 144 office minutes, 120 of them before noon
    assert (leg.minutes, leg.due_at) == (144, moment("2023-08-29 13:54"))


def test_a_life_is_a_chain_of_legs(returned: MakeDossier) -> None:
    dossier = returned()
    assert legs(dossier) == [("clerk", "done"), ("specialist", "done"), ("leader", "done")]
    assert not dossier.legs.filter(ended_at__isnull=True).exists()


def test_what_is_forwarded_waits_to_be_accepted(received: MakeDossier, hoa: User, minh: User) -> None:
    dossier = processing.forward(dossier=received(), by=hoa, at=moment("2023-08-29 10:00"))
    assert (open_leg(dossier).holder, open_leg(dossier).accepted_at) == (None, None)
    processing.take(dossier=dossier, by=minh, at=moment("2023-08-29 10:30"))
    assert (open_leg(dossier).holder, open_leg(dossier).accepted_at) == (
        minh.official,
        moment("2023-08-29 10:30"),
    )


def test_lateness_of_a_leg_is_kept_in_office_minutes(received: MakeDossier, hoa: User) -> None:
    dossier = received("2023-08-29 09:30")
    processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-30 08:00"))
    leg = dossier.legs.get(position=1)
    # due 13:54; 13:54 to 17:00 and 7:00 to 8:00 the next day
    assert (leg.verdict, leg.minutes_late) == ("late", 186 + 60)


def test_a_leg_ended_on_an_earlier_day_is_early(returned: MakeDossier) -> None:
    # proposed at once, signed two days later
    assert list(returned().legs.values_list("verdict", flat=True)) == ["on_time", "early", "late"]


def test_a_pause_moves_the_due_of_the_leg(processing_dossier: MakeDossier, minh: User, hoa: User) -> None:
    dossier = processing_dossier("2023-08-29 09:30")
    assert open_leg(dossier).due_at == moment("2023-08-31 10:18")
    processing.request_payment(dossier=dossier, reason="Nộp lệ phí.", by=minh, at=moment("2023-08-29 10:30"))
    processing.confirm_payment(dossier=dossier, by=hoa, at=moment("2023-08-30 10:30"))
    # one working day stood still, and 1 to 4 September are days off
    assert open_leg(dossier).due_at == moment("2023-09-05 10:18")


def test_a_restart_gives_the_leg_its_whole_time_again(
    processing_dossier: MakeDossier, minh: User, hoa: User
) -> None:
    dossier = processing_dossier("2023-08-29 09:30")
    processing.request_supplement(
        dossier=dossier, items=["Tờ khai"], reason="Thiếu chữ ký.", by=minh, at=moment("2023-08-29 10:30")
    )
    processing.supply(dossier=dossier, answer="Đã nộp", by=hoa, at=moment("2023-08-30 07:00"))
    processing.resume(dossier=dossier, by=hoa, at=moment("2023-08-30 09:00"))
    leg = open_leg(dossier)
    # 1008 minutes from the morning the papers came: two days and 48 minutes; 1 to 4 September are days off
    assert (leg.minutes, leg.due_at) == (1008, moment("2023-09-05 07:48"))


def test_a_leg_keeps_its_holder_while_the_citizen_is_waited_for(
    processing_dossier: MakeDossier, minh: User
) -> None:
    dossier = processing_dossier("2023-08-29 09:30")
    processing.request_payment(dossier=dossier, reason="Nộp lệ phí.", by=minh, at=moment("2023-08-29 10:30"))
    assert open_leg(dossier).holder == minh.official


def test_what_is_sent_back_lies_with_the_specialist_again(proposed: MakeDossier, hai: User, minh: User) -> None:
    dossier = proposed("2023-08-29 09:30")
    decision.send_back(dossier=dossier, reason="Thiếu căn cứ.", by=hai, at=moment("2023-08-30 09:00"))
    leg = open_leg(dossier)
    assert (leg.role, leg.holder, leg.accepted_at) == ("specialist", minh.official, None)
    assert legs(dossier)[-2] == ("leader", "given_back")
    assert dossier.legs.get(position=3).note == "Thiếu căn cứ."


def test_stopping_closes_the_leg(processing_dossier: MakeDossier, hoa: User) -> None:
    dossier = processing_dossier()
    handover.stop(dossier=dossier, reason="Người nộp rút hồ sơ.", by=hoa, at=moment("2023-08-30 09:00"))
    assert legs(dossier)[-1] == ("specialist", "closed")


def test_a_supplement_fetches_the_dossier_back_from_the_leader(proposed: MakeDossier, minh: User) -> None:
    dossier = proposed("2023-08-29 09:30")
    processing.request_supplement(
        dossier=dossier, items=["Tờ khai"], reason="Thiếu chữ ký.", by=minh, at=moment("2023-08-29 10:30")
    )
    assert open_leg(dossier).role == "specialist"


def test_a_route_leads_through_another_unit(
    received: MakeDossier, routed: ProcedureVersion, office: Office, hoa: User, minh: User, dung: User, hai: User
) -> None:
    dossier = received("2023-08-29 07:00", version=routed)
    processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-29 09:00"))
    processing.take(dossier=dossier, by=minh, at=moment("2023-08-29 10:00"))
    handing.hand_on(dossier=dossier, by=minh, at=moment("2023-08-30 09:00"), reason="Cần đo lại.")
    leg = open_leg(dossier)
    assert (leg.name, leg.unit, leg.minutes) == ("Xác minh thực địa", office.other_commune, 480)
    assert leg.due_at == moment("2023-08-31 09:00")
    processing.take(dossier=dossier, by=dung, at=moment("2023-08-30 10:00"))
    asked = set(units_to_ask(Dossier.objects.get(pk=dossier.pk), dt.date(2023, 8, 30)))
    assert office.commune in asked
    assert office.other_commune not in asked
    processing.propose(
        dossier=dossier, outcome="granted", text="Đủ điều kiện.", by=dung, at=moment("2023-08-31 08:00")
    )
    dossier = decision.sign(dossier=dossier, by=hai, at=moment("2023-08-31 10:00"))
    assert [ending for _role, ending in legs(dossier)] == ["done"] * 4


def test_only_the_unit_it_lies_with_works_on_it(
    received: MakeDossier, routed: ProcedureVersion, hoa: User, minh: User, dung: User
) -> None:
    dossier = received("2023-08-29 07:00", version=routed)
    processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-29 09:00"))
    assert not visible_to(dung).filter(pk=dossier.pk).exists()
    with pytest.raises(NotPermitted):
        processing.take(dossier=dossier, by=dung, at=moment("2023-08-29 10:00"))
    handing.hand_on(dossier=dossier, by=minh, at=moment("2023-08-30 09:00"))
    assert visible_to(fresh(dung)).filter(pk=dossier.pk).exists()
    assert openable_by(fresh(dung)).filter(pk=dossier.pk).exists()
    with pytest.raises(NotPermitted):
        processing.take(dossier=dossier, by=minh, at=moment("2023-08-30 10:00"))


def test_nothing_is_proposed_before_the_last_specialist(
    received: MakeDossier, routed: ProcedureVersion, hoa: User, minh: User
) -> None:
    dossier = processing.forward(dossier=received(version=routed), by=hoa, at=moment("2023-08-29 10:00"))
    processing.take(dossier=dossier, by=minh, at=moment("2023-08-29 10:30"))
    dossier = Dossier.objects.get(pk=dossier.pk)
    assert Action.PROPOSE not in allowed_actions(minh, dossier)
    assert Action.HAND_ON in allowed_actions(minh, dossier)
    with pytest.raises(WrongMoment):
        processing.propose(
            dossier=dossier, outcome="granted", text="Đủ điều kiện.", by=minh, at=moment("2023-08-29 11:00")
        )


def test_the_last_specialist_cannot_hand_on(processing_dossier: MakeDossier, minh: User) -> None:
    with pytest.raises(WrongMoment):
        handing.hand_on(dossier=processing_dossier(), by=minh, at=moment("2023-08-29 11:00"))


def test_given_back_to_the_counter_it_is_forwarded_anew(
    processing_dossier: MakeDossier, minh: User, hoa: User
) -> None:
    dossier = handing.give_back(
        dossier=processing_dossier("2023-08-29 09:30"),
        reason="Sai thành phần hồ sơ.",
        by=minh,
        at=moment("2023-08-29 14:00"),
    )
    assert (dossier.state, dossier.specialist, open_leg(dossier).holder) == (
        State.RECEIVED,
        None,
        hoa.official,
    )
    processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-29 15:00"))
    assert legs(dossier) == [
        ("clerk", "done"),
        ("specialist", "given_back"),
        ("clerk", "done"),
        ("specialist", ""),
    ]


def test_what_comes_back_has_the_rest_of_its_time(processing_dossier: MakeDossier, minh: User) -> None:
    dossier = processing_dossier("2023-08-29 09:30")
    handing.give_back(dossier=dossier, reason="Sai thành phần.", by=minh, at=moment("2023-08-29 14:00"))
    assert open_leg(dossier).minutes == 144  # nothing was used of the first leg


def test_the_leader_assigns_a_colleague_within_the_time_left(
    processing_dossier: MakeDossier, hai: User, anh: User
) -> None:
    dossier = processing_dossier("2023-08-29 07:00")
    due = open_leg(dossier).due_at
    handing.reassign(
        dossier=dossier, official=anh.official.pk, reason="Nghỉ phép.", by=hai, at=moment("2023-08-29 15:00")
    )
    leg = open_leg(dossier)
    assert (leg.holder, leg.accepted_at, leg.due_at) == (anh.official, None, due)


def test_only_specialists_of_the_unit_can_be_assigned(
    processing_dossier: MakeDossier, hai: User, dung: User
) -> None:
    given = ActInput(reason="Nghỉ phép.", official=dung.pk)
    with pytest.raises(Exception, match="official"):
        perform(processing_dossier(), Action.REASSIGN, given, by=hai, at=moment("2023-08-30 09:00"))


def test_taking_over_from_a_colleague_keeps_the_clock(processing_dossier: MakeDossier, anh: User) -> None:
    dossier = processing_dossier("2023-08-29 07:00")
    due = open_leg(dossier).due_at
    processing.take(dossier=dossier, by=anh, at=moment("2023-08-29 15:00"))
    assert (open_leg(dossier).holder, open_leg(dossier).due_at) == (anh.official, due)
    assert legs(dossier)[-2] == ("specialist", "reassigned")


def test_the_second_to_accept_what_both_saw_is_told(
    received: MakeDossier, hoa: User, minh: User, anh: User
) -> None:
    dossier = processing.forward(dossier=received(), by=hoa, at=moment("2023-08-29 10:00"))
    seen = ActInput(lock_version=dossier.lock_version)
    perform(dossier, Action.TAKE, seen, by=minh, at=moment("2023-08-29 10:05"))
    with pytest.raises(WrongMoment):
        perform(dossier, Action.TAKE, seen, by=anh, at=moment("2023-08-29 10:05"))
    assert open_leg(dossier).holder == minh.official
