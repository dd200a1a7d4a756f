"""Surnames that are also words of the format do not fail a copy; the same words as text of the copy do."""

import pytest

from sanitiser.domain.document import Document, Paragraph, Section, Text
from sanitiser.domain.kinds import Kind
from sanitiser.domain.record import MediaType, PdfMode
from sanitiser.domain.verdict import Needle
from sanitiser.formats.pdf.typeset import typeset
from sanitiser.limits import DEFAULT
from sanitiser.verify import verify

NAMES = ("Lang", "Page", "Parent", "Root", "Contents", "Link", "Font", "Bold", "Info", "Kids", "Span", "Proof")


def _copy(*paragraphs: str) -> bytes:
    document = Document((Section(tuple(Paragraph((Text(text),)) for text in paragraphs)),))
    return typeset(document, DEFAULT)[0]


@pytest.mark.parametrize("name", NAMES)
def test_a_surname_that_is_a_word_of_the_format_fails_no_copy(name: str) -> None:
    copy = _copy("The child was seen at home.", "She reads well.")
    verdict = verify(copy, MediaType.PDF, PdfMode.STRICT, (Needle(name, Kind.PERSON),), DEFAULT)
    assert verdict.passed, [check for check in verdict.checks if not check.passed]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_surname_in_the_text_fails_it(name: str) -> None:
    copy = _copy(f"Mr {name} came to see the child.")
    assert not verify(copy, MediaType.PDF, PdfMode.STRICT, (Needle(name, Kind.PERSON),), DEFAULT).passed
