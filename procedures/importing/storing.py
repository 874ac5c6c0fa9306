"""Storing a checked entry: new, changed or unchanged."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from procedures.importing.facts import EntryFacts, LimitFacts
from procedures.importing.route import shortest_of
from procedures.levels import reception
from procedures.models import (
    BlankForm,
    Fee,
    Field,
    FormFile,
    LifeEvent,
    Procedure,
    ProcedureVersion,
    RequiredDocument,
    RouteStep,
)
from procedures.publishing import publish, refresh_search
from procedures.routing import shortest_limit
from procedures.services import carried_steps
from staff.text import fold


class Outcome(StrEnum):
    """What became of an accepted entry."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Stored:
    """The outcome, whether a limit the file does not name was kept, the new version and the one before it."""

    outcome: Outcome
    kept_limit: bool = False
    version: ProcedureVersion | None = None
    last: ProcedureVersion | None = None


class Store:
    """The catalogue in the database while one file is read into it."""

    def __init__(self, *, today: date, first_day: date | None) -> None:
        self.today = today
        self.first_day = first_day or today
        self._fields = {field.name: field for field in Field.objects.all()}

    @cached_property
    def _digests(self) -> dict[str, set[str]]:
        """Read once a file; a single publication does not ask for it."""
        return _digests_read_last()

    def put(self, facts: EntryFacts, *, starts_on: date | None = None, **content: Any) -> Stored:
        """Store one entry as the version it makes, or leave an unchanged one alone.

        `content` adds what is said of the version beside its entry, such as who published it. With `starts_on`
        somebody decided that it is published, and from which day.
        """
        if starts_on is None and facts.digest in self._digests.get(facts.code, ()):
            self._keep_words(Procedure.objects.get(code=facts.code), facts)
            return Stored(Outcome.UNCHANGED)
        field = self._field(facts.field_name)
        procedure, created = Procedure.objects.get_or_create(code=facts.code, defaults={"field": field})
        if procedure.field_id != field.pk:
            procedure.field = field
            procedure.save(update_fields=["field"])
        self._keep_words(procedure, facts)
        last = procedure.versions.order_by("-number").prefetch_related("steps").first()
        kept = starts_on is None and not facts.limit.mode and last is not None and last.is_receivable
        carried = _carried_limit(last, facts.limit, is_kept=kept) if last is not None else {}
        version = publish(
            procedure=procedure,
            starts_on=starts_on or self._start(facts, procedure),
            content={**content_of(facts), **carried, **content},
            documents=[RequiredDocument(**asdict(paper)) for paper in facts.papers],
            fees=[Fee(**asdict(fee)) for fee in facts.fees],
            steps=_steps(last, facts),
            forms=self._forms(facts) if facts.forms or starts_on is not None else _kept_forms(last, facts),
        )
        if starts_on is None:
            self._digests[facts.code] = {facts.digest}
        return Stored(Outcome.NEW if created else Outcome.CHANGED, kept, version, last)

    def _keep_words(self, procedure: Procedure, facts: EntryFacts) -> None:
        """Everyday words and life events belong to the procedure; an entry that does not name them leaves them."""
        if facts.life_events is not None:
            procedure.life_events.set(LifeEvent.objects.filter(slug__in=facts.life_events))
        if facts.everyday_words is not None and facts.everyday_words != procedure.everyday_words:
            procedure.everyday_words = facts.everyday_words
            procedure.save(update_fields=["everyday_words"])
            refresh_search(procedure)

    def _forms(self, facts: EntryFacts) -> list[BlankForm]:
        files = {
            file.digest: file for file in FormFile.objects.filter(digest__in=[row.file for row in facts.forms])
        }
        return [BlankForm(**{**asdict(row), "file": files[row.file]}) for row in facts.forms]

    def _field(self, name: str) -> Field:
        field = self._fields.get(name)
        if field is None:
            base = slugify(fold(name))[:200] or "linh-vuc"
            taken = set(Field.objects.filter(slug__startswith=base).values_list("slug", flat=True))
            number, slug = 2, base
            while slug in taken:
                slug, number = f"{base}-{number}", number + 1
            field = self._fields[name] = Field.objects.create(name=name, slug=slug)
        return field

    def _start(self, facts: EntryFacts, procedure: Procedure) -> date:
        """Return the first day of the version: as the entry says, but never inside what was in force before."""
        stated = facts.valid_from or self.first_day
        latest = procedure.versions.aggregate(day=Max("valid_from"))["day"]
        return stated if latest is None or stated > latest else self.today


def loses_route(last: ProcedureVersion | None, facts: EntryFacts) -> bool:
    """Whether the office's own route would no longer hold, because it takes longer than the limit of the entry."""
    return last is not None and bool(last.steps.all()) and not _steps(last, facts)


def _steps(last: ProcedureVersion | None, facts: EntryFacts) -> list[RouteStep]:
    """The route of the entry; else the office's own, which a new publication keeps while it fits the limit."""
    if facts.route:
        return [
            RouteStep(name=step.name, role=step.role, place=step.place, unit=step.unit, minutes=step.minutes)
            for step in facts.route
        ]
    if last is None:
        return []
    if facts.limit.mode:
        return carried_steps(last, shortest_of(facts.limit))
    return carried_steps(last, shortest_limit(last)) if last.is_receivable else []


def _digests_read_last() -> dict[str, set[str]]:
    """By code the newest entry, unless its last day is over, and the one a file brought last.

    A file that was read before does not undo what the office published since then.
    """
    today = timezone.localdate()
    digests: dict[str, set[str]] = {}
    by_the_office: set[str] = set()
    rows = ProcedureVersion.objects.order_by("procedure_id", "number").values_list(
        "procedure__code", "source_digest", "published_by", "valid_to"
    )
    from_file: dict[str, str] = {}
    before: dict[str, str] = {}
    for code, digest, publisher, ended in rows.iterator():
        is_route = digest == before.get(code)  # set afterwards, it goes with the entry it was set on
        before[code] = digest
        if publisher is not None and not is_route:
            by_the_office.add(digest)
        if digest not in by_the_office:
            from_file[code] = digest
        if ended is None or ended >= today:
            digests[code] = {digest}
    for code, digest in from_file.items():
        digests.setdefault(code, set()).add(digest)
    return digests


def _kept_forms(last: ProcedureVersion | None, facts: EntryFacts) -> list[BlankForm]:
    """The forms the office offers stay where a file names none; they fill the paper that kept its name."""
    if last is None:
        return []
    papers = {paper.position: paper.name for paper in last.documents.all()}
    still = {number for number, paper in enumerate(facts.papers, start=1) if papers.get(number) == paper.name}
    return [
        BlankForm(
            title=form.title,
            file=form.file,
            paper=form.paper if form.paper in still else None,
            ground=form.ground,
            valid_from=form.valid_from,
            valid_to=form.valid_to,
        )
        for form in last.forms.select_related("file")
    ]


def _carried_limit(last: ProcedureVersion, limit: LimitFacts, *, is_kept: bool) -> dict[str, Any]:
    """What the next version takes of the limit of the last: all that is kept, else its ground while it stays."""
    whole = "limit_mode", "limit_value", "limit_by_channel", "cutoff"
    stays = (limit.mode, limit.value, limit.by_channel, limit.cutoff) == tuple(
        getattr(last, name) for name in whole
    )
    names = (*(whole if is_kept else ()), *(("limit_ground", "limit_set_by_id") if is_kept or stays else ()))
    return {name: getattr(last, name) for name in names}


def content_of(facts: EntryFacts) -> dict[str, Any]:
    """Return what an entry says of the version itself, without its rows."""
    received = reception(facts.level_2023, facts.level_now)
    return {
        "name": facts.name,
        "full_name": facts.full_name,
        "level_2023": facts.level_2023,
        "level_now": facts.level_now,
        "authority_2023": facts.authority_2023,
        "authority_now": facts.authority_now,
        "for_individuals": facts.for_individuals,
        "for_organisations": facts.for_organisations,
        "received_at_commune": received.at_commune,
        "received_at_district": received.at_district,
        "limit_mode": facts.limit.mode,
        "limit_value": facts.limit.value,
        "limit_by_channel": facts.limit.by_channel,
        "cutoff": facts.limit.cutoff,
        "limit_note": facts.limit.note,
        "sets": facts.sets,
        "result": facts.result,
        "online_level": facts.online_level,
        "accepts_online": facts.accepts_online,
        "legal_bases": facts.legal_bases,
        "notes": facts.notes,
        "sequence": facts.sequence,
        "ways": facts.ways,
        "conditions": facts.conditions,
        "decision": facts.decision,
        "after_supplement": facts.after_supplement,
        "after_payment": facts.after_payment,
        "after_withdrawal": facts.after_withdrawal,
        "source_url": facts.source_url,
        "source_digest": facts.digest,
        "source_entry": facts.source,
    }
