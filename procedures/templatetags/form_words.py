"""Files of blank forms (tệp biểu mẫu) in words."""

from __future__ import annotations

from django import template

from procedures.blank_forms.form_types import LABELS
from procedures.models import FormFile

register = template.Library()


@register.filter
def file_kind(file: FormFile) -> str:
    """Loại tệp: as people know it, ``DOCX``."""
    return LABELS.get(file.content_type, "")
