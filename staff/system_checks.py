"""What the IT officer must see at a glance (tình trạng hệ thống): each line says how it stands and what to do."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import channels
from .models import CalendarDay, Certificate, Message
from .templatetags.office_ui import vn_date, vn_short
from .watch import BEAT, SweepState, broker_answers, pulses, sweeps

GOOD, NOTE, CARE, BAD = "good", "note", "care", "bad"
_TOO_LONG_WAITING = dt.timedelta(minutes=15)
_CERTIFICATE_SOON = dt.timedelta(days=60)
_LITTLE_SPACE, _NO_SPACE = 0.15, 0.05
_CALENDAR_MONTH = 10  # promises of longer procedures reach into the coming year from then on

#: The sweeps in words; one without is shown by its bare name.
SWEEPS: dict[str, Any] = {
    "outbox": gettext_lazy("Sending of messages"),
    "reminders": gettext_lazy("Reminders to officials"),
    "counter_tasks": gettext_lazy("Calls and errands of the counter"),
    "queue": gettext_lazy("Numbers and bookings of earlier days"),
    "expiry": gettext_lazy("Warnings of what runs out"),
    "observed_times": gettext_lazy("How long procedures really took"),
    "apologies": gettext_lazy("Drafts of apologies"),
    "walls": gettext_lazy("Wall sheets to renew"),
    "uploads": gettext_lazy("Forgetting of catalogue files read in a week ago"),
}


@dataclass(frozen=True)
class Check:
    """Một dòng kiểm tra: what, how it stands, and what to do when it does not stand well."""

    name: str
    tone: str
    words: str
    advice: str = ""


def system_checks(*, at: dt.datetime) -> list[Check]:
    """Everything but the sweeps."""
    return [_broker(), *_pulses(at), *_messages(at), _channels(), _calendar(at), *_certificates(at), _space()]


def sweep_checks(*, at: dt.datetime) -> list[tuple[SweepState, Check]]:
    """Every sweep with its line."""
    return [(sweep, _sweep(sweep)) for sweep in sweeps(at=at)]


def _broker() -> Check:
    name = _("Task queue")
    if broker_answers():
        return Check(name, GOOD, _("Answers"))
    advice = _("Nothing is lost: messages wait in the database. Start Redis again, or look at REDIS_URL.")
    return Check(name, BAD, _("Does not answer"), advice)


def _pulses(at: dt.datetime) -> list[Check]:
    checks = []
    for pulse in pulses(at=at):
        name = _("Clock of the sweeps (beat)") if pulse.name == BEAT else _("Task worker")
        heard = _("Last heard at %(moment)s") % {"moment": vn_short(pulse.at)} if pulse.at else _("Never heard")
        advice = _("Start “celery -A config %(command)s” again and read its log.") % {"command": pulse.name}
        checks.append(Check(name, BAD if pulse.is_silent else GOOD, heard, advice if pulse.is_silent else ""))
    return checks


def _messages(at: dt.datetime) -> list[Check]:
    state, late = Message.State, Q(not_before__lt=at - _TOO_LONG_WAITING)
    counted = Message.objects.filter(state__in=[state.QUEUED, state.FAILED, state.SENDING, state.DEAD]).aggregate(
        waiting=Count("pk", filter=Q(state__in=[state.QUEUED, state.SENDING])),
        late=Count("pk", filter=Q(state=state.QUEUED) & late),
        failed=Count("pk", filter=Q(state=state.FAILED)),
        dead=Count("pk", filter=Q(state=state.DEAD)),
    )
    return [
        Check(
            _("Messages waiting"),
            BAD if counted["late"] else GOOD,
            ngettext("%(n)d message", "%(n)d messages", counted["waiting"]) % {"n": counted["waiting"]},
            _("Some wait longer than a quarter of an hour: the worker rests or cannot keep up.")
            if counted["late"]
            else "",
        ),
        Check(
            _("Messages that failed and are tried again"),
            CARE if counted["failed"] else GOOD,
            ngettext("%(n)d message", "%(n)d messages", counted["failed"]) % {"n": counted["failed"]},
            _("Look at the fault under “Messages sent”.") if counted["failed"] else "",
        ),
        Check(
            _("Messages given up"),
            BAD if counted["dead"] else GOOD,
            ngettext("%(n)d message", "%(n)d messages", counted["dead"]) % {"n": counted["dead"]},
            _("Correct what is at fault, then send them again under “Messages sent”.") if counted["dead"] else "",
        ),
    ]


def _channels() -> Check:
    name, labels = (
        _("Channels"),
        [str(each.label) for each in Message.Channel if each.value in channels.available()],
    )
    words = ", ".join(labels)
    if settings.IS_MAIL_ON_TRIAL:
        advice = _("Trial: messages are written as files and reach nobody. Set EMAIL_HOST to send them.")
        return Check(name, CARE, words, advice)
    return Check(name, GOOD, words)


def _calendar(at: dt.datetime) -> Check:
    coming = at.year + 1
    name = _("Working calendar of %(year)d") % {"year": coming}
    if CalendarDay.objects.filter(day__year=coming).exists():
        return Check(name, GOOD, _("Established"))
    advice = _("Establish it under “Working calendar”, else dates that reach into the year cannot be promised.")
    if at.month < _CALENDAR_MONTH:
        return Check(name, NOTE, _("Not yet established"))
    return Check(name, BAD if at.month == 12 else CARE, _("Not established"), advice)


def _certificates(at: dt.datetime) -> list[Check]:
    """The certificate of each holder that lasts longest, where it ends soon."""
    last: dict[tuple[int | None, int | None], Certificate] = {}
    for each in Certificate.objects.filter(revoked_at__isnull=True).order_by("not_after", "pk"):
        last[each.official_id, each.unit_id] = each
    name = _("Signing certificates")
    ending = [each for each in last.values() if each.not_after < at + _CERTIFICATE_SOON]
    if not ending:
        return [Check(name, GOOD, ngettext("%(n)d valid", "%(n)d valid", len(last)) % {"n": len(last)})]
    advice = _("Ask the certificate authority for a new one and enter it.")
    return [
        Check(f"{name}: {each.subject}", BAD if each.not_after <= at else CARE, _ends(each, at), advice)
        for each in ending
    ]


def _ends(certificate: Certificate, at: dt.datetime) -> str:
    day = {"day": vn_date(certificate.not_after)}
    return (_("Ended on %(day)s") if certificate.not_after <= at else _("Ends on %(day)s")) % day


def _space() -> Check:
    usage = shutil.disk_usage(settings.DATA_DIR)
    free = usage.free / usage.total
    tone = BAD if free < _NO_SPACE else CARE if free < _LITTLE_SPACE else GOOD
    words = _("%(free)s of %(total)s free") % {
        "free": filesizeformat(usage.free),
        "total": filesizeformat(usage.total),
    }
    advice = _("Make room before uploads fail: a larger disk, or old files of DATA_DIR moved away.")
    return Check(_("Disk space of DATA_DIR"), tone, words, "" if tone == GOOD else advice)


def _sweep(sweep: SweepState) -> Check:
    name = str(SWEEPS.get(sweep.name, sweep.name))
    if not sweep.has_run:
        return Check(name, NOTE, _("Has not run yet"))
    if sweep.is_broken:
        return Check(name, BAD, _("Began and did not finish"), _("Read the worker's log at that moment."))
    if sweep.is_late:
        return Check(name, BAD, _("Late"), _("The worker or the clock of the sweeps rests; see above."))
    return Check(name, GOOD, _("On time"))
