"""Filters of the tracking book (sổ theo dõi hồ sơ)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dossiers.permissions import unit_ids_seen_by
from dossiers.statistics.period import Period
from procedures.models import Field
from staff.day_field import DayField
from staff.models import Unit

_LONGEST = dt.timedelta(days=366)


class BookForm(forms.Form):
    """Sổ nào: unit, field and days; without a choice the own unit, all fields and this month."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)
    field = forms.ModelChoiceField(
        label=_("Field"), queryset=Field.objects.all(), required=False, empty_label=_("All fields")
    )
    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"))

    def __init__(self, user: Any, data: QueryDict | None, *, today: dt.date) -> None:
        units = Unit.objects.filter(pk__in=unit_ids_seen_by(user), receives_dossiers=True).order_by("code")
        first = units.first()
        usual = {"unit": str(first.pk) if first else "", "since": today.replace(day=1).isoformat()}
        usual["until"] = today.isoformat()
        given = data.dict() if data is not None else {}
        # an empty day or unit means the usual one, an empty field all of them
        super().__init__(usual | {name: value for name, value in given.items() if value})
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A period in order, and one a book can hold."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it starts."))
        elif since and until and until - since > _LONGEST:
            self.add_error("until", _("A book holds at most one year."))
        return cleaned

    @property
    def chosen_unit(self) -> Unit:
        return self.cleaned_data["unit"]

    @property
    def chosen_field(self) -> Field | None:
        return self.cleaned_data["field"]

    @property
    def period(self) -> Period:
        return Period(self.cleaned_data["since"], self.cleaned_data["until"])

    def query(self) -> str:
        """The same choice as a query, for the address of the PDF."""
        query = QueryDict(mutable=True)
        query.update({name: self.data[name] for name in self.fields if self.data.get(name)})
        return query.urlencode()
