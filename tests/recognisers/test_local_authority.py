"""Local authorities are found as people write them; words and bodies that only look like them are left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognisers.local_authority import LocalAuthorityRecogniser
from tests.recognisers.helpers import check_linear, check_offsets, texts

RECOGNISER = LocalAuthorityRecogniser()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("known to Leeds City Council's team", "Leeds City Council"),
        ("the London Borough of Hammersmith\n& Fulham agreed", "London Borough of Hammersmith\n& Fulham"),
        ("LB Camden holds", "LB Camden"),
        ("Bradford MDC holds", "Bradford MDC"),
        ("moved from camden last year", "camden"),
        ("BANES holds the file", "BANES"),
        ("RBKC holds the file", "RBKC"),
        ("Herts CC holds", "Herts CC"),
        ("Cyngor Gwynedd a'r teulu", "Cyngor Gwynedd"),
        ("the Royal Borough agreed", "Royal Borough"),
        ("HERTFORDSHIRE COUNTY COUNCIL", "HERTFORDSHIRE COUNTY COUNCIL"),
        ("of Hert-\nfordshire", "Hert-\nfordshire"),
        ("in Reading, where he", "Reading"),
        ("READING BOROUGH COUNCIL", "READING BOROUGH COUNCIL"),
        ("Windsor and Maidenhead, Royal Borough of", "Windsor and Maidenhead, Royal Borough of"),
        ("Otley Town Council wrote", "Otley Town Council"),
        ("Westmorland & Furness", "Westmorland & Furness"),
        ("Na h-Eileanan Siar", "Na h-Eileanan Siar"),
        ("Humberside County Council", "Humberside County Council"),
        ("Mr Kent moved to Kent in May", "Kent"),
    ],
)
def test_finds(text: str, expected: str) -> None:
    """Each way of writing is found, with its designators and no more."""
    assert expected in texts(RECOGNISER, text)


@pytest.mark.parametrize(
    "text",
    [
        "His Reading age is 8 and he enjoys reading.",
        "progress in Reading, Writing and Maths",
        "She likes Bath time and a bath.",
        "He has Down's syndrome. Down the road.",
        "The Council and the Borough said that the local authority would.",
        "The School Council met the British Council.",
        "registered with the Health and Care Professions Council",
        "Emily Kent and Mr Bolton",
        "He slid down. Bury the hatchet. BATH TIME ROUTINE",
        "[LOCAL AUTHORITY 1] and [COUNCIL 2]",
        "TBC by the SENCO, RCT evidence",
    ],
)
def test_leaves_alone(text: str) -> None:
    """Ordinary words, people, UK-wide councils and labels stay."""
    assert texts(RECOGNISER, text) == []


def test_ways_to_write_one_authority_share_its_key() -> None:
    """'Leeds CC' and 'Leeds City Council' are one thing; initials mean the council that the record names."""
    text = "Leeds City Council, Leeds CC, Leeds and LCC"
    found = RECOGNISER.analyze(text, [], None)
    assert [r.recognition_metadata["entity"] for r in found] == ["gss:E08000035"] * 4


@settings(max_examples=60)
@given(st.text(max_size=80), st.sampled_from(["Leeds City Council", "LB of Camden", "reading", "Otley Town Council"]))
def test_offsets(around: str, name: str) -> None:
    """Any text around a name: findings stand on whole words."""
    check_offsets(RECOGNISER, f"{around} {name}{around}")


def test_takes_linear_time() -> None:
    """The worst strings do not stop it."""
    check_linear(RECOGNISER)
