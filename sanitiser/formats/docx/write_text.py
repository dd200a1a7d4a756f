"""Paragraphs and their characters as WordprocessingML."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from sanitiser.domain.document import (
    Align,
    Block,
    Break,
    Document,
    Inline,
    Label,
    NoteRef,
    PageField,
    Paragraph,
    ParagraphStyle,
    Picture,
    Tab,
    Text,
    TextStyle,
    plain,
    walk,
)
from sanitiser.formats.docx.markup import element, text

_SIZE: Final = 22
_FONT: Final = "Arial"
_HEADING_SIZES: Final = (32, 28, 26, 24, 24, 22, 22, 22, 22)
_ALIGN: Final = {Align.CENTRE: "center", Align.END: "end", Align.JUSTIFY: "both"}
_EDGE: Final = {
    edge: element(edge, val="single", sz=4, space=1, color="auto") for edge in ("top", "left", "bottom", "right")
}
_BORDER: Final = "".join(_EDGE.values())


@dataclass(frozen=True, slots=True)
class Base:
    """The size (half-points) and font of most of the text, which the default style gives."""

    size: int
    font: str


def base_of(document: Document) -> Base:
    """What most characters of a document look like; a function of the redacted document alone."""
    sizes: Counter[int] = Counter()
    named: Counter[str] = Counter()
    for placed in walk(document):
        for inline in placed.paragraph.inlines:
            if isinstance(inline, Text):
                sizes[inline.style.size or _SIZE] += len(inline.text)
                named[inline.style.font or _FONT] += len(inline.text)
    size = min(sizes, key=lambda s: (-sizes[s], s), default=_SIZE)
    return Base(size, min(named, key=lambda f: (-named[f], f), default=_FONT))


def paragraph(item: Paragraph, base: Base, lead: str = "", section: str = "") -> str:
    """A w:p. `lead` are runs that go before its own, `section` the w:sectPr that ends here."""
    size = _label_size(item, base)
    runs = "".join(_run(inline, base, size) for inline in _marked(item, base))
    mark = _mark_look(item, base) if item.style.item is not None else ""
    return element("p", _properties(item.style, mark + section) + lead + runs)


def _mark_look(item: Paragraph, base: Base) -> str:
    """The look of a list mark: that of the first text of its paragraph that remains."""
    style = next((i.style for i in item.inlines if isinstance(i, Text) and i.text.strip()), None)
    return "" if style is None else _look(replace(style, underline=False, strike=False, highlight=None), base)


def _marked(item: Paragraph, base: Base) -> tuple[Inline, ...]:
    """The inlines, neighbours in one style joined, with the mark as printed where the source gives only that."""
    literal = item.style.item.literal if item.style.item is not None else ""
    joined: list[Inline] = [Text(literal), Tab()] if literal else []
    for inline in item.inlines:
        last = joined[-1] if joined else None
        if isinstance(inline, Text) and isinstance(last, Text) and _look(inline.style, base) == _look(last.style, base):
            joined[-1] = Text(last.text + inline.text, last.style)
        else:
            joined.append(inline)
    return tuple(joined)


def _label_size(item: Paragraph, base: Base) -> int:
    """The size of labels in a paragraph: that of most of its text, else its heading's, else the base."""
    sizes: Counter[int] = Counter()
    for inline in item.inlines:
        if isinstance(inline, Text):
            sizes[inline.style.size or base.size] += len(inline.text.strip())
    sizes = +sizes
    if sizes:
        return min(sizes, key=lambda s: (-sizes[s], s))
    return _HEADING_SIZES[item.style.heading - 1] if item.style.heading else base.size


def _properties(style: ParagraphStyle, end: str) -> str:
    """A w:pPr that ends in the given mark's look and section, its children in the order of the schema."""
    numbered = style.item is not None and not style.item.literal
    said = ""
    if style.heading:
        said += element("pStyle", val=f"Heading{style.heading}")
    elif style.title:
        said += element("pStyle", val="Title")
    if style.keep_next:
        said += element("keepNext")
    if style.page_break_before:
        said += element("pageBreakBefore")
    if numbered and style.item is not None:
        said += element("numPr", element("ilvl", val=style.item.level) + element("numId", val=style.item.list_id))
    edges = _BORDER if style.border else (_EDGE["top"] if style.rule_above else "")
    edges += _EDGE["bottom"] if style.rule_below and not style.border else ""
    said += element("pBdr", edges) if edges else ""
    if style.shade:
        said += element("shd", val="clear", color="auto", fill=style.shade)
    if style.tabs:
        stops = (element("tab", val=t.kind, leader=t.leader or None, pos=t.position) for t in style.tabs)
        said += element("tabs", "".join(stops))
    said += _spacing(style) + _indents(style, numbered=numbered)
    if style.align in _ALIGN:
        said += element("jc", val=_ALIGN[style.align])
    said += end
    return element("pPr", said) if said else ""


def _spacing(style: ParagraphStyle) -> str:
    if not (style.space_before or style.space_after or style.line_spacing):
        return ""
    rule = "auto" if style.line_spacing else None
    return element(
        "spacing",
        before=style.space_before or None,
        after=style.space_after or None,
        line=style.line_spacing,
        lineRule=rule,
    )


def _indents(style: ParagraphStyle, *, numbered: bool) -> str:
    if not (style.indent or style.indent_end or style.first_line or numbered):
        return ""
    return element(
        "ind",
        left=style.indent,
        right=style.indent_end or None,
        hanging=-style.first_line if style.first_line < 0 else None,
        firstLine=style.first_line if style.first_line > 0 else None,
    )


def _run(inline: Inline, base: Base, size: int) -> str:
    match inline:
        case Text():
            return element("r", _look(inline.style, base) + _t(inline.text))
        case Label() | Picture():
            look = element("rStyle", val="Label") + (element("sz", val=size) if size != base.size else "")
            return element("r", element("rPr", look) + _t(plain(inline)))
        case Tab():
            return element("r", element("tab"))
        case Break():
            return element("r", element("br", type=None if inline.kind == "line" else inline.kind))
        case NoteRef():
            look = element("rPr", element("rStyle", val="FootnoteReference"))
            return element("r", look + element(f"{inline.kind}Reference", id=inline.note + 1))
        case PageField():
            look = element("rPr", element("sz", val=size)) if size != base.size else ""
            instruction = " PAGE " if inline.kind == "page" else " NUMPAGES "
            return element("fldSimple", element("r", look + _t("1")), instr=instruction)


def _t(value: str) -> str:
    return f'<w:t xml:space="preserve">{text(value)}</w:t>'


def _look(style: TextStyle, base: Base) -> str:
    """A w:rPr, its children in the order of the schema."""
    said = ""
    if style.font and style.font != base.font:
        said += element("rFonts", ascii=style.font, hAnsi=style.font, cs=style.font)
    for on, name in (
        (style.bold, "b"),
        (style.italic, "i"),
        (style.caps, "caps"),
        (style.small_caps, "smallCaps"),
        (style.strike, "strike"),
    ):
        said += element(name) if on else ""
    if style.colour:
        said += element("color", val=style.colour)
    if style.size and style.size != base.size:
        said += element("sz", val=style.size) + element("szCs", val=style.size)
    if style.underline:
        said += element("u", val="single")
    if style.highlight:
        said += element("shd", val="clear", color="auto", fill=style.highlight)
    if style.vertical:
        said += element("vertAlign", val=f"{style.vertical}script")
    return element("rPr", said) if said else ""


def says_something(blocks: tuple[Block, ...]) -> bool:
    """Whether there is anything but empty paragraphs."""
    return any(not isinstance(block, Paragraph) or block.inlines for block in blocks)
