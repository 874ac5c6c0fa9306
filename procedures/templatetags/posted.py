"""Posted texts and pinned notices on a page (văn bản niêm yết, thông báo ghim)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from procedures.board.marked_text import Part, html_of, parts_of
from procedures.board.notices import hidden_by, pinned
from procedures.counters import SESSION_KEY
from staff.models import Unit
from staff.templatetags.office_ui import vn_short

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


@register.simple_tag
def period(begins: dt.datetime, ends: dt.datetime | None) -> str:
    """Từ … đến …: within one day the day is said once, ``20:00–22:00 08/09/2023``."""
    if ends is None:
        return vn_short(begins)
    if timezone.localdate(begins) == timezone.localdate(ends):
        return f"{timezone.localtime(begins):%H:%M}–{vn_short(ends)}"
    return f"{vn_short(begins)} – {vn_short(ends)}"


@register.inclusion_tag("procedures/public/_notices.html", takes_context=True)
def pinned_notices(context: Context) -> dict[str, Any]:
    """Thông báo ghim on top of a public page: of the unit that owns the site and of those above it everywhere; of
    another counter on its own pages and wherever it was chosen. Pages of a fault that know no request show none.
    """
    request = context.get("request")
    if request is None:
        return {"notices": []}
    site, here = context.get("site_unit"), context.get("counter") or context.get("unit")
    ids = {pk for each in (site, here) if isinstance(each, Unit) for pk in (each.pk, each.parent_id) if pk}
    # A request refused at the door has no session yet.
    chosen = getattr(request, "session", {}).get(SESSION_KEY, "")
    notices = pinned(timezone.now(), ids, {chosen}, hidden_by(request))
    return {"notices": notices, "next": request.get_full_path(), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("procedures/public/_device_notices.html")
def device_notices(unit: Unit) -> dict[str, Any]:
    """The same on a screen of the waiting room, where nobody puts anything away."""
    return {"notices": pinned(timezone.now(), {unit.pk, unit.parent_id or unit.pk})}
