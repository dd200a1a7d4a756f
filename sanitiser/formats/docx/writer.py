"""The logical document written as a new package: nothing in it but what is said here, the same bytes every time."""

from dataclasses import dataclass, field
from typing import Final

from sanitiser.domain.document import Block, Document, Furniture, Paragraph, Section, Table, TextBox
from sanitiser.formats.docx import write_parts
from sanitiser.formats.docx.markup import HEAD, element
from sanitiser.formats.docx.write_tables import table, text_box
from sanitiser.formats.docx.write_text import Base, base_of, paragraph
from sanitiser.formats.docx.zipping import archive

NAMESPACES: Final = (
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
)
_NARROWEST: Final = 720


@dataclass(slots=True)
class _Writing:
    """The parts made so far, with the relationships of the main one."""

    base: Base
    parts: dict[str, bytes] = field(default_factory=dict)
    related: list[tuple[str, str]] = field(default_factory=list)

    def add(self, kind: str, name: str, root: str, content: str) -> str:
        """Add a part that the main document points to; gives the relationship's id."""
        self.parts[f"word/{name}"] = f"{HEAD}<w:{root}{NAMESPACES}>{content}</w:{root}>".encode()
        self.related.append((kind, name))
        return f"rId{len(self.related)}"


def write(document: Document) -> bytes:
    """The bytes of a .docx that holds this document and nothing else.

    Labels have one fixed look. What the document does not hold (page geometry within tables, fonts off the allow list,
    names of styles) cannot be in the copy. Remaining risk: what the text itself tells.
    """
    writing = _Writing(base_of(document))
    writing.add("styles", "styles.xml", "styles", write_parts.styles(writing.base))
    even = any(f.pages == "even" for s in document.sections for f in (*s.headers, *s.footers))
    notes = {"footnote": document.footnotes, "endnote": document.endnotes}
    kinds = [kind for kind, held in notes.items() if held]
    writing.add("settings", "settings.xml", "settings", write_parts.settings(even=even, notes=kinds))
    lists = write_parts.numbering(document)
    if lists:
        writing.add("numbering", "numbering.xml", "numbering", lists)
    for kind in kinds:
        writing.add(f"{kind}s", f"{kind}s.xml", f"{kind}s", _notes(kind, notes[kind], writing.base))
    sections = document.sections or (Section(()),)
    body = "".join(_section(s, writing, last=at == len(sections) - 1) for at, s in enumerate(sections))
    main = f"{HEAD}<w:document{NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
    return archive(writing.parts | {"word/document.xml": main} | write_parts.frame(writing.related))


def _section(section: Section, writing: _Writing, *, last: bool) -> str:
    width = _text_width(section)
    properties = _section_properties(section, writing)
    if last:
        return _flow(section.blocks, width, writing.base, closing=True) + properties
    blocks = section.blocks
    final = blocks[-1] if blocks and isinstance(blocks[-1], Paragraph) else Paragraph()
    held = blocks[:-1] if blocks and final is blocks[-1] else blocks
    return _flow(held, width, writing.base, closing=False) + paragraph(final, writing.base, section=properties)


def _text_width(section: Section) -> int:
    inner = section.width - section.margins[1] - section.margins[3]
    return max(_NARROWEST, (inner - (section.columns - 1) * 720) // section.columns)


def _flow(blocks: tuple[Block, ...], width: int, base: Base, *, closing: bool, lead: str = "") -> str:
    """Blocks in order; an empty paragraph parts two tables, and with `closing` ends a flow that ends in one.

    `lead` are runs that go before the first paragraph's own.
    """

    def inner(held: tuple[Block, ...], room: int) -> str:
        return _flow(held, max(room, _NARROWEST), base, closing=True)

    made: list[str] = []
    after_table = False
    if lead and (not blocks or not isinstance(blocks[0], Paragraph)):
        made.append(paragraph(Paragraph(), base, lead))
        lead = ""
    for block in blocks:
        if after_table and not isinstance(block, Paragraph):
            made.append(paragraph(Paragraph(), base))
        match block:
            case Paragraph():
                made.append(paragraph(block, base, lead))
                lead = ""
            case Table():
                made.append(table(block, width, inner))
            case TextBox():
                made.append(text_box(block, width, inner))
        after_table = not isinstance(block, Paragraph)
    if closing and (after_table or not made):
        made.append(paragraph(Paragraph(), base))
    return "".join(made)


def _section_properties(section: Section, writing: _Writing) -> str:
    said = _references(section.headers, "header", "hdr", section, writing)
    said += _references(section.footers, "footer", "ftr", section, writing)
    if not section.new_page:
        said += element("type", val="continuous")
    sideways = "landscape" if section.width > section.height else None
    said += element("pgSz", w=section.width, h=section.height, orient=sideways)
    top, right, bottom, left = section.margins
    said += element("pgMar", top=top, right=right, bottom=bottom, left=left, header=708, footer=708, gutter=0)
    if section.first_page is not None or section.page_format != "decimal":
        fmt = section.page_format if section.page_format != "decimal" else None
        said += element("pgNumType", fmt=fmt, start=section.first_page)
    said += element("cols", num=section.columns if section.columns > 1 else None, space=720)
    said += element("titlePg") if section.title_page else ""
    return element("sectPr", said)


def _references(furniture: tuple[Furniture, ...], kind: str, root: str, section: Section, writing: _Writing) -> str:
    said = ""
    width = section.width - section.margins[1] - section.margins[3]
    for item in sorted(furniture, key=lambda f: f.pages):
        number = sum(1 for made, _name in writing.related if made == kind) + 1
        content = _flow(item.blocks, max(width, _NARROWEST), writing.base, closing=True)
        related = writing.add(kind, f"{kind}{number}.xml", root, content)
        said += f'<w:{kind}Reference w:type="{item.pages}" r:id="{related}"/>'
    return said


def _notes(kind: str, notes: tuple[tuple[Block, ...], ...], base: Base) -> str:
    """Footnotes or endnotes with their marks, after the two separators that every such part holds."""
    made = ""
    for at, name in ((-1, "separator"), (0, "continuationSeparator")):
        made += element(kind, element("p", element("r", element(name))), type=name, id=at)
    mark = element("r", element("rPr", element("rStyle", val="FootnoteReference")) + element(f"{kind}Ref"))
    for number, blocks in enumerate(notes):
        made += element(kind, _flow(blocks, 9000, base, closing=True, lead=mark), id=number + 1)
    return made
