"""What was asked and done: the dossier and the rows around it."""

from .attachment import Attachment
from .clock import Pause, PromiseMove
from .document import CodeCounter, IssuedDocument
from .dossier import Dossier
from .event import DossierEvent
from .idempotency import IdempotencyKey
from .paper import DossierPaper, Principal
from .proposal import Proposal
from .supplement import SupplementRequest

__all__ = [
    "Attachment",
    "CodeCounter",
    "Dossier",
    "DossierEvent",
    "DossierPaper",
    "IdempotencyKey",
    "IssuedDocument",
    "Pause",
    "Principal",
    "PromiseMove",
    "Proposal",
    "SupplementRequest",
]
