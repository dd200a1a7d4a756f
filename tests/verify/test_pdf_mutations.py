"""Mutation test of the PDF verdict: each leak is planted on purpose in a good strict copy, and each must fail it.

Most leaks must be found by a reader as text, not only by the shape of the file: `unread` names those whose text no
reader can be expected to spell; the allow list must fail them.
"""

import io

import pikepdf
import pytest

from sanitiser.domain.document import Document, Label, Section
from sanitiser.domain.kinds import Kind
from sanitiser.domain.record import MediaType, PdfMode
from sanitiser.domain.verdict import Needle, Verdict
from sanitiser.formats.pdf.typeset import typeset
from sanitiser.ingest.pdf import read as read_pdf
from sanitiser.limits import DEFAULT
from sanitiser.redact import pdf_layout
from sanitiser.verify import verify
from tests.channels.pdf.base import source_pdf
from tests.channels.pdf.plants import BYTES, PLANTS, SECRET, SOURCES, Plant
from tests.channels.pdf.traces import TRACES
from tests.formats.pdf.typeset import samples
from tests.formats.pdf.typeset.samples import p

NEEDLES = (Needle(SECRET, Kind.PLACE), Needle("Leeds City Council", Kind.LOCAL_AUTHORITY), Needle("Ali", Kind.PERSON))

DOCUMENT = Document((Section((p("Plan", heading=1), p("Home: ", Label("[PLACE 1]"), ", safe and over."))),))
[GOOD] = typeset(DOCUMENT, DEFAULT)


def judge(data: bytes, needles: tuple[Needle, ...] = NEEDLES) -> Verdict:
    return verify(data, MediaType.PDF, PdfMode.STRICT, needles, DEFAULT)


def test_good_copies_pass() -> None:
    for document in (DOCUMENT, samples.conference(), samples.hostile(), Document(())):
        [data] = typeset(document, DEFAULT)
        verdict = judge(data)
        assert verdict.passed, [check for check in verdict.checks if not check.passed]


def test_a_text_that_stays_may_stay_as_often_as_decided_though_a_table_head_repeats_it() -> None:
    rows = [("Kezia", "Event"), *(("1 May 2024", "word " * 60) for _ in range(40))]
    [data] = typeset(Document((Section((samples.table(*rows),)),)), DEFAULT)
    assert judge(data, (Needle("Kezia", Kind.PERSON, 1),)).passed
    assert not judge(data, (Needle("Kezia", Kind.PERSON, 0),)).passed


# What fails whenever another program saves a copy: the file's layout and its second identifier.
SAVED_ANEW = {"strict:bytes", "strict:trailer"}


def planted(add: Plant) -> bytes:
    pdf = pikepdf.open(io.BytesIO(GOOD))
    add(pdf)
    saved = io.BytesIO()
    pdf.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False)
    return saved.getvalue()


@pytest.mark.parametrize("name", sorted(PLANTS))
def test_a_planted_leak_is_read_and_fails_the_copy(name: str) -> None:
    verdict = judge(planted(PLANTS[name]))
    assert not verdict.passed
    failed = {check.name for check in verdict.checks if not check.passed}
    assert any(check.startswith("residue:") for check in failed), failed
    assert SECRET.lower() not in repr(verdict).lower()


@pytest.mark.parametrize("name", sorted(PLANTS))
def test_what_is_planted_is_not_on_the_allow_list_either(name: str) -> None:
    """Without the needle the copy must fail all the same: only `visible` leaks may look like text of the record."""
    failed = {check.name for check in judge(planted(PLANTS[name]), ()).checks if not check.passed}
    assert failed - SAVED_ANEW, "only the layout of the file gave it away"


@pytest.mark.parametrize("name", sorted({**SOURCES, **TRACES}))
def test_what_sources_hide_and_what_removal_leaves_fails_the_copy(name: str) -> None:
    """Widths, gaps and letters that stay behind are no text: the form of the copy must tell them."""
    failed = {check.name for check in judge(planted({**SOURCES, **TRACES}[name])).checks if not check.passed}
    assert failed - SAVED_ANEW


@pytest.mark.parametrize("name", sorted(BYTES))
def test_a_leak_planted_in_the_bytes_fails_the_copy(name: str) -> None:
    data = BYTES[name](GOOD)
    assert data != GOOD
    failed = {check.name for check in judge(data).checks if not check.passed}
    assert "residue:bytes" in failed or "readable" in failed, failed
    assert {check.name for check in judge(data, ()).checks if not check.passed}


def test_damaged_and_foreign_files_do_not_pass() -> None:
    for data in (b"", b"%PDF-1.7", GOOD[: len(GOOD) // 2], b"PK\x03\x04" + GOOD):
        assert not judge(data).passed


def test_saving_a_copy_anew_fails_by_its_layout_alone() -> None:
    """What the test of the allow list above stands on: nothing else fails without a planted leak."""
    failed = {check.name for check in judge(planted(lambda pdf: None)).checks if not check.passed}
    assert failed == SAVED_ANEW


def test_a_layout_copy_passes_and_every_leak_planted_in_it_fails() -> None:
    """Plants that need a structure tree or an outline have nothing to stand on in a layout copy."""
    record = read_pdf(source_pdf(), DEFAULT)
    good = pdf_layout.make(source_pdf(), record, [], DEFAULT)

    def look(data: bytes, needles: tuple[Needle, ...]) -> Verdict:
        return verify(data, MediaType.PDF, PdfMode.LAYOUT, needles, DEFAULT)

    assert look(good, NEEDLES).passed, look(good, NEEDLES)
    caught = 0
    for add in {**PLANTS, **SOURCES, **TRACES}.values():
        pdf = pikepdf.open(io.BytesIO(good))
        try:
            add(pdf)
        except (AttributeError, KeyError):
            continue
        saved = io.BytesIO()
        pdf.save(saved)
        assert not look(saved.getvalue(), NEEDLES).passed, add
        caught += 1
    assert caught >= 95
