"""What the tests of reminders share."""

from typing import Any

from staff.models import Message

RECEIVED = "2023-08-28 09:30"  # a Monday; three working days later is Thursday 31 August 17:00
TWO_DAYS_BEFORE = "2023-08-29 08:00"
ONE_DAY_BEFORE = "2023-08-30 08:00"
AFTER = "2023-09-05 08:00"

MINH, HAI = "minh@binhluc.example", "hai@binhluc.example"


def planned(**wanted: Any) -> set[tuple[str, str]]:
    """(kind, recipient) of the reminders in the outbox."""
    reminders = Message.objects.filter(event__in=["due_soon_2", "due_soon_1", "overdue"], **wanted)
    return set(reminders.values_list("event", "recipient"))
