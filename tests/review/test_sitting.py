"""A sitting: every change makes the copy again, nothing is lost, nothing passes the gate too early."""

import json
from pathlib import Path

import pytest

from sanitiser.domain.kinds import Action, Kind
from sanitiser.errors import EnvironmentFault
from sanitiser.review.folder import Folder
from sanitiser.review.rulings import Ruling, Scope, Why
from sanitiser.review.sitting import Sitting


def _span(sitting: Sitting, text: str, action: Action, name: str = "0001", kind: Kind = Kind.PLACE) -> Ruling:
    start = sitting.view("A", name).kept.record.text.index(text)
    return Ruling(Scope.SPAN, action, Why.MISSED, text, kind, "", start, start + len(text))


def _rule(sitting: Sitting, *rulings: Ruling, who: str = "A", name: str = "0001", case: bool = False) -> None:
    sitting.rule(who, name, rulings, sitting.view(who, name).version, case=case)


def _said(sitting: Sitting, name: str = "0001") -> str:
    """What the copy on the disk says, read again by its own reader."""
    from sanitiser.domain.document import walk

    (file,) = sitting.view("A", name).made.names
    data = (sitting.folder.sanitised / file).read_bytes()
    return "\n".join(placed.paragraph.text for placed in walk(sitting._shop.maker._engine.sandbox.read(data).document))


def test_a_missed_text_that_is_added_is_gone_from_the_copy_on_the_disk(sitting: Sitting) -> None:
    assert "Zorbleton" in _said(sitting)
    _rule(sitting, _span(sitting, "Zorbleton", Action.REDACT))
    assert "Zorbleton" not in _said(sitting)
    assert sitting.view("A", "0001").made.refused is None


def test_a_crash_between_a_ruling_and_its_copy_leaves_no_copy_that_says_more(sitting: Sitting, out: Path) -> None:
    ruling = _span(sitting, "Zorbleton", Action.REDACT)
    sitting._shop.maker.make = None  # type: ignore[assignment, method-assign] # the power goes
    with pytest.raises(TypeError):
        _rule(sitting, ruling)
    again = Sitting(Folder(out))
    assert "Zorbleton" not in _said(again)
    again.close()


def test_a_line_cut_off_by_a_power_failure_counts_as_never_written(sitting: Sitting, out: Path) -> None:
    _rule(sitting, _span(sitting, "Zorbleton", Action.REDACT))
    path = out / "review" / "reviews.jsonl"
    path.write_bytes(path.read_bytes() + b'{"number":2,"at"')
    again = Sitting(Folder(out))
    _rule(again, _span(again, "Leeds", Action.KEEP))
    again.close()
    assert [json.loads(line)["number"] for line in path.read_bytes().splitlines()] == [1, 2]


def test_a_broken_log_is_told_not_mended(out: Path) -> None:
    (out / "review" / "reviews.jsonl").write_bytes(b"{}\n")
    with pytest.raises(EnvironmentFault):
        Sitting(Folder(out))


def test_the_log_and_the_copies_are_the_owners_alone(sitting: Sitting, out: Path) -> None:
    _rule(sitting, _span(sitting, "Zorbleton", Action.REDACT))
    for path in (*(out / "review").rglob("*.json*"), out / "sanitised" / "0001.docx"):
        if "review" not in path.parts or path.name not in {"manifest.json", "case-state.json"}:
            assert path.stat().st_mode & 0o077 == 0, path


def _approve(sitting: Sitting, who: str, name: str) -> None:
    sitting.shown(who, name, [1])
    if sitting.view(who, name).blind:
        sitting.compare(who, name)
    sitting.approve(who, name, sitting.view(who, name).version)


def test_a_copy_that_was_changed_on_the_disk_is_no_approved_copy(sitting: Sitting, out: Path) -> None:
    _rule(sitting, _span(sitting, "Roundhay", Action.REDACT))
    _approve(sitting, "A", "0001")
    _approve(sitting, "B", "0001")
    path = out / "sanitised" / "0001.docx"
    path.write_bytes(path.read_bytes() + b"x")
    again = Sitting(Folder(out))
    assert again.approved() == ()
    assert "verdict" in {obstacle.code for obstacle in again.view("C", "0001").obstacles}
    again.close()
