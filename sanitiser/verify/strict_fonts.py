"""Widths of the letters in a strict copy: those that its fonts have, and none for letters that are not there.

A width left over says which letter a removed text had. Does not check the outlines.
"""

import struct
from collections.abc import Iterator
from typing import Any

_ROUNDED = 1.0
"""Thousandths of the size by which a width may differ from the program's: the typesetter rounds."""


def widths_agree(font: Any) -> bool:
    """Whether /W of a CIDFontType2 names no glyph beyond those of its program, and gives each the program's width."""
    from pypdf.generic import StreamObject

    program = _found(_found(font, "/FontDescriptor"), "/FontFile2")
    if not isinstance(program, StreamObject):
        return False
    try:
        advances = _advances(bytes(program.get_data()))
        return all(
            cid < len(advances) and abs(width - advances[cid]) <= _ROUNDED for cid, width in _said(_found(font, "/W"))
        )
    except (struct.error, KeyError, ValueError, IndexError, ZeroDivisionError):
        return False


def _found(holder: Any, key: str) -> Any:
    value = holder.get(key, {}) if hasattr(holder, "get") else {}
    return value.get_object() if hasattr(value, "get_object") else value


def _said(entries: Any) -> Iterator[tuple[int, float]]:
    """Glyph and width of each entry, in both forms (ISO 32000-1, 9.7.4.3)."""
    items = list(entries)
    at = 0
    while at < len(items):
        first, second = int(items[at]), items[at + 1]
        if isinstance(second, list):
            yield from ((first + number, float(width)) for number, width in enumerate(second))
            at += 2
        else:
            width = float(items[at + 2])
            if int(second) - first > 65_535:
                raise ValueError(first)
            yield from ((cid, width) for cid in range(first, int(second) + 1))
            at += 3


def _advances(program: bytes) -> list[float]:
    """The advance of each glyph of a TrueType program, in thousandths of the size."""
    count = int.from_bytes(program[4:6], "big")
    tables = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", program, 12 + 16 * number)
        tables[tag] = program[offset : offset + length]
    (units,) = struct.unpack_from(">H", tables[b"head"], 18)
    (metrics,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    (glyphs,) = struct.unpack_from(">H", tables[b"maxp"], 4)
    own = [struct.unpack_from(">H", tables[b"hmtx"], 4 * number)[0] * 1000 / units for number in range(metrics)]
    return own + [own[-1]] * (glyphs - metrics)
