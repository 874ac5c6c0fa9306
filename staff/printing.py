"""Papers as PDF (in ấn): Typst templates in `templates/print/`, filled with data that is never read as markup.

Files follow PDF/A-2b (long-term archive) and PDF/UA-1 (readable aloud) at once.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
import json
import struct
import threading
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import segno
import typst
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PDF_STANDARDS: list[Literal["a-2b", "ua-1"]] = ["a-2b", "ua-1"]

# Stands for a character the font does not have (an emoji, a Chinese name): the standards forbid a missing glyph,
# and the paper must be printed all the same.
_NOT_PRINTABLE = "□"

_TEMPLATES = Path(settings.BASE_DIR) / "templates" / "print"
_FONTS = Path(settings.NODE_MODULES) / "@expo-google-fonts" / "tinos"

_locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


def render_pdf(template: str, data: Mapping[str, Any], *, at: dt.datetime | None = None) -> bytes:
    """Fill `templates/print/<template>.typ` with `data` (anything JSON can hold) and return the PDF.

    `at`, an aware moment, is written as the time of creation: the same data and moment give the same bytes.
    Raises KeyError when the template does not exist.
    """
    created = None
    if at is not None:
        # PDF knows seconds only, and an offset instead of a zone.
        created = at.replace(microsecond=0).astimezone(dt.timezone(at.utcoffset() or dt.timedelta()))
    filled = json.dumps(_printable(data), ensure_ascii=False)
    # One compiler a template serves all threads in turn: it keeps what it parsed, and a render takes milliseconds.
    # A long book keeps no receipt waiting.
    with _locks[template]:
        pdf = _compiler(template).compile(
            sys_inputs={"data": filled}, format="pdf", pdf_standards=list(PDF_STANDARDS), timestamp=created
        )
    if not isinstance(pdf, bytes):
        raise TypeError(f"{template} gave no PDF")
    return pdf


def qr_svg(text: str) -> str:
    """A QR code as an SVG element without quiet zone, error correction M; for papers."""
    drawing = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawing, kind="svg", xmldecl=False, nl=False, border=0)
    return drawing.getvalue().decode()


def qr_on_page(text: str) -> str:
    """The same QR code for a page: as large as its place is wide."""
    drawing = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawing, kind="svg", xmldecl=False, nl=False, border=0, omitsize=True
    )
    return drawing.getvalue().decode()


@functools.cache
def _compiler(template: str) -> typst.Compiler:
    path = _TEMPLATES / f"{template}.typ"
    if not path.is_file():
        raise KeyError(f"there is no print template {template!r}")
    return typst.Compiler(input=path, root=_TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)


@functools.cache
def _fonts() -> typst.Fonts:
    if not any(_FONTS.glob("*/*.ttf")):
        raise ImproperlyConfigured(f"The fonts for printing are missing in {_FONTS}; run “npm ci”.")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS])


def _printable(value: Any) -> Any:
    """The same value with every text composed (NFC) and free of characters the font cannot show."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value)
        return text if text.isascii() and text.isprintable() else "".join(map(_printable_character, text))
    if isinstance(value, Mapping):
        return {name: _printable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value


def _printable_character(character: str) -> str:
    if ord(character) in _covered():
        return character
    category = unicodedata.category(character)
    if character in "\n\t" or category in ("Zs", "Zl", "Zp"):
        return "\n" if character in "\n\u2028\u2029" else " "
    # Invisible characters (controls, joiners, direction marks) are dropped, visible ones get a mark.
    return "" if category.startswith("C") and category not in ("Co", "Cn") else _NOT_PRINTABLE


@functools.cache
def _covered() -> frozenset[int]:
    """Code points that every style of the font can show."""
    styles = [_code_points(path.read_bytes()) for path in sorted(_FONTS.glob("*/*.ttf"))]
    visible = frozenset.intersection(*styles)
    return frozenset(code for code in visible if not unicodedata.category(chr(code)).startswith("C"))


def _code_points(font: bytes) -> frozenset[int]:
    """Code points in the ``cmap`` table of a TrueType font (segment mapping, format 4)."""
    count = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * index) for index in range(count))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    found: set[int] = set()
    for index in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">L", font, cmap + 8 + 8 * index)[0]
        if struct.unpack_from(">H", font, start)[0] != 4:
            continue
        segments = struct.unpack_from(">H", font, start + 6)[0] // 2
        ends = struct.unpack_from(f">{segments}H", font, start + 14)
        starts = struct.unpack_from(f">{segments}H", font, start + 16 + 2 * segments)
        for first, last in zip(starts, ends, strict=True):
            found.update(range(first, last + 1))
    return frozenset(found - {0xFFFF})
