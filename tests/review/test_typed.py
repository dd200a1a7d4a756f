"""A page withheld or typed: what stood there is gone, what is typed takes the same flow, and nothing else moves."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitiser.domain.document import PICTURE, Cell, Document, Paragraph, Picture, Row, Section, Table, Text, walk
from sanitiser.domain.kinds import Action
from sanitiser.domain.record import MediaType, Record, assemble
from sanitiser.redact.document import apply
from sanitiser.review.folder import Folder
from sanitiser.review.gate import Stage
from sanitiser.review.rulings import Ruling, Scope, Why
from sanitiser.review.sitting import Sitting
from sanitiser.review.typed import DESCRIBED, WITHHELD_PAGE, WITHHELD_RECORD, amend, describe
from tests.review.kit import Given, build

LINES = ("Kezia was seen in Leeds.", "She went to Roundhay.", "Janet Okafor came from Zorbleton.")


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    build(tmp_path / "out", (Given(LINES, MediaType.PDF, page_of=(1, 1, 2)),))
    opened = Sitting(Folder(tmp_path / "out"))
    yield opened
    opened.close()


def _type(sitting: Sitting, page: int, text: str = "", action: Action = Action.REDACT, name: str = "0001") -> None:
    ruling = Ruling(Scope.PAGE, action, Why.PRECAUTION, text, start=page)
    sitting.rule("A", name, [ruling], sitting.view("A", name).version)


def _said(sitting: Sitting, name: str = "0001") -> str:
    """What the copy on the disk says."""
    view = sitting.view("A", name)
    data = [(sitting.folder.sanitised / file).read_bytes() for file in view.made.names]
    read = [sitting._shop.maker._engine.sandbox.read(one).document for one in data]
    return "\n".join(placed.paragraph.text for document in read for placed in walk(document))


def test_a_withheld_page_is_a_placeholder_and_the_rest_stays(sitting: Sitting) -> None:
    before = sitting.view("A", "0001").made.files
    _type(sitting, 2)
    said = _said(sitting)
    assert WITHHELD_PAGE in said
    assert "Zorbleton" not in said
    assert "Kezia was seen in" in said
    sitting.undo("A", "0001", sitting.view("A", "0001").version)
    assert sitting.view("A", "0001").made.files == before


def test_what_stood_on_a_withheld_page_needs_no_decision(sitting: Sitting) -> None:
    assert [d.action for d in sitting.view("A", "0001").decisions].count(Action.REVIEW) == 1
    _type(sitting, 1)
    assert Action.REVIEW not in [d.action for d in sitting.view("A", "0001").decisions]


def test_typed_text_is_searched_and_decided_like_any_record(sitting: Sitting) -> None:
    _type(sitting, 2, "Seen at home.\nShe then lived in Sheffield, S10 2TN.")
    said, view = _said(sitting), sitting.view("A", "0001")
    assert "Seen at home." in said
    assert "Sheffield" not in said
    assert "S10" not in said
    assert "Zorbleton" not in said
    assert view.made.refused is None
    text = view.kept.record.text
    found = next(d.finding for d in view.decisions if text.startswith("Sheffield", d.finding.start))
    place = found.start, found.end
    keep = Ruling(Scope.SPAN, Action.KEEP, Why.NATIONAL, text[found.start : found.end], found.kind, "", *place)
    sitting.rule("A", "0001", [keep], view.version)
    assert "Sheffield" in _said(sitting)


def test_typing_takes_an_approval_back_and_giving_back_is_the_same_copy(sitting: Sitting) -> None:
    before = sitting.view("A", "0001").made.files
    review = sitting.view("A", "0001")
    (open_one,) = [d for d in review.decisions if d.action is Action.REVIEW]
    place = open_one.finding.start, open_one.finding.end
    redact = Ruling(Scope.SPAN, Action.REDACT, Why.CONFIRMED, "Roundhay", open_one.finding.kind, "", *place)
    sitting.rule("A", "0001", [redact], review.version)
    sitting.shown("A", "0001", [1, 2])
    sitting.approve("A", "0001", sitting.view("A", "0001").version)
    assert sitting.view("A", "0001").stage is Stage.SECOND
    _type(sitting, 2)
    assert sitting.view("A", "0001").stage is Stage.FIRST
    _type(sitting, 2, action=Action.KEEP)
    assert sitting.view("A", "0001").made.files == before


def test_after_a_crash_before_the_copy_was_made_the_page_is_withheld_all_the_same(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitting._shop.maker, "make", None)  # the power goes
    with pytest.raises(TypeError):
        _type(sitting, 2)
    again = Sitting(sitting.folder)
    assert WITHHELD_PAGE in _said(again)
    assert "Zorbleton" not in _said(again)
    again.close()


def test_a_record_that_nobody_could_read_is_typed_or_withheld(sitting: Sitting) -> None:
    path = sitting.folder.review / "manifest.json"
    made = json.loads(path.read_bytes())
    (entry,) = made["documents"]
    gone = {"output": None, "outputs": [], "status": "quarantined", "findings": [], "code": "x", "reason": "a scan"}
    made["documents"].append({**entry, **gone, "id": "0002", "source_sha256": None, "remedy": "type it"})
    path.write_text(json.dumps(made))
    opened = Sitting(sitting.folder)
    assert [line.reviewable for line in opened.lines()] == [True, False]
    opened.take_up("0002")
    assert opened.view("A", "0002").made.refused is not None
    _type(opened, 0, "Kezia is allergic to peanuts.", name="0002")
    assert _said(opened, "0002").startswith("Kezia is allergic to peanuts.\n")
    assert {line.id: line.reviewable for line in opened.lines()} == {"0001": True, "0002": True}
    _type(opened, 0, name="0002")
    assert _said(opened, "0002").startswith(f"{WITHHELD_RECORD}\n")
    files = opened.view("A", "0002").made.names
    for _ in range(2):
        opened.undo("A", "0002", opened.view("A", "0002").version)
    assert opened.view("A", "0002").made.refused is not None
    assert not any((opened.folder.sanitised / file).exists() for file in files)
    opened.close()


_paragraph = st.text("ab ", min_size=1, max_size=4).map(lambda said: Paragraph((Text(said),)))
_table = st.lists(st.lists(_paragraph, min_size=1, max_size=2), min_size=1, max_size=3).map(
    lambda rows: Table(tuple(Row(tuple(Cell((one,)) for one in cells)) for cells in rows), columns=2)
)


@given(st.lists(_paragraph | _table, min_size=1, max_size=5), st.data())
def test_every_segment_still_is_its_paragraph(blocks: list[Paragraph | Table], data: st.DataObject) -> None:
    """Whatever page is taken out of whatever document: no offset moves, and only that page's text goes."""
    document = Document((Section(tuple(blocks)),))
    pages = {n: data.draw(st.integers(1, 3)) for n, _ in enumerate(walk(document))}
    text, segments = assemble(document, pages_of=pages)
    record = Record(MediaType.PDF, 3, text, segments, document)
    amended = amend(record, 2, "typed\nhere").record
    assert amended.text.startswith(text)
    shown = [placed.paragraph.text for placed in walk(apply(amended, ()))]
    for segment in amended.segments:
        if segment.paragraph is not None:
            found = list(walk(amended.document))[segment.paragraph].paragraph.text
            assert found == amended.text[segment.start : segment.end]
    kept = [segment for segment in segments if segment.page != 2]
    assert sum(bool(said) for said in shown) >= len(kept)
    assert ("typed\nhere" in shown) == (2 in pages.values())


def test_words_for_a_picture_stand_before_it() -> None:
    cells = tuple(Cell((Paragraph((Text("left "), Picture())),)) for _ in range(2))
    document = Document((Section((Paragraph((Picture(),)), Table((Row(cells),), columns=2))),))
    text, segments = assemble(document)
    record = Record(MediaType.DOCX, 1, text, segments, document)
    amended = describe(record, 3, "A house\nin Leeds").record
    assert [placed.paragraph.text for placed in walk(amended.document)] == [
        PICTURE,
        f"left {PICTURE}",
        f"{DESCRIBED} A house in Leeds",
        f"left {PICTURE}",
    ]
    for segment in amended.segments:
        assert segment.paragraph is not None
        found = list(walk(amended.document))[segment.paragraph].paragraph.text
        assert found == amended.text[segment.start : segment.end]
    assert describe(record, 4, "nothing").record is record
