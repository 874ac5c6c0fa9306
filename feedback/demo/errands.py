"""What the sweeps find in the demo office (việc đang chờ): reminders, calls and errands."""

from __future__ import annotations

import datetime as dt

from dossiers.reminders import plan_reminders
from dossiers.stuck import tell_stuck
from dossiers.uncollected import plan_tasks


def leave_errands(*, now: dt.datetime) -> int:
    """Let the sweeps of reminders and tasks run once, as of `now`; returns how many tasks the counters have."""
    plan_reminders(now=now)
    tell_stuck(now=now)
    return plan_tasks(now=now)
