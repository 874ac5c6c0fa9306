"""A photo of an official (ảnh cán bộ): judged by its content, and reduced to the picture itself.

Pure: the bytes in, the bytes out. Where it was taken, with what and when is left out; of what cameras write beside
the picture only which way is up is kept.
"""

from __future__ import annotations

import struct
import zlib

JPEG, PNG = "image/jpeg", "image/png"
MOST_BYTES = 3 * 1024 * 1024
LEAST_SIDE, MOST_SIDE = 150, 6000
_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_EXIF = b"Exif\x00\x00"
_ORIENTATION = 0x0112
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
#: JFIF says how large a dot is, Adobe how colours are meant; everything else is about the camera or the place.
_APPS_KEPT = frozenset({0xE0, 0xEE})


class NoPhoto(Exception):
    """The bytes are no whole JPEG or PNG."""


class WrongSize(NoPhoto):
    """A picture, but too small to know a face, or larger than any camera's."""


def content_type_of(picture: bytes) -> str:
    """What the picture is by its first bytes; raises NoPhoto."""
    if picture.startswith(b"\xff\xd8\xff"):
        return JPEG
    if picture.startswith(_PNG_MAGIC):
        return PNG
    raise NoPhoto


def picture_of(given: bytes, *, most_bytes: int = MOST_BYTES, most_side: int = MOST_SIDE) -> bytes:
    """The same picture and nothing else. Raises NoPhoto, WrongSize."""
    if len(given) > most_bytes:
        raise NoPhoto
    try:
        picture, width, height = _jpeg(given) if content_type_of(given) == JPEG else _png(given)
    except (struct.error, IndexError) as error:
        raise NoPhoto from error
    if min(width, height) < LEAST_SIDE or max(width, height) > most_side:
        raise WrongSize
    return picture


def _png(given: bytes) -> tuple[bytes, int, int]:
    kept, at, size = [_PNG_MAGIC], len(_PNG_MAGIC), (0, 0)
    while True:
        (length,) = struct.unpack_from(">I", given, at)
        name, end = given[at + 4 : at + 8], at + 12 + length
        if end > len(given) or struct.unpack_from(">I", given, end - 4)[0] != zlib.crc32(given[at + 4 : end - 4]):
            raise NoPhoto
        if name == b"IHDR":
            size = struct.unpack_from(">II", given, at + 8)
        if name in _PNG_KEPT:
            kept.append(given[at:end])
        at = end
        if name == b"IEND":
            return b"".join(kept), *size


def _jpeg(given: bytes) -> tuple[bytes, int, int]:
    kept, at, size, way_up = [b"\xff\xd8"], 2, (0, 0), 1
    while True:
        if given[at] != 0xFF:
            raise NoPhoto
        marker = given[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker in (_SOI, _EOI):
            raise NoPhoto
        (length,) = struct.unpack_from(">H", given, at + 2)
        part, end = given[at : at + 2 + length], at + 2 + length
        if end > len(given):
            raise NoPhoto
        if marker in _SIZES:
            height, width = struct.unpack_from(">HH", part, 5)
            size = (width, height)
        if marker == 0xE1 and part[4:].startswith(_EXIF):
            way_up = _way_up(part[4 + len(_EXIF) :])
        if marker == _SOS:
            last = given.rfind(b"\xff\xd9")
            if last < end:
                raise NoPhoto
            body = b"".join(kept[1:]) + given[at : last + 2]
            return kept[0] + _exif(way_up) + body, *size
        if not (0xE0 <= marker <= 0xEF or marker == _COM) or marker in _APPS_KEPT:
            kept.append(part)
        at = end


def _way_up(tiff: bytes) -> int:
    """Which way is up, 1 to 8, as the camera noted it; 1 where it did not, or not readably."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for entry in range(first + 2, first + 2 + count * 12, 12):
            tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, entry)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _exif(way_up: int) -> bytes:
    """The shortest note that says which way is up; nothing when it is up already."""
    if way_up == 1:
        return b""
    tiff = b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, way_up, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", 2 + len(_EXIF) + len(tiff)) + _EXIF + tiff
