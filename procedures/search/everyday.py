"""How people find a procedure (cách tìm thấy thủ tục): its everyday words and life events, and trying them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from procedures.models import LifeEvent, Procedure, ProcedureVersion
from procedures.publishing import refresh_search
from procedures.search.finding import look
from staff.audit import record
from staff.text import fold, plain_line

if TYPE_CHECKING:
    from staff.models import User

MOST_WORDS = 30
LONGEST_WORD = 60
#: A place after this many procedures nobody scrolls to.
_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Trial:
    """What somebody typing `typed` gets: at which place this procedure, of how many, and which comes first."""

    typed: str
    place: int | None
    count: int
    first: str


def words_in(text: str) -> list[str]:
    """Return the everyday words in `text`, one a line, each once however its marks are written."""
    words: dict[str, str] = {}
    for line in text.splitlines():
        word = plain_line(line)
        if word:
            words.setdefault(fold(word), word)
    return list(words.values())


@transaction.atomic
def set_findable(
    procedure: Procedure, *, words: Sequence[str], events: Mapping[str, int | None], by: User
) -> None:
    """Set everyday words and life events of `procedure`; no new version, found so at once.

    `events` maps a life event (its slug) to the place of the procedure among those people need there, from 1; None
    leaves it after those that have a place.
    """
    procedure = Procedure.objects.select_for_update().select_related("field").get(pk=procedure.pk)
    procedure.everyday_words = list(words)
    procedure.save(update_fields=["everyday_words"])
    refresh_search(procedure)
    procedure.life_events.set(LifeEvent.objects.filter(slug__in=events))
    for event in LifeEvent.objects.select_for_update():
        sequence = [code for code in event.sequence if code != procedure.code]
        place = events.get(event.slug)
        if place is not None:
            sequence.insert(place - 1, procedure.code)
        if sequence != event.sequence:
            event.sequence = sequence
            event.save(update_fields=["sequence"])
    record("procedure.words_set", actor=by, target=procedure.code, words=len(words), events=sorted(events))


def places_of(procedure: Procedure) -> dict[str, int | None]:
    """Return the life events of `procedure` and its place in each, as `set_findable` takes them."""
    return {
        event.slug: event.sequence.index(procedure.code) + 1 if procedure.code in event.sequence else None
        for event in procedure.life_events.all()
    }


def tried(procedure: Procedure, *, words: Sequence[str], typed: Iterable[str], on: date) -> list[Trial]:
    """Try what people get who type each of `typed`, as if `words` held already; nothing is kept."""
    with transaction.atomic():
        procedure = Procedure.objects.select_related("field").get(pk=procedure.pk)
        if list(words) != procedure.everyday_words:
            procedure.everyday_words = list(words)
            procedure.save(update_fields=["everyday_words"])
            refresh_search(procedure)
        trials = [_trial(procedure, each, on) for each in typed]
        transaction.set_rollback(True)
    return trials


def _trial(procedure: Procedure, typed: str, on: date) -> Trial:
    versions = ProcedureVersion.objects.in_force(on)
    found = look(versions, typed).within(versions)
    seen = list(found.values_list("procedure", "name")[:_LOOKED_AT])
    places = [pk for pk, _name in seen]
    count = len(seen) if len(seen) < _LOOKED_AT else found.count()
    place = places.index(procedure.pk) + 1 if procedure.pk in places else None
    return Trial(typed, place, count, seen[0][1] if seen else "")
