"""Fees that fall from some page on (mức thu theo trang), as the catalogue writes them. Pure: imports no Django.

For certified copies the entry says ``min(2000*min(n,2)+1000*max(n-2,0), 200000) mỗi bản``: 2,000 đồng for each
of the first two pages, 1,000 for each further one, never more than 200,000 for one copy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORMULA = re.compile(r"min\((\d+)\*min\(n,(\d+)\)\+(\d+)\*max\(n-(\d+),0\),(\d+)\)mỗibản")


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


def read_tiers(formula: str) -> Tiers | None:
    """The tiers a formula of the catalogue states; None for any other text."""
    found = _FORMULA.fullmatch("".join(formula.split()))
    if found is None:
        return None
    first, pages, further, same_pages, most = map(int, found.groups())
    return Tiers(first, pages, further, most) if pages == same_pages else None
