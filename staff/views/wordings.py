"""Texts of messages (mẫu tin nhắn): the manager words what the own units and those below say to citizens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from staff.access import role_required
from staff.managed_units import chosen_unit
from staff.message_kinds import kind_label
from staff.message_placeholders import MEANINGS, placeholders_of
from staff.message_samples import editable_events, sample_context, usual_file
from staff.message_texts import Occasion, Text, finished
from staff.models import AuditEntry, Message, MessageTemplate, Unit
from staff.roles import Role
from staff.sms_length import SmsLength, sms_length
from staff.wording_forms import LANGUAGES, Wording, WordingForm
from staff.wordings import Place, current, history, reset, set_wording


@dataclass(frozen=True)
class Side:
    """One language of the editor: its fields, what is said now, the preview and the history."""

    language: str
    name: str
    fields: list[Any]
    origin: str
    is_own: bool
    preview: Text
    length: SmsLength | None
    history: list[AuditEntry]


@require_safe
@role_required(Role.MANAGER)
def wordings(request: HttpRequest) -> HttpResponse:
    """Every event with what differs from the usual text, by channel and language."""
    unit, units = chosen_unit(request)
    chain = _with_above(unit)
    rows = MessageTemplate.objects.filter(unit__in=chain).select_related("unit")
    own: dict[tuple[str, str], dict[str, MessageTemplate]] = {}
    for row in sorted(rows, key=lambda row: -chain.index(row.unit_id)):
        own.setdefault((row.event, row.channel), {})[row.language] = row
    lines = [
        {
            "event": event,
            "cells": [
                {
                    "channel": channel,
                    "url": _editor(unit, event.value, channel.value),
                    "own": [
                        {"name": name, "unit": found[code].unit, "is_own": found[code].unit_id == unit.pk}
                        for code, name in MessageTemplate.LANGUAGES
                        if code in found
                    ],
                }
                for channel in Message.Channel
                for found in [own.get((event.value, channel.value), {})]
            ],
        }
        for event in editable_events()
    ]
    context = {"lines": lines, "unit": unit, "units": units, "channels": Message.Channel}
    return render(request, "staff/wordings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def wording(request: HttpRequest, event: str, channel: str) -> HttpResponse:
    """One event on one channel in both languages: edit, preview on a made-up dossier, save, reset."""
    unit, _units = chosen_unit(request)
    if event not in {kind.value for kind in editable_events()} or channel not in Message.Channel.values:
        raise Http404
    places = {language: Place(unit, event, channel, language) for language in LANGUAGES}
    if request.method != "POST":
        return _show(request, places, WordingForm(initial=_initial(places), event=event, channel=channel))
    do = request.POST.get("do", "")
    language = do.removeprefix("reset_")
    if do.startswith("reset_") and language in places:
        if reset(places[language], by=request.user, request=request):
            notices.success(request, _("The own wording was taken back."))
        return redirect(_editor(unit, event, channel))
    form = WordingForm(request.POST, event=event, channel=channel)
    if not form.is_valid():
        return _show(request, places, form, status=422)
    if do == "preview":
        return _show(request, places, form)
    changed = sum(
        set_wording(place, form.wording(language), by=request.user, request=request)
        for language, place in places.items()
    )
    if changed:
        words = ngettext("%(n)d wording was saved.", "%(n)d wordings were saved.", changed) % {"n": changed}
        notices.success(request, words)
    else:
        notices.info(request, _("Nothing differs from what is said already."))
    return redirect(_editor(unit, event, channel))


def _show(request: HttpRequest, places: dict[str, Place], form: WordingForm, *, status: int = 200) -> HttpResponse:
    place = next(iter(places.values()))
    context = {
        "form": form,
        "unit": place.unit,
        "kind": kind_label(place.event),
        "channel": Message.Channel(place.channel),
        "sides": [_side(place, form) for place in places.values()],
        "is_sms": place.channel == Message.Channel.SMS,
        "placeholders": [(name, MEANINGS[name]) for name in placeholders_of(place.event)],
        "back": _list_of(place.unit),
        "is_preview": request.method == "POST" and not form.errors,
    }
    return render(request, "staff/wording.html", context, status=status)


def _side(place: Place, form: WordingForm) -> Side:
    said, row = current(place)
    typed = form.wording(place.language) if form.is_bound and form.is_valid() else said
    text = _preview(place, typed)
    return Side(
        language=place.language,
        name=dict(MessageTemplate.LANGUAGES)[place.language],
        fields=[
            form[f"{part}_{place.language}"] for part in ("subject", "body") if part == "body" or form.has_subject
        ],
        origin=_("usual text") if row is None else row.unit.name,
        is_own=row is not None and row.unit_id == place.unit.pk,
        preview=text,
        length=sms_length(text.body) if place.channel == Message.Channel.SMS else None,
        history=history(place),
    )


def _preview(place: Place, wording: Wording) -> Text:
    context = sample_context(place.unit, place.language)
    occasion = Occasion(place.event, usual_file(place.event), place.unit, context)
    return finished(wording.subject, wording.body, occasion, channel=place.channel, language=place.language)


def _initial(places: dict[str, Place]) -> dict[str, str]:
    initial = {}
    for language, place in places.items():
        said, _row = current(place)
        initial[f"subject_{language}"], initial[f"body_{language}"] = said.subject, said.body
    return initial


def _with_above(unit: Unit) -> list[int]:
    """The unit and all above it, nearest first."""
    chain: list[int] = []
    place: Unit | None = unit
    while place is not None:
        chain.append(place.pk)
        place = place.parent
    return chain


def _editor(unit: Unit, event: str, channel: str) -> str:
    return f"{reverse('staff:wording', args=[event, channel])}?{urlencode({'unit': unit.code})}"


def _list_of(unit: Unit) -> str:
    return f"{reverse('staff:wordings')}?{urlencode({'unit': unit.code})}"
