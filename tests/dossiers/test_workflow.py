"""The transition table, whole: every state × action × role, against a table written out by hand."""

import itertools

import pytest

from dossiers.workflow import (
    FINAL_STATES,
    PAUSED_STATES,
    RUNNING_STATES,
    TRANSITIONS,
    Action,
    Clock,
    State,
    actions_from,
    find,
)
from staff.roles import Role

# state → action → roles, as in the national list of states and the one-stop decrees.
_UNDER_WAY = {"give_opinion": "leader specialist", "drop_opinion": "specialist", "correct": "clerk"}
EXPECTED: dict[str, dict[str, str]] = {
    "DRAFT": {
        "submit": "citizen",
        "receive": "clerk",
        "refuse": "clerk",
        "request_supplement": "clerk",
    },
    "SUBMITTED": {
        "receive": "clerk",
        "refuse": "clerk",
        "request_supplement": "clerk",
        "withdraw": "citizen clerk",
    },
    "RECEIVED": {
        **_UNDER_WAY,
        "link": "clerk specialist",
        "forward": "clerk",
        "withdraw": "citizen clerk",
        "extend": "leader",
        "override": "leader",
    },
    "REFUSED": {},
    "PROCESSING": {
        **_UNDER_WAY,
        "ask_opinion": "specialist",
        "link": "clerk specialist",
        "request_supplement": "clerk specialist",
        "take": "specialist",
        "hand_on": "specialist",
        "give_back": "specialist",
        "pull": "clerk specialist",
        "reassign": "leader",
        "request_payment": "specialist",
        "propose": "specialist",
        "send_back": "leader",
        "sign": "leader",
        "extend": "leader",
        "override": "leader",
        "withdraw": "citizen clerk",
        "stop": "clerk leader",
    },
    "SUPPLEMENT": {
        **_UNDER_WAY,
        "receive": "clerk",
        "refuse": "clerk",
        "supply": "citizen clerk",
        "resume": "clerk",
        "withdraw": "citizen clerk",
        "stop": "clerk leader",
    },
    "PAYMENT": {
        **_UNDER_WAY,
        "confirm_payment": "clerk",
        "withdraw": "citizen clerk",
        "stop": "clerk leader",
    },
    "WITHDRAWAL": {**_UNDER_WAY, "continue": "clerk", "stop": "clerk leader"},
    "STOPPED": {},
    "RESOLVED": {"return": "clerk"},
    "RETURNED": {},
}


@pytest.mark.parametrize(
    ("state", "action", "role"),
    list(itertools.product(State, Action, Role)),
    ids=lambda value: value.name.lower(),
)
def test_table_permits_exactly_what_is_written_here(state: State, action: Action, role: Role) -> None:
    transition = find(action, state)
    permitted = transition is not None and role in transition.by
    assert permitted == (role.value in EXPECTED[state.name].get(action.value, "").split())


def test_states_are_the_national_codes() -> None:
    assert [state.value for state in State] == list(range(11))


def test_an_action_has_one_row_a_state() -> None:
    pairs = [(row.action, state) for row in TRANSITIONS for state in row.sources]
    assert len(pairs) == len(set(pairs))


def test_final_states_lead_nowhere() -> None:
    assert {state for state in State if not actions_from(state)} == FINAL_STATES


def test_the_clock_pauses_into_and_runs_out_of_waiting_states() -> None:
    for row in TRANSITIONS:
        if row.clock is Clock.PAUSES:
            assert set(row.targets) <= PAUSED_STATES
        if row.clock is Clock.RUNS_AGAIN:
            assert set(row.targets) & RUNNING_STATES
            assert row.sources <= PAUSED_STATES


def test_every_state_but_the_draft_is_reached() -> None:
    reached = {target for row in TRANSITIONS for target in row.targets}
    assert reached == set(State) - {State.DRAFT}
