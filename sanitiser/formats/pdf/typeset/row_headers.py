"""Tables without a header row get headers of rows: the typesetter tags headers of columns alone.

Without any header cell a table fails PDF/UA (Matterhorn 15), and a screen reader cannot say what a value belongs to.
The first cell of a row is what names it in the forms and lists that records hold.
"""

import re
from typing import Final

# `/Headers[]` and `/Scope/Row` are equally long, so no offset of the file moves.
_ELEMENT: Final = re.compile(rb"\n(\d+) 0 obj\n<</Type/StructElem/S/(Table|TR|TD)/P (\d+) 0 R([^\n]*)\n")
_KIDS: Final = re.compile(rb"/K\[([\d R]+)\]>>$")
_REFERENCE: Final = re.compile(rb"(\d+) 0 R")
_ROW_SPAN: Final = re.compile(rb"/RowSpan (\d+)")


def tag_row_headers(pdf: bytes) -> bytes:
    """The file with the first cell of each row tagged as its header, in tables that have no header row."""
    elements = {int(found[1]): found for found in _ELEMENT.finditer(pdf)}
    made = bytearray(pdf)
    for table in elements.values():
        if table[2] != b"Table":
            continue
        covered = 0
        for row in _kids(table, elements):
            if row[2] != b"TR":
                break
            cells = _kids(row, elements)
            if covered:
                covered -= 1
            elif cells and cells[0][2] == b"TD":
                _make_header(made, cells[0])
                span = _ROW_SPAN.search(cells[0][4])
                covered = int(span[1]) - 1 if span else 0
    return bytes(made)


def _kids(element: re.Match[bytes], elements: dict[int, re.Match[bytes]]) -> list[re.Match[bytes]]:
    found = _KIDS.search(element[4])
    numbers = [int(number) for number in _REFERENCE.findall(found[1])] if found else []
    return [elements[number] for number in numbers if number in elements]


def _make_header(made: bytearray, cell: re.Match[bytes]) -> None:
    if b"/Headers[]" in cell[4]:
        rest = cell.start(4) + cell[4].index(b"/Headers[]")
        made[cell.start(2) : cell.end(2)] = b"TH"
        made[rest : rest + 10] = b"/Scope/Row"
