"""Letters about drafts (thư báo về dự thảo): to the author what became of it, to the reviewers what waits."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from procedures.models import ProcedureDraft
from staff import post
from staff.context import site_unit
from staff.message_kinds import Kind
from staff.message_texts import compose, public_address
from staff.models import User
from staff.roles import Role


def tell_author(draft: ProcedureDraft, what: str, *, at: datetime) -> None:
    """Tell whoever handed the draft in that it was published or given back."""
    _write(draft, what, draft.prepared_by, at=at)


def tell_reviewers(draft: ProcedureDraft, *, at: datetime) -> None:
    """Tell the managers of the office that owns the site, or else its leaders, that a draft waits."""
    unit = site_unit()
    if unit is None:
        return
    today = timezone.localdate(at)
    for role in (Role.MANAGER, Role.LEADER):
        people = User.objects.filter(
            Q(official__assignments__valid_to__isnull=True) | Q(official__assignments__valid_to__gte=today),
            official__assignments__unit=unit,
            official__assignments__role=role.value,
            official__assignments__valid_from__lte=today,
        ).exclude(pk=draft.prepared_by_id)
        found = list(people.distinct())
        for person in found:
            _write(draft, "handed_in", person, at=at)
        if found:
            return


def _write(draft: ProcedureDraft, what: str, person: User, *, at: datetime) -> None:
    unit = site_unit()
    if unit is None:
        return
    given = {
        "draft": draft,
        "person": person,
        "unit": unit,
        "link": public_address(reverse("procedures:manage")),
    }
    subject, body = compose(f"messages/draft_{what}.txt", given, settings.LANGUAGE_CODE)
    post.enqueue(
        key=f"draft:{draft.pk}:{draft.lock_version}:{what}:{person.pk}",
        event=Kind.DRAFT.value,
        unit=unit,
        recipient=person.email,
        subject=subject,
        body=body,
        not_before=at,
    )
