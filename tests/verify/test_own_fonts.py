"""What a shipped font says of its maker is no residue; any other name in a font is read."""

from pathlib import Path

from sanitiser.domain.kinds import Kind
from sanitiser.domain.verdict import Needle
from sanitiser.verify.carve import read
from sanitiser.verify.own_fonts import FONTS, own_names, without_own_names
from sanitiser.verify.residue import check


def _font() -> bytes:
    return (FONTS / "NotoSans-Regular.ttf").read_bytes()


def _in_a_file(program: bytes) -> bytes:
    import zlib

    return b"1 0 obj\n<</Filter/FlateDecode>>\nstream\n" + zlib.compress(program) + b"\nendstream\nendobj\n"


def _passed(data: bytes, text: str) -> bool:
    return all(one.passed for one in check("bytes", read(data), [Needle(text, Kind.PERSON, 0)]))


def test_the_makers_names_are_passed_over() -> None:
    assert len(own_names()) > 50
    assert "Google".encode("utf-16-be") in _font()
    assert "Google".encode("utf-16-be") not in without_own_names(_font())
    assert _passed(_in_a_file(_font()), "specific language")


def test_another_name_in_a_font_is_read() -> None:
    """A name table that says anything else is searched like the rest of the file."""
    said = next(name for name in sorted(own_names()) if b"\x00G\x00o\x00o\x00g\x00l\x00e" in name)
    secret = "Quarrymount".encode("utf-16-be")
    changed = _font().replace(said[: len(secret)], secret, 1)
    assert changed != _font()
    assert not _passed(_in_a_file(changed), "Quarrymount")


def test_a_broken_font_is_read_whole(tmp_path: Path) -> None:
    broken = _font()[:60]
    assert without_own_names(broken) == broken
    assert without_own_names(b"Quarrymount") == b"Quarrymount"


def test_short_words_are_not_looked_for_in_what_letters_would_spell_in_base64() -> None:
    """'TTEgIHgg' is an ordinary run of letters; that it decodes to 'M1' means nothing."""
    assert _passed(b"a name TTEgIHgg here", "M1")
    assert not _passed(b"a name TTEgIHgg and M1 here", "M1")
