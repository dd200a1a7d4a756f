"""Readers look into a PDF copy: PDFium, pypdf, and the bare bytes; none of them is what wrote it.

Does not find: text in pictures' pixels (a strict copy has no pictures), paraphrases, or what the widths of a layout
copy still tell.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sanitiser.domain.record import PdfMode
from sanitiser.domain.verdict import Check, Needle, Verdict
from sanitiser.limits import Limits
from sanitiser.verify import allow_layout, allow_strict, carve, pdfium, pypdf_reader
from sanitiser.verify.aside import aside
from sanitiser.verify.residue import check, occurrences
from sanitiser.verify.syntax import without_page_numbers, without_syntax
from sanitiser.verify.words import fold, without_labels

_HEADING = 3
"""What a heading says, its bookmark and its tag say again: objects hold it so often, pages once; nought is nought."""
READERS = ("pdfium", "pypdf", "bytes")


def inspect(data: bytes, mode: PdfMode, needles: Sequence[Needle], limits: Limits) -> Verdict:
    """The verdict on one PDF: nothing left of the needles in any channel, readers agree, only what is allowed."""
    strict = mode is PdfMode.STRICT
    try:
        # the slowest of the readers has a process of its own
        with aside(lambda: pypdf_reader.page_texts(data), limits.wall_seconds) as shown:
            seen = pdfium.read(data, artifacts=strict and any(needle.allowed for needle in needles))
            wanted = _repeated(needles, seen) if strict else _any_page(needles, len(seen.pages))
            said_again = tuple(replace(needle, allowed=needle.allowed * _HEADING) for needle in wanted)
            in_bytes = check("bytes", without_syntax(carve.read(data)), said_again)
            walked = pypdf_reader.read(data, shown)
    except Exception as error:  # noqa: BLE001 - whatever a reader cannot read must not pass
        return Verdict(False, READERS, (Check("readable", False, type(error).__name__),))
    checks = [
        Check("readable", True),
        Check("pages", 0 < len(seen.pages) == len(walked.pages) <= limits.pages),
        *check("pdfium", without_page_numbers(seen.texts) if strict else seen.texts, wanted),
        *check("pypdf", without_syntax(without_page_numbers(walked.texts) if strict else walked.texts), said_again),
        *in_bytes,
    ]
    if strict:
        # a layout copy may show letters twice over each other, which PDFium reads once
        checks.append(_agreement(seen.pages, walked.pages))
        checks.extend(allow_strict.inspect(data, walked, "\n".join(seen.pages)))
    else:
        checks.extend(allow_layout.inspect(data, walked))
    return Verdict(all(one.passed for one in checks), READERS, tuple(checks))


def _repeated(needles: Sequence[Needle], seen: pdfium.Seen) -> tuple[Needle, ...]:
    """What a table's head repeats on the next page is said once: allow for it, where a text may stay at all."""
    again = occurrences(seen.artifacts, needles)
    return tuple(
        replace(needle, allowed=needle.allowed + again.get(number, 0)) if needle.allowed else needle
        for number, needle in enumerate(needles)
    )


def _any_page(needles: Sequence[Needle], pages: int) -> tuple[Needle, ...]:
    """In layout mode furniture that the record holds once stands on every page."""
    return tuple(replace(needle, allowed=needle.allowed * pages) for needle in needles)


def _agreement(first: Sequence[str], second: Sequence[str]) -> Check:
    """Both readers see the same letters and digits on each page, in whatever order.

    ASCII alone: they order and compose other scripts each in their own way.
    """
    apart = sum(1 for one, other in zip(first, second, strict=False) if _letters(one) != _letters(other))
    return Check("readers-agree", not apart and len(first) == len(second), f"pages: {apart}" if apart else "")


def _letters(text: str) -> Counter[str]:
    return Counter(c for c in fold(without_labels(text)) if c.isascii() and c.isalnum())
