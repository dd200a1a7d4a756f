"""Nothing is in a layout copy but what is named here: every byte, key, name, string, operator and font table.

Does not judge where things stand on the page: what layout still tells is said in the manifest.
"""

import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from sanitiser.domain.verdict import Check
from sanitiser.verify.pypdf_reader import Walked
from sanitiser.verify.reached import unreached

_CHECKS: Final = ("bytes", "trailer", "keys", "names", "strings", "fonts", "content", "reached")
_HEADER: Final = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
_TAIL: Final = re.compile(
    rb"xref\n0 (\d+)\n0000000000 65535 f \n(?:\d{10} 00000 n \n)++"
    rb"trailer << /Root 1 0 R /Size (\d+) /ID \[<([0-9a-f]{32})><\3>\] >>\nstartxref\n(\d+)\n%%EOF\n"
)
KEYS: Final = {
    "/Catalog": {"/Type", "/Pages"},
    "/Pages": {"/Type", "/Kids", "/Count"},
    "/Page": {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"},
    "/Font/Type0": {"/Type", "/Subtype", "/BaseFont", "/Encoding", "/DescendantFonts", "/ToUnicode"},
    "/Font/CIDFontType2": {
        "/Type", "/Subtype", "/BaseFont", "/CIDSystemInfo", "/FontDescriptor", "/DW", "/W", "/CIDToGIDMap",
    },
    "/FontDescriptor": {
        "/Type", "/FontName", "/Flags", "/FontBBox", "/ItalicAngle", "/Ascent", "/Descent", "/CapHeight", "/StemV",
        "/FontFile2",
    },
    "Resources": {"/Font", "/ExtGState"},
    "CIDSystemInfo": {"/Registry", "/Ordering", "/Supplement"},
    "State": {"/ca", "/CA"},
    "Stream": {"/Length", "/Length1", "/Filter"},
}  # fmt: skip
NAMES: Final = frozenset(
    ("/Catalog", "/Pages", "/Page", "/Font", "/Type0", "/CIDFontType2", "/FontDescriptor", "/Identity-H", "/Identity",
     "/FlateDecode")
)  # fmt: skip
_FONT: Final = re.compile(r"/AAAAAA\+F[0-9a-f]{8}")
_RESOURCE: Final = {"/Font": re.compile(r"/F[1-9]\d*+"), "/ExtGState": re.compile(r"/A(?:100|[1-9]?\d)")}
_TABLES: Final = frozenset((b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"post"))
_NUMBER: Final = rb"-?(?:\d++(?:\.\d{1,4})?+|\.\d{1,4})"
_TOKEN: Final = re.compile(rb"(?:" + _NUMBER + rb"|<(?:[0-9a-f]{4})++>|/F[1-9]\d*+|/A\d{1,3}+|[\[\]]|[A-Za-z*]++)")
_OPERATORS: Final = frozenset(b"q Q re m l c h W W* n f f* S B B* rg RG w d gs BT ET Tf Tz Tm TJ".split())
_CMAP: Final = re.compile(
    rb"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
    rb"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    rb"(?:\d{1,3} beginbfchar\n(?:<[0-9a-f]{4}> <(?:[0-9a-f]{4}){1,10}+>\n)++endbfchar\n)*+endcmap end end"
)


def inspect(data: bytes, walked: Walked) -> tuple[Check, ...]:
    """One check a kind of thing; details are counts."""
    wrong = Counter((*_bytes(data, walked), *_trailer(walked), *_objects(walked), *unreached(walked, ("/Root",))))
    return tuple(
        Check(f"layout:{kind}", not wrong[kind], f"{wrong[kind]} found" if wrong[kind] else "") for kind in _CHECKS
    )


def _bytes(data: bytes, walked: Walked) -> Iterator[str]:
    """A header, objects one after the other, one table, one trailer, and not a byte more."""
    at = data.rfind(b"\nxref\n") + 1
    tail = _TAIL.fullmatch(data, at)
    count = len(walked.objects) + 1
    if not data.startswith(_HEADER) or tail is None or int(tail[4]) != at or {int(tail[1]), int(tail[2])} != {count}:
        yield "bytes"
        return
    offsets = [int(entry) for entry in re.findall(rb"(\d{10}) 00000 n \n", data[at:])]
    if offsets != sorted(set(offsets)) or not offsets or offsets[0] != len(_HEADER):
        yield "bytes"
        return
    for start, stop in zip(offsets, [*offsets[1:], at], strict=True):
        if not _object(data[start:stop]):
            yield "bytes"


def _object(piece: bytes) -> bool:
    """Whether one object is its dictionary and its stream, which inflates whole, and nothing else."""
    found = re.match(rb"\d++ 0 obj\n([^\n]*+)\n", piece)
    if found is None or b"%" in found[1]:
        return False
    rest = piece[found.end() :]
    if rest == b"endobj\n":
        return True
    if (
        not (rest.startswith(b"stream\n") and rest.endswith(b"\nendstream\nendobj\n"))
        or b"/FlateDecode" not in found[1]
    ):
        return False
    machine = zlib.decompressobj()
    try:
        machine.decompress(rest[7:-18])
    except zlib.error:
        return False
    return machine.eof and not machine.unused_data.strip(b"\n")


def _trailer(walked: Walked) -> Iterator[str]:
    if set(walked.reader.trailer) != {"/Root", "/Size", "/ID"} or walked.reader.is_encrypted:
        yield "trailer"


def _objects(walked: Walked) -> Iterator[str]:
    """Every dictionary's keys by its kind, every name, string and stream."""
    from pypdf.generic import (
        ArrayObject,
        ByteStringObject,
        DictionaryObject,
        NameObject,
        StreamObject,
        TextStringObject,
    )

    roles = _roles(walked)
    waiting: list[tuple[str, Any]] = [(roles.get(number, ""), found) for number, found in walked.objects.items()]
    while waiting:
        key, found = waiting.pop()
        match found:
            case StreamObject():
                yield from _keys("Stream", found)
                yield from _stream(key, bytes(found.get_data()))
                waiting.extend((str(name), value) for name, value in dict.items(found))
            case DictionaryObject():
                yield from _keys(_kind(key, found), found) if key not in _RESOURCE else _named(key, found)
                waiting.extend((_below(key, str(name)), value) for name, value in dict.items(found))
            case ArrayObject():
                waiting.extend((key, value) for value in list.__iter__(found))
            case NameObject():
                if str(found) not in NAMES and not (key in {"/BaseFont", "/FontName"} and _FONT.fullmatch(found)):
                    yield "names"
            case TextStringObject() | ByteStringObject():
                if (key, str(found)) not in {("/Registry", "Adobe"), ("/Ordering", "Identity")}:
                    yield "strings"


def _below(key: str, name: str) -> str:
    """The key that a value is judged by: a graphics state's is 'State', whatever its name."""
    return "State" if key == "/ExtGState" else name


def _kind(key: str, found: Any) -> str:
    kind = str(dict.get(found, "/Type", ""))
    if kind == "/Font":
        return kind + str(dict.get(found, "/Subtype", ""))
    return kind or {"/Resources": "Resources", "/CIDSystemInfo": "CIDSystemInfo", "State": "State"}.get(key, "")


def _keys(kind: str, found: Any) -> Iterator[str]:
    if not set(found) <= KEYS.get(kind, set()):
        yield "keys"


def _named(key: str, found: Any) -> Iterator[str]:
    if any(not _RESOURCE[key].fullmatch(name) for name in found):
        yield "keys"


def _roles(walked: Walked) -> dict[int, str]:
    """The key under which each object is referred to."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    roles: dict[int, str] = {}
    waiting: list[tuple[str, Any]] = [("", found) for found in walked.objects.values()]
    while waiting:
        key, found = waiting.pop()
        match found:
            case IndirectObject():
                roles[found.idnum] = key
            case DictionaryObject():
                waiting.extend((str(name), value) for name, value in dict.items(found))
            case ArrayObject():
                waiting.extend((key, value) for value in list.__iter__(found))
    return roles


def _stream(key: str, data: bytes) -> Iterator[str]:
    match key:
        case "/Contents":
            if not _content(data):
                yield "content"
        case "/ToUnicode":
            if not _CMAP.fullmatch(data):
                yield "content"
        case "/FontFile2":
            if not _font_program(data):
                yield "fonts"
        case _:
            yield "keys"


def _content(data: bytes) -> bool:
    """Known operators, numbers, codes of glyphs; text is always painted."""
    for word in data.split():
        at = 0
        while at < len(word):
            found = _TOKEN.match(word, at)
            if found is None or (found[0][:1].isalpha() and found[0] not in _OPERATORS):
                return False
            at = found.end()
    return True


def _font_program(data: bytes) -> bool:
    """Known tables, without a byte beside them and without names of glyphs."""
    if not data.startswith(b"\x00\x01\x00\x00"):
        return False
    count = int.from_bytes(data[4:6], "big")
    entries = [struct.unpack_from(">4sIII", data, 12 + 16 * number) for number in range(count)]
    held = 12 + 16 * count + sum(-(-length // 4) * 4 for _, _, _, length in entries)
    post = next((data[offset : offset + 4] for tag, _, offset, _ in entries if tag == b"post"), b"")
    return {tag for tag, *_ in entries} <= _TABLES and len(data) == held and post == b"\x00\x03\x00\x00"
