"""Fonts as the interpreter needs them: bytes of a string to codes, a code to characters and width, and the look.

Characters come, in this order, from ToUnicode, from the encoding's glyph names, from the character collection
(Adobe-Japan1, ...), from the embedded program. What none of them tells is U+FFFD.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from sanitiser.errors import Damaged, NotUnderstood
from sanitiser.formats.pdf import cmaps, encodings, looks, metrics, programs, streams
from sanitiser.limits import Limits

UNKNOWN: Final = "�"
_CMAP_NAME: Final = re.compile(r"[A-Za-z0-9-]{1,40}\Z")
_LIGATURES: Final = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip


class Face:
    """One font of a file.

    `table` maps a code (or (length, code) for a font whose codes differ in length) to characters and width in text
    space units; `cid_of` maps it to a glyph number. `ascent` and `descent` are parts of the size.
    """

    __slots__ = (
        "_embedded", "_limits", "_program", "_unicode", "_widths", "ascent", "by_code", "cmap", "composite", "descent",
        "fixed", "gids", "key", "look", "matrix", "missing", "names", "number", "obj", "procs", "subtype", "table",
        "tounicode", "vertical", "vertical_default", "verticals",
    )  # fmt: skip

    def __init__(self, obj: Any, number: int, limits: Limits) -> None:
        self.obj, self.number, self._limits = obj, number, limits
        self.subtype = streams.name(obj.get("/Subtype"))
        self.composite = self.subtype == "/Type0"
        self.table: dict[int, tuple[str, float]] = {}
        self.vertical = False
        self.procs: dict[str, Any] = {}
        self.matrix: tuple[float, ...] = (0.001, 0, 0, 0.001, 0, 0)
        self.cmap: Any = None
        self.fixed = 0 if self.composite else 1
        self.names: dict[int, str] = {}
        self.by_code: dict[int, str] = {}
        self.gids: bytes | None = None
        self.verticals: dict[int, tuple[float, float, float]] = {}
        self.vertical_default = (880.0, -1000.0)
        self._program: programs.Program | None = None
        self._unicode: Any = None
        self._widths: dict[int, float] = {}
        self.missing = 0.0
        inner = _descendant(obj) if self.composite else obj
        descriptor = inner.get("/FontDescriptor")
        self._embedded = descriptor if isinstance(descriptor, pikepdf.Dictionary) else None
        self.look = looks.look(obj, inner, self._embedded)
        self.ascent, self.descent = self._heights(inner)
        self.tounicode = self._read_tounicode()
        if self.composite:
            self._read_composite(inner)
        else:
            self._read_simple()

    def _heights(self, inner: Any) -> tuple[float, float]:
        ascent = descent = 0.0
        if self._embedded is not None:
            ascent = streams.real(self._embedded.get("/Ascent")) / 1000
            descent = streams.real(self._embedded.get("/Descent")) / 1000
        if self.subtype == "/Type3":
            found = streams.reals(inner.get("/FontMatrix"), 6)
            self.matrix = found if found else self.matrix
            box = streams.reals(inner.get("/FontBBox"), 4)
            if box and box[3] > box[1]:
                ascent, descent = box[3] * self.matrix[3], box[1] * self.matrix[3]
        if descent > 0:
            descent = -descent
        if not 0.3 < ascent < 2.5:
            ascent = 0.8
        if not -1.5 < descent <= -0.02:
            descent = -0.2
        return ascent, descent

    def _read_tounicode(self) -> dict[int, str]:
        found = self.obj.get("/ToUnicode")
        if not isinstance(found, pikepdf.Stream):
            return {}
        try:
            return cmaps.parse(streams.decoded(found, self._limits)).texts
        except (Damaged, NotUnderstood):
            return {}

    # -- simple fonts -------------------------------------------------------------------------------------------------

    def _read_simple(self) -> None:
        obj = self.obj
        encoding = obj.get("/Encoding")
        base = streams.name(encoding)
        differences: list[Any] = []
        if isinstance(encoding, pikepdf.Dictionary):
            base = streams.name(encoding.get("/BaseEncoding"))
            found = encoding.get("/Differences")
            differences = list(found) if isinstance(found, pikepdf.Array) else []
        own = encodings.pictorial(self.look.name)
        symbolic = bool(self._flags() & 4)
        if own is not None and self.subtype != "/Type3":
            self.by_code = dict(own)
        elif base:
            self.by_code = dict(encodings.base(base[1:]))
        elif self.subtype == "/Type3":
            self.by_code = {}
        elif self._has_program() and (symbolic or self.subtype != "/TrueType"):
            # a symbolic font without a named encoding speaks its own (ISO 32000-1, 9.6.6)
            self.by_code = dict(self.program.by_code) or dict(encodings.base("StandardEncoding"))
        else:
            self.by_code = dict(encodings.base("StandardEncoding"))
        self._read_differences(differences)
        if self.subtype == "/Type3":
            self.procs = streams.items(obj.get("/CharProcs"))
        self._read_widths()

    def _read_differences(self, differences: list[Any]) -> None:
        code = 0
        for entry in differences[:1024]:
            if isinstance(entry, pikepdf.Name):
                glyph = streams.name(entry)[1:]
                self.names[code] = glyph
                said = encodings.glyph_text(glyph)
                if said is not None:
                    self.by_code[code] = said
                elif glyph != ".notdef":
                    self.by_code.pop(code, None)
                code += 1
            else:
                code = int(streams.real(entry))

    def _read_widths(self) -> None:
        obj = self.obj
        first = int(streams.real(obj.get("/FirstChar")))
        found = obj.get("/Widths")
        if self._embedded is not None:
            self.missing = streams.real(self._embedded.get("/MissingWidth"))
        if isinstance(found, pikepdf.Array):
            self._widths = {first + i: streams.real(w) for i, w in zip(range(4096), found, strict=False)}
        elif self.subtype != "/Type3":
            self._widths = metrics.standard_widths(self.look, self.by_code)

    def _flags(self) -> int:
        return int(streams.real(self._embedded.get("/Flags"))) if self._embedded is not None else 0

    # -- composite fonts ----------------------------------------------------------------------------------------------

    def _read_composite(self, inner: Any) -> None:
        encoding = self.obj.get("/Encoding")
        if isinstance(encoding, pikepdf.Stream):
            self.cmap = cmaps.parse(streams.decoded(encoding, self._limits))
            used = streams.name(encoding.get("/UseCMap"))[1:] or self.cmap.base
            self.vertical = self.cmap.vertical or streams.real(encoding.get("/WMode")) == 1
            if used.startswith("Identity") and not self.cmap.spaces:
                self.cmap, self.fixed = None, 2
        else:
            label = streams.name(encoding)[1:]
            self.vertical = label.endswith("V")
            if label.startswith("Identity") or not label:
                self.fixed = 2
            else:
                self.cmap = _predefined(label)
        info = inner.get("/CIDSystemInfo")
        self._unicode = _collection(info, self.vertical)
        gids = inner.get("/CIDToGIDMap")
        if isinstance(gids, pikepdf.Stream):
            self.gids = streams.decoded(gids, self._limits)
        self.missing = streams.real(inner.get("/DW"), 1000.0)
        self._widths = metrics.cid_widths(inner.get("/W"))
        if self.vertical:
            default = streams.reals(inner.get("/DW2"), 2)
            self.vertical_default = (default[0], default[1]) if default else self.vertical_default
            self.verticals = metrics.cid_verticals(inner.get("/W2"))

    def segment(self, data: bytes) -> Iterator[tuple[int, int, int]]:
        """(offset, length, code) of each code of a string."""
        if self.fixed == 1:
            return ((i, 1, c) for i, c in enumerate(data))
        if self.fixed == 2:
            return ((i, 2, data[i] << 8 | data[i + 1]) for i in range(0, len(data) - 1, 2))
        if isinstance(self.cmap, cmaps.CMap):
            return self.cmap.segment(data)
        return _trie_segment(self.cmap.code2cid, data)

    def cid(self, length: int, code: int) -> int:
        """The glyph number of a code of a composite font."""
        if self.cmap is None:
            return code
        if isinstance(self.cmap, cmaps.CMap):
            return self.cmap.number(length, code) or 0
        node: Any = self.cmap.code2cid
        for byte in code.to_bytes(length, "big"):
            node = node.get(byte) if isinstance(node, dict) else None
        return node if isinstance(node, int) else 0

    # -- characters and widths ----------------------------------------------------------------------------------------

    def glyph(self, length: int, code: int) -> tuple[str, float]:
        """Characters and width (in text space, 1 is the size) of a code; remembered in `table`."""
        key = code if self.fixed else code | length << 32
        found = self.table.get(key)
        if found is None:
            found = self.table[key] = self._composite(length, code) if self.composite else self._simple(code)
        return found

    def _simple(self, code: int) -> tuple[str, float]:
        text = self._mapped(code)
        if not text and code in self.by_code:
            text = self.by_code[code]
        if not text and self.subtype != "/Type3" and self._has_program():
            text = self.program.by_code.get(code, "")
        scale = self.matrix[0] if self.subtype == "/Type3" else 0.001
        width = self._widths.get(code, self.missing) * scale
        if not text and self.names.get(code) == ".notdef" and width == 0:
            text = " "
        return encodings.tidy(_expand(text), self.look.name) or UNKNOWN, width

    def _composite(self, length: int, code: int) -> tuple[str, float]:
        cid = self.cid(length, code)
        text = self._mapped(code)
        if not text and self._unicode is not None:
            text = self._unicode.cid2unichr.get(cid, "")
        if not text and self._has_program():
            gid = int.from_bytes(self.gids[2 * cid : 2 * cid + 2], "big") if self.gids is not None else cid
            text = self.program.by_gid.get(gid, "")
        return encodings.tidy(_expand(text), self.look.name) or UNKNOWN, self._widths.get(cid, self.missing) / 1000

    def _mapped(self, code: int) -> str:
        text = self.tounicode.get(code, "")
        return "" if not text.strip("\x00�") else text.replace("\x00", "")

    def vertical_metrics(self, length: int, code: int) -> tuple[float, float, float]:
        """Advance downwards (negative) and the position vector of a glyph of a vertical font, parts of the size."""
        cid = self.cid(length, code)
        found = self.verticals.get(cid)
        if found is not None:
            return found[0] / 1000, found[1] / 1000, found[2] / 1000
        width = self._widths.get(cid, self.missing)
        return self.vertical_default[1] / 1000, width / 2000, self.vertical_default[0] / 1000

    def _has_program(self) -> bool:
        return self._embedded is not None and any(
            k in self._embedded for k in ("/FontFile", "/FontFile2", "/FontFile3")
        )

    @property
    def program(self) -> programs.Program:
        """The embedded font program, read on first use."""
        if self._program is None:
            self._program = programs.NOTHING
            for kind in ("FontFile2", "FontFile3", "FontFile"):
                found = self._embedded.get("/" + kind) if self._embedded is not None else None
                if isinstance(found, pikepdf.Stream):
                    try:
                        self._program = programs.read(kind, streams.decoded(found, self._limits))
                    except (Damaged, NotUnderstood):
                        self._program = programs.NOTHING
                    break
        return self._program


def _descendant(obj: Any) -> Any:
    found = obj.get("/DescendantFonts")
    if isinstance(found, pikepdf.Array) and len(found) and isinstance(found[0], pikepdf.Dictionary):
        return found[0]
    raise Damaged("a composite font without its descendant")


def _expand(text: str) -> str:
    for ligature, letters in _LIGATURES.items():
        if ligature in text:
            text = text.replace(ligature, letters)
    return text


def _predefined(name: str) -> Any:
    from pdfminer.cmapdb import CMapDB
    from pdfminer.pdfexceptions import PDFException

    if not _CMAP_NAME.match(name):
        raise NotUnderstood("a font with an unknown encoding")
    try:
        return CMapDB.get_cmap(name)
    except (PDFException, CMapDB.CMapNotFound, KeyError):
        raise NotUnderstood("a font with an unknown encoding") from None


def _collection(info: Any, vertical: bool) -> Any:
    """The characters of an Adobe character collection; None for Identity and unknown ones."""
    if not isinstance(info, pikepdf.Dictionary):
        return None
    ordering = streams.text(info.get("/Ordering"))
    if streams.text(info.get("/Registry")) != "Adobe" or ordering not in ("Japan1", "GB1", "CNS1", "Korea1"):
        return None
    from pdfminer.cmapdb import CMapDB

    return CMapDB.get_unicode_map(f"Adobe-{ordering}", vertical)


def _trie_segment(trie: dict[int, Any], data: bytes) -> Iterator[tuple[int, int, int]]:
    """pdfminer's decode loses the lengths of codes, so its trie is walked here."""
    node: Any = trie
    start = 0
    for at, byte in enumerate(data):
        node = node.get(byte)
        if not isinstance(node, dict):
            yield start, at + 1 - start, int.from_bytes(data[start : at + 1], "big")
            node, start = trie, at + 1
