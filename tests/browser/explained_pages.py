"""Pages of texts of law and terms, for the list in `addresses.py`."""

from __future__ import annotations

import datetime as dt

from procedures.models import LegalDocument, Term
from tests.browser.address import Address
from tests.browser.world import World


def _text(world: World) -> list[int]:
    """A text that has ended and is still cited."""
    title = world.version.legal_bases[0] if world.version.legal_bases else "NĐ 61/2018/NĐ-CP"
    days = {"valid_from": dt.date(2018, 6, 21), "valid_to": dt.date(2025, 6, 30)}
    text, _made = LegalDocument.objects.get_or_create(
        title=title, defaults={**days, "replaced_by": "NĐ 118/2025/NĐ-CP"}
    )
    return [text.pk]


def _term(world: World) -> list[int]:
    term, _made = Term.objects.get_or_create(
        name="trích lục", defaults={"meaning": "Bản ghi lại một việc hộ tịch."}
    )
    return [term.pk]


MANAGER_EXPLAINED = (
    Address("procedures:text_of_law", _text),
    Address("procedures:texts_of_law"),
    Address("procedures:texts_of_law", query=lambda world: "?q=khong-co&xem=chua-ghi"),
    Address("procedures:new_text_of_law", query=lambda world: "?ten=Luật+Hộ+tịch+60/2014/QH13"),
    Address("procedures:term", _term),
    Address("procedures:terms"),
    Address("procedures:terms", query=lambda world: "?q=khong-co"),
    Address("procedures:new_term"),
)
