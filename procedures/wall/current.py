"""What sheets have to say on a day (nội dung hiện hành): read for many sheets by a fixed number of statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import translation

from procedures import levels
from procedures.board.directory import Person, people_of_units
from procedures.board.posting import shown, units_above
from procedures.models import BlankForm, Desk, PostedDocument, PostedSheet, ProcedureVersion
from procedures.opening import opening_lines
from procedures.querysets import ProcedureVersionQuerySet
from procedures.wall import sheets
from procedures.wall.sheets import Content
from staff.letterheads import counter_letterhead
from staff.models import Unit
from staff.office_calendar import current_calendars
from staff.text import fold

Kind = PostedSheet.Kind


def contents_on(posted: Collection[PostedSheet], on: dt.date) -> dict[int, Content | None]:
    """What each sheet says on the day `on`, by its key; None where there is nothing left to post.

    The sheets bear their place with its unit.
    """
    with translation.override("vi"):
        sources = _Sources(posted, on)
        return {sheet.pk: _content(sheet, sources) for sheet in posted}


@dataclass
class _Sources:
    """All rows the sheets draw from, read once."""

    posted: Collection[PostedSheet]
    on: dt.date
    versions: Sequence[ProcedureVersion] = field(init=False)
    people: dict[int, list[Person]] = field(init=False)
    desks: dict[int, list[Desk]] = field(init=False)
    documents: dict[int, list[PostedDocument]] = field(init=False)
    heads: dict[int, Content] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.versions = list(_versions(self.posted, self.on))
        told = {sheet.procedure_id for sheet in self.posted if sheet.kind == Kind.PROCEDURE}
        alone = [version for version in self.versions if version.procedure_id in told]
        forms = Prefetch("forms", queryset=BlankForm.objects.defer("file"))
        prefetch_related_objects(alone, "documents", forms)
        with_people = self.units_of(Kind.PEOPLE)
        self.people = people_of_units(with_people, self.on)
        self.desks = {unit.pk: [] for unit in with_people}
        desks = Desk.objects.in_force(self.on).filter(unit__in=self.desks).prefetch_related("fields")
        for desk in desks.order_by("number"):
            self.desks[desk.unit_id].append(desk)
        self.documents = self._documents_above(self.units_of(Kind.RULES))

    def units_of(self, kind: PostedSheet.Kind) -> list[Unit]:
        """Units that have a sheet of this kind."""
        units = {sheet.place.unit_id: sheet.place.unit for sheet in self.posted if sheet.kind == kind}
        return list(units.values())

    def head(self, unit: Unit) -> Content:
        """The head of every sheet of `unit`."""
        return self.heads.setdefault(unit.pk, sheets.head_of(unit, counter_letterhead(unit)))

    def received(self, unit: Unit, field_id: int | None) -> list[ProcedureVersion]:
        """What the counter of `unit` receives, of one field or of all."""
        return [
            version
            for version in self.versions
            if version.is_received_by(unit) and field_id in (None, version.procedure.field_id)
        ]

    def _documents_above(self, units: list[Unit]) -> dict[int, list[PostedDocument]]:
        """The rules posted at each unit, its own or inherited."""
        if not units:
            return {}
        chains = {unit.pk: units_above(unit) for unit in units}
        everywhere = {each.pk for chain in chains.values() for each in chain}
        rows = list(
            PostedDocument.objects.filter(unit__in=everywhere, withdrawn_at__isnull=True).order_by(
                "-valid_from", "-pk"
            )
        )
        return {
            pk: [
                each.document
                for each in shown([row for row in rows if row.unit_id in {u.pk for u in chain}], chain, self.on)
            ]
            for pk, chain in chains.items()
        }


def versions_concerned(posted: Collection[PostedSheet]) -> ProcedureVersionQuerySet:
    """The versions, of whatever day, that any of the sheets speaks of."""
    wanted = Q(procedure__in={sheet.procedure_id for sheet in posted if sheet.kind == Kind.PROCEDURE})
    lists = [sheet for sheet in posted if sheet.kind in (Kind.FIELD, Kind.FEES)]
    if any(sheet.field_id is None for sheet in lists):
        wanted |= Q(received_at_commune=True) | Q(received_at_district=True)
    else:
        wanted |= Q(procedure__field__in={sheet.field_id for sheet in lists})
    versions: ProcedureVersionQuerySet = ProcedureVersion.objects.filter(wanted)
    return versions


def units_concerned(posted: Collection[PostedSheet]) -> set[int]:
    """The units whose rules hang anywhere among the sheets: those of the places, and all above them."""
    units = {sheet.place.unit for sheet in posted if sheet.kind == Kind.RULES}
    return {each.pk for unit in units for each in units_above(unit)}


def _versions(posted: Collection[PostedSheet], on: dt.date) -> QuerySet[ProcedureVersion]:
    """The versions in force that any of the sheets speaks of."""
    versions = versions_concerned(posted).in_force(on).select_related("procedure__field")
    return versions.defer("source_entry", "search_text", "sound_text").prefetch_related("fees").order_by("pk")


def _content(sheet: PostedSheet, sources: _Sources) -> Content | None:
    unit = sheet.place.unit
    head, on = sources.head(unit), sources.on
    match sheet.kind:
        case Kind.PROCEDURE:
            return _of_procedure(sheet, head, sources)
        case Kind.FIELD:
            received = sources.received(unit, sheet.field_id)
            return sheets.field_content(head, str(sheet.field), received, on=on) if received else None
        case Kind.FEES:
            field_name = str(sheet.field) if sheet.field is not None else ""
            table = sheets.fees_content(head, field_name, sources.received(unit, sheet.field_id), on=on)
            return table if table["groups"] else None
        case Kind.RULES:
            return _of_rules(unit, head, sources)
    people = [_person(person) for person in sources.people.get(unit.pk, [])]
    desks = [_desk(desk) for desk in sources.desks[unit.pk]]
    return sheets.people_content(head, people, desks) if people else None


def _of_procedure(sheet: PostedSheet, head: Content, sources: _Sources) -> Content | None:
    version = next((each for each in sources.versions if each.procedure_id == sheet.procedure_id), None)
    if version is None:
        return None
    return sheets.procedure_content(
        head,
        version,
        papers=version.documents.all(),
        fees=version.fees.all(),
        forms=version.forms.all(),
        authority=_authority(version, sheet.place.unit),
        on=sources.on,
    )


def _authority(version: ProcedureVersion, unit: Unit) -> str:
    """Who decides: as before 1 July 2025 while a district stands above the unit, else as since then."""
    before = "" if version.authority_2023 in levels.NONE_WRITTEN else version.authority_2023
    has_district = any(each.kind == Unit.Kind.DISTRICT for each in units_above(unit))
    return (before or version.authority_now) if has_district else (version.authority_now or before)


def _of_rules(unit: Unit, head: Content, sources: _Sources) -> Content | None:
    documents = [
        {"kind": document.kind, "title": document.title, "source": document.source_document, "text": document.body}
        for document in sources.documents[unit.pk]
    ]
    if not documents:
        return None
    return sheets.rules_content(
        head, documents, opening_lines(unit, sources.on, current_calendars().for_unit(unit))
    )


def _person(person: Person) -> Content:
    """Absences are left out: they change from day to day, and the page behind the QR code knows them."""
    official = person.official
    return {
        "name": person.name,
        "post": official.post,
        "duties": official.duties,
        "phone": official.public_phone,
        "email": official.public_email,
        "leads": person.is_leader,
    }


def _desk(desk: Desk) -> Content:
    fields = sorted((each.name for each in desk.fields.all()), key=fold)
    return {"number": desk.number, "name": desk.name, "fields": fields}
