"""Texts of law as they are cited (căn cứ pháp lý), beside what the register knows of their life."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from procedures.expiring.periods import Standing, standing
from procedures.models import LegalDocument

#: What a citation adds to say which part is meant: “TT 85/2019/TT-BTC (lệ phí)”.
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited text: the words of the publication, the registered text where there is one, how it stands."""

    words: str
    document: LegalDocument | None
    standing: Standing


def cited(words: Iterable[str], on: date) -> list[Citation]:
    """Each citation with its registered text as of the day `on`; one statement for all."""
    wanted = list(words)
    titles = {title for each in wanted for title in (each, bare(each))}
    register = {row.title: row for row in LegalDocument.objects.filter(title__in=titles)} if titles else {}
    found = []
    for each in wanted:
        document = register.get(each) or register.get(bare(each))
        stands = standing(document, on) if document is not None else Standing.IN_FORCE
        found.append(Citation(each, document, stands))
    return found


def bare(words: str) -> str:
    """The citation without its aside in brackets."""
    return _ASIDE.sub("", words)
