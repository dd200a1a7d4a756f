"""What the modules of this package hand each other, and what they make together."""

from dataclasses import dataclass, field

from sanitiser.domain.document import Block, Document, Paragraph, TextStyle

Ref = tuple[int, int]
"""A glyph: the index of its page and its number on that page."""


@dataclass(frozen=True, slots=True)
class Structured:
    """The logical document of a PDF and where each of its characters is drawn.

    `glyphs_of[n]` has one glyph, or None for a space that no glyph draws, for each character of paragraph `n` of
    `walk(document)`. `twins_of` names further glyphs that say the same and stand in no paragraph of their own: a
    character drawn twice, a running header on later pages, a table's header row that was repeated after a page break.
    Who takes a glyph away must take its twins away too. `marks_of[n]` are the glyphs of a list item's printed mark.
    `pages_of[n]` is the page, from 1, on which paragraph `n` begins.
    """

    document: Document
    glyphs_of: tuple[tuple[Ref | None, ...], ...]
    pages_of: dict[int, int]
    twins_of: dict[Ref, tuple[Ref, ...]] = field(default_factory=dict)
    marks_of: dict[int, tuple[Ref, ...]] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Line:
    """Glyphs of one page on one baseline, in reading order; lengths in points, y grows downwards.

    `left` and `right` are the edges of the column, cell or page that the line belongs to; `region` tells these apart.
    `trailing` says that the line ends in a drawn space. `first` and `last` are (stream, text operator) of its ends.
    """

    page: int
    glyphs: list[int]
    x0: float
    x1: float
    y: float
    top: float
    bottom: float
    size: float
    bold: bool
    bold_ends: tuple[bool, bool]
    trailing: bool
    text: str
    first: tuple[str, int]
    last: tuple[str, int]
    angle: int = 0
    left: float = 0.0
    right: float = 0.0
    region: int = 0
    in_cell: bool = False

    @property
    def middle(self) -> float:
        """Half-way between its ends."""
        return (self.x0 + self.x1) / 2


@dataclass(slots=True, eq=False)
class Char:
    """One character on its way into a paragraph."""

    text: str
    ref: Ref | None
    style: TextStyle


@dataclass(slots=True)
class Store:
    """Where the characters of each paragraph made so far are drawn, by the paragraph's identity."""

    glyphs: dict[int, tuple[Ref | None, ...]] = field(default_factory=dict)
    marks: dict[int, tuple[Ref, ...]] = field(default_factory=dict)
    pages: dict[int, int] = field(default_factory=dict)
    twins: dict[Ref, list[Ref]] = field(default_factory=dict)
    kept: list[Paragraph] = field(default_factory=list)

    def keep(self, paragraph: Paragraph, refs: tuple[Ref | None, ...], page: int, marks: tuple[Ref, ...] = ()) -> None:
        """Remember where a paragraph is drawn; it is held so that its identity stays its own."""
        self.kept.append(paragraph)
        self.glyphs[id(paragraph)] = refs
        self.pages[id(paragraph)] = page
        if marks:
            self.marks[id(paragraph)] = marks

    def replace(self, old: Paragraph, new: Paragraph) -> Paragraph:
        """Let `new`, which has the same characters, stand for `old`."""
        self.keep(new, self.glyphs[id(old)], self.pages[id(old)], self.marks.get(id(old), ()))
        return new

    def twin(self, first: Ref, second: Ref) -> None:
        """Remember that a glyph says again what another says."""
        self.twins.setdefault(first, []).append(second)


@dataclass(slots=True, eq=False)
class CellDraft:
    """A cell of a table: its place in the grid, the x of its sides, what stands in it from top to bottom."""

    page: int
    row: int
    column: int
    rowspan: int
    colspan: int
    x0: float
    x1: float
    items: list["Item"]
    shade: bool = False


@dataclass(slots=True, eq=False)
class TableDraft:
    """A table on one page, before tables cut by a page break are joined. `edges` are the x of its grid lines."""

    page: int
    edges: tuple[float, ...]
    rows: int
    cells: list[CellDraft]
    top: float
    bottom: float
    ruled: bool = True


@dataclass(slots=True, eq=False)
class PictureDraft:
    """A picture that stands in the flow."""

    page: int
    top: float
    x0: float


Item = Line | TableDraft | PictureDraft
Blocks = list[Block]
