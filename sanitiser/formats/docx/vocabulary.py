"""Element names by what becomes of them, shared by the readers of paragraphs and of stories."""

from typing import Final

THROUGH: Final = frozenset(
    ["w:ins", "w:moveTo", "w:smartTag", "w:dir", "w:bdo", "w:sdtContent", "w:rubyBase", "w:hyperlink"]
)
"""Read through to what they hold."""

GONE: Final = frozenset(["w:del", "w:moveFrom"])
"""Tracked away: nobody sees them in the final view."""

MARKS: Final = frozenset(
    [
        "w:annotationRef",
        "w:bookmarkEnd",
        "w:commentRangeEnd",
        "w:commentRangeStart",
        "w:continuationSeparator",
        "w:customXmlDelRangeEnd",
        "w:customXmlDelRangeStart",
        "w:customXmlInsRangeEnd",
        "w:customXmlInsRangeStart",
        "w:customXmlMoveFromRangeEnd",
        "w:customXmlMoveFromRangeStart",
        "w:customXmlMoveToRangeEnd",
        "w:customXmlMoveToRangeStart",
        "w:customXmlPr",
        "w:dayLong",
        "w:dayShort",
        "w:endnoteRef",
        "w:footnoteRef",
        "w:lastRenderedPageBreak",
        "w:monthLong",
        "w:monthShort",
        "w:moveFromRangeEnd",
        "w:moveFromRangeStart",
        "w:moveToRangeEnd",
        "w:moveToRangeStart",
        "w:pPr",
        "w:permEnd",
        "w:proofErr",
        "w:rPr",
        "w:sdtEndPr",
        "w:sdtPr",
        "w:sectPr",
        "w:separator",
        "w:smartTagPr",
        "w:softHyphen",
        "w:tcPr",
        "w:yearLong",
        "w:yearShort",
    ]
)
"""Say nothing to a reader: properties, ranges, places for comments."""

CONTENT: Final = frozenset(["w:t", "w:drawing", "w:pict", "w:object", "w:sym", "w:tab", "w:br"])
"""Stand in a run, also where an alternative wraps them."""
