"""From spans of the record's text to what goes and what is set again on each page.

A piece is what one page shows of one paragraph that holds a span: its characters with their glyphs, and the labels
that take the place of some. Running lines have a piece on every page that shows them.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from sanitiser.domain.document import walk
from sanitiser.domain.finding import Replacement
from sanitiser.domain.record import Record
from sanitiser.errors import NotUnderstood
from sanitiser.formats.pdf.page import Glyph, Page
from sanitiser.formats.pdf.structure import Structured

Ref = tuple[int, int]
Leadings = dict[tuple[str, int], float]
"""The usual distance of lines by part of the document (body, cell, ...) and size in half-points."""


_LONG: Final = 2


@dataclass(frozen=True, slots=True)
class Token:
    """A character of a piece: a glyph (its number on the page), a space (None), or a label."""

    glyph: int | None = None
    label: str = ""


@dataclass(slots=True)
class Piece:
    """What one page shows of one paragraph that is set again.

    `old` are all its glyphs on that page, in reading order, those that go included.
    """

    page: int
    paragraph: int
    part: str
    tokens: list[Token] = field(default_factory=list)
    old: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """By page: the glyphs that are not drawn where they were, and the pieces that are set again.

    `spoken` are the glyphs that the record's text accounts for.
    """

    gone: list[set[int]]
    pieces: list[list[Piece]]
    spoken: list[set[int]]
    leadings: Leadings = field(default_factory=dict)


def plan(record: Record, structured: Structured, pages: Sequence[Page], replacements: Sequence[Replacement]) -> Plan:
    """Raises NotUnderstood if the structure found now is not the record's."""
    paragraphs = [placed.paragraph for placed in walk(record.document)]
    parts = [placed.part for placed in walk(record.document)]
    if [p.text for p in paragraphs] != [placed.paragraph.text for placed in walk(structured.document)]:
        raise NotUnderstood("its structure is not found a second time")
    made = Plan([set() for _ in pages], [[] for _ in pages], [set() for _ in pages])
    made.leadings = _leadings(structured, pages, parts, set(_cuts(record, replacements)))
    for page, number in _all_refs(structured):
        made.spoken[page].add(number)
    for (first_page, first), twins in structured.twins_of.items():
        for page, number in twins:
            if page == first_page and _same_place(pages[page].glyphs[first], pages[page].glyphs[number]):
                made.gone[page].add(min(first, number))
    cuts = _cuts(record, replacements)
    for number in sorted(cuts):
        for piece in _pieces(structured, number, paragraphs[number].text, cuts[number]):
            piece.part = parts[number]
            made.pieces[piece.page].append(piece)
            made.gone[piece.page].update(piece.old)
        for ref in structured.glyphs_of[number]:
            for page, twin in structured.twins_of.get(ref, ()) if ref is not None else ():
                made.gone[page].add(twin)
    return made


def _leadings(structured: Structured, pages: Sequence[Page], parts: Sequence[str], cut: set[int]) -> Leadings:
    """The usual distance between lines of one paragraph, from paragraphs that no span touches.

    Where there are none of a kind, from long ones that are touched: a name does not make them one line.
    """
    steady: dict[tuple[str, int], Counter[float]] = {}
    touched: dict[tuple[str, int], Counter[float]] = {}
    for number, refs in enumerate(structured.glyphs_of):
        gaps = list(_gaps([pages[ref[0]].glyphs[ref[1]] for ref in refs if ref is not None]))
        if number in cut and len(gaps) < _LONG:
            continue
        for size, gap in gaps:
            found = touched if number in cut else steady
            found.setdefault((parts[number], round(size * 2)), Counter())[gap] += 1
    return {key: max(found, key=lambda g: (found[g], -g)) for key, found in (touched | steady).items()}


def _gaps(glyphs: Sequence[Glyph]) -> Iterator[tuple[float, float]]:
    """Size, and distance from the line before, of each line of a paragraph but the first."""
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.angle or glyph.text.isspace():
            continue
        if last is not None and last.size == glyph.size and 0.9 * glyph.size < glyph.oy - last.oy < 2.2 * glyph.size:
            yield glyph.size, round(glyph.oy - last.oy, 1)
        last = glyph


def _same_place(one: Glyph, other: Glyph) -> bool:
    """Drawn twice (a poor man's bold, a shadow): readers do not agree on such text, so it is drawn once."""
    near = 0.15 * one.size
    return one.text == other.text and abs(one.ox - other.ox) < near and abs(one.oy - other.oy) < near


def _all_refs(structured: Structured) -> Iterator[Ref]:
    for refs in structured.glyphs_of:
        for ref in refs:
            if ref is not None:
                yield ref
    for marks in structured.marks_of.values():
        yield from marks
    for twins in structured.twins_of.values():
        yield from twins


def _cuts(record: Record, replacements: Sequence[Replacement]) -> dict[int, list[tuple[int, int, str]]]:
    """By paragraph: the spans within it, each with its label, which a span over paragraphs leaves in the first."""
    shown = sorted((s for s in record.segments if s.paragraph is not None), key=lambda s: (s.start, s.end))
    starts = [s.start for s in shown]
    cuts: dict[int, list[tuple[int, int, str]]] = {}
    for replacement in sorted(replacements, key=lambda r: (r.start, r.end)):
        label = replacement.label
        for segment in shown[max(0, bisect_right(starts, replacement.start) - 1) :]:
            if segment.start >= replacement.end:
                break
            start, end = max(replacement.start, segment.start), min(replacement.end, segment.end)
            if start >= end or segment.paragraph is None:
                continue
            cuts.setdefault(segment.paragraph, []).append((start - segment.start, end - segment.start, label))
            label = ""
    return cuts


def _pieces(structured: Structured, paragraph: int, text: str, cuts: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
    refs = structured.glyphs_of[paragraph]
    places = [_places(structured, ref) for ref in refs]
    anchors = {}
    for start, end, label in cuts:
        found = next((places[i] for i in range(start, end) if places[i]), {})
        anchors[start] = (end, label, set(found))
    for page in sorted({page for place in places for page in place}):
        piece = Piece(page, paragraph, "")
        at = 0
        while at < len(refs):
            if at in anchors:
                end, label, where = anchors[at]
                if label and page in where:
                    piece.tokens.append(Token(label=label))
                piece.old.extend(places[i][page] for i in range(at, end) if page in places[i])
                at = end
                continue
            _add(piece, text[at], refs[at], places[at].get(page))
            at += 1
        piece.old = list(dict.fromkeys(piece.old))
        yield piece


def _add(piece: Piece, character: str, ref: Ref | None, glyph: int | None) -> None:
    """A character that stays: one token a glyph, even when a glyph gives several characters."""
    if glyph is not None:
        if piece.old and piece.old[-1] == glyph:
            return
        piece.old.append(glyph)
    if character.isspace():
        if piece.tokens and piece.tokens[-1] != Token():
            piece.tokens.append(Token())
    elif glyph is not None:
        piece.tokens.append(Token(glyph))
    elif ref is None and piece.tokens and piece.tokens[-1] != Token():
        piece.tokens.append(Token())


def _places(structured: Structured, ref: Ref | None) -> dict[int, int]:
    """The glyph that shows a character, by page."""
    if ref is None:
        return {}
    found = {ref[0]: ref[1]}
    for page, glyph in structured.twins_of.get(ref, ()):
        found.setdefault(page, glyph)
    return found
