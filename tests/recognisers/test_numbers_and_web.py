"""Telephone numbers, web addresses and identifiers are found by form, check digit and context; facts are left."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognisers.checks import is_nhs_number, is_upn
from recognisers.identifier import IdentifierRecogniser
from recognisers.phone import PhoneRecogniser
from recognisers.web import WebRecogniser
from tests.recognisers.helpers import check_linear, texts

_PHONE, _WEB, _IDENTIFIER = PhoneRecogniser(), WebRecogniser(), IdentifierRecogniser()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tel: 0113 496 0123", "0113 496 0123"),
        ("call (01632) 960 123 after six", "(01632) 960 123"),
        ("mobile 07700900123.", "07700900123"),
        ("on +44 7700 900123 today", "+44 7700 900123"),
        ("Fax: 496 0123", "496 0123"),
        ("Tel 01632 960001 ext 4512", "01632 960001 ext 4512"),
        ("contact number - 020 7946 0001", "020 7946 0001"),
        ("extension 4512", "4512"),
    ],
)
def test_telephone_numbers_are_found(text: str, number: str) -> None:
    """With and without a word for telephone, drama numbers too."""
    assert number in texts(_PHONE, text)


@pytest.mark.parametrize(
    "text",
    [
        "Childline 0800 1111", "call 999 or 111", "Samaritans on 116 123", "NHS number 943 476 5919", "dob 12/03/2015", "between 12.30 and 14.45",
        "£1,200.50 a month", "2019-2020", "weighs 13.5 kg at 10 months 20 days",
    ],
)  # fmt: skip
def test_helplines_dates_and_amounts_are_no_telephone_numbers(text: str) -> None:
    """National numbers stay, and so do facts."""
    assert texts(_PHONE, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("write to janet.okafor@exampleshire.gov.uk.", "janet.okafor@exampleshire.gov.uk"),
        ("janet.okafor@\nexampleshire.gov.uk", "janet.okafor@\nexampleshire.gov.uk"),
        ("see www.quarry.exampleshire.sch.uk/contact.", "www.quarry.exampleshire.sch.uk/contact"),
        ("(quarrymount.co.uk)", "quarrymount.co.uk"),
        ("she posts as @hydeparklad", "@hydeparklad"),
        ("Instagram: kez_99x", "kez_99x"),
    ],
)
def test_web_and_mail_addresses_are_found(text: str, found: str) -> None:
    """Also broken over a line, and without a dot behind."""
    assert found in texts(_WEB, text)


@pytest.mark.parametrize(
    "text",
    ["see nhs.uk and www.gov.uk/benefits", "Mr.Smith said.She left", "e.g. i.e. 2.5", "on Facebook and Instagram"],
)
def test_national_sites_and_sentences_are_left(text: str) -> None:
    """A missing blank after a full stop makes no domain."""
    assert texts(_WEB, text) == []


@pytest.mark.parametrize(
    ("text", "found", "words"),
    [
        ("UPN H801200001001", "H801200001001", "IDENTIFIER"),
        ("NHS No: 943 476 5919", "943 476 5919", "NHS NUMBER"),
        ("NI AB123456C", "AB123456C", "NI NUMBER"),
        ("NI number: QQ 12 34 56 C", "QQ 12 34 56 C", "NI NUMBER"),
        ("Reg LS19 ABC", "LS19 ABC", "VEHICLE REGISTRATION"),
        ("drove a red Corsa P123 ABC away", "P123 ABC", "VEHICLE REGISTRATION"),
        ("area E08000035", "E08000035", "IDENTIFIER"),
        ("LAESTAB 383/2045", "383/2045", "IDENTIFIER"),
        ("URN: 107834", "107834", "IDENTIFIER"),
        ("ODS code B86012", "B86012", "IDENTIFIER"),
        ("UPRN 72123456", "72123456", "IDENTIFIER"),
        ("at SE 305 336 on the map", "SE 305 336", "IDENTIFIER"),
        ("at 53.8008, -1.5491", "53.8008, -1.5491", "IDENTIFIER"),
        ("meet at ///filled.count.soap now", "///filled.count.soap", "IDENTIFIER"),
        ("Neutral Citation Number: [2019] EWHC 123 (Fam)", "[2019] EWHC 123 (Fam)", "CASE NUMBER"),
        ("Case number: LS19C00123", "LS19C00123", "CASE NUMBER"),
        ("Crime ref 13190123456", "13190123456", "REFERENCE"),
        ("crime number 12/34567/19", "12/34567/19", "REFERENCE"),
        ("LCS ID 1234567", "1234567", "REFERENCE"),
        ("Mosaic: 448291", "448291", "REFERENCE"),
        ("EHM no 4471", "4471", "REFERENCE"),
        ("Our ref: JO/LS/CFS/1234", "JO/LS/CFS/1234", "REFERENCE"),
        ("Your Ref JB/44", "JB/44", "REFERENCE"),
    ],
)
def test_identifiers_are_found_with_the_words_of_their_label(text: str, found: str, words: str) -> None:
    """So that a policy may keep NHS numbers and redact the rest."""
    hits = [r for r in _IDENTIFIER.analyze(text, []) if text[r.start : r.end] == found and r.score >= 0.5]
    assert words in {r.recognition_metadata["words"] for r in hits}


@pytest.mark.parametrize(
    "text",
    [
        "Melatonin 3 mg at night", "dob 12/03/2015, aged 7", "page 3 of bundle E12", "in 2019/20 and 2020", "with reference to the meeting", "Section 47 and Part 8",
        "Case conference on 12/03/2021", "weight 13.5 kg, 9th centile", "Child 1 and Child 2", "EHCP 2019", "blood pressure 120/80", "Year 4", "COVID-19",
    ],
)  # fmt: skip
def test_doses_dates_and_pages_are_no_identifiers(text: str) -> None:
    """Clinical and legal facts must reach the reader."""
    assert texts(_IDENTIFIER, text) == []


def test_check_characters_hold() -> None:
    """Sources: NHS Data Dictionary; DfE guidance on UPNs."""
    assert is_nhs_number("9434765919")
    assert not is_nhs_number("9434765918")
    assert is_upn("H801200001001")
    assert not is_upn("A801200001001")


@pytest.mark.parametrize("recogniser", [_PHONE, _WEB, _IDENTIFIER], ids=lambda r: r.name)
def test_no_string_takes_more_than_linear_time(recogniser: PhoneRecogniser) -> None:
    """Hostile text costs no more than its length."""
    check_linear(recogniser)
    for worst in (
        "0" * 30_000,
        "01 " * 15_000,
        "a." * 20_000,
        "a@" * 20_000,
        "http://" * 8_000,
        "ref: A/" * 8_000,
        "12/34567/" * 5_000,
    ):
        recogniser.analyze(worst, [])


@given(st.text(st.sampled_from("0123456789 +()/-.@:awUPNref\nLS£"), max_size=120))
@settings(max_examples=150, deadline=None)
def test_offsets_hold_for_any_text(text: str) -> None:
    """Findings lie in the text and hold no blank at an edge."""
    for recogniser in (_PHONE, _WEB, _IDENTIFIER):
        for r in recogniser.analyze(text, []):
            assert 0 <= r.start < r.end <= len(text)
            assert text[r.start : r.end] == text[r.start : r.end].strip()
