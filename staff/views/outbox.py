"""Messages sent (tin nhắn gửi đi): the manager sees every message of the own units and of those below."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from staff import audit, post
from staff.access import role_required, units_of, with_units_below
from staff.message_kinds import Kind, kind_label
from staff.models import Message, SweepRun
from staff.outbox_forms import OutboxFilter, ResendForm
from staff.privacy import mask_email
from staff.roles import Role

PAGE_SIZE = 25
SWEEP_IS_LATE_AFTER = dt.timedelta(minutes=5)
_TONES = {
    Message.State.QUEUED: "note",
    Message.State.SENDING: "note",
    Message.State.SENT: "good",
    Message.State.FAILED: "care",
    Message.State.DEAD: "bad",
}
_RESENDABLE = (Message.State.FAILED, Message.State.DEAD)


@dataclass(frozen=True)
class Line:
    """One message as the list shows it."""

    message: Message
    kind: str
    recipient: str
    tone: str


@require_safe
@role_required(Role.MANAGER, Role.ADMIN)
def outbox(request: HttpRequest) -> HttpResponse:
    """List, newest first; a filter that cannot be read answers 400 and names its faults."""
    form = OutboxFilter(request.GET)
    found = form.narrow(_seen_by(request.user)) if form.is_valid() else Message.objects.none()
    page = Paginator(found.defer("body"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "lines": [_line(message) for message in page],
        "is_filtered": any(form.data.get(name) for name in form.fields),
        "sweep": _last_sweep(),
    }
    return render(request, "staff/outbox.html", context, status=200 if form.is_valid() else 400)


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
    if not post.resend(message, at=timezone.now()):
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
        "can_resend": message.state in _RESENDABLE,
        "max_attempts": post.MAX_ATTEMPTS,
    }
    return render(request, "staff/outbox_message.html", context, status=status)


def _line(message: Message) -> Line:
    return Line(
        message=message,
        kind=kind_label(message.event),
        recipient=mask_email(message.recipient),
        tone=_TONES.get(Message.State(message.state), ""),
    )


def _last_sweep() -> dict[str, Any] | None:
    run = SweepRun.objects.filter(name="outbox").first()
    if run is None:
        return None
    return {"at": run.last_started, "is_late": timezone.now() - run.last_started > SWEEP_IS_LATE_AFTER}
