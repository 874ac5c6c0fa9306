"""What other units have to do with a dossier (phối hợp, liên thông): opinions, linked dossiers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dossiers.forms.act import ActForm
from dossiers.forms.office import act_form
from dossiers.linked import family_of, relatives_for_office, shown_files
from dossiers.models import Dossier, Opinion
from dossiers.opinions import unit_ids_asked
from dossiers.permissions import can_perform
from dossiers.remaining import Urgency, time_left
from dossiers.time_words import left_words
from dossiers.workflow import Action
from dossiers.worklists import Badge
from staff.models import Unit
from staff.office_calendar import Calendars, current_calendars

_TONES = {Urgency.LATE: "bad", Urgency.SOON: "care", Urgency.FINE: "quiet"}


@dataclass(frozen=True)
class Asked:
    """One question with its answer, and the forms to answer or to withdraw it for who may."""

    opinion: Opinion
    badge: Badge | None
    answer_form: ActForm | None
    drop_form: ActForm | None


def opinion_badge(opinion: Opinion, *, now: dt.datetime, calendars: Calendars) -> Badge | None:
    """When an open question is to be answered; None once it was answered or withdrawn."""
    if opinion.answered_at is not None or opinion.withdrawn_at is not None:
        return None
    calendar = calendars.for_unit(Unit(pk=opinion.unit_id))
    left = time_left(opinion.due_at, since=opinion.asked_at, now=now, calendar=calendar)
    return Badge(opinion.due_at, left_words(left), _TONES[left.urgency])


def opinions_section(
    user: Any, dossier: Dossier, *, door: str, now: dt.datetime, failed: tuple[Action, ActForm] | None
) -> dict[str, Any]:
    """Every question in the order asked; `failed` keeps an answer with faults at its question."""
    rows = list(dossier.opinions.select_related("unit", "asked_by", "answered_by").prefetch_related("files"))
    if not rows:
        return {"opinions": []}
    own = unit_ids_asked(user, dossier)
    may_drop = can_perform(user, dossier, Action.DROP_OPINION)
    calendars = current_calendars()
    asked = []
    for row in rows:
        badge = opinion_badge(row, now=now, calendars=calendars)
        may_answer = badge is not None and row.unit_id in own and can_perform(user, dossier, Action.GIVE_OPINION)
        asked.append(
            Asked(
                row,
                badge,
                _form(Action.GIVE_OPINION, row, dossier, door, failed) if may_answer else None,
                _form(Action.DROP_OPINION, row, dossier, door, failed) if badge is not None and may_drop else None,
            )
        )
    return {"opinions": asked}


def _form(
    action: Action, row: Opinion, dossier: Dossier, door: str, failed: tuple[Action, ActForm] | None
) -> ActForm:
    if failed is not None and failed[0] is action and failed[1].data.get("opinion") == str(row.pk):
        return failed[1]
    form = act_form(action, dossier, door=door)
    form.initial["opinion"] = row.pk
    form.auto_id = f"{action.value}-{row.pk}-%s"
    return form


def family_section(user: Any, dossier: Dossier, *, door: str) -> dict[str, Any]:
    """The dossier this one was opened for, those opened for it, and the files shown here."""
    parent, children = family_of(dossier)
    relatives = relatives_for_office(user, [*([parent] if parent else []), *children], door=door)
    return {
        "parent": relatives[0] if parent else None,
        "children": relatives[1:] if parent else relatives,
        "shown_files": shown_files(dossier),
    }
