"""Letters that a strict copy draws by several glyphs (Indic vowels, Hebrew points): its ActualText says what they are
together, for no glyph of them says it alone.

Used for copies of our own typesetter alone, and only where neither what the glyphs say nor the ActualText holds a
letter of Latin, Greek or Cyrillic script: elsewhere an ActualText is hidden text like any other.
"""

from collections.abc import Sequence

from sanitiser.formats.pdf.page import Actual, Page
from sanitiser.formats.pdf.structure.model import Store

_FIRST = "\u0590"
"""Below are the scripts whose letters stand each for itself."""
_BRACKETS = "()[]{}<>«»‹›"
"""A glyph of these stands for either of a pair, by the direction of the text around it."""


def resolve(pages: Sequence[Page], store: Store) -> None:
    """Let one glyph of each such group say all of it, and the others nothing: they are its twins."""
    for index, page in enumerate(pages):
        for actual in page.actual:
            if _foreign(page, actual):
                _resolve(index, page, actual, store)


def _foreign(page: Page, actual: Actual) -> bool:
    texts = [actual.text, *(glyph.text for glyph in page.glyphs[actual.start : actual.end])]
    brackets = all(text and text in _BRACKETS for text in texts)
    return len(texts) > 1 and (brackets or all(text and min(text) >= _FIRST for text in texts))


def _resolve(index: int, page: Page, actual: Actual, store: Store) -> None:
    numbers = range(actual.start, actual.end)
    glyphs = page.glyphs
    host = max(numbers, key=lambda n: (glyphs[n].x1 - glyphs[n].x0, -n))
    if glyphs[host].x1 > glyphs[host].x0:
        glyphs[host].text = actual.text
        glyphs[host].x0 = min(glyphs[n].x0 for n in numbers)
        glyphs[host].x1 = max(glyphs[n].x1 for n in numbers)
    else:  # the letter under these marks is drawn after them, and says them too
        host = actual.end if actual.end < len(glyphs) else actual.start
    for number in numbers:
        if number != host:
            glyphs[number].text = ""
            store.twin((index, host), (index, number))
