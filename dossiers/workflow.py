"""The life of a dossier (vòng đời hồ sơ) as one table: it serves buttons, API and guards alike.

States are the ten status codes of the national public service portal, plus 0 for a draft. What is not a status
(a supplement round, a proposal, a payment) is its own row elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum

from staff.roles import Role


class State(IntEnum):
    """Trạng thái hồ sơ, national codes 1–10; 0 is a draft nobody else sees."""

    DRAFT = 0
    SUBMITTED = 1
    RECEIVED = 2
    REFUSED = 3
    PROCESSING = 4
    SUPPLEMENT = 5
    PAYMENT = 6
    WITHDRAWAL = 7
    STOPPED = 8
    RESOLVED = 9
    RETURNED = 10


class Action(StrEnum):
    """Acts on a dossier; the values are the names in the API and in the trail."""

    SUBMIT = "submit"
    RECEIVE = "receive"
    REFUSE = "refuse"
    REQUEST_SUPPLEMENT = "request_supplement"
    SUPPLY = "supply"
    RESUME = "resume"
    FORWARD = "forward"
    TAKE = "take"
    REQUEST_PAYMENT = "request_payment"
    CONFIRM_PAYMENT = "confirm_payment"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    SIGN = "sign"
    RETURN = "return"
    WITHDRAW = "withdraw"
    CONTINUE = "continue"
    STOP = "stop"
    HAND_ON = "hand_on"
    GIVE_BACK = "give_back"
    PULL = "pull"
    REASSIGN = "reassign"
    ASK_OPINION = "ask_opinion"
    GIVE_OPINION = "give_opinion"
    DROP_OPINION = "drop_opinion"
    LINK = "link"
    LINKED_RESULT = "linked_result"
    EXTEND = "extend"
    OVERRIDE = "override"
    CORRECT = "correct"
    COLLECT_FEE = "collect_fee"
    VOID_FEE = "void_fee"


class Clock(Enum):
    """What an act does to the promised time."""

    UNTOUCHED = "untouched"
    STARTS = "starts"
    PAUSES = "pauses"
    RUNS_AGAIN = "runs_again"
    STOPS = "stops"


@dataclass(frozen=True)
class Transition:
    """One act: from which states, to which (empty: the state stays), by whom, and what the clock does."""

    action: Action
    sources: frozenset[State]
    targets: tuple[State, ...]
    by: frozenset[Role]
    clock: Clock = Clock.UNTOUCHED
    needs_reason: bool = False


OPEN_STATES = frozenset(
    {
        State.SUBMITTED,
        State.RECEIVED,
        State.PROCESSING,
        State.SUPPLEMENT,
        State.PAYMENT,
        State.WITHDRAWAL,
    }
)
RUNNING_STATES = frozenset({State.RECEIVED, State.PROCESSING})
PAUSED_STATES = frozenset({State.SUPPLEMENT, State.PAYMENT, State.WITHDRAWAL})
FINAL_STATES = frozenset({State.REFUSED, State.STOPPED, State.RETURNED})


def _row(
    action: Action,
    sources: set[State],
    targets: tuple[State, ...],
    by: set[Role],
    clock: Clock = Clock.UNTOUCHED,
    *,
    needs_reason: bool = False,
) -> Transition:
    return Transition(action, frozenset(sources), targets, frozenset(by), clock, needs_reason)


_UNDER_WAY = {State.RECEIVED, State.PROCESSING, State.SUPPLEMENT, State.PAYMENT, State.WITHDRAWAL}
_CLERK, _SPECIALIST, _LEADER, _CITIZEN = {Role.CLERK}, {Role.SPECIALIST}, {Role.LEADER}, {Role.CITIZEN}

TRANSITIONS: tuple[Transition, ...] = (
    _row(Action.SUBMIT, {State.DRAFT}, (State.SUBMITTED,), _CITIZEN),
    _row(
        Action.RECEIVE,
        {State.DRAFT, State.SUBMITTED, State.SUPPLEMENT},
        (State.RECEIVED,),
        _CLERK,
        Clock.STARTS,
    ),
    _row(
        Action.REFUSE,
        {State.DRAFT, State.SUBMITTED, State.SUPPLEMENT},
        (State.REFUSED,),
        _CLERK,
        Clock.STOPS,
        needs_reason=True,
    ),
    _row(
        Action.REQUEST_SUPPLEMENT,
        {State.DRAFT, State.SUBMITTED},
        (State.SUPPLEMENT,),
        _CLERK,
        Clock.PAUSES,
        needs_reason=True,
    ),
    _row(
        Action.REQUEST_SUPPLEMENT,
        {State.PROCESSING},
        (State.SUPPLEMENT,),
        _CLERK | _SPECIALIST,
        Clock.PAUSES,
        needs_reason=True,
    ),
    _row(Action.SUPPLY, {State.SUPPLEMENT}, (), _CITIZEN | _CLERK),
    _row(Action.RESUME, {State.SUPPLEMENT}, (State.PROCESSING,), _CLERK, Clock.RUNS_AGAIN),
    _row(Action.FORWARD, {State.RECEIVED}, (State.PROCESSING,), _CLERK),
    _row(Action.TAKE, {State.PROCESSING}, (), _SPECIALIST),
    _row(Action.HAND_ON, {State.PROCESSING}, (), _SPECIALIST),
    _row(
        Action.GIVE_BACK,
        {State.PROCESSING},
        (State.PROCESSING, State.RECEIVED),
        _SPECIALIST,
        needs_reason=True,
    ),
    _row(Action.PULL, {State.PROCESSING}, (State.PROCESSING, State.RECEIVED), _CLERK | _SPECIALIST),
    _row(Action.REASSIGN, {State.PROCESSING}, (), _LEADER, needs_reason=True),
    _row(
        Action.REQUEST_PAYMENT,
        {State.PROCESSING},
        (State.PAYMENT,),
        _SPECIALIST,
        Clock.PAUSES,
        needs_reason=True,
    ),
    _row(Action.CONFIRM_PAYMENT, {State.PAYMENT}, (State.PROCESSING,), _CLERK, Clock.RUNS_AGAIN),
    _row(Action.PROPOSE, {State.PROCESSING}, (), _SPECIALIST),
    _row(Action.SEND_BACK, {State.PROCESSING}, (), _LEADER, needs_reason=True),
    _row(Action.SIGN, {State.PROCESSING}, (State.RESOLVED,), _LEADER, Clock.STOPS),
    _row(Action.RETURN, {State.RESOLVED}, (State.RETURNED,), _CLERK),
    _row(
        Action.WITHDRAW,
        {State.SUBMITTED, State.RECEIVED, State.PROCESSING, State.SUPPLEMENT, State.PAYMENT},
        (State.WITHDRAWAL,),
        _CITIZEN | _CLERK,
        Clock.PAUSES,
        needs_reason=True,
    ),
    _row(
        Action.CONTINUE,
        {State.WITHDRAWAL},
        (State.RECEIVED, State.PROCESSING, State.SUPPLEMENT, State.PAYMENT),
        _CLERK,
        Clock.RUNS_AGAIN,
    ),
    _row(
        Action.STOP,
        {State.PROCESSING, State.SUPPLEMENT, State.PAYMENT, State.WITHDRAWAL},
        (State.STOPPED,),
        _CLERK | _LEADER,
        Clock.STOPS,
        needs_reason=True,
    ),
    _row(Action.ASK_OPINION, {State.PROCESSING}, (), _SPECIALIST),
    _row(Action.GIVE_OPINION, _UNDER_WAY, (), _SPECIALIST | _LEADER),
    _row(Action.DROP_OPINION, _UNDER_WAY, (), _SPECIALIST),
    _row(Action.LINK, {State.RECEIVED, State.PROCESSING}, (), _CLERK | _SPECIALIST),
    _row(Action.CORRECT, _UNDER_WAY, (), _CLERK, needs_reason=True),
    _row(Action.EXTEND, {State.RECEIVED, State.PROCESSING}, (), _LEADER, needs_reason=True),
    _row(Action.OVERRIDE, {State.RECEIVED, State.PROCESSING}, (), _LEADER, needs_reason=True),
)


def find(action: Action, state: State) -> Transition | None:
    """The row for `action` from `state`, or None when the moment is wrong."""
    for row in TRANSITIONS:
        if row.action is action and state in row.sources:
            return row
    return None


def actions_from(state: State) -> list[Action]:
    """Every act the table permits from `state`, whoever acts, in table order."""
    return [row.action for row in TRANSITIONS if state in row.sources]
