"""Character maps: codes to characters (ToUnicode) and codes to glyph numbers (Encoding of composite fonts).

Our own reader, since pdfminer's expands ranges without a cap (ISO 32000-1, 9.7.5, 9.10.3; Adobe Technical Note 5014).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from sanitiser.formats.pdf.tokeniser import name_text, unescape, unhex

MAX_ENTRIES: Final = 200_000

_TOKEN: Final = re.compile(
    rb"""[\x00\t\n\f\r ]*+(?:
  <(?P<hex>[0-9A-Fa-f\x00\t\n\f\r ]*+)>
 |(?P<number>[+-]?+\d++)(?=[\x00\t\n\f\r ()<>\[\]{}/%]|\Z)
 |(?P<word>[A-Za-z][A-Za-z0-9]*+)
 |/(?P<name>[^\x00\t\n\f\r ()<>\[\]{}/%]*+)
 |(?P<bracket>\[|\])
 |\((?P<string>(?:[^()\\]++|\\.)*+)\)
 |(?P<comment>%[^\r\n]*+)
 |(?P<junk>[^\x00\t\n\f\r ()<>\[\]{}/%]++|.)
)""",
    re.X | re.S,
)
Token = bytes | int | str | list[bytes]


class CMap:
    """Codes of one to four bytes to numbers or characters.

    `spaces` are codespace ranges (bytes of the low end, of the high end); `numbers` and `texts` map (length, code).
    """

    __slots__ = ("base", "numbers", "ranges", "spaces", "texts", "vertical", "work")

    def __init__(self) -> None:
        self.spaces: list[tuple[bytes, bytes]] = []
        self.numbers: dict[tuple[int, int], int] = {}
        self.ranges: list[tuple[int, int, int, int]] = []
        self.texts: dict[int, str] = {}
        self.vertical = False
        self.base = ""
        self.work = 0

    def number(self, length: int, code: int) -> int | None:
        """The glyph number (CID) of a code."""
        found = self.numbers.get((length, code))
        if found is not None:
            return found
        at = bisect_right(self.ranges, (length, code, 1 << 40, 0)) - 1
        if at >= 0:
            size, low, high, cid = self.ranges[at]
            if size == length and low <= code <= high:
                return cid + code - low
        return None

    def segment(self, data: bytes) -> Iterator[tuple[int, int, int]]:
        """(offset, length, code) of each code in a string; bytes in no codespace count as one code."""
        at = 0
        end = len(data)
        lengths = sorted({len(low) for low, _ in self.spaces}) or [2]
        while at < end:
            taken = 0
            for length in lengths:
                piece = data[at : at + length]
                if len(piece) == length and (not self.spaces or self._within(piece)):
                    taken = length
                    break
            taken = taken or min(lengths[0], end - at)
            yield at, taken, int.from_bytes(data[at : at + taken], "big")
            at += taken

    def _within(self, piece: bytes) -> bool:
        return any(
            len(low) == len(piece) and all(a <= b <= c for a, b, c in zip(low, piece, high, strict=True))
            for low, high in self.spaces
        )


def utf16(raw: bytes) -> str:
    """Characters of a destination string (UTF-16BE); a single byte is a code point, what is broken is U+FFFD."""
    if len(raw) == 1:
        return chr(raw[0])
    return raw.decode("utf-16-be", "replace")


def parse(data: bytes) -> CMap:
    """Read a CMap program; damaged parts are passed over, entries beyond MAX_ENTRIES are dropped."""
    cmap = CMap()
    pending: list[Token] = []
    for item in _tokens(data):
        if not isinstance(item, str) or item.startswith("/"):
            pending.append(item)
            if len(pending) > 4 * MAX_ENTRIES:
                break
            continue
        _apply(cmap, item, pending)
        pending = []
    cmap.ranges.sort()
    return cmap


def _apply(cmap: CMap, word: str, pending: list[Token]) -> None:
    """What a word of the program does with what stood before it."""
    if word == "endbfchar":
        for code, text in _tuples(pending, 2):
            if isinstance(code, bytes) and len(cmap.texts) < MAX_ENTRIES:
                cmap.texts[int.from_bytes(code, "big")] = _destination(text)
    elif word == "endbfrange":
        for low, high, text in _tuples(pending, 3):
            if isinstance(low, bytes) and isinstance(high, bytes):
                _text_range(cmap, int.from_bytes(low, "big"), int.from_bytes(high, "big"), text)
    elif word == "endcodespacerange":
        for low, high in _tuples(pending, 2):
            if isinstance(low, bytes) and isinstance(high, bytes) and 0 < len(low) == len(high) <= 4:
                cmap.spaces.append((low, high))
    elif word == "endcidchar":
        for code, cid in _tuples(pending, 2):
            if isinstance(code, bytes) and isinstance(cid, int) and len(cmap.numbers) < MAX_ENTRIES:
                cmap.numbers[len(code), int.from_bytes(code, "big")] = cid
    elif word == "endcidrange":
        for low, high, cid in _tuples(pending, 3):
            if isinstance(low, bytes) and isinstance(high, bytes) and isinstance(cid, int):
                cmap.ranges.append((len(low), int.from_bytes(low, "big"), int.from_bytes(high, "big"), cid))
    elif word == "usecmap" and pending and isinstance(pending[-1], str):
        cmap.base = pending[-1][1:]
    elif word == "def" and len(pending) >= 2 and pending[-2] == "/WMode":
        cmap.vertical = pending[-1] == 1


def _text_range(cmap: CMap, low: int, high: int, text: Token) -> None:
    cmap.work += high - low
    if high < low or high - low > 0xFFFF or cmap.work > MAX_ENTRIES:
        return
    if isinstance(text, list):
        for code, raw in zip(range(low, high + 1), text, strict=False):
            if len(cmap.texts) < MAX_ENTRIES:
                cmap.texts[code] = utf16(raw)
        return
    first = _destination(text)
    if not first:
        return
    for code in range(low, high + 1):
        last = ord(first[-1]) + code - low
        cmap.texts[code] = first[:-1] + chr(last if last < 0xD800 or 0xDFFF < last < 0x110000 else 0xFFFD)


def _destination(token: Token) -> str:
    if isinstance(token, bytes):
        return utf16(token)
    if isinstance(token, str):
        from sanitiser.formats.pdf.encodings import glyph_text

        return glyph_text(token[1:]) or "�"
    return "�"


def _tuples(pending: list[Token], size: int) -> Iterator[tuple[Token, ...]]:
    # the count before 'begin...' was cleared with that word, so that what is left are the entries
    for at in range(0, len(pending) - size + 1, size):
        yield tuple(pending[at : at + size])


def _tokens(data: bytes) -> Iterator[Token]:
    at = 0
    array: list[bytes] | None = None
    while found := _TOKEN.match(data, at):
        at = found.end()
        kind = found.lastgroup
        token: Token
        if kind == "hex":
            token = unhex(found.group("hex"))
        elif kind == "number":
            token = int(found.group("number")[:12])
        elif kind == "word":
            token = found.group("word").decode("ascii")
        elif kind == "name":
            token = "/" + name_text(found.group("name"))
        elif kind == "string":
            token = unescape(found.group("string"))
        elif kind == "bracket":
            if found.group("bracket") == b"[":
                array = []
            elif array is not None:
                yield array
                array = None
            continue
        else:
            continue
        if array is None:
            yield token
        elif isinstance(token, bytes) and len(array) < MAX_ENTRIES:
            array.append(token)
