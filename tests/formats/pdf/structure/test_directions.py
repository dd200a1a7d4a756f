"""Hebrew and Arabic: read in the order in which they are read aloud, whoever drew them, and kept through a copy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitiser.domain.document import Document, Label, Paragraph, Section, Text
from sanitiser.formats.pdf.structure.directions import brackets_of, runs_left, stretches
from sanitiser.formats.pdf.typeset import typeset
from sanitiser.limits import DEFAULT
from tests.formats.pdf.structure.made import read

NAME = "שרה"
ARABIC = "مريم"


def once_more(document: Document) -> tuple[Document, bytes, bytes]:
    """What is read from a document's copy, the copy, and the copy of that."""
    [copy] = typeset(document, DEFAULT)
    again = read(copy)[1].document
    [second] = typeset(again, DEFAULT)
    return again, copy, second


def texts(document: Document) -> list[str]:
    return [block.text for block in document.sections[0].blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    "text",
    [
        f"Her name is written {NAME} and she likes it.",
        f"{NAME} and {ARABIC} came.",
        f"She ({NAME}) came, {NAME}, with {ARABIC}.",
        f"{NAME} ({ARABIC}) {NAME} is on the list.",
        f"{NAME} {ARABIC}.",
        f"({NAME}) {ARABIC}",
        f"{NAME} 12/03/2024",
        f"At 12 {NAME} had 3.5 mg of it.",
        f"{'She slept well and ate her lunch. ' * 4}{' '.join([NAME, ARABIC] * 20)} came too.",
        " ".join([NAME, ARABIC] * 40) + ".",
        "بِسْمِ is written with marks",
        "Its name is בְּרֵאשִׁית, as said.",
    ],
)
def test_a_copy_says_names_as_the_record_does(text: str) -> None:
    again, copy, second = once_more(Document((Section((Paragraph((Text(text),)),)),)))
    assert texts(again) == [text]
    assert second == copy


def test_a_label_keeps_its_place_between_names() -> None:
    """A label is set as English is, and the names around it stay on their sides."""
    inlines = (Text(f"{NAME} of "), Label("[SCHOOL 1]"), Text(f" ({NAME}), {ARABIC}"))
    again, copy, second = once_more(
        Document((Section((Paragraph(inlines), Paragraph((Label("[PLACE 1]"), Text(f" {NAME}"))))),))
    )
    assert texts(again) == [f"{NAME} of [SCHOOL 1] ({NAME}), {ARABIC}", f"[PLACE 1] {NAME}"]
    assert second == copy


WORDS = st.sampled_from(
    [NAME, ARABIC, "she", "12", "3.5", f"({NAME})", "(12)", "(she)", "-", "/", "a.", "[X]", f"{ARABIC},", "بِسْمِ"]
)


@settings(max_examples=30)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=3))
def test_a_copy_of_a_copy_is_the_copy(lines: list[str]) -> None:
    """In whatever order words, numbers and signs of both directions stand."""
    document = Document((Section(tuple(Paragraph((Text(line),)) for line in lines)),))
    [copy] = typeset(document, DEFAULT)
    [second] = typeset(read(copy)[1].document, DEFAULT)
    [third] = typeset(read(second)[1].document, DEFAULT)
    assert third == second


@given(st.lists(st.sampled_from(["r", "rm", "rmm", "l", "lm", "n", "s", "o"]), max_size=30).map("".join), st.booleans())
def test_turning_twice_changes_nothing(kinds: str, leftwards: bool) -> None:
    order = [n for _, part in stretches(kinds, leftwards=leftwards) for n in part]
    assert sorted(order) == list(range(len(kinds)))
    turned = [kinds[n] for n in order]
    back = [order[n] for _, part in stretches(turned, leftwards=leftwards) for n in part]
    assert back == list(range(len(kinds)))


def test_brackets_open_before_they_close_whatever_a_font_calls_them() -> None:
    assert brackets_of(f")a( {NAME}") == f"(a) {NAME}"
    assert brackets_of(f"(a) {NAME}") == f"(a) {NAME}"


def test_a_secret_in_latin_letters_decides_no_direction_but_that_of_its_paragraph() -> None:
    """However many letters it has: one is as good as forty."""
    assert runs_left([NAME, " 12 ", "."])
    assert not runs_left([NAME * 9, "a"])
    assert not runs_left(["12"])
