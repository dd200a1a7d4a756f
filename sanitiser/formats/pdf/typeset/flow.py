"""A document as the plain data that the template reads: blocks as dictionaries, `k` tells their kind.

What the template is told is decided here, from the redacted document alone: heading levels without a gap, marks of
list items, widths of columns, where a long word may break. Colours come down to a few: a council's own shade would
name it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sanitiser.domain.document import (
    Align,
    Block,
    Break,
    Cell,
    Document,
    Furniture,
    Inline,
    Label,
    NoteRef,
    PageField,
    Paragraph,
    Picture,
    Row,
    Tab,
    Table,
    Text,
    TextBox,
    TextStyle,
    plain,
)
from sanitiser.domain.kinds import PICTURE
from sanitiser.formats.pdf.typeset.characters import breakable, right_to_left, shown
from sanitiser.formats.pdf.typeset.look import Data, bold, look, tint
from sanitiser.formats.pdf.typeset.marks import Marks
from sanitiser.formats.pdf.typeset.numbers import without_page_numbers
from sanitiser.formats.pdf.typeset.tables import Shape, columns, filled, grid, shape, words_in

LINE: Final = 88
"""Characters that fit a line of body text; of a table, whose letters are smaller, TABLE_LINE and SIDEWAYS_LINE."""
TABLE_LINE: Final = 92
SIDEWAYS_LINE: Final = 142

DEEPEST_TABLE: Final = 4
DEEPEST_LIST: Final = 6
DEEPEST_HEADING: Final = 6
LONGEST_HEADING: Final = 240
"""Characters; what is longer stays strong text, for an outline must not hold paragraphs that may go over a page."""
SHORT_BOX_WORDS: Final = 150
LOOSE_ITEM_WORDS: Final = 18

_PAGE_WORDS: Final = re.compile(r"\W*(?:(?:page|pg|p|of)\b\W*)*", re.IGNORECASE)


@dataclass(slots=True)
class Flow:
    """Turns the blocks of one document into data, counting characters that no font has."""

    document: Document
    missing: int = 0
    _marks: Marks = field(default_factory=Marks)
    _noted: dict[tuple[str, int], int] = field(default_factory=dict)
    _in_note: bool = False

    def blocks(self) -> list[Data]:
        """The whole document in reading order, furniture once."""
        out: list[Data] = []
        printed: set[tuple[Block, ...]] = set()
        for section in self.document.sections:
            out.extend(self._furniture(section.headers, "header", printed))
            out.extend(self._blocks(section.blocks, LINE, 0))
            out.extend(self._furniture(section.footers, "footer", printed))
        out.extend(self._notes_left())
        return out

    def _furniture(self, furniture: Sequence[Furniture], kind: str, printed: set[tuple[Block, ...]]) -> Iterator[Data]:
        """Headers and footers stand once, as a block of small type: each page has its number from the template."""
        for piece in furniture:
            if piece.blocks in printed:
                continue
            printed.add(piece.blocks)
            inside = self._blocks([b for b in piece.blocks if not _only_page_number(b)], LINE, 1)
            if inside:
                yield {"k": kind, "b": inside}

    def _blocks(self, blocks: Sequence[Block], room: int, depth: int) -> list[Data]:
        """Blocks in a line of `room` characters; `depth` counts the tables and boxes around them."""
        out: list[Data] = []
        items: list[tuple[int, str, Data]] = []
        for block in (*blocks, None):
            if isinstance(block, Paragraph) and block.style.item and (depth or not _heads(block)):
                mark = self._show(self._marks.next(block.style.item))
                body = self._paragraph(block, room, depth)
                if body is not None:
                    items.append((min(block.style.item.level, DEEPEST_LIST), mark, body))
                continue
            if items:
                out.append(_list(items))
                items = []
            match block:
                case Paragraph():
                    made = self._paragraph(block, room, depth)
                    out.extend([made] if made else [])
                case Table():
                    out.extend(self._table(block, room, depth))
                case TextBox():
                    inside = self._blocks(block.blocks, room - 4, depth + 1)
                    out.extend([_box(inside)] if inside else [])
        return out

    def _paragraph(self, paragraph: Paragraph, room: int, depth: int) -> Data | None:
        """One paragraph; None if nothing of it shows."""
        style = paragraph.style
        plain = bool(depth) or len(paragraph.text) > LONGEST_HEADING
        heading = 0 if plain else style.heading
        title = style.title and not plain
        inlines = _without_edges(paragraph.inlines)
        runs = self._runs(inlines, room, plain_look=bool(heading or title))
        if not any(_shows(run) for run in runs):
            return None
        if (heading or title) and style.item and (mark := self._show(self._marks.next(style.item))):
            runs.insert(0, {"s": mark + " "})
        made: Data = {"k": "p", "r": runs}
        if heading or title:
            made = {"k": "h", "h": heading, "r": runs, "title": title}
        elif depth and (style.heading or style.title):
            made["strong"] = True
        elif style.heading or style.title:
            made["r"] = bold(runs)
        if style.align in {Align.CENTRE, Align.END} and not style.item:
            made["a"] = style.align.value
        if style.indent > 0 and not style.item and not heading:
            made["in"] = min(4, round(style.indent / 567))
        if (style.border or style.shade) and not heading and not depth:
            made = _box([made])
        if right_to_left(paragraph.text) and not style.item:
            made["rtl"] = True
        return made

    def _show(self, text: str) -> str:
        made = shown(text)
        self.missing += made.missing
        return made.text

    def _runs(self, inlines: Sequence[Inline], room: int, *, plain_look: bool) -> list[Data]:
        runs: list[Data] = []
        space = True
        for inline in without_page_numbers(inlines):
            match inline:
                case Text():
                    text = breakable(self._show(inline.text), room)
                    text = re.sub(" {2,}", " ", text)
                    text = text[1:] if space and text.startswith(" ") else text
                    if text:
                        runs.append({"s": text, **look(inline.style, plain_look=plain_look)})
                        space = text.endswith(" ")
                    continue
                case Label():
                    runs.append({"l": breakable(inline.text, room)})
                case Picture():
                    runs.append({"l": PICTURE})
                case Tab():
                    runs.append({"t": 1})
                case Break():
                    runs.append({"br": 1})
                case NoteRef():
                    runs.extend(self._note(inline, in_heading=plain_look))
            space = isinstance(inline, Tab | Break)
        return runs

    def _note(self, mark: NoteRef, *, in_heading: bool) -> list[Data]:
        """A note at its first mark; another mark of it shows its number, one in a heading or a note a dagger.

        The typesetter would put a heading's note into the outline.
        """
        notes = self.document.footnotes if mark.kind == "footnote" else self.document.endnotes
        key = (mark.kind, mark.note)
        if not 0 <= mark.note < len(notes):
            return []
        if key in self._noted:
            return [{"s": str(self._noted[key]), "v": "super"}]
        if in_heading or self._in_note:
            return [{"s": "†", "v": "super"}]
        self._noted[key] = len(self._noted) + 1
        return [{"n": self._inside_note(notes[mark.note]) or [{"k": "p", "r": [{"s": "–"}]}]}]

    def _inside_note(self, blocks: Sequence[Block]) -> list[Data]:
        self._in_note = True
        inside = self._blocks(blocks, LINE, 1)
        self._in_note = False
        return inside

    def _notes_left(self) -> Iterator[Data]:
        """Notes that no mark in the text leads to: they are content all the same."""
        for kind, notes in (("footnote", self.document.footnotes), ("endnote", self.document.endnotes)):
            for number, blocks in enumerate(notes):
                if (kind, number) not in self._noted and (inside := self._inside_note(blocks)):
                    if inside[0]["k"] == "p":
                        inside[0]["r"].insert(0, {"s": "†", "v": "super"})
                    yield {"k": "footer", "b": inside}

    def _table(self, table: Table, room: int, depth: int) -> list[Data]:
        if not any(row.cells for row in table.rows):
            return []
        table = filled(table)
        if depth >= DEEPEST_TABLE:
            return self._flattened(table, room, depth)
        if len(table.rows) == table.columns == 1:
            inside = self._blocks(table.rows[0].cells[0].blocks, room - 4, depth + 1)
            return [_box(inside)] if inside else []
        line = min(room, TABLE_LINE) if depth else TABLE_LINE
        made = shape(table, line, None if depth else SIDEWAYS_LINE)
        if made.stacked:
            return self._stacked(table, room, depth)
        rows = [[self._cell(cell, x, made, depth) for x, cell in columns(row, table)] for row in grid(table)]
        header = sum(1 for row in table.rows if row.header)
        data: Data = {"k": "table", "w": list(made.widths), "rows": rows, "head": header, "lines": table.borders}
        return [data | ({"side": True} if made.sideways else {})]

    def _cell(self, cell: Cell, x: int, made: Shape, depth: int) -> Data:
        room = max(3, int(sum(made.widths[x : x + cell.colspan]) * 0.85) - 1)
        data: Data = {"b": self._blocks(cell.blocks, room, depth + 1)}
        if cell.colspan > 1:
            data["cs"] = cell.colspan
        if cell.rowspan > 1:
            data["rs"] = cell.rowspan
        if cell.shade and tint(cell.shade):
            data["f"] = True
        return data

    def _flattened(self, table: Table, room: int, depth: int) -> list[Data]:
        """A table that stands too deep: its cells one after the other."""
        return [made for row in table.rows for cell in row.cells for made in self._blocks(cell.blocks, room, depth + 1)]

    def _stacked(self, table: Table, room: int, depth: int) -> list[Data]:
        """A table with too many columns for a page: each row as a small table of heading and value.

        Empty values go, but in the first row: there they show the headings. Without header rows: cell after cell.
        """
        placed = list(grid(table))
        header = sum(1 for row in table.rows if row.header)
        if not header:
            return self._flattened(table, room, depth)
        names: dict[int, list[str]] = {}
        for row in placed[:header]:
            for x, cell in columns(row, table):
                for covered in range(x, x + cell.colspan):
                    names.setdefault(covered, []).extend(words_in(cell.blocks))
        out: list[Data] = []
        for number, row in enumerate(placed[header:]):
            pairs = [
                Row((Cell((Paragraph((Text(" ".join(names.get(x, [])), TextStyle(bold=True)),)),)), Cell(cell.blocks)))
                for x, cell in columns(row, table)
                if not number or words_in(cell.blocks)
            ]
            if pairs:
                out.extend(self._table(Table(tuple(pairs), 2, table.borders), room, depth))
        return out


def _list(items: Sequence[tuple[int, str, Data]]) -> Data:
    """Items of a run as nested lists; a skipped level counts as one."""
    top = min(level for level, _, _ in items)
    marks: list[str] = []
    bodies: list[list[Data]] = []
    at = 0
    while at < len(items):
        level, mark, body = items[at]
        if level > top and bodies:
            end = at
            while end < len(items) and items[end][0] > top:
                end += 1
            bodies[-1].append(_list(items[at:end]))
            at = end
            continue
        marks.append(mark)
        bodies.append([body])
        at += 1
    made: Data = {"k": "list", "m": marks, "i": bodies}
    return made | ({"loose": True} if word_count(bodies) > LOOSE_ITEM_WORDS * len(bodies) else {})


def _heads(paragraph: Paragraph) -> bool:
    return bool(paragraph.style.heading or paragraph.style.title)


def _box(inside: list[Data]) -> Data:
    """A bordered block; a short one does not break over pages."""
    box: Data = {"k": "box", "b": inside}
    return box | ({"whole": True} if word_count(inside) < SHORT_BOX_WORDS else {})


def word_count(data: Any) -> int:
    """How many words data of the template holds."""
    match data:
        case dict():
            own = len(data.get("s", "").split()) + len(data.get("l", "").split())
            return own + sum(word_count(value) for value in data.values() if isinstance(value, list))
        case list():
            return sum(word_count(value) for value in data)
        case _:
            return 0


def _without_edges(inlines: Sequence[Inline]) -> Sequence[Inline]:
    """A paragraph without white space and breaks at its ends."""
    first, last = 0, len(inlines)
    while first < last and _blank(inlines[first]):
        first += 1
    while last > first and _blank(inlines[last - 1]):
        last -= 1
    return inlines[first:last]


def _blank(inline: Inline) -> bool:
    return isinstance(inline, Text | Tab | Break) and not plain(inline).strip()


def _shows(run: Data) -> bool:
    return bool("l" in run or "n" in run or run.get("s", "").strip(" \u200b\u200c\u200d"))


def _only_page_number(block: Block) -> bool:
    """A page number that the source printed on each page: the copy has its own."""
    if not isinstance(block, Paragraph) or not any(isinstance(i, PageField) for i in block.inlines):
        return False
    return _PAGE_WORDS.fullmatch(block.text) is not None
