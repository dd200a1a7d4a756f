"""Postcodes are found in every form; codes, vitamins and sections of Acts are left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognisers.gazetteers.postcodes import Postcodes, pack, postcodes
from recognisers.postcode import PostcodeRecogniser
from tests.recognisers.helpers import check_linear, check_offsets, texts

RECOGNISER = PostcodeRecogniser()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at LS8 1AA.", "LS8 1AA"),
        ("at ls81ab now", "ls81ab"),
        ("at LS8\n1AA", "LS8\n1AA"),
        ("at LS8 IAA", "LS8 IAA"),
        ("M6O 1NW", "M6O 1NW"),
        ("at LS8 lAA", "LS8 lAA"),
        ("Postcode: ZZ9 9ZZ", "ZZ9 9ZZ"),
        ("lives in LS8 with", "LS8"),
        ("the SW1A area", "SW1A"),
        ("moved to E1 with", "E1"),
        ("LS8 ***", "LS8"),
        ("BFPO 23", "BFPO 23"),
        ("EC1A1BB", "EC1A1BB"),
        ("LS81 AA", "LS81 AA"),
    ],
)
def test_finds(text: str, expected: str) -> None:
    """Whole, partial, run together, broken, lower case, misread."""
    assert expected in texts(RECOGNISER, text)


@pytest.mark.parametrize(
    "text",
    [
        "a section 20 (S20) and S47 enquiry, CO2, vitamin B12, KS2, Y10, P5",
        "junction M1, A4 paper, H1N1, 2nd b4 3rd, room E12",
        "[POSTCODE 1]",
        "his mother was 2nd and 12 3rd",
    ],
)
def test_leaves_alone(text: str) -> None:
    """What only looks like a postcode stays."""
    assert texts(RECOGNISER, text) == []


def test_one_that_does_not_exist_needs_context() -> None:
    """An existing postcode scores high alone; a well-formed one only after a label."""
    (known,) = RECOGNISER.analyze("LS8 1AA", [], None)
    (alone,) = RECOGNISER.analyze("so ZZ9 9ZZ", [], None)
    (labelled,) = RECOGNISER.analyze("Postcode: ZZ9 9ZZ", [], None)
    assert known.score > 0.9 > labelled.score > 0.8 > alone.score


def test_all_postcodes_are_there_in_less_than_a_megabyte() -> None:
    """2.7 million postcodes, live and ended."""
    assert postcodes().count() > 2_700_000
    assert postcodes().exists("W6", "9JU")
    assert not postcodes().exists("W6", "9CC")
    assert postcodes().district("LS8")
    assert not postcodes().district("LS99X")


@given(st.sets(st.from_regex(r"\A[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][ABDEFGHJLNP][QRSTUWXYZ]\Z"), min_size=1, max_size=50))
def test_packed_postcodes_are_exactly_those_given(tmp_path_factory: pytest.TempPathFactory, given: set[str]) -> None:
    """What is packed exists, its neighbours do not."""
    path = tmp_path_factory.mktemp("pc") / "postcodes.bin"
    path.write_bytes(pack(given))
    table = Postcodes(path)
    assert table.count() == len(given)
    for postcode in given:
        outward, inward = postcode.split()
        assert table.exists(outward, inward)
        assert not table.exists(outward, inward[:2] + "A")


@settings(max_examples=60)
@given(st.text(max_size=80), st.sampled_from(["LS8 1AA", "ls81aa", "ZZ9 9ZZ", "LS8", "L0 OAA"]))
def test_offsets(around: str, code: str) -> None:
    """Any text around a postcode: findings stand on whole words."""
    check_offsets(RECOGNISER, f"{around} {code}{around}")


def test_takes_linear_time() -> None:
    """The worst strings do not stop it."""
    check_linear(RECOGNISER)
