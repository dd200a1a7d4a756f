"""PDF to Record: pages interpreted, their logical structure found, every channel beside it read to be searched."""

from collections.abc import Iterator, Sequence

from sanitiser.domain.document import Picture, walk
from sanitiser.domain.record import MediaType, Place, Record, Removed, Segment, assemble
from sanitiser.errors import PictureOnly, TooLarge
from sanitiser.formats.pdf import channels, crosscheck
from sanitiser.formats.pdf.interp import interpret
from sanitiser.formats.pdf.opening import open_pdf, repaired
from sanitiser.formats.pdf.page import Glyph, Page
from sanitiser.formats.pdf.structure import Structured, structure
from sanitiser.limits import Limits

_PICTURE_AREA = 0.5
_PICTURE_GLYPHS = 50


def read(untrusted: bytes, limits: Limits, passwords: tuple[str, ...] = ()) -> Record:
    """Read a PDF. Raises Quarantine: encrypted, damaged, too large, a page that is a picture, fonts without characters,
    readers that do not agree.
    """
    with open_pdf(untrusted, limits, passwords) as pdf:
        pages = interpret(pdf, limits)
        for page in pages:
            if page.image_area > _PICTURE_AREA and page.visible < _PICTURE_GLYPHS:
                raise PictureOnly(f"page {page.number}")
        crosscheck.check(untrusted, pages, repaired(pdf, untrusted), passwords)
        structured = structure(pages, pdf, limits)
        beside = channels.read(pdf, untrusted, pages, limits)
    text, segments = assemble(structured.document, beside.hidden, structured.pages_of)
    if text.count(" ") + text.count("\n") > limits.words:
        raise TooLarge("it has more words than a record may have")
    pictures = sum(isinstance(i, Picture) for placed in walk(structured.document) for i in placed.paragraph.inlines)
    notices = {notice for page in pages for notice in page.notices} | ({"picture"} if pictures else set())
    decoration = sum(box.artifact for page in pages for box in page.pictures)
    counted = [Removed("pictures", pictures), Removed("decorative-pictures", decoration)]
    removed = [*beside.removed, *(one for one in counted if one.count)]
    return Record(
        MediaType.PDF,
        len(pages),
        text,
        segments,
        structured.document,
        tuple(places(pages, structured, segments)),
        tuple(sorted(removed, key=lambda r: r.channel)),
        tuple(sorted(notices)),
    )


def places(pages: Sequence[Page], structured: Structured, segments: Sequence[Segment]) -> Iterator[Place]:
    """A box for each word or part of a word on one line, wherever it stands: running lines have one on every page."""
    for segment in segments:
        if segment.paragraph is None:
            continue
        layers: list[list[tuple[int, int] | None]] = [list(structured.glyphs_of[segment.paragraph])]
        twins = [structured.twins_of.get(ref, ()) if ref else () for ref in layers[0]]
        for depth in range(max(map(len, twins), default=0)):
            layers.append([own[depth] if depth < len(own) else None for own in twins])
        for layer in layers:
            yield from _boxes(pages, layer, segment.start)


def _boxes(pages: Sequence[Page], refs: Sequence[tuple[int, int] | None], offset: int) -> Iterator[Place]:
    start, page, word = 0, -1, list[Glyph]()
    for at, ref in enumerate([*refs, None]):
        glyph = pages[ref[0]].glyphs[ref[1]] if ref is not None else None
        if glyph is not None and glyph.text.isspace():
            glyph = None
        if word and (glyph is None or ref is None or ref[0] != page or not _beside(word[-1], glyph)):
            yield _place(pages[page].number, word, offset + start, offset + at)
            word = []
        if glyph is not None and ref is not None:
            if not word:
                start, page = at, ref[0]
            word.append(glyph)


def _beside(one: Glyph, other: Glyph) -> bool:
    return one.run.angle == other.run.angle and (bool(one.run.angle) or abs(one.oy - other.oy) < 0.6 * one.run.size)


def _place(page: int, word: Sequence[Glyph], start: int, end: int) -> Place:
    return Place(
        start,
        end,
        page,
        round(min(g.x0 for g in word), 2),
        round(min(g.y0 for g in word), 2),
        round(max(g.x1 for g in word), 2),
        round(max(g.y1 for g in word), 2),
    )
