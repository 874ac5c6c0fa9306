"""Signatures as a canvas sends them, drawn by nobody."""

from __future__ import annotations

import base64
import struct
import zlib


def png(width: int = 300, height: int = 120, *, blank: bool = False, extra: bytes = b"") -> bytes:
    """A transparent picture, with a slanting stroke unless `blank`; `extra` travels in a text chunk."""
    rows = []
    for y in range(height):
        row = bytearray(width * 4)
        if not blank:
            row[y * 4 + 3 : y * 4 + 12] = b"\xff" * 9
        rows.append(b"\x00" + bytes(row))
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b"")]
    if extra:
        chunks.insert(1, (b"tEXt", extra))
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def data_url(picture: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(picture).decode()
