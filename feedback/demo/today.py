"""Plays the scenes of the main counter through the real services, in order of time, papers and messages too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random

from dossiers.linked import files_to_show
from dossiers.models import Dossier, Proposal
from dossiers.models.dossier import new_reference
from dossiers.opinions import Measure
from dossiers.rules import Applicant, Authorising, HandedIn
from dossiers.services import (
    apology,
    decision,
    filing,
    handing,
    handover,
    intake,
    linking,
    opinion,
    override,
    processing,
    refusal,
)
from dossiers.services.writing import search_text_of
from feedback.services.rating import rate
from procedures.models import ProcedureVersion
from staff.models import User

from . import names, wording
from .names import Person
from .office_minutes import OfficeMinutes
from .people import DIVISION, LAN, Cast
from .scans import attach_scans
from .scenes import SCENES, Scene
from .till import Till

#: So many office minutes after the reception money changes hands.
_PAID_AFTER = 3
#: Procedures whose fee was entered on earlier days: still owed, or let off.
_OWING = frozenset({"1.004222", "1.004884", "2.001035"})


@dataclass
class _Played:
    """A scene being played: who files, and the dossier once there is one."""

    scene: Scene
    version: ProcedureVersion
    person: Person
    account: User | None
    dossier: Dossier | None = None


class Today:
    """The main counter's last days."""

    def __init__(
        self,
        rng: Random,
        cast: Cast,
        versions: list[ProcedureVersion],
        office: OfficeMinutes,
        now: dt.datetime,
        till: Till,
    ) -> None:
        self._till = till
        self._rng, self._cast, self._office, self._now = rng, cast, office, now
        self._versions = {version.procedure.code: version for version in versions}
        self._unit = cast.main.unit
        self._hoa, self._minh, self._hai = (cast.by_username[name] for name in ("hoa", "minh", "hai"))
        last = office.last_index_until(now)
        self._base = last if now < office.days[last].ends_at else last + 1

    def tell(self) -> int:
        """Play every scene up to "now"; returns how many dossiers came of it."""
        played = [self._cast_scene(scene) for scene in SCENES]
        acts: list[tuple[dt.datetime, int, Callable[[dt.datetime], object]]] = [
            (self._moment(1, 0), -1, self._till.open),
            (self._moment(0, -1), len(played), self._till.close),
            (self._moment(0, 0), -1, self._till.open),
            (self._moment(0, 5), -1, self._till.accept),
        ]
        for number, each in enumerate(played):
            for days, minute, name in each.scene.acts:
                acts.append((self._moment(days, minute), number, partial(self._play, each, name)))
                if name == "walk_in" and (days <= 1 or each.scene.procedure in _OWING):
                    at = self._moment(days, minute + _PAID_AFTER)
                    acts.append((at, number, partial(self._charge, each, days)))
        for at, _number, act in sorted(acts, key=lambda each: each[:2]):
            if at <= self._now:
                act(at)
        return sum(each.dossier is not None for each in played)

    def _charge(self, played: _Played, days: int, at: dt.datetime) -> None:
        """Fees of yesterday and today are paid at once; some of earlier days are still owed."""
        if played.dossier is not None:
            self._till.charge(played.dossier, at, is_paid=days <= 1)

    def _moment(self, days: int, minute: int) -> dt.datetime:
        return self._office.moment(self._office.start_of(self._base - days) + minute)

    def _cast_scene(self, scene: Scene) -> _Played:
        version = self._versions[scene.procedure]
        if scene.by == "lan":
            return _Played(scene, version, LAN, self._cast.lan)
        if scene.by == "citizen":
            account, person = self._rng.choice(self._cast.citizens)
            return _Played(scene, version, person, account)
        return _Played(scene, version, names.person(self._rng, place=self._cast.main.place), None)

    def _play(self, played: _Played, act: str, at: dt.datetime) -> None:
        if act == "draft":
            played.dossier = self._draft(played, at)
        elif act == "walk_in":
            played.dossier = self._walk_in(played, at)
        elif played.dossier is not None:
            changed = self._acts()[act](played.dossier, at, played.account)
            played.dossier = changed if isinstance(changed, Dossier) else played.dossier

    def _draft(self, played: _Played, at: dt.datetime) -> Dossier:
        by = played.account or self._cast.lan
        dossier = filing.save_draft(
            dossier=None,
            version=played.version,
            unit=self._unit,
            applicant=_applicant(played.person),
            by=by,
            at=at,
        )
        dossier.reference = new_reference(self._rng.choice)  # before any file is stored under it
        dossier.search_text = search_text_of(dossier)
        dossier.save(update_fields=["reference", "search_text"])
        attach_scans(dossier, by=by, at=at)
        return dossier

    def _walk_in(self, played: _Played, at: dt.datetime) -> Dossier:
        authorised = played.scene.procedure == "2.001035" and len(played.scene.acts) == 1
        return intake.receive_walk_in(
            version=played.version,
            unit=self._unit,
            applicant=_applicant(played.person),
            papers=[
                HandedIn(paper.pk, originals=paper.originals, copies=paper.copies or int(not paper.originals))
                for paper in played.version.documents.all()
                if paper.mandatory
            ],
            principal=self._principal(at) if authorised else None,
            reference=new_reference(self._rng.choice),
            by=self._hoa,
            at=at,
        )

    def _principal(self, at: dt.datetime) -> Authorising:
        person = names.person(self._rng, place=self._cast.main.place)
        return Authorising(
            name=person.name,
            identity_number=person.identity_number,
            phone=person.phone,
            address=person.address,
            authorisation=f"Giấy ủy quyền ngày {at:%d/%m/%Y}",
        )

    def _link(self, dossier: Dossier, procedure: str, at: dt.datetime) -> Dossier:
        return linking.link(
            dossier=dossier,
            procedure=procedure,
            unit=self._unit.code,
            files=[file.pk for file in files_to_show(dossier)],
            reference=new_reference(self._rng.choice),
            by=self._hoa,
            at=at,
        )

    def _acts(self) -> dict[str, Callable[[Dossier, dt.datetime, User | None], object]]:
        rng, hoa, minh, hai = self._rng, self._hoa, self._minh, self._hai
        return {
            "submit": lambda d, at, by: filing.submit(dossier=d, by=by or hoa, at=at),
            "accept": lambda d, at, by: intake.receive(dossier=d, by=hoa, at=at),
            "refuse": lambda d, at, by: refusal.refuse(dossier=d, reason=wording.REFUSALS[1], by=hoa, at=at),
            "forward": lambda d, at, by: processing.forward(dossier=d, by=hoa, at=at),
            "take": lambda d, at, by: processing.take(dossier=d, by=minh, at=at),
            "hand_on": lambda d, at, by: handing.hand_on(dossier=d, by=minh, at=at),
            "give_back": lambda d, at, by: handing.give_back(dossier=d, reason=wording.GIVEN_BACK, by=minh, at=at),
            "consult": lambda d, at, by: opinion.ask(
                dossier=d,
                units=[DIVISION],
                question=wording.OPINION_QUESTION,
                amount=3,
                measure=Measure.DAYS.value,
                by=minh,
                at=at,
            ),
            "advise": lambda d, at, by: opinion.give(
                dossier=d, opinion=None, answer=wording.OPINION_ANSWER, by=self._cast.by_username["dung"], at=at
            ),
            "link_birth": lambda d, at, by: self._link(d, "1.001193", at),
            "link_residence": lambda d, at, by: self._link(d, "1.004222", at),
            "ask": lambda d, at, by: processing.request_supplement(
                dossier=d,
                items=rng.sample(wording.SUPPLEMENT_ITEMS, 2),
                reason=rng.choice(wording.SUPPLEMENT_REASONS),
                by=minh if d.received_at else hoa,
                at=at,
            ),
            "supply": lambda d, at, by: processing.supply(
                dossier=d, answer=wording.SUPPLEMENT_ANSWERS[0], by=by or hoa, at=at
            ),
            "ask_payment": lambda d, at, by: processing.request_payment(
                dossier=d, reason=wording.PAYMENT_REASONS[1], by=minh, at=at
            ),
            "propose": lambda d, at, by: processing.propose(
                dossier=d, outcome=Proposal.Outcome.GRANTED, text=wording.GRANTED, by=minh, at=at
            ),
            "deny": lambda d, at, by: processing.propose(
                dossier=d, outcome=Proposal.Outcome.DENIED, text=wording.DENIED[1], by=minh, at=at
            ),
            "send_back": lambda d, at, by: decision.send_back(
                dossier=d, reason=wording.SENT_BACK[0], by=hai, at=at
            ),
            "apologise": lambda d, at, by: apology.extend(
                dossier=d, cause=wording.APOLOGY_CAUSE, extra_days=3, by=hai, at=at
            ),
            "decide": lambda d, at, by: override.override(
                dossier=d,
                due_on=self._office.days[self._base + 2].date,
                reason=wording.DECISION_REASON,
                document=f"Công văn số 118/UBND-VP ngày {at:%d/%m/%Y}",
                by=hai,
                at=at,
            ),
            "sign": lambda d, at, by: decision.sign(dossier=d, by=hai, at=at),
            "return": lambda d, at, by: handover.return_result(dossier=d, by=hoa, at=at),
            "withdraw": lambda d, at, by: handover.withdraw(
                dossier=d, reason=rng.choice(wording.WITHDRAWALS), by=by or hoa, at=at
            ),
            "stop": lambda d, at, by: handover.stop(dossier=d, reason=wording.STOPPED, by=hoa, at=at),
            "rate": lambda d, at, by: rate(
                dossier=d, attitude=5, time=4, result=5, comment=wording.GOOD_COMMENTS[0], at=at
            ),
        }


def _applicant(person: Person) -> Applicant:
    return Applicant(
        name=person.name,
        kind=person.kind,
        identity_number=person.identity_number,
        phone=person.phone,
        email=person.email,
        address=person.address,
    )
