"""The rows of an entry: papers, fees and blank forms, one form each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures import channels
from procedures.drafting.fields import Choice, Day, Number, Text, Tick, day, number, shown, without_empty
from procedures.drafting.plain import channel_name
from procedures.models import FormFile

Row = Mapping[str, Any]
ALWAYS, SOMETIMES = "always", "sometimes"


class RowForm(forms.Form):
    """One row; what stands in it beside its fields is kept."""

    use_required_attribute = False
    OWN: ClassVar[tuple[str, ...]] = ()
    #: By any of these a row is known to be one.
    TELLING: ClassVar[tuple[str, ...]] = ()
    PATHS: ClassVar[dict[str, str]] = {}

    @classmethod
    def data_of(cls, row: Row) -> dict[str, Any]:
        """What the fields show of a row."""
        return {name: shown(row.get(name)) for name in cls.OWN}

    def written(self, row: Row) -> dict[str, Any]:
        """The row as the fields say."""
        others = {key: value for key, value in row.items() if key not in self.OWN}
        return {**self.values(), **others}

    def values(self) -> dict[str, Any]:
        """The own keys of the row."""
        return without_empty({name: self.cleaned_data[name] for name in self.OWN})

    def says_nothing(self) -> bool:
        """Whether nobody has filled in anything that tells one row from another."""
        return not self.typed(*self.TELLING)

    def typed(self, *names: str) -> bool:
        """Whether anything was filled in there; a field with a fault has no cleaned value any more."""
        return any(self[name].value() for name in names)

    def field_at(self, key: str) -> str:
        """The field a fault belongs to."""
        name = self.PATHS.get(key, key)
        return name if name in self.fields else ""


class PaperForm(RowForm):
    """A paper of the dossier (giấy tờ trong thành phần hồ sơ)."""

    OWN = ("name", "kind", "original", "copy", "mandatory", "condition", "database", "note")
    TELLING = ("name", "condition", "note")
    PATHS: ClassVar = {"mandatory": "needed"}

    name = Text(label=_("Name of the paper"), lines=2)
    kind = Choice(label=_("What is done with it"), choices=[("nop", _("hand in")), ("xuat_trinh", _("show only"))])
    original = Number(label=_("Originals"))
    copy = Number(label=_("Copies"))
    needed = Choice(
        label=_("When it is needed"), choices=[(ALWAYS, _("always")), (SOMETIMES, _("only in some cases"))]
    )
    condition = Text(
        label=_("Only if …"),
        help_text=_("A case the applicant can answer, for example: the parents are married"),
    )
    database = Text(
        label=_("Replaced by the database"), help_text=_("It need not be brought if it can be looked up there.")
    )
    note = Text(label=_("Note"), lines=2)

    @classmethod
    def data_of(cls, row: Row) -> dict[str, Any]:
        """Counts as the import understands them where nothing is written."""
        counted = row.get("original") is not None or row.get("copy") is not None
        return super().data_of(row) | {
            "kind": shown(row.get("kind")) or "nop",
            "original": shown(row.get("original", 0 if counted else 1)),
            "copy": shown(row.get("copy", 0)),
            "needed": SOMETIMES if row.get("mandatory") is False else ALWAYS,
        }

    def values(self) -> dict[str, Any]:
        """Counts are always written, words where there are any."""
        given = self.cleaned_data
        counts = {"original": number(given["original"]) or 0, "copy": number(given["copy"]) or 0}
        words = {key: given[key] for key in ("condition", "database", "note")}
        head = {"name": given["name"], "kind": given["kind"]}
        return {**head, **counts, "mandatory": given["needed"] != SOMETIMES, **without_empty(words)}


class FeeForm(RowForm):
    """A fee or charge (phí, lệ phí)."""

    OWN = (
        "name",
        "kind",
        "amount",
        "by_province",
        "channel",
        "per",
        "exemption",
        "ground",
        "valid_from",
        "valid_to",
        "note",
    )
    TELLING = ("amount", "by_province", "name", "note")

    name = Text(label=_("What it is paid for"))
    kind = Choice(
        label=_("Kind"),
        choices=[("phi", _("fee")), ("le_phi", _("charge")), ("unspecified", _("not told apart in the source"))],
    )
    amount = Number(label=_("Amount in đồng"), help_text=_("0 means free of charge; empty means not published."))
    per = Text(label=_("Per"), help_text=_("For example: bản, trang, hồ sơ."))
    by_province = Tick(label=_("Set by the provincial People's Council"))
    channel = Choice(
        label=_("Channel"),
        choices=[("", _("any channel")), *((word, channel_name(word)) for word in channels.FROM_SOURCE)],
    )
    exemption = Text(label=_("Exemption and reduction"), lines=2)
    ground = Text(label=_("Legal ground"))
    valid_from = Day(label=_("Valid from"))
    valid_to = Day(label=_("Valid to"))
    note = Text(label=_("Note"), lines=2)

    @classmethod
    def data_of(cls, row: Row) -> dict[str, Any]:
        """The kind is not told apart where nothing is written."""
        amount = row.get("amount")
        return super().data_of(row) | {
            "kind": shown(row.get("kind")) or "unspecified",
            "amount": f"{amount:,}".replace(",", ".") if isinstance(amount, int) else shown(amount),
            "by_province": row.get("by_province") is True,
        }

    def values(self) -> dict[str, Any]:
        """What is filled in."""
        given = self.cleaned_data
        words = {key: given[key] for key in ("name", "kind", "channel", "per", "exemption", "ground", "note")}
        days = {key: day(given[key]) for key in ("valid_from", "valid_to")}
        numbers = {"amount": number(given["amount"]), "by_province": given["by_province"] or None}
        return without_empty({**words, **numbers, **days})


class BlankFormForm(RowForm):
    """A blank form to download (biểu mẫu, tờ khai)."""

    OWN = ("title", "file", "paper", "ground", "valid_from", "valid_to")

    title = Text(label=_("Title"))
    file = Text(widget=forms.HiddenInput)
    upload = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, Word (DOCX), ODT or Excel (XLSX), at most 10 MB."),
    )
    paper = Choice(label=_("Fills the paper"))
    ground = Text(label=_("Issued with"))
    valid_from = Day(label=_("Valid from"))
    valid_to = Day(label=_("Valid to"))

    def __init__(self, *args: Any, papers: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(number), f"{number}. {name}"[:90]) for number, name in enumerate(papers or [], start=1)]
        self.fields["paper"].choices = [("", _("none of them")), *named]  # type: ignore[attr-defined]

    def kept_file(self) -> FormFile | None:
        """The file the row offers now."""
        digest = self["file"].value()
        return FormFile.objects.filter(digest=digest).first() if digest else None

    def values(self) -> dict[str, Any]:
        """What is filled in; a file just uploaded is put in by whoever keeps it."""
        given = self.cleaned_data
        words = {key: given[key] for key in ("title", "file", "ground")}
        days = {key: day(given[key]) for key in ("valid_from", "valid_to")}
        return without_empty({**words, "paper": number(given["paper"]), **days})

    def says_nothing(self) -> bool:
        """A form is its title or its file."""
        return not (self.typed("title", "file") or self.cleaned_data.get("upload"))
