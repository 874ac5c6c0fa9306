"""The citizen's messages (thông báo của tôi): how to be told, and what was told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dossiers.forms.telling import TellingForm
from dossiers.models import Dossier
from dossiers.notifications import TEMPLATES, way_to
from dossiers.services.telling import choose_way
from dossiers.views.own import signed_in
from staff.message_kinds import kind_label
from staff.models import Message, User
from staff.privacy import mask_email, mask_phone

PER_PAGE = 20
_TONES = {Message.State.SENT: "good", Message.State.DEAD: "bad"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def telling(request: HttpRequest) -> HttpResponse:
    """Thông báo của tôi: choose the way, and read again what was sent."""
    user = signed_in(request)
    form = TellingForm(request.POST if request.method == "POST" else None, initial={"way": user.tell_by})
    if request.method == "POST" and form.is_valid():
        choose_way(way=form.cleaned_data["way"], by=user, at=timezone.now(), request=request)
        notices.success(request, _("Your choice is noted. It holds for all your dossiers."))
        return redirect("dossiers:telling")
    page = Paginator(_told(user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "chosen_at": user.tell_by_chosen_at,
        "page_obj": page,
        "lines": [_line(message) for message in page],
    }
    return render(request, "dossiers/citizen/telling.html", context, status=422 if form.errors else 200)


def told_by(dossier: Dossier) -> str:
    """Where news about this dossier goes, in words, the address masked."""
    way = way_to(dossier)
    if way is None:
        return _("Nothing is sent to you about this dossier; look here.")
    channel, address = way
    masked = mask_email(address) if channel == Message.Channel.EMAIL else mask_phone(address)
    label = Message.Channel(channel).label
    return _("News about this dossier is sent by %(channel)s to %(address)s.") % {
        "channel": label,
        "address": masked,
    }


def _told(user: User) -> QuerySet[Message]:
    """Messages about the citizen's own dossiers; by dossier, because an address may have been another's."""
    own = Dossier.objects.filed_by(user).order_by()
    known_as = Q(reference__in=own.values("reference")) | Q(reference__in=own.exclude(code=None).values("code"))
    return Message.objects.filter(known_as, event__in=list(TEMPLATES)).exclude(state=Message.State.CANCELLED)


def _line(message: Message) -> dict[str, Any]:
    mask = mask_email if message.channel == Message.Channel.EMAIL else mask_phone
    return {
        "message": message,
        "kind": kind_label(message.event),
        "address": mask(message.recipient),
        "tone": _TONES.get(Message.State(message.state), "note"),
        "state": _state_in_words(message),
    }


def _state_in_words(message: Message) -> str:
    if message.delivered_at:
        return _("Delivered")
    if message.state == Message.State.SENT:
        return _("Sent")
    if message.state == Message.State.DEAD:
        return _("Could not be delivered")
    return _("On its way")


urlpatterns = [path("tai-khoan/thong-bao/", telling, name="telling")]
