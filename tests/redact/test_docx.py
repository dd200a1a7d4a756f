"""The copy of a DOCX: one file whatever the secret, the same bytes each time, and again from itself."""

import io
import os
import re
import subprocess
import sys

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitiser.domain.document import Cell, Document, Paragraph, Row, Section, Table, Text, walk
from sanitiser.domain.finding import Replacement
from sanitiser.formats.docx.writer import write
from sanitiser.ingest.docx import read
from sanitiser.limits import DEFAULT
from sanitiser.redact.docx import make
from sanitiser.verify.docx import inspect
from tests.channels.docx.fixtures import HIDDEN, UNREAD, VISIBLE
from tests.channels.docx.making import docx, p, part, r

NAMES = ("Leeds City Council", "London Borough of Hammersmith & Fulham", "Bury", "Bournemouth, Christchurch and Poole")
LOOKS = ("", "<w:b/>", '<w:sz w:val="28"/><w:rFonts w:ascii="Georgia"/>', '<w:u w:val="single"/>')


def split(name: str, pieces: int) -> str:
    """A name in as many runs, each with a revision id of its own."""
    escaped = name.replace("&", "&amp;")
    if "&" in name:
        return r(escaped)
    size = max(1, len(name) // pieces)
    return "".join(
        r(name[at : at + size]).replace("<w:r>", f'<w:r w:rsidR="00{at:06X}">') for at in range(0, len(name), size)
    )


def template(name: str, pieces: int) -> bytes:
    """A record with a name in every kind of place, whose widths, ids and page numbers follow the name."""
    width = 400 + 90 * len(name)
    secret = split(name, pieces)
    table = (
        f'<w:tbl><w:tblGrid><w:gridCol w:w="{width}"/><w:gridCol w:w="{9000 - width}"/></w:tblGrid><w:tr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{p(secret)}</w:tc><w:tc>{p(r("assessed him"))}</w:tc></w:tr></w:tbl>'
    )
    contents = f'<w:r><w:t>Part</w:t><w:tab/></w:r><w:fldSimple w:instr=" PAGEREF a ">{r(str(len(name)))}</w:fldSimple>'
    body = (
        p(r("Report by "), secret, r("'s team for "), secret, properties='<w:jc w:val="both"/>')
        + table
        + p(secret, properties='<w:pStyle w:val="H"/>')
        + p(contents, properties='<w:pStyle w:val="toc"/>')
        + p(r("end", LOOKS[len(name) % 1]))
        + '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/></w:sectPr>'
    )
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:rPr><w:sz w:val="36"/></w:rPr></w:style>'
    parts = {
        "word/footer1.xml": part("ftr", p(secret, "<w:r><w:tab/></w:r>", r("x"))),
        "word/styles.xml": part("styles", styles),
    }
    company = name.replace("&", "&amp;")
    app = f"<Properties><Pages>{len(name)}</Pages><Company>{company}</Company></Properties>"
    return docx(body, {**parts, "docProps/app.xml": app}, (("footer", "footer1.xml"), ("styles", "styles.xml")))


def copied(source: bytes, name: str) -> bytes:
    record = read(source, DEFAULT)
    spans = [match.span() for match in re.finditer(re.escape(name), record.text)]
    return make(record, [Replacement(a, b, "[COUNCIL 1]") for a, b in spans], DEFAULT)


def test_the_copy_is_the_same_whatever_the_secret() -> None:
    """One word or many, one run or many, other ids, widths, page numbers: one file."""
    assert len({copied(template(name, pieces), name) for name in NAMES for pieces in (1, 3, 7)}) == 1


@pytest.mark.parametrize("channel", [*VISIBLE, *HIDDEN, *UNREAD])
def test_a_copy_sanitised_again_is_the_same(channel: str) -> None:
    """Nothing is added, lost or moved on the second pass, nor is there anything left to remove."""
    copy = copied((VISIBLE | HIDDEN | UNREAD)[channel]("Zarquonby"), "Zarquonby")
    assert make(read(copy, DEFAULT), (), DEFAULT) == copy


def test_the_copy_does_not_depend_on_the_process() -> None:
    """Another hash seed, time zone and locale: the same bytes."""
    program = (
        "import hashlib; from tests.redact.test_docx import copied, template, NAMES;"
        "print(hashlib.sha256(copied(template(NAMES[0], 3), NAMES[0])).hexdigest())"
    )
    seen = set()
    for seed, zone, locale in (("0", "UTC", "C"), ("77", "Asia/Tokyo", "C.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def test_python_docx_reads_the_copy() -> None:
    """Paragraphs, styles, tables, sections as another library sees them."""
    opened = python_docx.Document(io.BytesIO(copied(template(NAMES[0], 3), NAMES[0])))
    assert [(each.text, each.style.name if each.style else "") for each in opened.paragraphs[:2]] == [
        ("Report by [COUNCIL 1]'s team for [COUNCIL 1]", "Normal"),
        ("[COUNCIL 1]", "Heading 1"),
    ]
    assert [cell.text for cell in opened.tables[0].rows[0].cells] == ["[COUNCIL 1]", "assessed him"]
    assert opened.sections[0].footer.paragraphs[0].text == "[COUNCIL 1]\tx"


def test_labels_have_one_look() -> None:
    """Whatever the text looked like that they stand for."""
    copies = set()
    for look in LOOKS:
        source = docx(p(r("to ", LOOKS[1]), r("Bury", look), r(" and back", LOOKS[1])))
        copies.add(copied(source, "Bury"))
    assert len(copies) == 1


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp")), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(texts, min_size=1, max_size=5), st.lists(st.lists(texts, min_size=1, max_size=3), max_size=4))
def test_what_is_written_is_read_again(lines: list[str], rows: list[list[str]]) -> None:
    """Any text survives the writer and the reader, and the verifier has nothing against it."""
    cells = tuple(Row(tuple(Cell((Paragraph((Text(cell),)),)) for cell in row)) for row in rows)
    table = (Table(cells, max(map(len, rows))),) if rows else ()
    copy = write(Document((Section((*(Paragraph((Text(line),)) for line in lines), *table, Paragraph())),)))
    record = read(copy, DEFAULT)
    again = make(record, (), DEFAULT)
    assert make(read(again, DEFAULT), (), DEFAULT) == again
    assert all(check.passed for check in inspect(again, (), DEFAULT))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(texts, st.sampled_from(LOOKS)), min_size=1, max_size=8))
def test_offsets_count_what_the_paragraphs_say(runs: list[tuple[str, str]]) -> None:
    """Segments of the record are the paragraphs of the document, character by character."""
    body = p(*(r(text.replace("&", "&amp;").replace("<", "&lt;"), look) for text, look in runs))
    record = read(docx(body + "<w:tbl><w:tr><w:tc>" + body + "</w:tc></w:tr></w:tbl>"), DEFAULT)
    walked = [placed.paragraph.text for placed in walk(record.document)]
    shown = [record.text[s.start : s.end] for s in record.segments if s.paragraph is not None]
    assert shown == walked
    assert all(one.end + 1 == two.start for one, two in zip(record.segments, record.segments[1:], strict=False))
