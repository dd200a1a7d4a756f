"""A table without rules is one however many lines its cells have and wherever a page ends in it."""

from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer
from reportlab.platypus import Table as Drawn

from sanitiser.domain.document import Block, Table
from sanitiser.domain.document import Paragraph as Said
from tests.formats.pdf.structure.made import platypus, read

STYLE = getSampleStyleSheet()["Normal"]
ROWS = [["Action", "Who", "By when"], ["Write to the housing officer", "{}", "12 June"], ["Ask the surgery for the letter about cetirizine, and send what it says to the school nurse", "Mother", "19 June"], ["Book an interpreter", "{}", "At once"]]  # fmt: skip


def _blocks(data: bytes) -> tuple[Block, ...]:
    return read(data)[1].document.sections[0].blocks


def _said(table: Table) -> list[list[str]]:
    return [[" ".join(block.text for block in cell.blocks if isinstance(block, Said)) for cell in row.cells] for row in table.rows]  # fmt: skip


def _table(who: str) -> Flowable:
    return Drawn([[Paragraph(cell.format(who), STYLE) for cell in row] for row in ROWS], colWidths=[180, 130, 90])


@pytest.mark.parametrize("who", ["Hart", "The London Borough of Hammersmith & Fulham Children and Families"])
@pytest.mark.parametrize("above", [0, 560, 590, 610, 625])
def test_rows_are_told_by_the_drawing_order(who: str, above: int) -> None:
    """Cells of one line and of three, with all rows on one page or a page's end after any of them."""
    tables = [b for b in _blocks(platypus([Spacer(1, above), _table(who)])) if isinstance(b, Table)]
    assert [_said(table) for table in tables] == [[[cell.format(who) for cell in row] for row in ROWS]]


def _page(parts: list[tuple[float, float, str]]) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for x, y, words in parts:
        canvas.drawString(x, A4[1] - y, words)
    canvas.save()
    return out.getvalue()


def test_the_address_of_a_letter_stays_together() -> None:
    """It stands beside references, line by line, and is one cell."""
    left, right = ["The Manager", "14 Acacia Avenue", "Hexworthy", "AB12 3CD"], ["Our ref 12", "Your ref 9", "By hand", "3 May"]  # fmt: skip
    parts = [part for n, (a, b) in enumerate(zip(left, right, strict=True)) for part in ((72.0, 100.0 + 12 * n, a), (350.0, 100.0 + 12 * n, b))]  # fmt: skip
    tables = [b for b in _blocks(_page(parts)) if isinstance(b, Table)]
    assert [len(table.rows) for table in tables] == [1]
    assert _said(tables[0])[0][0].startswith("The Manager 14 Acacia Avenue Hexworthy")


def test_numbered_paragraphs_are_no_table() -> None:
    """Numbers stand in a column of their own, but they are marks of a list."""
    texts = ["The child sleeps badly.", "She takes cetirizine.", "Her attendance is good.", "The plan stands."]
    parts = [part for n, text in enumerate(texts) for part in ((72.0, 100.0 + 20 * n, f"{n + 1}."), (110.0, 100.0 + 20 * n, text))]  # fmt: skip
    assert not any(isinstance(block, Table) for block in _blocks(_page(parts)))
