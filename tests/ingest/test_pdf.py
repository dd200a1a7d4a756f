"""A PDF as a record: its text, where each word stands, what is hidden, what is refused."""

from io import BytesIO

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from sanitiser.errors import Encrypted, PictureOnly
from sanitiser.ingest.pdf import read
from sanitiser.limits import DEFAULT


def _canvas() -> tuple[BytesIO, Canvas]:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 11)
    return out, canvas


def _picture() -> ImageReader:
    from PIL import Image

    return ImageReader(Image.new("RGB", (20, 20), (90, 120, 150)))


def test_text_and_places_fit_each_other() -> None:
    """Every place is a word's box on its page, and its offsets cut that word out of the record's text."""
    out, canvas = _canvas()
    canvas.drawString(72, 700, "Kezia goes to Quarry Mount School.")
    canvas.save()
    record = read(out.getvalue(), DEFAULT)
    words = [record.text[place.start : place.end] for place in record.places]
    assert words == ["Kezia", "goes", "to", "Quarry", "Mount", "School."]
    assert all(p.page == 1 and 130 < p.y0 < p.y1 < 150 and 70 < p.x0 < p.x1 < 260 for p in record.places)


def test_hidden_text_is_searched_and_in_no_paragraph() -> None:
    """Invisible words stand in a segment of their own, told by the reason, apart from the paragraphs."""
    out, canvas = _canvas()
    canvas.drawString(72, 700, "Seen by everybody")
    hidden = canvas.beginText(72, 650)
    hidden.setTextRenderMode(3)
    hidden.textLine("Leeds City Council")
    canvas.drawText(hidden)
    canvas.save()
    record = read(out.getvalue(), DEFAULT)
    unseen = [s for s in record.segments if s.channel == "invisible"]
    assert [record.text[s.start : s.end] for s in unseen] == ["Leeds City Council"]
    assert all(s.paragraph is None for s in unseen)
    assert "Leeds" not in "".join(record.text[s.start : s.end] for s in record.segments if s.paragraph is not None)


def test_a_picture_leaves_its_mark_and_needs_review() -> None:
    """A picture beside text is not carried over, and its place says so."""
    out, canvas = _canvas()
    canvas.drawString(72, 700, "A drawing by Kezia of her house and her cat:")
    canvas.drawImage(_picture(), 72, 500, 100, 100)
    canvas.drawString(72, 450, "She was proud of it.")
    canvas.save()
    record = read(out.getvalue(), DEFAULT)
    assert record.text.splitlines()[:3] == [
        "A drawing by Kezia of her house and her cat:",
        "[PICTURE]",
        "She was proud of it.",
    ]
    assert record.notices == ("picture",)


def test_a_page_that_is_a_picture_is_refused() -> None:
    """A scan without text is quarantined, not read as an empty page."""
    out, canvas = _canvas()
    canvas.drawImage(_picture(), 0, 0, *A4)
    canvas.save()
    with pytest.raises(PictureOnly):
        read(out.getvalue(), DEFAULT)


def test_a_password_opens_what_is_encrypted() -> None:
    """Without it the record is refused, with it the record is read."""
    out, canvas = _canvas()
    canvas.drawString(72, 700, "Behind a password")
    canvas.save()
    locked = BytesIO()
    with pikepdf.open(BytesIO(out.getvalue())) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="secret", owner="other"))
    with pytest.raises(Encrypted):
        read(locked.getvalue(), DEFAULT)
    assert "Behind a password" in read(locked.getvalue(), DEFAULT, ("secret",)).text


def test_a_picture_that_the_file_calls_decoration_is_counted() -> None:
    """A letterhead's logo has no mark in the text, but it does not go without a word."""
    out, canvas = _canvas()
    canvas.drawString(72, 700, "A report under the letterhead of an agency:")
    canvas._code.append("/Artifact BMC")
    canvas.drawImage(_picture(), 400, 750, 60, 60)
    canvas._code.append("EMC")
    canvas.save()
    record = read(out.getvalue(), DEFAULT)
    assert {r.channel: r.count for r in record.removed}["decorative-pictures"] == 1
    assert "picture" not in record.notices
