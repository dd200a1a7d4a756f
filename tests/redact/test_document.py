"""Redaction of a logical document: the secret goes, the rest stays, and nothing depends on what the secret was."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitiser.domain.document import (
    Break,
    Cell,
    Document,
    Inline,
    Label,
    NoteRef,
    PageField,
    Paragraph,
    ParagraphStyle,
    Picture,
    Row,
    Section,
    Tab,
    Table,
    Text,
    TextStyle,
    walk,
)
from sanitiser.domain.finding import Replacement
from sanitiser.domain.record import Hidden, MediaType, Record, assemble
from sanitiser.redact.document import apply

BOLD = TextStyle(bold=True)


def record_of(*blocks: Paragraph | Table, hidden: tuple[Hidden, ...] = ()) -> Record:
    document = Document((Section(blocks),))
    text, segments = assemble(document, hidden)
    return Record(MediaType.DOCX, 1, text, segments, document)


def p(*inlines: Inline | str, style: ParagraphStyle | None = None) -> Paragraph:
    made = tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines)
    return Paragraph(made, style or ParagraphStyle())


def redact(record: Record, *secrets: str, label: str = "[PLACE 1]") -> Document:
    found = [(record.text.index(secret), secret) for secret in secrets]
    return apply(record, [Replacement(at, at + len(secret), label) for at, secret in found])


def texts(document: Document) -> list[str]:
    return [placed.paragraph.text for placed in walk(document)]


def test_a_span_over_split_runs_becomes_one_label_and_its_neighbours_keep_their_look() -> None:
    record = record_of(p("He lives in Le", Text("eds Ci", BOLD), "ty", Text(" now", BOLD), "."))
    [placed] = walk(redact(record, "Leeds City"))
    assert placed.paragraph.inlines == (
        Text("He lives in "),
        Label("[PLACE 1]"),
        Text(" now", BOLD),
        Text("."),
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("in ", " now", "in [PLACE 1] now"),
        ("in\u00a0 \u200b", "   now", "in [PLACE 1] now"),
        ("(", ").", "([PLACE 1])."),
        ("non-", "'s", "non-[PLACE 1]'s"),
        ("  ", "\u2003", "[PLACE 1]"),
        ("a\u200b", "\u00ad-b", "a[PLACE 1]-b"),
    ],
)
def test_white_space_beside_a_label_has_one_form(before: str, after: str, expected: str) -> None:
    assert texts(redact(record_of(p(before, "Leeds", after)), "Leeds")) == [expected]


def test_breaks_inside_a_span_vanish_and_a_line_break_beside_it_stays() -> None:
    blocks = p("Area: ", "North", Tab(), "Yorkshire", Break("page"), "Moors ", Break(), "next")
    [placed] = walk(redact(record_of(blocks), "North\tYorkshire\nMoors"))
    assert placed.paragraph.inlines == (Text("Area: "), Label("[PLACE 1]"), Break(), Text("next"))


def test_tabs_beside_a_label_are_one_where_the_author_set_them_and_a_space_where_a_page_did() -> None:
    record = record_of(p("Area:", Tab(), Tab(), "Moors", Tab(), " ", Tab(), "next"))
    [placed] = walk(redact(record, "Moors"))
    assert placed.paragraph.inlines == (Text("Area:"), Tab(), Label("[PLACE 1]"), Tab(), Text("next"))
    [placed] = walk(redact(replace(record, media_type=MediaType.PDF), "Moors"))
    assert placed.paragraph.inlines == (Text("Area: "), Label("[PLACE 1]"), Text(" next"))


def test_white_space_at_the_edge_of_a_span_counts_as_standing_beside_it() -> None:
    wide, narrow = record_of(p("in Leeds now")), record_of(p("in Leeds now"))
    assert redact(wide, " Leeds ") == redact(narrow, "Leeds")


def test_an_address_over_paragraphs_merges_and_what_follows_it_joins_the_first() -> None:
    record = record_of(p("Home: 1 High Street"), p("Leeds"), p(), p("LS8 1AA. Tel. none"), p("Next"))
    document = redact(record, "1 High Street\nLeeds\n\nLS8 1AA", label="[ADDRESS 1]")
    assert texts(document) == ["Home: [ADDRESS 1]. Tel. none", "Next"]


def test_spans_that_chain_over_paragraphs_end_in_one_paragraph() -> None:
    record = record_of(p("a X"), p("X b Y"), p("Y c"), p("d"))
    at = record.text.index
    spans = [Replacement(at("X"), at("X b") + 1, "[PLACE 1]"), Replacement(at("Y"), at("Y c") + 1, "[PLACE 2]")]
    assert texts(apply(record, spans)) == ["a [PLACE 1] b [PLACE 2] c", "d"]


def test_cells_stay_when_a_span_empties_them_and_do_not_join() -> None:
    row = Row((Cell((p("1 High Street"),)), Cell((p("Leeds"),)), Cell((p("LS8  and more"),))))
    record = record_of(Table((row,), 3))
    document = redact(record, "1 High Street\nLeeds\nLS8", label="[ADDRESS 1]")
    assert texts(document) == ["[ADDRESS 1]", "", "and more"]


def test_neighbouring_labels_of_one_text_become_one() -> None:
    record = record_of(p("at 1 High St, Leeds, ", Break(), "LS8. In Leeds"))
    at = record.text.index
    spans = [
        (at("1 High"), "1 High St"),
        (at("Leeds"), "Leeds"),
        (at("LS8"), "LS8"),
        (record.text.rindex("Leeds"), "Leeds"),
    ]
    document = apply(record, [Replacement(a, a + len(t), "[ADDRESS 1]") for a, t in spans])
    assert texts(document) == ["at [ADDRESS 1]. In [ADDRESS 1]"]


def test_labels_of_different_text_stay_apart() -> None:
    record = record_of(p("Leeds, York"))
    spans = [Replacement(0, 5, "[PLACE 1]"), Replacement(7, 11, "[PLACE 2]")]
    assert texts(apply(record, spans)) == ["[PLACE 1], [PLACE 2]"]


def test_a_note_mark_and_a_picture_inside_a_span_stay_behind_the_label() -> None:
    record = record_of(
        p("in Le", NoteRef("footnote", 0), "eds", Picture(), PageField(), "City", NoteRef("footnote", 1))
    )
    record = replace(record, document=replace(record.document, footnotes=((p("x"),), (p("y"),))))
    text, segments = assemble(record.document)
    [placed, *_] = walk(redact(replace(record, text=text, segments=segments), "Leeds[PICTURE]City"))
    assert placed.paragraph.inlines == (
        Text("in "),
        Label("[PLACE 1]"),
        NoteRef("footnote", 0),
        Text(" "),
        Picture(),
        NoteRef("footnote", 1),
    )


def test_spans_of_hidden_text_do_nothing_and_a_span_into_it_is_clipped() -> None:
    record = record_of(p("in Leeds"), hidden=(Hidden("comment", "Leeds"), Hidden("core-properties", "York")))
    start = record.text.index("York")
    assert apply(record, [Replacement(start, start + 4, "[PLACE 2]")]) == record.document
    over = Replacement(3, record.text.index("York"), "[PLACE 1]")
    assert texts(apply(record, [over])) == ["in [PLACE 1]"]


def test_overlapping_spans_and_segments_that_do_not_fit_are_refused() -> None:
    record = record_of(p("in Leeds City"))
    with pytest.raises(ValueError, match="overlap"):
        apply(record, [Replacement(3, 8, "[PLACE 1]"), Replacement(7, 13, "[PLACE 2]")])
    with pytest.raises(ValueError, match="fit"):
        apply(replace(record, document=Document((Section((p("in"),)),))), [])


# Outside text in lower case, secrets in upper case: neither alphabet can make the other.
OUTSIDE = st.text(alphabet="abc ,.'-\u00a0", max_size=8)
SECRET_WORDS = st.lists(st.text(alphabet="XYZ", min_size=1, max_size=4), min_size=1, max_size=4)
STYLES = st.sampled_from([TextStyle(), BOLD, TextStyle(underline=True)])
JOINT = st.sampled_from([" ", "\t", "\n", "  ", "\u00a0", "", "\u00ad", "<p>"])


@st.composite
def shaped(draw: st.DrawFn) -> tuple[list[str], list[Record], list[list[Replacement]]]:
    """Two records of one outside text whose secrets, run splits and breaks inside the secrets differ."""
    outside = draw(st.lists(OUTSIDE, min_size=2, max_size=4))
    cuts = [draw(st.booleans()) for _ in outside[1:]]
    look = [draw(STYLES) for _ in outside]
    made = [_make(draw, outside, look, cuts) for _ in range(2)]
    return outside, [record for record, _ in made], [spans for _, spans in made]


def _make(
    draw: st.DrawFn, outside: list[str], look: list[TextStyle], cuts: list[bool]
) -> tuple[Record, list[Replacement]]:
    paragraphs: list[list[Inline]] = [[]]
    text, spans = "", []

    def put(piece: str, style: TextStyle) -> None:
        nonlocal text
        for character in piece:
            text += character
            paragraphs[-1].append(
                Tab() if character == "\t" else Break() if character == "\n" else Text(character, style)
            )

    for number, piece in enumerate(outside):
        if number:
            if cuts[number - 1]:
                paragraphs.append([])
                text += "\n"
            start = len(text)
            words = draw(SECRET_WORDS)
            for count, word in enumerate(words):
                if count:
                    joint = draw(JOINT)
                    if joint == "<p>":
                        paragraphs.append([])
                        text += "\n"
                    else:
                        put(joint, draw(STYLES))
                put(word, draw(STYLES))
            spans.append(Replacement(start, len(text), f"[PLACE {number}]"))
        put(piece, look[number])
    record = record_of(*(Paragraph(tuple(inlines)) for inlines in paragraphs))
    assert record.text == text
    return record, spans


@given(shaped())
@settings(max_examples=300, deadline=None)
def test_the_result_depends_on_the_outside_text_and_the_labels_alone(
    case: tuple[list[str], list[Record], list[list[Replacement]]],
) -> None:
    outside, records, spans = case
    first, second = (apply(record, replacements) for record, replacements in zip(records, spans, strict=True))
    assert first == second
    left = "".join(texts(first))
    assert not set(left.replace("PLACE", "")) & set("XYZ")
    for number in range(1, len(outside)):
        left = left.replace(f"[PLACE {number}]", "")
    assert "".join(left.split()) == "".join("".join(outside).split())


@given(shaped())
@settings(max_examples=100, deadline=None)
def test_redacting_the_result_again_changes_nothing(
    case: tuple[list[str], list[Record], list[list[Replacement]]],
) -> None:
    _, records, spans = case
    document = apply(records[0], spans[0])
    text, segments = assemble(document)
    assert apply(replace(records[0], text=text, segments=segments, document=document), []) == document
