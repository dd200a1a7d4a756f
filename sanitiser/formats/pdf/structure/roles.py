"""Which structure elements are text, which hold others, and what a list item and a table row are made of."""

from collections.abc import Iterator, Sequence

from sanitiser.formats.pdf.structure.soundness import cells_of
from sanitiser.formats.pdf.structure.tagtree import Content, Node

_INLINE_WORDS = (
    "Span Link Reference BibEntry Code Quote Annot Ruby RB RT RP Warichu WT WP Em Strong Sub Lbl Form Formula NonStruct"
)
INLINE = frozenset(_INLINE_WORDS.split())
"""Roles within a paragraph."""
_CONTAINERS_WORDS = "Document DocumentFragment Part Art Sect Div BlockQuote TOC Index Private Aside"
CONTAINERS = frozenset(_CONTAINERS_WORDS.split())
"""Roles around paragraphs."""


def is_inline(kid: Node | Content) -> bool:
    """Whether an element is a piece of a paragraph."""
    return isinstance(kid, Content) or (kid.role in INLINE and all(is_inline(inner) for inner in kid.kids))


def is_group(kid: Node | Content) -> bool:
    """Whether an element without a meaning holds others like it: Chromium's `div`. Around text it is a `span`."""
    return isinstance(kid, Node) and kid.role == "NonStruct" and any(isinstance(inner, Node) for inner in kid.kids)


def has_text(kids: Sequence[Node | Content]) -> bool:
    """Whether anything but a mark is there already."""
    return any(isinstance(kid, Content) or kid.role != "Lbl" for kid in kids)


def has_mark(kid: Node | Content) -> bool:
    """Whether an element is the mark of a list item."""
    return isinstance(kid, Node) and kid.role == "Lbl"


def flat(node: Node) -> Iterator[Node | Content]:
    """The kids of an item with its body opened."""
    for kid in node.kids:
        if isinstance(kid, Node) and kid.role == "LBody":
            yield from kid.kids
        else:
            yield kid


def all_headers(row: Node) -> bool:
    """Whether a row is a table's head by its cells."""
    cells = cells_of(row)
    return bool(cells) and all(cell.role == "TH" for cell in cells)
