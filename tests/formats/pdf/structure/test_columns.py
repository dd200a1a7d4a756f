"""Columns are read one after the other however short the last one is; wide gaps of justified text part nothing."""

from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from sanitiser.domain.document import Paragraph, Table
from tests.formats.pdf.structure.made import read

LEFT = ["The older child sleeps badly and has a", "peanut allergy. She takes cetirizine each", "day, and her reading age is well ahead of",
        "her age. The mother said that the visits", "were kept up all year, and that the school", "run was the harder part of every week, for"]  # fmt: skip
RIGHT = ["both of the children were late on most", "mornings, and nobody at home could help", "with the walk before the spring came, so", "that the", "plan stood."]  # fmt: skip


def _page(parts: list[tuple[float, float, str, float]]) -> bytes:
    """A page of lines drawn in turn: x, y from the top, the words, and the width that they are stretched to (or 0)."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for x, y, words, width in parts:
        text = canvas.beginText(x, A4[1] - y)
        text.setFont("Helvetica", 10)
        free = width - canvas.stringWidth(words, "Helvetica", 10) if width else 0.0
        text.setWordSpace(free / max(1, words.count(" ")))
        text.textOut(words)
        canvas.drawText(text)
    canvas.save()
    return out.getvalue()


def _texts(data: bytes) -> list[str]:
    blocks = read(data)[1].document.sections[0].blocks
    assert not any(isinstance(block, Table) for block in blocks)
    return [block.text for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("count", range(1, len(RIGHT) + 1))
def test_a_last_column_may_be_of_any_length(count: int) -> None:
    """A secret may move all but one of its lines to the column before."""
    left = [(72, 100 + 12 * n, line, 0.0) for n, line in enumerate(LEFT)]
    right = [(300, 100 + 12 * n, line, 0.0) for n, line in enumerate(RIGHT[:count])]
    assert " ".join(_texts(_page(left + right))) == " ".join(LEFT + RIGHT[:count])


def test_fields_whose_entries_were_drawn_later_stay_beside_them() -> None:
    """A form is drawn as names of fields first and entries after them; that is no second column."""
    names = ["Name of the child in full:", "Date of birth as registered:", "Address that letters go to:", "Allergies that are known:", "School or nursery:"]  # fmt: skip
    entries = ["Ann Example", "3 May 2015", "not known", "peanut", "none"]
    parts = [(72, 100 + 12 * n, name, 0.0) for n, name in enumerate(names)]
    parts += [(300, 100 + 12 * n, entry, 0.0) for n, entry in enumerate(entries)]
    said = repr(read(_page(parts))[1].document)
    places = [said.index(text) for text in ("Name of", "Ann Ex", "Date of", "3 May", "Address")]
    assert places == sorted(places)


def test_stretched_spaces_part_no_cells() -> None:
    """Three justified lines of two long words each leave one gap free, as the rows of a table would."""
    words = ["notwithstanding representations", "recommended accommodation", "responsibility intervention"]
    lines = [*LEFT[:4], *words, "and that was all."]
    parts = [(72, 100 + 12 * n, line, 200.0 if n < len(lines) - 1 else 0.0) for n, line in enumerate(lines)]
    assert _texts(_page(parts)) == [" ".join(lines)]


def test_rows_that_end_at_one_place_are_rows() -> None:
    """Amounts at the right margin make no justified text."""
    rows = [("Rent", "GBP 300"), ("Food", "GBP 220"), ("Heating", "GBP 110"), ("Travel", "GBP 140")]
    parts = [part for n, (name, sum_) in enumerate(rows) for part in ((72, 100 + 12 * n, name, 0.0), (250, 100 + 12 * n, sum_, 0.0))]  # fmt: skip
    blocks = read(_page(parts))[1].document.sections[0].blocks
    assert [type(block) for block in blocks] == [Table]
