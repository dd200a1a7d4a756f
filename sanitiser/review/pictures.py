"""Pages as pictures for a reviewer's eye, made in a limited child: a browser is never given an original itself."""

import io
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter

from sanitiser.errors import Damaged, Encrypted

WIDTH: Final = 1000
"""Pixels across a page."""
MOST: Final = 4_000_000
"""The most pixels of one picture."""


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


def _opened(untrusted: bytes, passwords: tuple[str, ...]) -> Any:
    import pypdfium2

    for password in (None, *passwords):
        try:
            return pypdfium2.PdfDocument(untrusted, password=password)
        except pypdfium2.PdfiumError as error:
            if "password" not in str(error).lower():
                raise Damaged from None
    raise Encrypted
