"""Search and filters of the public catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures.models import LifeEvent, OnlineLevel
from procedures.querysets import OFFLINE, ProcedureVersionQuerySet
from procedures.search.finding import Search, look
from staff.models import Unit

_ALL = ("", _("All"))
LEVEL_CHOICES = [_ALL, ("commune", _("Commune level")), ("district", _("District level"))]
AUDIENCE_CHOICES = [_ALL, ("individuals", _("Individuals")), ("organisations", _("Organisations"))]
ONLINE_CHOICES = [
    _ALL,
    (OnlineLevel.FULL.value, _("Full online service")),
    (OnlineLevel.PARTIAL.value, _("Partial online service")),
    (OFFLINE, _("Counter or post only")),
]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: how it was answered, and the versions that fit the filters too."""

    search: Search
    versions: ProcedureVersionQuerySet


class CatalogueFilter(forms.Form):
    """Search and filters of the catalogue (tra cứu thủ tục); every part may be left empty."""

    q = forms.CharField(label=_("What do you need? Name, code or everyday words"), required=False, max_length=200)
    event = forms.ChoiceField(label=_("Life event"), required=False)
    field = forms.ChoiceField(label=_("Field"), required=False)
    unit = forms.ChoiceField(label=_("Counter that receives it"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=LEVEL_CHOICES)
    audience = forms.ChoiceField(label=_("For whom"), required=False, choices=AUDIENCE_CHOICES)
    online = forms.ChoiceField(label=_("Way of filing"), required=False, choices=ONLINE_CHOICES)
    same_day = forms.BooleanField(label=_("Result on the same day"), required=False)
    exact = forms.BooleanField(required=False, widget=forms.HiddenInput)

    #: Shown below the search; `q` stands above them, `exact` in an address only.
    FILTERS = ("event", "field", "unit", "level", "audience", "online", "same_day")

    def __init__(
        self, *args: Any, fields: list[tuple[str, str]], events: list[LifeEvent], units: list[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._units = {unit.code: unit for unit in units}
        self._offer("field", fields)
        self._offer("event", [(each.slug, each.name) for each in events])
        self._offer("unit", [(each.code, each.name) for each in units])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = [_ALL, *choices]

    def found(self, versions: ProcedureVersionQuerySet) -> Found:
        """Return what this form asks for, best first; a part with a fault counts as empty."""
        self.full_clean()
        asked: dict[str, Any] = self.cleaned_data
        search = look(versions, asked.get("q", ""), only_as_typed=asked.get("exact", False))
        narrowed = versions.narrowed(
            field=asked.get("field", ""),
            level=asked.get("level", ""),
            audience=asked.get("audience", ""),
            online=asked.get("online", ""),
            event=asked.get("event", ""),
            unit=self._units.get(asked.get("unit", "")),
            same_day=asked.get("same_day", False),
        )
        return Found(search, search.within(narrowed))

    @property
    def is_filtered(self) -> bool:
        """Whether a filter narrows what is found."""
        return self.is_bound and any(self.data.get(name) for name in self.FILTERS)

    @property
    def is_narrowed(self) -> bool:
        """Whether the reader asked for anything in particular."""
        return self.is_filtered or bool(self.data.get("q"))
