"""How an official wants to be reminded (cách nhận nhắc việc): chosen by the official alone."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from dossiers.errors import NotPermitted
from dossiers.rules import FaultList
from staff.access import is_official
from staff.models import Message, ReminderPreference, User

MOST_A_DAY = 100


def prefer(
    *,
    by: User,
    mode: str,
    channel: str,
    quiet_from: dt.time | None,
    quiet_to: dt.time | None,
    most_a_day: int,
) -> ReminderPreference:
    """Keep what the official chose. Raises Faults, NotPermitted."""
    if not is_official(by):
        raise NotPermitted(_("Only officials are reminded of their work."))
    preference_faults(
        by=by, mode=mode, channel=channel, quiet_from=quiet_from, quiet_to=quiet_to, most_a_day=most_a_day
    ).raise_if_any()
    chosen, _is_new = ReminderPreference.objects.update_or_create(
        official=by.official,
        defaults={
            "mode": mode,
            "channel": channel,
            "quiet_from": quiet_from,
            "quiet_to": quiet_to,
            "most_a_day": most_a_day,
        },
    )
    return chosen


def preference_faults(
    *,
    by: User,
    mode: str,
    channel: str,
    quiet_from: dt.time | None,
    quiet_to: dt.time | None,
    most_a_day: int,
) -> FaultList:
    """Everything that is wrong with a choice, by field."""
    faults = FaultList()
    if mode not in ReminderPreference.Mode.values:
        faults.add("mode", _("Choose how you want to be reminded."))
    if channel not in Message.Channel.values:
        faults.add("channel", _("Choose a channel."))
    elif channel != Message.Channel.EMAIL and not by.phone:
        faults.add("channel", _("Your account has no telephone number; ask the manager to enter it."))
    if (quiet_from is None) != (quiet_to is None):
        faults.add("quiet_to" if quiet_to is None else "quiet_from", _("Quiet hours need a beginning and an end."))
    elif quiet_from is not None and quiet_from == quiet_to:
        faults.add("quiet_to", _("Quiet hours end at another time than they begin."))
    if not 1 <= most_a_day <= MOST_A_DAY:
        faults.add("most_a_day", _("Choose a number from 1 to %(count)d.") % {"count": MOST_A_DAY})
    return faults
