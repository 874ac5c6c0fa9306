"""Several drafts published in one go, each by itself (công bố hàng loạt)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from procedures.drafting import reviewing
from procedures.errors import DraftAtFault, DraftChanged, DraftWrongMoment, NotTheirOwn
from procedures.models import ProcedureDraft, ProcedureVersion

if TYPE_CHECKING:
    from staff.models import User


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one draft: the version it made, or why none."""

    draft: ProcedureDraft
    version: ProcedureVersion | None
    reason: str = ""


def waiting_for(user: User) -> QuerySet[ProcedureDraft]:
    """Drafts in review that `user` may publish, the oldest first: none that the user wrote on."""
    drafts = ProcedureDraft.objects.filter(status=ProcedureDraft.Status.IN_REVIEW)
    if not reviewing.may_review(user):
        return drafts.none()
    others = drafts.exclude(prepared_by=user).exclude(pk__in=drafts.filter(history__by=user).values("pk"))
    return others.select_related("prepared_by").order_by("submitted_at", "pk")


def publish_several(drafts: Iterable[ProcedureDraft], *, by: User, at: datetime) -> list[Outcome]:
    """Publish each draft as it was seen, from the day it was handed in for; one at fault stops no other."""
    return [_publish(draft, by=by, at=at) for draft in drafts]


def _publish(draft: ProcedureDraft, *, by: User, at: datetime) -> Outcome:
    try:
        return Outcome(draft, reviewing.publish(draft, by=by, at=at, lock_version=draft.lock_version))
    except DraftAtFault as error:
        return Outcome(draft, None, " ".join(fault.message for fault in error.faults))
    except DraftChanged as error:
        return Outcome(draft, None, str(error.draft.get_status_display()))
    except (DraftWrongMoment, NotTheirOwn) as error:
        return Outcome(draft, None, str(error))
