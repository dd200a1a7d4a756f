"""People are found by title, role, signature and full name; mentions of one person share a key and a role."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognisers.person import PersonRecogniser
from tests.recognisers.helpers import check_linear, check_offsets, texts

_PERSON = PersonRecogniser()


def _found(text: str) -> dict[str, tuple[str, str]]:
    return {
        text[r.start : r.end]: (r.recognition_metadata["entity"], r.recognition_metadata["words"])
        for r in _PERSON.analyze(text, [])
    }


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Social Worker: Janet Okafor", "Janet Okafor", "SOCIAL WORKER"),
        ("Social Worker\nNaomi Quill\nTeam", "Naomi Quill", "SOCIAL WORKER"),
        ("her key worker, Dilys, is leaving", "Dilys", "SUPPORT WORKER"),
        ("Mrs Brown, Head Teacher, attended", "Mrs Brown", "HEAD TEACHER"),
        ("Miss Sale (class teacher) said", "Miss Sale", "TEACHER"),
        ("Dr A. Adeyemi saw her", "Dr A. Adeyemi", "DOCTOR"),
        ("the GP, Dr Bello, agreed", "Dr Bello", "GP"),
        ("PC 4512 Hughes attended", "PC 4512 Hughes", "POLICE OFFICER"),
        ("before HHJ Merrow today", "HHJ Merrow", "JUDGE"),
        ("Yours sincerely\n\nRhiannon Pugh\nHealth Visitor", "Rhiannon Pugh", "HEALTH VISITOR"),
        ("cc: Peter Lowe, Dr Singh", "Peter Lowe", "PERSON"),
        ("Chair: Fiona Grant", "Fiona Grant", "CHAIR"),
        ("Bola Akande (IRO) chaired", "Bola Akande", "REVIEWING OFFICER"),
        ("Ms O'Neill-Smith's view", "Ms O'Neill-Smith", "PERSON"),
        ("dr adeyemi wrote", "dr adeyemi", "DOCTOR"),
        ("SOCIAL WORKER: JANET OKAFOR", "JANET OKAFOR", "SOCIAL WORKER"),
        ("• Chimamka Kowrton to weigh the baby", "Chimamka Kowrton", "PERSON"),
    ],
)
def test_people_are_found_with_what_they_do(text: str, name: str, words: str) -> None:
    """The label can then say who did what."""
    assert _found(text)[name][1] == words


def test_mentions_of_one_person_share_a_key() -> None:
    """Full name, title with surname, first name and introduced initials are one person, with one role."""
    text = "Social Worker: Janet Okafor (JO). Ms Okafor visited. Janet said so. JO will ring. janet@example.org"
    found = _found(text)
    keys = {found[name][0] for name in ("Janet Okafor", "Ms Okafor", "Janet", "JO")}
    assert keys == {"person:janet okafor"}
    assert found["Ms Okafor"][1] == "SOCIAL WORKER"


def test_a_part_of_two_names_is_neither() -> None:
    """'Ms Okafor' is not given to one of two Okafors."""
    found = _found("Janet Okafor and Peter Okafor came. Ms Okafor spoke.")
    assert found["Ms Okafor"][0] == "person:okafor"


@pytest.mark.parametrize(
    "text",
    [
        "The social worker report and teacher training", "GP Practice", "I hope grace will attend", "Down Syndrome and Asperger's", "Mum and her nan", "Dear Parent", "Mental Health Act",
        "Clare's Law disclosure", "Year 4 teacher assessment", "Ethnicity\nWhite British\nHead Teacher", "the judge directed", "Social Worker: not known", "Chair: TBC", "Marked improvement",
        "Reading, Writing and Maths", "Victoria Road", "Section 47 Enquiry", "PC World", "Dr who",
    ],
)  # fmt: skip
def test_roles_and_ordinary_words_alone_are_left(text: str) -> None:
    """Relations, roles and eponyms tell of nobody."""
    assert texts(_PERSON, text) == []


@given(st.text(st.sampled_from("Dr Ms.Ja\nnet Okafor, (JO) Social Worker: cc 'é"), max_size=120))
@settings(max_examples=150, deadline=None)
def test_offsets_hold_for_any_text(text: str) -> None:
    """Findings are whole words within the text."""
    check_offsets(_PERSON, text)


def test_no_string_takes_more_than_linear_time() -> None:
    """Hostile text costs no more than its length."""
    check_linear(_PERSON)
    for worst in ("Dr " * 15_000, "Social Worker: " * 4_000, "Janet Okafor " * 4_000, "cc: A B, " * 6_000):
        _PERSON.analyze(worst, [])
