"""Acts on the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from procedures.errors import RouteAtFault, StaleVersion
from procedures.limits import Limit
from procedures.models import BlankForm, Fee, Procedure, ProcedureVersion, RequiredDocument, RouteStep
from procedures.publishing import publish
from procedures.routing import PlannedStep, office_minutes_of, route_faults, shortest_limit
from staff.audit import record

if TYPE_CHECKING:
    from staff.models import User

#: Characters of the shortest ground anybody can look up.
SHORTEST_GROUND = 5

#: Content that belongs to one version and is not carried into the next version.
_OF_THE_ROW = frozenset(
    {
        "procedure_id",
        "number",
        "valid_from",
        "decision",
        "change_summary",
        "prepared_by_id",
        "published_by_id",
    }
)


@transaction.atomic
def set_route(
    version: ProcedureVersion, steps: Sequence[PlannedStep], *, ground: str, by: User, at: datetime
) -> ProcedureVersion:
    """Publish the next version of a procedure with these steps (quy trình nội bộ) and return it.

    `ground` names the decision that approves the route. Dossiers already received keep the route they were
    received under. Raises ``RouteAtFault`` (every fault at once), ``LimitNotSet`` and ``StaleVersion``.
    """
    Procedure.objects.select_for_update().get(pk=version.procedure_id)
    current = ProcedureVersion.objects.select_related("procedure__field").get(pk=version.pk)
    if current.valid_to is not None:
        raise StaleVersion(current.pk)
    faults = route_faults(steps, shortest_limit(current))
    if len(ground.strip()) < SHORTEST_GROUND:
        faults.append(_("Name the decision that approves this route."))
    if faults:
        raise RouteAtFault(faults)
    rows = [
        RouteStep(name=step.name.strip(), role=step.role, place=step.place, unit=step.unit, minutes=step.minutes)
        for step in steps
    ]
    new = _publish_next(current, by=by, at=at, steps=rows)
    record(
        "procedure.route_set",
        actor=by,
        target=current.procedure.code,
        version=new.number,
        steps=len(steps),
        ground=ground.strip(),
    )
    return new


def carried_steps(version: ProcedureVersion, limit: Limit) -> list[RouteStep]:
    """The steps the next version starts from; under a limit they no longer fit in, the default route holds."""
    rows = version.steps.all()
    if sum(row.minutes for row in rows) > office_minutes_of(limit):
        return []
    return [RouteStep(**_copied(row)) for row in rows]


def _publish_next(
    current: ProcedureVersion, *, by: User, at: datetime, steps: list[RouteStep]
) -> ProcedureVersion:
    """Publish the version after `current` from the day of `at`: the same but for the route."""
    kept = {name: getattr(current, name) for name in current.content_fields() if name not in _OF_THE_ROW}
    return publish(
        procedure=current.procedure,
        starts_on=max(timezone.localdate(at), current.valid_from),
        content={**kept, "published_by": by},
        documents=[RequiredDocument(**_copied(document)) for document in current.documents.all()],
        fees=[Fee(**_copied(fee)) for fee in current.fees.all()],
        steps=steps,
        forms=[BlankForm(**_copied(form)) for form in current.forms.all()],
    )


def _copied(row: RequiredDocument | Fee | RouteStep | BlankForm) -> dict[str, Any]:
    names = (field.attname for field in row._meta.concrete_fields)
    return {name: getattr(row, name) for name in names if name not in ("id", "version_id")}
