"""What a table's head names is found in its column or beside it, whatever lists say of the words."""

from sanitiser.detect.columns import ColumnFinder
from sanitiser.domain.document import Cell, Document, Paragraph, Row, Section, Table, Text
from sanitiser.domain.finding import Finding
from sanitiser.domain.kinds import Kind
from sanitiser.domain.record import MediaType, Record, assemble


def record(*rows: tuple[str, ...]) -> Record:
    cells = [tuple(Cell((Paragraph((Text(said),)),)) for said in row) for row in rows]
    table = Table(tuple(Row(row) for row in cells), max(map(len, rows)))
    document = Document((Section((Paragraph((Text("Before the table"),)), table)),))
    text, segments = assemble(document)
    return Record(MediaType.DOCX, 1, text, segments, document)


def found(*rows: tuple[str, ...]) -> list[tuple[str, str]]:
    made = record(*rows)
    return [(made.text[f.start : f.end], str(f.kind)) for f in ColumnFinder(made).find()]


def test_values_below_a_head_are_found() -> None:
    assert found(("Name", "School / nursery"), ("Tia", "Little Pirates"), ("Dom", "Burnt Oak, Y4")) == [
        ("Little Pirates", "SCHOOL"),
        ("Burnt Oak", "SCHOOL"),
    ]


def test_the_value_beside_a_head_is_found() -> None:
    assert found(("GP practice", "The Glebe"), ("Team", "Starting Point")) == [
        ("The Glebe", "AGENCY"),
        ("Starting Point", "AGENCY"),
    ]


def test_roles_sentences_and_people_are_left_alone() -> None:
    assert found(
        ("Name", "Agency"),
        ("Ann Lee", "Health"),
        ("Jo Orr", "Social Worker"),
        ("Al Fox", "Sarah Milburn"),
        ("Bo Day", "She could not attend because she was unwell that day"),
        ("Ed Hay", "NHS"),
    ) == []  # fmt: skip


def test_a_head_without_values_gives_nothing() -> None:
    assert found(("School", "Date", "Notes")) == []


def test_a_cell_with_a_case_term_is_left_to_the_term() -> None:
    """Else a long name and a short one would leave different words beside them."""
    made = record(("Name", "Agency"), ("Ann Lee", "Burnt Oak Team"))
    at = made.text.index("Burnt Oak")
    term = Finding(at, at + 9, Kind.AGENCY, 1.0, ("CaseTerms",), "")
    assert list(ColumnFinder(made, [term]).find()) == []
