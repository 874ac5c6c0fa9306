"""Any life: random acts of random people at random moments, against a model of the law written from its text.

The model knows nothing of the program's own table. What the law permits must succeed, everything else must be
refused and change nothing; after every act the rows must tell one consistent story.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from random import Random
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Dossier
from dossiers.promising import promise_of
from dossiers.services.correction import Correction
from dossiers.services.perform import VERBS, ActInput, perform
from dossiers.workflow import Action
from procedures.models import ProcedureVersion
from staff.models import Official, User
from staff.office_calendar import calendar_for
from staff.roles import Role
from tests.journeys.law import (
    ENDS_EARLY,
    LAW,
    NOT_HERE,
    PAUSED,
    PEOPLE,
    RESOLVED,
    RETURNED,
    RUNNING,
    Model,
)
from tests.journeys.test_refused import submitted
from tests.people import Office, make_official, moment

#: What an act could add to a dossier or change beside it.
HANGING = (
    "events",
    "promise_moves",
    "pauses",
    "issued_documents",
    "legs",
    "apologies",
    "overrides",
    "lateness",
)


def in_order(rows: Any) -> list[Any]:
    """Rows read before, as they were written."""
    return sorted(rows.all(), key=lambda row: row.pk)


class AnyLife(RuleBasedStateMachine):
    """Lan, Hoa, Minh, Hải and Tú (of another commune, who may do nothing) do what comes to their minds."""

    office: ClassVar[Office]
    version: ClassVar[ProcedureVersion]
    people: ClassVar[dict[str, User]]
    seen: ClassVar[set[str]]
    dream: ClassVar[str]  # the act these lives are after, so that in all of them everything happens

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
        self.read: Dossier | None = None
        self.model = Model()

    @rule(seed=st.integers(0, 2**64), minutes=st.integers(1, 4000))
    def life_goes_on(self, seed: int, minutes: int) -> None:
        chance = Random(f"{self.dream} {seed} {self.now}")  # small numbers come often; the rest tells them apart
        self.now += dt.timedelta(minutes=minutes)
        if chance.random() < 0.4:
            self.try_to(chance.choice(LAW)[0], chance.choice(PEOPLE))
        leg = self.dossier.open_leg
        lawful = [(row[0], who) for row in LAW for who in row[3].split() if self.model.row(row[0], who, leg)]
        ending = [(act, who) for act, who in lawful if act in ENDS_EARLY] or lawful
        onward = [(act, who) for act, who in lawful if act not in ENDS_EARLY] or lawful
        unheard_of = [(act, who) for act, who in onward if act not in self.model.done] or onward
        dreamt_of = [(act, who) for act, who in lawful if act == self.dream and act not in self.model.done]
        if dreamt_of:
            self.try_to(*chance.choice(dreamt_of))
        elif lawful:
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
            due_on=self.later_day(),
            document="Quyết định số 15/QĐ-UBND",
            note="Ký khi hồ sơ liên thông chưa xong.",
            correction=Correction({"note": f"Đính chính lúc {self.now}"}),
        )
        self.read = None
        perform(Dossier.objects.get(pk=self.pk), Action(act), given, by=self.people[who], at=self.now)

    def later_day(self) -> dt.date:
        """A working day that is promised neither now nor soon."""
        after = max(self.now, self.dossier.due_at or self.now).date() + dt.timedelta(20)
        return calendar_for(self.office.commune).next_working_day(after).date

    @property
    def dossier(self) -> Dossier:
        """With all its rows as the last act left them, read once for everything that is asked of them."""
        if self.read is None:
            self.read = Dossier.objects.prefetch_related(*HANGING).get(pk=self.pk)
        return self.read

    def story(self) -> tuple[Any, ...]:
        """Everything an act could change."""
        dossier = self.dossier
        hanging = [len(getattr(dossier, rows).all()) for rows in HANGING]
        return (dossier.state, dossier.lock_version, dossier.due_at, *hanging)

    @invariant()
    def the_state_is_what_the_law_says(self) -> None:
        assert self.dossier.state == self.model.state

    @invariant()
    def the_trail_is_whole(self) -> None:
        events = in_order(self.dossier.events)
        assert [event.action for event in events][1:] == self.model.done
        assert all(one.to_state == two.from_state for one, two in pairwise(events))
        # an answer from another unit disturbs nobody who has the page open
        assert self.dossier.lock_version == sum(event.action != "give_opinion" for event in events)

    @invariant()
    def the_clock_stands_exactly_while_the_citizen_is_waited_for(self) -> None:
        is_standing = any(pause.ended_at is None for pause in self.dossier.pauses.all())
        assert is_standing == (self.model.is_received and self.model.state in PAUSED)

    @invariant()
    def the_ledger_leads_from_the_first_promise_to_the_last(self) -> None:
        dossier = self.dossier
        moves = in_order(dossier.promise_moves)
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
            assert bool(dossier.minutes_late) == bool(dossier.lateness.all())
            assert sum(share.minutes for share in dossier.lateness.all()) == (dossier.minutes_late or 0)

    @invariant()
    def one_request_for_a_supplement_and_one_apology_at_most(self) -> None:
        issued = [each for each in self.dossier.issued_documents.all() if each.replaces_id is None]
        forms = [document.form for document in issued]
        assert forms.count("02") == self.model.is_asked
        assert forms.count("04") == self.model.is_extended
        sent = [apology for apology in self.dossier.apologies.all() if apology.status == "sent"]
        assert len(sent) == self.model.is_extended

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
    acts, seen = sorted({row[0] for row in LAW}), set[str]()
    for dream in acts:
        given = {"office": office, "version": version, "people": people, "seen": seen, "dream": dream}
        run_state_machine_as_test(
            type("AnyLife", (AnyLife,), given),
            settings=settings(
                max_examples=3,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                derandomize=True,
                phases=[Phase.generate],  # a life of many acts is not worth the minutes it takes to shorten
            ),
        )
    assert seen == set(acts), "every act happened in some life"


def test_the_model_knows_every_act() -> None:
    assert {row[0] for row in LAW} | NOT_HERE == {action.value for action in VERBS}
