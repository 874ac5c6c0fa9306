"""Dossiers by the names the office uses for them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from staff.phones import normal_phone
from staff.text import digits, fold

from .workflow import OPEN_STATES, RUNNING_STATES, State

# A whole official code (H25.12.03-230815-0007) or a whole reference (K7M2-9QTD-4XHB).
_CODE = re.compile(r"[0-9A-Za-z.]+-\d{6}-\d{4,}|[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}")


def whole_code(text: str) -> str:
    """The code or reference when `text` is nothing else, also as scanned from a receipt's QR; else ``""``."""
    text = text.strip()
    if text.startswith(("https://", "http://")):
        text = text.rpartition("code=")[2].partition("&")[0]
    return text.upper() if _CODE.fullmatch(text) else ""


# An identity number or a phone as people write it; a part of a code (230815-0007) is neither.
_NUMBER = re.compile(r"(\+?84|0)[\d .-]{8,}|\d[\d .]{8,}", re.ASCII)


_CODE_END = re.compile(r"\d{6}-\d{4,}", re.ASCII)
_TODAYS_NUMBER = re.compile(r"\d{1,5}", re.ASCII)


class AttachmentQuerySet(models.QuerySet):
    """Files of dossiers by who may see them."""

    def current(self) -> Self:
        """Not replaced by a later file."""
        return self.filter(superseded_at__isnull=True)

    def shown_to_applicant(self) -> Self:
        """What the applicant handed in, and the result once it is signed; never a draft of it, nor an opinion."""
        signed = Q(dossier__state__in=[State.RESOLVED.value, State.RETURNED.value], superseded_at__isnull=True)
        return self.exclude(kind="opinion").filter(~Q(kind="result") | signed)


def lying_with(unit_ids: Iterable[int]) -> Q:
    """Dossiers whose open leg is at one of the units; a list of keys, so that each way finds its own index."""
    legs = apps.get_model("dossiers", "Leg").objects.filter(ended_at__isnull=True, unit__in=list(unit_ids))
    return Q(pk__in=legs.order_by().values("dossier"))


class DossierQuerySet(models.QuerySet):
    def named(self, code_or_reference: str) -> Self:
        """The dossier with this official code or reference."""
        wanted = code_or_reference.replace("\x00", "").strip().upper()
        return self.filter(Q(code=wanted) | Q(reference=wanted))

    def ending_in(self, text: str, *, since: dt.datetime) -> Self:
        """By the end of the code as it is read aloud: ``230815-0007``, or ``7`` of those received `since`."""
        text = text.strip().strip("-")
        if _TODAYS_NUMBER.fullmatch(text):
            return self.filter(code__endswith=f"-{int(text):04d}", received_at__gte=since)
        return self.filter(code__endswith=f"-{text}") if _CODE_END.fullmatch(text) else self.none()

    def filed_by(self, user: Any) -> Self:
        """Hồ sơ của tôi: filed by this citizen."""
        return self.filter(applicant=user)

    def at_office(self) -> Self:
        """Everything the office has seen: drafts are the citizen's own."""
        return self.exclude(state=State.DRAFT)

    def of_units(self, unit_ids: Iterable[int]) -> Self:
        """Received or handled by one of the units, or lying with one on its way (chặng đang mở)."""
        ids = list(unit_ids)
        return self.filter(Q(receiving_unit__in=ids) | Q(handling_unit__in=ids) | lying_with(ids))

    def in_states(self, states: Iterable[State]) -> Self:
        return self.filter(state__in=[state.value for state in states])

    def open(self) -> Self:
        """Đang giải quyết, including those that wait for the citizen."""
        return self.in_states(OPEN_STATES)

    def running(self) -> Self:
        """The clock runs."""
        return self.in_states(RUNNING_STATES)

    def overdue(self, at: dt.datetime) -> Self:
        """Running, and the promised moment has passed."""
        return self.running().filter(due_at__lt=at)

    def due_between(self, start: dt.datetime, end: dt.datetime) -> Self:
        """Running and due in the interval [start, end)."""
        return self.running().filter(due_at__gte=start, due_at__lt=end)

    def matching(self, text: str) -> Self:
        """Search by code, reference, identity number, phone or name, with or without marks."""
        text = text.strip()
        if not text:
            return self
        if _CODE.fullmatch(text):
            return self.named(text)
        if _NUMBER.fullmatch(text):
            return self.filter(Q(identity_number=digits(text)) | Q(phone=normal_phone(text)))
        wanted = self
        for word in fold(text).split():
            wanted = wanted.filter(search_text__contains=word)
        return wanted

    def with_shown_code(self) -> Self:
        return self.annotate(shown=Coalesce("code", "reference"))

    def waiting_for_citizen_first(self) -> Self:
        """What the citizen must do something about (drafts, supplements, payments), then newest first."""
        waiting = [State.DRAFT.value, State.SUPPLEMENT.value, State.PAYMENT.value]
        return self.annotate(
            waits=models.Case(
                models.When(state__in=waiting, then=0), default=1, output_field=models.IntegerField()
            )
        ).order_by("waits", "-pk")

    def with_list_related_data(self) -> Self:
        """All a work list shows, in one query."""
        return self.select_related("version__procedure", "receiving_unit", "handling_unit", "specialist__user")
