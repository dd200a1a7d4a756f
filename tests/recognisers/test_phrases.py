"""Relocation, clues and national terms are found; abuse and ordinary life are kept. Languages are told apart."""

import pytest

from recognisers.area_clue import AreaClueRecogniser
from recognisers.language import language
from recognisers.nation import NationRecogniser
from recognisers.relocation import RelocationRecogniser
from tests.recognisers.helpers import check_linear, texts

_RELOCATION, _CLUE, _NATION = RelocationRecogniser(), AreaClueRecogniser(), NationRecogniser()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("known to the UKPPS since", "the UKPPS"),
        ("as a protected person she", "a protected person"),
        ("in witness protection", "witness protection"),
        ("were relocated by the police", "relocated by the police"),
        ("moved for their safety in May", "moved for their safety"),
        ("given new identities", "given new identities"),
        ("Address withheld", "Address withheld"),
    ],
)
def test_protection_and_this_move_are_withheld(text: str, found: str) -> None:
    """Also in capitals."""
    assert found in texts(_RELOCATION, text)
    assert found.upper() in texts(_RELOCATION, text.upper())


@pytest.mark.parametrize(
    "text", ["They fled the area", "moved here because of work", "was placed out of area", "in hiding"]
)
def test_weak_phrases_score_for_review_only(text: str) -> None:
    """Below the threshold, above nothing."""
    assert texts(_RELOCATION, text) == []
    assert texts(_RELOCATION, text, 0.25) != []


@pytest.mark.parametrize(
    "text",
    [
        "He hit her and made threats to kill",
        "a child protection plan",
        "she moved to the sofa",
        "a police protection order lapsed",
    ],
)
def test_abuse_and_child_protection_are_kept(text: str) -> None:
    """They are the child's history."""
    assert texts(_RELOCATION, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "three miles north of the town",
        "a 20 minute drive from",
        "Storm Ciara",
        "the 2011 riots",
        "Council tax band C",
        "by the sea",
        "Oyster card",
    ],
)
def test_clues_are_found(text: str) -> None:
    """What, with other things, tells an area."""
    assert texts(_CLUE, f"It was {text} then.")


@pytest.mark.parametrize(
    "text",
    [
        "Estyn",
        "Children (Scotland) Act 1995",
        "in P5",
        "Children's Hearing",
        "Cafcass Cymru",
        "Children (Northern Ireland) Order 1995",
    ],
)
def test_national_terms_are_found(text: str) -> None:
    """Each belongs to one nation."""
    assert texts(_NATION, f"See {text}, please.")


@pytest.mark.parametrize(
    "text", ["Ofsted", "Children Act 1989", "Care Act 2014", "Year 5", "National Insurance", "a named person"]
)
def test_terms_of_the_whole_country_are_left(text: str) -> None:
    """They say nothing of a place."""
    assert texts(_NATION, f"See {text}.") == [] or text == "a named person"


@pytest.mark.parametrize("recogniser", [_RELOCATION, _CLUE, _NATION], ids=lambda r: r.name)
def test_no_string_takes_more_than_linear_time(recogniser: NationRecogniser) -> None:
    """Hostile text costs no more than its length."""
    check_linear(recogniser)
    for worst in ("moved " * 8_000, " " * 40_000, "relocated for " * 4_000, "a b c d e (" * 5_000):
        recogniser.analyze(worst, [])


def test_languages_are_told_apart() -> None:
    """A record in Welsh or Gaelic is quarantined, one with Welsh names is not."""
    welsh = "Mae'r plant yn byw gyda'u mam ac mae hi wedi bod yn yr ysgol ers mis Medi. Roedd y gweithiwr yn hapus gan fod y plant yn iach."
    gaelic = "Tha a' chlann a' fuireach le am màthair agus tha i air a bhith anns an sgoil. Bha an luchd-obrach toilichte gu bheil iad fallain agus sona."
    irish = "Tá na páistí ina gcónaí lena máthair agus bhí sí ag an scoil. Bhí an t-oibrí sásta go raibh siad sláintiúil agus níl aon imní ar an teaghlach faoi sin."
    english = "The children live with their mother in Llanfair and she has been at Ysgol Bryn since September. The worker was happy that they are well."
    assert [language(text) for text in (welsh, gaelic, irish, english, "")] == ["cy", "gd", "ga", "en", "en"]
