"""Models of the procedures app."""

from procedures.models.desk import Desk
from procedures.models.fee import Fee, FeeKind
from procedures.models.procedure import Field, Procedure
from procedures.models.requirement import PaperKind, RequiredDocument
from procedures.models.route import HandlingRule, RouteStep
from procedures.models.version import AfterPause, OnlineLevel, ProcedureVersion, VersionStatus

__all__ = [
    "AfterPause",
    "Desk",
    "Fee",
    "FeeKind",
    "Field",
    "HandlingRule",
    "OnlineLevel",
    "PaperKind",
    "Procedure",
    "ProcedureVersion",
    "RequiredDocument",
    "RouteStep",
    "VersionStatus",
]
