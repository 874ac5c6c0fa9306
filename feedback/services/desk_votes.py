"""The question at the desk and its answer (đánh giá tại quầy): asked once a service, kept whatever it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers.errors import WrongMoment
from dossiers.models import Collection, Dossier, Shift, Ticket
from dossiers.rules import FaultList
from feedback import vote_reasons, vote_rules
from feedback.models import DeskVote
from procedures.models import Desk
from staff.models import Official
from staff.office_calendar import policy_in_force
from staff.text import plain_line


@dataclass(frozen=True)
class _Service:
    """One service that has just ended at the desk."""

    official: Official
    ended_at: dt.datetime
    ticket: Ticket | None = None
    dossier: Dossier | None = None


def offer(*, desk: Desk, at: dt.datetime) -> DeskVote | None:
    """Begin the question about the service that has just ended at this desk (mời đánh giá); None without one.

    Asked again, nothing new is begun: each service is asked about once.
    """
    stays = dt.timedelta(seconds=policy_in_force(desk.unit, timezone.localdate(at)).vote_seconds)
    newest = DeskVote.objects.filter(desk=desk).first()
    since = at - stays + vote_rules.SHORTEST
    if newest is not None:
        since = max(since, newest.offered_at)
    if _ended(desk, since, at) is None:
        return None
    with transaction.atomic():
        # of two tablets at one desk the second finds it asked
        Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
        service = _ended(desk, since, at)
        if service is None:
            return None
        DeskVote.objects.filter(desk=desk, closes_at__gt=at).update(closes_at=at)
        return DeskVote.objects.create(
            desk=desk,
            official=service.official,
            ticket=service.ticket,
            dossier=service.dossier,
            offered_at=at,
            closes_at=service.ended_at + stays,
        )


def _ended(desk: Desk, since: dt.datetime, at: dt.datetime) -> _Service | None:
    """The latest service of this desk since then that nobody was asked about."""
    done = Ticket.objects.filter(desk=desk, state=Ticket.State.DONE, ended_at__gte=since, vote=None)
    ticket = done.select_related("official__user", "dossier").order_by("-ended_at").first()
    if ticket is not None and ticket.official is not None and ticket.ended_at is not None:
        return _Service(ticket.official, ticket.ended_at, ticket, ticket.dossier or _served(desk, ticket))
    shift = Shift.objects.filter(desk=desk, closed_at=None).select_related("official__user").first()
    if shift is None:
        return None
    found = _latest_act(desk, shift.official, since)
    if found is None:
        return None
    dossier, acted_at = found
    # who has a number is asked when the number is done
    with_number = Ticket.objects.filter(desk=desk, called_at__lte=acted_at).filter(
        Q(ended_at=None) | Q(ended_at__gte=acted_at)
    )
    asked = DeskVote.objects.filter(dossier=dossier, offered_at__gte=acted_at)
    if with_number.exists() or asked.exists():
        return None
    return _Service(shift.official, acted_at, dossier=dossier)


def _served(desk: Desk, ticket: Ticket) -> Dossier | None:
    """What the official did for the person with this number, when the number does not say it."""
    if ticket.official is None or ticket.called_at is None:
        return None
    found = _latest_act(desk, ticket.official, ticket.called_at)
    return found[0] if found is not None else None


def _latest_act(desk: Desk, official: Official, since: dt.datetime) -> tuple[Dossier, dt.datetime] | None:
    """The dossier this official last received from, or returned to, somebody at the counter."""
    received = (
        Dossier.objects.filter(
            receiving_unit=desk.unit_id,
            received_at__gte=since,
            received_by=official,
            channel=Dossier.Channel.COUNTER,
        )
        .order_by("-received_at")
        .first()
    )
    returned = Collection.objects.filter(by=official).select_related("dossier").order_by("-pk").first()
    acts = []
    if received is not None and received.received_at is not None:
        acts.append((received, received.received_at))
    if returned is not None and returned.at >= since and returned.dossier.receiving_unit_id == desk.unit_id:
        acts.append((returned.dossier, returned.at))
    return max(acts, key=lambda each: each[1], default=None)


@transaction.atomic
def vote(*, question: DeskVote, level: int | None, at: dt.datetime) -> DeskVote:
    """Store the answer, 1 to 5 (ghi nhận đánh giá). One that cannot be a free answer is kept and set aside.

    Raises Faults for no level, WrongMoment when it was answered already, is closed, or the service goes on.
    """
    question = _locked(question)
    if question.voted_at is not None:
        raise WrongMoment(_("This service has been rated already. Thank you."), allowed=[])
    if at >= question.closes_at + vote_rules.ON_THE_WAY:
        raise WrongMoment(_("The time to rate this service is over."), allowed=[])
    ticket = question.ticket
    if ticket is not None and ticket.state != Ticket.State.DONE:
        raise WrongMoment(_("This service is still going on."), allowed=[])
    faults = FaultList()
    if level is None or not 1 <= level <= 5:
        faults.add("level", _("Choose one of the five answers."))
    faults.raise_if_any()
    least = policy_in_force(question.desk.unit, timezone.localdate(at)).vote_least_seconds
    asks_why = level is not None and level <= vote_rules.ASKS_WHY_UP_TO
    question.level, question.voted_at = level, at
    question.closes_at = at + vote_rules.WHY_STAYS if asks_why else at
    question.set_aside = vote_rules.set_aside(
        offered_at=question.offered_at,
        voted_at=at,
        called_at=ticket.called_at if ticket is not None else None,
        least=dt.timedelta(seconds=least),
    )
    question.save(update_fields=["level", "voted_at", "closes_at", "set_aside"])
    return question


@transaction.atomic
def explain(*, question: DeskVote, codes: Sequence[str], words: str, at: dt.datetime) -> DeskVote:
    """Say why (lý do), or nothing; the tablet thanks and rests. Raises Faults, WrongMoment."""
    question = _locked(question)
    if question.level is None or question.level > vote_rules.ASKS_WHY_UP_TO:
        raise WrongMoment(_("Nobody asked for a reason here."), allowed=[])
    if at >= question.closes_at + vote_rules.ON_THE_WAY:
        raise WrongMoment(_("The time to rate this service is over."), allowed=[])
    words = plain_line(words)
    faults = FaultList()
    if any(code not in vote_reasons.REASONS for code in codes):
        faults.add("why", _("Choose among the offered reasons."))
    if len(words) > vote_reasons.LONGEST_WORDS:
        faults.add("words", _("At most %(most)d characters.") % {"most": vote_reasons.LONGEST_WORDS})
    faults.raise_if_any()
    question.reason = vote_reasons.written(codes, words)
    question.closes_at = at
    question.save(update_fields=["reason", "closes_at"])
    return question


def _locked(question: DeskVote) -> DeskVote:
    found = DeskVote.objects.select_for_update(of=("self",)).select_related("desk__unit__parent__parent", "ticket")
    return found.get(pk=question.pk)
