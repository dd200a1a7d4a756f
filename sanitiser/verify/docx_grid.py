"""Widths in the tables of a DOCX copy: they may follow from the text that remains, and from nothing else.

A grid as wide as it says, cells as wide as their columns, and in a table without joined cells columns as wide as their
texts ask for. Does not check how wide a whole table is, nor the shares of columns where cells are joined.
"""

from dataclasses import dataclass, field

_LEAST, _WORD, _VOLUME = 6.0, 30.0, 2400.0
"""Characters: what an empty column counts as, the longest word and the longest text that count."""


@dataclass(slots=True)
class _Cell:
    span: int = 1
    width: int = -1
    descriptions: int = 0
    longest: float = 0.0
    total: float = 0.0


@dataclass(slots=True)
class _Table:
    whole: int = -1
    columns: list[int] = field(default_factory=list)
    row: list[_Cell] = field(default_factory=list)
    words: dict[int, float] = field(default_factory=dict)
    volume: dict[int, float] = field(default_factory=dict)
    cell: _Cell | None = None
    joined: bool = False
    paragraph: str = ""


@dataclass(slots=True)
class Grids:
    """Fed with what a parser meets; `wrong` counts what is not as it should be."""

    wrong: int = 0
    _open: list[_Table] = field(default_factory=list)

    def start(self, name: str, values: dict[str, str]) -> None:
        """An element begins; `name` has the short prefix."""
        if name == "w:tbl":
            self._open.append(_Table())
        if not self._open:
            return
        table, cell = self._open[-1], self._open[-1].cell
        match name:
            case "w:tblW":
                table.whole = _number(values)
            case "w:gridCol":
                table.columns.append(_number(values))
            case "w:tc":
                table.cell = _Cell()
            case "w:tcPr" if cell is not None:
                cell.descriptions += 1
            case "w:tcW" if cell is not None:
                cell.width = _number(values)
            case "w:gridSpan" if cell is not None:
                cell.span = _number(values, "w:val")
                table.joined = True
            case "w:vMerge" | "w:gridAfter" | "w:fldSimple":
                table.joined = True
            case "w:p":
                table.paragraph = ""
            case "w:tab" if values:
                pass  # a place for tabulators, not one of them
            case "w:tab" | "w:br":
                table.paragraph += " "

    def say(self, text: str) -> None:
        """Characters of a text."""
        if self._open:
            self._open[-1].paragraph += text

    def end(self, name: str) -> None:
        """An element ends."""
        if not self._open:
            return
        table = self._open[-1]
        match name:
            case "w:p" if table.cell is not None:
                _count(table.cell, table.paragraph)
            case "w:tc" if table.cell is not None:
                table.row.append(table.cell)
                table.cell = None
            case "w:tr":
                self._row(table)
            case "w:tbl":
                self._table(table)

    def _row(self, table: _Table) -> None:
        at = 0
        for cell in table.row:
            if cell.descriptions != 1 or cell.width != sum(table.columns[at : at + cell.span]):
                self.wrong += 1
            if cell.span == 1:
                table.words[at] = max(table.words.get(at, _LEAST), min(cell.longest, _WORD))
                table.volume[at] = max(table.volume.get(at, _LEAST), min(cell.total, _VOLUME))
            at += cell.span
        table.row = []

    def _table(self, table: _Table) -> None:
        self._open.pop()
        if table.whole != sum(table.columns):
            self.wrong += 1
        if not table.joined and any(abs(a - b) > 1 for a, b in zip(_wanted(table), table.columns, strict=True)):
            self.wrong += 1
        if self._open:
            self._open[-1].joined = True  # what a table in a cell counts as is not checked


def _wanted(table: _Table) -> list[int]:
    """The columns' widths by their texts; what rounding leaves goes to the last."""
    weights = [table.words.get(n, _LEAST) + 3 * table.volume.get(n, _LEAST) ** 0.5 for n in range(len(table.columns))]
    made = [max(1, int(table.whole * weight / sum(weights))) for weight in weights]
    return [*made[:-1], max(1, made[-1] + table.whole - sum(made))] if made else made


def _count(cell: _Cell, paragraph: str) -> None:
    cell.longest = max([cell.longest, *(float(len(word)) for word in paragraph.split())])
    cell.total += len(paragraph)


def _number(values: dict[str, str], key: str = "w:w") -> int:
    value = values.get(key, "")
    return int(value) if value.isdecimal() else -1
