"""No channel of a DOCX carries a secret into the copy, as readers that did not write it see."""

import io
import re
import zipfile
from xml.parsers import expat

import docx as python_docx
import pytest

from sanitiser.domain.finding import Replacement
from sanitiser.domain.kinds import Kind
from sanitiser.domain.verdict import Needle
from sanitiser.ingest.docx import read
from sanitiser.limits import DEFAULT
from sanitiser.redact.docx import make
from sanitiser.verify.docx import inspect
from tests.channels.docx.fixtures import HIDDEN, UNREAD, VISIBLE, Maker

SECRET = "Zarquonby"
LABEL = "[PLACE 1]"


def copy_of(source: bytes, secret: str = SECRET) -> tuple[str, bytes]:
    """The text of the record, and its copy with every occurrence of the secret replaced."""
    record = read(source, DEFAULT)
    between = r"[\s\u200b\u00ad]*"
    spans = [m.span() for m in re.finditer(between.join(map(re.escape, secret)), record.text, re.IGNORECASE)]
    return record.text, make(record, [Replacement(a, b, LABEL) for a, b in spans], DEFAULT)


def seen_by_expat(copy: bytes) -> str:
    """Everything that a copy's parts say: text, names and values, comments, instructions, and the archive's own."""
    said: list[str] = []

    def instruction(target: str, data: str) -> None:
        said.extend([target, data])

    def element(tag: str, attributes: dict[str, str]) -> None:
        said.extend([tag, *attributes, *attributes.values()])

    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        said.append(archive.comment.decode("latin-1"))
        for info in archive.infolist():
            said += [info.filename, info.comment.decode("latin-1"), info.extra.decode("latin-1")]
            parser = expat.ParserCreate()
            text: list[str] = []
            parser.StartElementHandler = element
            parser.CharacterDataHandler = text.append
            parser.CommentHandler = said.append
            parser.ProcessingInstructionHandler = instruction
            parser.Parse(archive.read(info), True)
            said.append("".join(text))
    return "\n".join(said)


def forms(secret: str) -> list[bytes]:
    """The ways in which bytes may hold a secret."""
    plain = [secret, secret.lower(), secret.upper(), secret[::-1]]
    coded = [text.encode(how) for text in plain for how in ("utf-8", "utf-16-le", "utf-16-be")]
    return [*coded, secret.encode().hex().encode(), secret.encode().hex().upper().encode()]


@pytest.mark.parametrize("channel", [*VISIBLE, *HIDDEN, *UNREAD])
def test_no_secret_survives_in_any_channel(channel: str) -> None:
    """Text, UTF-16, hex, reversed, part names: none of it is in the copy; what must stay is."""
    maker: Maker = (VISIBLE | HIDDEN | UNREAD)[channel]
    _text, copy = copy_of(maker(SECRET))
    raw = copy + b"".join(
        zipfile.ZipFile(io.BytesIO(copy)).read(n) for n in zipfile.ZipFile(io.BytesIO(copy)).namelist()
    )
    assert not [form for form in forms(SECRET) if form in raw]
    seen = seen_by_expat(copy)
    assert SECRET.casefold() not in re.sub(r"[\s\u200b\u00ad]+", "", seen).casefold()
    assert "allergic to penicillin" in seen
    assert all(check.passed for check in inspect(copy, [Needle(SECRET, Kind.PLACE)], DEFAULT))
    shown = [paragraph.text for paragraph in python_docx.Document(io.BytesIO(copy)).paragraphs]
    assert "Micah lives with his mother." in shown


@pytest.mark.parametrize("channel", [*VISIBLE, *HIDDEN])
def test_what_is_hidden_is_still_searched(channel: str) -> None:
    """The secret is in the record's text, visible or not, so that detection learns it and the verifier can look."""
    text, _copy = copy_of((VISIBLE | HIDDEN)[channel](SECRET))
    assert SECRET.casefold() in re.sub(r"[\s\u200b\u00ad]+", "", text).casefold()


@pytest.mark.parametrize("channel", VISIBLE)
def test_what_readers_see_is_carried_over(channel: str) -> None:
    """A label stands where the secret was seen, exactly once."""
    _text, copy = copy_of(VISIBLE[channel](SECRET))
    assert seen_by_expat(copy).count(LABEL) == 1


@pytest.mark.parametrize("channel", HIDDEN)
def test_what_readers_do_not_see_stays_behind(channel: str) -> None:
    """No label stands where nobody saw anything, and something is counted as removed."""
    _text, copy = copy_of(HIDDEN[channel](SECRET))
    assert LABEL not in seen_by_expat(copy)


@pytest.mark.parametrize("channel", VISIBLE)
def test_the_copy_does_not_depend_on_the_secret(channel: str) -> None:
    """Secrets of one word and of many, long and short, give one file."""
    copies = {
        copy_of(VISIBLE[channel](secret), secret)[1] for secret in (SECRET, "Saint Mary under Lyme", "Ely-on-Sea")
    }
    assert len(copies) == 1


@pytest.mark.parametrize("channel", [*HIDDEN, *UNREAD])
def test_what_is_dropped_leaves_no_trace(channel: str) -> None:
    """A hidden secret does not change a byte of the copy."""
    makers = HIDDEN | UNREAD
    copies = {copy_of(makers[channel](secret), secret)[1] for secret in (SECRET, "Aberystwythford")}
    assert len(copies) == 1


def test_enough_channels_are_planted() -> None:
    """The engine was first measured on 52 planted secrets; there may only be more."""
    assert len(VISIBLE) + len(HIDDEN) + len(UNREAD) >= 52


SPELLINGS = {
    "ligature": "Of\ufb01ngton",
    "full width": "\uff2f\uff46\uff46\uff49\uff4e\uff47\uff54\uff4f\uff4e",
    "homoglyph": "Off\u0456ngton",
    "zero-width joiner": "Off\u200dington",
    "soft hyphen": "Off\u00adington",
    "word joiner": "Off\u2060ington",
    "spaced out": "O f f i n g t o n",
    "accented": "Offi\u0301ngton",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_verifier_finds_every_spelling(spelling: str) -> None:
    """A secret left in a copy in another spelling fails the verdict, and one replaced passes."""
    word = SPELLINGS[spelling]
    source = VISIBLE["paragraph"](word)
    left = make(read(source, DEFAULT), (), DEFAULT)
    needle = Needle("Offington", Kind.PLACE)
    assert not all(check.passed for check in inspect(left, [needle], DEFAULT))
    record = read(source, DEFAULT)
    start, end = record.text.index("moved to ") + 9, record.text.index(" in May.")
    copy = make(record, [Replacement(start, end, LABEL)], DEFAULT)
    assert all(check.passed for check in inspect(copy, [needle], DEFAULT))
