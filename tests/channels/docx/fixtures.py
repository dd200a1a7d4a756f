"""One package for each channel of the DOCX list in the threat model, each with the secret in that channel alone."""

import io
import zipfile
from collections.abc import Callable

from tests.channels.docx.making import NS, docx, p, part, r

Maker = Callable[[str], bytes]
BEFORE, AFTER = p(r("Micah lives with his mother.")), p(r("He is allergic to penicillin."))
_DRAWING = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="n"{alt}/><a:graphic><a:graphicData uri="x">{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
_CORE = '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>'
_APP = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">{}</Properties>'


def body(content: str) -> bytes:
    """A package whose body holds this between two paragraphs that must stay."""
    return docx(BEFORE + content + AFTER)


def beside(name: str, content: str | bytes, kind: str = "", links: tuple[tuple[str, str], ...] = ()) -> bytes:
    """A package with one more part, which the main part points to when `kind` is given."""
    own = ((kind, name.removeprefix("word/")),) if kind else ()
    return docx(BEFORE + AFTER, {name: content}, (*own, *links))


def drawing(inner: str, alt: str = "") -> str:
    """A drawing in a run."""
    return _DRAWING.format(inner=inner, alt=alt)


def box(content: str) -> str:
    """A text box shape."""
    return f'<wps:wsp><wps:spPr><a:prstGeom prst="rect"/></wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp>'


def field(code: str, result: str) -> str:
    """A complex field."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    return mark.format("begin") + instruction + mark.format("separate") + result + mark.format("end")


def sectioned(kind: str, which: str, content: str, settings: str = "", title: str = "") -> bytes:
    """A package with one header or footer."""
    section = f'<w:sectPr><w:{kind}Reference w:type="{which}" r:id="rId1"/>{title}</w:sectPr>'
    root = "hdr" if kind == "header" else "ftr"
    parts = {f"word/{kind}1.xml": part(root, content), "word/settings.xml": part("settings", settings)}
    return docx(BEFORE + AFTER + section, parts, ((kind, f"{kind}1.xml"), ("settings", "settings.xml")))


def noted(kind: str, content: str, reference: str) -> bytes:
    """A package with one note."""
    notes = part(f"{kind}s", f'<w:{kind} w:id="2">{content}</w:{kind}>')
    return docx(
        BEFORE + p(r("See the note"), reference) + AFTER, {f"word/{kind}s.xml": notes}, ((f"{kind}s", f"{kind}s.xml"),)
    )


def workbook(secret: str) -> bytes:
    """A package in the package: a workbook with one text."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>{secret}</t></si></sst>")
    return target.getvalue()


def commented(secret: str) -> bytes:
    """A package whose ZIP carries a comment and an extra field."""
    target = io.BytesIO(body(""))
    with zipfile.ZipFile(target, "a") as archive:
        archive.comment = secret.encode()
        info = zipfile.ZipInfo("word/media/blank.bin")
        info.extra = b"\xfe\xca" + len(secret).to_bytes(2, "little") + secret.encode()
        archive.writestr(info, b"")
    return target.getvalue()


_ALTERNATE = (
    '<mc:AlternateContent><mc:Choice Requires="wps">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'
)
_VML = '<w:pict><v:shape type="#t"><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>'
_SDT = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
_TABLE = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"

VISIBLE: dict[str, Maker] = {
    "paragraph": lambda s: body(p(r(f"She moved to {s} in May."))),
    "runs split inside a word": lambda s: body(p(r("to "), *(r(c, "<w:lang w:val='x'/>") for c in s), r(" again"))),
    "runs of several looks": lambda s: body(p(r(s[:3], "<w:b/>"), r(s[3:5], "<w:i/>"), r(s[5:]))),
    "proofing marks inside": lambda s: body(p(r(s[:4]), '<w:proofErr w:type="spellStart"/>', r(s[4:]))),
    "soft hyphen inside": lambda s: body(p(r("to " + "\u00ad".join(s)))),
    "zero-width space inside": lambda s: body(p(r("to " + "\u200b".join(s)))),
    "soft hyphen element": lambda s: body(p(r(s[:4]), "<w:r><w:softHyphen/></w:r>", r(s[4:]))),
    "decomposed accents": lambda s: body(p(r("to " + s + " cafe\u0301"))),
    "table": lambda s: body(_TABLE.format(p(r(s)))),
    "nested table": lambda s: body(_TABLE.format(_TABLE.format(p(r(s))) + p())),
    "table in a content control": lambda s: body(_SDT.format("", _TABLE.format(p(r(s))))),
    "merged cells": lambda s: body(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>' + p(r(s)) + "</w:tc>"
        '</w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr>' + p() + "</w:tc></w:tr></w:tbl>"
    ),
    "text box, drawing": lambda s: body(p(drawing(box(p(r(s)))))),
    "text box in both branches": lambda s: body(
        p("<w:r>" + _ALTERNATE.format(drawing(box(p(r(s))))[5:-6], _VML.format(p(r(s)))) + "</w:r>")
    ),
    "text box, VML": lambda s: body(p("<w:r>" + _VML.format(p(r(s))) + "</w:r>")),
    "grouped text box": lambda s: body(p(drawing(f"<wpg:wgp>{box(p(r(s)))}</wpg:wgp>"))),
    "WordArt": lambda s: body(p(f'<w:r><w:pict><v:shape><v:textpath string="{s}"/></v:shape></w:pict></w:r>')),
    "equation": lambda s: body(p(f"<m:oMath><m:r><m:t>{s}</m:t></m:r></m:oMath>")),
    "content control": lambda s: body(p(_SDT.format("", r(s)))),
    "field result": lambda s: body(p(field(" AUTHOR ", r(s)))),
    "simple field": lambda s: body(p(f'<w:fldSimple w:instr=" TITLE ">{r(s)}</w:fldSimple>')),
    "drop-down form field": lambda s: body(
        p(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
            f'<w:listEntry w:val="No"/><w:listEntry w:val="{s}"/></w:ddList></w:ffData></w:fldChar></w:r>'
            "<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    ),
    "macro button": lambda s: body(p(f'<w:fldSimple w:instr=" MACROBUTTON NoMacro {s}"/>')),
    "hyperlink text": lambda s: body(p(f"<w:hyperlink w:anchor='x'>{r(s)}</w:hyperlink>")),
    "ruby": lambda s: body(p(f"<w:r><w:ruby><w:rt>{r('x')}</w:rt><w:rubyBase>{r(s)}</w:rubyBase></w:ruby></w:r>")),
    "inserted text": lambda s: body(p(f'<w:ins w:author="A">{r(s)}</w:ins>')),
    "moved-to text": lambda s: body(p(f'<w:moveTo w:author="A">{r(s)}</w:moveTo>')),
    "joined paragraphs": lambda s: body(p(r(s[:4]), properties='<w:rPr><w:del w:author="A"/></w:rPr>') + p(r(s[4:]))),
    "header": lambda s: sectioned("header", "default", p(r(s))),
    "first header": lambda s: sectioned("header", "first", p(r(s)), title="<w:titlePg/>"),
    "even footer": lambda s: sectioned("footer", "even", p(r(s)), "<w:evenAndOddHeaders/>"),
    "footer": lambda s: sectioned("footer", "default", p(r(s))),
    "footnote": lambda s: noted("footnote", p(r(s)), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    "endnote": lambda s: noted("endnote", p(r(s)), '<w:r><w:endnoteReference w:id="2"/></w:r>'),
    "list mark": lambda s: docx(
        BEFORE + p(r("item"), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') + AFTER,
        {
            "word/numbering.xml": part(
                "numbering",
                '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
                f'<w:lvlText w:val="{s} %1"/></w:lvl></w:abstractNum>'
                '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
            )
        },
        (("numbering", "numbering.xml"),),
    ),
    "custom XML markup": lambda s: body(f'<w:customXml w:element="e">{p(r(s))}</w:customXml>'),
    "smart tag": lambda s: body(p(f'<w:smartTag w:element="place">{r(s)}</w:smartTag>')),
    "white text on a dark shade": lambda s: body(
        p(r(s, '<w:color w:val="FFFFFF"/>'), properties='<w:shd w:val="clear" w:fill="002060"/>')
    ),
}

HIDDEN: dict[str, Maker] = {
    "deleted text": lambda s: body(p(f'<w:del w:author="A"><w:r><w:delText>{s}</w:delText></w:r></w:del>')),
    "moved-from text": lambda s: body(p(f'<w:moveFrom w:author="A">{r(s)}</w:moveFrom>')),
    "deleted row": lambda s: body(
        f"<w:tbl><w:tr><w:trPr><w:del w:author='A'/></w:trPr><w:tc>{p(r(s))}</w:tc></w:tr>"
        f"<w:tr><w:tc>{p(r('row'))}</w:tc></w:tr></w:tbl>"
    ),
    "revision author": lambda s: body(p(f'<w:ins w:author="{s}">{r("x")}</w:ins>')),
    "hidden text": lambda s: body(p(r(s, "<w:vanish/>"))),
    "white text": lambda s: body(p(r(s, '<w:color w:val="FFFFFF"/>'))),
    "tiny text": lambda s: body(p(r(s, '<w:sz w:val="2"/>'))),
    "clipped line": lambda s: body(p(r(s), properties='<w:spacing w:line="10" w:lineRule="exact"/>')),
    "field instruction": lambda s: body(p(field(f" HYPERLINK &quot;http://{s}.example/&quot; ", r("here")))),
    "INCLUDETEXT": lambda s: body(p(field(f" INCLUDETEXT &quot;C:\\\\{s}.docx&quot; ", r("text")))),
    "MERGEFIELD": lambda s: body(p(field(f" MERGEFIELD {s} ", r("value")))),
    "form field's name and help": lambda s: body(
        p(
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{s}"/></w:ffData></w:fldChar></w:r>'
            '<w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + r("value")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    ),
    "link target": lambda s: docx(
        BEFORE + p(f'<w:hyperlink r:id="rId1">{r("here")}</w:hyperlink>') + AFTER,
        links=(("hyperlink", f"!http://{s}.example/"),),
    ),
    "link tooltip": lambda s: body(p(f'<w:hyperlink w:anchor="a" w:tooltip="{s}">{r("here")}</w:hyperlink>')),
    "alternative text": lambda s: body(p(drawing("<pic:pic/>", f' descr="{s}"'))),
    "picture's file name": lambda s: body(
        p(drawing(f'<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="{s}.png"/></pic:nvPicPr></pic:pic>'))
    ),
    "hidden drawing": lambda s: body(p(drawing(box(p(r(s))), ' hidden="1"'))),
    "fallback alone": lambda s: body(p("<w:r>" + _ALTERNATE.format("<w:t>x</w:t>", f"<w:t>{s}</w:t>") + "</w:r>")),
    "bookmark name": lambda s: body(p(f'<w:bookmarkStart w:id="0" w:name="{s}"/><w:bookmarkEnd w:id="0"/>')),
    "permission": lambda s: body(p(f'<w:permStart w:id="1" w:ed="{s}"/><w:permEnd w:id="1"/>')),
    "content control's names": lambda s: body(p(_SDT.format(f'<w:alias w:val="{s}"/><w:tag w:val="t"/>', r("x")))),
    "data binding": lambda s: body(p(_SDT.format(f'<w:dataBinding w:xpath="/{s}"/>', r("x")))),
    "comment": lambda s: beside(
        "word/comments.xml", part("comments", f'<w:comment w:id="0">{p(r(s))}</w:comment>'), "comments"
    ),
    "comment's author": lambda s: beside(
        "word/comments.xml", part("comments", f'<w:comment w:id="0" w:author="{s}">{p()}</w:comment>'), "comments"
    ),
    "extended comments": lambda s: beside("word/commentsExtended.xml", f"<x><y z='{s}'/></x>", "commentsExtended"),
    "people": lambda s: beside("word/people.xml", f"<x><person author='{s}'/></x>", "people"),
    "glossary": lambda s: beside("word/glossary/document.xml", part("glossaryDocument", p(r(s))), "glossaryDocument"),
    "unused header": lambda s: beside("word/header7.xml", part("hdr", p(r(s))), "header"),
    "first header that is off": lambda s: sectioned("header", "first", p(r(s))),
    "note nobody refers to": lambda s: noted("footnote", p(r(s)), ""),
    "document variable": lambda s: beside(
        "word/settings.xml",
        part("settings", f'<w:docVars><w:docVar w:name="n" w:val="{s}"/></w:docVars>'),
        "settings",
    ),
    "attached template": lambda s: docx(
        BEFORE + AFTER,
        {
            "word/settings.xml": part("settings", '<w:attachedTemplate r:id="rId1"/>'),
            "word/_rels/settings.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
                f'Id="rId1" Type="t" Target="file:///C:/{s}/n.dotx" TargetMode="External"/></Relationships>'
            ),
        },
        (("settings", "settings.xml"),),
    ),
    "mail merge": lambda s: beside(
        "word/settings.xml", part("settings", f'<w:mailMerge><w:query w:val="SELECT {s}"/></w:mailMerge>'), "settings"
    ),
    "web settings": lambda s: beside("word/webSettings.xml", f"<w:x {NS}><w:div w:id='{s}'/></w:x>", "webSettings"),
    "printer settings": lambda s: beside(
        "word/printerSettings/printerSettings1.bin", f"\\\\{s}PRINT01".encode("utf-16-le"), "printerSettings"
    ),
    "core properties": lambda s: beside("docProps/core.xml", _CORE.format(f"<dc:title>{s}</dc:title>")),
    "company": lambda s: beside("docProps/app.xml", _APP.format(f"<Company>{s}</Company>")),
    "manager": lambda s: beside("docProps/app.xml", _APP.format(f"<Manager>{s}</Manager>")),
    "template's name": lambda s: beside("docProps/app.xml", _APP.format(f"<Template>{s}.dotx</Template>")),
    "custom properties": lambda s: beside("docProps/custom.xml", f"<p><property name='Site'><x>{s}</x></property></p>"),
    "custom XML": lambda s: beside("customXml/item1.xml", f"<a><b>{s}</b></a>", "customXml"),
    "font's name": lambda s: beside("word/fontTable.xml", part("fonts", f'<w:font w:name="{s} Sans"/>'), "fontTable"),
    "font of a run": lambda s: body(p(r("plain", f'<w:rFonts w:ascii="{s} Sans"/>'))),
    "style's name": lambda s: beside(
        "word/styles.xml",
        part("styles", f'<w:style w:type="paragraph" w:styleId="{s}"><w:name w:val="{s}"/></w:style>'),
        "styles",
    ),
    "theme's name": lambda s: beside(
        "word/theme/theme1.xml",
        f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{s}"/>',
        "theme",
    ),
    "list's name": lambda s: beside(
        "word/numbering.xml",
        part("numbering", f'<w:abstractNum w:abstractNumId="0"><w:name w:val="{s}"/></w:abstractNum>'),
        "numbering",
    ),
    "chart": lambda s: beside("word/charts/chart1.xml", f"<c><v>{s}</v></c>", "chart"),
    "chart's workbook": lambda s: beside("word/embeddings/sheet.xlsx", workbook(s), "package"),
    "SmartArt": lambda s: beside("word/diagrams/data1.xml", f"<d><t>{s}</t></d>", "diagramData"),
    "OLE object": lambda s: beside("word/embeddings/oleObject1.bin", b"\x00\x01" + s.encode() + b"\x00", "oleObject"),
    "ActiveX": lambda s: beside("word/activeX/activeX1.xml", f"<ax caption='{s}'/>", "control"),
    "VBA": lambda s: beside("word/vbaProject.bin", b"\x01\x02" + f"Sub {s}()".encode() + b"\x00", "vbaProject"),
    "ink": lambda s: beside("word/ink/ink1.xml", f"<ink><annotation>{s}</annotation></ink>", "customXml"),
    "digital signature": lambda s: beside("_xmlsignatures/sig1.xml", f"<S><X509SubjectName>{s}</X509SubjectName></S>"),
    "unknown part": lambda s: beside("word/extra.xml", f"<x>{s}</x>"),
    "unknown element": lambda s: body(f"<w:newThing>{p(r(s))}</w:newThing>"),
    "name of a part": lambda s: beside(f"word/{s}.xml", "<x/>"),
    "ZIP comment and extra field": commented,
    "external picture": lambda s: docx(BEFORE + AFTER, links=(("image", f"!http://{s}.example/logo.png"),)),
}

UNREAD: dict[str, Maker] = {
    "picture's metadata": lambda s: beside("word/media/image1.png", b"\x89PNG" + s.encode(), "image"),
    "thumbnail": lambda s: beside("docProps/thumbnail.jpeg", b"\xff\xd8" + s.encode()),
    "embedded font": lambda s: beside("word/fonts/font1.odttf", s.encode(), "font"),
    "XML comment": lambda s: body(p(r("x")) + f"<!-- {s} -->"),
    "processing instruction": lambda s: body(p(r("x")) + f"<?note {s}?>"),
    "revision ids": lambda s: body(f'<w:p w:rsidR="{s}">{r("x")}</w:p>'),
    "language tag": lambda s: body(p(r("x", f'<w:lang w:val="{s}"/>'))),
}
