"""Terms explained where they are used (giải thích thuật ngữ): without scripts, by keyboard, once a page each."""

from __future__ import annotations

from dataclasses import dataclass, field

from django import template
from django.template import RequestContext
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from procedures.models import Term
from procedures.references.terms import pieces

register = template.Library()


@dataclass
class _OnThisPage:
    """The terms and which of them were explained further up."""

    meanings: dict[str, str] = field(default_factory=lambda: dict(Term.objects.values_list("name", "meaning")))
    explained: list[str] = field(default_factory=list)


@register.simple_tag(takes_context=True)
def explained(context: RequestContext, text: str, first_large: bool = False) -> SafeString:
    """The text with each term of the office as a button that opens its meaning; line breaks are kept."""
    words = f"{text[:1].upper()}{text[1:]}" if first_large else text
    page = _page(context)
    written = []
    for piece in pieces(words, tuple(page.meanings), page.explained):
        if piece.term:
            page.explained.append(piece.term)
            written.append(_with_meaning(piece.text, page.meanings[piece.term], len(page.explained)))
        else:
            written.append(escape(piece.text))
    return mark_safe("".join(written).replace("\n", "<br>"))  # noqa: S308  # every piece was escaped


def _page(context: RequestContext) -> _OnThisPage:
    request = context.request
    page = getattr(request, "_terms", None)
    if page is None:
        page = request._terms = _OnThisPage()  # type: ignore[attr-defined]
    return page


def _with_meaning(words: str, meaning: str, number: int) -> SafeString:
    return format_html(
        '<button class="term" type="button" popovertarget="tu-{number}">{words}</button>'
        '<span class="term__meaning" id="tu-{number}" popover>'
        '<strong class="term__name">{words}</strong> <span>{meaning}</span> '
        '<button class="btn btn-secondary btn-sm term__close" type="button" popovertarget="tu-{number}"'
        ' popovertargetaction="hide">{close}</button></span>',
        number=number,
        words=words,
        meaning=meaning,
        close=_("Close"),
    )
