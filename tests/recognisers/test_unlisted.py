"""Names of ordinary words and codes of no known form are found where sentences show them, and ordinary words are left."""

import pytest

from recognisers.code import CodeRecogniser
from recognisers.unlisted import UnlistedRecogniser
from tests.recognisers.helpers import texts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The conference was held at Gun Wharf and lasted an hour.", "Gun Wharf"),
        ("She says that he attends Little Pirates on Mondays.", "Little Pirates"),
        ("Mum was taken to see the Jolly Collier with him.", "Jolly Collier"),
        ("Support is run by Silver Lantern and it goes well.", "Silver Lantern"),
        ("The calls are made twice a day by Dales & District in the week.", "Dales & District"),
        ("He was then seen at City Hospital with his mother.", "City Hospital"),
        ("She started at Ark Globe in the autumn.", "Ark Globe"),
    ],
)
def test_names_of_ordinary_words_are_found_in_sentences(text: str, found: str) -> None:
    assert found in texts(UnlistedRecogniser(), text, 0.2)


@pytest.mark.parametrize(
    "text",
    [
        "He was seen at the Core Group with the Social Worker and the Health Visitor.",
        "She was referred to Early Help and to Children's Social Care after the Strategy Meeting.",
        "He is working towards the expected standard in Year 4 at Key Stage 2.",
        "She scored low on the British Picture Vocabulary Scale for her age.",
        "The family speaks Nigerian Pidgin and English at home.",
        "SUPPORT AT LITTLE PIRATES",
        "He had an EpiPen Jr with him on Monday.",
        "They came back from Christmas and from the Easter Holiday.",
    ],
)
def test_capitals_of_offices_plans_and_tests_are_left_alone(text: str) -> None:
    assert texts(UnlistedRecogniser(), text, 0.2) == []


def test_a_word_that_the_record_also_writes_small_is_no_name() -> None:
    """'Gold Pathway' beside 'the gold pathway' is the pathway."""
    assert texts(UnlistedRecogniser(), "He is on the Amber Ladder now. An amber ladder is a plan.", 0.2) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see SEEMIS 4471920 for this", "4471920"),
        ("SOSCARE A1128764", "A1128764"),
        ("the Merlin 16/PAC/081133 was shared", "16/PAC/081133"),
        ("CC 1123 of 17/06/21", "1123"),
    ],
)
def test_codes_of_no_known_form_are_found(text: str, found: str) -> None:
    assert found in texts(CodeRecogniser(), text, 0.2)


@pytest.mark.parametrize(
    "text",
    [
        "on 03/08/2015 and 2019/20, in 08/2020",
        "150 micrograms, 12500 steps, batch AB12345C",
        "NHS 943 476 5919",
        "SNOMED 184305005",
        "COVID-19 and PM2.5",
        "the years 2018-2021",
    ],
)
def test_dates_doses_and_clinical_codes_are_left_alone(text: str) -> None:
    assert texts(CodeRecogniser(), text, 0.2) == []
