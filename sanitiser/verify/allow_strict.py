"""Nothing is in a strict copy but what its allow lists name: every byte, object, key, name, string and operator.

A check fails on anything that is not known, harmless or not. Does not judge what the text on the pages says.
"""

import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sanitiser.domain.verdict import Check
from sanitiser.verify import strict_rules as rules
from sanitiser.verify.content import is_content, property_strings, without_codes
from sanitiser.verify.pypdf_reader import Walked
from sanitiser.verify.reached import unreached
from sanitiser.verify.strict_fonts import widths_agree
from sanitiser.verify.words import squash

_CHECKS = ("bytes", "trailer", "info", "xmp", "catalog", "keys", "names", "strings", "fonts", "content", "reached")
_STREAM = re.compile(rb">>\s*+stream\r?\n")


def inspect(data: bytes, walked: Walked, page_text: str) -> tuple[Check, ...]:
    """One check a kind of thing; details are counts. `page_text` is what a reader shows on all pages."""
    wrong: Counter[str] = Counter()
    for kind in (
        *_bytes(data, walked),
        *_trailer(walked),
        *_metadata(walked),
        *_objects(walked, squash(page_text).text),
        *unreached(walked, ("/Root", "/Info")),
    ):
        wrong[kind] += 1
    return tuple(
        Check(f"strict:{kind}", not wrong[kind], f"{wrong[kind]} found" if wrong[kind] else "") for kind in _CHECKS
    )


def _bytes(data: bytes, walked: Walked) -> Iterator[str]:
    """The file is a header, objects one after the other, one table, one trailer, and not a byte more."""
    if not data.startswith(b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"):
        yield "bytes"
    table = data.rfind(b"\nxref\n") + 1
    end = re.compile(
        rb"xref\n0 (\d+)\n(?:\d{10} \d{5} [nf]\r\n)+trailer\n<<[^\n]*>>\nstartxref\n(\d+)\n%%EOF"
    ).fullmatch(data, table)
    if end is None or int(end[2]) != table or int(end[1]) != len(walked.objects) + 1:
        yield "bytes"
        return
    offsets = sorted(int(entry) for entry in re.findall(rb"(\d{10}) \d{5} n\r\n", data[table : end.end()]))
    if not offsets or offsets[0] != 16 or len(set(offsets)) != len(walked.objects):
        yield "bytes"
        return
    for start, stop in zip(offsets, [*offsets[1:], table], strict=True):
        yield from _object_bytes(data[start:stop])


def _object_bytes(piece: bytes) -> Iterator[str]:
    """One object between two offsets: nothing after its end, and nothing after what its stream inflates to."""
    stream = _STREAM.search(piece)
    head = piece[: stream.start()] if stream else piece
    if not re.match(rb"\d+ 0 obj\n", piece) or not re.search(rb"\nendobj\n\n?$", piece) or b"%" in without_codes(head):
        yield "bytes"
        return
    if stream is None:
        if piece.count(b"endobj") != 1:
            yield "bytes"
        return
    body = piece[stream.end() : piece.rindex(b"endstream")]
    if b"/FlateDecode" in head:
        machine = zlib.decompressobj()
        try:
            machine.decompress(body)
        except zlib.error:
            yield "bytes"
            return
        if not machine.eof or machine.unused_data.strip(b"\r\n"):
            yield "bytes"
    elif b"/XML" not in head:
        yield "bytes"


def _trailer(walked: Walked) -> Iterator[str]:
    trailer = walked.reader.trailer
    identifiers = [bytes_of(value) for value in trailer.get("/ID", ())]
    if set(trailer) != rules.TRAILER or identifiers != [rules.IDENTIFIER.encode()] * 2 or walked.reader.is_encrypted:
        yield "trailer"


def bytes_of(value: Any) -> bytes:
    """A string object's bytes."""
    return bytes(value.original_bytes) if hasattr(value, "original_bytes") else bytes(value)


def _metadata(walked: Walked) -> Iterator[str]:
    info = {str(key): str(value) for key, value in (walked.reader.trailer.get("/Info") or {}).items()}
    if info != rules.INFO:
        yield "info"
    catalog = walked.reader.trailer["/Root"]
    if str(catalog.get("/Lang")) != rules.LANGUAGE or catalog.get("/MarkInfo", {}).get("/Marked") != True:  # noqa: E712 - a PDF boolean
        yield "catalog"
    packet = bytes(catalog["/Metadata"].get_data()).decode("utf-8", "replace") if "/Metadata" in catalog else ""
    found = rules.XMP.fullmatch(packet)
    if found is None or int(found[1]) != len(walked.pages) or {found[2], found[3]} != {rules.IDENTIFIER}:
        yield "xmp"


def _objects(walked: Walked, shown: str) -> Iterator[str]:
    """Every dictionary's keys by its kind, every name, every string."""
    from pypdf.generic import (
        ArrayObject,
        ByteStringObject,
        DictionaryObject,
        NameObject,
        StreamObject,
        TextStringObject,
    )

    waiting: list[tuple[str, str, Any]] = [("", "", found) for found in walked.objects.values()]
    while waiting:
        kind, key, found = waiting.pop()
        match found:
            case DictionaryObject():
                own = _kind(found)
                yield from _keys(own, key, found)
                if own == "/Font/CIDFontType2" and not widths_agree(found):
                    yield "fonts"
                waiting.extend((own or kind, str(name), value) for name, value in dict.items(found))
                if isinstance(found, StreamObject):
                    yield from _stream(own, found, shown)
            case ArrayObject():
                waiting.extend((kind, key, value) for value in list.__iter__(found))
            case NameObject():
                yield from _name(key, str(found))
            case TextStringObject() | ByteStringObject():
                if not _string_allowed(kind, key, found, shown):
                    yield "strings"


def _kind(found: Any) -> str:
    kind = str(dict.get(found, "/Type", ""))
    subtype = str(dict.get(found, "/Subtype", ""))
    return kind + subtype if kind in {"/Annot", "/Font", "/Metadata"} else kind


def _keys(kind: str, key: str, found: Any) -> Iterator[str]:
    allowed = rules.KEYS.get(kind)
    if allowed is None:
        yield "keys"
        return
    for name in found:
        if name in allowed or (
            not kind and rules.RESOURCE.fullmatch(name) and key in {"/Font", "/ColorSpace", "/Resources", ""}
        ):
            continue
        yield "keys"


def _name(key: str, name: str) -> Iterator[str]:
    if key in {"/BaseFont", "/FontName"}:
        if not rules.FONT.fullmatch(name):
            yield "fonts"
    elif name not in rules.NAMES:
        yield "names"


def _string_allowed(kind: str, key: str, found: Any, shown: str) -> bool:
    """Constants and counted identifiers; a heading's title and an actual text only if the pages show the same."""
    text = str(found) if isinstance(found, str) else bytes(found).decode("latin-1")
    match key:
        case "/Creator":
            return text == rules.INFO["/Creator"]
        case "/Title" | "/T" | "/ActualText" | "/Alt":
            return text == rules.INFO["/Title"] or squash(text).text in shown
        case "/Lang":
            return text == rules.LANGUAGE
        case "/ID" | "/Names" | "/Headers" | "/Limits":
            return rules.IDENTIFIERS.fullmatch(text) is not None
        case "/Contents":
            return kind == "/Annot/Link" and rules.LINK_TEXT.fullmatch(text) is not None
        case "/Registry":
            return text == "Adobe"
        case "/Ordering":
            return text == "Identity"
        case _:
            return False


def _stream(kind: str, stream: Any, shown: str) -> Iterator[str]:
    """Content draws with known operators and marks with known properties; every other stream is font or colour."""
    data = bytes(stream.get_data())
    if kind == "/CMap":
        if re.search(rb"<[0-9A-Fa-f]{4}>\s*<[0-9A-Fa-f]{41,}>", data) or b"%" in data[20:].replace(b"%%", b""):
            yield "content"
    elif is_content(data):
        yield from _content(data)
        if any(squash(text).text not in shown for text in property_strings(data)):
            yield "strings"
    elif data.startswith(b"\x00\x01\x00\x00") and not _font_program(data):
        yield "fonts"


def _font_program(data: bytes) -> bool:
    """Known tables, without a byte beside them."""
    count = int.from_bytes(data[4:6], "big")
    entries = [struct.unpack_from(">4sIII", data, 12 + 16 * number) for number in range(count)]
    end = max((offset + length for _, _, offset, length in entries), default=0)
    held = 12 + 16 * count + sum(-(-length // 4) * 4 for _, _, _, length in entries)
    return {tag for tag, *_ in entries} <= rules.FONT_TABLES and len(data) == -(-end // 4) * 4 == held


def _content(data: bytes) -> Iterator[str]:
    bare = without_codes(data)
    if b"%" in bare:
        yield "content"
    for properties in re.findall(rb"<<([\s\S]*?)>>", bare):
        if any(name not in rules.PROPERTIES for name in re.findall(rb"/([^\s/\[\]()<>]+)", properties)):
            yield "content"
    bare = re.sub(rb"<<[\s\S]*?>>|/[^\s/\[\]()<>]+|[\[\]]", b" ", bare)
    words = [word for word in bare.split() if not re.fullmatch(rb"[-+]?[\d.]+", word)]
    if any(word not in rules.OPERATORS for word in words) or re.search(rb"\b[1-7]\s+Tr\b", bare):
        yield "content"
