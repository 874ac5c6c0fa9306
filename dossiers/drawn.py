"""A signature drawn on a screen (chữ ký trên màn hình): a small PNG, judged and reduced to its picture.

Pure: the bytes in, the bytes out. What is not picture (texts, times, colour profiles) is left out, so that nothing
travels hidden in a signature.
"""

from __future__ import annotations

import base64
import binascii
import struct
import zlib

MOST_BYTES = 300_000
#: Pixels each way.
MOST_SIDE = 3000
LEAST_SIDE = 20
_MAGIC = b"\x89PNG\r\n\x1a\n"
_PREFIX = "data:image/png;base64,"
#: Bytes of a pixel by colour type, at eight bits a channel: grey, RGB, grey with alpha, RGBA.
_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}
#: Rows that differ from each other: an empty sheet has one for each of the five row filters, a tap few more.
_LEAST_ROWS = 12


class NotDrawn(Exception):
    """The bytes are no picture of a signature."""


class Blank(NotDrawn):
    """It is a picture, but nobody has drawn on it."""


def from_data_url(text: str) -> bytes:
    """The bytes behind what a canvas sends; raises NotDrawn."""
    if not text.startswith(_PREFIX) or len(text) > MOST_BYTES * 2:
        raise NotDrawn
    try:
        return base64.b64decode(text.removeprefix(_PREFIX), validate=True)
    except binascii.Error as error:
        raise NotDrawn from error


def picture_of(png: bytes) -> bytes:
    """The same picture and nothing else. Raises NotDrawn for what is no whole small PNG, Blank for an empty."""
    if len(png) > MOST_BYTES or not png.startswith(_MAGIC):
        raise NotDrawn
    header, packed = _chunks(png)
    try:
        width, height, depth, colour, _compression, _filter, interlace = struct.unpack(">IIBBBBB", header)
    except struct.error as error:
        raise NotDrawn from error
    if depth != 8 or colour not in _CHANNELS or interlace:
        raise NotDrawn
    if not (LEAST_SIDE <= width <= MOST_SIDE and LEAST_SIDE <= height <= MOST_SIDE):
        raise NotDrawn
    length = width * _CHANNELS[colour] + 1
    try:
        rows = zlib.decompressobj().decompress(packed, length * height + 1)
    except zlib.error as error:
        raise NotDrawn from error
    if len(rows) != length * height:
        raise NotDrawn
    if len({rows[start : start + length] for start in range(0, len(rows), length)}) < _LEAST_ROWS:
        raise Blank
    kept = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return _MAGIC + b"".join(_chunk(name, body) for name, body in kept)


def _chunks(png: bytes) -> tuple[bytes, bytes]:
    """Header and picture data; raises NotDrawn when a chunk is cut off or its sum is wrong."""
    header, at = b"", len(_MAGIC)
    packed: list[bytes] = []
    while at + 12 <= len(png):
        (length,) = struct.unpack_from(">I", png, at)
        name, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        after = at + 12 + length
        if after > len(png) or struct.unpack_from(">I", png, after - 4)[0] != zlib.crc32(name + body):
            raise NotDrawn
        if name == b"IEND":
            return header, b"".join(packed)
        if name == b"IHDR":
            header = body
        elif name == b"IDAT":
            packed.append(body)
        at = after
    raise NotDrawn


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
