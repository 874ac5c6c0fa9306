"""What the catalogue API accepts."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from procedures.models import Field, LifeEvent, OnlineLevel
from procedures.querysets import AUDIENCES, LEVELS, OFFLINE
from staff.models import Unit


class CatalogueQuery(serializers.Serializer[dict[str, Any]]):
    """Search and filters of the list; an unknown value is a fault, not an empty list."""

    q = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=200,
        help_text=(
            "Words as people say them, with or without diacritics: of name, code, field, everyday words. What "
            "finds nothing as typed is tried by its sound, then with the nearest words, then with most of them; "
            "the header Search-How says which it was."
        ),
    )
    field = serializers.SlugField(required=False, default="", allow_blank=True, help_text="Slug of the field")
    level = serializers.ChoiceField(
        required=False, default="", allow_blank=True, choices=list(LEVELS), help_text="Whose counter receives it"
    )
    audience = serializers.ChoiceField(required=False, default="", allow_blank=True, choices=list(AUDIENCES))
    online = serializers.ChoiceField(
        required=False,
        default="",
        allow_blank=True,
        choices=[OnlineLevel.FULL.value, OnlineLevel.PARTIAL.value, OFFLINE],
    )
    event = serializers.SlugField(required=False, default="", allow_blank=True, help_text="Slug of a life event")
    unit = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=20, help_text="Code of the receiving unit"
    )
    same_day = serializers.BooleanField(
        required=False, default=False, help_text="Only those with a result on the same day"
    )

    def validate_event(self, value: str) -> str:
        """Refuse an event nobody knows."""
        if value and not LifeEvent.objects.filter(slug=value).exists():
            raise serializers.ValidationError(_("There is no such life event."), code="unknown")
        return value

    def validate_unit(self, value: str) -> Unit | None:
        """Refuse a unit without a counter."""
        if not value:
            return None
        unit = Unit.objects.with_counter(timezone.localdate()).filter(code=value).first()
        if unit is None:
            raise serializers.ValidationError(_("There is no such counter."), code="unknown")
        return unit

    def validate_field(self, value: str) -> str:
        """Refuse a field nobody knows."""
        if value and not Field.objects.filter(slug=value).exists():
            raise serializers.ValidationError(_("There is no such field."), code="unknown")
        return value
