"""Whether other readers see the pages that we saw.

PDFium reads every page; pypdf is asked where PDFium disagrees, or the file had to be repaired. A character that both
of them see and we do not, or the other way round, beyond a tolerance, makes the file ambiguous. Not compared: order,
white space, annotations (PDFium's text leaves them out) and letters that Unicode folds together.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from sanitiser.errors import Ambiguous
from sanitiser.formats.pdf.page import Page

_LEAST: Final = 12
_PART: Final = 0.04
_ALIKE: Final = 0.9
Bag = Counter[str]


def check(untrusted: bytes, pages: Sequence[Page], repaired: bool, passwords: tuple[str, ...] = ()) -> None:
    """Raise Ambiguous when readers do not agree on the characters of a page."""
    theirs = _pdfium(untrusted, passwords)
    if theirs is None or len(theirs) != len(pages):
        if repaired or theirs is not None:
            raise Ambiguous("other readers see another number of pages")
        theirs = [None] * len(pages)
    doubtful = [i for i, page in enumerate(pages) if theirs[i] is None or not _agree(page, theirs[i])]
    if not doubtful:
        return
    second = _pypdf(untrusted, passwords, doubtful)
    for index in doubtful:
        other = second.get(index)
        if other is not None and _agree(pages[index], other):
            continue
        first = theirs[index]
        if first is None and other is None:
            if repaired:
                raise Ambiguous(f"no other reader can read page {index + 1}")
            continue
        if repaired or _alike(first, other):
            raise Ambiguous(f"page {index + 1}")


def _alike(first: Bag | None, second: Bag | None) -> bool:
    """Whether the other readers agree with one another, and so against us."""
    if first is None or second is None:
        return False
    return 2 * _count(first & second) >= _ALIKE * (_count(first) + _count(second))


def _agree(page: Page, theirs: Bag | None) -> bool:
    """Whether a reader saw our visible characters and no others than all of ours.

    Text drawn twice may count once, as PDFium has it.
    """
    if theirs is None:
        return False
    ours, seen = _bag_of(page, visible=False), _bag_of(page, visible=True)
    total = max(_count(ours), _count(theirs))
    allowed = max(_LEAST, _PART * total)
    if _count(theirs - ours) > allowed:
        return False
    lost = seen - theirs
    return _count(lost) <= allowed or (set(seen) <= set(theirs) and 2 * _count(lost) <= _count(seen))


def _bag_of(page: Page, *, visible: bool) -> Bag:
    return bag(
        "".join(g.text for g in page.glyphs if not (visible and g.hidden) and not _beside(g.run.stream, g.run.path))
    )


def _beside(stream: str, path: tuple[tuple[str, int], ...]) -> bool:
    return stream.startswith("field:") or bool(path and path[0][0].startswith("annot:"))


@lru_cache(maxsize=4096)
def _fold(letter: str) -> str:
    """What a letter counts as: compatibility forms and accents folded; marks, spaces and private ones not at all."""
    folded = unicodedata.normalize("NFKD", letter).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LN")


def bag(text: str) -> Bag:
    """The letters and digits of a text, counted."""
    counted: Bag = Counter()
    for letter, count in Counter(text).items():
        for folded in _fold(letter):
            counted[folded] += count
    return counted


def _count(found: Bag) -> int:
    return sum(found.values())


def _pdfium(untrusted: bytes, passwords: tuple[str, ...]) -> list[Bag | None] | None:
    import pypdfium2

    for password in ("", *passwords):
        try:
            document = pypdfium2.PdfDocument(untrusted, password=password or None)
        except pypdfium2.PdfiumError:
            continue
        try:
            return [_pdfium_page(document, index) for index in range(len(document))]
        finally:
            document.close()
    return None


def _pdfium_page(document: Any, index: int) -> Bag | None:
    import pypdfium2

    try:
        page = document[index]
        text = page.get_textpage()
        found = bag(text.get_text_range(errors="ignore"))
        text.close()
        page.close()
    except pypdfium2.PdfiumError:
        return None
    return found


def _pypdf(untrusted: bytes, passwords: tuple[str, ...], wanted: list[int]) -> dict[int, Bag]:
    import logging

    from pypdf import PdfReader

    # pypdf reports what it mends through its logger, and quotes the file in it
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    out: dict[int, Bag] = {}
    try:
        reader = PdfReader(BytesIO(untrusted), strict=False)
        if reader.is_encrypted and not any(reader.decrypt(p) for p in ("", *passwords)):
            return out
        for index in wanted:
            out[index] = bag(reader.pages[index].extract_text())
    except Exception:  # noqa: BLE001 - pypdf raises anything on a hostile file; then it has no say
        return out
    return out
