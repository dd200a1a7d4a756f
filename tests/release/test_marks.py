"""Paragraphs about others on the laptop: out of the packs that are not about them, the approved copy as it was."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import pytest

from sanitiser.domain.case import Case
from sanitiser.errors import UsageError
from sanitiser.release.laptop import Order, export
from sanitiser.release.marks import mark, marks, unmark
from sanitiser.release.paragraphs import paragraphs
from sanitiser.review.folder import Folder
from sanitiser.review.rulings import Ruling, Scope, Why
from sanitiser.review.sitting import Sitting
from tests.review.kit import FIRST, Given, build

LINES = ("Kezia was seen in Leeds.", "Tasha was hit.", "Tasha hides it.", "A neighbour drinks.", "Kezia eats well.")
FAMILY = ("Kezia Oyelaran", "Tasha Oyelaran")


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    build(tmp_path / "out", (Given(LINES), Given(FIRST)), Case("FAM-0001", keep=FAMILY))
    opened = Sitting(Folder(tmp_path / "out"), four_eyes=False)
    opened.shown("Ann", "0001", (1,))
    opened.approve("Ann", "0001", len(opened.log.events))
    yield opened
    opened.close()


def pack(sitting: Sitting, *subjects: str) -> list[str]:
    """The paragraphs of the record in a pack about these people."""
    path = export(sitting, "Ann", Order("school", {"0001": "school-file"}, date(2026, 1, 2), subjects))
    with zipfile.ZipFile(path) as archive:
        data = archive.read("school-file/school-file-0001.docx")
    return [one.text for one in docx.Document(io.BytesIO(data)).paragraphs if one.text]


def test_a_pack_is_made_without_the_paragraphs_about_others(sitting: Sitting) -> None:
    """Neighbours are one withheld part; a third party is in no pack; whom it is about decides; the copy stays."""
    before = [path.read_bytes() for path in sorted(sitting.folder.sanitised.iterdir())]
    mark(sitting, "Ann", "0001", (1, 2), ("Tasha Oyelaran",))
    mark(sitting, "Ann", "0001", (3,), ())
    kezia, both = pack(sitting, FAMILY[0]), pack(sitting, *FAMILY)
    assert kezia[0].startswith("Kezia was seen in [PLACE")
    assert kezia[-1] == "Kezia eats well."
    assert "".join(kezia[1:-1]) == "[WITHHELD]" * (len(kezia) - 2)
    assert both[:3] == [kezia[0], *LINES[1:3]]
    assert not any("neighbour" in line for line in (*kezia, *both))
    assert [path.read_bytes() for path in sorted(sitting.folder.sanitised.iterdir())] == before
    assert len(sitting.approved()) == 1


def test_marks_are_kept_and_can_be_taken_back(sitting: Sitting) -> None:
    """Also by a sitting that is opened later; twice is refused."""
    mark(sitting, "Ann", "0001", (1, 3), ("Tasha Oyelaran",))
    again = Sitting(sitting.folder, four_eyes=False)
    (found,) = marks(again, "0001")
    assert [ruling.text for ruling in found.rulings] == [LINES[1], LINES[3]]
    again.close()
    unmark(sitting, "Ann", found.number)
    assert marks(sitting, "0001") == ()
    assert pack(sitting, FAMILY[0])[1:] == list(LINES[1:])
    with pytest.raises(UsageError):
        unmark(sitting, "Ann", found.number)


def test_only_paragraphs_of_approved_records_are_marked(sitting: Sitting) -> None:
    (kept, _), *_ = sitting.approved()
    assert [one.text for one in paragraphs(kept.record)] == list(LINES)
    for record, places in (("0002", (0,)), ("0001", ()), ("0001", (99,))):
        with pytest.raises(UsageError):
            mark(sitting, "Ann", record, places, ())


def test_a_part_that_cannot_be_left_out_stops_the_pack(sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text is not where it was marked: no pack is written."""
    wrong = (Ruling(Scope.SPAN, "redact", Why.THIRD_PARTY, "Other words.", start=3, end=15),)  # type: ignore[arg-type]
    monkeypatch.setattr("sanitiser.release.laptop.left_out", lambda *_: wrong)
    with pytest.raises(UsageError, match="cannot be made without its parts"):
        pack(sitting, FAMILY[0])
    assert not list((sitting.folder.out / "packs").glob("*.zip"))
