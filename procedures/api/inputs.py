"""What the catalogue API accepts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from procedures.models import Field, OnlineLevel
from procedures.querysets import AUDIENCES, LEVELS, OFFLINE


class CatalogueQuery(serializers.Serializer[dict[str, Any]]):
    """Search and filters of the list; an unknown value is a fault, not an empty list."""

    q = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=200,
        help_text="Words of the name, code or field, with or without diacritics; every word must occur.",
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

    def validate_field(self, value: str) -> str:
        """Refuse a field nobody knows."""
        if value and not Field.objects.filter(slug=value).exists():
            raise serializers.ValidationError(_("There is no such field."), code="unknown")
        return value
