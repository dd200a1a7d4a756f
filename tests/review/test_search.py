"""Search: every form of a name, regular expressions in linear time, no crash on any input."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitiser.domain.kinds import Kind
from sanitiser.review.search import MOST, BadSearch, by_kind, by_pattern, by_word
from tests.review.kit import FIRST, Given, decide, record_of

RECORD = record_of(Given(FIRST))


def test_a_word_is_found_in_any_case_and_says_what_is_covered() -> None:
    (hit,) = by_word(RECORD, decide(RECORD), "LEEDS")
    assert (RECORD.text[hit.start : hit.end], hit.covered) == ("Leeds", True)
    (hit,) = by_word(RECORD, decide(RECORD), "zorbleton")
    assert not hit.covered


def test_an_expression_that_would_take_a_backtracking_engine_forever_takes_no_time() -> None:
    record = record_of(Given(("a" * 50_000,)))
    began = time.perf_counter()
    assert by_pattern(record, (), "(a+)+$x") == ()
    assert by_pattern(record, (), "(a|aa)+b") == ()
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("pattern", ["(", "(?=a)", r"(a)\1", "a" * 300, "[z-a]", "a{1000000}"])
def test_an_expression_that_is_not_understood_is_told_so(pattern: str) -> None:
    with pytest.raises(BadSearch):
        by_pattern(RECORD, (), pattern)


def test_empty_matches_are_no_hits_and_hits_are_capped() -> None:
    assert by_pattern(RECORD, (), "x*") == ()
    assert len(by_pattern(record_of(Given(("ab " * 2000,))), (), "a")) == MOST


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=30))
def test_any_search_gives_places_in_the_text_or_says_why_not(wanted: str) -> None:
    for search in (by_word, by_pattern):
        try:
            hits = search(RECORD, (), wanted)
        except BadSearch:
            continue
        assert all(0 <= hit.start < hit.end <= len(RECORD.text) for hit in hits)


def test_a_kind_gives_its_findings() -> None:
    assert [RECORD.text[h.start : h.end] for h in by_kind(decide(RECORD), Kind.SCHOOL)] == [
        "Quarry Mount Primary School"
    ]
