"""Typesetting: every word arrives, in order, tagged; what typst trips over never reaches it; bytes never change."""

import io
import itertools
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitiser.domain.document import Align, Cell, Document, Paragraph, ParagraphStyle, Row, Section, Table, Text, walk
from sanitiser.errors import NotUnderstood, TooLarge
from sanitiser.formats.pdf.typeset import build, missing_glyphs, typeset
from sanitiser.formats.pdf.typeset.flow import Flow
from sanitiser.formats.pdf.typeset.split import files
from sanitiser.limits import DEFAULT, Limits
from tests.formats.pdf.typeset import samples
from tests.formats.pdf.typeset.samples import item, p, table


def read(data: bytes) -> str:
    """What PDFium reads, page numbers off."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    return re.sub(r"Page \d+ of \d+\s*$", "", "\n".join(pages), flags=re.MULTILINE)


def letters(text: str) -> str:
    return re.sub(r"[\s\u200b-\u200f\u202a-\u202e\ufffe\x00-\x1f]", "", text)


def of(*blocks: object) -> Document:
    return Document((Section(blocks),))  # type: ignore[arg-type]


def tags(data: bytes) -> list[str]:
    """The structure tree's tags in order of reading."""
    found: list[str] = []

    def visit(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                visit(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S)[1:])
            if "/K" in node:
                visit(node.K)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        visit(pdf.Root.StructTreeRoot.K)
    return found


def test_a_record_arrives_whole_and_in_order() -> None:
    [data] = typeset(samples.conference(), DEFAULT)
    text = letters(read(data))
    at = 0
    for placed in walk(samples.conference()):
        if placed.part == "body" and not placed.paragraph.style.item and "consider" not in placed.paragraph.text:
            expected = letters(placed.paragraph.text)
            assert expected in text[at:], expected
            at = text.index(expected, at)


def test_a_record_is_tagged_with_its_headings_lists_tables_and_notes() -> None:
    [data] = typeset(samples.conference(), DEFAULT)
    found = tags(data)
    assert [tag for tag in found if re.fullmatch(r"H\d", tag)][:4] == ["H1", "H2", "H2", "H2"]
    assert found.count("TH") == 17
    assert {"L", "LI", "Lbl", "LBody", "Table", "TR", "TD", "P"} <= set(found)
    assert "Note" in found or "FENote" in found


def test_what_the_typesetter_trips_over_is_mended_before_it_sees_it() -> None:
    [data] = typeset(samples.hostile(), DEFAULT)
    text = read(data)
    assert missing_glyphs(samples.hostile()) == 3
    assert "#strong[x] $y$ `z` \\u{1}" in text
    assert "overridden tab here nbsp x" in text
    assert "□□ and □ and •" in text
    for word in ("an orphan", "deep inside", "r2c23", "r2 column 11", "only header"):
        assert letters(word) in letters(text), word
    assert letters(text).count("w" * 400) == 1


@pytest.mark.parametrize("levels", [(4,), (2, 5, 3, 1, 9), (1, 1, 6), (3, 2, 1)])
def test_heading_levels_begin_at_one_and_skip_none(levels: tuple[int, ...]) -> None:
    [data] = typeset(of(*(p(f"Heading {n}", heading=level) for n, level in enumerate(levels))), DEFAULT)
    found = [int(tag[1]) for tag in tags(data) if re.fullmatch(r"H\d", tag)]
    assert len(found) == len(levels)
    assert found[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(found))


def test_empty_documents_give_a_page() -> None:
    for document in (of(), of(p(" ", heading=1)), Document(())):
        [data] = typeset(document, DEFAULT)
        assert len(pypdfium2.PdfDocument(data)) == 1


def test_numbered_marks_count_on_over_an_interruption() -> None:
    def numbered(text: str, level: int = 0) -> Paragraph:
        made = item(text)
        style = made.style.item
        assert style is not None
        from dataclasses import replace

        marker = "%1." if level == 0 else "%1.%2)"
        form = "decimal" if level == 0 else "lowerLetter"
        counted = replace(style, literal="", number_format=form, marker=marker, level=level)
        return Paragraph(made.inlines, ParagraphStyle(item=counted))

    document = of(numbered("one"), numbered("sub", 1), p("between"), numbered("two"), numbered("sub", 1))
    text = read(typeset(document, DEFAULT)[0]).split()
    assert text == ["1.", "one", "1.a)", "sub", "between", "2.", "two", "2.a)", "sub"]


def test_a_mark_that_is_no_mark_is_not_shown() -> None:
    text = read(typeset(of(item("text", "Harehills Lane")), DEFAULT)[0])
    assert text.split() == ["•", "text"]


def test_the_same_document_gives_the_same_bytes_in_another_process_zone_locale_and_hash_seed(tmp_path: Path) -> None:
    program = (
        "import hashlib\n"
        "from sanitiser.formats.pdf.typeset import typeset\n"
        "from sanitiser.limits import DEFAULT\n"
        "from tests.formats.pdf.typeset import samples\n"
        "print([hashlib.sha256(typeset(d(), DEFAULT)[0]).hexdigest() for d in (samples.conference, samples.hostile)])\n"
    )
    root = str(Path(__file__).parents[4])
    seen = set()
    for seed, zone, locale in (("1", "UTC", "C"), ("2", "Asia/Tokyo", "tr_TR.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": root}
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=tmp_path, env=env, capture_output=True, check=True, text=True
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def test_threads_do_not_disturb_each_other() -> None:
    expected = typeset(samples.conference(), DEFAULT)
    got: list[tuple[bytes, ...]] = []
    threads = [threading.Thread(target=lambda: got.append(typeset(samples.conference(), DEFAULT))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [expected] * 4


def test_a_long_record_becomes_several_files_that_hold_every_word_once() -> None:
    blocks = [b for n in range(40) for b in (p(f"Chapter {n}", heading=1), p(f"w{n} " * 30))]
    blocks.append(p("Table", heading=1))  # type: ignore[arg-type]
    rows = [("head", "er"), *((f"r{n}", "x y z") for n in range(200))]
    parts = files(Flow(of(*blocks, table(*rows))).blocks(), most=300)
    assert len(parts) > 4
    assert all(part[0].get("level", 1) == 1 for part in parts)
    flat = str(parts)
    for n in range(40):
        assert flat.count(f"'Chapter {n}'") == 1
    assert all(flat.count(f"'r{n}'") == 1 for n in range(200))


def test_over_the_cap_of_words_no_copy_is_made() -> None:
    with pytest.raises(TooLarge):
        typeset(of(p("a b c d")), Limits(words=3))


def test_a_message_of_the_typesetter_is_not_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    class Refuses:
        def compile(self, **_: object) -> bytes:
            raise typst.TypstError("no glyph for the secret word")

    monkeypatch.setattr(build, "_compiler", Refuses)
    with pytest.raises(NotUnderstood) as caught:
        typeset(of(p("text")), DEFAULT)
    assert "secret" not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"


ODD = st.text(alphabet=st.characters(), max_size=12)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    paragraph = st.builds(
        lambda text, heading, title, literal, level, align: Paragraph(
            (Text(text),),
            ParagraphStyle(heading=heading, title=title, align=align, item=item("", literal, level).style.item)
            if literal
            else ParagraphStyle(heading=heading, title=title, align=align),
        ),
        ODD,
        st.integers(0, 9),
        st.booleans(),
        st.sampled_from(["", "•", "1.", "(iv)", "x y"]),
        st.integers(0, 8),
        st.sampled_from(Align),
    )
    cell = st.builds(
        lambda blocks, wide, deep: Cell(tuple(blocks), wide, deep),
        st.lists(paragraph, max_size=2),
        st.integers(1, 4),
        st.integers(1, 4),
    )
    row = st.builds(lambda cells, header: Row(tuple(cells), header), st.lists(cell, max_size=5), st.booleans())
    made = st.builds(lambda rows: Table(tuple(rows), 3), st.lists(row, max_size=4))
    return of(*draw(st.lists(st.one_of(paragraph, made), max_size=5)))


@given(documents())
@settings(max_examples=120, deadline=None)
def test_any_text_in_any_structure_is_set(document: Document) -> None:
    [data] = typeset(document, DEFAULT)
    assert data.startswith(b"%PDF-1.7")


WORDS = st.lists(st.from_regex(r"[a-z]{1,12}", fullmatch=True), min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=8), st.integers(1, 16), st.integers(0, 2))
@settings(max_examples=40, deadline=None)
def test_no_word_of_a_table_is_lost_whatever_its_shape(cells: list[list[str]], columns: int, header: int) -> None:
    texts = [" ".join(cell) for cell in cells]
    rows = [tuple(texts[at : at + columns]) for at in range(0, len(texts), columns)]
    text = letters(read(typeset(of(table(*rows, header=header)), DEFAULT)[0]))
    for cell in cells:
        assert "".join(cell) in text or all(word in text for word in cell)


def test_the_lines_of_a_letterhead_are_one_heading() -> None:
    """Three headings of a level without a word between them: the first alone is one, and every line stays."""
    lines = ("The Clinic", "High Road", "Tel: 1")
    [data] = typeset(of(*(p(line, heading=1) for line in lines), p("Dear Doctor")), DEFAULT)
    assert [tag for tag in tags(data) if tag in {"H1", "H2", "P"}] == ["H1", "P", "P", "P"]
    assert letters(read(data)) == letters("".join(lines) + "Dear Doctor")
    [two] = typeset(of(*(p(line, heading=1) for line in lines[:2]), p("Dear Doctor")), DEFAULT)
    assert tags(two).count("H1") == 2


def test_a_heading_as_long_as_a_paragraph_is_none() -> None:
    """It may go over a page's end, and an outline is no place for it."""
    [data] = typeset(of(p("word " * 60, heading=1), p("Text")), DEFAULT)
    assert "H1" not in tags(data)
