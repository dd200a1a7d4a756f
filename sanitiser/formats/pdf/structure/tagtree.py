"""The tag tree of a tagged PDF, as plain nodes: structure that no secret can move, for its producer wrote it down."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sanitiser.limits import Limits

_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Content:
    """Marked content: the glyphs of one page that carry this number."""

    page: int
    mcid: int


@dataclass(slots=True, eq=False)
class Node:
    """One structure element. `role` is a standard type after the role map; spans count table columns and rows."""

    role: str
    kids: list["Node | Content"] = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1

    def contents(self) -> Iterator[Content]:
        """All marked content below, in order."""
        for kid in self.kids:
            if isinstance(kid, Content):
                yield kid
            else:
                yield from kid.contents()


@dataclass(slots=True)
class _Reader:
    pages: dict[tuple[int, int], int]
    roles: dict[str, str]
    left: int
    seen: set[tuple[int, int]] = field(default_factory=set)
    sound: bool = True


def read_tags(pdf: Any, limits: Limits) -> Node | None:
    """The tag tree; None if there is none, if it is no tree (cycles, shared elements), or is too large or deep."""
    try:
        root = pdf.Root.get("/StructTreeRoot")
        if not _is_dictionary(root):
            return None
        reader = _Reader({page.obj.objgen: n for n, page in enumerate(pdf.pages)}, _role_map(root), limits.operators)
        node = Node("Document")
        _kids(reader, root.get("/K"), None, node, 0)
    except (ValueError, TypeError, AttributeError, KeyError, RuntimeError, RecursionError):
        return None
    return node if reader.sound else None


def _is_dictionary(thing: Any) -> bool:
    import pikepdf

    return isinstance(thing, pikepdf.Dictionary)


def _name(thing: Any) -> str:
    """A name without its slash; names that are not UTF-8 make pikepdf's str() raise."""
    try:
        return str(thing).lstrip("/")
    except UnicodeDecodeError:
        return ""


def _role_map(root: Any) -> dict[str, str]:
    table = root.get("/RoleMap")
    if not _is_dictionary(table):
        return {}
    return {_name(key): _name(value) for key, value in table.items()}


def _resolve(reader: _Reader, role: str) -> str:
    for _ in range(8):
        if role in STANDARD or role not in reader.roles:
            break
        role = reader.roles[role]
    return role


def _kids(reader: _Reader, thing: Any, page: int | None, parent: Node, depth: int) -> None:
    """Append what /K says to `parent`: one kid or many, elements, numbers, marked-content or object references."""
    import pikepdf

    reader.left -= 1
    if depth > _DEPTH or reader.left < 0:
        reader.sound = False
    if not reader.sound or thing is None:
        return
    if isinstance(thing, pikepdf.Array):
        for kid in thing:
            _kids(reader, kid, page, parent, depth)
    elif isinstance(thing, int):
        if page is not None:
            parent.kids.append(Content(page, thing))
    elif isinstance(thing, pikepdf.Dictionary):
        _element(reader, thing, page, parent, depth)


def _element(reader: _Reader, thing: Any, page: int | None, parent: Node, depth: int) -> None:
    own = thing.get("/Pg")
    if own is not None:
        page = reader.pages.get(own.objgen, page)
    kind = _name(thing.get("/Type", ""))
    if kind == "MCR":
        if "/Stm" not in thing and page is not None:
            parent.kids.append(Content(page, int(thing.get("/MCID"))))
        return
    if kind == "OBJR":
        return
    if thing.is_indirect:
        if thing.objgen in reader.seen:
            reader.sound = False
            return
        reader.seen.add(thing.objgen)
    node = Node(_resolve(reader, _name(thing.get("/S", ""))))
    _spans(thing.get("/A"), node)
    parent.kids.append(node)
    _kids(reader, thing.get("/K"), page, node, depth + 1)


def _spans(attributes: Any, node: Node) -> None:
    import pikepdf

    several = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    for entry in several:
        if isinstance(entry, pikepdf.Dictionary):
            node.colspan = max(1, min(100, int(entry.get("/ColSpan", node.colspan))))
            node.rowspan = max(1, min(1000, int(entry.get("/RowSpan", node.rowspan))))


_STANDARD_WORDS = (
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 "
    "L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot "
    "Ruby RB RT RP Warichu WT WP Figure Formula Form Title FENote Sub Em Strong DocumentFragment Aside "
    "Artifact"
)
STANDARD = frozenset(_STANDARD_WORDS.split())
"""Structure types of ISO 32000-1, 14.8.4, and those of ISO 32000-2 that add to it."""
