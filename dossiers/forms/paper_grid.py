"""The paper grid of the intake form (thành phần hồ sơ): there or not, how many, whether it passes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dossiers.forms.fields import text_field
from dossiers.models import KeptOriginal
from dossiers.rules import MOST_OF_A_PAPER_FAULT, FaultList, HandedIn
from dossiers.services.custody import MOST_OF_ONE, OriginalLine
from procedures.bring.bring_card import BringCard
from procedures.bring.bring_list import Answer
from procedures.models import RequiredDocument

_MOST_COPIES = 999
_DIGIT_KEYS = 9


@dataclass(frozen=True)
class PaperRow:
    """One line of the paper grid with its fields; `document` is None for an extra paper."""

    document: RequiredDocument | None
    tick: forms.BoundField
    originals: forms.BoundField
    copies: forms.BoundField
    name: forms.BoundField | None = None
    fault: forms.BoundField | None = None
    kept: forms.BoundField | None = None
    #: The digit that ticks this line, none from the tenth on.
    digit: str = ""
    #: What the applicant answered at home to the case this paper is asked for in.
    answer: Answer = Answer.UNSURE

    @property
    def has_more(self) -> bool:
        """Whether the folded part of the line has something in it."""
        return bool((self.fault and self.fault.value()) or (self.kept and self.kept.value()))


class PaperGrid(forms.Form):
    """Papers of the published list and further ones, as far as they lie on the counter."""

    #: Numbers of the lines for papers outside the published list, which an applicant may add by choice.
    extra_lines: tuple[int, ...] = (1, 2)

    shelf = text_field(
        _("Shelf of the originals kept"),
        KeptOriginal._meta.get_field("shelf").max_length,
        help_text=_("Where the office puts the originals it keeps, for example A-12."),
        autocapitalize="characters",
    )

    #: What the ready-to-bring card says, kept through faults and in what is put aside: ``1-3/2``.
    told = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)

    def add_papers(self, documents: list[RequiredDocument]) -> None:
        """A line for each published paper and two further ones."""
        self.documents = documents
        self.paper_faults: list[str] = []
        for position, document in enumerate(documents, start=1):
            counted = document.originals + document.copies
            self.fields[f"paper_{document.pk}"] = _tick(document, position)
            self.fields[f"originals_{document.pk}"] = _count(_("Originals"), document.originals if counted else 1)
            self.fields[f"copies_{document.pk}"] = _count(_("Copies"), document.copies)
            self.fields[f"fault_{document.pk}"] = text_field(_("Why it does not pass"), MOST_OF_A_PAPER_FAULT)
            self.fields[f"kept_{document.pk}"] = forms.BooleanField(
                label=_("The office keeps the original until the result is returned"),
                required=False,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input", "data-kept": ""}),
            )
        for line in self.extra_lines:
            self.fields[f"extra_name_{line}"] = text_field(_("Another paper"), 1000)
            self.fields[f"extra_originals_{line}"] = _count(_("Originals"), 1)
            self.fields[f"extra_copies_{line}"] = _count(_("Copies"), 0)

    def paper_rows(self) -> Iterator[PaperRow]:
        """The published papers in their order."""
        ready, denied = self._told()
        for position, document in enumerate(self.documents, start=1):
            kept = f"kept_{document.pk}"
            yield PaperRow(
                document,
                self[f"paper_{document.pk}"],
                self[f"originals_{document.pk}"],
                self[f"copies_{document.pk}"],
                fault=self[f"fault_{document.pk}"],
                kept=self[kept] if document.is_uploadable and kept in self.fields else None,
                digit=str(position) if position <= _DIGIT_KEYS else "",
                answer=_answer(document, ready, denied),
            )

    def extra_rows(self) -> Iterator[PaperRow]:
        """Empty lines for papers the applicant adds."""
        for line in self.extra_lines:
            name = self[f"extra_name_{line}"]
            yield PaperRow(None, name, self[f"extra_originals_{line}"], self[f"extra_copies_{line}"], name)

    def papers(self) -> list[HandedIn]:
        """The ticked papers, those that do not pass, and the extra lines that have a name."""
        got = self.cleaned_data
        found = [
            HandedIn(
                document_id=document.pk,
                originals=got.get(f"originals_{document.pk}") or 0,
                copies=got.get(f"copies_{document.pk}") or 0,
                fault=got.get(f"fault_{document.pk}") or "",
            )
            for document in self.documents
            if got.get(f"paper_{document.pk}") or got.get(f"fault_{document.pk}")
        ]
        found += [
            HandedIn(
                document_id=None,
                name=got[f"extra_name_{line}"],
                originals=got.get(f"extra_originals_{line}") or 0,
                copies=got.get(f"extra_copies_{line}") or 0,
            )
            for line in self.extra_lines
            if got.get(f"extra_name_{line}")
        ]
        return found

    def originals(self) -> list[OriginalLine]:
        """The originals the office keeps, all on one shelf."""
        got = self.cleaned_data
        return [
            OriginalLine(
                shelf=got.get("shelf") or "",
                name=document.name,
                count=min(got.get(f"originals_{document.pk}") or 1, MOST_OF_ONE),
                document_id=document.pk,
            )
            for document in self.documents
            if got.get(f"kept_{document.pk}")
        ]

    def shelf_faults(self, faults: FaultList) -> None:
        """An original that is kept lies somewhere."""
        if self.originals() and not self.cleaned_data.get("shelf"):
            faults.add("shelf", gettext("Say on which shelf the originals are put."))

    def take_card(self, card: BringCard) -> None:
        """Tick what a ready-to-bring card says is there, and keep its answers; before the form is first shown."""
        self.fields["told"].initial = "/".join("-".join(map(str, part)) for part in (card.positions, card.denied))
        for document in self.documents:
            if document.position in card.positions:
                self.fields[f"paper_{document.pk}"].initial = True

    @property
    def has_card(self) -> bool:
        """Whether the applicant answered the questions at home."""
        return bool(self["told"].value())

    def _told(self) -> tuple[set[str], set[str]]:
        ready, _slash, denied = str(self["told"].value() or "").partition("/")
        return set(ready.split("-")), set(denied.split("-"))

    def tick_mandatory(self) -> None:
        """Every mandatory paper is present; called on what was sent, before anything is shown."""
        data = self.data.copy()
        for document in self.documents:
            if document.mandatory:
                data[f"paper_{document.pk}"] = "on"
        self.data = data


def _answer(document: RequiredDocument, ready: set[str], denied: set[str]) -> Answer:
    position = str(document.position)
    if document.mandatory or not {position} & (ready | denied):
        return Answer.UNSURE
    return Answer.YES if position in ready else Answer.NO


def _count(label: Any, initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=_MOST_COPIES,
        required=False,
        initial=initial,
        widget=forms.NumberInput(attrs={"class": "form-control number", "inputmode": "numeric"}),
    )


def _tick(document: RequiredDocument, position: int) -> forms.BooleanField:
    attrs = {"class": "form-check-input", "data-paper": "mandatory" if document.mandatory else "optional"}
    if position <= _DIGIT_KEYS:
        attrs["data-key"] = str(position)
    return forms.BooleanField(
        label=document.name,
        required=False,
        widget=forms.CheckboxInput(attrs={**attrs, "data-document": document.pk}),
    )
