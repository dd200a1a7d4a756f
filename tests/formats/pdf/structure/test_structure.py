"""Blocks of PDFs without tags, and the map from characters to glyphs."""

from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import ListFlowable, Paragraph, Spacer, Table, TableStyle

from sanitiser.domain.document import walk
from tests.formats.pdf.structure.dump import dump
from tests.formats.pdf.structure.made import platypus, read

STYLES = getSampleStyleSheet()
PROSE = (
    "Kezia was seen at home with her mother. She was settled and talked about her week at nursery, where she has made "
    "a friend. The health visitor will see her again in two weeks and no other concern was raised by anybody. "
)


def _report() -> bytes:
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold")])
    rows = [["Date", "Event", "Score"], ["1 May 2024", "Home visit", "7"], ["12 May 2024", "Review", "112"]]
    return platypus(
        [
            Paragraph("Home visit record", STYLES["Heading1"]),
            Paragraph(PROSE * 2, STYLES["Normal"]),
            Paragraph(PROSE, STYLES["Normal"]),
            Paragraph("What happened", STYLES["Heading2"]),
            ListFlowable(
                [Paragraph("First thing to do", STYLES["Normal"]), Paragraph(PROSE, STYLES["Normal"])],
                bulletFormat="%s.",
            ),
            Spacer(1, 12),
            Table(rows, style=grid),
        ]
    )


def test_blocks_are_found_with_their_roles() -> None:
    """Headings, paragraphs, list items and a ruled table with its header row are told apart."""
    _, structured = read(_report())
    prose = PROSE.strip()
    assert dump(structured.document).splitlines() == [
        "# Home visit record",
        f"{prose} {prose}",
        prose,
        "## What happened",
        "[1.] First thing to do",
        f"[2.] {prose}",
        "TABLE 3",
        "TH Date | Event | Score",
        "TR 1 May 2024 | Home visit | 7",
        "TR 12 May 2024 | Review | 112",
    ]


def test_every_visible_glyph_stands_in_one_paragraph() -> None:
    """No visible character is lost or said twice, and each one of the text is drawn by the glyph it names."""
    pages, structured = read(_report())
    seen: set[tuple[int, int]] = set()
    for number, placed in enumerate(walk(structured.document)):
        refs = structured.glyphs_of[number]
        assert len(refs) == len(placed.paragraph.text)
        for char, ref in zip(placed.paragraph.text, refs, strict=True):
            if ref is not None and char != " ":
                assert char in pages[ref[0]].glyphs[ref[1]].text
                seen.add(ref)
        seen.update(structured.marks_of.get(number, ()))
    drawn = {
        (index, n)
        for index, page in enumerate(pages)
        for n, glyph in enumerate(page.glyphs)
        if not glyph.hidden and not glyph.text.isspace()
    }
    assert drawn == seen
