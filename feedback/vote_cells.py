"""Votes at the desk as people read them: every share with the counts it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .figure_cells import Cell, percent
from .models import DeskVote
from .vote_reasons import read
from .vote_statistics import LEAST_FOR_SHARE, VoteCounts


@dataclass(frozen=True)
class VoteLine:
    """One official in the table."""

    name: str
    post: str
    satisfied: Cell
    response: Cell
    low: int
    set_aside: int


@dataclass(frozen=True)
class VoteRow:
    """One vote in the list, with its reason in words."""

    vote: DeskVote
    reasons: list[str]
    words: str


def row_of(vote: DeskVote) -> VoteRow:
    reasons, words = read(vote.reason)
    return VoteRow(vote, reasons, words)


def satisfied_cell(counts: VoteCounts) -> Cell:
    """Hài lòng: never a share without its counts, and none from a handful of answers."""
    label = str(_("Satisfied at the desk"))
    if not counts.counted:
        return Cell(label, "–", str(_("no votes")))
    of_all = _("%(good)s of %(all)s") % {"good": _grouped(counts.satisfied), "all": _grouped(counts.counted)}
    if counts.share is None:
        few = _("too few for a share: at least %(least)d votes") % {"least": LEAST_FOR_SHARE}
        return Cell(label, of_all, str(few))
    return Cell(label, percent(counts.share), of_all, suffix="%")


def response_cell(counts: VoteCounts) -> Cell:
    """Tỷ lệ trả lời."""
    label = str(_("Response rate"))
    if counts.response_rate is None:
        return Cell(label, "–", str(_("nobody was asked")))
    of_all = _("%(answered)s of %(asked)s asked") % {
        "answered": _grouped(counts.counted),
        "asked": _grouped(counts.asked),
    }
    return Cell(label, percent(counts.response_rate), of_all, suffix="%")


def tiles(counts: VoteCounts) -> list[Cell]:
    """What stands beside the share: answers, low ones, and what was set aside."""
    aside = _("%(fast)s faster than a person, %(before)s before the call; kept, and not counted") % {
        "fast": _grouped(counts.too_fast),
        "before": _grouped(counts.before_call),
    }
    return [
        response_cell(counts),
        Cell(
            str(_("Low votes")),
            _grouped(counts.low),
            str(ngettext("of %(n)s counted vote", "of %(n)s counted votes", counts.counted))
            % {"n": _grouped(counts.counted)},
            tone="care" if counts.low else "",
        ),
        Cell(str(_("Set aside")), _grouped(counts.set_aside), aside, tone="note" if counts.set_aside else ""),
    ]


def _grouped(number: int) -> str:
    return str(number_format(number, force_grouping=True))
