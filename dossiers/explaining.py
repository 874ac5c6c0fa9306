"""A promise in words (diễn giải thời hạn), as a clerk would explain it to the applicant."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from procedures.wording import limit_in_words as published_limit
from staff.calendar_forms import WEEKDAY_NAMES
from staff.working_time import CalendarError, CalendarNotEstablished, NoOfficeHours

from .deadlines import AfterPause, Day, Facts, Mode, Promise, Reason, Rule

PLAIN = {
    Reason.WEEKEND: gettext_lazy("weekend"),
    Reason.CLOSED: gettext_lazy("the office is closed on this weekday"),
    Reason.HOLIDAY: gettext_lazy("public holiday"),
    Reason.IN_LIEU: gettext_lazy("day off in lieu"),
    Reason.SWAP_OFF: gettext_lazy("swapped day off"),
    Reason.PAUSED: gettext_lazy("the clock stands still while the dossier waits for the applicant"),
    Reason.ROLLED_FORWARD: gettext_lazy("the due date moves on to this working day"),
    Reason.BEFORE_FIXED_DATE: gettext_lazy("before the appointed date"),
    Reason.FIXED_DATE: gettext_lazy("the appointed date"),
    Reason.RUN_OUT: gettext_lazy("the time limit was over, nothing was decided yet"),
    Reason.BEFORE_DECIDED: gettext_lazy("before the appointment set by decision"),
}
FIRST = frozenset({Reason.FIRST_DAY, Reason.OUTSIDE_HOURS, Reason.AFTER_CUTOFF, Reason.RESTARTED})


def day_in_words(day: date) -> str:
    """Weekday and date, such as ``Tuesday 29/08/2023``."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {day:%d/%m/%Y}"


def moment_in_words(moment: datetime) -> str:
    """Hour, weekday and date, such as ``09:30, Tuesday 29/08/2023``."""
    return f"{moment:%H:%M}, {day_in_words(moment.date())}"


def limit_in_words(facts: Facts) -> str:
    """The time limit with its own unit; days and working days are never converted into one another."""
    if facts.mode is Mode.FIXED_DATE:
        return _("on %(date)s") % {"date": day_in_words(facts.fixed_on or facts.received_at.date())}
    return published_limit(facts.mode.value, facts.limit)


def reason_in_words(day: Day, promise: Promise) -> str:
    """Why this date was counted or skipped, as one clause."""
    if day.reason in FIRST:
        return _first_day(day, promise)
    if day.reason is Reason.LAPSED:
        return _("no longer counts: the count begins again on %(date)s") % {
            "date": day_in_words(promise.counted_from.date())
        }
    if day.reason is Reason.CAPPED:
        return "; ".join((_minutes(day.minutes or 0), _("the last day ends at the close of business")))
    if day.reason is Reason.WORKED_SATURDAY:
        return f"{_named(_('worked in exchange for a day off'), day.name)}; {_counted(day, promise.facts)}"
    if day.reason is Reason.EXTENDED:
        days = promise.facts.extension.days if promise.facts.extension is not None else day.number
        told = _("extension with apology, day %(number)d of %(days)d") % {"number": day.number, "days": days}
        return _named(told, day.name)
    if day.reason is Reason.SET_BY_DECISION:
        return _("the appointment set by decision of the head (%(moment)s)") % {
            "moment": moment_in_words(day.moment or promise.facts.received_at)
        }
    if day.reason is Reason.COUNTED:
        return _counted(day, promise.facts)
    return _named(str(PLAIN[day.reason]), day.name)


def in_words(promise: Promise) -> list[str]:
    """The whole promise, line by line: the facts, every date with its reason, the due moment."""
    facts = promise.facts
    lines = [
        _("Received: %(moment)s.") % {"moment": moment_in_words(facts.received_at)},
        _("Time limit: %(limit)s.") % {"limit": limit_in_words(facts)},
    ]
    if facts.cutoff is not None:
        lines.append(_("Cut-off for the day: %(time)s.") % {"time": f"{facts.cutoff:%H:%M}"})
    if facts.mode is Mode.WORKING_DAYS and facts.rule is Rule.HOUR:
        lines.append(_("Appointment by the hour, never later than the close of business of the last day."))
    lines += _pauses(facts)
    lines += _grants(promise)
    lines += [_("The clock starts: %(moment)s.") % {"moment": moment_in_words(promise.effective_start)}, ""]
    for day in promise.trace:
        mark = _("counted") if day.counted else _("not counted")
        lines.append(f"  {capfirst(day_in_words(day.date))} – {mark}: {reason_in_words(day, promise)}")
    lines.append("")
    if promise.due_at is not None:
        lines.append(_("Due: %(moment)s.") % {"moment": moment_in_words(promise.due_at)})
    elif promise.paused_since is not None:
        lines.append(
            _("The clock has stood still since %(moment)s; the due date is set when the pause ends.")
            % {"moment": moment_in_words(promise.paused_since)}
        )
    return lines


def calendar_error_in_words(error: CalendarError) -> str:
    """What the calendar lacks and who can add it, for the person who asked for a promise."""
    if isinstance(error, CalendarNotEstablished):
        return _(
            "The working calendar of %(year)d is not established: no days off are entered for that year. "
            "A manager must add the calendar of %(year)d first."
        ) % {"year": error.year}
    if isinstance(error, NoOfficeHours):
        return _(
            "No office hours are in force on %(date)s. A manager must enter the office hours of the unit, "
            "or of a unit above it, for that day."
        ) % {"date": day_in_words(error.day)}
    return str(error)


def as_json(promise: Promise) -> dict[str, Any]:
    """The promise for machines: moments in ISO 8601 at +07:00, each reason as a sentence and as a code."""
    told: dict[str, Any] = {
        "effective_start": _iso(promise.effective_start),
        "due_at": _iso(promise.due_at),
        "trace": [
            {
                "date": day.date.isoformat(),
                "counted": day.counted,
                "reason": reason_in_words(day, promise),
                "code": day.reason.value,
                **({} if day.minutes is None else {"minutes": day.minutes}),
            }
            for day in promise.trace
        ],
    }
    if promise.paused_since is not None:
        told["paused_since"] = _iso(promise.paused_since)
    return told


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def _first_day(day: Day, promise: Promise) -> str:
    at = {
        "moment": moment_in_words(day.moment or promise.facts.received_at),
        "start": f"{promise.effective_start:%H:%M}",
        "cutoff": f"{promise.facts.cutoff:%H:%M}" if promise.facts.cutoff is not None else "",
    }
    if day.reason is Reason.OUTSIDE_HOURS:
        head = _("received outside office hours (%(moment)s), so the clock starts at %(start)s") % at
    elif day.reason is Reason.AFTER_CUTOFF:
        head = _("received after %(cutoff)s (%(moment)s), so the clock starts at %(start)s") % at
    elif day.reason is Reason.RESTARTED:
        at["start"] = f"{promise.counted_from:%H:%M}"
        head = _("the wait ended (%(moment)s), so the count begins again at %(start)s") % at
    else:
        head = _("day of reception")
    if day.minutes is not None:
        return f"{head}; {_minutes(day.minutes)}"
    if day.counted:
        return "; ".join((head, _("due on this day")))
    if promise.facts.mode is Mode.FIXED_DATE or day.date < promise.counted_from.date():
        return head
    return "; ".join((head, _("the first day is not counted")))


def _counted(day: Day, facts: Facts) -> str:
    if day.minutes is not None:
        return _minutes(day.minutes)
    return _("day %(number)d of %(limit)d") % {"number": day.number, "limit": facts.limit or 0}


def _minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not rest:
        return _("%(hours)d h of office time") % {"hours": hours}
    return _("%(hours)d h %(minutes)02d min of office time") % {"hours": hours, "minutes": rest}


def _named(text: str, name: str) -> str:
    return f"{text} ({name})" if name else text


def _pauses(facts: Facts) -> Iterator[str]:
    for pause in facts.pauses:
        span = {"start": moment_in_words(pause.start)}
        if pause.end is None:
            yield _("Paused since %(start)s.") % span
            continue
        span["end"] = moment_in_words(pause.end)
        if pause.after is AfterPause.RESTART:
            yield _("Paused from %(start)s to %(end)s, after which the count begins again.") % span
        else:
            yield _("Paused from %(start)s to %(end)s, after which the count goes on.") % span


def _grants(promise: Promise) -> Iterator[str]:
    """The extension and the decision of the head, and whether they still hold."""
    extension, override = promise.facts.extension, promise.facts.override
    if override is not None:
        yield _("On %(at)s the head decided: result promised for %(due)s.") % {
            "at": moment_in_words(override.at),
            "due": moment_in_words(override.due_at),
        }
        if promise.override is None:
            yield _("That decision no longer holds: the count began again after it.")
    if extension is not None:
        yield ngettext(
            "On %(at)s the office apologised and extended by %(days)d working day.",
            "On %(at)s the office apologised and extended by %(days)d working days.",
            extension.days,
        ) % {"at": moment_in_words(extension.at), "days": extension.days}
        if promise.extension is None:
            yield _("That extension no longer holds: a new count or a decision came after it.")
