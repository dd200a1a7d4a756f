"""Word-like XML: runs split where typing and editing would, rsids, proofing marks, table columns as wide as their text."""

import hashlib
import io
import random
import zipfile
from xml.sax.saxutils import escape

from tests.interference.template import Part, Span, Template, fill, spans

SUFFIX = ".docx"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WIDE = 9026  # twips between the margins
_LEADER = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
_LOOK = {
    "bold": "<w:b/>",
    "italic": "<w:i/>",
    "underline": '<w:u w:val="single"/>',
    "highlight": '<w:highlight w:val="yellow"/>',
    "small": "<w:smallCaps/>",
}


def make(template: Template, secrets: list[str]) -> list[bytes]:
    """One file a secret; what Word draws from chance is drawn from the secret here, so that it differs every time."""
    return [_Writer(template, secret).package() for secret in secrets]


class _Writer:
    def __init__(self, template: Template, secret: str) -> None:
        self.template, self.secret = template, secret
        self.random = random.Random(hashlib.sha256(secret.encode()).digest())
        self.notes: list[str] = []

    def package(self) -> bytes:
        body = "".join(self._block(part) for part in self.template.parts(self.secret))
        header, footer = (self._furniture(text) for text in (self.template.header, self.template.footer))
        section = (
            '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
            f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" '
            f'w:footer="708" w:gutter="0"/><w:cols w:num="{self.template.columns}" w:space="708"/></w:sectPr>'
        )
        parts = {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _rels([("rId1", "officeDocument", "word/document.xml")]),
            "word/_rels/document.xml.rels": _rels(
                [
                    ("rId1", "styles", "styles.xml"),
                    ("rId2", "header", "header1.xml"),
                    ("rId3", "footer", "footer1.xml"),
                    ("rId4", "footnotes", "footnotes.xml"),
                    ("rId5", "numbering", "numbering.xml"),
                    ("rId6", "settings", "settings.xml"),
                ]
            ),
            "word/document.xml": _part("document", f"<w:body>{body}{section}</w:body>"),
            "word/header1.xml": _part("hdr", header),
            "word/footer1.xml": _part("ftr", footer),
            "word/footnotes.xml": _part("footnotes", _SEPARATORS + "".join(self.notes)),
            "word/styles.xml": _part("styles", _STYLES),
            "word/numbering.xml": _part("numbering", _NUMBERING),
            "word/settings.xml": _part("settings", "<w:autoHyphenation/>" if self.template.hyphenate else ""),
        }
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for name, text in parts.items():
                package.writestr(name, text)
        return stream.getvalue()

    def _block(self, part: Part) -> str:
        if part.kind == "table":
            return self._table(part, part.rows) + self._paragraph("")
        align = {"centre": "center", "justify": "both"}.get(
            part.align or self.template.align, part.align or self.template.align
        )
        if part.kind == "lines":
            return "".join(
                self._paragraph(line, f'<w:jc w:val="{align}"/>' if part.align else "") for line in part.lines
            )
        if part.kind == "leader":
            return "".join(self._paragraph(line, _LEADER) for line in part.lines)
        look = {"h1": '<w:pStyle w:val="Heading1"/>', "h2": '<w:pStyle w:val="Heading2"/>',
                "b": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
                "n": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'}.get(part.kind, "")  # fmt: skip
        return self._paragraph(part.text, look + f'<w:jc w:val="{align}"/>')

    def _paragraph(self, text: str, properties: str = "") -> str:
        rsid = f"{self.random.getrandbits(32):08X}"
        runs = "".join(self._run(span) for span in spans(text))
        return f'<w:p w:rsidR="{rsid}" w:rsidRDefault="{rsid}"><w:pPr>{properties}</w:pPr>{runs}</w:p>'

    def _run(self, span: Span) -> str:
        if span.style == "note":
            self.notes.append(f'<w:footnote w:id="{len(self.notes) + 1}">{self._paragraph(span.text)}</w:footnote>')
            return f'<w:r><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'
        made, at = [], 0
        while at < len(span.text):
            end = at + self.random.randint(3, 40)
            piece = escape(span.text[at:end]).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
            chance = self.random.choice(
                (
                    "",
                    '<w:proofErr w:type="spellStart"/>',
                    '<w:bookmarkStart w:id="9" w:name="_x"/><w:bookmarkEnd w:id="9"/>',
                )
            )
            made.append(f'{chance}<w:r w:rsidR="{self.random.getrandbits(32):08X}"><w:rPr>{_LOOK.get(span.style, "")}</w:rPr>'
                        f'<w:t xml:space="preserve">{piece}</w:t></w:r>')  # fmt: skip
            at = end
        return "".join(made)

    def _table(self, part: Part, rows: tuple[tuple[str, ...], ...]) -> str:
        widths = [200 + 90 * max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        while sum(widths) > _WIDE:  # as Word fits a table to the page
            widest = max(range(len(widths)), key=lambda n: widths[n])
            widths[widest] -= min(90, sum(widths) - _WIDE)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        style = '<w:tblStyle w:val="TableGrid"/>' if part.ruled else ""
        made = "".join(
            "<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if number == 0 else "")
            + "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{self._cell(part, cell)}</w:tc>'
                      for cell, width in zip(row, widths, strict=True)) + "</w:tr>"
            for number, row in enumerate(rows)
        )  # fmt: skip
        return f"<w:tbl><w:tblPr>{style}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"

    def _cell(self, part: Part, text: str) -> str:
        return self._table(part, part.inner) + self._paragraph("") if text == "{T}" else self._paragraph(text)

    def _furniture(self, text: str) -> str:
        if not text:
            return "<w:p/>"
        field = '</w:t></w:r><w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve">'
        # one character each, so that no run ends inside them
        short = fill(text, self.secret).replace("{pages}", "\ue001").replace("{page}", "\ue000")
        whole = self._paragraph(short)
        return whole.replace("\ue000", field.format("PAGE")).replace("\ue001", field.format("NUMPAGES"))


def _part(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} xmlns:w="{_W}" xmlns:r="{_R}">{inner}</w:{root}>'


def _rels(rows: list[tuple[str, str, str]]) -> str:
    made = "".join(f'<Relationship Id="{i}" Type="{_R}/{kind}" Target="{target}"/>' for i, kind, target in rows)
    return f'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'


_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kind}+xml"/>'
              for name, kind in (("document", "document.main"), ("header1", "header"), ("footer1", "footer"),
                                 ("footnotes", "footnotes"), ("styles", "styles"), ("numbering", "numbering"), ("settings", "settings")))
    + "</Types>"
)  # fmt: skip
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="160"/></w:pPr></w:style>'
    + "".join(f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/>'
              f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{36 - 4 * n}"/></w:rPr></w:style>' for n in (1, 2))
    + '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    + "".join(f'<w:{side} w:val="single" w:sz="4" w:color="auto"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    + "</w:tblBorders></w:tblPr></w:style>"
)  # fmt: skip
_NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
    '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    for n, kind, text in ((1, "bullet", "•"), (2, "decimal", "%1."))
) + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
