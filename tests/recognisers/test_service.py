"""Teams, services, practices and councils of no list are found by the ends of their names; generic ones stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognisers.service import CouncilShapeRecogniser, ServiceRecogniser
from tests.recognisers.helpers import check_linear, check_offsets, texts

_SERVICE, _COUNCIL = ServiceRecogniser(), CouncilShapeRecogniser()


@pytest.mark.parametrize(
    "name",
    [
        "Stepping Stones project",
        "Larkmere House refuge",
        "Park Surgery",
        "Jandrick & O'Neill Solicitors",
        "Family Roots Children's Centre",
        "East Area Social Work Team",
        "Brackendene Gazette",
    ],
)
def test_local_bodies_are_found_in_title_case(name: str) -> None:
    """Brands of ordinary words too."""
    assert name in texts(_SERVICE, f"The family were referred to {name} in May.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a referral was made to ombrbury family support team.", "ombrbury family support team"),
        ("a referral was made to the willow tree project and", "the willow tree project"),
        ("IMRAN SINGH OF CALDSEN & NOWAK SOLICITORS, HAS BEEN", "CALDSEN & NOWAK SOLICITORS"),
        ("NORTH LOCALITY TEAM", "NORTH LOCALITY TEAM"),
    ],
)
def test_and_in_one_case_alone(text: str, name: str) -> None:
    """Where capitals say nothing."""
    assert name in texts(_SERVICE, text)


@pytest.mark.parametrize(
    "text",
    [
        "She had heart surgery.",
        "The Family Support Team met.",
        "Probation Service and Youth Offending Team",
        "Social Housing and Care Homes",
        "Children's Services and Adult Social Care team",
        "they met with the family support team",
        "Allergies: Penicillin\nTeam: Duty Team",
        "Good Practice",
        "Leaders provide consistently high-quality services and work in close partnership with the exploitation team",
        "children live in suitable homes\nand receive good services from the wider\npartnership of agencies",
    ],
)
def test_generic_bodies_stay(text: str) -> None:
    """Every area has them."""
    assert texts(_SERVICE, text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("by Ombrham MBC in May", "Ombrham MBC"),
        ("London Borough of Ulskford", "London Borough of Ulskford"),
        ("ABUSE BY STAVORSTEAD MBC.", "STAVORSTEAD MBC"),
        ("KNOWN TO LARKMLEY COUNCIL", "LARKMLEY COUNCIL"),
    ],
)
def test_councils_of_no_list_are_found(text: str, name: str) -> None:
    """New ones will be founded."""
    assert name in texts(_COUNCIL, text)


def test_the_council_alone_stays() -> None:
    """It names none."""
    assert texts(_COUNCIL, "THE COUNCIL AND THE PARISH COUNCIL. The Council said so.") == []


@given(st.text(st.sampled_from("North Area Team MBC house refuge & London Borough of\n'é"), max_size=120))
@settings(max_examples=100, deadline=None)
def test_offsets_hold_for_any_text(text: str) -> None:
    """Findings are whole words within the text."""
    check_offsets(_SERVICE, text)
    check_offsets(_COUNCIL, text)


def test_no_string_takes_more_than_linear_time() -> None:
    """Hostile text costs no more than its length."""
    check_linear(_SERVICE)
    check_linear(_COUNCIL)
