"""Table drafts to tables: header rows, and tables that a page break had cut made whole again.

How the lines of a column are aligned is not asked: where they end follows from what they say.
"""

from collections.abc import Callable, Sequence

from sanitiser.domain.document import Block, Cell, Paragraph, Row, Table
from sanitiser.formats.pdf.structure.compose import unbolded
from sanitiser.formats.pdf.structure.context import Context
from sanitiser.formats.pdf.structure.model import CellDraft, Item, Line, Store, TableDraft

_EDGE = 4.0


def joined(items: Sequence[Item], context: Context, store: Store) -> list[Item]:
    """Tables that follow one another with the same columns become one; a header row said again is a twin."""
    out: list[Item] = []
    for item in items:
        last = out[-1] if out else None
        if isinstance(item, TableDraft) and isinstance(last, TableDraft) and _same_columns(last, item):
            _append(last, item, context, store)
        else:
            out.append(item)
    return out


def _same_columns(one: TableDraft, two: TableDraft) -> bool:
    return len(one.edges) == len(two.edges) and all(
        abs((a - one.edges[0]) - (b - two.edges[0])) <= _EDGE for a, b in zip(one.edges, two.edges, strict=True)
    )


def _append(one: TableDraft, two: TableDraft, context: Context, store: Store) -> None:
    skip = _repeated(one, two, store)
    cells = [cell for cell in two.cells if cell.row >= skip]
    shift = one.rows - skip
    first = [cell for cell in cells if cell.row == skip]
    last = {cell.column: cell for cell in one.cells if cell.row + cell.rowspan == one.rows}
    if two.page != one.page and _goes_on(first, last, context):
        for cell in first:
            last[cell.column].items.extend(cell.items)
        cells = [cell for cell in cells if cell.row > skip]
        shift -= 1
    for cell in cells:
        cell.row += shift
    one.cells.extend(cells)
    one.rows = max(one.rows, shift + two.rows)
    one.page = two.page


def _lines(cell: CellDraft) -> list[Line]:
    return [item for item in cell.items if isinstance(item, Line)]


def _words(cells: Sequence[CellDraft]) -> list[tuple[int, str]]:
    return [(cell.column, " ".join(line.text for line in _lines(cell))) for cell in cells]


def _repeated(one: TableDraft, two: TableDraft, store: Store) -> int:
    """How many rows at the top of the second table say the first rows of the first again."""
    if one.page == two.page:
        return 0
    count = 0
    while count < min(2, one.rows - 1, two.rows - 1):
        own = sorted((c for c in one.cells if c.row == count), key=lambda c: c.column)
        again = sorted((c for c in two.cells if c.row == count), key=lambda c: c.column)
        said = "".join(text for _, text in _words(own))
        if not said or _words(own) != _words(again):
            break
        # a second row of figures or dates is an entry like others
        if count and any(letter.isdigit() for letter in said):
            break
        for first, second in zip(own, again, strict=True):
            _twins(_lines(first), _lines(second), store)
        count += 1
    return count


def _twins(first: Sequence[Line], second: Sequence[Line], store: Store) -> None:
    ours = [(line.page, n) for line in first for n in line.glyphs]
    theirs = [(line.page, n) for line in second for n in line.glyphs]
    for one, two in zip(ours, theirs, strict=False):
        store.twin(one, two)


def _goes_on(first: Sequence[CellDraft], last: dict[int, CellDraft], context: Context) -> bool:
    """Whether a row goes on after the page break: every cell that says something goes on in mid-sentence."""
    telling = [cell for cell in first if _lines(cell)]
    if not telling or any(cell.column not in last or not _lines(last[cell.column]) for cell in telling):
        return False
    pairs = [(_lines(last[cell.column])[-1], _lines(cell)[0]) for cell in telling]
    if context.trailing:
        return any(a.trailing for a, _ in pairs)
    return all(b.text[0].islower() and a.text[-1] not in ".!?" for a, b in pairs)


def table_of(draft: TableDraft, blocks: Callable[[CellDraft], tuple[Block, ...]], store: Store) -> Table:
    """The table of a draft. Fields that no cell covers become empty cells, for a table has no holes."""
    by_row: dict[int, list[CellDraft]] = {}
    for cell in sorted(draft.cells, key=lambda c: (c.row, c.column)):
        by_row.setdefault(cell.row, []).append(cell)
    header = _header(by_row)
    rows = []
    for number in sorted(by_row):
        cells = tuple(
            Cell(
                _unbolded(blocks(cell), store) if number == header else blocks(cell),
                cell.colspan,
                cell.rowspan,
            )
            for cell in by_row[number]
        )
        rows.append(Row(cells, header=number == header))
    return Table(tuple(rows), max(1, len(draft.edges) - 1), borders=draft.ruled)


def _header(by_row: dict[int, list[CellDraft]]) -> int:
    """The first row if all that it says is bold and not all below is; -1 if there is none."""
    if len(by_row) < 2:
        return -1
    first = min(by_row)
    head = [line for cell in by_row[first] for line in _lines(cell)]
    below = [line for number in by_row if number != first for cell in by_row[number] for line in _lines(cell)]
    telling = sum(1 for cell in by_row[first] if _lines(cell))
    bold = bool(head) and all(line.bold for line in head) and not all(line.bold for line in below)
    return first if bold and telling > 1 else -1


def _unbolded(blocks: tuple[Block, ...], store: Store) -> tuple[Block, ...]:
    """The blocks of a header cell, which is bold by being one."""
    return tuple(
        store.replace(block, Paragraph(unbolded(block.inlines), block.style)) if isinstance(block, Paragraph) else block
        for block in blocks
    )
