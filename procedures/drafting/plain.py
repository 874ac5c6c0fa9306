"""The sections of one value a field: general, how to file, limit, result and law."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures import channels
from procedures.drafting.fields import (
    Choice,
    Number,
    Text,
    Tick,
    lines_of,
    number,
    shown,
    shown_lines,
    without_empty,
)
from procedures.importing.checking import INDIVIDUALS, ONLINE_LEVELS, ORGANISATIONS, UNIT_OF_MODE
from procedures.limits import LimitMode
from procedures.models import AfterPause, OnlineLevel, ProcedureVersion
from procedures.wording import CHANNEL_NAMES

Entry = Mapping[str, Any]

_LEVEL_HINT = _("One or more of: xã, huyện, tỉnh, bộ.")
_ONLINE = [("", _("not stated")), *((word, OnlineLevel(value).label) for word, value in ONLINE_LEVELS.items())]
_AFTER = [(AfterPause.RESTART.value, AfterPause.RESTART.label), (AfterPause.RESUME.value, AfterPause.RESUME.label)]


class PartForm(forms.Form):
    """A form of some keys of an entry; ``TEXTS`` and ``LINES`` are written under the names of their fields."""

    use_required_attribute = False
    TEXTS: ClassVar[tuple[str, ...]] = ()
    LINES: ClassVar[tuple[str, ...]] = ()
    #: Where a fault stands that is not called like its field.
    PATHS: ClassVar[dict[str, str]] = {}

    @classmethod
    def data_of(cls, entry: Entry) -> dict[str, Any]:
        """What the fields show of an entry."""
        texts = {name: shown(entry.get(name)) for name in cls.TEXTS}
        return texts | {name: shown_lines(entry.get(name)) for name in cls.LINES}

    def written(self, entry: Entry) -> dict[str, Any]:
        """The keys as the fields say; an empty value takes its key away."""
        values: dict[str, Any] = {name: self.cleaned_data[name] for name in self.TEXTS}
        return values | {name: lines_of(self.cleaned_data[name]) for name in self.LINES}

    def field_at(self, path: str) -> str:
        """The field a fault belongs to, or nothing."""
        for known, name in {**self.PATHS, **{name: name for name in self.fields}}.items():
            if path == known or path.startswith(f"{known}."):
                return name
        return ""


class GeneralForm(PartForm):
    """What the procedure is, for whom, and who decides."""

    TEXTS = ("code", "name", "full_name", "field", "level_2023", "level_now", "authority_2023", "authority_now")
    PATHS: ClassVar = {"target": "individuals"}

    code = Text(label=_("Code"), help_text=_("The national code, for example 1.001193."))
    name = Text(label=_("Name"), lines=2)
    full_name = Text(label=_("Full name"), lines=2, help_text=_("Only where it differs from the name."))
    field = Text(label=_("Field"), attrs={"list": "fields"})
    individuals = Tick(label=_("For individuals"))
    organisations = Tick(label=_("For organisations"))
    level_now = Text(label=_("Level from 1 July 2025"), help_text=_LEVEL_HINT)
    authority_now = Text(label=_("Authority from 1 July 2025"))
    level_2023 = Text(label=_("Level before 1 July 2025"), help_text=_LEVEL_HINT)
    authority_2023 = Text(label=_("Authority before 1 July 2025"))

    @classmethod
    def data_of(cls, entry: Entry) -> dict[str, Any]:
        """Texts, and for whom in two ticks."""
        target = entry.get("target")
        words = {word.lower() for word in target if isinstance(word, str)} if isinstance(target, list) else set()
        everyone = not words
        return super().data_of(entry) | {
            "individuals": everyone or bool(words & INDIVIDUALS),
            "organisations": everyone or bool(words & ORGANISATIONS),
        }

    def written(self, entry: Entry) -> dict[str, Any]:
        """Texts, and the two ticks as the words of the catalogue."""
        given = self.cleaned_data
        target = ["cá nhân"] * given["individuals"] + ["tổ chức"] * given["organisations"]
        return super().written(entry) | {"target": target}


class FilingForm(PartForm):
    """Who may come by which way, under which conditions, and what happens step by step."""

    TEXTS = ("conditions",)
    LINES = ("steps",)
    PATHS: ClassVar = {
        "online_level": "online_level",
        **{f"ways.{word}": f"way_{word}" for word in channels.FROM_SOURCE},
        "ways": "way_truc_tiep",
    }

    online_level = Choice(label=_("Online level"), choices=_ONLINE)
    way_truc_tiep = Text(label=_("At the counter"), lines=2)
    way_truc_tuyen = Text(label=_("Online"), lines=2)
    way_buu_chinh = Text(label=_("By post"), lines=2)
    way_vneid = Text(label=_("Through VNeID"), lines=2)
    steps = Text(label=_("Steps"), lines=8, help_text=_("One step a line."))
    conditions = Text(label=_("Requirements and conditions"), lines=4)

    @classmethod
    def data_of(cls, entry: Entry) -> dict[str, Any]:
        """Steps line by line, ways channel by channel."""
        ways, online = _mapping(entry, "ways"), _mapping(entry, "online_level")
        return (
            super().data_of(entry)
            | {f"way_{word}": shown(ways.get(word)) for word in channels.FROM_SOURCE}
            | {"online_level": shown(online.get("level"))}
        )

    def written(self, entry: Entry) -> dict[str, Any]:
        """Ways that say something; how sure the source was of the online level stays beside it."""
        given = self.cleaned_data
        ways = {word: given[f"way_{word}"] for word in channels.FROM_SOURCE}
        level = given["online_level"]
        online = {**_mapping(entry, "online_level"), "level": level} if level else {}
        return super().written(entry) | {"ways": without_empty(ways), "online_level": online}


class LimitForm(PartForm):
    """The time limit, and how it counts on after a pause."""

    TEXTS = ("after_supplement", "after_payment", "after_withdrawal")
    PATHS: ClassVar = {
        "time_limit.mode": "mode",
        "time_limit.unit": "mode",
        "time_limit.value": "value",
        "time_limit.cutoff": "cutoff",
        "time_limit.note": "limit_note",
        **{f"time_limit.by_channel.{word}": f"by_{word}" for word in channels.FROM_SOURCE},
        "time_limit": "mode",
    }

    mode = Choice(label=_("The limit counts in"), choices=ProcedureVersion.LIMIT_MODES)
    value = Number(label=_("How many"), help_text=_("Leave empty for the same day."))
    cutoff = Text(label=_("Cut-off"), help_text=_("For the same day only, for example 15:00."))
    by_truc_tiep = Number(label=_("At the counter, where it differs"))
    by_truc_tuyen = Number(label=_("Online, where it differs"))
    by_buu_chinh = Number(label=_("By post, where it differs"))
    by_vneid = Number(label=_("Through VNeID, where it differs"))
    limit_note = Text(
        label=_("Note on the limit"),
        lines=3,
        help_text=_(
            "Where the office sets the limit itself: the law or decision it rests on, with number and date."
        ),
    )
    after_supplement = Choice(label=_("Limit after a supplement"), choices=_AFTER)
    after_payment = Choice(label=_("Limit after a financial obligation"), choices=_AFTER)
    after_withdrawal = Choice(label=_("Limit after a withdrawal not granted"), choices=_AFTER)

    @classmethod
    def data_of(cls, entry: Entry) -> dict[str, Any]:
        """The parts of the limit; a pause has its usual effect where nothing is said."""
        limit = _mapping(entry, "time_limit")
        by_channel = _mapping(limit, "by_channel")
        value = limit.get("value")
        usual = {"after_supplement": "restart", "after_payment": "resume", "after_withdrawal": "resume"}
        return {
            "mode": shown(limit.get("mode")),
            "value": "" if limit.get("mode") == LimitMode.SAME_DAY and not value else shown(value),
            "cutoff": shown(limit.get("cutoff")),
            "limit_note": shown(limit.get("note")),
            **{f"by_{word}": shown(by_channel.get(word)) for word in channels.FROM_SOURCE},
            **{name: shown(entry.get(name)) or word for name, word in usual.items()},
        }

    def written(self, entry: Entry) -> dict[str, Any]:
        """The limit with its unit, which belongs to the mode."""
        given = self.cleaned_data
        mode, value = given["mode"], number(given["value"])
        if mode == LimitMode.SAME_DAY and value is None:
            value = 0
        limit = {
            "mode": mode,
            "value": value,
            "unit": UNIT_OF_MODE[LimitMode(mode)][0] if mode in list(LimitMode) else "",
            "by_channel": without_empty({w: number(given[f"by_{w}"]) for w in channels.FROM_SOURCE}),
            "cutoff": given["cutoff"],
            "note": given["limit_note"],
        }
        return super().written(entry) | {"time_limit": without_empty(limit)}


class ResultForm(PartForm):
    """What the applicant gets, and the law it rests on."""

    TEXTS = ("result", "notes", "url")
    LINES = ("legal_basis",)

    result = Text(label=_("Result"), lines=3)
    legal_basis = Text(label=_("Legal basis"), lines=8, help_text=_("One text of law a line, as it is cited."))
    notes = Text(label=_("Remarks"), lines=4)
    url = Text(label=_("Published at"), help_text=_("The address on the National Public Service Portal."))


class SetsForm(PartForm):
    """How many sets of the papers are handed in."""

    sets = Number(label=_("Number of sets"))

    @classmethod
    def data_of(cls, entry: Entry) -> dict[str, Any]:
        """One set where nothing is said."""
        return {"sets": shown(entry.get("sets", 1))}

    def written(self, entry: Entry) -> dict[str, Any]:
        """The number."""
        return {"sets": number(self.cleaned_data["sets"])}


def channel_name(word: str) -> Any:
    """How the channel of a catalogue word is called."""
    return CHANNEL_NAMES[channels.FROM_SOURCE[word]]


def _mapping(entry: Entry, key: str) -> dict[str, Any]:
    value = entry.get(key)
    return dict(value) if isinstance(value, Mapping) else {}
