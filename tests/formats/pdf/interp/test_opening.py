"""A PDF is opened within its caps, or refused with the reason that helps."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from sanitiser.errors import Ambiguous, Damaged, EmptyFile, Encrypted, NotUnderstood, Quarantine, TooLarge
from sanitiser.formats.pdf import crosscheck
from sanitiser.formats.pdf.interp import interpret
from sanitiser.formats.pdf.opening import open_pdf, repaired
from sanitiser.limits import DEFAULT

from .make import data, new, read, seen

SHOW = b"BT /F1 12 Tf 20 100 Td (Chapel Allerton) Tj ET"


def _encrypted(user: str, owner: str, revision: int = 6) -> bytes:
    out = BytesIO()
    new(SHOW).save(
        out,
        encryption=pikepdf.Encryption(user=user, owner=owner, R=revision, aes=revision >= 4, metadata=revision >= 4),
    )
    return out.getvalue()


def test_empty_and_foreign_bytes_are_refused() -> None:
    with pytest.raises(EmptyFile):
        open_pdf(b"", DEFAULT)
    for bad in (b"hello", b"%PDF-1.7\n" + b"x" * 100, b"PK\x03\x04" * 50):
        with pytest.raises(Damaged):
            open_pdf(bad, DEFAULT)


def test_caps_hold() -> None:
    made = data(new(SHOW))
    with pytest.raises(TooLarge):
        open_pdf(made, replace(DEFAULT, file_bytes=len(made) - 1))
    pdf = new(SHOW)
    pdf.pages.append(pdf.pages[0])
    with pytest.raises(TooLarge):
        open_pdf(data(pdf), replace(DEFAULT, pages=1))


@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_that_unpacks_to_too_much_is_refused(times: int) -> None:
    import zlib

    bomb = b" " * 8_000_000
    for _ in range(times):
        bomb = zlib.compress(bomb, 9)
    pdf = new(b"")
    pdf.pages[0].Contents = pikepdf.Stream(pdf, bomb, Filter=Array([Name.FlateDecode] * times))
    with pytest.raises(TooLarge):
        read(pdf, replace(DEFAULT, stream_bytes=1_000_000))


def test_too_many_filters_are_refused() -> None:
    pdf = new(b"")
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"", Filter=Array([Name.ASCIIHexDecode] * 30))
    with pytest.raises(TooLarge):
        read(pdf)


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
def test_encrypted_files_open_with_their_password_alone(revision: int) -> None:
    made = _encrypted("sésame", "owner", revision)
    with pytest.raises(Encrypted):
        open_pdf(made, DEFAULT)
    with pytest.raises(Encrypted):
        open_pdf(made, DEFAULT, ("wrong",))
    opened = open_pdf(made, DEFAULT, ("wrong", "sésame"))
    assert seen(interpret(opened, DEFAULT)[0]) == "Chapel Allerton"


def test_an_empty_password_opens() -> None:
    assert len(open_pdf(_encrypted("", "owner"), DEFAULT).pages) == 1


def test_portfolios_dynamic_xfa_and_no_pages_are_refused_with_a_remedy() -> None:
    portfolio, xfa = new(SHOW), new(SHOW)
    portfolio.Root.Collection = Dictionary(Type=Name.Collection)
    xfa.Root.AcroForm = Dictionary(Fields=Array([]), XFA=xfa.make_stream(b"<xdp/>"))
    for pdf in (portfolio, xfa):
        with pytest.raises(NotUnderstood) as caught:
            open_pdf(data(pdf), DEFAULT)
        assert caught.value.advice != NotUnderstood.remedy
    with pytest.raises(Damaged):
        open_pdf(data(pikepdf.new()), DEFAULT)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_cut_files_are_repaired_or_refused(cut: float) -> None:
    made = data(new(SHOW + b"\n" * 2000))
    try:
        opened = open_pdf(made[: int(len(made) * cut)], DEFAULT)
        interpret(opened, DEFAULT)
    except Quarantine:
        return
    assert repaired(opened, made[: int(len(made) * cut)])


def test_readers_agree_on_a_good_file_and_on_one_revised() -> None:
    made = data(new(SHOW))
    pages = interpret(open_pdf(made, DEFAULT), DEFAULT)
    crosscheck.check(made, pages, repaired=False)
    crosscheck.check(made, pages, repaired=True)


def test_pages_that_others_read_otherwise_are_ambiguous() -> None:
    made = data(new(SHOW))
    other = read(new(b"BT /F1 12 Tf 20 100 Td (A wholly different text stands on this page) Tj ET"))
    for mended in (False, True):
        with pytest.raises(Ambiguous):
            crosscheck.check(made, other, repaired=mended)
    two = new(SHOW)
    two.pages.append(two.pages[0])
    with pytest.raises(Ambiguous):
        crosscheck.check(made, read(two), repaired=True)


def test_hidden_and_doubled_text_is_no_disagreement() -> None:
    pdf = new(SHOW + SHOW + b" 3 Tr " + SHOW + b" 1 g 0 Tr BT /F1 12 Tf 20 50 Td (white) Tj ET")
    crosscheck.check(data(pdf), read(pdf), repaired=True)


def test_two_objects_of_one_number_are_not_passed_silently() -> None:
    """A file whose cross-reference table is broken and whose page stands in it twice: readers pick differently."""
    made = data(new(SHOW))
    second = data(new(b"BT /F1 12 Tf 20 100 Td (Somewhere else altogether, in Harehills) Tj ET"))
    joined = made[: made.rfind(b"startxref")] + second[: second.rfind(b"xref")] + b"startxref\n99999\n%%EOF"
    try:
        opened = open_pdf(joined, DEFAULT)
        pages = interpret(opened, DEFAULT)
        assert repaired(opened, joined)
        crosscheck.check(joined, pages, repaired=True)
    except Quarantine:
        return
    assert seen(pages[0])
