"""The office: units, people, calendar, post room and log."""

from .audit import AuditEntry
from .bank_account import BankAccount
from .calendar import CalendarDay, OfficeHours
from .certificate import Certificate
from .delegation import Delegation
from .list_layout import ListLayout
from .message import Message
from .message_template import MessageTemplate
from .official import Assignment, Official
from .reminder_preference import ReminderPreference
from .sweep import SweepRun
from .telling import TellBy
from .unit import Unit, UnitPolicy
from .user import User

__all__ = [
    "Assignment",
    "AuditEntry",
    "BankAccount",
    "CalendarDay",
    "Certificate",
    "Delegation",
    "ListLayout",
    "Message",
    "MessageTemplate",
    "OfficeHours",
    "Official",
    "ReminderPreference",
    "SweepRun",
    "TellBy",
    "Unit",
    "UnitPolicy",
    "User",
]
