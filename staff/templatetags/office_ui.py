"""Template tags of the design: icons, dates and money in words, masks, badges, wrappers.

The components they render stand in ``templates/components/``; docs/design.md lists them.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.forms import BoundField
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from staff.privacy import mask_identity_number, mask_phone
from staff.undo import UNDO_SECONDS
from staff.undo import undo_url as url_of_undo

register = template.Library()

_SVG_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@functools.cache
def _icon_paths(name: str) -> str | None:
    """Inner drawing of one bootstrap-icons file, read once per process; None when there is no such icon."""
    source = settings.NODE_MODULES / "bootstrap-icons" / "icons" / f"{name}.svg"
    try:
        drawing = _SVG_BODY.search(source.read_text(encoding="utf-8"))
    except OSError:
        return None
    return " ".join(drawing.group(1).split()) if drawing else None


@register.simple_tag
def icon(name: str, extra_class: str = "") -> SafeString:
    """Biểu tượng: an inline drawing, hidden from screen readers because words always stand beside it."""
    paths = _icon_paths(name)
    if paths is None:
        return SafeString("")
    return format_html(
        '<svg class="icon{}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>',
        f" {extra_class}" if extra_class else "",
        mark_safe(paths),  # noqa: S308  # our own pinned icon files, no user text
    )


@register.filter
def vnd(amount: int | None) -> str:
    """Số tiền: whole đồng with thousands set apart, ``8000`` → ``8.000 đồng``; empty for None."""
    if amount is None:
        return ""
    return _("%(amount)s đồng") % {"amount": number_format(amount, use_l10n=True, force_grouping=True)}


@register.filter
def vn_date(moment: dt.date | dt.datetime | None) -> str:
    """Ngày: ``05/09/2023`` in the office's time zone; empty for None."""
    if moment is None:
        return ""
    return _local(moment).strftime("%d/%m/%Y")


@register.filter
def vn_moment(moment: dt.datetime | None) -> str:
    """Giờ, ngày in words as papers write it: ``14 giờ 30 phút, ngày 05/09/2023``; empty for no moment."""
    if not moment:
        return ""
    local = _local(moment)
    return _("%(hour)s:%(minute)s on %(date)s") % {
        "hour": local.strftime("%H"),
        "minute": local.strftime("%M"),
        "date": local.strftime("%d/%m/%Y"),
    }


@register.filter
def vn_short(moment: dt.datetime | None) -> str:
    """Giờ, ngày for tables: ``14:30 05/09/2023``; empty for no moment."""
    return "" if not moment else _local(moment).strftime("%H:%M %d/%m/%Y")


def _local(moment: Any) -> Any:
    if isinstance(moment, dt.datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


@register.filter
def masked_identity(number: str | None) -> str:
    """Số định danh with only its last digits left."""
    return mask_identity_number(number) if number else ""


@register.filter
def masked_phone(phone: str | None) -> str:
    """Số điện thoại with only its last digits left."""
    return mask_phone(phone) if phone else ""


@register.filter
def undo_url(message: Message) -> str:
    """Hoàn tác: where the message's button posts to, empty for an ordinary message."""
    return url_of_undo(message)


@register.simple_tag
def undo_seconds() -> int:
    """How long that button stands."""
    return UNDO_SECONDS


@register.filter
def mid_sentence(unit_name: str) -> str:
    """Tên đơn vị inside a sentence: ``Huyện Bình Lục`` → ``huyện Bình Lục``; ``UBND …`` stays as it is."""
    if unit_name[:2].isupper():
        return unit_name
    return f"{unit_name[:1].lower()}{unit_name[1:]}"


@register.filter
def page_numbers(page: Page) -> Iterable[int | str]:
    """Page numbers to show, with ``…`` for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*trail: str) -> dict[str, Any]:
    """Đường dẫn: ``{% breadcrumb label url label url here %}``; the last, odd one is the page itself."""
    parts = [str(part) for part in trail]
    here = parts.pop() if len(parts) % 2 else ""
    return {"links": list(zip(parts[::2], parts[1::2], strict=True)), "here": here}


@register.inclusion_tag("components/deadline_badge.html")
def deadline_badge(due_at: dt.datetime | None, *, tone: str, words: str) -> dict[str, Any]:
    """Hạn trả: the due moment, if there is one, and a word on it; who knows the calendar has judged."""
    return {"due_at": due_at, "tone": tone, "words": words}


@register.inclusion_tag("components/file_input.html")
def file_input(field: BoundField | None = None, **given: Any) -> dict[str, Any]:
    """Tệp đính kèm: one file field; what `given` says goes before what the bound `field` knows."""
    known: dict[str, Any] = {"id": given.get("name")}
    if field is not None:
        known |= {
            "id": field.id_for_label,
            "name": field.html_name,
            "label": field.label,
            "hint": field.help_text,
            "errors": field.errors,
            "required": field.field.required,
            "accept": field.field.widget.attrs.get("accept"),
        }
    return known | given


@register.simple_block_tag
def panel(content: str, title: str = "", kind: str = "", id: str = "") -> SafeString:
    """A sheet: ``{% panel title=… kind="promise|quiet" id=… %} … {% endpanel %}``."""
    return format_html(
        '<section class="panel{}"{}>{}{}</section>',
        f" panel--{kind}" if kind else "",
        format_html(' id="{}"', id) if id else "",
        format_html('<div class="panel__head"><h2>{}</h2></div>', title) if title else "",
        content,
    )


@register.simple_block_tag
def table_wrap(content: str, label: str, cards: bool = False) -> SafeString:
    """A frame around a table that scrolls by itself, or with ``cards=True`` turns into cards on a phone.

    `label` names the region for screen readers, who reach it by keyboard.
    """
    return format_html(
        '<div class="table-wrap{}" role="region" aria-label="{}" tabindex="0">{}</div>',
        " table-wrap--cards" if cards else "",
        label,
        content,
    )
