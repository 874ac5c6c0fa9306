"""Limits and fees in plain words, the same on every page, paper and in the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from procedures import channels
from procedures.limits import Limit, LimitMode

if TYPE_CHECKING:
    from procedures.models import Fee, ProcedureVersion

CHANNEL_NAMES = {
    channels.COUNTER: gettext_lazy("at the counter"),
    channels.ONLINE: gettext_lazy("online"),
    channels.POST: gettext_lazy("by post"),
    channels.VNEID: gettext_lazy("through VNeID"),
}


def limit_in_words(mode: str, value: int | None) -> str:
    """Return a limit with its own unit; days and working days are never converted into one another."""
    count = value or 0
    match mode:
        case LimitMode.SAME_DAY:
            return _("within the working day")
        case LimitMode.WORKING_HOURS:
            return ngettext("%(count)d working hour", "%(count)d working hours", count) % {"count": count}
        case LimitMode.WORKING_DAYS:
            return ngettext("%(count)d working day", "%(count)d working days", count) % {"count": count}
        case LimitMode.CALENDAR_DAYS:
            return ngettext("%(count)d calendar day", "%(count)d calendar days", count) % {"count": count}
    return _("time limit not yet established")


def limits_by_channel(version: ProcedureVersion) -> list[tuple[str, str]]:
    """Return (channel, limit) in words where the channels differ; empty where one limit holds for all."""
    limits: dict[str, Limit] = {
        channel: version.limit_for(channel) for channel in channels.ALL if channel in version.limit_by_channel
    }
    if len({limit.value for limit in limits.values()} | {version.limit_value}) == 1:
        return []
    return [
        (str(CHANNEL_NAMES[channel]), limit_in_words(limit.mode, limit.value)) for channel, limit in limits.items()
    ]


def amount_in_words(fee: Fee) -> str:
    """Return what has to be paid: free, an amount, or who sets it."""
    return amount_words(fee.amount, by_province=fee.by_province, per=fee.per)


def amount_words(value: int | None, *, by_province: bool, per: str) -> str:
    """Say an amount of đồng and what it is paid for each of; None where the source gives none."""
    if value is None:
        return _("as set by the provincial People's Council") if by_province else _("no amount published")
    if value == 0:
        return _("free of charge")
    amount = _("%(amount)s đồng") % {"amount": number_format(value, force_grouping=True)}
    return f"{amount}/{per}" if per else amount
