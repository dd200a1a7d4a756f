"""Schools are found by the shape of their names and by their short forms; 'the school' stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognisers.school import SchoolRecogniser
from tests.recognisers.helpers import check_linear, check_offsets, texts

RECOGNISER = SchoolRecogniser()


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("He attends Quarry Mount Primary School.", "Quarry Mount Primary School", "SCHOOL"),
        ("at St Thingwold's CofE (VA) Infant School today", "St Thingwold's CofE (VA) Infant School", "SCHOOL"),
        ("HE ATTENDS BRACKENLEA HIGH SCHOOL NOW", "BRACKENLEA HIGH SCHOOL", "SCHOOL"),
        ("he attends brackenlea high school now", "brackenlea high school", "SCHOOL"),
        ("Little Acorns Day Nursery said", "Little Acorns Day Nursery", "NURSERY"),
        ("went to Thornvale College then", "Thornvale College", "COLLEGE"),
        ("studied at the University of Thornby", "University of Thornby", "UNIVERSITY"),
        ("part of the Thornvale Learning Trust", "Thornvale Learning Trust", "ACADEMY TRUST"),
        ("moved to Oakfell Pupil Referral Unit", "Oakfell Pupil Referral Unit", "PUPIL REFERRAL UNIT"),
        ("Ysgol Gynradd Cwmteg wrote", "Ysgol Gynradd Cwmteg", "SCHOOL"),
        ("School: Brackenlea", "Brackenlea", ""),
    ],
)
def test_finds(text: str, expected: str, words: str) -> None:
    """Each shape of name is found whole, with the role for its label."""
    found = {text[r.start : r.end]: r for r in RECOGNISER.analyze(text, [], None) if r.score >= 0.5}
    assert expected in found
    assert found[expected].recognition_metadata["words"] == words


@pytest.mark.parametrize(
    "text",
    [
        "The school said that a Primary School place was named. Nursery is going well.",
        "His primary school and the nursery attended. Special School was discussed.",
        "School: attendance is good. Secondary School next year.",
        "Emotionally Based School Avoidance",
        "[SCHOOL 1] and [NURSERY 2]",
        "He is in Year 4. High levels of need. A high number",
    ],
)
def test_leaves_alone(text: str) -> None:
    """Schools in general and labels stay."""
    assert texts(RECOGNISER, text) == []


def test_short_forms_after_the_full_name() -> None:
    """'Quarry Mount' and its initials are the same school once the whole name was seen."""
    text = "Quarry Mount Primary School (QMPS) rang. Quarry Mount said he is well. QMPS agreed."
    found = [r for r in RECOGNISER.analyze(text, [], None) if r.score >= 0.5]
    assert [text[r.start : r.end] for r in found] == ["Quarry Mount Primary School", "QMPS", "Quarry Mount", "QMPS"]
    assert len({r.recognition_metadata["entity"] for r in found}) == 1


@settings(max_examples=60)
@given(st.text(max_size=80), st.sampled_from(["Quarry Mount Primary School", "University of Thornby", "the school"]))
def test_offsets(around: str, name: str) -> None:
    """Any text around a name: findings stand on whole words."""
    check_offsets(RECOGNISER, f"{around} {name}{around}")


def test_takes_linear_time() -> None:
    """The worst strings do not stop it."""
    check_linear(RECOGNISER)
