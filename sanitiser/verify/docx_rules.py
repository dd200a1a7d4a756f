"""What may be in a DOCX copy: parts, elements, attributes, values. Written by hand, not shared with the writer.

A value's rule is a closed list, a number, a colour or a short pattern, so that no attribute can carry a text.
"""

import re
from typing import Final

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES: Final = {_W: "w", _R: "r", _TYPES: "", _RELS: ""}
_SHORT: Final = {_W: "w", _R: "r", _TYPES: "ct", _RELS: "rel", "http://www.w3.org/XML/1998/namespace": "xml"}

CHECKS: Final = (
    "container",
    "parts",
    "well-formed",
    "markup",
    "elements",
    "attributes",
    "text",
    "characters",
    "relationships",
    "widths",
)
MAIN: Final = "word/document.xml"
PARTS: Final = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"\[Content_Types\]\.xml", "content-types"),
        (r"_rels/\.rels", "package-relationships"),
        (r"word/_rels/document\.xml\.rels", "main-relationships"),
        (r"word/document\.xml", "body"),
        (r"word/styles\.xml", "styles"),
        (r"word/settings\.xml", "settings"),
        (r"word/numbering\.xml", "numbering"),
        (r"word/header[1-9][0-9]{0,4}\.xml", "header"),
        (r"word/footer[1-9][0-9]{0,4}\.xml", "footer"),
        (r"word/footnotes\.xml", "footnotes"),
        (r"word/endnotes\.xml", "endnotes"),
    )
)
ROOTS: Final = {
    "content-types": "ct:Types",
    "package-relationships": "rel:Relationships",
    "main-relationships": "rel:Relationships",
    "body": "w:document",
    "styles": "w:styles",
    "settings": "w:settings",
    "numbering": "w:numbering",
    "header": "w:hdr",
    "footer": "w:ftr",
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
}
BREAKS: Final = {"w:tab": "\t", "w:br": "\n"}
UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]"
)
"""Characters that nobody sees and that a copy may not hold."""


def short(name: str) -> str:
    """expat's `namespace local` by the short prefix; an unknown namespace gives a name that no rule allows."""
    space, _, local = name.rpartition(" ")
    if not space:
        return local
    return f"{_SHORT[space]}:{local}" if space in _SHORT else f"?:{local}"


def stem(target: str) -> str:
    """The kind that a part's file name says (`header12.xml` is a header)."""
    return re.sub(r"[0-9]*\.xml$", "", target)


def _one_of(words: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words.split()))


_NUMBER = re.compile(r"-?[0-9]{1,9}")
_COLOUR = re.compile(r"[0-9a-f]{6}|auto")
_EDGE = {"w:val": _one_of("single"), "w:sz": _one_of("4"), "w:space": _one_of("0 1"), "w:color": _one_of("auto")}
_FONT = re.compile(
    "Aptos|Arial|Arial Narrow|Book Antiqua|Bookman Old Style|Calibri|Calibri Light|Cambria|Cambria Math|Candara|Century"
    "|Century Gothic|Comic Sans MS|Consolas|Constantia|Corbel|Courier New|Garamond|Georgia|Liberation Mono"
    "|Liberation Sans|Liberation Serif|Palatino Linotype|Segoe UI|Tahoma|Times New Roman|Trebuchet MS|Verdana"
)
_FONTS = dict.fromkeys(("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"), _FONT)
_STYLE = re.compile(r"Normal|Title|Heading[1-9]|DefaultParagraphFont|TableNormal|Label|FootnoteReference|SanitisedBox")
_STYLE_NAME = re.compile(
    r"Normal|Title|heading [1-9]|Default Paragraph Font|Normal Table|Label|footnote reference|Sanitised Box"
)
_MARK = re.compile(
    r"(?:(?:Appendix|Annex|Article|Chapter|Clause|Figure|No|Note|Paragraph|Part|Question|Q|Rule|Schedule|Section|Stage"
    r"|Step|Table)\.? ?)?(?:%[1-9]|[^\w%]){0,24}",
    re.IGNORECASE,
)
_NONE: dict[str, re.Pattern[str]] = {}
_VAL = {"w:val": _NUMBER}
_WIDTH = {"w:w": _NUMBER, "w:type": _one_of("dxa")}
_SHADE = {"w:val": _one_of("clear"), "w:color": _one_of("auto"), "w:fill": _COLOUR}
_RULES = dict[str, dict[str, re.Pattern[str]]]

_RUN: _RULES = {
    "w:rPr": _NONE,
    "w:rFonts": _FONTS,
    "w:b": _NONE,
    "w:i": _NONE,
    "w:caps": _NONE,
    "w:smallCaps": _NONE,
    "w:strike": _NONE,
    "w:color": {"w:val": _COLOUR},
    "w:sz": _VAL,
    "w:szCs": _VAL,
    "w:u": {"w:val": _one_of("single")},
    "w:shd": _SHADE,
    "w:vertAlign": {"w:val": _one_of("superscript subscript")},
}
_STORY: _RULES = _RUN | {
    "w:p": _NONE,
    "w:pPr": _NONE,
    "w:pStyle": {"w:val": _STYLE},
    "w:rStyle": {"w:val": _STYLE},
    "w:keepNext": _NONE,
    "w:pageBreakBefore": _NONE,
    "w:numPr": _NONE,
    "w:ilvl": {"w:val": re.compile("[0-8]")},
    "w:numId": _VAL,
    "w:pBdr": _NONE,
    **{f"w:{edge}": _EDGE for edge in ("top", "left", "bottom", "right", "insideH", "insideV")},
    "w:tabs": _NONE,
    "w:tab": {
        "w:val": _one_of("left center right decimal"),
        "w:leader": _one_of("dot hyphen underscore"),
        "w:pos": _NUMBER,
    },
    "w:spacing": {
        "w:before": _NUMBER,
        "w:after": _NUMBER,
        "w:line": _NUMBER,
        "w:lineRule": _one_of("auto"),
    },
    "w:ind": {"w:left": _NUMBER, "w:right": _NUMBER, "w:hanging": _NUMBER, "w:firstLine": _NUMBER},
    "w:jc": {"w:val": _one_of("center end both right")},
    "w:r": _NONE,
    "w:t": {"xml:space": _one_of("preserve")},
    "w:br": {"w:type": _one_of("page column")},
    "w:fldSimple": {"w:instr": re.compile(" PAGE | NUMPAGES ")},
    "w:tbl": _NONE,
    "w:tblPr": _NONE,
    "w:tblStyle": {"w:val": _one_of("SanitisedBox")},
    "w:tblW": _WIDTH,
    "w:tblBorders": _NONE,
    "w:tblLayout": {"w:type": _one_of("fixed")},
    "w:tblLook": {"w:val": _one_of("0000")},
    "w:tblGrid": _NONE,
    "w:gridCol": {"w:w": _NUMBER},
    "w:tr": _NONE,
    "w:trPr": _NONE,
    "w:gridAfter": _VAL,
    "w:tblHeader": _NONE,
    "w:tc": _NONE,
    "w:tcPr": _NONE,
    "w:tcW": _WIDTH,
    "w:gridSpan": _VAL,
    "w:vMerge": {"w:val": _one_of("restart continue")},
}
_REFERENCE = {"w:type": _one_of("default first even"), "r:id": re.compile(r"rId[0-9]{1,5}")}
_NOTE_ID = {"w:id": re.compile(r"[1-9][0-9]{0,6}")}
_NOTE = {"w:type": _one_of("separator continuationSeparator"), "w:id": _NUMBER}
_NOTES: _RULES = {"w:separator": _NONE, "w:continuationSeparator": _NONE}
_RELATIONSHIP = {
    "Id": re.compile(r"rId[0-9]{1,5}"),
    "Type": re.compile(
        re.escape(_R) + "/(?:officeDocument|styles|settings|numbering|header|footer|footnotes|endnotes)"
    ),
    "Target": re.compile(
        r"(?:word/document|styles|settings|numbering|footnotes|endnotes|(?:header|footer)[1-9][0-9]{0,4})\.xml"
    ),
}
_RELATIONSHIPS: _RULES = {"rel:Relationships": _NONE, "rel:Relationship": _RELATIONSHIP}

ELEMENTS: Final[dict[str, _RULES]] = {
    "content-types": {
        "ct:Types": _NONE,
        "ct:Default": {
            "Extension": _one_of("rels xml"),
            "ContentType": re.compile(r"application/(?:vnd\.openxmlformats-package\.relationships\+)?xml"),
        },
        "ct:Override": {
            "PartName": re.compile(
                r"/word/(?:document|styles|settings|numbering|footnotes|endnotes|(?:header|footer)[1-9][0-9]{0,4})\.xml"
            ),
            "ContentType": re.compile(
                r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\."
                r"(?:document\.main|styles|settings|numbering|header|footer|footnotes|endnotes)\+xml"
            ),
        },
    },
    "package-relationships": _RELATIONSHIPS,
    "main-relationships": _RELATIONSHIPS,
    "body": _STORY
    | {
        "w:document": _NONE,
        "w:body": _NONE,
        "w:footnoteReference": _NOTE_ID,
        "w:endnoteReference": _NOTE_ID,
        "w:sectPr": _NONE,
        "w:headerReference": _REFERENCE,
        "w:footerReference": _REFERENCE,
        "w:type": {"w:val": _one_of("continuous")},
        "w:pgSz": {"w:w": _NUMBER, "w:h": _NUMBER, "w:orient": _one_of("landscape")},
        "w:pgMar": dict.fromkeys(
            ("w:top", "w:right", "w:bottom", "w:left", "w:header", "w:footer", "w:gutter"), _NUMBER
        ),
        "w:cols": {"w:num": _NUMBER, "w:space": _NUMBER},
        "w:titlePg": _NONE,
        "w:pgNumType": {
            "w:fmt": _one_of("bullet lowerLetter upperLetter lowerRoman upperRoman none"),
            "w:start": _NUMBER,
        },
    },
    "header": _STORY | {"w:hdr": _NONE},
    "footer": _STORY | {"w:ftr": _NONE},
    "footnotes": _STORY | _NOTES | {"w:footnotes": _NONE, "w:footnote": _NOTE, "w:footnoteRef": _NONE},
    "endnotes": _STORY | _NOTES | {"w:endnotes": _NONE, "w:endnote": _NOTE, "w:endnoteRef": _NONE},
    "settings": {
        "w:settings": _NONE,
        "w:evenAndOddHeaders": _NONE,
        "w:footnotePr": _NONE,
        "w:endnotePr": _NONE,
        "w:footnote": {"w:id": _one_of("-1 0")},
        "w:endnote": {"w:id": _one_of("-1 0")},
        "w:compat": _NONE,
        "w:compatSetting": {
            "w:name": _one_of("compatibilityMode"),
            "w:uri": _one_of("http://schemas.microsoft.com/office/word"),
            "w:val": _one_of("15"),
        },
    },
    "numbering": {
        "w:numbering": _NONE,
        "w:abstractNum": {"w:abstractNumId": _NUMBER},
        "w:multiLevelType": {"w:val": _one_of("multilevel")},
        "w:lvl": {"w:ilvl": re.compile("[0-8]")},
        "w:start": _VAL,
        "w:numFmt": {"w:val": _one_of("bullet decimal lowerLetter upperLetter lowerRoman upperRoman none")},
        "w:lvlText": {"w:val": _MARK},
        "w:lvlJc": {"w:val": _one_of("left")},
        "w:num": {"w:numId": _NUMBER},
        "w:abstractNumId": _VAL,
    },
    "styles": _RUN
    | {
        "w:styles": _NONE,
        "w:docDefaults": _NONE,
        "w:rPrDefault": _NONE,
        "w:pPrDefault": _NONE,
        "w:lang": {"w:val": _one_of("en-GB")},
        "w:style": {
            "w:type": _one_of("paragraph character table"),
            "w:default": _one_of("1"),
            "w:styleId": _STYLE,
        },
        "w:name": {"w:val": _STYLE_NAME},
        "w:basedOn": {"w:val": _STYLE},
        "w:pPr": _NONE,
        "w:outlineLvl": {"w:val": re.compile("[0-8]")},
        "w:tblPr": _NONE,
        "w:tblCellMar": _NONE,
        **{f"w:{edge}": _WIDTH for edge in ("top", "left", "bottom", "right")},
    },
}
