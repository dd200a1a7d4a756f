"""The manifest as decisions stand: whole, canonical, never behind the log, and quick for a large case."""

import json
from pathlib import Path

import pytest

from sanitiser.domain.kinds import Action
from sanitiser.manifest.canonical import canonical
from sanitiser.manifest.report import write_report
from sanitiser.review import workshop as module
from sanitiser.review.current import Current
from sanitiser.review.folder import Folder
from sanitiser.review.rulings import Ruling, Scope, Why
from sanitiser.review.sitting import Sitting
from tests.review.kit import FIRST, SECOND, Given, build


def _manifest(out: Path) -> dict[str, object]:
    made: dict[str, object] = json.loads((out / "review" / "manifest.json").read_bytes())
    return made


def _keep(sitting: Sitting, text: str, *, case: bool = False) -> None:
    view = sitting.view("A", "0001")
    start = view.kept.record.text.index(text)
    scope, place = (Scope.TERM, (0, 0)) if case else (Scope.SPAN, (start, start + len(text)))
    sitting.rule(
        "A",
        "0001",
        [Ruling(scope, Action.KEEP, Why.NATIONAL, text, words="", start=place[0], end=place[1])],
        view.version,
        case=case,
    )


def _action(out: Path, text: str, name: str = "0001") -> str:
    (entry,) = [e for e in _manifest(out)["documents"] if e["id"] == name]  # type: ignore[attr-defined]
    return str(next(f["action"] for f in entry["findings"] if f["text"] == text))


def test_what_a_reviewer_decided_stands_in_the_manifest(sitting: Sitting, out: Path) -> None:
    assert _action(out, "Janet Okafor") == "redact"
    _keep(sitting, "Janet Okafor")
    sitting.close()
    assert _action(out, "Janet Okafor") == "keep"


def test_undoing_takes_it_out_again(sitting: Sitting, out: Path) -> None:
    _keep(sitting, "Janet Okafor")
    sitting.undo("A", "0001", sitting.view("A", "0001").version)
    sitting.close()
    assert _action(out, "Janet Okafor") == "redact"


def test_it_stays_canonical_and_says_the_same_of_what_did_not_change(sitting: Sitting, out: Path) -> None:
    before = _manifest(out)
    _keep(sitting, "Janet Okafor")
    sitting.close()
    raw, after = (out / "review" / "manifest.json").read_bytes(), _manifest(out)
    assert raw == canonical(after)
    assert after["documents"][1:] == before["documents"][1:]  # type: ignore[index]
    assert {k: v for k, v in after.items() if k != "documents"} == {k: v for k, v in before.items() if k != "documents"}


def test_after_a_crash_before_it_was_written_the_next_sitting_brings_it_up_to_date(
    sitting: Sitting, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Current, "write", lambda _self: None)
    _keep(sitting, "Janet Okafor")
    assert _action(out, "Janet Okafor") == "redact"
    monkeypatch.undo()
    Sitting(Folder(out)).close()
    assert _action(out, "Janet Okafor") == "keep"


def test_a_case_that_was_ruled_on_lists_without_opening_its_records(
    sitting: Sitting, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _keep(sitting, "Leeds", case=True)
    sitting.close()
    monkeypatch.setattr(module, "load", lambda *_: pytest.fail("a record was opened"))
    again = Sitting(Folder(out))
    assert [line.open for line in again.lines()] == [1, 0]
    again.close()


def test_the_report_and_the_desk_count_the_same(tmp_path: Path) -> None:
    """A record whose pictures nobody has looked at has one thing to decide more."""
    out = tmp_path / "out"
    build(out, (Given(FIRST, notices=("picture",)), Given(SECOND, notices=("missing-glyph",))))
    sitting = Sitting(Folder(out))
    assert [line.open for line in sitting.lines()] == [2, 0]
    sitting.close()
    assert "<b>1</b> of these needs your decision" in write_report(out).read_text()
    sitting = Sitting(Folder(out))
    sitting.rule("A", "0001", [Ruling(Scope.PICTURES, Action.REDACT, Why.CONFIRMED)], sitting.view("A", "0001").version)
    _keep(sitting, "Roundhay")
    assert [line.open for line in sitting.lines()] == [0, 0]
    sitting.close()
    assert "<b>0</b> of these need your decision" in write_report(out).read_text()
