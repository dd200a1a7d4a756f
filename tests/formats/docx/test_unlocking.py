"""An encrypted DOCX opens with its password, and with no other; what it is not, it is told to be."""

import io
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest

from sanitiser.errors import Encrypted, Quarantine
from sanitiser.formats.docx.unlocking import unlock
from sanitiser.ingest import read
from sanitiser.limits import DEFAULT

SAMPLE = Path(__file__).parents[3] / "sample_docs" / "first" / "transfer form.docx"


@pytest.fixture(scope="module")
def locked() -> bytes:
    """The sample under the password 'Pa55 wörd'."""
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(SAMPLE.read_bytes())).encrypt("Pa55 wörd", out)
    return out.getvalue()


def test_the_right_password_opens_it_whatever_stands_before_it(locked: bytes) -> None:
    assert unlock(locked, DEFAULT, ("wrong", "Pa55 wörd")) == SAMPLE.read_bytes()
    assert "Oyelaran" in read(locked, DEFAULT, ("Pa55 wörd",)).text


@pytest.mark.parametrize("passwords", [(), ("",), ("wrong", "pa55 wörd")])
def test_without_it_the_record_is_encrypted_with_a_remedy(locked: bytes, passwords: tuple[str, ...]) -> None:
    with pytest.raises(Encrypted) as caught:
        read(locked, DEFAULT, passwords)
    assert "--password-file" in caught.value.advice


@pytest.mark.parametrize("at", [600, 1500, 3000, 5000, 9000])
def test_damage_inside_the_encryption_is_refused_or_harmless(locked: bytes, at: int) -> None:
    whole = read(locked, DEFAULT, ("Pa55 wörd",)).text
    for broken in (locked[:at] + b"\xff" * 200 + locked[at + 200 :], locked[:at]):
        try:
            text = read(broken, DEFAULT, ("Pa55 wörd",)).text
        except Quarantine:
            continue
        assert text == whole


def test_another_file_is_left_as_it_is() -> None:
    assert unlock(b"PK\x03\x04", DEFAULT) == b"PK\x03\x04"
