"""Fees that fall from some page on (mức thu theo trang), as the catalogue writes them. Pure: imports no Django.

Certified copies cost 2,000 đồng a page, and the note of the fee says ``từ trang thứ 3: 1.000 đồng/trang; tối đa
200.000 đồng/bản``: 1,000 for each page from the third on, never more than 200,000 for one copy. Older entries
wrote the same as a formula, ``min(2000*min(n,2)+1000*max(n-2,0), 200000) mỗi bản``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORMULA = re.compile(r"min\((\d+)\*min\(n,(\d+)\)\+(\d+)\*max\(n-(\d+),0\),(\d+)\)mỗibản")

_WORDS = re.compile(r"từ trang thứ (\d+)(?: trở lên)?: ([\d.]+) đồng/trang; tối đa ([\d.]+) đồng/bản")


@dataclass(frozen=True)
class Tiers:
    """Mức thu theo trang: amounts in đồng."""

    first: int
    pages: int
    further: int
    most: int

    def amount(self, pages: int) -> int:
        """What one copy of so many pages costs."""
        whole = self.first * min(pages, self.pages) + self.further * max(pages - self.pages, 0)
        return min(whole, self.most)


def tiers_in_words(first: int, note: str) -> Tiers | None:
    """The tiers the note of a fee of `first` đồng a page states; None for any other words."""
    found = _WORDS.search(" ".join(note.lower().split()))
    if found is None or not first:
        return None
    page, further, most = (int(figure.replace(".", "")) for figure in found.groups())
    return Tiers(first, page - 1, further, most)


def read_tiers(formula: str) -> Tiers | None:
    """The tiers a formula of the catalogue states; None for any other text."""
    found = _FORMULA.fullmatch("".join(formula.split()))
    if found is None:
        return None
    first, pages, further, same_pages, most = map(int, found.groups())
    return Tiers(first, pages, further, most) if pages == same_pages else None
