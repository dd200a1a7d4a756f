"""Content streams interpreted into pages of glyphs, rules and pictures (ISO 32000-1, 8 to 11 and 12.5).

Reads what is drawn and says what of it cannot be seen; does not read pictures, and does not run scripts or XFA.
Raises NoUnicode, NotUnderstood, TooLarge, Damaged: a page is understood whole or not at all.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import pikepdf

from sanitiser.errors import Damaged, NotUnderstood, NoUnicode, Quarantine, TooLarge
from sanitiser.formats.pdf import annotations, drawings, paint_operators, streams, visibility
from sanitiser.formats.pdf.canvas import Canvas
from sanitiser.formats.pdf.faces import UNKNOWN, Face
from sanitiser.formats.pdf.frame import Task
from sanitiser.formats.pdf.geometry import Matrix, meet, rectangle
from sanitiser.formats.pdf.layers import Layers
from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.resources import Fonts, Resources
from sanitiser.formats.pdf.scene import Scene
from sanitiser.formats.pdf.state import State
from sanitiser.formats.pdf.tokeniser import Operator, operators
from sanitiser.limits import Limits

_CACHE_BELOW: Final = 65_536
_PAINTING: Final = frozenset(paint_operators.HANDLERS) - {b"n", b"W", b"W*"} | {b"Tj", b"TJ", b"'", b'"'}
_TEXTUAL: Final = frozenset((b"Tj", b"TJ", b"'", b'"', b"Do"))


def interpret(pdf: pikepdf.Pdf, limits: Limits) -> tuple[Page, ...]:
    """Every page of a file."""
    return tuple(pages(pdf, limits))


def pages(pdf: pikepdf.Pdf, limits: Limits) -> Iterator[Page]:
    """The pages one at a time, for records that should not stand in memory whole."""
    interpreter = Interpreter(pdf, limits)
    for index in range(len(pdf.pages)):
        yield interpreter.page(index)


class Interpreter:
    """Interprets pages of one file; fonts and forms are read once.

    `scenes` asks for what each page draws beside its glyphs, in the order of the pages.
    """

    def __init__(self, pdf: pikepdf.Pdf, limits: Limits, *, scenes: bool = False) -> None:
        self.pdf, self.limits = pdf, limits
        self.fonts = Fonts(limits)
        self.layers = Layers(pdf)
        self.glyph_count = 0
        self.scenes: list[Scene] | None = [] if scenes else None
        self._programs: dict[tuple[int, int], list[Operator]] = {}
        self._resources: dict[tuple[int, int], Resources] = {}
        self._procs: dict[tuple[int, str], tuple[bool, bool]] = {}

    def page(self, index: int) -> Page:
        """One page by its index from 0."""
        try:
            return self._page(index)
        except Quarantine:
            raise
        except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError):
            raise Damaged(f"page {index + 1} cannot be read") from None

    def _page(self, index: int) -> Page:
        page = self.pdf.pages[index]
        base, width, height = page_matrix(page)
        canvas = Canvas(width, height)
        if self.scenes is not None:
            canvas.scene = Scene(canvas.glyphs)
            self.scenes.append(canvas.scene)
        task = Task(self, canvas, base)
        task.run(
            f"page:{index}", operators(self.contents(page)), self.resources(page.obj.get("/Resources")), State(base)
        )
        annotations.draw(self, task, page, index, base)
        self.glyph_count += len(canvas.glyphs)
        visibility.settle(canvas)
        return self._finish(index, canvas)

    def _finish(self, index: int, canvas: Canvas) -> Page:
        for glyph in canvas.glyphs:
            if UNKNOWN in glyph.text and not glyph.hidden:
                raise NoUnicode(f"page {index + 1}")
        if "unreadable-font" in canvas.notices:
            raise NotUnderstood(f"a font on page {index + 1} is missing or cannot be read")
        pictures = [*drawings.whole_pictures(canvas.pictures), *drawings.cluster(canvas.drawn)]
        whole = (canvas.page[2] or 1.0) * (canvas.page[3] or 1.0)
        area = {kind: drawings.union_area([p for p in pictures if p.kind in kinds]) / whole for kind, kinds in _AREAS}
        return Page(
            index + 1, canvas.page[2], canvas.page[3], tuple(canvas.glyphs), tuple(canvas.rules), tuple(pictures),
            tuple(canvas.actual), tuple(dict.fromkeys(canvas.properties)), area["image"], area["drawing"],
            tuple(sorted(canvas.notices)),
        )  # fmt: skip

    def contents(self, page: pikepdf.Page) -> bytes:
        """The content of a page; several streams are joined by white space."""
        found = page.obj.get("/Contents")
        parts = list(found) if isinstance(found, pikepdf.Array) else [found]
        pieces: list[bytes] = []
        total = 0
        for part in parts:
            if isinstance(part, pikepdf.Stream):
                pieces.append(streams.decoded(part, self.limits))
                total += len(pieces[-1])
                if total > self.limits.stream_bytes:
                    raise TooLarge("a page of too many bytes")
        return b"\n".join(pieces)

    def resources(self, obj: Any) -> Resources:
        """Resources, shared when they are one object."""
        key = streams.key_of(obj) if isinstance(obj, pikepdf.Dictionary) else (0, 0)
        if key == (0, 0):
            return Resources(obj, self.fonts)
        if key not in self._resources:
            self._resources[key] = Resources(obj, self.fonts)
        return self._resources[key]

    def program(self, stream: pikepdf.Stream) -> Iterator[Operator] | list[Operator]:
        """The operators of a form; short ones are kept, since they are drawn again and again."""
        key = streams.key_of(stream)
        if key in self._programs:
            return self._programs[key]
        data = streams.decoded(stream, self.limits)
        if len(data) > _CACHE_BELOW or len(self._programs) > 2_000:
            return operators(data)
        self._programs[key] = list(operators(data))
        return self._programs[key]

    def proc(self, face: Face, name: str) -> tuple[bool, bool]:
        """Whether a Type 3 glyph draws anything, and whether it may show text itself."""
        key = (face.number, name)
        if key not in self._procs:
            stream = face.procs.get(name)
            found = set()
            if isinstance(stream, pikepdf.Stream):
                found = {op for op, _ in islice(self.program(stream), self.limits.operators)}
            self._procs[key] = (bool(found & _PAINTING), bool(found & _TEXTUAL))
        return self._procs[key]


_AREAS: Final = (("image", ("image", "inline")), ("drawing", ("drawing",)))


def page_matrix(page: pikepdf.Page) -> tuple[Matrix, float, float]:
    """From user space to points from the top left of the page as shown; width and height as shown."""
    media = rectangle(page.obj.get("/MediaBox")) or (0.0, 0.0, 612.0, 792.0)
    crop = rectangle(page.obj.get("/CropBox")) or media
    x0, y0, x1, y1 = meet(media, crop) or media
    unit = streams.real(page.obj.get("/UserUnit"), 1.0)
    unit = unit if 0 < unit <= 100 else 1.0
    width, height = (x1 - x0) * unit, (y1 - y0) * unit
    match int(streams.real(page.obj.get("/Rotate"))) % 360:
        case 90:
            return (0.0, unit, unit, 0.0, -y0 * unit, -x0 * unit), height, width
        case 180:
            return (-unit, 0.0, 0.0, unit, x1 * unit, -y0 * unit), width, height
        case 270:
            return (0.0, -unit, -unit, 0.0, y1 * unit, x1 * unit), height, width
        case _:
            return (unit, 0.0, 0.0, -unit, -x0 * unit, y1 * unit), width, height
