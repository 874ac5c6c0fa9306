"""What was asked and done: the dossier and the rows around it."""

from .apology import Apology
from .attachment import Attachment
from .clock import Override, Pause, PromiseMove
from .counter_task import CounterTask
from .document import CodeCounter, IssuedDocument
from .dossier import Dossier
from .event import DossierEvent
from .idempotency import IdempotencyKey
from .leg import LatenessShare, Leg
from .opinion import Opinion
from .paper import DossierPaper, Principal
from .proposal import Proposal
from .reminder import Reminder
from .signature import Signature
from .supplement import SupplementRequest

__all__ = [
    "Apology",
    "Attachment",
    "CodeCounter",
    "CounterTask",
    "Dossier",
    "DossierEvent",
    "DossierPaper",
    "IdempotencyKey",
    "IssuedDocument",
    "LatenessShare",
    "Leg",
    "Opinion",
    "Override",
    "Pause",
    "Principal",
    "PromiseMove",
    "Proposal",
    "Reminder",
    "Signature",
    "SupplementRequest",
]
