"""Sections: the size of their pages, and which headers and footers are shown on them."""

from typing import Final, Literal

from sanitiser.domain.document import Block, Furniture, Paragraph, Section
from sanitiser.formats.docx.numbering import FORMATS
from sanitiser.formats.docx.reading import Reading
from sanitiser.formats.docx.stories import Flow, read_story
from sanitiser.formats.docx.xml import Element, attribute, child, is_on, name, twips, whole

Kind = Literal["default", "first", "even"]
_KINDS: Final[tuple[Kind, ...]] = ("default", "first", "even")
_SMALLEST, _LARGEST = 1440, 31_680
_WIDEST_MARGIN: Final = 5760


def split_sections(flow: Flow, last: Element | None, reading: Reading, *, even: bool) -> tuple[Section, ...]:
    """The sections of a body whose blocks are in `flow`. `even`: the settings tell even pages from odd ones."""
    ends = [*flow.sections, (len(flow.blocks), last)]
    sections: list[Section] = []
    start = 0
    for end, properties in ends:
        sections.append(_section(tuple(flow.blocks[start:end]), properties, reading, even=even))
        start = end
    return tuple(sections)


def _section(blocks: tuple[Block, ...], properties: Element | None, reading: Reading, *, even: bool) -> Section:
    title_page = is_on(child(properties, "w:titlePg")) is True
    kinds: set[Kind] = {"default"}
    if title_page:
        kinds.add("first")
    if even:
        kinds.add("even")
    size, numbers = child(properties, "w:pgSz"), child(properties, "w:pgNumType")
    number_format = attribute(numbers, "w:fmt") or "decimal"
    columns = whole(attribute(child(properties, "w:cols"), "w:num")) or 1
    return Section(
        blocks,
        _furniture("w:headerReference", properties, reading, kinds),
        _furniture("w:footerReference", properties, reading, kinds),
        _length(attribute(size, "w:w"), 11906),
        _length(attribute(size, "w:h"), 16838),
        min(max(columns, 1), 6),
        attribute(child(properties, "w:type")) not in ("continuous", "nextColumn"),
        title_page,
        _margins(child(properties, "w:pgMar")),
        _first_page(numbers),
        number_format if number_format in FORMATS else "decimal",
    )


def _first_page(numbers: Element | None) -> int | None:
    start = whole(attribute(numbers, "w:start"))
    return None if start is None else min(max(start, 0), 32_767)


def _length(value: str | None, otherwise: int) -> int:
    length = twips(value)
    return otherwise if length is None else min(max(length, _SMALLEST), _LARGEST)


def _margins(element: Element | None) -> tuple[int, int, int, int]:
    top, right, bottom, left = (
        1440 if (length := twips(attribute(element, f"w:{edge}"))) is None else min(abs(length), _WIDEST_MARGIN)
        for edge in ("top", "right", "bottom", "left")
    )
    return top, right, bottom, left


def _furniture(short: str, properties: Element | None, reading: Reading, kinds: set[Kind]) -> tuple[Furniture, ...]:
    references: dict[Kind, str] = {}
    for item in properties if properties is not None else ():
        if name(item) == short:
            kind = attribute(item, "w:type") or "default"
            relation = reading.package.relations(reading.package.main).get(attribute(item, "r:id") or "")
            if kind in _KINDS and relation is not None and reading.package.has(relation.target):
                references.setdefault(kind, relation.target)
    made: list[Furniture] = []
    for kind in _KINDS:
        if kind in references and kind in kinds:
            reading.read_parts.add(references[kind].lower())
            made.append(Furniture(kind, read_part(references[kind], reading) or (Paragraph(),)))
    return tuple(made)


def read_part(part: str, reading: Reading) -> tuple[Block, ...]:
    """The blocks of a header's or footer's part."""
    before, reading.part = reading.part, part
    try:
        return read_story(reading.package.xml(part), reading)
    finally:
        reading.part = before
