"""Any life: random acts of random people at random moments, against a model of the law written from its text.

The model knows nothing of the program's own table. What the law permits must succeed, everything else must be
refused and change nothing; after every act the rows must tell one consistent story.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Dossier, Leg
from dossiers.promising import promise_of
from dossiers.services.perform import VERBS, ActInput, perform
from dossiers.workflow import Action
from procedures.models import ProcedureVersion
from staff.models import Official, User
from staff.office_calendar import calendar_for
from staff.roles import Role
from tests.journeys.test_refused import submitted
from tests.people import Office, make_official, moment

DRAFT, SUBMITTED, RECEIVED, REFUSED, PROCESSING, SUPPLEMENT = range(6)
PAYMENT, WITHDRAWAL, STOPPED, RESOLVED, RETURNED = range(6, 11)
RUNNING, PAUSED = {RECEIVED, PROCESSING}, {SUPPLEMENT, PAYMENT, WITHDRAWAL}
PEOPLE = ("lan", "hoa", "minh", "hai", "nga", "tu")
STAYS, BACK, STEP_BACK = (
    -1,
    -2,
    -3,
)  # the state stays; back to where the withdrawal was asked for; one step back on the route

# act, from which states, to which, by whom: as the decrees and the national list of states are read
LAW: list[tuple[str, set[int], int, str]] = [
    ("receive", {SUBMITTED, SUPPLEMENT}, RECEIVED, "hoa"),
    ("refuse", {SUBMITTED, SUPPLEMENT}, REFUSED, "hoa"),
    ("request_supplement", {SUBMITTED}, SUPPLEMENT, "hoa"),
    ("request_supplement", {PROCESSING}, SUPPLEMENT, "hoa minh"),
    ("supply", {SUPPLEMENT}, STAYS, "lan hoa"),
    ("resume", {SUPPLEMENT}, PROCESSING, "hoa"),
    ("forward", {RECEIVED}, PROCESSING, "hoa"),
    ("take", {PROCESSING}, STAYS, "minh"),
    ("request_payment", {PROCESSING}, PAYMENT, "minh"),
    ("confirm_payment", {PAYMENT}, PROCESSING, "hoa"),
    ("propose", {PROCESSING}, STAYS, "minh"),
    ("send_back", {PROCESSING}, STAYS, "hai"),
    ("sign", {PROCESSING}, RESOLVED, "hai"),
    ("return", {RESOLVED}, RETURNED, "hoa"),
    ("withdraw", {SUBMITTED, RECEIVED, PROCESSING, SUPPLEMENT, PAYMENT}, WITHDRAWAL, "lan hoa"),
    ("continue", {WITHDRAWAL}, BACK, "hoa"),
    ("stop", {PROCESSING, SUPPLEMENT, PAYMENT, WITHDRAWAL}, STOPPED, "hoa hai"),
    ("give_back", {PROCESSING}, STEP_BACK, "minh"),
    ("pull", {PROCESSING}, STEP_BACK, "hoa minh"),
    ("reassign", {PROCESSING}, STAYS, "hai"),
    ("ask_opinion", {PROCESSING}, STAYS, "minh"),
    ("give_opinion", {RECEIVED, PROCESSING, SUPPLEMENT, PAYMENT, WITHDRAWAL}, STAYS, "nga"),
    ("drop_opinion", {RECEIVED, PROCESSING, SUPPLEMENT, PAYMENT, WITHDRAWAL}, STAYS, "minh"),
    ("link", {RECEIVED, PROCESSING}, STAYS, "hoa minh"),
    ("extend", {RECEIVED, PROCESSING}, STAYS, "hai"),
    ("override", {RECEIVED, PROCESSING}, STAYS, "hai"),
]
# chosen less often, so that lives grow long
ENDS_EARLY = {"refuse", "stop", "withdraw"}
# drafts and routes with several specialists have tests of their own
NOT_HERE = {"submit", "hand_on"}


@dataclass
class Model:
    """What the law knows of one dossier that was submitted online."""

    state: int = SUBMITTED
    is_received: bool = False
    is_asked: bool = False
    is_answered: bool = False
    is_proposed: bool = False
    is_opinion_open: bool = False
    is_linked: bool = False
    is_extended: bool = False
    left_from: int = SUBMITTED
    done: list[str] = field(default_factory=list)

    def row(self, act: str, who: str, leg: Leg | None) -> tuple[str, set[int], int, str] | None:
        """The line of the law that permits this now, with the dossier lying where it does."""
        rows = (row for row in LAW if row[0] == act and self.state in row[1] and who in row[3].split())
        return next(rows, None) if self._has_substance(act, who, leg) else None

    def _has_substance(self, act: str, who: str, leg: Leg | None) -> bool:
        is_with_specialist = leg is not None and leg.role == "specialist"
        is_waiting = leg is not None and leg.accepted_at is None and leg.position > 1
        return {
            "request_supplement": not self.is_asked,  # Decree 118/2025 article 11: once
            "supply": not self.is_answered,
            "receive": not self.is_received,
            "resume": self.is_received,
            "continue": self.is_received,
            "sign": self.is_proposed,
            "send_back": self.is_proposed,
            "give_back": is_with_specialist,
            "reassign": is_with_specialist,
            "pull": is_waiting and leg.given_by.username == who,
            "ask_opinion": not self.is_opinion_open,
            "give_opinion": self.is_opinion_open,
            "drop_opinion": self.is_opinion_open,
            "link": not self.is_linked,
            "extend": not self.is_extended,  # Decree 118/2025: a new appointment is made only once
        }.get(act, True)

    def happens(self, act: str, target: int, step_before: str) -> None:
        self.done.append(act)
        if act == "withdraw":
            self.left_from = self.state
        if act in ("sign", "send_back", "request_supplement", "pull"):
            self.is_proposed = False
        self.is_proposed |= act == "propose"
        self.is_answered |= act in ("supply", "resume")
        self.is_asked |= act == "request_supplement"
        self.is_received |= act == "receive"
        self.is_linked |= act == "link"
        self.is_extended |= act == "extend"
        if act in ("ask_opinion", "give_opinion", "drop_opinion"):
            self.is_opinion_open = act == "ask_opinion"
        if target == STEP_BACK:
            self.state = RECEIVED if step_before == "clerk" else PROCESSING
        elif target != STAYS:
            self.state = self.left_from if target == BACK else target


class AnyLife(RuleBasedStateMachine):
    """Lan, Hoa, Minh, Hải and Tú (of another commune, who may do nothing) do what comes to their minds."""

    office: ClassVar[Office]
    version: ClassVar[ProcedureVersion]
    people: ClassVar[dict[str, User]]
    seen: ClassVar[set[str]]

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize()
    def lan_submits(self) -> None:
        self.now = moment("2023-08-25 09:30")
        dossier = submitted(self.people["lan"], self.version, self.office, "2023-08-25 09:30")
        self.pk = dossier.pk
        self.model = Model()

    @rule(seed=st.integers(0, 2**64), minutes=st.integers(1, 4000))
    def life_goes_on(self, seed: int, minutes: int) -> None:
        chance = Random(f"{seed} {self.now}")  # the same small numbers come often; the moment tells them apart
        self.now += dt.timedelta(minutes=minutes)
        if chance.random() < 0.4:
            self.try_to(chance.choice(LAW)[0], chance.choice(PEOPLE))
        leg = self.dossier.open_leg
        lawful = [(row[0], who) for row in LAW for who in row[3].split() if self.model.row(row[0], who, leg)]
        ending = [(act, who) for act, who in lawful if act in ENDS_EARLY] or lawful
        onward = [(act, who) for act, who in lawful if act not in ENDS_EARLY] or lawful
        unheard_of = [(act, who) for act, who in onward if act not in self.model.done] or onward
        if lawful:
            self.try_to(*chance.choice(chance.choices([ending, onward, unheard_of], [1, 3, 6])[0]))

    def try_to(self, act: str, who: str) -> None:
        leg = self.dossier.open_leg
        row = self.model.row(act, who, leg)
        before = self.story()
        if row is None:
            with pytest.raises((WrongMoment, NotPermitted, Faults)), transaction.atomic():
                self.perform(act, who)
            assert self.story() == before
            return
        self.perform(act, who)
        self.model.happens(act, row[2], "specialist" if leg is not None and leg.role == "leader" else "clerk")
        self.seen.add(act)

    def perform(self, act: str, who: str) -> None:
        leg = self.dossier.open_leg
        others = Official.objects.filter(user__username__in=["minh", "dung"])
        colleague = others.exclude(pk=leg.holder_id if leg is not None and leg.holder_id else 0).first()
        given = ActInput(
            reason="Lý do ghi trên phiếu.",
            items=["Bản sao trích lục"],
            outcome="granted",
            text="Đủ điều kiện, đề nghị cấp.",
            answer="Đã nộp bổ sung.",
            official=colleague.pk,
            units=[self.office.district.code],
            question="Đề nghị xác nhận tình trạng cư trú.",
            amount=4,
            measure="hours",
            procedure="1.001193",
            unit=self.office.other_commune.code,
            cause="Chờ kết quả xác minh.",
            extra_days=3,
            due_on=calendar_for(self.office.commune).next_working_day(self.now.date() + dt.timedelta(20)).date,
            document="Quyết định số 15/QĐ-UBND",
            note="Ký khi hồ sơ liên thông chưa xong.",
        )
        perform(self.dossier, Action(act), given, by=self.people[who], at=self.now)

    @property
    def dossier(self) -> Dossier:
        return Dossier.objects.get(pk=self.pk)

    def story(self) -> tuple[Any, ...]:
        """Everything an act could change."""
        dossier = self.dossier
        hanging = (dossier.events, dossier.promise_moves, dossier.pauses, dossier.issued_documents, dossier.legs)
        return (dossier.state, dossier.lock_version, dossier.due_at, *(rows.count() for rows in hanging))

    @invariant()
    def the_state_is_what_the_law_says(self) -> None:
        assert self.dossier.state == self.model.state

    @invariant()
    def the_trail_is_whole(self) -> None:
        events = list(self.dossier.events.order_by("pk"))
        assert [event.action for event in events][1:] == self.model.done
        assert all(one.to_state == two.from_state for one, two in pairwise(events))
        # an answer from another unit disturbs nobody who has the page open
        assert self.dossier.lock_version == sum(event.action != "give_opinion" for event in events)

    @invariant()
    def the_clock_stands_exactly_while_the_citizen_is_waited_for(self) -> None:
        open_pauses = self.dossier.pauses.filter(ended_at__isnull=True).count()
        assert bool(open_pauses) == (self.model.is_received and self.model.state in PAUSED)

    @invariant()
    def the_ledger_leads_from_the_first_promise_to_the_last(self) -> None:
        dossier = self.dossier
        moves = list(dossier.promise_moves.order_by("pk"))
        assert bool(moves) == self.model.is_received
        if not moves:
            assert dossier.due_at is None
            return
        assert moves[0].old_due_at is None
        assert moves[0].new_due_at == dossier.promised_at
        assert all(one.new_due_at == two.old_due_at for one, two in pairwise(moves))
        assert moves[-1].new_due_at == dossier.due_at

    @invariant()
    def the_date_is_recomputed_from_rows(self) -> None:
        dossier = self.dossier
        if self.model.state in RUNNING:
            assert promise_of(dossier).due_at == dossier.due_at

    @invariant()
    def lateness_is_judged_once_by_the_promise(self) -> None:
        dossier = self.dossier
        is_ready = self.model.state in (RESOLVED, RETURNED)
        assert bool(dossier.verdict) == is_ready
        if is_ready:
            assert (dossier.verdict == "late") == (dossier.resolved_at > dossier.judged_due_at)
            assert bool(dossier.minutes_late) == dossier.lateness.exists()
            assert sum(share.minutes for share in dossier.lateness.all()) == (dossier.minutes_late or 0)

    @invariant()
    def one_request_for_a_supplement_and_one_apology_at_most(self) -> None:
        assert self.dossier.issued_documents.filter(form="02").count() == self.model.is_asked
        assert self.dossier.issued_documents.filter(form="04").count() == self.model.is_extended
        assert self.dossier.apologies.filter(status="sent").count() == self.model.is_extended

    @invariant()
    def it_lies_with_exactly_one_desk_while_it_is_under_way(self) -> None:
        is_under_way = self.model.is_received and self.model.state in RUNNING | PAUSED
        legs = list(self.dossier.legs.all())
        assert sum(leg.ended_at is None for leg in legs) == is_under_way
        assert [leg.position for leg in legs] == list(range(1, len(legs) + 1))
        assert all(one.ended_at == two.given_at for one, two in pairwise(legs))


def test_every_life_obeys_the_law(
    office: Office,
    version: ProcedureVersion,
    same_day_version: ProcedureVersion,
    lan: User,
    hoa: User,
    minh: User,
    hai: User,
    tu: User,
) -> None:
    nga = make_official("nga", "Vũ Thị Nga", office.district, Role.SPECIALIST)
    make_official("dung", "Đỗ Văn Dũng", office.commune, Role.SPECIALIST)
    people = {"lan": lan, "hoa": hoa, "minh": minh, "hai": hai, "nga": nga, "tu": tu}
    machine = type("AnyLife", (AnyLife,), {"office": office, "version": version, "people": people, "seen": set()})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=60,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            phases=[Phase.generate],  # a life of fifty acts is not worth the minutes it takes to shorten
        ),
    )
    assert machine.seen == {row[0] for row in LAW}, "every act happened in some life"


def test_the_model_knows_every_act() -> None:
    assert {row[0] for row in LAW} | NOT_HERE == {action.value for action in VERBS}
