"""Walls of the tests: a version published once more, with the same content but for what is said."""

from __future__ import annotations

import datetime as dt
from typing import Any

from procedures.models import Fee, ProcedureVersion, RequiredDocument
from procedures.publishing import publish

_OWN = {"procedure_id", "number", "valid_from"}


def published_again(
    version: ProcedureVersion, starts_on: dt.date, *, amount: int | None = None, **changes: Any
) -> ProcedureVersion:
    """The next version of a procedure, from a day on; with `amount` its only charge."""
    kept = {name: getattr(version, name) for name in version.content_fields() if name not in _OWN}
    papers = version.documents.values("name", "kind", "originals", "copies", "mandatory", "condition")
    fees = [Fee(kind="le_phi", amount=amount, per="bản")] if amount is not None else []
    return publish(
        procedure=version.procedure,
        starts_on=starts_on,
        content={name: value for name, value in kept.items() if name != "id"} | changes,
        documents=[RequiredDocument(**paper) for paper in papers],
        fees=fees,
        steps=[],
        forms=[],
    )
