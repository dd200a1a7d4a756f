"""Glyphs to lines: what stands on one baseline, in reading order.

A gap is never measured to tell cells or tabulators apart: a secret would move it. It only tells, where the file draws
no space, that a word ends.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sanitiser.formats.pdf.page import Glyph, Page
from sanitiser.formats.pdf.structure import directions
from sanitiser.formats.pdf.structure.model import Line, Store
from sanitiser.formats.pdf.structure.symbols import shown

MISSING = "\u25a0\ufffd"
"""What a producer draws, in some other font, for a letter that the text's font does not have."""
WORD_GAP = 0.16
"""Part of the font size from which a gap without a space glyph parts two words (poppler: 0.1, pdfminer: a letter's)."""


_NEW_WORD = 0.04
"""The same between a small letter and a capital that another operator draws: a tabulator may leave next to nothing."""


@dataclass(slots=True, eq=False)
class _Row:
    y: float
    size: float
    glyphs: list[int]
    x0: float
    x1: float
    top: float
    bottom: float


def visible(page: Page) -> list[int]:
    """The numbers of the glyphs that a reader sees, spaces included."""
    return [number for number, glyph in enumerate(page.glyphs) if not glyph.hidden]


def lines_of(index: int, page: Page, numbers: Iterable[int], store: Store) -> list[Line]:
    """Lines from top to bottom. Upright text first; turned text follows, each stroke of it as its own line."""
    upright: list[int] = []
    turned: list[int] = []
    for number in numbers:
        (turned if page.glyphs[number].run.angle else upright).append(number)
    lines = [make_line(index, page, _in_order(index, page, row.glyphs, store)) for row in _rows(page, upright)]
    lines.extend(make_line(index, page, group) for group in _strokes(page, turned))
    return [line for line in lines if line is not None]


def lines_in_order(index: int, page: Page, numbers: Sequence[int], store: Store) -> list[Line]:
    """Lines of glyphs whose order is known (a tagged paragraph): a new one begins where the baseline moves."""
    turned = any(directions.turned(page.glyphs[n].text) for n in numbers)  # producers draw such in either order
    groups: list[list[int]] = []
    last: Glyph | None = None
    for number in numbers:
        glyph = page.glyphs[number]
        if last is None or _moved(last, glyph, back=not turned):
            groups.append([])
        groups[-1].append(number)
        last = glyph
    placed = (
        directions.in_places(page, group) if turned and not page.glyphs[group[0]].angle else group for group in groups
    )
    made = (make_line(index, page, _without_twins(index, page, group, store)) for group in placed)
    return [line for line in made if line is not None]


def _moved(last: Glyph, glyph: Glyph, *, back: bool) -> bool:
    """Whether another line begins; going `back` on the same one begins another too."""
    size = max(last.run.size, glyph.run.size)
    if glyph.run.angle:
        return last.run.angle != glyph.run.angle
    return abs(last.oy - glyph.oy) > 0.5 * size or (back and glyph.x0 < last.x0 - 2 * size)


def _rows(page: Page, numbers: Sequence[int]) -> list[_Row]:
    """Glyphs by baseline; small ones raised or lowered join the line that they lean on."""
    rows: list[_Row] = []
    for span in sorted(_spans(page, numbers), key=lambda s: (s.y, s.x0)):
        for row in reversed(rows[-3:]):
            if abs(row.y - span.y) <= 0.2 * min(row.size, span.size):
                _merge(row, span)
                break
        else:
            rows.append(span)
    return sorted(_with_raised(rows), key=lambda r: r.y)


def _spans(page: Page, numbers: Sequence[int]) -> list[_Row]:
    spans: list[_Row] = []
    for number in numbers:
        g = page.glyphs[number]
        size = g.run.size
        span = spans[-1] if spans else None
        if span is not None and abs(span.y - g.oy) < 0.05 and span.size == size:
            span.glyphs.append(number)
            span.x0, span.x1 = min(span.x0, g.x0), max(span.x1, g.x1)
            span.top, span.bottom = min(span.top, g.y0), max(span.bottom, g.y1)
        else:
            spans.append(_Row(g.oy, size, [number], g.x0, g.x1, g.y0, g.y1))
    return spans


def _merge(row: _Row, other: _Row) -> None:
    if other.size > row.size * 1.2:
        row.y, row.size = other.y, other.size
    row.glyphs.extend(other.glyphs)
    row.x0, row.x1 = min(row.x0, other.x0), max(row.x1, other.x1)
    row.top, row.bottom = min(row.top, other.top), max(row.bottom, other.bottom)


def _with_raised(rows: list[_Row]) -> list[_Row]:
    kept: list[_Row] = []
    raised: list[_Row] = []
    for at, row in enumerate(rows):
        near = rows[max(0, at - 2) : at] + rows[at + 1 : at + 3]
        hosts = [host for host in near if _leans(row, host)]
        if hosts:
            raised.append(row)
            _merge(min(hosts, key=lambda h: abs(h.y - row.y)), row)
        else:
            kept.append(row)
    return kept


def _leans(row: _Row, host: _Row) -> bool:
    if row.size > 0.87 * host.size:
        return False
    inside = host.y - 0.75 * host.size < row.y < host.y + 0.35 * host.size
    return inside and row.x0 < host.x1 + host.size and row.x1 > host.x0 - host.size


def _in_order(index: int, page: Page, numbers: list[int], store: Store) -> list[int]:
    ordered = directions.in_places(page, numbers)
    return _without_twins(index, page, _without_phantoms(page, ordered), store)


def _without_phantoms(page: Page, ordered: list[int]) -> list[int]:
    """Leave out spaces that lie under the letter before or after them: LibreOffice draws such with underlines."""
    following: list[Glyph | None] = []
    ink: Glyph | None = None
    for number in reversed(ordered):
        following.append(ink)
        if not page.glyphs[number].text.isspace():
            ink = page.glyphs[number]
    kept: list[int] = []
    right = 0.0
    for number, after in zip(ordered, reversed(following), strict=True):
        glyph = page.glyphs[number]
        if glyph.text.isspace():
            under = after is not None and after.ox < glyph.ox + 0.35 * (glyph.x1 - glyph.x0)
            if (under and right > glyph.ox - 0.3 * glyph.run.size) or (glyph.x0 + glyph.x1) / 2 < right:
                continue
        else:
            right = max(right, glyph.x1)
        kept.append(number)
    return kept


def _without_twins(index: int, page: Page, numbers: list[int], store: Store) -> list[int]:
    """Leave out a character drawn a second time in nearly the same place (a poor man's bold, a shadow)."""
    kept: list[int] = []
    for number in numbers:
        glyph = page.glyphs[number]
        if not glyph.text:  # another glyph says it
            continue
        if len(glyph.text) > 1 and glyph.x0 == glyph.x1 and (host := _host(page, numbers, number)) is not None:
            store.twin((index, host), (index, number))
            continue
        near = (n for n in reversed(kept[-3:]) if page.glyphs[n].text == glyph.text)
        first = next((n for n in near if _same_place(page.glyphs[n], glyph)), None)
        if first is None or glyph.text.isspace():
            kept.append(number)
        else:
            store.twin((index, first), (index, number))
    return kept


def _host(page: Page, numbers: Sequence[int], mark: int) -> int | None:
    """The letter on which a mark stands, where both say the letter and the mark: typst names glyphs so."""
    glyph = page.glyphs[mark]
    near = [n for n in numbers if page.glyphs[n].text == glyph.text and page.glyphs[n].x1 > page.glyphs[n].x0]
    best = min(near, key=lambda n: abs(page.glyphs[n].ox - glyph.ox), default=None)
    return best if best is not None and abs(page.glyphs[best].ox - glyph.ox) < glyph.run.size else None


def _same_place(one: Glyph, other: Glyph) -> bool:
    near = 0.12 * one.run.size
    return abs(one.ox - other.ox) < near and abs(one.oy - other.oy) < near


def _strokes(page: Page, numbers: Sequence[int]) -> list[list[int]]:
    """Turned text in the order in which it was drawn: one group as long as angle and baseline stay."""
    groups: list[list[int]] = []
    last: tuple[int, float] | None = None
    for number in numbers:
        g = page.glyphs[number]
        across = g.ox if g.run.angle in (90, 270) else g.oy if g.run.angle == 180 else 0.0
        if last is None or last[0] != g.run.angle or abs(last[1] - across) > 0.5 * g.run.size:
            groups.append([])
        groups[-1].append(number)
        last = (g.run.angle, across)
    return groups


def make_line(index: int, page: Page, numbers: list[int]) -> Line | None:
    """The line of these glyphs; None if they are all white space."""
    glyphs = page.glyphs
    ink = [n for n in numbers if glyphs[n].text and not glyphs[n].text.isspace()]
    if not ink:
        return None
    sizes: dict[float, int] = {}
    for n in ink:
        size = round(glyphs[n].run.size, 1)
        sizes[size] = sizes.get(size, 0) + 1
    size = max(sizes, key=lambda s: (sizes[s], s))
    main = [n for n in ink if round(glyphs[n].run.size, 1) == size]
    first, last = glyphs[ink[0]], glyphs[ink[-1]]
    return Line(
        index,
        numbers,
        min(glyphs[n].x0 for n in ink),
        max(glyphs[n].x1 for n in ink),
        glyphs[main[0]].oy,
        min(glyphs[n].y0 for n in ink),
        max(glyphs[n].y1 for n in ink),
        size,
        all(glyphs[n].run.font.bold or (n != ink[0] and glyphs[n].text in MISSING) for n in ink),
        (first.run.font.bold, last.run.font.bold),
        numbers[-1] != ink[-1],
        plain_text(page, numbers),
        (first.run.stream, first.run.op),
        (last.run.stream, last.run.op),
        first.run.angle,
    )


def plain_text(page: Page, numbers: Sequence[int]) -> str:
    """What the glyphs say, with a space where a gap parts words."""
    gaps = word_gaps(page, numbers)
    return "".join(
        (" " if gap else "") + shown(page.glyphs[n].text) for n, gap in zip(numbers, gaps, strict=True)
    ).strip()


def word_gaps(page: Page, numbers: Sequence[int]) -> list[bool]:
    """For each glyph whether a gap before it, without a space glyph, parts it from the one before.

    Letters spaced out evenly are one word: what counts is how much wider a gap is than the usual one of its line.
    """
    glyphs = page.glyphs
    gaps: list[float] = [0.0]
    for before, after in itertools.pairwise(numbers):
        a, b = glyphs[before], glyphs[after]
        gaps.append(_gap(a, b) if not (a.text.isspace() or b.text.isspace()) else 0.0)
    usual = max(0.0, sorted(gaps)[len(gaps) // 2]) if len(gaps) > 4 else 0.0
    pairs = [(None, None), *itertools.pairwise(numbers)]
    return [
        gap - usual > (_NEW_WORD if a is not None and b is not None and _new_word(glyphs[a], glyphs[b]) else WORD_GAP)
        for gap, (a, b) in zip(gaps, pairs, strict=True)
    ]


def _new_word(a: Glyph, b: Glyph) -> bool:
    """Whether a capital follows a small letter in text drawn by another operator, as behind a short tabulator."""
    return a.run is not b.run and a.text.islower() and b.text[:1].isupper()


def _gap(a: Glyph, b: Glyph) -> float:
    """Distance between two glyphs along the line, in parts of the smaller size."""
    size = min(a.run.size, b.run.size) or 1.0
    match a.run.angle:
        case 90:
            return (a.y0 - b.y1) / size
        case 270:
            return (b.y0 - a.y1) / size
        case 180:
            return (a.x0 - b.x1) / size
        case 0:
            return (b.x0 - a.x1) / size
        case _:
            return 0.0
