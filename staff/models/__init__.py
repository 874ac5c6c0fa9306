"""The office: units, people, calendar, post room and log."""

from .audit import AuditEntry
from .calendar import CalendarDay, OfficeHours
from .message import Message
from .official import Assignment, Official
from .sweep import SweepRun
from .unit import Unit, UnitPolicy
from .user import User

__all__ = [
    "Assignment",
    "AuditEntry",
    "CalendarDay",
    "Message",
    "OfficeHours",
    "Official",
    "SweepRun",
    "Unit",
    "UnitPolicy",
    "User",
]
