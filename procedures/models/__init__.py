"""Models of the procedures app."""

from procedures.models.desk import Desk
from procedures.models.draft import CatalogueUpload, DraftStep, ProcedureDraft
from procedures.models.expiring import ToldOfExpiry
from procedures.models.explaining import LegalDocument, ProcedureQuestion, Term
from procedures.models.fee import Fee, FeeKind
from procedures.models.form import BlankForm, FormFile
from procedures.models.posting import Announcement, PostedDocument
from procedures.models.procedure import Field, LifeEvent, Procedure
from procedures.models.requirement import PaperKind, RequiredDocument
from procedures.models.route import HandlingRule, RouteStep
from procedures.models.version import AfterPause, OnlineLevel, ProcedureVersion, VersionStatus
from procedures.models.wall import Hanging, PostedSheet, PostingPlace

__all__ = [
    "AfterPause",
    "Announcement",
    "BlankForm",
    "CatalogueUpload",
    "Desk",
    "DraftStep",
    "Fee",
    "FeeKind",
    "Field",
    "FormFile",
    "HandlingRule",
    "Hanging",
    "LegalDocument",
    "LifeEvent",
    "OnlineLevel",
    "PaperKind",
    "PostedDocument",
    "PostedSheet",
    "PostingPlace",
    "Procedure",
    "ProcedureDraft",
    "ProcedureQuestion",
    "ProcedureVersion",
    "RequiredDocument",
    "RouteStep",
    "Term",
    "ToldOfExpiry",
    "VersionStatus",
]
