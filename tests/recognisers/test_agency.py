"""Bodies are found by the shape of their names, with the role for the label; UK-wide bodies stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognisers.agency import AgencyRecogniser
from tests.recognisers.helpers import check_linear, check_offsets, texts

RECOGNISER = AgencyRecogniser()


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("reported to West Yorkshire Police on", "West Yorkshire Police", "POLICE FORCE"),
        ("seen at Thornvale General Hospital on", "Thornvale General Hospital", "HOSPITAL"),
        ("Oakfell Medical Practice wrote", "Oakfell Medical Practice", "GP PRACTICE"),
        ("listed at Leeds Crown Court for", "Leeds Crown Court", "COURT"),
        ("the Thornvale and Oakfell NHS Foundation Trust", "Thornvale and Oakfell NHS Foundation Trust", "NHS BODY"),
        ("held at HMP Wakefield since", "HMP Wakefield", "AGENCY"),
        ("supported by Thornvale Women's Aid now", "Thornvale Women's Aid", "AGENCY"),
        ("the Oakfell Children's Centre group", "Oakfell Children's Centre", "CHILDREN'S CENTRE"),
        ("contact at Brackenlea Contact Centre", "Brackenlea Contact Centre", "CONTACT CENTRE"),
        ("from Thornby Housing Association", "Thornby Housing Association", "HOUSING PROVIDER"),
        ("Pickle and Grimshaw Solicitors act", "Pickle and Grimshaw Solicitors", "SOLICITORS"),
        ("plays for Thornby Football Club", "Thornby Football Club", "SPORTS CLUB"),
        ("worships at Thornby Baptist Church", "Thornby Baptist Church", "PLACE OF WORSHIP"),
        ("the North Locality Team visited", "North Locality Team", "TEAM"),
        ("swims at Thornby Leisure Centre", "Thornby Leisure Centre", "VENUE"),
    ],
)
def test_finds(text: str, expected: str, words: str) -> None:
    """Each role is found whole and labelled."""
    found = {text[r.start : r.end]: r for r in RECOGNISER.analyze(text, [], None) if r.score >= 0.5}
    assert expected in found
    assert found[expected].recognition_metadata["words"] == words


@pytest.mark.parametrize(
    "text",
    [
        "The Family Court and the Crown Court. NHS England, Ofsted, the Home Office, CAMHS and the Police.",
        "Children's Services and Children's Social Care agreed. The Duty and Assessment Team visited.",
        "Women's Aid and the NSPCC; Barnardo's and the Samaritans.",
        "the hospital, a police station, her GP surgery and the health visiting service",
        "Community Mental Health Team, Youth Offending Service, Virtual School",
        "Good practice. Early help services and housing. Foster carers. 26. Adoption",
        "[HOSPITAL 1] [POLICE FORCE 2] [TEAM 3]",
        "The Edinburgh Postnatal Depression Scale; the Glasgow Coma Scale",
    ],
)
def test_leaves_alone(text: str) -> None:
    """UK-wide bodies, offices in general, instruments and labels stay."""
    assert texts(RECOGNISER, text) == []


@settings(max_examples=60)
@given(st.text(max_size=80), st.sampled_from(["Thornby General Hospital", "HMP Thornby", "the Police"]))
def test_offsets(around: str, name: str) -> None:
    """Any text around a name: findings stand on whole words."""
    check_offsets(RECOGNISER, f"{around} {name}{around}")


def test_takes_linear_time() -> None:
    """The worst strings do not stop it."""
    check_linear(RECOGNISER)
