"""Headings by look: larger than the body, or bold and alone. Levels are normalised: the first is 1, none is skipped."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure.model import Line

Look = tuple[float, bool]
_MOST = 240
"""A bold paragraph of more characters is emphasis, not a heading."""
_LEVELS = 6


def body_size(pages: Sequence[Page]) -> float:
    """The font size that most visible letters have, in half-points; those marked as artifacts count if there are no
    others.
    """
    sizes: Counter[float] = Counter()
    aside: Counter[float] = Counter()
    for page in pages:
        for glyph in page.glyphs:
            if not glyph.hidden and not glyph.text.isspace():
                (aside if glyph.run.artifact else sizes)[round(glyph.run.size * 2) / 2] += 1
    sizes = sizes or aside
    return max(sizes, key=lambda s: (sizes[s], -s), default=10.0)


def look_of(lines: Sequence[Line], body: float) -> Look | None:
    """The look of a heading: size in half-points and weight; None if the lines look like body text."""
    size = round(max(line.size for line in lines) * 2) / 2
    bold = all(line.bold for line in lines)
    text = " ".join(line.text for line in lines)
    if not any(c.isalpha() for c in text) or any(line.angle for line in lines):
        return None
    if size >= body + max(1.0, 0.09 * body):
        return size, bold
    alone = bold and size >= body - 0.5 and len(text) <= _MOST and text[-1] not in ".,;:"
    return (body, True) if alone else None


def ranks(looks: Iterable[Look]) -> dict[Look, int]:
    """The level of each look: larger before smaller, bold before plain."""
    ordered = sorted(set(looks), key=lambda look: (-look[0], not look[1]))
    return {look: min(at + 1, _LEVELS) for at, look in enumerate(ordered)}


def normalised(levels: Iterable[int]) -> list[int]:
    """Levels in order of appearance, so that the first is 1 and each is at most one deeper than the one before."""
    out: list[int] = []
    for level in levels:
        out.append(min(level, out[-1] + 1) if out else 1)
    return out
