"""Tables in strict copies, read by pdfplumber, have the rows and columns of the source, cell by cell."""

import pdfplumber
import pytest

from tests.run.conftest import Run
from tests.run.readers import plain

SHAPES = {
    "ICPC minutes.pdf": [(6, 3)],
    "adult needs assessment.pdf": [(6, 2), (5, 3)],
    "Quarry Mount safeguarding file.pdf": [(6, 2)],
    "nursery record.pdf": [(5, 2)],
}
# drawn lines alone: a label stands on a grey rectangle
LINES = {"vertical_strategy": "lines_strict", "horizontal_strategy": "lines_strict"}


def _tables(run: Run, name: str) -> list[list[list[str]]]:
    with pdfplumber.open(run.output(name)) as document:
        found = [table for page in document.pages for table in page.extract_tables(LINES)]
    return [[[plain(cell or "") for cell in row] for row in table] for table in found]


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_table_keeps_its_rows_and_columns(first: Run, name: str) -> None:
    assert [(len(table), len(table[0])) for table in _tables(first, name)] == SHAPES[name]


def test_cells_keep_their_places(first: Run) -> None:
    attendance = _tables(first, "ICPC minutes.pdf")[0]
    assert attendance[0] == ["Name", "Role", "Agency"]
    assert [row[1] for row in attendance[1:]] == [
        "Chair and reviewing officer",
        "Social worker",
        "Safeguarding lead",
        "Health visitor",
        "Mother",
    ]
    assert attendance[5][0] == "Tasha Oyelaran"
    assert all(row[0].startswith("[") for row in attendance[1:5])
