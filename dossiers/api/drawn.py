"""A signature drawn on a screen, as a page's script sends it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from dossiers.drawn import MOST_BYTES, NotDrawn, from_data_url


class DrawnField(serializers.CharField):
    """Chữ ký trên màn hình: ``data:image/png;base64,…``, or empty when the printed slip is signed."""

    def __init__(self, **kwargs: Any) -> None:
        words = "PNG as a data address; empty when the printed slip is signed"
        super().__init__(
            **{"required": False, "allow_blank": True, "max_length": 2 * MOST_BYTES, "help_text": words, **kwargs}
        )

    def to_internal_value(self, data: Any) -> Any:
        """The picture's bytes; what is in them is judged by the service."""
        text = super().to_internal_value(data)
        try:
            return from_data_url(text) if text else b""
        except NotDrawn as error:
            raise serializers.ValidationError(
                _("The signature could not be read. Clear the frame and sign again.")
            ) from error
