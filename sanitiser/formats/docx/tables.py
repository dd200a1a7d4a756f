"""Tables: the grid of cells with their spans, and what a table style gives to each cell."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from sanitiser.domain.document import Block, Cell, Paragraph, Row, Table, TextBox
from sanitiser.formats.docx.colours import fill
from sanitiser.formats.docx.paragraphs import is_deleted_row
from sanitiser.formats.docx.reading import Around, Reading, bury_control, words_of
from sanitiser.formats.docx.styles import TablePart, borders, over_part
from sanitiser.formats.docx.write_tables import BOX
from sanitiser.formats.docx.xml import Element, attribute, child, is_on, name, whole

_WIDEST: Final = 63  # columns; Word's own cap
_FIRST_ROW, _LAST_ROW, _FIRST_COLUMN, _LAST_COLUMN = 0x0020, 0x0040, 0x0080, 0x0100
_NO_ROW_BANDS, _NO_COLUMN_BANDS = 0x0200, 0x0400

ReadBlocks = Callable[[Element, Reading, Around], tuple[Block, ...]]


@dataclass(slots=True)
class _Slot:
    """A cell of the source at its place in the grid; `down` marks one that a row span above covers."""

    element: Element
    row: int
    column: int
    span: int
    down: bool
    rows: int = 1


@dataclass(frozen=True, slots=True)
class _Shape:
    """What decides which parts of a table style hold for a cell."""

    look: int
    rows: int
    columns: int


def read_table(element: Element, reading: Reading, around: Around, read_blocks: ReadBlocks) -> tuple[Block, ...]:
    """Read a w:tbl. A table nested deeper than the cap is given as its paragraphs; one without cells as nothing."""
    rows = _rows(element, reading)
    grid = [_slots(row, at) for at, row in enumerate(rows)]
    columns = max((slot.column + slot.span for slots in grid for slot in slots), default=0)
    if not columns:
        return ()
    _span_rows(grid)
    properties = child(element, "w:tblPr")
    parts = reading.styles.table(attribute(child(properties, "w:tblStyle")))
    shape = _Shape(_conditions(child(properties, "w:tblLook")), len(rows), columns)
    inner = replace(around, tables=around.tables + 1)
    if attribute(child(properties, "w:tblStyle")) == BOX and len(grid) == len(grid[0]) == 1:
        return _box(grid[0][0].element, inner, reading, read_blocks)
    made: list[Row] = []
    for at, slots in enumerate(grid):
        cells = tuple(_cell(slot, parts, shape, inner, reading, read_blocks) for slot in slots if not slot.down)
        before = min(whole(attribute(child(child(rows[at], "w:trPr"), "w:gridBefore"))) or 0, _WIDEST)
        header = is_on(child(child(rows[at], "w:trPr"), "w:tblHeader")) is True
        made.append(Row((Cell(colspan=before), *cells) if before > 0 else cells, header))
    if inner.tables > reading.limits.table_nesting:
        return tuple(block for row in made for cell in row.cells for block in cell.blocks)
    return (Table(tuple(made), columns, _is_ruled(properties, parts, grid)),)


def _box(cell: Element, around: Around, reading: Reading, read_blocks: ReadBlocks) -> tuple[Block, ...]:
    """A text box as an earlier copy of ours holds it."""
    blocks = read_blocks(cell, reading, around)
    if len(blocks) > 1 and not isinstance(blocks[-2], Paragraph) and blocks[-1] == Paragraph():
        blocks = blocks[:-1]
    return (TextBox(blocks),) if blocks else ()


def _rows(element: Element, reading: Reading) -> list[Element]:
    """The rows of a table, also those that content controls wrap; deleted ones are put by."""
    rows: list[Element] = []
    for item in element:
        short = name(item)
        if short == "w:tr" and is_deleted_row(item):
            reading.count("tracked-deletions")
            reading.bury("deletion", words_of(item))
        elif short == "w:tr":
            rows.append(item)
        elif short in ("w:sdt", "w:customXml", "w:sdtContent", "w:ins", "w:moveTo"):
            bury_control(reading, item)
            rows += _rows(item, reading)
    return rows


def _cells(row: Element) -> list[Element]:
    cells: list[Element] = []
    for item in row:
        short = name(item)
        if short == "w:tc":
            cells.append(item)
        elif short in ("w:sdt", "w:customXml", "w:sdtContent"):
            cells += _cells(item)
    return cells


def _slots(row: Element, at: int) -> list[_Slot]:
    slots: list[_Slot] = []
    column = min(max(whole(attribute(child(child(row, "w:trPr"), "w:gridBefore"))) or 0, 0), _WIDEST)
    for cell in _cells(row):
        properties = child(cell, "w:tcPr")
        span = min(max(whole(attribute(child(properties, "w:gridSpan"))) or 1, 1), _WIDEST)
        merge, across = child(properties, "w:vMerge"), child(properties, "w:hMerge")
        if across is not None and (attribute(across) or "continue") == "continue" and slots:
            slots[-1].span = min(slots[-1].span + span, _WIDEST)
        else:
            down = merge is not None and (attribute(merge) or "continue") == "continue"
            slots.append(_Slot(cell, at, column, span, down))
        column += span
        if column >= 2 * _WIDEST:
            break
    return slots


def _span_rows(grid: list[list[_Slot]]) -> None:
    """Count the rows that each cell spans. A continuation with no cell above of its own width stands for itself."""
    above: dict[int, _Slot] = {}
    for slots in grid:
        now: dict[int, _Slot] = {}
        for slot in slots:
            over = above.get(slot.column)
            if slot.down and over is not None and over.span == slot.span:
                over.rows += 1
                now[slot.column] = over
            else:
                slot.down = False
                now[slot.column] = slot
        above = now


def _cell(
    slot: _Slot,
    parts: dict[str, TablePart],
    shape: _Shape,
    around: Around,
    reading: Reading,
    read_blocks: ReadBlocks,
) -> Cell:
    part = _part(slot, parts, shape)
    shading = child(child(slot.element, "w:tcPr"), "w:shd")
    shade = part.shade if shading is None else fill(shading)
    within = replace(around, run=part.run, paragraph=part.paragraph, background=shade or around.background)
    blocks = read_blocks(slot.element, reading, within) or (Paragraph(),)
    return Cell(blocks, slot.span, slot.rows, shade or None)


def _conditions(look: Element | None) -> int:
    """The bits of a w:tblLook, from its number or from its single attributes."""
    if look is None:
        return 0
    value = attribute(look)
    if value is not None:
        try:
            return int(value, 16) if len(value) <= 8 else 0
        except ValueError:
            return 0
    names = {
        "w:firstRow": _FIRST_ROW,
        "w:lastRow": _LAST_ROW,
        "w:firstColumn": _FIRST_COLUMN,
        "w:lastColumn": _LAST_COLUMN,
        "w:noHBand": _NO_ROW_BANDS,
        "w:noVBand": _NO_COLUMN_BANDS,
    }
    return sum(bit for short, bit in names.items() if (attribute(look, short) or "0") in ("1", "true", "on"))


def _part(slot: _Slot, parts: dict[str, TablePart], shape: _Shape) -> TablePart:
    """What the table style says of one cell: the whole table, bands, columns, rows, corners, each over the last."""
    look = shape.look
    first_row, first_column = look & _FIRST_ROW and slot.row == 0, look & _FIRST_COLUMN and slot.column == 0
    last_row = look & _LAST_ROW and slot.row + slot.rows >= shape.rows
    last_column = look & _LAST_COLUMN and slot.column + slot.span >= shape.columns
    names: list[str] = []
    if not look & _NO_COLUMN_BANDS:
        names.append("band1Vert" if (slot.column - bool(look & _FIRST_COLUMN)) % 2 == 0 else "band2Vert")
    if not look & _NO_ROW_BANDS:
        names.append("band1Horz" if (slot.row - bool(look & _FIRST_ROW)) % 2 == 0 else "band2Horz")
    names += [part for part, holds in (("lastCol", last_column), ("firstCol", first_column)) if holds]
    names += [part for part, holds in (("lastRow", last_row), ("firstRow", first_row)) if holds]
    names += [corner for corner, row, column in _CORNERS if {"r0": first_row, "r9": last_row}[row]
              and {"c0": first_column, "c9": last_column}[column]]  # fmt: skip
    part = parts[""]
    for each in names:
        if each in parts:
            part = over_part(part, parts[each])
    return part


_CORNERS: Final = (("seCell", "r9", "c9"), ("swCell", "r9", "c0"), ("neCell", "r0", "c9"), ("nwCell", "r0", "c0"))


def _is_ruled(properties: Element | None, parts: dict[str, TablePart], grid: list[list[_Slot]]) -> bool:
    """Whether lines are drawn: said by the table, else by its style, else by most of its cells."""
    said = borders(properties)
    if said is None:
        said = parts[""].borders
    of_cells = [borders(child(slot.element, "w:tcPr")) for slots in grid for slot in slots]
    drawn, bare = of_cells.count(True), of_cells.count(False)
    if said:
        return bare * 2 <= len(of_cells)
    return drawn * 2 > len(of_cells)
