"""What happens to a dossier once it is received (diễn biến xử lý), drawn by seed on the line of office minutes."""

from __future__ import annotations

import datetime as dt
from random import Random

from dossiers.models import Dossier, DossierPaper, Proposal
from dossiers.models.dossier import new_reference
from dossiers.workflow import Action
from procedures.limits import LimitMode
from staff.models import User
from staff.office_calendar import current_calendars
from staff.roles import Role

from . import wording
from .arrivals import RUSH_DAYS
from .doors import Door, Manner
from .life import Life, NotYet
from .office_minutes import OfficeMinutes
from .people import MAIN_UNIT, Desk

DAY = 480  # office minutes of an ordinary day
_FAST = (LimitMode.SAME_DAY.value, LimitMode.WORKING_HOURS.value)
_PAID_FIELDS = ("Đất đai", "Hoạt động xây dựng")


class Storyteller:
    """Tells the life of each door's dossier up to "now"."""

    def __init__(
        self, rng: Random, desks: list[Desk], office: OfficeMinutes, now: dt.datetime, early_rule: str
    ) -> None:
        self._rng, self._office, self._now, self._early_rule = rng, office, now, early_rule
        self._calendars = current_calendars()  # asked for each dossier, they would be looked for in the database
        today = office.last_index_until(now)
        self._rush_from = office.start_of(max(today - RUSH_DAYS, 0))
        # Two counters struggle, so that the leader has something to see.
        self._lateness = {desk.unit.pk: rng.uniform(0.006, 0.018) for desk in desks}
        for desk in rng.sample([desk for desk in desks if desk.unit.code != MAIN_UNIT], 2):
            self._lateness[desk.unit.pk] = rng.uniform(0.025, 0.04)

    def tell(self, door: Door) -> Life:
        life = self._begin(door)
        try:
            self._at_the_door(life, door)
            if door.is_received:
                self._after_reception(life, door)
        except NotYet:
            pass
        return life

    def _begin(self, door: Door) -> Life:
        arrival, person, rng = door.arrival, door.person, self._rng
        online = arrival.channel == "online"
        typing = dt.timedelta(minutes=rng.randint(4, 40)) if online else dt.timedelta()
        handling_unit = arrival.desk.handling_unit(arrival.version.procedure.field_id)
        return Life(
            version=arrival.version,
            unit=arrival.desk.unit,
            handling_unit=handling_unit,
            now=self._now,
            early_rule=self._early_rule,
            calendars=self._calendars,
            code=door.code,
            columns={
                "reference": new_reference(rng.choice),
                "version": arrival.version,
                "receiving_unit": arrival.desk.unit,
                "handling_unit": handling_unit,
                "channel": arrival.channel,
                "applicant": door.account,
                "applicant_kind": person.kind,
                "applicant_name": person.name,
                "identity_number": person.identity_number,
                "phone": person.phone,
                "email": person.email,
                "address": person.address,
                "request": arrival.version.name[:500],
                "sets": 1,
                "delivery": self._delivery(online),
                "created_at": arrival.at - typing,
                "submitted_at": arrival.at,
            },
        )

    def _delivery(self, online: bool) -> str:
        choices = (Dossier.Delivery.COUNTER, Dossier.Delivery.POST, Dossier.Delivery.ONLINE)
        return self._rng.choices(choices, (6, 2, 2) if online else (95, 5, 0))[0].value

    def _at_the_door(self, life: Life, door: Door) -> None:
        arrival = door.arrival
        if arrival.channel == "online" and door.account is not None:
            life.act(Action.SUBMIT, at=arrival.at, by=door.account, role=Role.CITIZEN)
        if door.manner is Manner.REFUSED:
            life.refuse(self._rng.choice(wording.REFUSALS), at=door.settled_at, by=door.clerk)
            return
        if door.manner is Manner.COMPLETED and door.supplied_at is not None and door.account is not None:
            self._ask(life, at=door.answered_at, by=door.clerk, role=Role.CLERK)
            answer = self._rng.choice(wording.SUPPLEMENT_ANSWERS)
            life.supply(answer, at=door.supplied_at, by=door.account, role=Role.CITIZEN)
        life.receive(at=door.settled_at, by=door.clerk)
        life.papers = [
            DossierPaper(
                required_document=document,
                name=document.name,
                originals=document.originals,
                copies=document.copies if document.originals + document.copies else 1,
                is_shown_only=not document.is_uploadable,
            )
            for document in life.version.documents.all()
            if document.mandatory
        ]

    def _ask(self, life: Life, *, at: dt.datetime, by: User, role: Role) -> None:
        items = self._rng.sample(wording.SUPPLEMENT_ITEMS, self._rng.randint(1, 2))
        life.ask_supplement(items, self._rng.choice(wording.SUPPLEMENT_REASONS), at=at, by=by, role=role)

    def _after_reception(self, life: Life, door: Door) -> None:
        rng, desk, moment = self._rng, door.arrival.desk, self._office.moment
        fast = life.version.limit_mode in _FAST
        received = self._office.position(door.settled_at)
        room = max(self._office.position(life.due_at) - received, 6)
        at = received + min(
            rng.randint(1, 6) if fast or life.columns["channel"] == "online" else rng.randint(5, 200), room // 6
        )
        life.act(Action.FORWARD, at=moment(at), by=door.clerk, role=Role.CLERK)
        specialist = rng.choice(desk.specialists[life.handling_unit.pk])
        at += min(rng.randint(1, 8) if fast else rng.randint(8, 400), room // 5)
        life.take(at=moment(at), by=specialist)
        if not fast:
            at = self._interrupt(life, door, specialist, at)
            if life.current.name == "STOPPED":
                return
        self._resolve(life, door, specialist, at, late=rng.random() < self._risk(desk, received, fast))

    def _risk(self, desk: Desk, received: int, fast: bool) -> float:
        if fast:
            return self._lateness[desk.unit.pk] / 3
        return max(self._lateness[desk.unit.pk], 0.13 if received >= self._rush_from else 0)

    def _interrupt(self, life: Life, door: Door, specialist: User, at: int) -> int:
        """A supplement, a payment or a withdrawal on the way; returns where work goes on."""
        rng, moment = self._rng, self._office.moment
        luck = rng.random()
        room = self._office.position(life.due_at) - at
        pause = at + rng.randint(3, max(min(DAY, room // 2), 4))
        if life.version.procedure.field.name in _PAID_FIELDS and luck < 0.3:
            life.ask_payment(rng.choice(wording.PAYMENT_REASONS), at=moment(pause), by=specialist)
            at = pause + rng.randint(DAY, DAY * 8)
            life.confirm_payment(at=moment(at), by=door.clerk)
        elif luck < 0.05 and door.manner is Manner.ACCEPTED:
            self._ask(life, at=moment(pause), by=specialist, role=Role.SPECIALIST)
            at = pause + rng.randint(DAY // 2, DAY * 7)
            by, role = (door.account, Role.CITIZEN) if door.account else (door.clerk, Role.CLERK)
            life.supply(rng.choice(wording.SUPPLEMENT_ANSWERS), at=moment(at), by=by, role=role)
            at += rng.randint(4, 200)
            life.resume(at=moment(at), by=door.clerk)
        elif luck < 0.065:
            by, role = (door.account, Role.CITIZEN) if door.account else (door.clerk, Role.CLERK)
            life.withdraw(rng.choice(wording.WITHDRAWALS), at=moment(pause), by=by, role=role)
            life.stop(wording.STOPPED, at=moment(pause + rng.randint(20, DAY * 2)), by=door.clerk)
        return at

    def _resolve(self, life: Life, door: Door, specialist: User, at: int, *, late: bool) -> None:
        rng, moment = self._rng, self._office.moment
        ready = self._ready(life, at, late=late)
        room = ready - at
        leader = rng.choice(door.arrival.desk.leaders)
        specialist, at = self._pass_on(life, door, specialist, at, room)
        room = ready - at
        if room > 60 and rng.random() < 0.025:
            life.propose(Proposal.Outcome.GRANTED, wording.GRANTED, at=moment(at + room // 4), by=specialist)
            life.send_back(rng.choice(wording.SENT_BACK), at=moment(at + room // 2), by=leader)
        denied = rng.random() < 0.012
        outcome, text = (
            (Proposal.Outcome.DENIED, rng.choice(wording.DENIED))
            if denied
            else (Proposal.Outcome.GRANTED, wording.GRANTED)
        )
        life.propose(outcome, text, at=moment(at + room * rng.randint(60, 95) // 100), by=specialist)
        life.sign(at=moment(ready), by=leader)
        life.give_back(at=moment(ready + self._until_collected(life)), by=door.clerk)

    def _pass_on(self, life: Life, door: Door, specialist: User, at: int, room: int) -> tuple[User, int]:
        """Through the further specialists of a route of its own; returns the last of them, and when."""
        steps = [step for step in life.version.steps.all() if step.role == Role.SPECIALIST][1:]
        share = room // (len(steps) + 2)
        for step in steps:
            unit = step.unit_id or life.handling_unit.pk
            at += max(share, 2)
            life.hand_on(at=self._office.moment(at), by=specialist, to=unit)
            specialist = self._rng.choice(door.arrival.desk.specialists[unit])
            at += min(self._rng.randint(5, 120), max(share // 2, 1))
            life.take(at=self._office.moment(at), by=specialist)
        return specialist, at

    def _ready(self, life: Life, at: int, *, late: bool) -> int:
        """When the result is signed: mostly on an earlier day than promised, sometimes on the day, seldom late."""
        rng = self._rng
        due = self._office.position(life.due_at)
        due_day = self._office.start_of(self._office.index_at(due - 1))
        if late or at + 2 >= due:
            return max(due, at) + rng.randint(15, DAY * 4)
        if life.version.limit_mode in _FAST:
            return min(at + rng.randint(2, 150), rng.randint(at + 1, due - 1))
        if due_day > at + 30 and rng.random() < 0.66:
            return int(rng.triangular(at + 20, due_day - 1, due_day - 1))
        return rng.randint(min(max(at + 1, due_day), due - 1), due - 1)

    def _until_collected(self, life: Life) -> int:
        if life.version.limit_mode in _FAST:
            return self._rng.randint(1, 45)
        luck = self._rng.random()
        longest = DAY if luck < 0.6 else DAY * 4 if luck < 0.95 else DAY * 30
        return self._rng.randint(5, longest)
