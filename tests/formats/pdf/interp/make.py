"""PDF files made by hand for these tests."""

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from sanitiser.formats.pdf.interp import interpret
from sanitiser.formats.pdf.opening import open_pdf
from sanitiser.formats.pdf.page import Page
from sanitiser.limits import DEFAULT, Limits


def helvetica(**more: Any) -> Dictionary:
    """An unembedded standard font."""
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding, **more
    )


def new(content: bytes, box: tuple[float, ...] = (0, 0, 200, 200), **resources: Any) -> pikepdf.Pdf:
    """A file of one page; /F1 is Helvetica."""
    pdf = pikepdf.new()
    fonts = resources.pop("Font", {"/F1": helvetica()})
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array(list(box)),
        Resources=Dictionary(Font=Dictionary(fonts), **{k: Dictionary(v) for k, v in resources.items()}),
        Contents=pdf.make_stream(content),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf


def data(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a file."""
    out = BytesIO()
    pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def read(pdf: pikepdf.Pdf, limits: Limits = DEFAULT) -> tuple[Page, ...]:
    """Its pages as the interpreter sees them, after being written and opened like any file."""
    return interpret(open_pdf(data(pdf), limits), limits)


def one(content: bytes, **resources: Any) -> Page:
    """The one page of a made file."""
    return read(new(content, **resources))[0]


def seen(page: Page) -> str:
    """The visible characters in the order drawn."""
    return "".join(g.text for g in page.glyphs if not g.hidden)


def reasons(page: Page) -> dict[str, str]:
    """The hidden characters by reason."""
    out: dict[str, str] = {}
    for glyph in page.glyphs:
        if glyph.hidden:
            out[glyph.hidden] = out.get(glyph.hidden, "") + glyph.text
    return out


def form(pdf: pikepdf.Pdf, content: bytes, **keys: Any) -> pikepdf.Stream:
    """A form XObject."""
    stream = pdf.make_stream(content)
    stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 200])
    for key, value in keys.items():
        stream["/" + key] = value
    return stream
