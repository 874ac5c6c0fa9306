"""Letters about drafts (thư báo về dự thảo): to the author what became of it, to the reviewers what waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from procedures.models import ProcedureDraft
from staff.context import site_unit
from staff.message_kinds import Kind
from staff.message_texts import public_address
from staff.models import Assignment, User
from staff.office_letters import write_to
from staff.roles import Role

#: So many of the drafts handed in together are named in the letter.
_LISTED = 20


def tell_author(draft: ProcedureDraft, what: str, *, at: datetime) -> None:
    """Tell whoever handed the draft in that it was published or given back."""
    _write(draft, what, draft.prepared_by, at=at)


def tell_reviewers(drafts: Sequence[ProcedureDraft], *, at: datetime) -> None:
    """Tell the managers of the office that owns the site, or else its leaders, that drafts wait, in one letter."""
    unit = site_unit()
    if unit is None:
        return
    what = "handed_in" if len(drafts) == 1 else "handed_in_many"
    today = timezone.localdate(at)
    readers = User.objects.filter(is_active=True).exclude(email="").exclude(pk=drafts[0].prepared_by_id)
    for role in (Role.MANAGER, Role.LEADER):
        held = Assignment.objects.in_force(today).filter(unit=unit, role=role.value)
        found = list(readers.filter(pk__in=held.values("official__user")))
        for person in found:
            _write(drafts[0], what, person, at=at, drafts=drafts)
        if found:
            return


def _write(
    draft: ProcedureDraft, what: str, person: User, *, at: datetime, drafts: Sequence[ProcedureDraft] = ()
) -> None:
    unit = site_unit()
    if unit is None:
        return
    given = {
        "draft": draft,
        "drafts": drafts[:_LISTED],
        "count": len(drafts),
        "link": public_address(reverse("procedures:draft", args=[draft.pk])),
    }
    key = f"draft:{draft.pk}:{draft.lock_version}:{what}:{person.pk}"
    write_to(person, f"messages/draft_{what}.txt", given, key=key, kind=Kind.DRAFT, unit=unit, at=at)
