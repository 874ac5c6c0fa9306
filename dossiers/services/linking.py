"""Open a linked dossier (liên thông): a child at another counter or under another procedure, on its own clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers import notifications, rules
from dossiers.linked import counters_to_link, files_to_show, versions_to_link
from dossiers.models import Dossier
from dossiers.models.dossier import new_reference
from dossiers.rules import FaultList
from dossiers.workflow import Action, State
from procedures.counters import handling_unit
from procedures.models import ProcedureVersion
from staff.models import Unit, User

from ._step import begin_linked, check, lock, refuse_moment, step
from .filing import applicant_of
from .writing import search_text_of, write_applicant, write_request

MOST_CHILDREN = 10


@transaction.atomic
def link(
    *,
    dossier: Dossier,
    procedure: str,
    unit: str,
    by: User,
    at: dt.datetime,
    files: Sequence[int] = (),
    reference: str | None = None,
) -> Dossier:
    """Open a child of this dossier: `procedure` and `unit` by their codes, `files` of the parent shown there.

    `reference` names the child.
    The child is newly submitted at its own counter, which receives it as any other. Legal source: Decree
    63/2024/NĐ-CP art. 7. Raises Faults, WrongMoment (also for a child: one level only), NotPermitted.
    """
    dossier = lock(dossier)
    _transition, person = check(dossier, Action.LINK, by)
    if dossier.parent_id is not None:
        raise refuse_moment(
            dossier, Action.LINK, by, _("A linked dossier cannot have linked dossiers of its own.")
        )
    faults = FaultList()
    on = rules.local_day(at)
    version, counter = _version(dossier, procedure, faults, on=on), _counter(unit, faults, on=on)
    shown = _shown(dossier, files, faults)
    if version is not None and counter is not None:
        rules.receivable_faults(version, counter, faults, on=on)
        _twin_faults(dossier, version, counter, faults)
    faults.raise_if_any()
    if version is None or counter is None:
        raise ValueError("a link without faults names procedure and counter")
    child = _child(dossier, version, counter, reference=reference or new_reference(), at=at)
    detail = {"parent": dossier.reference, "files": shown}
    begin_linked(child, person=person, by=by, at=at, reason=dossier.shown_code, detail=detail)
    step(
        dossier,
        Action.LINK,
        by=by,
        at=at,
        reason=f"{version.name}, {counter.name}",
        detail={"child": child.reference, "procedure": version.procedure.code, "unit": counter.code},
    )
    notifications.tell_applicant(child, "submitted", at=at)
    return dossier


def _child(
    parent: Dossier, version: ProcedureVersion, counter: Unit, *, reference: str, at: dt.datetime
) -> Dossier:
    """The child's row, with the applicant as written on the parent; not saved yet."""
    child = Dossier(
        reference=reference,
        version=version,
        receiving_unit=counter,
        handling_unit=handling_unit(version, counter),
        channel=parent.channel,
        applicant=parent.applicant,
        parent=parent,
        tell_by=parent.tell_by,
        language=parent.language,
        created_at=at,
        submitted_at=at,
    )
    write_applicant(child, applicant_of(parent))
    write_request(child, request="", delivery=parent.delivery)
    child.search_text = search_text_of(child)
    return child


def _version(dossier: Dossier, code: str, faults: FaultList, *, on: dt.date) -> ProcedureVersion | None:
    found = next((each for each in versions_to_link(dossier, on) if each.procedure.code == code.strip()), None)
    if found is None:
        faults.add("procedure", _("Choose another procedure that can be received today."))
    return found


def _counter(code: str, faults: FaultList, *, on: dt.date) -> Unit | None:
    found = next((unit for unit in counters_to_link(on) if unit.code == code.strip()), None)
    if found is None:
        faults.add("unit", _("Choose the counter that receives the linked dossier."))
    return found


def _shown(dossier: Dossier, files: Sequence[int], faults: FaultList) -> list[int]:
    found = list(files_to_show(dossier).filter(pk__in=list(files)).values_list("pk", flat=True))
    if len(found) < len(set(files)):
        faults.add("files_shown", _("One of these files does not belong to this dossier any more."))
    return found


def _twin_faults(parent: Dossier, version: ProcedureVersion, counter: Unit, faults: FaultList) -> None:
    children = parent.children.exclude(state__in=[State.REFUSED.value, State.STOPPED.value])
    if children.count() >= MOST_CHILDREN:
        faults.add("", _("A dossier has at most %(count)d linked dossiers.") % {"count": MOST_CHILDREN})
    if children.filter(version__procedure=version.procedure_id, receiving_unit=counter).exists():
        faults.add("procedure", _("A linked dossier for this procedure was opened at this counter already."))
