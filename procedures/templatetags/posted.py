"""Posted texts and pinned notices on a page (văn bản niêm yết, thông báo ghim)."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from procedures.marked_text import Part, html_of, parts_of

register = template.Library()


@register.filter
def marked(text: str) -> SafeString:
    """A text with light markup as HTML; what somebody typed as HTML is shown as typed."""
    return mark_safe(html_of(text))  # noqa: S308  # the reader lets no markup of the writer through


@register.filter
def poster(text: str) -> list[Part]:
    """The text cut at its headings, each with the number it begins with."""
    return parts_of(text)


@register.filter
def safe_part(part: Part) -> SafeString:
    """What stands below the heading of a part."""
    return mark_safe(part.html)  # noqa: S308  # as in `marked`
