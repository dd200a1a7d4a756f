"""The class of a document is decided from what was read of it, and a manifest quotes what was measured for that class."""

import json
from pathlib import Path

import pytest

from sanitiser.domain.document import (
    Block,
    Cell,
    Document,
    Furniture,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
    Text,
)
from sanitiser.domain.record import MediaType, PdfMode, Place, Record, assemble
from sanitiser.manifest import residue
from sanitiser.manifest.plain import told
from sanitiser.manifest.residue import class_of, residue_of
from tests.interference.measure import Cell as Measured
from tests.interference.residue import classes, write
from tests.interference.template import load_all

WRITTEN = json.loads((Path(residue.__file__).parent / residue.TABLE).read_bytes())


def p(text: str, **style: object) -> Paragraph:
    return Paragraph((Text(text),), ParagraphStyle(**style))  # type: ignore[arg-type]


def record(*blocks: Block, pages: int = 1, starts: tuple[float, ...] = (), tops: tuple[float, ...] = (), width: float = 400.0,
           footer: bool = False, media_type: MediaType = MediaType.PDF) -> Record:  # fmt: skip
    """A record whose paragraphs stand one under the other at 72 points, unless said."""
    furniture = (Furniture("default", (p("Page 1"),)),) if footer else ()
    document = Document((Section(blocks, footers=furniture),))
    text, segments = assemble(document, [], {})
    places = []
    for number, segment in enumerate(segments):
        x = starts[number] if number < len(starts) else 72.0
        y = tops[number] if number < len(tops) else 100.0 + 30 * number
        places.append(Place(segment.start, segment.end, 1, x, y, x + width, y + 12))
    return Record(media_type, pages, text, segments, document, tuple(places), (), ())


GRID = Table((Row((Cell((p("a"),)), Cell((p("b"),)))),), 2)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("prose", record(p("She slept well."), p("He ate."))),
        ("docx", record(GRID, media_type=MediaType.DOCX)),
        ("table", record(p("Before"), GRID)),
        ("table", record(GRID, pages=3)),
        ("pages", record(p("She slept well."), pages=2)),
        ("beside", record(p("left"), p("right"), starts=(72, 300), tops=(100, 102))),
        ("letter", record(p("Dear colleague"), p("She slept well."))),
        ("other", record(p("She slept well."), p("He ate."), starts=(72, 110))),
        ("other", record(p("Plan", heading=1), p("She slept well."))),
        ("other", record(p("She slept well."), footer=True)),
        ("other", record(p("She slept well."), width=200)),
        ("other", record()),
    ],
)
def test_a_document_has_the_class_of_what_it_holds(name: str, made: Record) -> None:
    assert class_of(made) == name


def test_a_manifest_quotes_the_table_for_the_mode_of_the_copy() -> None:
    made = record(p("She slept well."))
    for mode in PdfMode:
        quoted = residue_of(made, mode)
        row = WRITTEN["classes"]["prose"][mode.value]
        assert quoted == {"class": "prose", "bits": row["bits"], "secrets": row["secrets"]}
    assert residue_of(record(GRID, media_type=MediaType.DOCX), None)["bits"] == 0


def test_the_table_is_a_measurement_of_enough_and_holds_its_bounds() -> None:
    """Layout is held to half a bit on the pages that are nothing but prose, set left or justified; Word copies and the
    prose of strict ones to nothing.
    """
    assert WRITTEN["schema"] == residue.SCHEMA
    prose = WRITTEN["classes"]["prose"]
    assert max(prose["layout"]["templates"][one.name] for one in load_all() if one.prose) <= 0.5
    assert prose["strict"]["bits"] == WRITTEN["classes"]["docx"]["docx"]["bits"] == 0
    for modes in WRITTEN["classes"].values():
        for row in modes.values():
            assert row["secrets"] >= 6
            assert row["zero"] <= row["cells"]
            assert (row["bits"] == 0) == (row["worst"] == "")


def _cell(template: str, bits: float, kept: str = "prose", mode: str = "layout") -> Measured:
    return Measured(template, "platypus", mode, "authority", 8, 1, bits, 0, None, False, "", kept)


def test_a_class_is_as_bad_as_its_worst_cell(tmp_path: Path) -> None:
    cells = [_cell("a", 0.0), _cell("b", 1.5), _cell("c", 3.0, "table"), _cell("d", 0.0, "table", "strict")]
    made = classes(cells)
    assert (made["prose"]["layout"]["bits"], made["prose"]["layout"]["zero"]) == (1.5, 1)
    assert made["table"]["layout"]["worst"] == "c by platypus"
    assert made["table"]["strict"]["bits"] == 0
    write(cells, tmp_path / "one.json")
    write(list(reversed(cells)), tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_a_report_says_it_in_words() -> None:
    assert "1.00 of the 3.00 bits" in told({"class": "table", "bits": 1.0, "secrets": 8})
    assert "nothing of 8 names" in told({"class": "prose", "bits": 0.0, "secrets": 8})
    assert "not measured" in told({"class": "unheard-of", "bits": None, "secrets": None})
