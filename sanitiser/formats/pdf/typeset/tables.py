"""The grid of a table: every place filled exactly once, and how wide its columns should be.

Widths come from the words of the redacted document alone, never from the source.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sanitiser.domain.document import Block, Cell, Paragraph, Row, Table, TextBox

UPRIGHT_COLUMNS = 8
"""More columns go on a page turned to its side."""

SIDEWAYS_COLUMNS = 14
"""More columns than this overlap on any page: the rows are stacked."""

MOST_COLUMNS = 200
"""Cells beyond join the last column."""

LONGEST_WORD = 14
"""A column is made wide enough for words up to this length (characters); longer ones may break."""


def words_in(blocks: Sequence[Block]) -> list[str]:
    """Every word of blocks, tables and boxes included."""
    words: list[str] = []
    for block in blocks:
        match block:
            case Paragraph():
                words.extend(block.text.split())
            case Table():
                for row in block.rows:
                    for cell in row.cells:
                        words.extend(words_in(cell.blocks))
            case TextBox():
                words.extend(words_in(block.blocks))
    return words


def filled(table: Table) -> Table:
    """The table with spans that fit its grid and an empty cell wherever a place was left over.

    Header rows count only at the top, and only above rows that are none.
    """
    header = 0
    while header < len(table.rows) and table.rows[header].header:
        header += 1
    header = header if header < len(table.rows) else 0
    taken: set[tuple[int, int]] = set()
    placed: list[dict[int, Cell]] = []
    for y, row in enumerate(table.rows):
        bottom = header if y < header else len(table.rows)
        placed.append(_place(row, y, bottom - y, taken))
    columns = max((x for x, _ in taken), default=0) + 1
    rows: list[Row] = []
    for y, cells in enumerate(placed):
        gaps = {x: Cell() for x in range(columns) if (x, y) not in taken}
        rows.append(Row(tuple(cell for _, cell in sorted((cells | gaps).items())), header=y < header))
    return Table(tuple(rows), columns, table.borders)


def _place(row: Row, y: int, below: int, taken: set[tuple[int, int]]) -> dict[int, Cell]:
    """Give each cell of a row the first free place; `below` rows are left for it to span."""
    cells: dict[int, Cell] = {}
    x = last = 0
    for cell in row.cells:
        while (x, y) in taken:
            x += 1
        if x >= MOST_COLUMNS and cells:
            cells[last] = replace(cells[last], blocks=cells[last].blocks + cell.blocks)
            continue
        wide = 1
        while wide < cell.colspan and (x + wide, y) not in taken and x + wide < MOST_COLUMNS:
            wide += 1
        deep = max(1, min(cell.rowspan, below))
        cells[x] = replace(cell, colspan=wide, rowspan=deep)
        taken.update((x + dx, y + dy) for dx in range(wide) for dy in range(deep))
        last = x
    return cells


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is shown: `widths` are shares of a line, in characters; `sideways` needs a turned page."""

    widths: tuple[int, ...]
    sideways: bool = False
    stacked: bool = False


def shape(table: Table, room: int, sideways_room: int | None) -> Shape:
    """How to show a filled table in a line of `room` characters; `sideways_room` is None where no page can turn."""
    least, natural = _needs(table)
    if table.columns <= UPRIGHT_COLUMNS and (sum(least) <= room * 1.2 or room < 4 * table.columns):
        fits = room >= 4 * table.columns
        return Shape(_shares(least, natural, room)) if fits else Shape((), stacked=True)
    if sideways_room is not None and table.columns <= SIDEWAYS_COLUMNS:
        return Shape(_shares(least, natural, sideways_room), sideways=True)
    if table.columns <= UPRIGHT_COLUMNS:
        return Shape(_shares(least, natural, room))
    return Shape((), stacked=True)


def _needs(table: Table) -> tuple[list[int], list[int]]:
    """For each column the characters of its longest word, and those of all its text on one line."""
    least, natural = [4] * table.columns, [4] * table.columns
    spans = [0] * table.columns
    for row in table.rows:
        x = 0
        for cell in row.cells:
            while x < table.columns - 1 and spans[x]:
                x += 1
            if cell.colspan == 1:
                words = words_in(cell.blocks)
                least[x] = max(least[x], min(LONGEST_WORD, max(map(len, words), default=0)) + 2)
                natural[x] = max(natural[x], min(400, sum(map(len, words)) + len(words)) + 2)
            for covered in range(x, min(x + cell.colspan, table.columns)):
                spans[covered] = cell.rowspan
            x += cell.colspan
        spans = [max(0, left - 1) for left in spans]
    return least, natural


def _shares(least: list[int], natural: list[int], room: int) -> tuple[int, ...]:
    """Column widths in characters: what each needs, and of what is left more for those with more text."""
    if sum(natural) <= room:
        spare = room - sum(natural)
        return tuple(width + spare * width // sum(natural) for width in natural)
    total = sum(least)
    if total >= room:
        return tuple(max(3, width * room // total) for width in least)
    wishes = [max(0.0, want - need) ** 0.7 for want, need in zip(natural, least, strict=True)]
    return tuple(
        need + int((room - total) * wish / (sum(wishes) or 1.0)) for need, wish in zip(least, wishes, strict=True)
    )


def grid(table: Table) -> Iterator[tuple[Row, list[int]]]:
    """Each row of a filled table with the columns where its cells begin."""
    open_rows = [0] * table.columns
    for row in table.rows:
        starts, x = [], 0
        for cell in row.cells:
            while x < table.columns and open_rows[x]:
                x += 1
            starts.append(x)
            for covered in range(x, min(x + cell.colspan, table.columns)):
                open_rows[covered] = cell.rowspan
            x += cell.colspan
        open_rows = [max(0, left - 1) for left in open_rows]
        yield row, starts


def columns(placed: tuple[Row, list[int]], table: Table) -> list[tuple[int, Cell]]:
    """The cells of a row of `grid`, each with the column where it begins."""
    row, starts = placed
    return [(min(x, table.columns - 1), cell) for x, cell in zip(starts, row.cells, strict=True)]
