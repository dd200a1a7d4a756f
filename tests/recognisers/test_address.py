"""Addresses are found whole, from the flat to the postcode; ordinary numbers and words are left."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognisers.address import AddressRecogniser, StreetRecogniser
from tests.recognisers.helpers import check_linear, check_offsets, texts

_ADDRESS, _STREET = AddressRecogniser(), StreetRecogniser()

WHOLE = (
    "Flat 2, 14 Acacia Avenue",
    "Flat 2, 14 Acacia Avenue, Headingley, Leeds LS6 3AB",
    "3/2, 14 Byres Road, Glasgow G12 8TD",
    "2F1, 27 Leith Walk",
    "5 Heol y Bont\nAberystwyth\nSY23 1AA",
    "12 Maes-y-Coed",
    "Ground Floor Flat, 9 Beech Grove, Bristol, BS6 6AA",
    "c/o Mrs Amina Begum, Rose Cottage, Mill Lane, Little Snoring, Norfolk, NR21 0AA",
    "The Old Rectory, Church Road, Snoring NR21 0AA",
    "PO Box 123, Leeds LS1 1AA",
    "No. 7, The Crescent",
    "14-16 High Street",
    "27a St Mary's Road",
    "14 High St",
    "14 ACACIA AVENUE",
    "22 Bishop\nStreet",
    "Flat 3, Hope House\n22 Bishop Street",
    "14 Abbeystead",
)
LEFT = (
    "The 3 Way meeting was held.",
    "There were 2 Court hearings and 3 Family Court dates.",
    "Enquiries under Section 47 of the Children Act 1989.",
    "It was 5 Drive-by shootings.",
    "On 12 March Court hearing adjourned.",
    "Key Stage 2 Way ahead. Year 3 Park trip.",
    "She took 2 steps down the road and 5 minutes later was at the end of the lane.",
    "Kezia was 7 Tasha was 4.",
    "He lives at 3 Kezia could walk.",
    "A place of safety, a close relationship, the way home.",
    "Contact at 10 Mrs Smith will attend.",
    "The 12 Children in the class. 6 Weeks later.",
)


@pytest.mark.parametrize("address", WHOLE)
def test_the_whole_block_is_one_finding(address: str) -> None:
    """Nothing is cut off at either end, in a sentence and under a label."""
    assert address in texts(_ADDRESS, f"Tasha lives at {address} with her mum.")
    assert address in texts(_ADDRESS, f"Address:\n{address}\nDate of birth: 12/03/2015")


@pytest.mark.parametrize("text", LEFT)
def test_numbers_and_words_that_are_no_address_are_left(text: str) -> None:
    """Meetings, sections, ages and dates are facts."""
    assert texts(_ADDRESS, text) == []


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Mum was seen on Harehills Lane.", "Harehills Lane"),
        ("he lives on harehills lane now", "harehills lane"),
        ("MUM LIVES ON HAREHILLS LANE", "HAREHILLS LANE"),
        ("It is off Stryd Fawr.", "Stryd Fawr"),
        ("They met at the corner of Harehills Lane and Roundhay Road.", "Harehills Lane and Roundhay Road"),
        ("They live on the Gipton Estate.", "Gipton Estate"),
        ("The crash was on the A64.", "A64"),
        ("He takes the number 49 bus.", "number 49 bus"),
    ],
)
def test_a_street_without_a_number_is_a_place(text: str, street: str) -> None:
    """A street, an estate, a road's number or a bus route narrows the search as a town does."""
    assert street in texts(_STREET, text)


@pytest.mark.parametrize(
    "text",
    [
        "Family Court and Crown Court",
        "Coronation Street is on",
        "close to the road",
        "A level 2 course",
        "in the High Court",
    ],
)
def test_no_street_is_seen_in_ordinary_words(text: str) -> None:
    """Courts are for the agency recogniser, television for nobody."""
    assert texts(_STREET, text) == []


@given(st.text(st.sampled_from("14 aA,\n.-/Flat2 Acacia Avenue Road the of LS6 3AB St'é"), max_size=120))
@settings(max_examples=150, deadline=None)
def test_offsets_hold_for_any_text(text: str) -> None:
    """Findings are whole words within the text."""
    check_offsets(_ADDRESS, text)
    check_offsets(_STREET, text)


def test_no_string_takes_more_than_linear_time() -> None:
    """Hostile text costs no more than its length."""
    check_linear(_ADDRESS)
    check_linear(_STREET)


def test_a_label_is_inert() -> None:
    """Reading a copy again finds nothing in its labels."""
    assert texts(_ADDRESS, "She lives at [ADDRESS 1] near [PLACE 2].") == []
