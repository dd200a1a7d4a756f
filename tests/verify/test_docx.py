"""The verifier of DOCX is put to the proof: each leak, planted on purpose into a good copy, fails its verdict."""

import io
import zipfile

import pytest

from sanitiser.domain.kinds import Kind
from sanitiser.domain.verdict import Needle
from sanitiser.ingest.docx import read
from sanitiser.limits import DEFAULT
from sanitiser.redact.docx import make
from sanitiser.verify.docx import inspect
from tests.channels.docx.fixtures import noted, sectioned
from tests.channels.docx.making import docx, p, r
from tests.verify.docx_leaks import CONTAINERS, LEAKS, NEEDLES, SECRET, good, packed, unpacked


def passed(data: bytes) -> bool:
    return all(check.passed for check in inspect(data, NEEDLES, DEFAULT))


def test_a_good_copy_passes() -> None:
    """And repacking it changes nothing, so that a mutant fails by its leak alone."""
    copy = good()
    assert passed(copy)
    assert packed(unpacked(copy)) == copy


@pytest.mark.parametrize("leak", LEAKS)
def test_each_planted_leak_fails_the_verdict(leak: str) -> None:
    """The mutation score is all of them."""
    files = unpacked(good())
    LEAKS[leak](files)
    assert not passed(packed(files))

@pytest.mark.parametrize("container", CONTAINERS)
def test_a_container_with_anything_else_in_it_fails(container: str) -> None:
    """Not one byte may belong to no part."""
    assert not passed(CONTAINERS[container](good()))


def test_comments_and_extra_fields_of_the_archive_fail() -> None:
    """Where tools leave names and times."""
    files = unpacked(good())
    for place in ("comment", "extra", "archive"):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name in sorted(files, key=lambda name: (name != "[Content_Types].xml", name)):
                info = zipfile.ZipInfo(name)
                info.create_system, info.external_attr = 3, 0o600 << 16
                if place == "comment":
                    info.comment = SECRET.encode()
                elif place == "extra":
                    info.extra = b"\xfe\xca\x02\x00ab"
                archive.writestr(info, files[name])
            if place == "archive":
                archive.comment = SECRET.encode()
        assert not passed(target.getvalue()), place


def test_a_needle_that_decisions_left_may_stay_as_often() -> None:
    """What was kept is counted, no more."""
    source = docx(p(r(f"{SECRET} and {SECRET}")))
    copy = make(read(source, DEFAULT), (), DEFAULT)
    assert all(check.passed for check in inspect(copy, (Needle(SECRET, Kind.PLACE, 2),), DEFAULT))
    assert not all(check.passed for check in inspect(copy, (Needle(SECRET, Kind.PLACE, 1),), DEFAULT))


def test_details_never_hold_text() -> None:
    """A manifest quotes them."""
    files = unpacked(good())
    LEAKS["text in the body"](files)
    LEAKS["bookmark"](files)
    assert not any(SECRET in check.name + check.detail for check in inspect(packed(files), NEEDLES, DEFAULT))


def test_copies_with_every_kind_of_furniture_pass() -> None:
    """First and even headers, endnotes."""
    for source in (
        sectioned("header", "first", p(r("x")), title="<w:titlePg/>"),
        sectioned("footer", "even", p(r("x")), "<w:evenAndOddHeaders/>"),
        noted("endnote", p(r("x")), '<w:r><w:endnoteReference w:id="2"/></w:r>'),
    ):
        assert all(check.passed for check in inspect(make(read(source, DEFAULT), (), DEFAULT), (), DEFAULT))


def test_copies_with_every_kind_of_text_in_cells_pass() -> None:
    """Tabulators and the places for them, breaks, marks of notes, empty and white cells: widths follow from the text."""
    stops = '<w:tabs><w:tab w:val="left" w:pos="720"/><w:tab w:val="right" w:pos="2000"/></w:tabs>'
    cells = (
        p(r("a"), "<w:r><w:tab/></w:r>", r("b"), properties=stops),
        p(r("long words here"), "<w:r><w:br/></w:r>", r("again")) + p(r("and more of them")),
        p(r("  ")),
        p(),
    )
    row = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    source = docx(f"<w:tbl><w:tr>{row}</w:tr><w:tr>{row}</w:tr></w:tbl>")
    copy = make(read(source, DEFAULT), (), DEFAULT)
    assert all(check.passed for check in inspect(copy, (), DEFAULT))
