"""The logical document: walking, assembling and rebuilding count paragraphs the same way."""

from sanitiser.domain.document import (
    Cell,
    Document,
    Furniture,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    TextBox,
    rebuild,
    walk,
)
from sanitiser.domain.record import Hidden, assemble


def _document() -> Document:
    def p(text: str) -> Paragraph:
        return Paragraph((Text(text),))

    table = Table((Row((Cell((p("a"),)), Cell((p("b"), p("c"))))),), columns=2)
    section = Section((p("one"), table, TextBox((p("box"),))), headers=(Furniture("default", (p("head"),)),))
    return Document((section,), footnotes=((p("note"),),))


def test_segments_are_the_paragraphs_of_walk_in_order_and_hidden_text_follows() -> None:
    text, segments = assemble(_document(), [Hidden("comment", "psst")])
    assert [text[s.start : s.end] for s in segments] == ["head", "one", "a", "b", "c", "box", "note", "psst"]
    assert segments[-1].paragraph is None
    assert [s.channel for s in segments] == ["header", "body", "cell", "cell", "cell", "textbox", "footnote", "comment"]


def test_rebuild_with_the_same_paragraphs_changes_nothing() -> None:
    document = _document()
    assert rebuild(document, iter([placed.paragraph for placed in walk(document)])) == document


def test_rebuild_takes_paragraphs_out_but_a_cell_keeps_one() -> None:
    rebuilt = rebuild(_document(), iter([None] * 7))
    assert [placed.paragraph.text for placed in walk(rebuilt)] == ["", "", ""]
