"""What is left of a time limit, in words (còn bao nhiêu thời gian): for badges of lists and pages."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .remaining import TimeLeft, Urgency


def left_words(left: TimeLeft) -> str:
    """``3 working days left``, ``Due today, 2 h 10 min left``, ``Overdue by 55 min``."""
    if left.days is None:
        return _("Overdue") if left.urgency is Urgency.LATE else _("In time")
    if left.urgency is Urgency.LATE:
        if left.days:
            return ngettext("Overdue by %(count)d working day", "Overdue by %(count)d working days", left.days) % {
                "count": left.days
            }
        # less than a working day: how much of the office's time, on whatever day that is read
        return _("Overdue by %(time)s") % {"time": _hours(left.minutes)} if left.minutes else _("Overdue")
    if left.days:
        return ngettext("%(count)d working day left", "%(count)d working days left", left.days) % {
            "count": left.days
        }
    return _("Due today, %(time)s left") % {"time": _hours(left.minutes or 0)}


def answer_words(left: TimeLeft) -> str:
    """How much of the eight working hours is left to answer an online submission, in office time."""
    if left.minutes is None:
        return _("To be answered")
    if left.urgency is Urgency.LATE:
        return _("Answer overdue by %(time)s") % {"time": _hours(left.minutes)}
    return _("Answer within %(time)s") % {"time": _hours(left.minutes)}


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
