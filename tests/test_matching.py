"""Names are found however they are written, and only from the beginning of a word to the end of one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitiser.matching import Form, Index, one_slip, read, squash


def _found(name: str, text: str, *, slip: bool = False) -> list[str]:
    words = read(text)
    index = Index([Form(read(name).keys, 0, slip=slip)])
    return sorted({text[words.starts[m.first] : words.ends[m.last]] for m in index.find(words)})


@pytest.mark.parametrize(
    "written",
    [
        "hammersmith & fulham",
        "HAMMERSMITH AND FULHAM",
        "Hammersmith\n&\nFulham",
        "Hammersmith-and-Fulham",
        "Hammer-\nsmith and Fulham",
        "Hammer\u00adsmith and Ful\u200bham",
        "HammersmithFulham",
        "H a m m e r s m i t h & F u l h a m",
        "Ha\uff4d\uff4dersmith \uff06 Fulham",
        "H\u0430mm\u0435rsmith and Fulh\u0430m",
        "Hammersmith, Fulham",
        "Hammersmith & Fulham's",
    ],
)
def test_one_name_written_many_ways(written: str) -> None:
    assert _found("Hammersmith and Fulham", f"in {written} now") == [written]


def test_a_letter_that_the_font_does_not_have_is_a_slip() -> None:
    """ReportLab's standard fonts draw a square for it; two names may also have a square between them."""
    assert _found("Ysgol Gyfun G\u0175yr", "at Ysgol Gyfun G\u25a0yr.", slip=True) == ["Ysgol Gyfun G\u25a0yr"]
    assert _found("Leeds", "Leeds\u25a0Bradford") == ["Leeds"]


@pytest.mark.parametrize("text", ["and over the hill", "Doverian", "Andover", "Dover.\n\n\nx", "d over"])
def test_a_name_inside_other_words_is_not_found(text: str) -> None:
    assert _found("Dover", text) in ([], ["Dover"])
    assert _found("Dover", text.replace("Dover.", "")) == []


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Hamersmith and Fulham", True),
        ("Hammersmith and Fullham", True),
        ("Hammersmtih and Fulham", True),
        ("Harnmersmith and Fulham", True),
        ("Hamersmith and Fullham", False),
        ("Hammersmith hospital", False),
    ],
)
def test_long_names_may_hold_one_slip(written: str, found: bool) -> None:
    assert bool(_found("Hammersmith and Fulham", written, slip=True)) is found


def test_another_number_is_no_slip() -> None:
    assert not one_slip("14acaciaave", "15acaciaave")
    assert one_slip("acaciaave", "acaciave")


def test_saint_and_st_are_one_and_the_parts_of_an_abbreviation_too() -> None:
    assert squash("St. Mary's") == squash("Saint Mary\u2019s") == squash("ST MARYS")


@given(st.text(max_size=80))
def test_words_tie_to_the_text(text: str) -> None:
    words = read(text)
    assert "".join(words.keys) == words.joined
    assert len(words.at) == len(words.keys) == len(words.starts) == len(words.ends)
    reached = 0
    for start, end in zip(words.starts, words.ends, strict=True):
        assert reached <= start < end <= len(text)
        assert text[start].isalnum()
        reached = end


_NAMES = st.sampled_from(["Leeds", "Quarry Mount", "Hammersmith and Fulham", "Janet Okafor", "St Mary's"])


@given(_NAMES, st.text(max_size=20), st.text(max_size=20))
def test_a_name_between_blanks_is_always_found(name: str, before: str, after: str) -> None:
    text = f"{before} {name} {after}"
    words = read(text)
    at = len(before) + 1
    spans = {(words.starts[m.first], words.ends[m.last]) for m in Index([Form(read(name).keys, 0)]).find(words)}
    assert any(start <= at and at + len(name) <= end for start, end in spans)


def test_hundreds_of_names_cost_what_one_costs() -> None:
    """A look-up a word: 400 names over 300 pages take no more than a few times what one name takes."""
    text = "The social worker visited the family home on Tuesday and saw Kezia with her mother. " * 4_000
    words = read(text)
    many = [Form(read(f"Name{n} Place{n * 7} Borough").keys, n, slip=True) for n in range(400)]

    def cost(forms: list[Form]) -> float:
        started = time.process_time()
        assert list(Index(forms).find(words)) == []
        return time.process_time() - started

    assert cost(many) < 8 * cost(many[:1]) + 0.5
