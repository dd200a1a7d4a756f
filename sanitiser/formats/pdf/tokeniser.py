"""Content streams cut into operators.

One regular expression takes a common operator whole and leaves its operands as bytes until they are wanted; a general
lexer takes the rest. Every repetition is possessive, so that no input can make matching slow (ISO 32000-1, 7.2, 7.8).
"""

import re
from collections.abc import Iterator
from typing import Final

Operand = float | str | bytes | bool | None | list["Operand"] | dict[str, "Operand"]
"""Numbers, names ('/X', UTF-8 with surrogate escapes), strings (bytes), arrays, dictionaries."""

Operator = tuple[bytes, "list[Operand] | bytes"]
"""An operator and its operands: a list, or for operators of numbers alone the bytes between white space."""

INLINE_IMAGE: Final = b"BI"
UNFINISHED: Final = b""
"""Pseudo-operator: operands at the end of a stream that no operator follows, or bytes that cannot be lexed."""

_STATEMENT: Final = re.compile(
    rb"""[\x00\t\n\f\r ]*+(?:
  ((?:[+-]?+[\d.]++[\x00\t\n\f\r ]++)*+)([A-Za-z'"][A-Za-z*]{0,2}+[01]?+)(?=[\x00\t\n\f\r \[(</%]|\Z)
 |\[((?:\((?:[^()\\\r]++|\\[^\r])*+\)|<[0-9A-Fa-f]*+>|[-+\d.\x00\t\n\f\r ]++)*+)\][\x00\t\n\f\r ]*+TJ(?![A-Za-z0-9*'"])
 |\(((?:[^()\\\r]++|\\[^\r])*+)\)[\x00\t\n\f\r ]*+Tj(?![A-Za-z0-9*'"])
 |<([0-9A-Fa-f]*+)>[\x00\t\n\f\r ]*+Tj(?![A-Za-z0-9*'"])
 |/([^\x00\t\n\f\r ()<>\[\]{}/%]*+)[\x00\t\n\f\r ]++([+-]?+[\d.]++)[\x00\t\n\f\r ]++Tf(?![A-Za-z0-9*'"])
)""",
    re.X | re.S,
)
_PIECE: Final = re.compile(rb"\(((?:[^()\\]++|\\.)*+)\)|<([0-9A-Fa-f]*+)>|([-+\d.]++)", re.S)
_TOKEN: Final = re.compile(
    rb"""[\x00\t\n\f\r ]*+(?:
  (?P<number>[+-]?+(?:\d++\.?+\d*+|\.\d++))(?=[\x00\t\n\f\r ()<>\[\]{}/%]|\Z)
 |(?P<word>[A-Za-z'"][A-Za-z0-9*'"]*+)
 |(?P<string>\()
 |/(?P<name>[^\x00\t\n\f\r ()<>\[\]{}/%]*+)
 |<(?P<hex>[0-9A-Fa-f\x00\t\n\f\r ]*+)>
 |(?P<bracket><<|>>|\[|\])
 |(?P<comment>%[^\r\n]*+)
 |(?P<junk>[^\x00\t\n\f\r ()<>\[\]{}/%]++|.)
)""",
    re.X | re.S,
)
_ESCAPE: Final = re.compile(rb"\\(?:([0-7]{1,3}+)|(\r\n|\r|\n)|(.))|\r\n?+", re.S)
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_PAREN: Final = re.compile(rb"[()\\]")
_NAME_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_IMAGE_DATA: Final = re.compile(rb"[\x00\t\n\f\r >\])]ID[\x00\t\n\f\r ]")
_IMAGE_END: Final = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ]|\Z)")
_WORDS: Final[dict[bytes, bool | None]] = {b"true": True, b"false": False, b"null": None}
_MAX_NESTING: Final = 100
_MAX_OPERANDS: Final = 100_000


def unescape(raw: bytes) -> bytes:
    """The bytes that a literal string stands for."""

    def one(match: re.Match[bytes]) -> bytes:
        octal, newline, other = match.groups()
        if octal:
            return bytes((int(octal, 8) & 255,))
        if newline:
            return b""
        return _ESCAPED.get(other, other) if other else b"\n"

    return _ESCAPE.sub(one, raw) if b"\\" in raw or b"\r" in raw else raw


def name_text(raw: bytes) -> str:
    """A name without its solidus as text; bytes that are not UTF-8 become surrogates, as pikepdf gives keys."""
    if b"#" in raw:
        raw = _NAME_ESCAPE.sub(lambda m: bytes((int(m.group(1), 16),)), raw)
    return raw.decode("utf-8", "surrogateescape")


def unhex(raw: bytes) -> bytes:
    """The bytes of a hexadecimal string; an odd digit is followed by 0."""
    text = raw.decode("ascii")
    if not text.isalnum():
        text = "".join(c for c in text if c.isalnum())
    return bytes.fromhex(text + "0" if len(text) & 1 else text)


def number(raw: bytes) -> float:
    """A number as lenient readers take it: what follows a second sign or point is dropped, nonsense is 0."""
    try:
        return float(raw)
    except ValueError:
        found = re.match(rb"[+-]*+(\d*+\.?+\d*+)", raw)
        digits = found.group(1) if found else b""
        if not digits or digits == b".":
            return 0.0
        return -float(digits) if raw.startswith(b"-") else float(digits)


def numbers(operands: "list[Operand] | bytes") -> list[float]:
    """The numeric operands of an operator."""
    if isinstance(operands, bytes):
        try:
            return [float(x) for x in operands.split()]
        except ValueError:
            return [number(x) for x in operands.split()]
    return [float(x) for x in operands if isinstance(x, (int, float))]


def show_elements(operands: "list[Operand] | bytes") -> "list[Operand]":
    """The elements of a TJ array: strings as bytes and numbers."""
    if isinstance(operands, bytes):
        out: list[Operand] = []
        for literal, hexadecimal, digits in _PIECE.findall(operands):
            if digits:
                out.append(number(digits))
            elif hexadecimal:
                out.append(unhex(hexadecimal))
            else:
                out.append(unescape(literal))
        return out
    first = operands[0] if operands else None
    return first if isinstance(first, list) else []


def operators(data: bytes) -> Iterator[Operator]:
    """The operators of a content stream, in order; operands lazily for numbers and TJ."""
    at = 0
    end = len(data)
    match = _STATEMENT.match
    while at < end:
        found = match(data, at)
        if found:
            which = found.lastindex
            if which == 2:
                name = found.group(2)
                if name != b"BI" and name not in _NOT_OPERATORS:
                    at = found.end()
                    yield name, found.group(1)
                    continue
            elif which == 3:
                at = found.end()
                yield b"TJ", found.group(3)
                continue
            elif which == 4:
                at = found.end()
                yield b"Tj", [unescape(found.group(4))]
                continue
            elif which == 5:
                at = found.end()
                yield b"Tj", [unhex(found.group(5))]
                continue
            elif which == 7:
                at = found.end()
                yield b"Tf", ["/" + name_text(found.group(6)), number(found.group(7))]
                continue
        operator, at = _general(data, at)
        if operator is not None:
            yield operator


_NOT_OPERATORS: Final = frozenset((b"tru", b"fal", b"nul"))


def _general(data: bytes, at: int) -> tuple[Operator | None, int]:
    """One operator of any form, from `at`; None at the end of the stream."""
    operands: list[Operand] = []
    stack: list[tuple[list[Operand], bytes]] = []
    junk = False
    while found := _TOKEN.match(data, at):
        at = found.end()
        kind = found.lastgroup
        if kind == "number":
            operands.append(number(found.group("number")))
        elif kind == "name":
            operands.append("/" + name_text(found.group("name")))
        elif kind == "hex":
            operands.append(unhex(found.group("hex")))
        elif kind == "string":
            raw, at = _literal(data, at)
            operands.append(unescape(raw))
        elif kind == "bracket":
            operands = _bracket(found.group("bracket"), operands, stack)
        elif kind == "word":
            word = found.group("word")
            if word in _WORDS:
                operands.append(_WORDS[word])
            elif stack:
                operands.append("/" + name_text(word))
            elif word == b"BI":
                return _inline_image(data, at)
            else:
                return (word, operands), at
        elif kind == "junk":
            junk = True
            raw = found.group("junk")
            if raw[:1] in b"+-.0123456789":
                operands.append(number(raw))
        if len(operands) > _MAX_OPERANDS or len(stack) > _MAX_NESTING:
            operands, stack = [], []
    return ((UNFINISHED, operands) if operands or stack or junk else None), len(data)


def _bracket(mark: bytes, operands: list[Operand], stack: list[tuple[list[Operand], bytes]]) -> list[Operand]:
    """Open or close an array or dictionary; gives the operands that now grow."""
    if mark in (b"[", b"<<"):
        stack.append((operands, mark))
        return []
    if not stack:
        return operands
    inner = operands
    outer, opened = stack.pop()
    if opened == b"[":
        outer.append(inner)
    else:
        outer.append({k: v for k, v in zip(inner[::2], inner[1::2], strict=False) if isinstance(k, str)})
    return outer


def _literal(data: bytes, at: int) -> tuple[bytes, int]:
    """A literal string with balanced parentheses, `at` being after the first."""
    depth = 1
    scan = at
    while depth:
        found = _PAREN.search(data, scan)
        if found is None:
            return data[at:], len(data)
        scan = found.end()
        mark = found.group()
        if mark == b"\\":
            scan += 1
        else:
            depth += 1 if mark == b"(" else -1
    return data[at : scan - 1], scan


def _inline_image(data: bytes, at: int) -> tuple[Operator, int]:
    """An inline image after its BI: the keys (bytes as written) and the samples."""
    start = _IMAGE_DATA.search(data, at - 1)
    stop = _IMAGE_END.search(data, start.end() - 1) if start else None
    if start is None or stop is None:
        return (UNFINISHED, []), len(data)
    return (INLINE_IMAGE, [data[at : start.start() + 1], data[start.end() : stop.start()]]), stop.end()
