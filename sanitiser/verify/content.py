"""Content streams as text: their strings are codes of glyphs, which would spell other words if read as letters."""

import re
from collections.abc import Iterator
from functools import lru_cache

_PIECE = re.compile(rb"\\[\s\S]|[()]|<<|>>|<[0-9A-Fa-f\s]*+>")
_SHOWS = re.compile(rb"\bBT\b[\s\S]*?\bT[fjJ]\b")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_MARKED = re.compile(rb"\((?:[\xfe\xff]|\\37[67])|<\s*(?:[Ff]\s*[EeFf])")
_DECIMAL = re.compile(rb"[-+]?\d*+\.\d++")
_PLAIN = bytes([9, 10, 13, *range(32, 127)])
_TEXT_KEY = re.compile(rb"/(?:ActualText|Alt|E|T|Title|Contents)\s*+$")
_RECENT = 64
"""Streams whose text is kept: each reader asks for it in its turn."""

PRINTABLE = re.compile(rb"[\x20-\x7e]{6,}+")
"""In binary data only such runs can be text."""


def is_binary(data: bytes) -> bool:
    """Fonts, pictures and the like: less than nine in ten of the first bytes are plain text."""
    sample = data[:8192]
    return len(sample.translate(None, _PLAIN)) > 0.1 * len(sample)


def is_content(data: bytes) -> bool:
    """Whether this draws text."""
    return _SHOWS.search(data) is not None


def strings(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each string of a piece of PDF syntax starts and ends, its marks included; parentheses nest."""
    depth = begin = 0
    for found in _PIECE.finditer(data):
        mark = found[0]
        if depth:
            if mark == b"(":
                depth += 1
            elif mark == b")":
                depth -= 1
                if not depth:
                    yield begin, found.end()
        elif mark == b"(":
            depth, begin = 1, found.start()
        elif mark[:1] == b"<" and mark != b"<<":
            yield found.start(), found.end()


def decoded(string: bytes) -> bytes:
    """The bytes that a string stands for."""
    if string[:1] == b"(":
        return _ESCAPE.sub(_unescape, string[1:-1])
    digits = re.sub(rb"\s", b"", string[1:-1])
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


@lru_cache(maxsize=_RECENT)
def without_codes(data: bytes) -> bytes:
    """A content stream without its strings, and without decimal numbers, which are places on the page."""
    out: list[bytes] = []
    at = 0
    for begin, end in strings(data):
        out.append(data[at:begin])
        at = end
    return _DECIMAL.sub(b" ", b" ".join([*out, data[at:]]))


@lru_cache(maxsize=_RECENT)
def property_strings(data: bytes) -> tuple[str, ...]:
    """The strings of a content stream that are text and no codes: in UTF-16 with its mark, or of a key for text."""
    return tuple(_texts(data))


def _texts(data: bytes) -> Iterator[str]:
    for begin, end in strings(data):
        if _MARKED.match(data, begin):
            body = decoded(data[begin:end])
            if body[:2] in {b"\xfe\xff", b"\xff\xfe"}:
                yield body.decode("utf-16", "ignore")
        elif _TEXT_KEY.search(data, max(0, begin - 32), begin):
            yield decoded(data[begin:end]).decode("latin-1")


def _unescape(found: re.Match[bytes]) -> bytes:
    code = found[1]
    if code[:1].isdigit():
        return bytes([int(code, 8) & 255])
    return _ESCAPED.get(code, code)
