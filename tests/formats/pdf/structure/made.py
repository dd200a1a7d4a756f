"""PDFs drawn by ReportLab for these tests, and what is read from them. All names in them are invented."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.platypus import Flowable, SimpleDocTemplate

from sanitiser.formats.pdf.interp import interpret
from sanitiser.formats.pdf.opening import open_pdf
from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure import Structured, structure
from sanitiser.limits import DEFAULT


def platypus(story: Sequence[Flowable], **kwargs: object) -> bytes:
    """A PDF of flowables on A4 pages."""
    out = BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 2 * cm)
    callbacks = {name: kwargs.pop(name) for name in ("onFirstPage", "onLaterPages") if name in kwargs}
    SimpleDocTemplate(out, pagesize=A4, invariant=1, **(margins | kwargs)).build(list(story), **callbacks)
    return out.getvalue()


def read(data: bytes, *, tags: bool = True) -> tuple[tuple[Page, ...], Structured]:
    """The pages of a PDF and their structure."""
    with open_pdf(data, DEFAULT) as pdf:
        pages = interpret(pdf, DEFAULT)
        return pages, structure(pages, pdf if tags else None)
