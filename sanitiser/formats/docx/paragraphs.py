"""One paragraph of a story: its style resolved, its list mark counted, its runs read."""

import re
from dataclasses import dataclass, replace
from typing import Final

from sanitiser.domain.document import (
    Align,
    Inline,
    ListItem,
    Paragraph,
    ParagraphStyle,
    Tab,
    TabStop,
    Text,
    TextStyle,
)
from sanitiser.formats.docx.clean import tidy
from sanitiser.formats.docx.look import ParagraphLook, RunLook, over_paragraph, paragraph_look, run_look
from sanitiser.formats.docx.numbering import Level
from sanitiser.formats.docx.reading import Around, Reading
from sanitiser.formats.docx.runs import Runs
from sanitiser.formats.docx.xml import Element, attribute, child, is_on, name

_HEADING: Final = re.compile(r"heading ([1-9])")
_PAGE_NUMBER: Final = re.compile(r"(?:[0-9]{1,4}|[ivxlc]{1,8})\s*+")
_CLIPPED: Final = 40  # twips: a line of this exact height shows nothing


@dataclass(frozen=True, slots=True)
class Read:
    """A paragraph as read, with what its neighbours need to know.

    `joins` is set when the paragraph's mark was deleted, so that it runs on into the next; `gone` when nothing of it is
    seen; `contextual` names the style within which there is no space between neighbours.
    """

    paragraph: Paragraph
    boxes: tuple[Element, ...] = ()
    words: tuple[str, ...] = ()
    section: Element | None = None
    joins: bool = False
    gone: bool = False
    contextual: str | None = None
    style_id: str = ""


def read_paragraph(element: Element, reading: Reading, around: Around) -> Read:
    """Read a w:p."""
    properties = child(element, "w:pPr")
    style_id = attribute(child(properties, "w:pStyle")) or reading.styles.default.get("paragraph", "")
    run_of_style, look, level = _resolve(properties, style_id, reading, around)
    background = look.shade or around.background
    began_unseen = not reading.visible
    runs = Runs(reading, around.run, run_of_style, background)
    if look.exact and look.line is not None and look.line < _CLIPPED:
        reading.count("clipped-lines")
        runs.clipped = True
    runs.read(element)
    runs.finish()
    inlines = list(tidy(runs.inlines))
    in_contents = runs.in_contents or reading.styles.name_of(style_id).startswith("toc ")
    if in_contents:
        inlines = _without_page_number(inlines)
    mark = child(properties, "w:rPr")
    hidden_mark = run_look(mark, reading.styles.theme).vanish is True
    gone = not inlines and ((hidden_mark and bool(runs.buried)) or (began_unseen and not reading.visible))
    item, mark_text = (None, "") if gone or level is None else reading.numbering.take(look.number or 0, look.level or 0)
    if mark_text:
        inlines = list(tidy([Text(mark_text, _first_style(inlines)), Tab(), *inlines]))
    style = _style(look, item, reading.styles.name_of(style_id), keep_tabs=not in_contents)
    return Read(
        Paragraph(tuple(inlines), style),
        tuple(runs.boxes),
        tuple(runs.words),
        child(properties, "w:sectPr"),
        joins=child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None,
        gone=gone,
        contextual=style_id if look.contextual else None,
        style_id=style_id,
    )


def _resolve(
    properties: Element | None, style_id: str, reading: Reading, around: Around
) -> tuple[RunLook, ParagraphLook, Level | None]:
    """The looks of runs and paragraph: defaults, table, paragraph style, list, and what the paragraph itself says."""
    run_of_style, of_style = reading.styles.paragraph(style_id)
    direct = paragraph_look(properties)
    number = of_style.number if direct.number is None else direct.number
    index = of_style.level if direct.level is None else direct.level
    if index is None:
        index = reading.numbering.level_of_style(number, style_id) if number else 0
    index = min(max(index, 0), 8)
    level = reading.numbering.level(number, index) if number else None
    base = over_paragraph(over_paragraph(reading.styles.defaults_paragraph, around.paragraph), ParagraphLook())
    if level is not None and direct.number is None:
        base = over_paragraph(over_paragraph(base, level.paragraph), of_style)  # a style's own indents beat its list's
    elif level is not None:
        base = over_paragraph(over_paragraph(base, of_style), level.paragraph)
    else:
        base = over_paragraph(base, of_style)
        if number == 0 and of_style.number:
            base = replace(base, indent=None, first_line=None)
    return run_of_style, replace(over_paragraph(base, direct), number=number, level=index), level


def _style(look: ParagraphLook, item: ListItem | None, style_name: str, *, keep_tabs: bool) -> ParagraphStyle:
    named = _HEADING.fullmatch(style_name)
    outline = look.outline if look.outline is not None else (int(named[1]) - 1 if named else 9)
    stops = sorted({s.position: s for s in look.tabs if isinstance(s, TabStop)}.values(), key=lambda s: s.position)
    spaced = look.line if look.line and not look.exact and look.line != _SINGLE else None
    return ParagraphStyle(
        heading=outline + 1 if 0 <= outline < 9 else 0,
        title=style_name == "title",
        align=look.align or Align.START,
        item=item,
        indent=look.indent or 0,
        first_line=look.first_line or 0,
        space_before=look.before or None,
        space_after=look.after or None,
        line_spacing=spaced,
        keep_next=bool(look.keep_next),
        page_break_before=bool(look.page_break),
        shade=look.shade or None,
        border=bool(look.border),
        indent_end=0 if any(stop.kind == "right" for stop in stops) else look.indent_end or 0,
        rule_above=bool(look.rule_above and not look.border),
        rule_below=bool(look.rule_below and not look.border),
        tabs=tuple(stops) if keep_tabs else (),
    )


_SINGLE: Final = 240


def _without_page_number(inlines: list[Inline]) -> list[Inline]:
    """A table of contents without its page numbers: they tell how long the pages before them were."""
    last = inlines[-1] if inlines else None
    if isinstance(last, Text) and len(inlines) > 1 and isinstance(inlines[-2], Tab):
        inlines = inlines[:-1] if _PAGE_NUMBER.fullmatch(last.text) else inlines
    while inlines and isinstance(inlines[-1], Tab):
        inlines = inlines[:-1]
    return inlines


def _first_style(inlines: list[Inline]) -> TextStyle:
    return next((i.style for i in inlines if isinstance(i, Text)), TextStyle())


def is_deleted_row(row: Element) -> bool:
    """Whether a tracked change has taken this table row away."""
    properties = child(row, "w:trPr")
    return child(properties, "w:del") is not None or is_on(child(properties, "w:hidden")) is True


def is_paragraph(element: Element) -> bool:
    """Whether this is a w:p."""
    return name(element) == "w:p"
