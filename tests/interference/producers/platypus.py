"""reportlab's platypus, as case systems use it: standard fonts, no tags."""

import io

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    ListFlowable,
    ListItem,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from tests.interference.template import Part, Template, fill, spans

SUFFIX = ".pdf"
_ALIGN = {"left": TA_LEFT, "right": TA_RIGHT, "centre": TA_CENTER, "justify": TA_JUSTIFY}
_OPEN = {
    "bold": "<b>",
    "italic": "<i>",
    "underline": "<u>",
    "highlight": '<font backColor="yellow">',
    "small": "",
    "": "",
}
_CLOSE = {"bold": "</b>", "italic": "</i>", "underline": "</u>", "highlight": "</font>", "small": "", "": ""}


def make(template: Template, secrets: list[str]) -> list[bytes]:
    """One file a secret."""
    return [_one(template, secret) for secret in secrets]


def _one(template: Template, secret: str) -> bytes:
    pages = 0
    for _ in range(2):  # the second time the number of pages is known
        stream, counter = io.BytesIO(), [0]
        _document(stream, template, secret, pages, counter).build(_story(template, secret))
        pages = counter[0]
    return stream.getvalue()


def _document(stream: io.BytesIO, template: Template, secret: str, pages: int, counter: list[int]) -> BaseDocTemplate:
    def furniture(canvas: Canvas, _document: object) -> None:
        counter[0] = canvas.getPageNumber()
        canvas.saveState()
        canvas.setFont("Helvetica", 9)
        for text, y in ((template.header, 800), (template.footer, 40)):
            filled = fill(text, secret).replace("{pages}", str(pages)).replace("{page}", str(canvas.getPageNumber()))
            for piece, x in zip(filled.split("\t"), (72, 300, 450), strict=False):
                canvas.drawString(x, y, piece)
        canvas.restoreState()

    document = BaseDocTemplate(stream, pagesize=A4, invariant=1)
    width, gap = A4[0] - 144, 20
    each = (width - gap * (template.columns - 1)) / template.columns
    frames = [
        Frame(72 + n * (each + gap), 72, each, A4[1] - 144, leftPadding=0, rightPadding=0)
        for n in range(template.columns)
    ]
    document.addPageTemplates(PageTemplate(frames=frames, onPage=furniture))
    return document


def _story(template: Template, secret: str) -> list[Flowable]:
    sheet = getSampleStyleSheet()
    body = ParagraphStyle("body", parent=sheet["Normal"], alignment=_ALIGN[template.align], spaceAfter=8, leading=14)
    story: list[Flowable] = []
    notes: list[str] = []
    numbers = 0
    for part in template.parts(secret):
        numbers = numbers + 1 if part.kind == "n" else 0
        story += _block(part, body, sheet, notes, numbers)
    return story + [Paragraph(f"<super>{n}</super> {text}", sheet["Italic"]) for n, text in enumerate(notes, 1)]


def _block(part: Part, body: ParagraphStyle, sheet: dict, notes: list[str], number: int) -> list[Flowable]:
    if part.align:
        body = ParagraphStyle("own", parent=body, alignment=_ALIGN[part.align])
    if part.kind == "table":
        return [_table(part, sheet, notes), Spacer(1, 8)]
    if part.kind == "lines":
        return [Paragraph("<br/>".join(_markup(line, notes) for line in part.lines), body)]
    if part.kind == "leader":
        return [_leader(line, body) for line in part.lines]
    if part.kind in {"b", "n"}:
        item = ListItem(Paragraph(_markup(part.text, notes), body), **({"value": number} if part.kind == "n" else {}))
        return [
            ListFlowable(
                [item], bulletType="bullet" if part.kind == "b" else "1", start="•" if part.kind == "b" else None
            )
        ]
    style = {"h1": sheet["Heading1"], "h2": sheet["Heading2"]}.get(part.kind, body)
    return [Paragraph(_markup(part.text, notes), style)]


def _table(part: Part, sheet: dict, notes: list[str]) -> Table:
    look = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if part.ruled else []
    inner = (
        Table([[Paragraph(_markup(cell, notes), sheet["Normal"]) for cell in row] for row in part.inner], style=look)
        if part.inner
        else None
    )
    cells = [
        [inner if cell == "{T}" else Paragraph(_markup(cell, notes), sheet["Normal"]) for cell in row]
        for row in part.rows
    ]
    return Table(cells, style=TableStyle(look), repeatRows=1)


def _leader(line: str, body: ParagraphStyle) -> Paragraph:
    """As many dots as fit between the two, as word processors draw them."""
    left, _, right = line.partition("\t")
    free = A4[0] - 144 - stringWidth(left + right, body.fontName, body.fontSize)
    dots = "." * max(3, int(free / stringWidth(".", body.fontName, body.fontSize)))
    return Paragraph(_markup(left, []) + dots + _markup(right, []), body)


def _markup(text: str, notes: list[str]) -> str:
    made = []
    for span in spans(text):
        text = span.text.upper() if span.style == "small" else span.text
        safe = text.replace("&", "&amp;").replace("<", "&lt;")
        if span.style == "note":
            notes.append(safe)
            made.append(f"<super>{len(notes)}</super>")
        else:
            made.append(_OPEN[span.style] + safe + _CLOSE[span.style])
    return "".join(made)
