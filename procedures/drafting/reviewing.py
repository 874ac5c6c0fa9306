"""From a draft to a version (thẩm định và công bố): handed in, given back or published, always by two people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from procedures.comparing.differences import summary_of
from procedures.drafting import managed
from procedures.drafting.draft_notices import tell_author, tell_reviewers
from procedures.drafting.drafts import changes_of, is_outdated, latest_version, locked
from procedures.errors import DraftAtFault, NotTheirOwn
from procedures.importing.checking import check
from procedures.importing.consequences import Consequence, consequences_of_entry
from procedures.importing.facts import EntryFacts, Fault
from procedures.importing.storing import Store
from procedures.models import Procedure, ProcedureDraft, ProcedureVersion
from staff.access import holds
from staff.audit import record
from staff.context import site_unit
from staff.roles import Role

if TYPE_CHECKING:
    from staff.models import User

Status = ProcedureDraft.Status
LONGEST_SUMMARY = 2000
LONGEST_DECISION = 300
SHORTEST_REMARK = 5
_LATEST_START_YEARS = 5


@transaction.atomic
def hand_in(
    draft: ProcedureDraft,
    *,
    lock_version: int,
    starts_on: date,
    decision: str,
    change_summary: str,
    by: User,
    at: datetime,
    is_told: bool = True,
) -> ProcedureDraft:
    """Hand a whole draft in for review (trình thẩm định); raise ``DraftAtFault`` with everything that is wrong.

    An empty `change_summary` is written from what differs. Whoever hands in many tells the reviewers once.
    """
    draft = locked(draft, lock_version, Status.DRAFT)
    facts, faults = check(draft.entry)
    changes = changes_of(draft)
    if facts is not None:
        faults = [*faults, *_moment_faults(draft, bool(changes))]
    faults += _start_faults(starts_on, at)
    if len(decision.strip()) > LONGEST_DECISION:
        faults.append(Fault("decision", _("The text is too long.")))
    if len(change_summary.strip()) > LONGEST_SUMMARY:
        faults.append(Fault("change_summary", _("The text is too long.")))
    if faults:
        raise DraftAtFault(faults)
    with translation.override(settings.LANGUAGE_CODE):
        summary = change_summary.strip() or (
            summary_of(changes_of(draft)) if draft.base is not None else _("New procedure")
        )
    draft.starts_on, draft.decision = starts_on, decision.strip()
    draft.change_summary, draft.remark = summary[:LONGEST_SUMMARY], ""
    draft.status, draft.submitted_at, draft.prepared_by = Status.IN_REVIEW, at, by
    _moved(draft, at)
    record("draft.handed_in", actor=by, target=draft.code, draft=draft.pk, starts_on=starts_on.isoformat())
    if is_told:
        tell_reviewers([draft], at=at)
    return draft


@transaction.atomic
def take_back(draft: ProcedureDraft, *, by: User, at: datetime) -> ProcedureDraft:
    """Take a draft back from review to go on with it; only those who wrote it."""
    draft = locked(draft, None, Status.IN_REVIEW)
    if not is_author(draft, by):
        raise NotTheirOwn(_("Only those who wrote the draft take it back; you may return it with a remark."))
    draft.status = Status.DRAFT
    _moved(draft, at)
    record("draft.taken_back", actor=by, target=draft.code, draft=draft.pk)
    return draft


@transaction.atomic
def give_back(draft: ProcedureDraft, *, remark: str, by: User, at: datetime) -> ProcedureDraft:
    """Return a draft to its author with a remark (trả lại để hoàn thiện)."""
    draft = locked(draft, None, Status.IN_REVIEW)
    _refuse_unless_reviewer(draft, by)
    if len(remark.strip()) < SHORTEST_REMARK:
        raise DraftAtFault([Fault("remark", _("Say what has to be put right."))])
    draft.status, draft.remark = Status.DRAFT, remark.strip()[:LONGEST_SUMMARY]
    draft.decided_by, draft.decided_at = by, at
    _moved(draft, at)
    record("draft.given_back", actor=by, target=draft.code, draft=draft.pk)
    tell_author(draft, "given_back", at=at)
    return draft


@transaction.atomic
def publish(
    draft: ProcedureDraft,
    *,
    by: User,
    at: datetime,
    starts_on: date | None = None,
    lock_version: int | None = None,
    replaces_coming: bool = False,
) -> ProcedureVersion:
    """Publish a draft that was handed in (công bố) as the next version and return it.

    It starts on `starts_on`, else on the day it was handed in for, but never before the day of `at`. With
    `replaces_coming` a version that was published to start later never comes into force.
    """
    draft = locked(draft, lock_version, Status.IN_REVIEW)
    _refuse_unless_reviewer(draft, by)
    # A route set in this moment is waited for, so that it is not published over unseen.
    list(Procedure.objects.select_for_update().filter(code=draft.code))
    facts, faults = check(draft.entry)
    day = starts_on or max(draft.starts_on or timezone.localdate(at), timezone.localdate(at))
    if facts is not None:
        faults = [*faults, *_moment_faults(draft, bool(changes_of(draft)))]
    faults += _start_faults(day, at)
    if not faults and not replaces_coming:
        faults += _coming_faults(draft, day)
    if facts is None or faults:
        raise DraftAtFault(faults)
    version = _stored(draft, facts, day, by=by)
    draft.status, draft.published, draft.procedure = Status.PUBLISHED, version, version.procedure
    draft.starts_on, draft.decided_by, draft.decided_at = day, by, at
    _moved(draft, at)
    record(
        "procedure.published",
        actor=by,
        target=facts.code,
        version=version.number,
        draft=draft.pk,
        starts_on=day.isoformat(),
    )
    tell_author(draft, "published", at=at)
    return version


def may_review(user: User) -> bool:
    """Whether the user publishes for the office: manager or leader of the unit that owns the site."""
    unit = site_unit()
    return unit is not None and any(holds(user, role, unit.pk) for role in (Role.MANAGER, Role.LEADER))


def is_author(draft: ProcedureDraft, user: User) -> bool:
    """Whether the user wrote any of the draft."""
    return draft.prepared_by_id == user.pk or draft.history.filter(by=user).exists()


def coming_version(draft: ProcedureDraft, starts_on: date) -> ProcedureVersion | None:
    """The published version that would never come into force if the draft started on `starts_on`."""
    newest = latest_version(draft.procedure) if draft.procedure is not None else None
    return newest if newest is not None and newest.valid_from > starts_on else None


def consequences_of(drafts: Sequence[ProcedureDraft], *, today: date) -> dict[int, list[Consequence]]:
    """By draft what publishing it would bring about beside what it changes."""
    open_ones = [
        draft for draft in drafts if draft.procedure_id is not None and draft.status in ProcedureDraft.OPEN
    ]
    lasts = managed.latest_versions().filter(procedure__in=[draft.procedure_id for draft in open_ones])
    by_procedure = {version.procedure_id: version for version in lasts.prefetch_related("steps")}
    return {
        draft.pk: consequences_of_entry(
            by_procedure.get(draft.procedure_id), draft.entry, max(draft.starts_on or today, today)
        )
        for draft in open_ones
    }


def _stored(draft: ProcedureDraft, facts: EntryFacts, day: date, *, by: User) -> ProcedureVersion:
    stored = Store(today=day, first_day=day).put(
        facts,
        starts_on=day,
        decision=draft.decision,
        change_summary=draft.change_summary,
        prepared_by=draft.prepared_by,
        published_by=by,
    )
    if stored.version is None:
        raise RuntimeError("a version that somebody decided to publish was not stored")
    return stored.version


def _refuse_unless_reviewer(draft: ProcedureDraft, user: User) -> None:
    if is_author(draft, user):
        raise NotTheirOwn(_("You wrote on this draft; another person has to review it."))
    if not may_review(user):
        raise NotTheirOwn(_("Managers and leaders of the office that owns this portal publish procedures."))


def _moment_faults(draft: ProcedureDraft, differs: bool) -> list[Fault]:
    if draft.base is None and Procedure.objects.filter(code=draft.code).exists():
        return [
            Fault("", _("This code is in the catalogue already: change that procedure, or enter another code."))
        ]
    if is_outdated(draft):
        return [
            Fault("", _("Another version was published since this draft was begun: bring it up to date first."))
        ]
    return [] if differs else [Fault("", _("The draft changes nothing."))]


def _start_faults(day: date, at: datetime) -> list[Fault]:
    today = timezone.localdate(at)
    if day < today:
        return [Fault("starts_on", _("A publication starts today or later."))]
    if day.year > today.year + _LATEST_START_YEARS:
        return [Fault("starts_on", _("This day is too far away."))]
    return []


def _coming_faults(draft: ProcedureDraft, day: date) -> list[Fault]:
    coming = coming_version(draft, day)
    if coming is None:
        return []
    words = _("Version %(number)d, published to start on %(day)s, would never come into force.") % {
        "number": coming.number,
        "day": f"{coming.valid_from:%d/%m/%Y}",
    }
    return [Fault("starts_on", words)]


def _moved(draft: ProcedureDraft, at: datetime) -> None:
    draft.updated_at = at
    draft.lock_version += 1
    draft.save()
