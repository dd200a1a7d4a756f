"""The outline of a glyph as an embedded font program draws it, in thousandths of the size."""

import io
import logging
from collections.abc import Callable
from typing import Any, Final

import pikepdf

from sanitiser.errors import Damaged, NotUnderstood
from sanitiser.formats.pdf import streams
from sanitiser.formats.pdf.faces import Face
from sanitiser.limits import Limits

logging.getLogger("fontTools").setLevel(logging.CRITICAL + 1)

Outline = tuple[tuple[str, tuple[tuple[float, float] | None, ...]], ...]
"""Pen operators (moveTo, lineTo, curveTo, qCurveTo, closePath) with points."""
_MAX_STEPS: Final = 20_000
Draw = Callable[[int, int], list[Any] | None]


class Outlines:
    """Draws the glyphs of one face; what its program does not hold, or cannot be read, is None."""

    def __init__(self, face: Face, limits: Limits) -> None:
        self.face = face
        self._unit = 1.0
        self._cubic = True
        self._draw: Draw | None = None
        try:
            self._open(limits)
        except (Damaged, NotUnderstood):
            self._draw = None
        except Exception:  # noqa: BLE001 - fontTools raises anything on a broken font
            self._draw = None

    def outline(self, length: int, code: int) -> Outline | None:
        """The outline of a code."""
        if self._draw is None:
            return None
        try:
            drawn = self._draw(length, code)
        except Exception:  # noqa: BLE001 - fontTools raises anything on a broken font
            return None
        if drawn is None or len(drawn) > _MAX_STEPS:
            return None
        unit = self._unit
        return tuple(
            (op, tuple((round(p[0] * unit, 1), round(p[1] * unit, 1)) if p is not None else None for p in points))
            for op, points in drawn
        )

    def _open(self, limits: Limits) -> None:
        obj = self.face.obj
        inner = obj["/DescendantFonts"][0] if self.face.composite else obj
        descriptor = inner.get("/FontDescriptor")
        if not isinstance(descriptor, pikepdf.Dictionary):
            return
        for key in ("/FontFile2", "/FontFile3", "/FontFile"):
            stream = descriptor.get(key)
            if isinstance(stream, pikepdf.Stream):
                data = streams.decoded(stream, limits)
                if key == "/FontFile":
                    self._type1(data)
                elif data[:4] in (b"\x00\x01\x00\x00", b"true", b"ttcf"):
                    self._truetype(data)
                else:
                    self._cff(data)
                return

    def _truetype(self, data: bytes) -> None:
        from fontTools.pens.recordingPen import DecomposingRecordingPen
        from fontTools.ttLib import TTFont

        font = TTFont(io.BytesIO(data), lazy=True, recalcBBoxes=False, fontNumber=0)
        table, order = font["glyf"], font.getGlyphOrder()
        self._unit = 1000 / font["head"].unitsPerEm
        glyphs = _OnlyGlyphs(table)
        gid = self._gid_of(font)

        def draw(length: int, code: int) -> list[Any] | None:
            number = gid(length, code)
            if number is None or not 0 <= number < len(order):
                return None
            pen = DecomposingRecordingPen(glyphs)
            table[order[number]].draw(pen, table)
            return list(pen.value)

        self._draw = draw

    def _gid_of(self, font: Any) -> Callable[[int, int], int | None]:
        """From a code to a glyph number (ISO 32000-1, 9.6.6.4 and 9.7.4.2)."""
        face = self.face
        if face.composite:
            gids = face.gids

            def composite(length: int, code: int) -> int | None:
                cid = face.cid(length, code)
                return int.from_bytes(gids[2 * cid : 2 * cid + 2], "big") if gids is not None else cid

            return composite
        tables = {(t.platformID, t.platEncID): t.cmap for t in font["cmap"].tables} if "cmap" in font else {}

        def simple(_: int, code: int) -> int | None:
            text = face.by_code.get(code, "")
            points = (ord(text),) if len(text) == 1 else ()
            symbol = (0xF000 + code, code)
            for key, codes in (
                ((3, 1), points), ((0, 3), points), ((3, 0), symbol), ((1, 0), (code,)), ((0, 1), points),
            ):  # fmt: skip
                found = next((tables[key][c] for c in codes if c in tables.get(key, {})), None)
                if found not in (None, ".notdef"):
                    return int(font.getGlyphID(found))
            name = face.names.get(code)
            return int(font.getGlyphID(name)) if name in font.getReverseGlyphMap() else None

        return simple

    def _cff(self, data: bytes) -> None:
        from fontTools import cffLib
        from fontTools.ttLib import TTFont

        if data[:4] == b"OTTO":
            fonts = TTFont(io.BytesIO(data), lazy=True)["CFF "].cff
        else:
            fonts = cffLib.CFFFontSet()
            fonts.decompile(io.BytesIO(data), None)
        top = fonts[0]
        matrix = getattr(top, "FontMatrix", None) or [0.001]
        self._unit = 1000 * (matrix[0] or 0.001)
        strings = top.CharStrings
        order = list(getattr(top, "charset", None) or strings.keys())
        if self.face.composite:
            keyed = hasattr(top, "ROS")
            gids = self.face.gids

            def name_of(length: int, code: int) -> str | None:
                cid = self.face.cid(length, code)
                if gids is not None:
                    cid = int.from_bytes(gids[2 * cid : 2 * cid + 2], "big")
                elif keyed:
                    return f"cid{cid:05d}"
                return order[cid] if cid < len(order) else None
        else:
            encoding = top.Encoding if isinstance(getattr(top, "Encoding", None), list) else []

            def name_of(length: int, code: int) -> str | None:  # noqa: ARG001 - one byte always
                return self._named(code, encoding, strings)

        self._named_draw(strings, name_of)

    def _type1(self, data: bytes) -> None:
        from fontTools import t1Lib
        from fontTools.misc import eexec

        at = data.find(b"currentfile eexec")
        if at < 0:
            return
        clear, secret = data[:at], data[at + 17 :].lstrip(b"\r\n \t")
        if all(c in b"0123456789abcdefABCDEF\r\n\t " for c in secret[:8]):
            digits = bytes(c for c in secret if c in b"0123456789abcdefABCDEF")
            secret = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
        plain, _ = eexec.decrypt(secret, 55665)
        font = t1Lib.T1Font.__new__(t1Lib.T1Font)
        font.data, font.encoding = clear + plain[4:], "ascii"
        font.parse()
        strings = font.font["CharStrings"]
        self._unit = 1000 * (font.font["FontMatrix"][0] or 0.001)
        found = font.font.get("Encoding")
        encoding = list(found) if isinstance(found, (list, tuple)) else []
        self._named_draw(strings, lambda _, code: self._named(code, encoding, strings))

    def _named(self, code: int, encoding: list[Any], strings: Any) -> str | None:
        """The glyph name of a code of a simple font: by Differences, by the font's own encoding, by character."""
        from fontTools.agl import UV2AGL

        own = encoding[code] if code < len(encoding) else None
        text = self.face.by_code.get(code, "")
        standard = UV2AGL.get(ord(text)) if len(text) == 1 else None
        has_encoding = self.face.obj.get("/Encoding") is not None
        order = (
            (self.face.names.get(code), standard, own) if has_encoding else (self.face.names.get(code), own, standard)
        )
        return next((n for n in order if n is not None and n != ".notdef" and n in strings), None)

    def _named_draw(self, strings: Any, name_of: Callable[[int, int], str | None]) -> None:
        from fontTools.pens.recordingPen import RecordingPen

        def draw(length: int, code: int) -> list[Any] | None:
            name = name_of(length, code)
            if name is None or name not in strings:
                return None
            pen = RecordingPen()
            strings[name].draw(pen)
            return list(pen.value)

        self._draw = draw


class _OnlyGlyphs(dict[str, Any]):
    """The glyphs of a glyf table as a glyph set: broken metrics do not matter to outlines."""

    def __init__(self, table: Any) -> None:
        super().__init__()
        self._table = table

    def __contains__(self, name: object) -> bool:
        return name in self._table.glyphs

    def __getitem__(self, name: str) -> Any:
        table = self._table

        class One:
            """A glyph that can be drawn."""

            def draw(self, pen: Any) -> None:
                """Draw it."""
                table[name].draw(pen, table)

        return One()
