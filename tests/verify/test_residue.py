"""Residue: what had to go is found in every disguise, and ordinary words are not mistaken for it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitiser.domain.kinds import Kind
from sanitiser.domain.verdict import Needle
from sanitiser.verify.residue import ChannelText, allowances, check, expand


def fails(text: str, *needles: str, kind: Kind = Kind.PLACE, allowed: int = 0, binary: bool = False) -> bool:
    wanted = [Needle(needle, kind, allowed) for needle in needles]
    [verdict] = check("reader", [ChannelText("page", text, binary)], wanted)
    return not verdict.passed


@pytest.mark.parametrize(
    "text",
    [
        "in Leeds now",
        "in LEEDS.",
        "L e e d s",
        "L.e.e.d.s",
        "Lee-\nds",
        "Lee\u00adds",
        "Le\u200beds",
        "L\ufb00eeds Leeds",
        "Ｌｅｅｄｓ",
        "𝐋𝐞𝐞𝐝𝐬",
        "Lеeds with a Cyrillic e",
        "Le\u0301eds",
        "sdeeL",
        "s d e e l",
        "leeds_city.docx",
        "myLeedsFolder",
        "Leeds2024",
        "(Leeds)",
        "Leeds's",
    ],
)
def test_a_name_is_found_in_every_disguise(text: str) -> None:
    assert fails(text, "Leeds")


@pytest.mark.parametrize(
    "text", ["Leeds City Council", "leedscitycouncil.gov.uk", "LEEDS  CITY\nCOUNCIL", "LeedsCityCouncil"]
)
def test_a_name_of_several_words_is_found_however_they_are_joined(text: str) -> None:
    assert fails(text, "Leeds City Council")


@pytest.mark.parametrize(
    ("text", "needle"),
    [
        ("and over again", "Dover"),
        ("weekends", "Kent"),
        ("quality", "Ali"),
        ("a li", "Ali"),
        ("ALI", "Ali"),
        ("McDonald", "Donald"),
        ("page 12 of 120", "20"),
        ("2 0 0 7", "2007"),
        ("drawn", "Ward"),
        ("[PLACE 1] and [WITHHELD]", "Place"),
        ("Le [SCHOOL 1] eds", "Leeds"),
    ],
)
def test_what_only_looks_alike_is_not_found(text: str, needle: str) -> None:
    assert not fails(text, needle)


@pytest.mark.parametrize(
    ("text", "needle"), [("to Ali now", "Ali"), ("E1", "E1"), ("room 20.", "20"), ("0113 496 0000", "01134960000")]
)
def test_short_needles_match_as_whole_words_and_long_numbers_however_they_are_grouped(text: str, needle: str) -> None:
    assert fails(text, needle)


def test_an_address_is_found_by_its_parts_but_not_by_what_tells_nothing() -> None:
    address = "Flat 2, 14 Harehills Lane, Leeds\nLS8 1AA, England"
    for left in ("14 Harehills Lane", "on Harehills Lane", "leeds", "ls81aa", "Harehills Lane, Leeds"):
        assert fails(left, address, kind=Kind.ADDRESS), left
    for left in ("Flat 2", "England", "14", "the lane"):
        assert not fails(left, address, kind=Kind.ADDRESS), left


def test_a_needle_may_be_found_as_often_as_the_decisions_left_it() -> None:
    assert not fails("Reading age, Reading", "Reading", allowed=2)
    assert fails("Reading age, Reading, Reading", "Reading", allowed=2)


def test_allowances_count_what_the_decisions_left_by_the_same_rules() -> None:
    needles = [Needle("1 High Street, Bath", Kind.ADDRESS), Needle("Bath", Kind.PLACE), Needle("York", Kind.PLACE)]
    allowed = {n.text.strip(): n.allowed for n in allowances("A bath, [ADDRESS 1]. Bath time.", needles)}
    assert allowed == {"1 High Street, Bath": 0, "1 High Street": 0, "High Street": 0, "Bath": 2, "York": 0}


def test_channels_are_counted_apart_and_only_counts_are_told() -> None:
    texts = [ChannelText("page", "Leeds"), ChannelText("page", "York"), ChannelText("info", "Leeds")]
    [verdict] = check("reader", texts, [Needle("Leeds", Kind.PLACE), Needle("York", Kind.PLACE)])
    assert verdict.detail == "info: 1; page: 2"
    assert "Leeds" not in repr(verdict)


def test_a_name_over_two_pages_is_found() -> None:
    [verdict] = check(
        "r",
        [ChannelText("page", "in Leeds City"), ChannelText("page", "Council")],
        [Needle("Leeds City Council", Kind.PLACE)],
    )
    assert not verdict.passed


def test_short_needles_are_not_looked_for_in_bytes() -> None:
    assert not fails("x Leeds y", "Leeds", binary=True)
    assert fails("x Bradford y", "Bradford", binary=True)


def test_doubled_needles_count_once_and_the_most_allowed_wins() -> None:
    assert expand([Needle("Bath", Kind.PLACE, 1), Needle("Bath", Kind.PLACE, 3), Needle("...", Kind.PLACE)]) == (
        Needle("Bath", Kind.PLACE, 3),
    )


@given(
    st.text(alphabet="ab ", max_size=30),
    st.text(alphabet="efgh", min_size=4, max_size=9),
    st.text(alphabet="ab ", max_size=30),
)
def test_a_needle_between_spaces_is_always_found(before: str, needle: str, after: str) -> None:
    assert fails(f"{before} {needle} {after}", needle)
    assert not fails(before + after, needle)


def test_thousands_of_needles_over_hundreds_of_pages_take_seconds_at_most() -> None:
    text = "the quick brown fox jumps over the lazy dog and then goes home again " * 14_000
    needles = [Needle(f"Place{number:05d}ville Council", Kind.PLACE) for number in range(3_000)]
    start = time.perf_counter()
    assert not fails(text, *[needle.text for needle in needles])
    assert time.perf_counter() - start < 6
