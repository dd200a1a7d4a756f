"""What an embedded font program itself says about characters and widths, asked only where the PDF's own tables are
silent.

fontTools reads hostile bytes here: whatever it raises means that the program says nothing.
"""

import io
import logging
from typing import Final

from sanitiser.formats.pdf.encodings import base, glyph_text

MAX_GLYPHS: Final = 70_000
# fontTools reports what it finds odd through its logger, and quotes the font in it
logging.getLogger("fontTools").setLevel(logging.CRITICAL + 1)


class Program:
    """An embedded font: glyph number to characters, and code to characters by its built-in encoding."""

    __slots__ = ("by_code", "by_gid")

    def __init__(self, by_gid: dict[int, str], by_code: dict[int, str]) -> None:
        self.by_gid = by_gid
        self.by_code = by_code


NOTHING: Final = Program({}, {})


def read(kind: str, data: bytes) -> Program:
    """Read a program; `kind` is the key it stands under: FontFile, FontFile2 or FontFile3."""
    try:
        if kind == "FontFile":
            return _type1(data)
        if kind == "FontFile3" and data[:4] not in (b"OTTO", b"\x00\x01\x00\x00", b"true"):
            return _cff(data)
        return _sfnt(data)
    except Exception:  # noqa: BLE001 - fontTools raises anything on a broken font
        return NOTHING


def _sfnt(data: bytes) -> Program:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), lazy=True, fontNumber=0, recalcBBoxes=False)
    if "glyf" not in font and "CFF " in font and "cmap" not in font:
        return _cff(font.getTableData("CFF "))
    order = font.getGlyphOrder()[:MAX_GLYPHS]
    number = {name: gid for gid, name in enumerate(order)}
    by_gid: dict[int, str] = {}
    by_code: dict[int, str] = {}
    tables = font["cmap"].tables if "cmap" in font else []
    mac = base("MacRomanEncoding")
    for table in sorted(tables, key=lambda t: (t.platformID != 3, t.platformID != 0, t.platformID, t.platEncID)):
        symbol = table.platformID == 3 and table.platEncID == 0
        for code, name in sorted(table.cmap.items()):
            gid = number.get(name)
            if gid is None or code > 0x10FFFF:
                continue
            if symbol:
                text = chr(code if code > 0xFF else 0xF000 + code)
            elif table.platformID == 1:
                text = mac.get(code, "")
            else:
                text = chr(code)
            if text and (gid not in by_gid or "\ue000" <= by_gid[gid] <= "\uf8ff"):
                by_gid[gid] = text
    for gid, name in enumerate(order):
        said = glyph_text(name) if not name.startswith("glyph") else None
        if said and (gid not in by_gid or "\ue000" <= by_gid[gid] <= "\uf8ff"):
            by_gid[gid] = said
    for table in tables:
        if (table.platformID, table.platEncID) in ((3, 0), (1, 0)):
            for code, name in table.cmap.items():
                if name in number and number[name] in by_gid:
                    by_code.setdefault(code & 0xFF, by_gid[number[name]])
    return Program(by_gid, by_code)


def _cff(data: bytes) -> Program:
    from fontTools import cffLib

    fonts = cffLib.CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts[0]
    if hasattr(top, "ROS"):
        return NOTHING
    names = list(top.charset)[:MAX_GLYPHS]
    by_gid = {gid: text for gid, name in enumerate(names) if (text := glyph_text(name))}
    encoding = top.Encoding
    by_code: dict[int, str] = {}
    if isinstance(encoding, list):
        by_code = {code: text for code, name in enumerate(encoding) if (text := glyph_text(name))}
    elif encoding == "StandardEncoding":
        by_code = dict(base("StandardEncoding"))
    return Program(by_gid, by_code)


def _type1(data: bytes) -> Program:
    """Only the clear part is read: `dup 65 /A put` of its encoding."""
    import re

    clear = data[: data.find(b"eexec")] if b"eexec" in data else data[:100_000]
    found = re.findall(rb"dup[ \t\r\n]++(\d{1,3}+)[ \t\r\n]*+/([^\x00\t\n\f\r ()<>\[\]{}/%]++)[ \t\r\n]++put", clear)
    by_code = {int(code): text for code, name in found if (text := glyph_text(name.decode("latin-1")))}
    if not found and b"StandardEncoding" in clear:
        by_code = dict(base("StandardEncoding"))
    return Program({}, by_code)
