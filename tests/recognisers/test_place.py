"""Places are found by gazetteer, context and shape; ordinary words, people and instruments are left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognisers.place import PlaceRecogniser
from recognisers.route import RouteRecogniser
from tests.recognisers.helpers import check_linear, check_offsets, texts

RECOGNISER = PlaceRecogniser()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She moved to Preston in May.", "Preston"),
        ("grew up in north Leeds", "north Leeds"),
        ("lives in Bath", "Bath"),
        ("near Reading with Mum", "Reading"),
        ("the Seacroft area", "Seacroft"),
        ("a Geordie accent", "Geordie"),
        ("MOVED TO HARROGATE LAST YEAR", "HARROGATE"),
        ("moved to harrogate last year", "harrogate"),
        ("from Ynys Môn", "Ynys Môn"),
        ("to Dùn Èideann", "Dùn Èideann"),
        ("West Yorkshire", "West Yorkshire"),
        ("by the River Thorne", "River Thorne"),
        ("placed in Upper Thornby", "Upper Thornby"),
        ("moved to Kirkholme", "Kirkholme"),
        ("in Thornby-on-Sea", "Thornby-on-Sea"),
        ("What Thornby-on-Sea said", "Thornby-on-Sea"),
        ("the Brackenlea Estate", "Brackenlea Estate"),
        ("King's Lynn", "King's Lynn"),
        ("pan-London procedures", "pan-London"),
    ],
)
def test_finds(text: str, expected: str) -> None:
    """By gazetteer, by context, by shape, in any letter case."""
    assert expected in texts(RECOGNISER, text)


@pytest.mark.parametrize(
    "text",
    [
        "His Reading age; a bath; Bath time; a sale; Deal with it. Start the meeting. Hope is important.",
        "Brent Preston and Chelsea Smith met Mr Lincoln.",
        "The Edinburgh Postnatal Depression Scale and the Glasgow Coma Scale, Bristol Stool Chart",
        "In March and in May he was well. He is from Poland and went to Paris.",
        "England and Wales, UK",
        "[PLACE 1] and [ADDRESS 2]",
        "Mum said that Ibuprofen and Paracetamol helped.",
    ],
)
def test_leaves_alone(text: str) -> None:
    """Words, people, instruments, months, countries and labels stay."""
    assert texts(RECOGNISER, text) == []


def test_roads_and_buses() -> None:
    """Numbers of roads and bus routes are places; paper, grades and codes are not."""
    recogniser = RouteRecogniser()
    assert texts(recogniser, "off the M62 by the A61 on the 49 bus or bus X98 to town") == ["M62", "A61", "49", "X98"]
    assert texts(recogniser, "the A4 paper, F84.0, M54.5, B12 and an A level; the 3 children") == []
    check_linear(recogniser)


@settings(max_examples=60)
@given(st.text(max_size=80), st.sampled_from(["Leeds", "lives in Bath", "Thornby-on-Sea", "Upper Thornby", "the M62"]))
def test_offsets(around: str, name: str) -> None:
    """Any text around a name: findings stand on whole words."""
    check_offsets(RECOGNISER, f"{around} {name}{around}")


def test_takes_linear_time() -> None:
    """The worst strings do not stop it."""
    check_linear(RECOGNISER)
