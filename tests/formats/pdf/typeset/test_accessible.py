"""Accessibility of strict copies: the rules of PDF/UA-1 that can be checked here, by pdfua and by our own reading.

pdfua 0.1.3 checks 16 of the 106 rules of the Matterhorn protocol that a machine can decide. What it leaves is checked
here where it matters for reading: everything drawn is tagged or an artifact, headings in order, headers of tables,
marks of lists. Nobody's claim of conformance: veraPDF and a human have not looked.
"""

import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from sanitiser.domain.document import Document, Section
from sanitiser.formats.pdf.typeset import typeset
from sanitiser.limits import DEFAULT
from tests.formats.pdf.typeset import samples

DOCUMENTS = [samples.conference, samples.hostile, lambda: Document(())]


def elements(node: pikepdf.Object, parent: str = "") -> Iterator[tuple[str, str, pikepdf.Dictionary]]:
    """Each structure element with its parent's tag, in order of reading."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child, parent)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        tag = str(node.S)[1:]
        yield parent, tag, node
        if "/K" in node:
            yield from elements(node.K, tag)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_pdfua_finds_nothing(document: object, tmp_path: Path) -> None:
    import pdfua

    path = tmp_path / "copy.pdf"
    path.write_bytes(typeset(document(), DEFAULT)[0])  # type: ignore[operator]
    report = pdfua.validate(str(path))
    certain = [
        f for f in report.findings if f.confidence is pdfua.Confidence.CERTAIN and f.severity > pdfua.Severity.INFO
    ]
    assert not [finding.rule_id for finding in certain]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_catalogue_says_what_a_screen_reader_needs(document: object) -> None:
    [data] = typeset(document(), DEFAULT)  # type: ignore[operator]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()
        assert str(pdf.trailer.Info.Title) == "Sanitised record"
        assert all(page.get("/Tabs") == pikepdf.Name.S for page in pdf.pages if "/Annots" in page)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_everything_drawn_is_tagged_or_an_artifact(document: object) -> None:
    [data] = typeset(document(), DEFAULT)  # type: ignore[operator]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            marks: list[str] = []
            for operands, operator in pikepdf.parse_content_stream(page):
                match str(operator):
                    case "BDC" | "BMC":
                        tagged = (
                            len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
                        )
                        marks.append("tagged" if tagged else str(operands[0]))
                    case "EMC":
                        marks.pop()
                    case "Tj" | "TJ" | "S" | "f" | "B" | "Do":
                        assert "tagged" in marks or "/Artifact" in marks
            assert not marks


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_tagged_piece_is_in_the_tree_once(document: object) -> None:
    [data] = typeset(document(), DEFAULT)  # type: ignore[operator]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.objgen: n for n, page in enumerate(pdf.pages)}
        found: list[tuple[int, int]] = []

        def pieces(node: pikepdf.Object, page: int) -> None:
            if isinstance(node, pikepdf.Array):
                for child in node:
                    pieces(child, page)
            elif isinstance(node, pikepdf.Dictionary):
                own = numbers[node.Pg.objgen] if "/Pg" in node else page
                if "/MCID" in node:
                    found.append((own, int(node.MCID)))
                elif "/K" in node:
                    pieces(node.K, own)
            else:
                found.append((page, int(node)))

        pieces(pdf.Root.StructTreeRoot.K, -1)
        drawn = [
            (n, int(identifier))
            for n, page in enumerate(pdf.pages)
            for identifier in re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())
        ]
        assert sorted(found) == sorted(drawn)
        assert len(set(found)) == len(found)


def test_headings_tables_and_lists_are_what_they_look_like() -> None:
    for document in DOCUMENTS[:2]:
        [data] = typeset(document(), DEFAULT)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            tree = list(elements(pdf.Root.StructTreeRoot.K))
        levels = [int(tag[1]) for _, tag, _ in tree if re.fullmatch(r"H[1-6]", tag)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
        parents = {(parent, tag) for parent, tag, _ in tree}
        assert {parent for parent, tag in parents if tag == "TR"} <= {"Table", "THead", "TBody"}
        assert {parent for parent, tag in parents if tag in {"TD", "TH"}} == {"TR"}
        assert {parent for parent, tag in parents if tag == "LI"} == {"L"}
        assert {parent for parent, tag in parents if tag == "LBody"} == {"LI"}
        for _, tag, node in tree:
            if tag == "TH":
                assert "/Scope" in str(node.A.unparse()) or any("/Scope" in a for a in node.A)
            if tag == "Link":
                assert "/K" in node


def test_a_reading_aloud_of_the_tree_is_the_record_in_order() -> None:
    """Text by tags, not by place: what a screen reader says."""
    [data] = typeset(samples.conference(), DEFAULT)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tags = [tag for _, tag, _ in elements(pdf.Root.StructTreeRoot.K)]
    assert tags[0] == "Document"
    shape = [tag for tag in tags if tag in {"H1", "H2", "H3", "Table", "L", "Note"}]
    expected = "H1 Table H2 Note H2 Table H2 H3 Table H3 H2 H3 L L H3 H2 L L Table"
    assert shape == expected.split()


def test_a_table_without_a_header_row_has_headers_of_its_rows() -> None:
    rows = (("Name", "Kezia"), ("Born", "2016"))
    [data] = typeset(Document((Section((samples.table(*rows, header=0),)),)), DEFAULT)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        cells = [(tag, node) for _, tag, node in elements(pdf.Root.StructTreeRoot.K) if tag in {"TH", "TD"}]
    assert [tag for tag, _ in cells] == ["TH", "TD", "TH", "TD"]
    assert [b"/Scope /Row" in node.A.unparse(resolved=True) for _, node in cells] == [True, False, True, False]
