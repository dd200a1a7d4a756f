"""From pages of glyphs to the logical document.

The tag tree is used where a file has a sound one; else the blocks are found by rules that a secret cannot move. Does
not judge what is hidden: hidden glyphs are in no paragraph. What remains: see flow.py and furniture.py.
"""

from collections.abc import Sequence
from typing import Any

from sanitiser.domain.document import Document, Furniture, Section, walk
from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure import clusters, geometric, headings, soundness, tagged
from sanitiser.formats.pdf.structure.model import Store, Structured
from sanitiser.formats.pdf.structure.paragraphs import Maker
from sanitiser.formats.pdf.structure.strokes import strokes_of
from sanitiser.formats.pdf.structure.tagtree import read_tags
from sanitiser.limits import DEFAULT, Limits

__all__ = ["Structured", "structure"]


def structure(pages: Sequence[Page], pdf: Any = None, limits: Limits = DEFAULT) -> Structured:
    """The logical document of pages; `pdf`, if given, is the open file whose tag tree may be used."""
    shown = tuple(pages)
    store = Store()
    maker = Maker(shown, strokes_of(shown), store, headings.body_size(shown))
    tree = read_tags(pdf, limits) if pdf is not None else None
    ours = tree is not None and _ours(pdf)
    tags = soundness.sound(shown, tree, ours=ours) if tree is not None else None
    if tree is not None and tags is not None:
        if ours:
            clusters.resolve(shown, store)
        parts = tagged.build(maker, shown, tree, tags, ours=ours)
    else:
        parts = geometric.build(maker, shown)
    section = Section(
        parts.body,
        (Furniture("default", parts.header),) if parts.header else (),
        (Furniture("default", parts.footer),) if parts.footer else (),
    )
    return _structured(Document((section,)), store)


def _ours(pdf: Any) -> bool:
    """Whether a file is a strict copy that our typesetter made."""
    title, producer = (str(pdf.docinfo.get(key, "")) for key in ("/Title", "/Creator"))
    return title == "Sanitised record" and producer.startswith("Typst")


def _structured(document: Document, store: Store) -> Structured:
    placed = [p.paragraph for p in walk(document)]
    return Structured(
        document,
        tuple(store.glyphs[id(p)] for p in placed),
        {number: store.pages[id(p)] for number, p in enumerate(placed)},
        {ref: tuple(twins) for ref, twins in store.twins.items()},
        {number: store.marks[id(p)] for number, p in enumerate(placed) if id(p) in store.marks},
    )
