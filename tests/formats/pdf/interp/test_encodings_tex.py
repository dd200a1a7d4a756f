"""TeX's fonts name glyphs in their own way; what they show is known all the same."""

import pytest

from sanitiser.formats.pdf.encodings import glyph_text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("circlecopyrt", "◯"),
        ("openbullet", "◦"),
        ("parenleftbig", "("),
        ("integraltext", "∫"),
        ("bracketrightBigg", "]"),
        ("bullet", "•"),
    ],
)
def test_a_tex_name_is_known(name: str, shown: str) -> None:
    assert glyph_text(name) == shown


@pytest.mark.parametrize("name", ["g23", "nonsense", "big", ""])
def test_a_name_that_says_nothing_stays_unknown(name: str) -> None:
    assert glyph_text(name) is None
