"""The tag tree as the source of structure, and strict copies read again."""

import pikepdf
import pytest

from sanitiser.domain.document import (
    Cell,
    Document,
    Furniture,
    Label,
    ListItem,
    PageField,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
    Text,
    TextStyle,
)
from sanitiser.formats.pdf.structure.tagtree import read_tags
from sanitiser.formats.pdf.typeset import typeset
from sanitiser.limits import DEFAULT
from tests.formats.pdf.structure.dump import dump
from tests.formats.pdf.structure.made import read

PROSE = "Micah slept well and ate his lunch. He was collected by his grandmother, who asked about the next visit. " * 3
PROSE = PROSE.strip()


def _paragraph(text: str, **style: object) -> Paragraph:
    return Paragraph((Text(text),), ParagraphStyle(**style))  # type: ignore[arg-type]


def _cell(text: str) -> Cell:
    return Cell((_paragraph(text),))


DOCUMENT = Document(
    (
        Section(
            (
                _paragraph("Nursery record", heading=1),
                Paragraph(
                    (Text(PROSE + " "), Label("[SCHOOL 1]"), Text(" was told "), Text("today", TextStyle(bold=True)))
                ),
                _paragraph("Things to bring", heading=2),
                _paragraph("A coat", item=ListItem(1, literal="•")),
                _paragraph(PROSE, item=ListItem(1, literal="•")),
                _paragraph("A hat", item=ListItem(1, 1, literal="–")),
                Table(
                    (
                        Row((_cell("Date"), _cell("What happened")), header=True),
                        Row((_cell("3 May 2024"), _cell(PROSE))),
                        Row((_cell("4 May 2024"), _cell("Nothing"))),
                    ),
                    2,
                ),
                *(_paragraph(PROSE) for _ in range(20)),
            ),
            (Furniture("default", (_paragraph("Confidential"),)),),
            (Furniture("default", (Paragraph((Text("Page "), PageField())),)),),
        ),
    )
)


def test_a_strict_copy_read_again_gives_the_same_copy() -> None:
    """Reading our own tags and typesetting them once more changes no byte."""
    (first,) = typeset(DOCUMENT, DEFAULT)
    pages, structured = read(first)
    assert len(pages) > 1
    assert typeset(structured.document, DEFAULT) == (first,)


def test_tags_give_roles_and_labels() -> None:
    """Headings, items with their printed marks, header rows, labels and running lines come back."""
    (copy,) = typeset(DOCUMENT, DEFAULT)
    text = dump(read(copy)[1].document)
    for line in ("HEADER Confidential", "# Nursery record", "## Things to bring", "[•] A coat", "  [–] A hat"):
        assert line in text.splitlines()
    assert "TH Date | What happened" in text
    inlines = [i for b in read(copy)[1].document.sections[0].blocks if isinstance(b, Paragraph) for i in b.inlines]
    assert Label("[SCHOOL 1]") in inlines


def test_the_pages_alone_give_the_same_words() -> None:
    """Without its tags a copy says the same in the same order."""
    (copy,) = typeset(DOCUMENT, DEFAULT)
    words = [dump(read(copy, tags=tags)[1].document).replace("*", "").split() for tags in (True, False)]
    prose = PROSE.split()
    assert words[0].count(prose[0]) == words[1].count(prose[0])
    assert " ".join(prose) in " ".join(words[1])


@pytest.mark.parametrize("fault", ["cycle", "shared", "deep"])
def test_a_tag_tree_that_is_no_tree_is_not_used(fault: str) -> None:
    """Cycles, elements with two parents and endless depth make the tags unsound; they never hang the reader."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        leaf = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.P))
        top = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Document, K=pikepdf.Array([leaf])))
        if fault == "cycle":
            leaf.K = top
        elif fault == "shared":
            top.K = pikepdf.Array([leaf, leaf])
        else:
            for _ in range(300):
                top = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Sect, K=top))
        pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(K=top))
        assert read_tags(pdf, DEFAULT) is None
