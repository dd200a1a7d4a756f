"""Small pictures for a reviewer's eye: new pixels alone, of whatever can be drawn, and no way for what cannot."""

import io
import zipfile

import pytest
from PIL import Image

from sanitiser.domain.record import MediaType
from sanitiser.errors import Damaged
from sanitiser.jobs.sandbox import Sandbox
from sanitiser.review.pictures import THUMBS, thumbnails


def _jpeg() -> bytes:
    stream, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "taken in Leeds"
    Image.new("RGB", (900, 600), "red").save(stream, "JPEG", exif=exif, comment=b"Leeds")
    return stream.getvalue()


def _docx(**media: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in media.items():
            package.writestr(f"word/media/{name}", data)
    return stream.getvalue()


def _pdf() -> bytes:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(300, 300))
    canvas.drawImage(ImageReader(io.BytesIO(_jpeg())), 50, 50, 90, 60)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.rect(50, 50, 45, 60, fill=1)
    canvas.save()
    return stream.getvalue()


def test_a_picture_of_a_docx_is_made_small_without_its_metadata() -> None:
    (made,) = thumbnails(_docx(photo=_jpeg()), MediaType.DOCX)
    image = Image.open(io.BytesIO(made))
    assert image.format == "WEBP"
    assert max(image.size) <= 320
    assert not image.getexif()
    assert b"Leeds" not in made


def test_a_picture_of_a_pdf_is_shown_as_its_page_shows_it() -> None:
    """What covers it on the page covers it here."""
    (made,) = thumbnails(_pdf(), MediaType.PDF)
    image = Image.open(io.BytesIO(made)).convert("RGB")
    assert max(image.getpixel((5, image.height // 2))) < 60  # type: ignore[arg-type, type-var]
    assert image.getpixel((image.width - 5, image.height // 2))[0] > 200  # type: ignore[index]


def test_what_is_no_picture_is_left_out_and_the_rest_is_shown() -> None:
    assert len(thumbnails(_docx(a=b"\x89PNG\r\n\x1a\nbroken", b=b"", c=_jpeg(), d=b"MZ"), MediaType.DOCX)) == 1
    assert len(thumbnails(_docx(**{f"p{n}": _jpeg() for n in range(THUMBS + 5)}), MediaType.DOCX)) == THUMBS


def test_a_damaged_file_says_so() -> None:
    for media in MediaType:
        with pytest.raises(Damaged):
            thumbnails(b"not a file", media)


def test_they_are_made_in_a_limited_child() -> None:
    with Sandbox() as sandbox:
        assert len(sandbox.thumbnails(_docx(a=_jpeg()), MediaType.DOCX)) == 1
