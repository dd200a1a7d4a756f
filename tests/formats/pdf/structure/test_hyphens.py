"""Hyphens end in one form, at a line end as in mid-line."""

import pytest

from sanitiser.domain.document import PLAIN
from sanitiser.formats.pdf.structure.hyphens import joins, told_by_halves
from sanitiser.formats.pdf.structure.model import Char


def _joined(text: str) -> str:
    return "".join(char.text for char in joins([Char(c, None, PLAIN) for c in text]))


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("well-known", "well-known"),
        ("infor-mation", "information"),
        ("safe\u00adguarding", "safeguarding"),
        ("safe-guarding", "safeguarding"),
        ("Stoke-on-Trent", "Stoke-on-Trent"),
        ("mother-in-law", "mother-in-law"),
        ("she re-signed the form", "she re-signed the form"),
        ("recog-nised", "recognised"),
        ("2023-24", "2023-24"),
        ("Oyelaran-Marsh", "Oyelaran-Marsh"),
    ],
)
def test_hyphens_follow_the_words_alone(text: str, joined: str) -> None:
    """The author's hyphens stay, the printer's go, whatever the position."""
    assert _joined(text) == joined


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [("nurs", "e", True), ("Hammersmit", "h", True), ("social", "worker", False), ("Where", "from", False), ("Hart", "School", False), ("thera", "pist", True), ("wor", "ker", None), ("Wolverhampton", "and", False), ("Wolverhampton", "is", False), ("Oyel", "aran", None)],
)  # fmt: skip
def test_halves_tell_whether_they_are_one_word(first: str, second: str, one: bool | None) -> None:
    """In a narrow cell two words stand one above the other as the halves of a cut one do."""
    assert told_by_halves(first, second) is one
