"""The sections of the editor: which keys each owns, its forms filled from an entry, and the entry read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from procedures.comparing.difference_rows import ROWS
from procedures.drafting.plain import FilingForm, GeneralForm, LimitForm, PartForm, ResultForm, SetsForm
from procedures.drafting.rows import BlankFormForm, FeeForm, PaperForm, RowForm
from procedures.importing.facts import Fault
from staff.text import whole_number

Entry = Mapping[str, Any]

#: More rows than this are no list but a mistake.
MOST_ROWS = 80
ROW_COUNT = "row_count"


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the editor; `rows` is the key of the list it edits, if any."""

    slug: str
    title: Any
    lead: Any
    form: type[PartForm] | None = None
    rows: str = ""
    row_form: type[RowForm] | None = None
    add: Any = ""
    keys: tuple[str, ...] = ()


SECTIONS: dict[str, Section] = {
    each.slug: each
    for each in (
        Section(
            "chung",
            _("General"),
            _("Name and code, for whom, and who decides."),
            GeneralForm,
            keys=(*GeneralForm.TEXTS, "target", "alt_code"),
        ),
        Section(
            "cach-nop",
            _("How to file"),
            _("The ways of filing, the steps as the reader goes through them, and what has to be fulfilled."),
            FilingForm,
            keys=("online_level", "ways", "steps", "conditions"),
        ),
        Section(
            "giay-to",
            _("Papers"),
            _("The office may ask for nothing outside this list."),
            SetsForm,
            "papers",
            PaperForm,
            _("Add a paper"),
            keys=("papers", "sets"),
        ),
        Section(
            "phi",
            _("Fees and charges"),
            _("One row for each amount: a fee that differs by channel or from a day on is a row of its own."),
            None,
            "fees",
            FeeForm,
            _("Add a fee or charge"),
            keys=("fees", "fee"),
        ),
        Section(
            "thoi-han",
            _("Time limit"),
            _("Days and working days are different limits: take the unit of the published decision."),
            LimitForm,
            keys=("time_limit", "after_supplement", "after_payment", "after_withdrawal", "route", "same_day"),
        ),
        Section(
            "ket-qua",
            _("Result and legal basis"),
            _("What the applicant gets, and the law it rests on."),
            ResultForm,
            keys=("result", "also_result", "legal_basis", "notes", "url"),
        ),
        Section(
            "bieu-mau",
            _("Blank forms"),
            _("Files people download, print and fill in."),
            None,
            "forms",
            BlankFormForm,
            _("Add a blank form"),
            keys=("forms",),
        ),
    )
}


@dataclass
class Bound:
    """The forms of one section, filled from an entry or from what was posted."""

    section: Section
    entry: Entry
    form: PartForm | None
    rows: list[RowForm] = field(default_factory=list)
    #: Faults of this section that belong to no field of it.
    loose: list[str] = field(default_factory=list)

    @property
    def is_valid(self) -> bool:
        """Whether everything could be read; what it means is judged elsewhere."""
        return all(each.is_valid() for each in self._forms())

    def written(self, *, keep_blank: bool = False) -> dict[str, Any]:
        """The whole entry with this section as the forms say; rows that say nothing are left out."""
        part = self.form.written(self.entry) if self.form is not None else {}
        if self.section.rows:
            old = ROWS[self.section.rows].rows(self.entry)
            rows = [
                form.written(old[place] if place < len(old) else {})
                for place, form in enumerate(self.rows)
                if keep_blank or not form.says_nothing()
            ]
            part[self.section.rows] = rows
        if self.section.rows == "fees":
            part["fee"] = None
        whole = {**self.entry, **part}
        return {key: value for key, value in whole.items() if value not in ("", None, [], {})}

    def show(self, faults: Sequence[Fault]) -> None:
        """Put each fault of this section beside its field."""
        self.is_valid  # noqa: B018 - a form takes errors only once it has been read
        for fault in faults:
            if section_of_path(fault.path) is self.section:
                self._show(fault)

    def fault_list(self) -> list[tuple[str, str, str]]:
        """Every fault shown: the anchor of its field, what the field is called, the words."""
        found = []
        for number, form in enumerate(self._forms()):
            row = number if self.form is not None else number + 1
            for name, errors in form.errors.items():
                if name not in form.fields:
                    continue
                bound = form[name]
                label = f"{row}. {bound.label}" if isinstance(form, RowForm) else str(bound.label)
                found += [(bound.id_for_label or bound.auto_id, label, str(error)) for error in errors]
        return found

    def _show(self, fault: Fault) -> None:
        key, _dot, rest = fault.path.partition(".")
        number, _dot, column = rest.partition(".")
        if key == self.section.rows and (place := whole_number(number, most=len(self.rows))):
            row = self.rows[place - 1]
            name = row.field_at(column.partition(".")[0])
            if row.says_nothing():
                return
            if name:
                row.add_error("upload" if name == "file" else name, fault.message)
                return
        elif self.form is not None and (name := self.form.field_at(fault.path)):
            self.form.add_error(name, fault.message)
            return
        self.loose.append(fault.message)

    def _forms(self) -> list[forms.Form]:
        return [*([self.form] if self.form is not None else []), *self.rows]


def bound_of(section: Section, entry: Entry, *, has_code: bool) -> Bound:
    """The forms of a section as `entry` fills them; `has_code` says that the code cannot be changed any more."""
    form = section.form(data=section.form.data_of(entry)) if section.form is not None else None
    rows = []
    if section.row_form is not None:
        for place, row in enumerate(ROWS[section.rows].rows(entry)):
            values = section.row_form.data_of(row)
            data = {f"{section.rows}-{place}-{name}": value for name, value in values.items()}
            rows.append(_row_form(section, entry, place, data))
    return Bound(section, entry, _fixed(form, entry, has_code=has_code), rows)


def read(
    section: Section,
    entry: Entry,
    data: MultiValueDict[str, Any],
    files: MultiValueDict[str, Any],
    *,
    has_code: bool,
) -> Bound:
    """The forms of a section as somebody filled them in."""
    form = section.form(data=data) if section.form is not None else None
    rows = []
    if section.row_form is not None:
        count = min(whole_number(data.get(ROW_COUNT, "")) or 0, MOST_ROWS)
        rows = [_row_form(section, entry, place, data, files) for place in range(count)]
    return Bound(section, entry, _fixed(form, entry, has_code=has_code), rows)


def section_of_path(path: str) -> Section | None:
    """Where a fault is put right; None for what concerns the whole entry."""
    key = path.partition(".")[0]
    return next((section for section in SECTIONS.values() if key in section.keys), None)


def _row_form(section: Section, entry: Entry, place: int, data: Any, files: Any = None) -> RowForm:
    more: dict[str, Any] = {}
    if section.row_form is BlankFormForm:
        more["papers"] = [ROWS["papers"].name(row) for row in ROWS["papers"].rows(entry)]
    if section.row_form is None:
        raise TypeError("a section without rows has no form of a row")
    return section.row_form(data, files, prefix=f"{section.rows}-{place}", **more)


def _fixed(form: PartForm | None, entry: Entry, *, has_code: bool) -> PartForm | None:
    if has_code and isinstance(form, GeneralForm):
        form.fields["code"].disabled = True
        form.fields["code"].initial = entry.get("code", "")
        form.fields["code"].help_text = _("A published code stays.")
    return form
