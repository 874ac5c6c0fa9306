"""Statutory papers of recent invented dossiers (giấy tờ đã phát hành), numbered on from those of the year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from tqdm import tqdm

from dossiers import documents
from dossiers.models import CodeCounter, Dossier, DossierEvent, IssuedDocument
from dossiers.workflow import OPEN_STATES, Action

from .life import Life

_FORMS = {
    Action.RECEIVE: IssuedDocument.Form.RECEIPT,
    Action.REQUEST_SUPPLEMENT: IssuedDocument.Form.SUPPLEMENT,
    Action.REFUSE: IssuedDocument.Form.REFUSAL,
    Action.STOP: IssuedDocument.Form.STOP,
    Action.RETURN: IssuedDocument.Form.RESULT_SLIP,
}


class PaperDesk:
    """Issues papers for open dossiers and the last weeks; of older ones it only counts the numbers used."""

    def __init__(self, *, since: dt.datetime) -> None:
        self._since = since
        self._used: Counter[tuple[int, str, dt.date]] = Counter()
        self._wanted: list[tuple[Dossier, DossierEvent, IssuedDocument.Form]] = []

    def note(self, dossier: Dossier, life: Life) -> None:
        """Look at one stored dossier and remember which papers it needs."""
        for event in life.events:
            form = _FORMS.get(Action(event.action))
            if form is None:
                continue
            if life.current in OPEN_STATES or event.at >= self._since:
                self._wanted.append((dossier, event, form))
            else:
                year = event.at.date().replace(month=1, day=1)
                self._used[life.unit.pk, f"form-{form.value}", year] += 1

    def issue_all(self, *, show_progress: bool) -> None:
        """Write the counters, then issue what is wanted in order of time."""
        CodeCounter.objects.bulk_create(
            CodeCounter(unit_id=unit, series=series, since=since, last=last)
            for (unit, series, since), last in self._used.items()
        )
        in_order = sorted(self._wanted, key=lambda wanted: wanted[1].at)
        for dossier, event, form in tqdm(in_order, unit=" papers", desc="Papers", disable=not show_progress):
            if event.by is None:
                continue
            due_at = dossier.due_at
            if form is IssuedDocument.Form.RECEIPT:
                dossier.due_at = dossier.promised_at  # what the receipt promised, before any pause moved it
            documents.issue(dossier=dossier, form=form, by=event.by, at=event.at, extra=_extra(event))
            dossier.due_at = due_at


def _extra(event: DossierEvent) -> dict[str, Any]:
    return {**event.detail, "reason": event.reason} if event.reason else {}
