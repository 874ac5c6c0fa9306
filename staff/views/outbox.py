"""Messages sent (tin nhắn gửi đi): the manager sees every message of the own units and of those below."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from staff import audit, post
from staff.access import role_required, roles_of, units_of, with_units_below
from staff.message_kinds import Kind, kind_label
from staff.models import Message, SweepRun
from staff.outbox_forms import OutboxFilter, ResendForm, ResendManyForm
from staff.privacy import mask_email, mask_phone
from staff.roles import Role

PAGE_SIZE = 25
MOST_AT_ONCE = 500
SWEEP_IS_LATE_AFTER = dt.timedelta(minutes=5)
_TONES = {
    Message.State.QUEUED: "note",
    Message.State.SENDING: "note",
    Message.State.SENT: "good",
    Message.State.FAILED: "care",
    Message.State.DEAD: "bad",
}


@dataclass(frozen=True)
class Line:
    """One message as the list shows it."""

    message: Message
    kind: str
    recipient: str
    tone: str
    can_resend: bool


@require_safe
@role_required(Role.MANAGER, Role.ADMIN)
def outbox(request: HttpRequest) -> HttpResponse:
    """List, newest first; a filter that cannot be read answers 400 and names its faults."""
    form = OutboxFilter(request.GET)
    return _list(request, form, None, status=200 if form.is_valid() else 400)


@require_POST
@role_required(Role.MANAGER, Role.ADMIN)
def withdraw_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Never send a message that is no longer true; 409 when it is on its way or sent."""
    message = get_object_or_404(_seen_by(request.user), pk=pk)
    if not post.withdraw(message):
        message.refresh_from_db()
        fault = _("This message is in state “%(state)s” and cannot be withdrawn.")
        state = {"state": message.get_state_display()}
        return _show(request, message, ResendForm(), status=409, fault=fault % state)
    audit.record("message.withdrawn", actor=request.user, target=message.key, request=request)
    notices.success(request, _("The message will not be sent."))
    return redirect("staff:outbox_message", pk=message.pk)


@require_POST
@role_required(Role.MANAGER, Role.ADMIN)
def resend_many(request: HttpRequest) -> HttpResponse:
    """Send many failed messages again: the ticked ones, or all of the list as it is filtered."""
    wanted = OutboxFilter(request.GET)
    seen = _seen_by(request.user)
    form = ResendManyForm(request.POST, messages=seen)
    if not wanted.is_valid() or not form.is_valid():
        return _list(request, wanted, form, status=400)
    chosen = form.cleaned_data["message"]
    if form.cleaned_data["whole_list"]:
        chosen = wanted.narrow(seen).filter(state__in=post.RESENDABLE).order_by("pk")[:MOST_AT_ONCE]
    chosen = list(chosen)
    failed = [message for message in chosen if message.state in post.RESENDABLE]
    with transaction.atomic():
        revived = post.resend(failed, at=timezone.now())
        for message in failed:
            audit.record("message.resent", actor=request.user, target=message.key, request=request)
    words = ngettext("%(n)d message is in the queue again.", "%(n)d messages are in the queue again.", revived)
    notices.success(request, words % {"n": revived})
    if left := len(chosen) - revived:
        words = ngettext(
            "%(n)d message was left as it is: it is no longer a failed one.",
            "%(n)d messages were left as they are: they are no longer failed ones.",
            left,
        )
        notices.warning(request, words % {"n": left})
    return redirect(f"{reverse('staff:outbox')}?{request.GET.urlencode()}")


def _list(request: HttpRequest, form: OutboxFilter, resend: ResendManyForm | None, *, status: int) -> HttpResponse:
    found = form.narrow(_seen_by(request.user)) if form.is_valid() else Message.objects.none()
    page = Paginator(found.defer("body"), PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [_line(message) for message in page]
    context = {
        "form": form,
        "resend": resend or ResendManyForm(messages=Message.objects.none()),
        "can_resend": any(line.can_resend for line in lines),
        "page_obj": page,
        "lines": lines,
        "is_filtered": any(form.data.get(name) for name in form.fields),
        "sweep": _last_sweep(),
        "can_word": Role.MANAGER in roles_of(request.user),
    }
    return render(request, "staff/outbox.html", context, status=status)


@require_safe
@role_required(Role.MANAGER, Role.ADMIN)
def outbox_message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message with its text and whole address; the security trail notes who looked."""
    message = get_object_or_404(_seen_by(request.user), pk=pk)
    audit.record("message.viewed", actor=request.user, target=message.key, request=request)
    return _show(request, message, ResendForm())


@require_POST
@role_required(Role.MANAGER, Role.ADMIN)
def resend_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a failed message again; 409 when it is no longer a failed one."""
    message = get_object_or_404(_seen_by(request.user), pk=pk)
    form = ResendForm(request.POST)
    if not form.is_valid():
        return _show(request, message, form, status=400)
    if not post.resend([message], at=timezone.now()):
        message.refresh_from_db()
        fault = _(
            "Only a message that failed or was given up can be sent again; this one is in state “%(state)s”."
        )
        return _show(
            request, message, ResendForm(), status=409, fault=fault % {"state": message.get_state_display()}
        )
    audit.record("message.resent", actor=request.user, target=message.key, request=request)
    notices.success(request, _("The message is in the queue again."))
    return redirect("staff:outbox_message", pk=message.pk)


def _seen_by(user: Any) -> QuerySet[Message]:
    heads = [unit.pk for unit in units_of(user, Role.MANAGER, Role.ADMIN)]
    return Message.objects.filter(unit__in=with_units_below(heads)).select_related("unit")


def _show(
    request: HttpRequest, message: Message, form: ResendForm, *, status: int = 200, fault: str = ""
) -> HttpResponse:
    context = {
        "line": _line(message),
        "message": message,
        "form": form,
        "fault": fault,
        # its text may hold a link that opens the account
        "is_text_hidden": message.event == Kind.ACCOUNT,
        "can_resend": message.state in post.RESENDABLE,
        "can_withdraw": message.state in (Message.State.QUEUED, *post.RESENDABLE),
        "max_attempts": post.MAX_ATTEMPTS,
    }
    return render(request, "staff/outbox_message.html", context, status=status)


def _line(message: Message) -> Line:
    mask = mask_email if message.channel == Message.Channel.EMAIL else mask_phone
    return Line(
        message=message,
        kind=kind_label(message.event),
        recipient=mask(message.recipient),
        tone=_TONES.get(Message.State(message.state), ""),
        can_resend=message.state in post.RESENDABLE,
    )


def _last_sweep() -> dict[str, Any] | None:
    run = SweepRun.objects.filter(name="outbox").first()
    if run is None:
        return None
    return {"at": run.last_started, "is_late": timezone.now() - run.last_started > SWEEP_IS_LATE_AFTER}
