"""Numbers of the leader's page as people read them: with their counts, their definition and their dossiers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.statistics.on_time import Figure
from staff.models import Unit

from .scoreboard import Line, Scoreboard
from .statistics import Voice

LABELS: dict[str, Any] = {
    Figure.RECEIVED: gettext_lazy("Received in the period"),
    Figure.CARRIED_OVER: gettext_lazy("Carried over"),
    Figure.RESOLVED: gettext_lazy("Resolved"),
    Figure.EARLY: gettext_lazy("Early"),
    Figure.ON_TIME: gettext_lazy("On time"),
    Figure.LATE: gettext_lazy("Late"),
    Figure.STOPPED: gettext_lazy("Stopped or refused after reception"),
    Figure.OPEN: gettext_lazy("Open"),
    Figure.OPEN_IN_TIME: gettext_lazy("Open, in time"),
    Figure.OPEN_LATE: gettext_lazy("Open, overdue"),
    Figure.NO_APOLOGY: gettext_lazy("Overdue without apology"),
    Voice.RATED: gettext_lazy("Rated"),
    Voice.ATTITUDE: gettext_lazy("Satisfied with the attitude"),
    Voice.TIME: gettext_lazy("Satisfied with the time"),
    Voice.RESULT: gettext_lazy("Satisfied with the result"),
    Voice.DISSATISFIED: gettext_lazy("Low ratings"),
}
DEFINITIONS: dict[str, Any] = {
    Figure.RECEIVED: gettext_lazy(
        "Accepted by the counter in the period; submissions not yet accepted do not count."
    ),
    Figure.CARRIED_OVER: gettext_lazy("Received earlier and still open when the period began."),
    Figure.RESOLVED: gettext_lazy("The result was signed in the period, whenever it was collected."),
    Figure.EARLY: gettext_lazy("Signed on an earlier day than promised."),
    Figure.ON_TIME: gettext_lazy("Signed on the promised day, no later than the promised hour."),
    Figure.LATE: gettext_lazy("Signed after the promised moment."),
    Figure.STOPPED: gettext_lazy(
        "Ended without a result: at the citizen's request, or refused because a supplement could not be brought."
    ),
    Figure.OPEN: gettext_lazy("Received and not yet signed, stopped or refused."),
    Figure.OPEN_IN_TIME: gettext_lazy(
        "Not yet signed, promise not yet due; waiting for the citizen counts as in time."
    ),
    Figure.OPEN_LATE: gettext_lazy("Not yet signed although the promised moment has passed."),
    Figure.NO_APOLOGY: gettext_lazy("Of those open and overdue: nobody has written to the citizen yet (form 04)."),
    Voice.RATED: gettext_lazy("Rated by the citizen in the period."),
    Voice.ATTITUDE: gettext_lazy("“Satisfied” or “Very satisfied” with the attitude of the officials."),
    Voice.TIME: gettext_lazy("“Satisfied” or “Very satisfied” with the time taken."),
    Voice.RESULT: gettext_lazy("“Satisfied” or “Very satisfied” with the result."),
    Voice.DISSATISFIED: gettext_lazy(
        "At least one of the three answers is “Dissatisfied” or “Very dissatisfied”."
    ),
}
UNIT_COLUMNS = (
    Figure.CARRIED_OVER,
    Figure.RECEIVED,
    Figure.EARLY,
    Figure.ON_TIME,
    Figure.LATE,
    Figure.STOPPED,
    Figure.OPEN_IN_TIME,
    Figure.OPEN_LATE,
    Figure.NO_APOLOGY,
)
MONTH_COLUMNS = (Figure.RECEIVED, Figure.EARLY, Figure.ON_TIME, Figure.LATE, Figure.STOPPED)
_BAD = (Figure.LATE, Figure.OPEN_LATE, Figure.NO_APOLOGY)


@dataclass(frozen=True)
class Cell:
    """One number: its text, what it was counted from, and the list it opens (empty for zero)."""

    label: str
    value: str
    note: str = ""
    url: str = ""
    tone: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class TableRow:
    """One row of a table."""

    label: str
    cells: tuple[Cell, ...]


def dossiers_url(what: str, line: Line, unit: Unit | None = None) -> str:
    """The list behind a number of this line."""
    wanted = {"what": what, "first": line.period.first.isoformat(), "last": line.period.last.isoformat()}
    chosen = line.unit or unit
    if chosen is not None:
        wanted["unit"] = chosen.code
    return f"{reverse('feedback:figure_dossiers')}?{urlencode(wanted)}"


def percent(rate: float) -> str:
    """``98,7``: rounded down, so that 100 means all and nothing less."""
    return number_format(math.floor(rate * 1000 + 1e-9) / 10, 1 if rate < 1 else 0)


def number_cell(figure: Figure, line: Line, unit: Unit | None = None) -> Cell:
    """A count, as a link to its dossiers."""
    value: int = getattr(line.counts, figure.value)
    return Cell(
        label=str(LABELS[figure]),
        value=number_format(value, force_grouping=True),
        note=str(DEFINITIONS[figure]),
        url=dossiers_url(figure.value, line, unit) if value else "",
        tone="bad" if value and figure in _BAD else "",
    )


def rate_cell(line: Line, unit: Unit | None = None) -> Cell:
    """Tỷ lệ đúng hạn, always with the two counts it comes from."""
    counts = line.counts
    if counts.on_time_rate is None:
        return Cell(str(_("On-time rate")), "–", str(_("nothing resolved")))
    of_all = _("%(kept)s of %(all)s") % {"kept": _grouped(counts.kept), "all": _grouped(counts.resolved)}
    return Cell(
        label=str(_("On-time rate")),
        value=percent(counts.on_time_rate),
        suffix="%",
        note=of_all,
        url=dossiers_url(Figure.RESOLVED.value, line, unit),
    )


def satisfaction_cell(line: Line, unit: Unit | None = None) -> Cell:
    """Mức độ hài lòng, always with the number of ratings."""
    said = line.voices
    if said.index is None:
        return Cell(str(_("Satisfaction")), "–", str(_("no ratings")))
    return Cell(
        label=str(_("Satisfaction")),
        value=percent(said.index),
        suffix="%",
        note=_("n = %(n)s") % {"n": _grouped(said.n)},
        url=dossiers_url(Voice.RATED.value, line, unit),
    )


def voice_cell(voice: Voice, count: int, line: Line, unit: Unit | None = None) -> Cell:
    """Answers of one kind, out of all ratings."""
    of_all = _("of %(n)s ratings") % {"n": _grouped(line.voices.n)}
    return Cell(
        label=str(LABELS[voice]),
        value=_grouped(count),
        note=f"{of_all}. {DEFINITIONS[voice]}",
        url=dossiers_url(voice.value, line, unit) if count else "",
        tone="care" if count and voice is Voice.DISSATISFIED else "",
    )


def table(lines: tuple[Line, ...], columns: tuple[Figure, ...], unit: Unit | None) -> list[TableRow]:
    """Rows of counts, closed by the rate and the satisfaction."""
    return [
        TableRow(
            line.label,
            (
                *(number_cell(figure, line, unit) for figure in columns),
                rate_cell(line, unit),
                satisfaction_cell(line, unit),
            ),
        )
        for line in lines
    ]


def chart_values(board: Scoreboard) -> dict[str, Any]:
    """What the charts draw; the same numbers stand in the tables."""
    return {
        "months": {
            "labels": [line.label for line in board.months],
            "series": [
                _series(Figure.EARLY, [line.counts.early for line in board.months]),
                _series(Figure.ON_TIME, [line.counts.on_time for line in board.months]),
                _series(Figure.LATE, [line.counts.late for line in board.months]),
            ],
        },
        "units": {
            "labels": [line.label for line in board.units],
            "series": [
                _series(Figure.LATE, [line.counts.late for line in board.units]),
                _series(Figure.OPEN_LATE, [line.counts.open_late for line in board.units]),
            ],
        },
    }


def _series(figure: Figure, values: list[int]) -> dict[str, Any]:
    return {"name": figure.value, "label": str(LABELS[figure]), "values": values}


def _grouped(number: int) -> str:
    return str(number_format(number, force_grouping=True))
