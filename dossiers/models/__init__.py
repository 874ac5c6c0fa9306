"""What was asked and done: the dossier and the rows around it."""

from .apology import Apology
from .at_the_counter import IntakeDraft, Presence
from .attachment import Attachment
from .charge import Charge, FeeReceipt
from .clock import Override, Pause, PromiseMove
from .counter_task import CounterTask
from .custody import Collection, CustodyMove, DrawnSignature, HandoverLine, HandoverSlip, KeptOriginal
from .document import CodeCounter, IssuedDocument
from .dossier import Dossier
from .event import DossierEvent
from .idempotency import IdempotencyKey
from .leg import LatenessShare, Leg
from .observed import ObservedTime
from .opinion import Opinion
from .paper import DossierPaper, Principal
from .proposal import Proposal
from .queue import Booking, Ticket
from .reminder import Reminder
from .shift import Shift
from .signature import Signature
from .supplement import SupplementRequest

__all__ = [
    "Apology",
    "Attachment",
    "Booking",
    "Charge",
    "CodeCounter",
    "Collection",
    "CounterTask",
    "CustodyMove",
    "Dossier",
    "DossierEvent",
    "DossierPaper",
    "DrawnSignature",
    "FeeReceipt",
    "HandoverLine",
    "HandoverSlip",
    "IdempotencyKey",
    "IntakeDraft",
    "IssuedDocument",
    "KeptOriginal",
    "LatenessShare",
    "Leg",
    "ObservedTime",
    "Opinion",
    "Override",
    "Pause",
    "Presence",
    "Principal",
    "PromiseMove",
    "Proposal",
    "Reminder",
    "Shift",
    "Signature",
    "SupplementRequest",
    "Ticket",
]
