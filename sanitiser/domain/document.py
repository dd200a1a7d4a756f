"""The logical document: what a record says and how it is structured, without any geometry that a secret could have
moved.

Every reader of a format makes one of these, redaction works on it, and every writer starts from it alone: so nothing of
the source can reach a copy that is not a field here. All fields are plain values; `tag` tells the members of a union
apart when a document crosses a process boundary as JSON.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from sanitiser.domain.kinds import PICTURE


class Align(StrEnum):
    """Where the lines of a paragraph stand; START is left in a left-to-right script."""

    START = "start"
    CENTRE = "centre"
    END = "end"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Character formatting.

    `size` is in half-points, colours are six lower-case hex digits, `font` is one of an allow list.
    """

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    caps: bool = False
    small_caps: bool = False
    vertical: Literal["", "super", "sub"] = ""
    size: int | None = None
    colour: str | None = None
    highlight: str | None = None
    font: str | None = None


PLAIN = TextStyle()


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters in one style; never holds a tab, a line break or a control character."""

    text: str
    style: TextStyle = PLAIN
    tag: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Label:
    """A label, brackets included (`[SCHOOL 1]`); its look is fixed and owes nothing to the text it stands for."""

    text: str
    tag: Literal["label"] = "label"


@dataclass(frozen=True, slots=True)
class Tab:
    """A tabulator."""

    tag: Literal["tab"] = "tab"


@dataclass(frozen=True, slots=True)
class Break:
    """A break of the line, or before the next page or column, that the author set."""

    kind: Literal["line", "page", "column"] = "line"
    tag: Literal["break"] = "break"


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The mark of a footnote or endnote: `note` indexes Document.footnotes or Document.endnotes."""

    kind: Literal["footnote", "endnote"]
    note: int
    tag: Literal["note"] = "note"


@dataclass(frozen=True, slots=True)
class PageField:
    """The number of the page, or of all pages, computed anew by whoever shows the copy."""

    kind: Literal["page", "pages"] = "page"
    tag: Literal["page"] = "page"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, drawing, chart or other object that is not carried over: `[PICTURE]` stands in its place."""

    tag: Literal["picture"] = "picture"


Inline = Text | Label | Tab | Break | NoteRef | PageField | Picture


def plain(inline: Inline) -> str:
    """The characters that an inline gives to the paragraph's text (offsets of findings count these)."""
    match inline:
        case Text() | Label():
            return inline.text
        case Tab():
            return "\t"
        case Break():
            return "\n"
        case Picture():
            return PICTURE
        case _:
            return ""


@dataclass(frozen=True, slots=True)
class ListItem:
    """Membership of a list. Items of one `list_id` count on; `marker` is the pattern (`%1.`, `%1.%2`, or a bullet
    character).

    `level` is 0..8; `number_format` is OOXML's word: bullet, decimal, lowerLetter, upperLetter, lowerRoman,
    upperRoman, none.
    `above` are the number formats and starts of the levels over this one, for marks that count them too.
    `literal` is the mark as it was printed when the source gives only that (PDF); a writer then shows it as it is.
    """

    list_id: int
    level: int = 0
    number_format: str = "bullet"
    marker: str = "•"
    start: int = 1
    literal: str = ""
    above: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class TabStop:
    """Where a tabulator leads to: twips from the margin, how the text stands there, what fills the gap."""

    position: int
    kind: Literal["left", "center", "right", "decimal"] = "left"
    leader: Literal["", "dot", "hyphen", "underscore"] = ""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """Paragraph formatting.

    Lengths are in twentieths of a point (twips). `heading` is 0 for none, else 1..9; `title` is a cover title.
    """

    heading: int = 0
    title: bool = False
    align: Align = Align.START
    item: ListItem | None = None
    indent: int = 0
    first_line: int = 0
    space_before: int | None = None
    space_after: int | None = None
    line_spacing: int | None = None
    keep_next: bool = False
    page_break_before: bool = False
    shade: str | None = None
    border: bool = False
    indent_end: int = 0
    rule_above: bool = False
    rule_below: bool = False
    tabs: tuple[TabStop, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; one segment of the record."""

    inlines: tuple[Inline, ...] = ()
    style: ParagraphStyle = ParagraphStyle()
    tag: Literal["paragraph"] = "paragraph"

    @property
    def text(self) -> str:
        """What the paragraph says, as findings count it."""
        return "".join(plain(inline) for inline in self.inlines)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell:

    At least one block; spans in grid columns and rows (a cell covered by a row span above is absent).
    """

    blocks: tuple["Block", ...] = (Paragraph(),)
    colspan: int = 1
    rowspan: int = 1
    shade: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; `header` rows repeat on each page and are tagged as headers."""

    cells: tuple[Cell, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of `columns` equal grid columns; column widths of the source are never carried over."""

    rows: tuple[Row, ...]
    columns: int
    borders: bool = True
    tag: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class TextBox:
    """Text that stood in a frame beside the flow."""

    blocks: tuple["Block", ...]
    tag: Literal["textbox"] = "textbox"


Block = Paragraph | Table | TextBox


@dataclass(frozen=True, slots=True)
class Furniture:
    """A header or footer: on which pages it stands."""

    pages: Literal["default", "first", "even"]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one size (twips; A4 upright unless said) with their furniture and their flow of blocks.

    A section without a header or footer of a kind shows that of the section before. `title_page`: the first page has
    its own. `margins` are top, right, bottom, left. `first_page` is the number that its pages count from, if they do
    not go on; `page_format` one of ListItem's formats.
    """

    blocks: tuple[Block, ...]
    headers: tuple[Furniture, ...] = ()
    footers: tuple[Furniture, ...] = ()
    width: int = 11906
    height: int = 16838
    columns: int = 1
    new_page: bool = True
    title_page: bool = False
    margins: tuple[int, int, int, int] = (1440, 1440, 1440, 1440)
    first_page: int | None = None
    page_format: str = "decimal"


@dataclass(frozen=True, slots=True)
class Document:
    """A whole record or copy, format apart."""

    sections: tuple[Section, ...]
    footnotes: tuple[tuple[Block, ...], ...] = ()
    endnotes: tuple[tuple[Block, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph with the part of the document it stands in:

    Body, header, footer, footnote, endnote, cell, textbox.
    """

    paragraph: Paragraph
    part: str


def walk(document: Document) -> Iterator[Placed]:
    """Every paragraph in the one order that segments, findings and `rebuild` count by."""
    for section in document.sections:
        for furniture in section.headers:
            yield from _walk(furniture.blocks, "header")
        yield from _walk(section.blocks, "body")
        for furniture in section.footers:
            yield from _walk(furniture.blocks, "footer")
    for note in document.footnotes:
        yield from _walk(note, "footnote")
    for note in document.endnotes:
        yield from _walk(note, "endnote")


def _walk(blocks: tuple[Block, ...], part: str) -> Iterator[Placed]:
    for block in blocks:
        match block:
            case Paragraph():
                yield Placed(block, part)
            case Table():
                for row in block.rows:
                    for cell in row.cells:
                        yield from _walk(cell.blocks, "cell" if part == "body" else part)
            case TextBox():
                yield from _walk(block.blocks, "textbox" if part == "body" else part)


def rebuild(document: Document, paragraphs: Iterator[Paragraph | None]) -> Document:
    """The document with each paragraph of `walk` replaced by the next of `paragraphs`;

    None takes it out (a cell keeps one).
    """

    def blocks(old: tuple[Block, ...], *, keep_one: bool = False) -> tuple[Block, ...]:
        new: list[Block] = []
        for block in old:
            match block:
                case Paragraph():
                    made = next(paragraphs)
                    if made is not None:
                        new.append(made)
                case Table():
                    rows = tuple(
                        replace(r, cells=tuple(replace(c, blocks=blocks(c.blocks, keep_one=True)) for c in r.cells))
                        for r in block.rows
                    )
                    new.append(replace(block, rows=rows))
                case TextBox():
                    inner = blocks(block.blocks)
                    if inner:
                        new.append(replace(block, blocks=inner))
        return tuple(new) or ((Paragraph(),) if keep_one else ())

    sections = []
    for section in document.sections:
        headers = tuple(replace(f, blocks=blocks(f.blocks)) for f in section.headers)
        body = blocks(section.blocks)
        footers = tuple(replace(f, blocks=blocks(f.blocks)) for f in section.footers)
        sections.append(replace(section, blocks=body, headers=headers, footers=footers))
    footnotes = tuple(blocks(note, keep_one=True) for note in document.footnotes)
    endnotes = tuple(blocks(note, keep_one=True) for note in document.endnotes)
    return replace(document, sections=tuple(sections), footnotes=footnotes, endnotes=endnotes)
