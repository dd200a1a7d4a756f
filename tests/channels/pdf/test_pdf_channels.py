"""Every channel of a PDF: a secret planted there is in no form in the strict copy, whoever reads it.

The readers here are the tests' own: PDFium's and pypdf's page text, every object decoded by qpdf's library, raw bytes.
"""

import base64
import io
import re
import zlib

import pikepdf
import pypdf
import pypdfium2
import pytest

from sanitiser.domain.finding import Replacement
from sanitiser.domain.kinds import Kind
from sanitiser.domain.record import MediaType, PdfMode, Record
from sanitiser.domain.verdict import Needle
from sanitiser.errors import Quarantine
from sanitiser.ingest.pdf import read
from sanitiser.limits import DEFAULT
from sanitiser.redact import pdf_strict
from sanitiser.verify import verify
from tests.channels.pdf.base import source_pdf
from tests.channels.pdf.plants import BYTES, PLANTS, SECRET, SOURCES, Plant

# Refused, loudly, rather than copied: what a reader sees there cannot be told for sure.
REFUSED = {
    "object: annotation_appearance": "not-understood",  # its font is missing
    "object: xfa": "not-understood",
    "portfolio": "not-understood",
}

# Not Harehills but other secrets, and gone with their own spans.
WORDS = (SECRET, "Leeds City Council", "Ali")


def spans(record: Record) -> list[Replacement]:
    """Every place of a secret in the record's text, however it is broken up; what a detector would be asked to find."""
    found: list[tuple[int, int]] = []
    for word in WORDS:
        letters = [re.escape(letter) for letter in word if letter != " "]
        joints = "[\\s\\-\u00ad\u200b]*"
        for pattern in (joints.join(letters), joints.join(reversed(letters))):
            if len(word) > 3:
                found.extend(m.span() for m in re.finditer(pattern, record.text, re.IGNORECASE))
            else:
                found.extend(m.span() for m in re.finditer(rf"\b{pattern}\b", record.text))
    taken: list[Replacement] = []
    for start, end in sorted(set(found)):
        if not taken or start >= taken[-1].end:
            taken.append(Replacement(start, end, "[PLACE 1]"))
    return taken


def everything(data: bytes) -> str:
    """The copy in every form: text, objects, streams, bytes; in UTF-16, hexadecimal and base64 too."""
    parts = [data.decode("latin-1")]
    parts += [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    parts += [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for found in pdf.objects:
            parts.append(found.unparse().decode("latin-1"))
            if isinstance(found, pikepdf.Stream):
                if found.get("/Filter") != pikepdf.Name.DCTDecode:
                    parts.append(found.read_bytes().decode("latin-1"))
                parts.append(found.read_raw_bytes().decode("latin-1"))
    return "\n".join(parts)


def forms(word: str) -> list[str]:
    wide = word.encode("utf-16-be")
    return [
        word.lower(),
        word[::-1].lower(),
        wide.decode("latin-1").lower(),
        word.encode("utf-16-le").decode("latin-1").lower(),
        word.encode().hex(),
        wide.hex(),
        base64.b64encode(word.encode()).decode().rstrip("=")[:-1].lower(),
        zlib.compress(word.encode())[2:-4].decode("latin-1").lower(),
    ]


def check_copy(data: bytes) -> None:
    record = read(data, DEFAULT)
    files = pdf_strict.make(record, spans(record), DEFAULT)
    for copy in files:
        whole = everything(copy).lower()
        squashed = re.sub(r"[\s\u00ad\u200b-]+", "", whole)
        for word in (SECRET, "Leeds City Council"):
            for form in forms(word):
                assert form not in whole
            assert word.replace(" ", "").lower() not in squashed
        needles = [Needle(word, Kind.PLACE) for word in WORDS]
        verdict = verify(copy, MediaType.PDF, PdfMode.STRICT, needles, DEFAULT)
        assert verdict.passed, [check for check in verdict.checks if not check.passed]
    text = " ".join(page.extract_text() for copy in files for page in pypdf.PdfReader(io.BytesIO(copy)).pages)
    assert "Kezia enjoys reading" in " ".join(text.split())


def planted(plant: Plant) -> bytes:
    pdf = pikepdf.open(io.BytesIO(source_pdf()))
    plant(pdf)
    saved = io.BytesIO()
    pdf.save(saved, fix_metadata_version=False, static_id=False)
    return saved.getvalue()


CASES = {**{f"object: {name}": plant for name, plant in PLANTS.items()}, **SOURCES}


def test_there_are_enough_channels() -> None:
    assert len(CASES) + len(BYTES) >= 60


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_secret_planted_in_a_channel_does_not_reach_the_copy(name: str) -> None:
    data = planted(CASES[name])
    if name in REFUSED:
        with pytest.raises(Quarantine) as caught:
            check_copy(data)
        assert caught.value.code == REFUSED[name]
        assert SECRET.lower() not in str(caught.value).lower()
    else:
        check_copy(data)


@pytest.mark.parametrize("name", sorted(BYTES))
def test_a_secret_in_the_bytes_beside_the_objects_does_not_reach_the_copy(name: str) -> None:
    data = BYTES[name](source_pdf())
    key = f"bytes: {name}"
    if key in REFUSED:
        with pytest.raises(Quarantine) as caught:
            check_copy(data)
        assert caught.value.code == REFUSED[key]
    else:
        check_copy(data)


def test_an_earlier_revision_does_not_reach_the_copy() -> None:
    """The page once held the secret; a later update replaced its content and left the old in the file."""
    first = planted(CASES["object: visible text"])
    with pikepdf.open(io.BytesIO(source_pdf())) as clean:
        now = clean.pages[0].Contents.read_bytes()
    with pikepdf.open(io.BytesIO(first)) as pdf:
        page, number = pdf.pages[0], pdf.pages[0].Contents.objgen[0]
        assert SECRET.encode() in page.Contents.read_bytes()
        size, root = pdf.trailer.Size, pdf.trailer.Root.objgen[0]
    start = int(re.findall(rb"startxref\s+(\d+)", first)[-1])
    body = b"\n%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(now), now)
    at = len(first) + 1
    table = b"xref\n%d 1\n%010d 00000 n\r\ntrailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (
        number, at, size, root, start, len(first) + len(body),
    )  # fmt: skip
    check_copy(first + body + table)


def test_the_fixtures_do_carry_their_secret() -> None:
    """A fixture that plants nothing would prove nothing."""
    for name, plant in CASES.items():
        whole = everything(planted(plant)).lower()
        words = [word.lower() for word in WORDS]
        pieces = [*words, *(form for word in WORDS[:2] for form in forms(word)), "hare-", "hare", "sllih", "hills"]
        assert any(piece in whole for piece in pieces) or name in {
            "letter by letter", "letters in reverse order", "glyph_names_in_differences", "page_thumbnail",
            "split by kerning", "object: letters apart", "octal escapes", "two sizes",
        }, name  # fmt: skip
