"""Sample records as PDF: by LibreOffice from a DOCX (only to make the committed files), or by reportlab."""

import io
import subprocess
import tempfile
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tests.samples import docx_maker
from tests.samples.content import NOTICE, Block
from tests.samples.marks import strip


def by_libreoffice(blocks: list[Block], title: str) -> bytes:
    """Word processor's way: needs `soffice`, which `make test` does not."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "record.docx")
        source.write_bytes(docx_maker.make(blocks, title, hidden=False))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)],
            check=True,
            capture_output=True,
        )
        return Path(folder, "record.pdf").read_bytes()


def by_reportlab(blocks: list[Block], title: str) -> bytes:
    """A case system's way: platypus, with hidden text, a link, a form value, an attachment-like note and metadata."""
    stream = io.BytesIO()
    template = SimpleDocTemplate(
        stream, pagesize=A4, title=f"{title} (Leeds)", author="Janet Okafor", subject="Harehills", invariant=1
    )
    template.build(_story(blocks), onFirstPage=_first, onLaterPages=_later)
    return stream.getvalue()


def _story(blocks: list[Block]) -> list[Flowable]:
    sheet = getSampleStyleSheet()
    centred = ParagraphStyle(
        "letterhead", parent=sheet["Normal"], alignment=TA_CENTER, fontName="Helvetica-Bold", spaceAfter=18
    )
    styles = {"h1": sheet["Heading1"], "h2": sheet["Heading2"], "letterhead": centred}
    story: list[Flowable] = []
    for kind, content in blocks:
        if kind in {"t", "kv"}:
            story += [_table(content, header=kind == "t"), Spacer(1, 10)]  # type: ignore[arg-type]
        elif kind in {"b", "n"}:
            item = ListItem(Paragraph(_markup(str(content)), sheet["Normal"]))
            story.append(
                ListFlowable([item], bulletType="bullet" if kind == "b" else "1", start="•" if kind == "b" else None)
            )
        else:
            story += [Paragraph(_markup(str(content)), styles.get(kind, sheet["Normal"])), Spacer(1, 6)]
    return story


def _markup(text: str) -> str:
    return strip(text).replace("&", "&amp;").replace("\n", "<br/>")


def _table(rows: list[list[str]], *, header: bool) -> Table:
    sheet = getSampleStyleSheet()["Normal"]
    table = Table([[Paragraph(_markup(cell), sheet) for cell in row] for row in rows], repeatRows=int(header))
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return table


def _first(canvas: Canvas, template: SimpleDocTemplate) -> None:
    _later(canvas, template)
    canvas.saveState()
    canvas.setFillColor(colors.white)
    canvas.drawString(40, 20, "Scanned at Merrion House, Leeds")
    canvas.setFont("Helvetica", 0.5)
    canvas.setFillColor(colors.black)
    canvas.drawString(300, 20, "LS8 5DR")
    canvas.restoreState()
    canvas.linkURL("https://www.leedsth.nhs.uk/", (400, 10, 500, 30))
    canvas.bookmarkPage("leeds")
    canvas.addOutlineEntry("Harehills family", "leeds")


def _later(canvas: Canvas, _template: SimpleDocTemplate) -> None:
    canvas.saveState()
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72, 36, NOTICE)
    canvas.drawRightString(A4[0] - 72, 36, f"Page {canvas.getPageNumber()}")
    canvas.restoreState()
