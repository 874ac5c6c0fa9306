"""Why somebody was not satisfied at the desk (lý do chưa hài lòng): what can be ticked, and words of one's own."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

REASONS = {
    "waited": _("I waited too long"),
    "unclear": _("What I have to bring was not explained clearly"),
    "attitude": _("I was not treated politely"),
    "again": _("I had to come several times"),
    "more": _("I was asked for more than is posted"),
}
LONGEST_WORDS = 200
_BETWEEN = "|"


def written(codes: Sequence[str], words: str) -> str:
    """As it is stored: ``waited,again|Chờ từ sáng``."""
    ticked = ",".join(code for code in REASONS if code in codes)
    return f"{ticked}{_BETWEEN}{words}" if ticked or words else ""


def read(stored: str) -> tuple[list[str], str]:
    """The ticked reasons in the reader's language, and the words."""
    ticked, _between, words = stored.partition(_BETWEEN)
    return [str(REASONS[code]) for code in ticked.split(",") if code in REASONS], words
