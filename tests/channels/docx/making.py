"""Word-like packages made from strings, so that a test can put anything anywhere."""

import io
import zipfile
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="'
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"

Link = tuple[str, str]
"""A relationship's kind and its target; an external one has `!` before its target."""


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs given as XML."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def relationships(links: Sequence[Link]) -> str:
    """A relationships part; ids are rId1, rId2, ... in order."""
    items = ""
    for number, (kind, target) in enumerate(links, 1):
        mode = ' TargetMode="External"' if target.startswith("!") else ""
        full = kind if kind.startswith("http") else f"{R}/{kind}"
        items += f'<Relationship Id="rId{number}" Type="{full}" Target="{target.removeprefix("!")}"{mode}/>'
    return f'<Relationships xmlns="{RELATIONSHIPS}">{items}</Relationships>'


def docx(
    body: str,
    parts: Mapping[str, str | bytes] | None = None,
    links: Sequence[Link] = (),
    *,
    root_links: Sequence[Link] = (),
    background: str = "",
) -> bytes:
    """A package with this body, further parts by name, and relationships of the main part."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relationships([("officeDocument", "word/document.xml"), *root_links]),
        "word/document.xml": f"<w:document {NS}>{background}<w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(links),
    } | dict(parts or {})
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def part(root: str, content: str) -> str:
    """A part of the main vocabulary."""
    return f"<w:{root} {NS}>{content}</w:{root}>"
