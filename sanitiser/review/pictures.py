"""Pages as pictures for a reviewer's eye, made in a limited child: a browser is never given an original itself."""

import io
import itertools
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter

from sanitiser.errors import Damaged, Encrypted

WIDTH: Final = 1000
"""Pixels across a page."""
MOST: Final = 4_000_000
"""The most pixels of one picture."""

THUMBS: Final = 60
"""Small pictures of one record."""
_SIDE: Final = 320
_LEAST: Final = 8
_STORED: Final = 64 * 1024 * 1024
_KNOWN: Final = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")


@dataclass(frozen=True, slots=True)
class Size:
    """A page as shown, in points."""

    width: float
    height: float


SIZES: TypeAdapter[tuple[Size, ...]] = TypeAdapter(tuple[Size, ...])


def sizes(untrusted: bytes, passwords: tuple[str, ...] = ()) -> tuple[Size, ...]:
    """The sizes of all pages. Raises Damaged or Encrypted."""
    with _opened(untrusted, passwords) as document:
        return tuple(Size(*document.get_page_size(index)) for index in range(len(document)))


def picture(untrusted: bytes, number: int, passwords: tuple[str, ...] = ()) -> bytes:
    """Page `number` (from 1) as WebP. Raises Damaged when there is no such page or it cannot be drawn."""
    from pypdfium2 import PdfiumError

    with _opened(untrusted, passwords) as document:
        if not 1 <= number <= len(document):
            raise Damaged("there is no such page")
        width, height = document.get_page_size(number - 1)
        scale = min(WIDTH / max(width, 1), (MOST / max(width * height, 1)) ** 0.5)
        stream = io.BytesIO()
        try:
            bitmap = document[number - 1].render(scale=scale, may_draw_forms=False)
        except PdfiumError:
            raise Damaged("the page cannot be drawn") from None
        bitmap.to_pil().convert("RGB").save(stream, "WEBP", quality=70, method=1)
        return stream.getvalue()


def thumbnails(untrusted: bytes, media_type: str, passwords: tuple[str, ...] = ()) -> tuple[bytes, ...]:
    """The pictures of a record as small WebP pictures, THUMBS at most, without what any reader of files stored in them.

    Of a PDF as they stand on their pages, so that what covers them covers them here. Raises Damaged or Encrypted.
    Does not show: drawings of lines, which are seen on their page, nor formats that Pillow does not know (EMF, WMF).
    """
    made = _of_docx(untrusted) if media_type.endswith("wordprocessingml.document") else _of_pdf(untrusted, passwords)
    return tuple(itertools.islice(made, THUMBS))


def _of_docx(untrusted: bytes) -> Iterator[bytes]:
    from PIL import Image

    try:
        package = zipfile.ZipFile(io.BytesIO(untrusted))
    except zipfile.BadZipFile:
        raise Damaged from None
    for entry in sorted(package.infolist(), key=lambda one: one.filename):
        if not entry.filename.startswith("word/media/") or entry.file_size > _STORED:
            continue
        try:
            with Image.open(io.BytesIO(package.read(entry)), formats=_KNOWN) as image:
                if image.width * image.height <= MOST * 10:
                    yield _small(image)
        except (OSError, ValueError, SyntaxError, zipfile.BadZipFile):
            continue


def _of_pdf(untrusted: bytes, passwords: tuple[str, ...]) -> Iterator[bytes]:
    from pypdfium2 import PdfiumError
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    with _opened(untrusted, passwords) as document:
        for page in document:
            found = list(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=5))
            if not found:
                continue
            width, height = page.get_size()
            scale = min(2.0, (MOST / max(width * height, 1)) ** 0.5)
            try:
                drawn = page.render(scale=scale, may_draw_forms=False).to_pil()
            except PdfiumError:
                continue
            for one in found:
                left, bottom, right, top = one.get_bounds()
                place = (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale)
                box = tuple(round(min(max(at, 0), most)) for at, most in zip(place, drawn.size * 2, strict=True))
                if box[2] - box[0] >= _LEAST and box[3] - box[1] >= _LEAST:
                    yield _small(drawn.crop(box))


def _small(image: Any) -> bytes:
    """New pixels alone: no metadata, no second frame, no layer."""
    flat = image.convert("RGBA")
    flat.thumbnail((_SIDE, _SIDE))
    from PIL import Image

    paper = Image.new("RGB", flat.size, "white")
    paper.paste(flat, mask=flat.getchannel("A"))
    stream = io.BytesIO()
    paper.save(stream, "WEBP", quality=70, method=1)
    return stream.getvalue()


def _opened(untrusted: bytes, passwords: tuple[str, ...]) -> Any:
    import pypdfium2

    for password in (None, *passwords):
        try:
            return pypdfium2.PdfDocument(untrusted, password=password)
        except pypdfium2.PdfiumError as error:
            if "password" not in str(error).lower():
                raise Damaged from None
    raise Encrypted
