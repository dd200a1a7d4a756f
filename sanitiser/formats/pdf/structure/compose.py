"""Lines to a paragraph's inlines, with the glyph of each character.

White space is one space wherever the source put it: tabulators, justified gaps and line ends are all moved by a secret.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from sanitiser.domain.document import PLAIN, Inline, Label, Text, TextStyle
from sanitiser.domain.kinds import LABEL_PATTERN
from sanitiser.formats.pdf.page import Glyph, Page
from sanitiser.formats.pdf.structure import directions
from sanitiser.formats.pdf.structure.context import cut_word
from sanitiser.formats.pdf.structure.hyphens import joins
from sanitiser.formats.pdf.structure.lines import word_gaps
from sanitiser.formats.pdf.structure.marks import mark_of
from sanitiser.formats.pdf.structure.model import Char, Line, Ref
from sanitiser.formats.pdf.structure.strokes import Strokes
from sanitiser.formats.pdf.structure.symbols import shown

_LEADERS = re.compile(r"(?<![.·…\s])(?:\s*+[.·…]){4,}+\s*+\d{0,4}$")
_FILL = re.compile(r"([._…·‐–—-])(?:\s?+\1){5,}+")
_DASHES = "-\u2010"
_OPENING, _CLOSING = "([{", ")]}"


def compose(pages: Sequence[Page], lines: Sequence[Line], strokes: Strokes) -> list[Char]:
    """The characters of the lines as one text, without white space at its ends."""
    chars: list[Char] = []
    before: Line | None = None
    leftwards = directions.runs_left(line.text for line in lines) and mark_of(lines[0].text) is None
    for line in lines:
        page = pages[line.page]
        new = _characters(page, line, strokes)
        if directions.turned(line.text) and not line.angle:
            new = _in_reading_order(new, leftwards=leftwards)
        if chars and new and not (before is not None and cut_word(pages, before, line)):
            _join(chars, new)
        before = line
        chars.extend(new)
    return tidy(chars)


def tidy(chars: list[Char]) -> list[Char]:
    """White space made one space; leaders to a page number gone, for both follow from where the text broke."""
    out: list[Char] = []
    for char in chars:
        if char.text.isspace():
            if out and out[-1].text != " ":
                out.append(Char(" ", char.ref, char.style))
        else:
            out.append(char)
    while out and out[-1].text == " ":
        out.pop()
    for before, space, after in zip(out, out[1:], out[2:], strict=False):
        if space.text == " ":
            space.style = _common(before.style, after.style)
    return _canonical(out)


def _common(one: TextStyle, two: TextStyle) -> TextStyle:
    """The style of a space: what both neighbours share, however far an underline or a bold run reaches."""
    if one == two:
        return one if not one.vertical else PLAIN
    return TextStyle(
        one.bold and two.bold, one.italic and two.italic, one.underline and two.underline, one.strike and two.strike
    )


def _canonical(chars: list[Char]) -> list[Char]:
    text = "".join(char.text for char in chars)
    leaders = _LEADERS.search(text)
    if leaders and leaders.start() > 0:
        chars, text = chars[: leaders.start()], text[: leaders.start()]
    for fill in reversed(list(_FILL.finditer(text))):
        chars = (
            chars[: fill.start()]
            + [c for c in chars[fill.start() : fill.end()] if c.text != " "][:6]
            + chars[fill.end() :]
        )
    return joins(chars)


def _characters(page: Page, line: Line, strokes: Strokes) -> list[Char]:
    """One line's characters; a space without a glyph where a gap parts words."""
    out: list[Char] = []
    look: dict[tuple[int, float, bool, bool], TextStyle] = {}
    marks = strokes.of(line)
    for number, gap in zip(line.glyphs, word_gaps(page, line.glyphs), strict=True):
        glyph = page.glyphs[number]
        under, strike = marks.get(number, (False, False))
        key = (id(glyph.run), round(glyph.oy, 1), under, strike)
        style = look.get(key)
        if style is None:
            style = look[key] = _style(glyph, line, under, strike)
        if gap:
            out.append(Char(" ", None, style))
        ref: Ref = (line.page, number)
        out.extend(Char(c, ref, style) for c in shown(glyph.text))
    return out


def _in_reading_order(chars: Sequence[Char], *, leftwards: bool) -> list[Char]:
    """A line's characters, which come from left to right, as they are read; those of one glyph stay together."""
    glyphs = [list(group) for _, group in groupby(chars, key=lambda char: char.ref or id(char))]
    kinds = [directions.kind_of("".join(char.text for char in glyph)) for glyph in glyphs]
    out: list[Char] = []
    for turned, numbers in directions.stretches(kinds, leftwards=leftwards):
        new = [char for number in numbers for char in glyphs[number]]
        if turned:
            for char, text in zip(new, directions.brackets_of("".join(char.text for char in new)), strict=True):
                char.text = text
        out.extend(new)
    return out


def _style(glyph: Glyph, line: Line, under: bool, strike: bool) -> TextStyle:
    font = glyph.run.font
    vertical = ""
    if not glyph.run.angle and glyph.run.size < 0.85 * line.size:
        if glyph.oy < line.y - 0.12 * line.size:
            vertical = "super"
        elif glyph.oy > line.y + 0.06 * line.size:
            vertical = "sub"
    if not (font.bold or font.italic or under or strike or vertical):
        return PLAIN
    match vertical:
        case "super":
            return TextStyle(font.bold, font.italic, under, strike, vertical="super")
        case "sub":
            return TextStyle(font.bold, font.italic, under, strike, vertical="sub")
        case _:
            return TextStyle(font.bold, font.italic, under, strike)


def _join(chars: list[Char], new: list[Char]) -> None:
    """Put the space of a line end, unless the line ends in a hyphen that holds a word together."""
    last = chars[-1]
    if last.text == "\u00ad":
        return
    if last.text in _OPENING or new[0].text in _CLOSING:  # no line of words ends so: the direction turns here
        return
    if last.text in _DASHES and len(chars) > 1 and chars[-2].text.isalnum() and new[0].text.isalnum():
        return
    if last.text == "/" or not (last.text.isspace() or new[0].text.isspace()):
        if last.text == "/" and len(chars) > 1 and chars[-2].text.isalnum():
            return
        chars.append(Char(" ", None, last.style))


def inlines(chars: Sequence[Char]) -> tuple[Inline, ...]:
    """Runs of one style; a label that a copy of ours printed becomes a Label again."""
    text = "".join(char.text for char in chars)
    out: list[Inline] = []
    at = 0
    for label in LABEL_PATTERN.finditer(text):
        out.extend(_runs(chars[at : label.start()]))
        out.append(Label(label.group()))
        at = label.end()
    out.extend(_runs(chars[at:]))
    return tuple(out)


def _runs(chars: Iterable[Char]) -> list[Inline]:
    return [Text("".join(c.text for c in group), style) for style, group in groupby(chars, key=lambda c: c.style)]


def unbolded(parts: Sequence[Inline]) -> tuple[Inline, ...]:
    """Inlines of what is bold by its role (a header cell), with bold taken off and equal runs joined."""
    out: list[Inline] = []
    for part in parts:
        new = replace(part, style=replace(part.style, bold=False)) if isinstance(part, Text) else part
        last = out[-1] if out else None
        if isinstance(new, Text) and isinstance(last, Text) and last.style == new.style:
            out[-1] = replace(last, text=last.text + new.text)
        else:
            out.append(new)
    return tuple(out)


def refs(chars: Iterable[Char]) -> tuple[Ref | None, ...]:
    """The glyph of each character."""
    return tuple(char.ref for char in chars)
