"""Tables and text boxes as WordprocessingML; column widths follow from the text that remains, never from the source."""

from collections.abc import Callable
from typing import Final

from sanitiser.domain.document import Block, Cell, Paragraph, Row, Table, TextBox
from sanitiser.formats.docx.markup import element

BOX: Final = "SanitisedBox"
"""The table style that tells a text box in a copy from a table."""
_EDGES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_NARROWEST: Final = 6.0
_WIDEST: Final = 60.0
_MARGIN: Final = 216  # the default cell margins, left and right together

Write = Callable[[tuple[Block, ...], int], str]


def table(item: Table, width: int, write: Write) -> str:
    """A w:tbl that is `width` twips wide; `write` writes the blocks of a cell of a given width."""
    widths = column_widths(item, width)
    grid = element("tblGrid", "".join(element("gridCol", w=w) for w in widths))
    borders = "".join(element(edge, val="single", sz=4, space=0, color="auto") for edge in _EDGES)
    properties = element("tblW", w=sum(widths), type="dxa")
    properties += element("tblBorders", borders) if item.borders else ""
    properties += element("tblLayout", type="fixed") + element("tblLook", val="0000")
    covered: dict[int, tuple[int, Cell]] = {}
    rows = "".join(_row(row, item.columns, widths, covered, write) for row in item.rows)
    return element("tbl", element("tblPr", properties) + grid + rows)


def text_box(item: TextBox, width: int, write: Write) -> str:
    """A text box as a framed table of one cell: it moves with the text, grows with it and covers nothing."""
    borders = "".join(element(edge, val="single", sz=4, space=0, color="auto") for edge in _EDGES[:4])
    properties = element("tblStyle", val=BOX) + element("tblW", w=width, type="dxa")
    properties += element("tblBorders", borders) + element("tblLayout", type="fixed") + element("tblLook", val="0000")
    cell = element("tc", element("tcPr", element("tcW", w=width, type="dxa")) + write(item.blocks, width - _MARGIN))
    grid = element("tblGrid", element("gridCol", w=width))
    return element("tbl", element("tblPr", properties) + grid + element("tr", cell))


def _row(row: Row, columns: int, widths: list[int], covered: dict[int, tuple[int, Cell]], write: Write) -> str:
    """A w:tr. `covered` holds, by column, the cells whose row spans reach down to here; it is brought up to date."""
    cells = ""
    column = 0
    waiting = list(row.cells)
    while column < columns:
        if column in covered:
            left, above = covered.pop(column)
            cells += _cell(above, widths, column, "continue", write)
            if left > 1:
                covered[column] = (left - 1, above)
            column += above.colspan
        elif waiting:
            cell = waiting.pop(0)
            cells += _cell(cell, widths, column, "restart" if cell.rowspan > 1 else "", write)
            if cell.rowspan > 1:
                covered[column] = (cell.rowspan - 1, cell)
            column += cell.colspan
        else:
            break
    properties = element("gridAfter", val=columns - column) if column < columns else ""
    properties += element("tblHeader") if row.header else ""
    if not cells:
        cells = _cell(Cell(), widths, 0, "", write)
    return element("tr", (element("trPr", properties) if properties else "") + cells)


def _cell(cell: Cell, widths: list[int], column: int, merge: str, write: Write) -> str:
    width = sum(widths[column : column + cell.colspan])
    said = element("tcW", w=width, type="dxa")
    said += element("gridSpan", val=cell.colspan) if cell.colspan > 1 else ""
    said += element("vMerge", val=merge) if merge else ""
    said += element("shd", val="clear", color="auto", fill=cell.shade) if cell.shade else ""
    blocks = (Paragraph(),) if merge == "continue" else cell.blocks
    return element("tc", element("tcPr", said) + write(blocks, width - _MARGIN))


def column_widths(item: Table, width: int) -> list[int]:
    """Twips of each column: room for its longest word, and for the rest by the square root of how much it holds."""
    words = [_NARROWEST] * item.columns
    volume = [_NARROWEST] * item.columns
    reached: list[int] = [0] * item.columns
    for row in item.rows:
        column = 0
        free = [at for at in range(item.columns) if reached[at] == 0]
        reached = [max(0, left - 1) for left in reached]
        for cell in row.cells:
            column = next((at for at in free if at >= column), item.columns)
            if column < item.columns and cell.colspan == 1:
                longest, total = _measure(cell.blocks)
                words[column] = max(words[column], min(longest, _WIDEST / 2))
                volume[column] = max(volume[column], min(total, 40 * _WIDEST))
            for at in range(column, min(column + cell.colspan, item.columns)):
                reached[at] = cell.rowspan - 1
            column += cell.colspan
    weights = [word + 3 * amount**0.5 for word, amount in zip(words, volume, strict=True)]
    whole = sum(weights)
    made = [max(1, int(width * weight / whole)) for weight in weights]
    made[-1] += width - sum(made)
    return [max(1, each) for each in made]


def _measure(blocks: tuple[Block, ...]) -> tuple[float, float]:
    """The characters of the longest word of some blocks, and of all of them."""
    longest, total = 0.0, 0.0
    for block in blocks:
        match block:
            case Paragraph():
                text = block.text
                longest = max(longest, *(float(len(word)) for word in text.split()), 0.0)
                total += len(text)
            case Table():
                for row in block.rows:
                    for cell in row.cells:
                        inner, amount = _measure(cell.blocks)
                        longest, total = max(longest, inner), total + amount
            case TextBox():
                inner, amount = _measure(block.blocks)
                longest, total = max(longest, inner), total + amount
    return longest, total
