"""The parts of a copy beside its stories: styles, lists, settings, and the frame of the package."""

from collections.abc import Sequence
from typing import Final

from sanitiser.domain.document import Document, ListItem, walk
from sanitiser.formats.docx.markup import HEAD, element
from sanitiser.formats.docx.numbering import LEVELS
from sanitiser.formats.docx.write_tables import BOX
from sanitiser.formats.docx.write_text import Base

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LABEL_SHADE: Final = "e7e6e6"


def styles(base: Base) -> str:
    """The content of the styles part: the defaults, headings by level, the label's fixed look, the text box's mark."""
    fonts = element("rFonts", ascii=base.font, hAnsi=base.font, eastAsia=base.font, cs=base.font)
    run = fonts + element("sz", val=base.size) + element("szCs", val=base.size) + element("lang", val="en-GB")
    made = element("docDefaults", element("rPrDefault", element("rPr", run)) + element("pPrDefault"))
    made += _style("paragraph", "Normal", "Normal", default="1")
    made += _style("character", "DefaultParagraphFont", "Default Paragraph Font", default="1")
    made += _style("table", "TableNormal", "Normal Table", _cell_margins(), default="1")
    made += _style("paragraph", "Title", "Title", based="Normal")
    for level in range(1, 10):
        outline = element("pPr", element("outlineLvl", val=level - 1))
        made += _style("paragraph", f"Heading{level}", f"heading {level}", outline, based="Normal")
    shade = element("shd", val="clear", color="auto", fill=_LABEL_SHADE)
    look = element("rPr", element("b") + element("color", val="000000") + shade)
    made += _style("character", "Label", "Label", look, based="DefaultParagraphFont")
    raised = element("rPr", element("vertAlign", val="superscript"))
    made += _style("character", "FootnoteReference", "footnote reference", raised, based="DefaultParagraphFont")
    return made + _style("table", BOX, "Sanitised Box", based="TableNormal")


def _style(kind: str, key: str, name: str, look: str = "", based: str | None = None, default: str | None = None) -> str:
    said = element("name", val=name) + (element("basedOn", val=based) if based else "") + look
    return element("style", said, type=kind, default=default, styleId=key)


def _cell_margins() -> str:
    edges = (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    return element("tblPr", element("tblCellMar", "".join(element(e, w=w, type="dxa") for e, w in edges)))


def settings(*, even: bool, notes: Sequence[str]) -> str:
    """The content of the settings part; `notes` are the kinds of notes that the document has."""
    made = element("evenAndOddHeaders") if even else ""
    for kind in notes:
        made += element(f"{kind}Pr", element(kind, id=-1) + element(kind, id=0))
    uri = "http://schemas.microsoft.com/office/word"
    return made + element("compat", element("compatSetting", name="compatibilityMode", uri=uri, val="15"))


def numbering(document: Document) -> str:
    """The content of the numbering part: each list with its levels as its items show them; "" without lists."""
    lists: dict[int, dict[int, ListItem]] = {}
    upper: dict[int, dict[int, ListItem]] = {}
    for placed in walk(document):
        item = placed.paragraph.style.item
        if item is not None and not item.literal:
            lists.setdefault(item.list_id, {}).setdefault(item.level, item)
            for at, (number_format, start) in enumerate(item.above[: item.level]):
                upper.setdefault(item.list_id, {}).setdefault(at, ListItem(0, at, number_format, f"%{at + 1}.", start))
    made = ""
    for key in sorted(lists):
        levels = "".join(_level(at, (upper.get(key, {}) | lists[key]).get(at)) for at in range(LEVELS))
        made += element("abstractNum", element("multiLevelType", val="multilevel") + levels, abstractNumId=key)
    return made + "".join(element("num", element("abstractNumId", val=key), numId=key) for key in sorted(lists))


def _level(at: int, item: ListItem | None) -> str:
    shown = item or ListItem(0, at, "decimal", f"%{at + 1}.")
    said = element("start", val=shown.start) + element("numFmt", val=shown.number_format)
    return element("lvl", said + element("lvlText", val=shown.marker) + element("lvlJc", val="left"), ilvl=at)


def frame(related: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    """Content types and relationships, for the main part and those that it is related to (kind, name)."""
    overrides = {f"/word/{name}": kind for kind, name in related} | {"/word/document.xml": "document.main"}
    types = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types += '<Default Extension="xml" ContentType="application/xml"/>'
    for part in sorted(overrides):
        types += f'<Override PartName="{part}" ContentType="{_WORD}.{overrides[part]}+xml"/>'
    main = _relationships([("officeDocument", "word/document.xml")])
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{types}</Types>'.encode(),
        "_rels/.rels": main,
        "word/_rels/document.xml.rels": _relationships(related),
    }


def _relationships(related: Sequence[tuple[str, str]]) -> bytes:
    items = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{name}"/>'
        for at, (kind, name) in enumerate(related, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'.encode()
