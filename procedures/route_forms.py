"""The form of a route (quy trình nội bộ): one row a step, time in days and hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures.models import RouteStep
from procedures.routing import DAY, HOUR, MOST_STEPS, PlannedStep, Step
from staff.models import Unit
from staff.models.official import ROLE_LABELS
from staff.roles import Role

_ROLES = (Role.CLERK, Role.SPECIALIST, Role.LEADER)
#: Rows offered beyond those filled in, so that steps can be added without scripts.
SPARE_ROWS = 2


def _classed(widget: forms.Widget, css: str) -> forms.Widget:
    widget.attrs["class"] = css
    return widget


class _Unjudged:
    """A field that may be left empty without being called optional: the whole route is judged together."""

    def validate(self, value: Any) -> None:
        """Let an empty value through."""


class _Text(_Unjudged, forms.CharField): ...


class _Days(_Unjudged, forms.IntegerField): ...


class _Hours(_Unjudged, forms.DecimalField):
    """Decimals are checked by their bounds alone."""


class StepForm(forms.Form):
    """One step; a row without a name is no step."""

    use_required_attribute = False
    name = _Text(
        label=_("What is done"),
        max_length=200,
        widget=_classed(forms.TextInput(attrs={"autocomplete": "off"}), "form-control"),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, ROLE_LABELS[role]) for role in _ROLES],
        initial=Role.SPECIALIST.value,
        widget=_classed(forms.Select(), "form-select"),
    )
    place = forms.ChoiceField(label=_("Place"), widget=_classed(forms.Select(), "form-select"))
    days = _Days(
        label=_("Working days"),
        min_value=0,
        max_value=1000,
        widget=_classed(forms.NumberInput(attrs={"inputmode": "numeric"}), "form-control"),
    )
    hours = _Hours(
        label=_("Hours"),
        min_value=0,
        max_value=8,
        decimal_places=2,
        widget=_classed(forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.25"}), "form-control"),
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(unit.pk): unit for unit in units}
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (RouteStep.Place.HANDLING.value, RouteStep.Place.HANDLING.label),
            (RouteStep.Place.COUNTER.value, RouteStep.Place.COUNTER.label),
            *((key, unit.name) for key, unit in self._units.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """A step that is named takes time."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("name", "").strip() and not self.errors and not self.minutes():
            self.add_error("days", _("Say how long the step takes."))
        return cleaned

    def minutes(self) -> int:
        """Office minutes, eight hours a day."""
        days = self.cleaned_data.get("days") or 0
        hours = self.cleaned_data.get("hours") or Decimal()
        return days * DAY + int(hours * HOUR)

    def step(self) -> PlannedStep | None:
        """What was filled in, or None for an empty row."""
        name = self.cleaned_data.get("name", "").strip()
        if not name:
            return None
        place = self.cleaned_data["place"]
        unit = self._units.get(place)
        kind = RouteStep.Place.UNIT.value if unit is not None else place
        return PlannedStep(name, self.cleaned_data["role"], kind, self.minutes(), unit)


StepFormSet = forms.formset_factory(StepForm, extra=SPARE_ROWS, max_num=MOST_STEPS, absolute_max=MOST_STEPS)


class RouteForm(forms.Form):
    """What stands beside the steps."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    ground = _Text(
        label=_("Decision that approves the route"),
        max_length=500,
        help_text=_("With number and date; it is written into the log."),
        widget=_classed(forms.TextInput(attrs={"autocomplete": "off"}), "form-control"),
    )


def initial_of(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Stored or default steps as the rows show them."""
    rows = []
    for step in steps:
        days, rest = divmod(step.minutes, DAY)
        hours = Decimal(rest) / HOUR
        rows.append(
            {
                "name": step.name,
                "role": step.role.value,
                "place": str(step.unit_id) if step.unit_id is not None else step.place,
                "days": days or None,
                "hours": hours.quantize(Decimal("0.01")).normalize() if rest else None,
            }
        )
    return rows
