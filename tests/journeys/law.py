"""The law of a dossier's life as a table and a small model, written from its text and not from the program."""

from __future__ import annotations

from dataclasses import dataclass, field

from dossiers.models import Leg

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
    ("correct", {RECEIVED, PROCESSING, SUPPLEMENT, PAYMENT, WITHDRAWAL}, STAYS, "hoa"),
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
            "take": leg is None or not self._is_own_work(leg, who),
            "give_back": is_with_specialist,
            "reassign": is_with_specialist,
            "pull": is_waiting and leg.given_by.username == who and self._went_forward(leg),
            "ask_opinion": not self.is_opinion_open,
            "give_opinion": self.is_opinion_open,
            "drop_opinion": self.is_opinion_open,
            "link": not self.is_linked,
            "extend": not self.is_extended,  # Decree 118/2025: a new appointment is made only once
        }.get(act, True)

    @staticmethod
    def _went_forward(leg: Leg) -> bool:
        return leg.dossier.legs.get(position=leg.position - 1).ending == "done"

    @staticmethod
    def _is_own_work(leg: Leg, who: str) -> bool:
        official = leg.dossier.specialist
        is_in_hand = leg.accepted_at is not None or leg.role == "leader"
        return official is not None and official.user.username == who and is_in_hand

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
