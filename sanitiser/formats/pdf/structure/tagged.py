"""Tag tree to blocks: the producer's own structure, in which no geometry plays a part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sanitiser.domain.document import Block, Cell, ListItem, Paragraph, ParagraphStyle, Row, Table
from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure import furniture
from sanitiser.formats.pdf.structure.compose import compose, unbolded
from sanitiser.formats.pdf.structure.geometric import Parts, pictures_of
from sanitiser.formats.pdf.structure.heads import Heads, ruled
from sanitiser.formats.pdf.structure.lines import lines_in_order, lines_of
from sanitiser.formats.pdf.structure.marks import mark_of, number_of
from sanitiser.formats.pdf.structure.model import Blocks, Line, Store
from sanitiser.formats.pdf.structure.paragraphs import Maker, cut_mark
from sanitiser.formats.pdf.structure.roles import CONTAINERS, all_headers, flat, has_mark, has_text, is_group, is_inline
from sanitiser.formats.pdf.structure.seams import Seams
from sanitiser.formats.pdf.structure.soundness import Tags, cells_of, has_columns, rows_of
from sanitiser.formats.pdf.structure.tagtree import Content, Node

_RUNNING = (8.5, 7.8)
"""Points, as typeset/template.typ sets running lines and the labels in them."""


def build(maker: Maker, pages: Sequence[Page], tree: Node, tags: Tags, *, ours: bool = False) -> Parts:
    """The blocks that the tags describe; artifacts are furniture, loose text goes to the end.

    `ours`: a strict copy of ours, which says running lines once, in small type before and after the body.
    """
    reader = _Reader(maker, pages, tags, ours)
    body = reader.blocks(tree, 0)
    body = Seams(maker, pages, reader.drawn).joined(body)
    for index in range(len(pages)):
        left = [
            n
            for (page, mcid), own in tags.by_mark.items()
            if page == index and (page, mcid) not in tags.used
            for n in own
        ]
        for line in lines_of(index, pages[index], sorted([*left, *tags.loose[index]]), maker.store):
            made = maker.paragraph([line])
            if made is not None:
                body.append(made)
    body.extend(maker.picture(draft.page) for draft in pictures_of(pages) if draft.page not in reader.figures)
    header, footer = reader.furniture()
    if ours:
        first = next((n for n, block in enumerate(body) if not reader.small(block)), len(body))
        last = next((n for n in range(len(body), first, -1) if not reader.small(body[n - 1])), first)
        header, footer = (*body[:first], *header), (*body[last:], *footer)
        body = body[first:last]
    return Parts(header, maker.with_levels(body), footer)


@dataclass(slots=True)
class _Reader:
    maker: Maker
    pages: Sequence[Page]
    tags: Tags
    ours: bool = False
    drawn: dict[int, list[Line]] = field(default_factory=dict)
    figures: set[int] = field(default_factory=set)
    heads: Heads = field(default_factory=Heads)

    def small(self, block: Block) -> bool:
        """Whether a block is set as the typesetter sets running lines."""
        lines = self.drawn.get(id(block), [])
        return bool(lines) and all(line.size in _RUNNING for line in lines)

    def lines(self, contents: Iterator[Content]) -> list[Line]:
        """The lines of marked content in the order of the tree."""
        out: list[Line] = []
        index, numbers = -1, list[int]()
        for content in contents:
            key = (content.page, content.mcid)
            self.tags.used.add(key)
            own = self.tags.by_mark.get(key, ())
            if content.page != index:
                out.extend(self._cut(index, numbers))
                index, numbers = content.page, []
            numbers.extend(own)
        return [*out, *self._cut(index, numbers)]

    def _cut(self, index: int, numbers: list[int]) -> list[Line]:
        if not numbers:
            return []
        return lines_in_order(index, self.pages[index], numbers, self.maker.store)

    def blocks(self, node: Node, depth: int) -> Blocks:
        """The blocks of an element's kids; text between block elements becomes paragraphs of its own."""
        out: Blocks = []
        loose: list[Node | Content] = []
        for kid in [*node.kids, None]:
            if kid is not None and is_inline(kid) and not is_group(kid):
                loose.append(kid)
                continue
            if loose:
                out.extend(self.text(Node("P", loose), ParagraphStyle()))
                loose = []
            if isinstance(kid, Node):
                out.extend(self.block(kid, depth + 1))
        return out

    def block(self, node: Node, depth: int) -> Blocks:
        """One block element."""
        match node.role:
            case "Table" if depth < 60:
                return self.table(node, depth)
            case "L":
                return self.items(node, 0, depth)
            case "H" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "Title":
                level = int(node.role[1:]) if node.role[1:].isdigit() else 1
                return self.mixed(node, ParagraphStyle(heading=level), depth)
            case "Figure":
                inner = self.mixed(node, ParagraphStyle(), depth)
                self.figures.add(self._page(node))
                return [self.maker.picture(self._page(node)), *inner]
            case "Artifact":
                return []
            case role if role in CONTAINERS or is_group(node) or any(not is_inline(kid) for kid in node.kids):
                return self.mixed(node, ParagraphStyle(), depth)
            case _:
                return self.text(node, ParagraphStyle())

    def _page(self, node: Node) -> int:
        return next((content.page for content in node.contents()), 0)

    def mixed(self, node: Node, style: ParagraphStyle, depth: int) -> Blocks:
        """An element that holds text or blocks or both."""
        if not is_group(node) and all(is_inline(kid) for kid in node.kids):
            return self.text(node, style)
        return self.blocks(node, depth)

    def text(self, node: Node, style: ParagraphStyle) -> Blocks:
        """A paragraph; a printed list mark at its beginning makes it an item of a list."""
        lines = self.lines(node.contents())
        made = self.maker.paragraph(lines, self._promoted(lines, style))
        if made is None:
            return []
        self.drawn[id(made)] = lines
        return [made]

    def _promoted(self, lines: list[Line], style: ParagraphStyle) -> ParagraphStyle:
        """A title that its author only made large, not a heading, is one."""
        large = bool(lines) and min(line.size for line in lines) >= 1.3 * self.maker.body
        words = any(c.isalpha() for line in lines for c in line.text)
        return ParagraphStyle(heading=1) if large and words and not style.heading else style

    def items(self, node: Node, level: int, depth: int) -> Blocks:
        """The items of a list; one inside another is a level deeper."""
        out: Blocks = []
        if level == 0:
            self.maker.lists += 1
        for kid in node.kids:
            if isinstance(kid, Content):
                out.extend(self.text(Node("P", [kid]), ParagraphStyle()))
            elif kid.role == "L":
                out.extend(self.items(kid, level + 1, depth + 1))
            elif kid.role == "LI":
                out.extend(self.entry(kid, level, depth + 1))
            else:
                out.extend(self.block(kid, depth + 1))
        return out

    def entry(self, node: Node, level: int, depth: int) -> Blocks:
        """One item: mark and first paragraph together, further blocks after it."""
        first: list[Node | Content] = []
        rest: list[Node | Content] = []
        for kid in flat(node):
            if not rest and (is_inline(kid) or (isinstance(kid, Node) and kid.role == "P" and not has_text(first))):
                first.append(kid)
            else:
                rest.append(kid)
        out: Blocks = []
        lines = self.lines(Node("LI", first).contents())
        said = "".join(line.text for kid in first if has_mark(kid) for line in self.shown(Node("Lbl", [kid])))
        made = self._item(lines, level, said)
        if made is not None:
            out.append(made)
        for kid in rest:
            if isinstance(kid, Node) and kid.role == "L":
                out.extend(self.items(kid, level + 1, depth + 1))
            elif isinstance(kid, Node):
                out.extend(self.block(kid, depth + 1))
            else:
                out.extend(self.text(Node("P", [kid]), ParagraphStyle()))
        return out

    def _item(self, lines: list[Line], level: int, said: str) -> Paragraph | None:
        """An item whose tag of a mark, if it has one, says `said`; a mark may stand in the text as well."""
        if not lines:
            return None
        chars = compose(self.pages, lines, self.maker.strokes)
        text = "".join(char.text for char in chars)
        mark = mark_of(text, circle=True) or (number_of(said) if text.startswith(said) else None)
        literal, number_format = (mark.literal, mark.number_format) if mark else ("", "bullet")
        item = ListItem(self.maker.lists, min(level, 8), number_format, literal, literal=literal)
        chars, marks = cut_mark(chars, literal)
        made = self.maker.of_chars(chars, ParagraphStyle(item=item), lines[0].page, marks)
        if made is not None:
            self.drawn[id(made)] = lines
        return made

    def table(self, node: Node, depth: int) -> Blocks:
        """A table; rows whose cells are all headers are header rows. One without rows is read as its text."""
        if not has_columns(node):
            inner = [cell for row, _ in rows_of(node) for cell in cells_of(row)]
            return [block for cell in inner for block in self.blocks(cell, depth + 1)]
        found = [row for row, _ in rows_of(node)]
        headers = {id(row) for row, head in rows_of(node) if head or all_headers(row)}
        rows: list[Row] = []
        width = 1
        carried: dict[int, int] = {}
        for row in found:
            cells = cells_of(row)
            width = max(width, sum(cell.colspan for cell in cells) + sum(1 for left in carried.values() if left))
            header = id(row) in headers
            rows.append(Row(tuple(self.cell(cell, depth, header=header) for cell in cells), header=header))
            if header:
                self.heads.say(self.shown(row))
            carried = {c: left - 1 for c, left in carried.items() if left > 1}
            for at, cell in enumerate(cells):
                for step in range(cell.colspan if cell.rowspan > 1 else 0):
                    carried[len(carried) + at * 1000 + step] = cell.rowspan - 1
        if len(rows) > 1 and all(row.header for row in rows):
            rows = [rows[0], *(Row(row.cells) for row in rows[1:])]
        captions = [kid for kid in node.kids if isinstance(kid, Node) and kid.role == "Caption"]
        out = [block for caption in captions for block in self.block(caption, depth + 1)]
        return (
            [*out, Table(tuple(rows), width, borders=not self.ours or ruled(self.pages, self.shown(node)))]
            if rows
            else [*out, *self.mixed(Node("Div", node.kids), ParagraphStyle(), depth)]
        )

    def shown(self, node: Node) -> list[Line]:
        """The lines of an element as they stand on its pages, across its cells."""
        by_page: dict[int, list[int]] = {}
        for content in node.contents():
            by_page.setdefault(content.page, []).extend(self.tags.by_mark.get((content.page, content.mcid), ()))
        return [line for n, own in by_page.items() for line in lines_of(n, self.pages[n], sorted(own), Store())]

    def cell(self, node: Node, depth: int, *, header: bool) -> Cell:
        """One cell, which has at least an empty paragraph."""
        blocks = self.blocks(node, depth + 1)
        plain = [self._plain(block, header=header) for block in blocks]
        if not plain:
            empty = Paragraph()
            self.maker.store.keep(empty, (), self._page(node) + 1)
            plain = [empty]
        return Cell(tuple(plain), node.colspan, node.rowspan)

    def _plain(self, block: Block, *, header: bool) -> Block:
        """Headings inside tables are no sections of the record; header cells are bold by being that."""
        if not isinstance(block, Paragraph) or not (block.style.heading or header):
            return block
        style = replace(block.style, heading=0)
        return self.maker.store.replace(block, Paragraph(unbolded(block.inlines) if header else block.inlines, style))

    def furniture(self) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
        """Artifacts that are text: running headers and footers, each said once. A table's head that is drawn again on
        its next page says nothing new, and whether it is follows from where the page ended.
        """
        headers: dict[str, list[Line]] = {}
        footers: dict[str, list[Line]] = {}
        for index, page in enumerate(self.pages):
            for line in lines_of(index, page, self.tags.artifacts[index], self.maker.store):
                if self.heads.says_again(line, self.maker.store):
                    continue
                kinds = headers if line.y < page.height / 2 else footers
                kinds.setdefault(furniture.without_numbers(line.text), []).append(line)
        made = [[self.maker.furniture(lines) for lines in kinds.values()] for kinds in (headers, footers)]
        return tuple(p for p in made[0] if p is not None), tuple(p for p in made[1] if p is not None)
