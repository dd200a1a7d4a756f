"""Whether a tag tree can be trusted with a file's text, and which glyphs each of its marks has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure.tagtree import Content, Node

_COVERED = 0.98
_ASIDE = 0.25
_FRAMED = 0.2


@dataclass(slots=True)
class Tags:
    """The glyphs of each marked content, and those outside of any that are not artifacts."""

    by_mark: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    artifacts: list[list[int]] = field(default_factory=list)
    loose: list[list[int]] = field(default_factory=list)
    used: set[tuple[int, int]] = field(default_factory=set)


def sound(pages: Sequence[Page], tree: Node, *, ours: bool = False) -> Tags | None:
    """The glyphs by mark if the tree names nearly all that can be seen, each mark once; else None.

    `ours`: of a short copy of ours the page's number may be a large part.
    """
    tags = Tags()
    named: set[tuple[int, int]] = set()
    for content in tree.contents():
        key = (content.page, content.mcid)
        if key in named:
            return None
        named.add(key)
    seen = covered = aside = 0
    for index, page in enumerate(pages):
        tags.artifacts.append([])
        tags.loose.append([])
        for number, glyph in enumerate(page.glyphs):
            if glyph.hidden:
                continue
            run, ink = glyph.run, not glyph.text.isspace()
            key = (index, run.mcid if run.mcid is not None else -1)
            if run.artifact:
                tags.artifacts[index].append(number)
                aside += ink
            elif key in named and not run.path and run.stream.startswith("page:"):
                tags.by_mark.setdefault(key, []).append(number)
                covered += ink
                seen += ink
            else:
                tags.loose[index].append(number)
                seen += ink
    if not seen or covered < _COVERED * seen or (aside > _ASIDE * seen and not ours):
        return None
    boxed = sum(len(tags.by_mark.get((c.page, c.mcid), ())) for c in _in_frames(tree))
    return tags if boxed <= _FRAMED * seen else None


def _in_frames(node: Node) -> Iterator[Content]:
    """What stands in tables of one column: frames that Word users lay pages out with, cut anew on each page."""
    for kid in node.kids:
        if isinstance(kid, Node) and kid.role == "Table" and not has_columns(kid):
            yield from kid.contents()
        elif isinstance(kid, Node):
            yield from _in_frames(kid)


def has_columns(table: Node) -> bool:
    """Whether any row of a table has two cells or more that say something."""
    return any(sum(1 for cell in cells_of(row) if next(cell.contents(), None)) > 1 for row, _ in rows_of(table))


def cells_of(row: Node) -> list[Node]:
    """The cells of a table row."""
    return [kid for kid in row.kids if isinstance(kid, Node) and kid.role in ("TH", "TD")]


def rows_of(node: Node, head: bool = False, depth: int = 0) -> Iterator[tuple[Node, bool]]:
    """The rows of a table, and whether they stand in its head."""
    for kid in node.kids:
        if isinstance(kid, Node) and kid.role == "TR":
            yield kid, head
        elif (
            isinstance(kid, Node) and kid.role in ("THead", "TBody", "TFoot", "Div", "Sect", "NonStruct") and depth < 8
        ):
            yield from rows_of(kid, kid.role == "THead", depth + 1)
