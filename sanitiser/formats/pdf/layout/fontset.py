"""Fonts of a copy, built anew: each holds the glyphs that the copy shows and no others.

Glyphs are ordered by character, width and outline and named by nothing; source fonts of one look become one font, so
that neither the source's subsets nor the order of its text can be told.
"""

import hashlib
import io
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from sanitiser.formats.pdf.layout.outlines import Outline, Outlines
from sanitiser.formats.pdf.page import FontLook

_FONTS: Final = Path(__file__).parent.parent / "fonts"
_UPRIGHT: Final = 1.0
Key = tuple[str, int, Outline]


@dataclass(slots=True, eq=False)
class Slot:
    """A glyph of a font of the copy; `number` and the font's name are known once the fonts are settled."""

    family: "Family"
    width: int
    number: int = 0


@dataclass(slots=True, eq=False)
class Family:
    """One font of the copy: its glyphs by (characters, width, outline)."""

    look: FontLook
    slots: dict[Key, Slot] = field(default_factory=dict)
    name: str = ""


class FontSet:
    """The fonts of one copy."""

    def __init__(self) -> None:
        self.families: dict[FontLook, Family] = {}

    def add(self, look: FontLook, text: str, width: float, outline: Outline) -> Slot:
        """Take a glyph in, which must then be drawn; `width` in thousandths of the size."""
        key = (text, round(width), outline)
        family = self.families.get(look)
        if family is None:
            family = self.families[look] = Family(look)
        slot = family.slots.get(key)
        if slot is None:
            slot = family.slots[key] = Slot(family, key[1])
        return slot

    def settle(self) -> None:
        """Number the glyphs of each font and name the fonts, in an order that only the glyphs decide."""
        for at, look in enumerate(sorted(self.families, key=_order)):
            family = self.families[look]
            family.name = f"F{at + 1}"
            for number, key in enumerate(sorted(family.slots, key=repr), 1):
                family.slots[key].number = number

    def write(self, pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
        """The font dictionaries by resource name."""
        return {family.name: _font(pdf, family) for family in self.families.values()}


def _order(look: FontLook) -> tuple[str, bool, bool, bool, bool]:
    return look.name, look.bold, look.italic, look.monospace, look.serif


@cache
def _noto(bold: bool, italic: bool) -> Any:
    from fontTools.ttLib import TTFont

    style = ("Bold" if bold else "") + ("Italic" if italic else "") or "Regular"
    return TTFont(io.BytesIO((_FONTS / f"NotoSans-{style}.ttf").read_bytes()), lazy=True)


@cache
def _others() -> tuple[Any, ...]:
    from fontTools.ttLib import TTFont

    paths = sorted(_FONTS.glob("*-Regular.ttf"), key=lambda p: p.name)
    return tuple(TTFont(io.BytesIO(p.read_bytes()), lazy=True) for p in paths if not p.name.startswith("NotoSans-"))


@cache
def substitute(letter: str, bold: bool, italic: bool) -> tuple[Outline, float] | None:
    """The outline and width of one character in our own fonts; None when none has it."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    for font in (_noto(bold, italic), _noto(False, False), *_others()):
        name = font.getBestCmap().get(ord(letter))
        if name is None or "glyf" not in font:
            continue
        unit = 1000 / font["head"].unitsPerEm
        glyphs = font.getGlyphSet()
        pen = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(pen)
        outline = tuple(
            (op, tuple((round(p[0] * unit, 1), round(p[1] * unit, 1)) if p is not None else None for p in points))
            for op, points in pen.value
        )
        return outline, font["hmtx"][name][0] * unit
    return None


def own_outline(text: str, bold: bool, italic: bool, width: float | None) -> tuple[Outline, float] | None:
    """Characters drawn with our own fonts, fitted to `width` (thousandths) if it is given."""
    steps: list[Any] = []
    x = 0.0
    for letter in text:
        found = substitute(letter, bold, italic)
        if found is None:
            return None
        steps.extend(
            (op, tuple((p[0] + x, p[1]) if p is not None else None for p in points)) for op, points in found[0]
        )
        x += found[1]
    if width is not None and x > 0 and width > 0:
        # a letter too wide is narrowed, one too narrow stands in the middle: stretched it would look bold
        scale = min(1.0, width / x)
        aside = (width - x * scale) / 2
        steps = [
            (op, tuple((round(p[0] * scale + aside, 1), p[1]) if p is not None else None for p in points))
            for op, points in steps
        ]
        x = width
    return tuple(steps), x


@dataclass(slots=True)
class Source:
    """Glyphs of one source face; `slots` are those that the copy draws."""

    outlines: Outlines
    slots: dict[tuple[int, int], Slot | None] = field(default_factory=dict)
    cache: dict[tuple[int, int], tuple[Outline, float]] = field(default_factory=dict)

    def glyph(self, text: str, length: int, code: int) -> tuple[Outline, float] | None:
        """Outline and width (thousandths) of a code; drawn with our own fonts when the source's cannot be."""
        found = self.cache.get((length, code))
        if found is None:
            face = self.outlines.face
            width = face.glyph(length, code)[1] * 1000
            outline = self.outlines.outline(length, code)
            made = (outline, width) if outline is not None else None
            if made is None:
                made = own_outline(text, face.look.bold, face.look.italic, width)
            if made is None:
                return None
            found = self.cache[length, code] = made
        return found


def _font(pdf: pikepdf.Pdf, family: Family) -> pikepdf.Object:
    keys = sorted(family.slots, key=lambda k: family.slots[k].number)
    program = _program(keys)
    name = Name("/AAAAAA+F" + hashlib.sha256(program).hexdigest()[:8])
    flags = 4 | (1 if family.look.monospace else 0) | (2 if family.look.serif else 0)
    file = pdf.make_stream(program, Length1=len(program))
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=flags, FontBBox=Array([-1000, -500, 2000, 1500]), ItalicAngle=0,
        Ascent=900, Descent=-250, CapHeight=700, StemV=80, FontFile2=file,
    )  # fmt: skip
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor), DW=0, W=Array([0, Array([0, *(k[1] for k in keys)])]),
        CIDToGIDMap=Name.Identity,
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
            ToUnicode=pdf.make_stream(_tounicode(keys)),
        )
    )


def _tounicode(keys: list[Key]) -> bytes:
    lines = [f"<{n:04x}> <{k[0].encode('utf-16-be').hex()}>" for n, k in enumerate(keys, 1) if k[0]]
    out = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    for at in range(0, len(lines), 100):
        part = lines[at : at + 100]
        out += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    return "\n".join([*out, "endcmap end end"]).encode()


def _program(keys: list[Key]) -> bytes:
    """A TrueType font of these outlines."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    names = [".notdef", *(f"g{n}" for n in range(1, len(keys) + 1))]
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    metrics = {".notdef": (0, 0)}
    for name, key in zip(names[1:], keys, strict=True):
        glyphs[name] = _glyph(key[2])
        metrics[name] = (max(0, min(key[1], 65535)), 0)
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({})
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics({n: (m[0], getattr(table[n], "xMin", 0) or 0) for n, m in metrics.items()})
    builder.setupHorizontalHeader(ascent=900, descent=-250)
    builder.setupMaxp()
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    for tag in ("OS/2", "name"):
        if tag in builder.font:
            del builder.font[tag]
    out = io.BytesIO()
    builder.font.save(out, reorderTables=None)
    return out.getvalue()


def _glyph(outline: Outline) -> Any:
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    cubic = any(op == "curveTo" for op, _ in outline)
    target: Any = Cu2QuPen(pen, 1.0, reverse_direction=True) if cubic else pen
    for op, points in outline:
        if op == "endPath":
            target.endPath()
            continue
        getattr(target, op)(*(tuple(map(_clamp, p)) if p is not None else None for p in points))
    return pen.glyph()


def _clamp(value: float) -> int:
    return max(-16000, min(16000, round(value)))
