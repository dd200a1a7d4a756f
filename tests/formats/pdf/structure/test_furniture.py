"""Running headers and footers stand once, beside the body, on one page as on many."""

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from sanitiser.domain.document import PageField, walk
from tests.formats.pdf.structure.dump import dump
from tests.formats.pdf.structure.made import platypus, read

STYLE = getSampleStyleSheet()["BodyText"]
TEXT = (
    "The school nurse weighed and measured Kezia, who was pleased to have grown, and will see her in the spring. " * 4
)


def _running(canvas: Canvas, _document: object) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(57, 810, "Confidential record of a child")
    canvas.drawString(57, 30, f"Page {canvas.getPageNumber()}")


@pytest.mark.parametrize("paragraphs", [2, 30])
def test_running_lines_stand_once(paragraphs: int) -> None:
    """The same header and footer whether the record has one page or several; none of it in the body."""
    data = platypus([Paragraph(TEXT, STYLE)] * paragraphs, onFirstPage=_running, onLaterPages=_running)
    pages, structured = read(data)
    lines = dump(structured.document).splitlines()
    assert (len(pages) > 1) == (paragraphs > 2)
    assert lines == ["HEADER Confidential record of a child", *[TEXT.strip()] * paragraphs, "FOOTER Page {page}"]


def test_later_places_of_a_running_line_are_twins() -> None:
    """Who takes a letter out of the header can find it on every page."""
    data = platypus([Paragraph(TEXT, STYLE)] * 30, onFirstPage=_running, onLaterPages=_running)
    pages, structured = read(data)
    first = structured.glyphs_of[0][0]
    assert first is not None
    assert sorted(page for page, _ in structured.twins_of[first]) == list(range(1, len(pages)))


def test_page_numbers_are_fields() -> None:
    """A printed page number is not text: it would tell where the text broke."""
    data = platypus([Paragraph(TEXT, STYLE)], onFirstPage=_running)
    footer = [p.paragraph for p in walk(read(data)[1].document) if p.part == "footer"]
    assert [i for p in footer for i in p.inlines if isinstance(i, PageField)] == [PageField("page")]
