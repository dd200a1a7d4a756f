"""What a pack opens with: one page that says enough and nothing of the office, and commands that really check."""

import base64
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfua
import pikepdf
import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanitiser.release.bundle import Bundle, PackFile, PackHead, bundle
from sanitiser.release.check import pem
from sanitiser.release.papers import CHECKS, READABLE

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PEOPLE = tuple(f"Kezia-Anne Oyelaran-Featherstonehaugh {n}" for n in range(30))
HEAD = PackHead("FAM-0001", 2, "childrens-social-work", date(2026, 3, 2), PEOPLE, 1, ("0.1.0/strict",))
FILES = [PackFile(f"school-file-{n:04}.pdf", "school-file", b"%d" % n, n, PEOPLE[:3]) for n in range(1, 60)]
OFFICE = re.compile(r"ukpp|protected person|witness|relocat|moved|fled|safe", re.IGNORECASE)


@pytest.fixture(scope="module")
def made() -> Bundle:
    return bundle(HEAD, FILES, KEY.sign)


@pytest.fixture(scope="module")
def held(made: Bundle) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_the_notice_is_one_page_and_says_what_to_do(held: dict[str, bytes]) -> None:
    """However many people it is about; the same in the PDF and in plain text."""
    first, second, *_ = _pages(held[READABLE])
    assert second.startswith("What is in this pack")
    for text in (first, held["README.txt"].decode()):
        said = " ".join(text.split())
        for words in ("[SCHOOL 1]", "[WITHHELD]", "[PICTURE]", "single point of contact", "takes the place of pack 1"):
            assert words in said
        for words in ("contact services that the family used before", "trace earlier addresses", "raise alerts about"):
            assert words in said


def test_every_file_is_listed_with_its_pages_and_whom_it_is_about(held: dict[str, bytes]) -> None:
    text = " ".join(" ".join(_pages(held[READABLE])).split())
    assert all(file.path in text for file in FILES)
    assert "School file" in text
    assert "2 March 2026" in text


def test_nothing_that_is_passed_on_bears_a_mark_of_the_office(held: dict[str, bytes]) -> None:
    """Nor says that anybody moved: not in the papers, the manifest, the names of files, or the PDF's own metadata."""
    with pikepdf.open(io.BytesIO(held[READABLE])) as pdf:
        metadata = str(pdf.docinfo) + pdf.open_metadata().__str__()
    texts = [*_pages(held[READABLE]), held["README.txt"].decode(), held["manifest.json"].decode(), metadata, *held]
    assert [OFFICE.findall(text) for text in texts] == [[] for _ in texts]


def test_the_readable_page_is_tagged_for_screen_readers(held: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / READABLE
    path.write_bytes(held[READABLE])
    found = pdfua.validate(str(path)).findings
    certain = [f for f in found if f.confidence is pdfua.Confidence.CERTAIN and f.severity > pdfua.Severity.INFO]
    assert certain == []
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked is True
        assert str(pdf.Root.Lang) == "en-GB"


def test_a_pack_that_replaces_says_so_and_not_what_changed(made: Bundle) -> None:
    """But for the words on replacing, and their digests, the papers are those of a pack that replaces nothing."""
    other = bundle(replace(HEAD, replaces=None), FILES, KEY.sign)

    def without_papers(text: str) -> dict[str, object]:
        return {key: value for key, value in json.loads(text).items() if key not in ("papers", "notice_sha256")}

    assert without_papers(made.manifest) == without_papers(other.manifest) | {"replaces": 1}
    with zipfile.ZipFile(io.BytesIO(other.data)) as archive:
        assert "takes the place" not in archive.read("README.txt").decode()


@pytest.mark.skipif(not shutil.which("openssl") or not shutil.which("sha256sum"), reason="no standard tools here")
def test_the_commands_that_the_pack_names_check_it(made: Bundle, tmp_path: Path) -> None:
    """The very commands, run by a shell in the unzipped folder; each change is seen by one of them."""
    commands = CHECKS[1][1]

    def run() -> list[int]:
        return [
            subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True).returncode for command in commands
        ]

    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "KEY.pem").write_bytes(pem(KEY.public_key()))
    assert run() == [0, 0, 0]
    changed = tmp_path / FILES[7].path
    changed.write_bytes(b"another copy")
    assert run()[2] != 0
    changed.write_bytes(FILES[7].data)
    sums = (tmp_path / "SHA256SUMS").read_bytes()
    (tmp_path / "SHA256SUMS").write_bytes(sums.replace(b"README", b"readme"))
    assert run()[1] != 0
    (tmp_path / "SHA256SUMS").write_bytes(sums)
    (tmp_path / "SHA256SUMS.sig").write_bytes(base64.b64encode(bytes(64)))
    assert run()[1] != 0
