"""Closing a procedure (bãi bỏ thủ tục), who answers for it, and its questions: what is no new version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from procedures.drafting.drafts import latest_version
from procedures.errors import DraftAtFault, DraftWrongMoment
from procedures.importing.facts import Fault
from procedures.models import Procedure, ProcedureQuestion
from staff.audit import record

if TYPE_CHECKING:
    from staff.models import Official, User

SHORTEST_GROUND = 5
MOST_QUESTIONS = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """Hỏi đáp: one question with its answer."""

    question: str
    answer: str


@transaction.atomic
def close(
    procedure: Procedure,
    *,
    last_day: date,
    ground: str,
    replaced_by: Procedure | None,
    by: User,
    at: datetime,
) -> None:
    """End `procedure` after `last_day`; readers are led on to `replaced_by`, open dossiers are still finished.

    Raises ``DraftAtFault`` with every fault and ``DraftWrongMoment`` for one that has ended.
    """
    procedure = Procedure.objects.select_for_update().get(pk=procedure.pk)
    version = latest_version(procedure)
    today = timezone.localdate(at)
    if version is None or (version.valid_to is not None and version.valid_to < today):
        raise DraftWrongMoment(_("This procedure has ended already."))
    if procedure.drafts.filter(status__in=("draft", "in_review")).exists():
        raise DraftWrongMoment(_("A draft of this procedure is open: publish it or put it away first."))
    faults = []
    if last_day < today:
        faults.append(Fault("last_day", _("The last day is today or later.")))
    elif last_day < version.valid_from:
        faults.append(Fault("last_day", _("The version published last only starts after this day.")))
    if len(ground.strip()) < SHORTEST_GROUND:
        faults.append(Fault("ground", _("Name the decision, with number and date.")))
    if replaced_by is not None and replaced_by.pk == procedure.pk:
        faults.append(Fault("replaced_by", _("A procedure does not replace itself.")))
    if faults:
        raise DraftAtFault(faults)
    version.valid_to = last_day
    version.save(update_fields=["valid_to"])
    procedure.replaced_by = replaced_by
    procedure.save(update_fields=["replaced_by"])
    record(
        "procedure.closed",
        actor=by,
        target=procedure.code,
        last_day=last_day.isoformat(),
        replaced_by=replaced_by.code if replaced_by is not None else "",
        ground=ground.strip(),
    )


@transaction.atomic
def reopen(procedure: Procedure, *, by: User, at: datetime) -> None:
    """Take a closing back while the last day has not passed."""
    procedure = Procedure.objects.select_for_update().get(pk=procedure.pk)
    version = latest_version(procedure)
    if version is None or version.valid_to is None or version.valid_to < timezone.localdate(at):
        raise DraftWrongMoment(_("Only a closing that is still to come can be taken back."))
    version.valid_to = None
    version.save(update_fields=["valid_to"])
    procedure.replaced_by = None
    procedure.save(update_fields=["replaced_by"])
    record("procedure.reopened", actor=by, target=procedure.code)


@transaction.atomic
def set_owner(procedure: Procedure, official: Official | None, *, by: User) -> None:
    """Say who answers for the content (người phụ trách) and is warned before something of it runs out."""
    procedure.owner = official
    procedure.save(update_fields=["owner"])
    record("procedure.owner_set", actor=by, target=procedure.code, official=official.pk if official else None)


@transaction.atomic
def set_questions(procedure: Procedure, answers: Sequence[Answer], *, by: User) -> None:
    """Replace the questions and answers (hỏi đáp) of a procedure, in their order."""
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    faults = []
    for number, each in enumerate(answers, start=1):
        if not each.question.strip():
            faults.append(Fault(f"{number}.question", _("A question belongs to this answer.")))
        if not each.answer.strip():
            faults.append(Fault(f"{number}.answer", _("An answer belongs to this question.")))
    if faults:
        raise DraftAtFault(faults)
    procedure.questions.all().delete()
    ProcedureQuestion.objects.bulk_create(
        ProcedureQuestion(
            procedure=procedure, position=number, question=each.question.strip(), answer=each.answer.strip()
        )
        for number, each in enumerate(answers, start=1)
    )
    record("procedure.questions_set", actor=by, target=procedure.code, questions=len(answers))
