"""The open work of the main counter, scene by scene (hồ sơ hôm nay): so that every role finds something to do.

Each scene is a procedure, who files it, and acts as (working days before the next close of business, office minute
of that day, act). A procedure of three working days received three days before is due at that close. Acts that
would lie ahead of "now" are left out, with everything after them.
"""

from __future__ import annotations

from typing import NamedTuple

Act = tuple[int, int, str]


class Scene(NamedTuple):
    """One dossier of the main counter: `by` is "lan", "citizen" (an account) or "visitor" (at the counter)."""

    procedure: str
    by: str
    acts: tuple[Act, ...]


def _worked(days: int, minute: int) -> tuple[Act, ...]:
    """Received at the counter, forwarded and taken."""
    return (days, minute, "walk_in"), (days, minute + 25, "forward"), (days, minute + 60, "take")


SCENES = (
    # For the counter: drafts are the citizen's own, the rest waits for Hoa.
    Scene("1.004873", "lan", ((1, 400, "draft"),)),
    Scene("2.000635", "lan", ((1, 405, "draft"), (1, 415, "submit"))),
    Scene("1.004194", "citizen", ((1, 430, "draft"), (1, 440, "submit"))),
    Scene("1.003197", "citizen", ((1, 130, "draft"), (1, 150, "submit"))),
    Scene("1.001022", "citizen", ((3, 40, "draft"), (3, 60, "submit"), (2, 30, "ask"))),
    Scene("1.004884", "citizen", ((4, 40, "draft"), (4, 60, "submit"), (4, 200, "ask"), (1, 300, "supply"))),
    Scene("1.004873", "visitor", ((1, 435, "walk_in"),)),
    Scene("2.001035", "visitor", ((1, 460, "walk_in"),)),
    Scene("1.001193", "visitor", ((0, 20, "walk_in"),)),
    Scene("2.000815", "visitor", ((0, 45, "walk_in"), (0, 50, "forward"), (0, 52, "take"))),
    Scene("1.002211", "visitor", ((0, 90, "walk_in"), (0, 130, "forward"))),
    # For the specialist: new, due tomorrow, due at the next close, overdue, long.
    Scene("1.004859", "visitor", ((1, 120, "walk_in"), (1, 200, "forward"))),
    Scene("1.004837", "visitor", ((1, 210, "walk_in"), (1, 260, "forward"))),
    Scene("1.004873", "visitor", _worked(2, 100)),
    Scene("1.004859", "visitor", _worked(2, 240)),
    Scene("1.004873", "visitor", _worked(3, 90)),
    Scene("1.000689", "visitor", _worked(3, 30)),
    Scene("1.004859", "visitor", _worked(7, 100)),
    Scene("1.010039", "visitor", _worked(5, 310)),
    Scene("1.001699", "visitor", _worked(8, 40)),
    Scene("1.011607", "visitor", _worked(6, 70)),
    Scene("1.001776", "visitor", _worked(8, 190)),
    # On a route of several steps: handed on and not accepted yet; given back to the counter.
    Scene("1.010833", "visitor", (*_worked(3, 60), (1, 90, "hand_on"))),
    Scene("1.004884", "visitor", ((2, 70, "walk_in"), (2, 100, "forward"), (1, 130, "give_back"))),
    # For the leader: proposed in time, due at the next close, late; and one sent back.
    Scene("1.004873", "visitor", (*_worked(2, 180), (1, 100, "propose"))),
    Scene("1.010038", "visitor", (*_worked(3, 250), (1, 170, "propose"))),
    Scene("1.004859", "visitor", (*_worked(3, 140), (1, 420, "propose"))),
    Scene("1.004884", "visitor", (*_worked(7, 50), (1, 60, "propose"))),
    Scene("1.004222", "visitor", (*_worked(3, 200), (2, 220, "deny"))),
    Scene("1.004873", "visitor", (*_worked(3, 10), (2, 60, "propose"), (1, 200, "send_back"))),
    # The promise moved: an apology sent in time, and an appointment set by decision.
    Scene("1.004859", "visitor", (*_worked(4, 130), (2, 60, "apologise"))),
    Scene("1.004884", "visitor", (*_worked(5, 90), (2, 120, "decide"))),
    # With other units: an opinion awaited, one given, and a package for a newborn with its two linked dossiers.
    Scene("1.004859", "visitor", (*_worked(2, 320), (1, 180, "consult"))),
    Scene("1.004884", "visitor", (*_worked(4, 160), (3, 80, "consult"), (2, 100, "advise"))),
    Scene("2.002621", "lan", (
        (2, 60, "draft"), (2, 80, "submit"), (2, 120, "accept"),
        (2, 130, "link_birth"), (2, 135, "link_residence"),
    )),
    # The clock stands still: for the citizen, for a payment, for a decision on a withdrawal.
    Scene("1.010038", "visitor", (*_worked(4, 110), (3, 80, "ask"))),
    Scene("1.004222", "visitor", (*_worked(5, 60), (4, 100, "ask"), (1, 250, "supply"))),
    Scene("2.001035", "visitor", (*_worked(2, 20), (1, 40, "ask_payment"))),
    Scene(
        "1.010038",
        "lan",
        (
            (4, 20, "draft"), (4, 45, "submit"), (3, 15, "accept"), (3, 20, "forward"), (3, 70, "take"),
            (1, 350, "withdraw"),
        ),
    ),
    # The way out: stopped, refused, ready, returned in time and late, rated and not.
    Scene("1.004194", "visitor", (*_worked(5, 150), (3, 90, "withdraw"), (2, 50, "stop"))),
    Scene("1.002755", "citizen", ((2, 300, "draft"), (2, 320, "submit"), (1, 30, "refuse"))),
    Scene("1.004873", "visitor", (*_worked(4, 30), (3, 200, "propose"), (2, 40, "sign"))),
    Scene("1.004884", "visitor", (*_worked(5, 200), (3, 300, "propose"), (1, 90, "sign"))),
    Scene(
        "1.004873",
        "lan",
        (
            (4, 300, "draft"), (4, 320, "submit"), (3, 25, "accept"), (3, 30, "forward"), (3, 100, "take"),
            (2, 100, "propose"), (1, 310, "sign"),
        ),
    ),
    Scene(
        "2.000635",
        "lan",
        (
            (6, 10, "draft"), (6, 30, "submit"), (6, 60, "accept"), (6, 62, "forward"), (6, 70, "take"),
            (6, 110, "propose"), (6, 150, "sign"), (5, 30, "return"),
        ),
    ),
    Scene(
        "1.001193",
        "visitor",
        (*_worked(2, 5), (2, 90, "propose"), (2, 110, "sign"), (2, 115, "return"), (2, 130, "rate")),
    ),
    Scene("1.004837", "visitor", (*_worked(7, 160), (5, 100, "propose"), (5, 200, "sign"), (3, 20, "return"))),
    Scene("1.004859", "visitor", (*_worked(7, 220), (3, 300, "propose"), (3, 350, "sign"), (2, 60, "return"))),
    # Left lying: results nobody has come for, and a dossier nobody has taken.
    Scene("1.004884", "visitor", (*_worked(20, 150), (18, 100, "propose"), (17, 200, "sign"))),
    Scene("1.004873", "visitor", (*_worked(11, 60), (10, 100, "propose"), (10, 200, "sign"))),
    Scene("1.001776", "visitor", ((5, 100, "walk_in"), (5, 140, "forward"))),
)  # fmt: skip
