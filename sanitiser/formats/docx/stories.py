"""Stories: the blocks of a body, a header, a note, a cell or a text box, in order."""

from copy import deepcopy
from dataclasses import dataclass, field, replace

from sanitiser.domain.document import Block, Paragraph, Text, TextBox
from sanitiser.errors import NotUnderstood
from sanitiser.formats.docx.clean import tidy
from sanitiser.formats.docx.drawings import branch
from sanitiser.formats.docx.fields import unmatched
from sanitiser.formats.docx.paragraphs import Read, read_paragraph
from sanitiser.formats.docx.reading import Around, Reading, bury_control, words_of
from sanitiser.formats.docx.tables import read_table
from sanitiser.formats.docx.vocabulary import GONE, MARKS, THROUGH
from sanitiser.formats.docx.xml import Element, attribute, child, name, tag


@dataclass(slots=True)
class Flow:
    """Blocks gathered so far, and where sections end among them."""

    blocks: list[Block] = field(default_factory=list)
    sections: list[tuple[int, Element]] = field(default_factory=list)
    last: Read | None = None
    pending: Read | None = None


def read_story(root: Element, reading: Reading, around: Around = Around()) -> tuple[Block, ...]:  # noqa: B008 - frozen
    """The blocks of a part's root or of a note, with fields of its own."""
    outer, outer_endless = reading.fields, reading.endless
    reading.fields, reading.endless = [], unmatched(root)
    blocks = read_blocks(root, reading, around)
    reading.fields, reading.endless = outer, outer_endless
    return blocks


def read_blocks(holder: Element, reading: Reading, around: Around) -> tuple[Block, ...]:
    """The blocks that an element holds."""
    flow = Flow()
    fill_flow(holder, reading, around, flow)
    return tuple(flow.blocks)


def fill_flow(holder: Element, reading: Reading, around: Around, flow: Flow) -> None:
    """Read what an element holds into a flow, to its end."""
    _fill(holder, reading, around, flow)
    if flow.pending is not None:
        flow.blocks.append(flow.pending.paragraph)
        flow.pending = None


def _fill(holder: Element, reading: Reading, around: Around, flow: Flow) -> None:
    for item in holder:
        short = name(item)
        if short == "w:p":
            _paragraph(item, reading, around, flow)
        elif short == "w:tbl":
            flow.blocks += read_table(item, reading, around, read_blocks)
            flow.last = None
        elif short in ("w:sdt", "w:customXml"):
            reading.count("content-controls")
            bury_control(reading, item)
            content = child(item, "w:sdtContent") if short == "w:sdt" else item
            if content is not None:
                _fill(content, reading, around, flow)
        elif short in GONE:
            reading.count("tracked-deletions")
            reading.bury("deletion", words_of(item))
        elif short == "mc:AlternateContent":
            taken, left = branch(item)
            for other in left:
                reading.bury("alternate-content", words_of(other))
            if taken is not None:
                _fill(taken, reading, around, flow)
        elif short == "w:altChunk":
            _alternative_chunk(item, reading)
        elif short == "w:bookmarkStart":
            reading.count("bookmarks")
            reading.bury("bookmark", attribute(item, "w:name"))
        elif short == "w:permStart":
            reading.count("permissions")
            reading.bury("permission", attribute(item, "w:ed"))
        elif short in ("m:oMathPara", "m:oMath", "w:r", "w:hyperlink", "w:fldSimple"):
            _loose(item, reading, around, flow)
        elif short in THROUGH:
            _fill(item, reading, around, flow)
        elif short not in MARKS:
            reading.count("unknown-elements")
            reading.bury("unknown", words_of(item))


def _loose(item: Element, reading: Reading, around: Around, flow: Flow) -> None:
    """Content that stands where a paragraph should: read as a paragraph of its own."""
    holder = item.makeelement(tag("w:p"))
    holder.append(deepcopy(item))
    _paragraph(holder, reading, around, flow)


def _paragraph(item: Element, reading: Reading, around: Around, flow: Flow) -> None:
    read = read_paragraph(item, reading, around)
    if flow.pending is not None:
        read = _run_on(flow.pending, read)
        flow.pending = None
    if read.joins and read.section is None:
        flow.pending = read
        return
    if not read.gone:
        _close_up(read, flow)
        flow.last = read
    _boxes(read, reading, around, flow)
    if read.section is not None:
        flow.sections.append((len(flow.blocks), read.section))


def _run_on(first: Read, then: Read) -> Read:
    """Two paragraphs whose mark between them was deleted: one, in the style of the second."""
    inlines = tidy([*first.paragraph.inlines, *then.paragraph.inlines])
    return replace(
        then,
        paragraph=replace(then.paragraph, inlines=inlines),
        boxes=first.boxes + then.boxes,
        words=first.words + then.words,
        gone=first.gone and then.gone,
    )


def _close_up(read: Read, flow: Flow) -> None:
    """Add a paragraph; between two of one style that asks for it (contextualSpacing) there is no space."""
    paragraph, last = read.paragraph, flow.last
    if last is not None and flow.blocks and isinstance(flow.blocks[-1], Paragraph) and last.style_id == read.style_id:
        if last.contextual is not None:
            before = flow.blocks[-1]
            flow.blocks[-1] = replace(before, style=replace(before.style, space_after=None))
        if read.contextual is not None:
            paragraph = replace(paragraph, style=replace(paragraph.style, space_before=None))
    flow.blocks.append(paragraph)


def _boxes(read: Read, reading: Reading, around: Around, flow: Flow) -> None:
    """Text boxes and drawn words, as blocks after the paragraph that they are tied to."""
    within = Around(background=None, tables=around.tables)
    for box in read.boxes:
        reading.count("text-box-frames")
        blocks = read_story(box, reading, within)
        if any(_says_something(block) for block in blocks):
            flow.blocks.append(TextBox(blocks))
            flow.last = None
    for words in read.words:
        inlines = tidy([Text(" ".join(words.split()))])
        if inlines:
            flow.blocks.append(TextBox((Paragraph(inlines),)))
            flow.last = None


def _says_something(block: Block) -> bool:
    return not isinstance(block, Paragraph) or bool(block.inlines)


def _alternative_chunk(item: Element, reading: Reading) -> None:
    relation = reading.package.relations(reading.part).get(attribute(item, "r:id") or "")
    if relation is not None and not relation.external and reading.package.has(relation.target):
        raise NotUnderstood("another document embedded in the flow", "Open it in Word and save it again as DOCX.")
    reading.count("alternative-chunks")
