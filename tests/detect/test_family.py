"""When the identity is changed the family's names and dates of birth are found; otherwise nothing is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitiser.detect.dates import dates
from sanitiser.detect.family import FamilyFinder
from sanitiser.domain.case import Case, FamilyMember, Identity

CHANGED = Case("F", Identity.CHANGED, keep=("Kezia Oyelaran", "Tasha Oyelaran"))


def _found(text: str, case: Case = CHANGED) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.words) for f in FamilyFinder(case).find(text)]


def test_nothing_is_found_while_the_identity_is_unchanged() -> None:
    assert _found("Kezia Oyelaran, DOB 14/03/2016", Case("F", keep=("Kezia Oyelaran",))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Child: Kezia Oyelaran (6)", [("Kezia Oyelaran", "CHILD")]),
        ("mother, Tasha Oyelaran,", [("Tasha Oyelaran", "PARENT")]),
        ("Tasha Oyelaran (mother)", [("Tasha Oyelaran", "PARENT")]),
        ("KEZIA was seen", [("KEZIA", "")]),
        ("Oyelaran, Kezia, DOB 14.3.16", [("Oyelaran, Kezia", "CHILD"), ("14.3.16", "DATE OF BIRTH")]),
        ("the Oyelaran family", [("Oyelaran", "")]),
    ],
)
def test_names_are_found_with_what_their_neighbours_say(text: str, found: list[tuple[str, str]]) -> None:
    assert _found(text) == found


def test_a_date_of_birth_is_found_again_however_it_is_written() -> None:
    text = "Born on 3rd February 1990. Seen 4/5/2023. 03/02/90; 1990-02-03; Feb 3, 1990"
    assert [said for said, _ in _found(text)] == ["3rd February 1990", "03/02/90", "1990-02-03", "Feb 3, 1990"]


def test_the_case_file_gives_dates_and_aliases() -> None:
    member = FamilyMember("Tasha Oyelaran", "PARENT", ("Tash Adebayo",), date(1990, 2, 3))
    case = Case("F", Identity.CHANGED, family=(member,))
    text = "Tash Adebayo, 3 Feb 1990; Tasha Oyelaran"
    finder = list(FamilyFinder(case).find(text))
    assert {f.entity for f in finder if f.words == "PARENT"} == {"family:tashaoyelaran"}
    assert [text[f.start : f.end] for f in finder if f.words == "DATE OF BIRTH"] == ["3 Feb 1990"]


@pytest.mark.parametrize("text", ["31/02/2020", "12/13/2020", "1.2.3.4", "2020", "May be", "14/03/2016-x"])
def test_what_is_no_date_is_not_taken_for_one(text: str) -> None:
    assert list(dates(text)) == []


@given(
    st.dates(date(1941, 1, 1), date(2040, 12, 31)), st.sampled_from(["%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d %B %Y"])
)
def test_every_date_is_read_back(day: date, form: str) -> None:
    text = f"on {day.strftime(form)} in"
    ((start, end, found),) = dates(text)
    assert (text[start:end], found) == (day.strftime(form), day)
