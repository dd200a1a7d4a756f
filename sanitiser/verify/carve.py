"""A PDF as bare bytes: what lies in it whether or not any object, table or reader leads there.

Finds earlier revisions, free and unreferenced objects, slack inside and after streams, data before the header and
after the end. Does not find: text in encrypted streams or in pictures' pixels.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator

from sanitiser.verify.content import PRINTABLE, is_binary, is_content, property_strings, without_codes
from sanitiser.verify.own_fonts import without_own_names
from sanitiser.verify.residue import ChannelText
from sanitiser.verify.words import INERT

_STREAM = re.compile(rb"stream\r?\n")
_PRINTABLE = re.compile(rb"[\x20-\x7e\x80-\xff\t]{4,}+")
_WIDE_BE = re.compile(rb"(?:[\x00-\x05\x1e\x20][\x01-\xff]){4,}+")
_WIDE_LE = re.compile(rb"(?:[\x01-\xff][\x00-\x05\x1e\x20]){4,}+")
_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}[ \r\n\t]{0,2}){4,}+")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{8,}+={0,2}")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[nrtbf()\\\r\n])")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\n": b"", b"\r": b"", b"\r\n": b""}
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")

MOST_BYTES = 64 * 1024 * 1024
"""Bytes inflated from one stream; a copy has no larger one."""


def read(data: bytes) -> tuple[ChannelText, ...]:
    """The file's own bytes, and every stream that can be inflated, in every spelling of text."""
    texts: list[ChannelText] = []
    outside = bytearray()
    at = 0
    for found in _STREAM.finditer(data):
        if found.start() < at:
            continue
        inflated, used = _inflate(data[found.end() :])
        if not used:
            continue
        outside += data[at : found.end()]
        at = found.end() + used
        if is_content(inflated):
            texts.append(ChannelText("content properties", INERT.join(property_strings(inflated))))
            inflated = without_codes(inflated)
        inflated = without_own_names(inflated)
        texts.extend(_spellings("streams", inflated, binary=is_binary(inflated)))
    outside += data[at:]
    texts.extend(_spellings("file", bytes(outside), binary=False))
    return tuple(texts)


def _inflate(data: bytes) -> tuple[bytes, int]:
    """What inflates from the start, and how many bytes of the data that took; zero if it is no deflate stream."""
    machine = zlib.decompressobj()
    try:
        inflated = machine.decompress(data, MOST_BYTES)
    except zlib.error:
        return b"", 0
    return inflated, (len(data) - len(machine.unused_data)) if machine.eof else 0


def _spellings(channel: str, data: bytes, *, binary: bool) -> Iterator[ChannelText]:
    """Bytes as text in each way that text is spelled in a PDF."""

    def made(pieces: list[str], way: str, *, guessed: bool = False) -> ChannelText:
        return ChannelText(f"{channel} {way}", INERT.join(pieces), binary, guessed)

    plain = [piece.decode("latin-1") for piece in (PRINTABLE if binary else _PRINTABLE).findall(data)]
    yield made(plain, "plain")
    for pattern, codec in ((_WIDE_BE, "utf-16-be"), (_WIDE_LE, "utf-16-le")):
        yield made([piece.decode(codec, "ignore") for piece in pattern.findall(data)], "UTF-16")
    if binary:
        return
    if b"\\" in data:
        unescaped = _ESCAPE.sub(_unescape, data)
        yield made([piece.decode("latin-1") for piece in _PRINTABLE.findall(unescaped)], "escaped")
        yield made([piece.decode("utf-16-be", "ignore") for piece in _WIDE_BE.findall(unescaped)], "UTF-16")
    if b"#" in data:
        named = _NAME_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), data)
        if named != data:
            yield made([piece.decode("latin-1") for piece in _PRINTABLE.findall(named)], "names")
    decoded = [_text(bytes.fromhex(piece.decode("ascii"))) for piece in _HEX.findall(data)]
    yield made([piece for piece in decoded if piece], "hex")
    yield made([piece for found in _BASE64.findall(data) if (piece := _from_base64(found))], "base64", guessed=True)


def _unescape(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8) & 255]) if code[:1].isdigit() else _ESCAPED.get(code, code)


def _text(data: bytes) -> str:
    """Bytes that came from hexadecimal digits, if they spell text; UTF-16 where every other byte is zero."""
    if len(data) % 2 == 0 and not any(data[::2]):
        return data.decode("utf-16-be", "ignore")
    if data[:2] == b"\xfe\xff":
        return data.decode("utf-16", "ignore")
    return data.decode("latin-1") if _PRINTABLE.fullmatch(data) else ""


def _from_base64(found: bytes) -> str:
    body = found.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    try:
        return _text(base64.b64decode(body + b"=" * (-len(body) % 4)))
    except binascii.Error:
        return ""
