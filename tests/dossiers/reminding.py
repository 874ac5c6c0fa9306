"""What the tests of reminders share."""

from typing import Any

from dossiers.models import Reminder

RECEIVED = "2023-08-28 09:30"  # a Monday; three working days later is Thursday 31 August 17:00
TWO_DAYS_BEFORE = "2023-08-29 08:00"
ONE_DAY_BEFORE = "2023-08-30 08:00"
AFTER = "2023-09-05 08:00"


def planned(**wanted: Any) -> set[tuple[str, str]]:
    """(rule, username) of the reminders that wait to be told."""
    wanted = {"withdrawn_at__isnull": True, "message__isnull": True, **wanted}
    rows = Reminder.objects.filter(**wanted)
    return set(rows.values_list("rule", "official__user__username"))


def withdrawn() -> set[tuple[str, str]]:
    """(rule, username) of the reminders that are no longer true."""
    return planned(withdrawn_at__isnull=False)
