"""A sitting: every change makes the copy again, nothing is lost, nothing passes the gate too early."""

import json
from pathlib import Path

import pytest

from sanitiser.domain.case import PROTECTED
from sanitiser.domain.kinds import Action, Kind
from sanitiser.errors import EnvironmentFault
from sanitiser.review.desk import Conflict, NoRecord, NotAllowed, NotReady
from sanitiser.review.folder import Folder
from sanitiser.review.gate import Stage
from sanitiser.review.kept import load
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
    return "\n".join(placed.paragraph.text for placed in walk(sitting._maker._engine.sandbox.read(data).document))


def test_a_missed_text_that_is_added_is_gone_from_the_copy_on_the_disk(sitting: Sitting) -> None:
    assert "Zorbleton" in _said(sitting)
    _rule(sitting, _span(sitting, "Zorbleton", Action.REDACT))
    assert "Zorbleton" not in _said(sitting)
    assert sitting.view("A", "0001").made.refused is None


def test_a_kept_finding_stands_in_the_copy_and_undo_takes_it_out_again(sitting: Sitting) -> None:
    _rule(sitting, _span(sitting, "Janet Okafor", Action.KEEP))
    assert "Janet Okafor" in _said(sitting)
    sitting.undo("A", "0001", sitting.view("A", "0001").version)
    assert "Janet Okafor" not in _said(sitting)
    sitting.redo("A", "0001", sitting.view("A", "0001").version)
    assert "Janet Okafor" in _said(sitting)
    assert not sitting.view("A", "0001").can_redo


def test_undoing_gives_back_the_copy_to_the_byte(sitting: Sitting) -> None:
    before = sitting.view("A", "0001").made.files
    _rule(sitting, _span(sitting, "Leeds", Action.KEEP))
    assert sitting.view("A", "0001").made.files != before
    sitting.undo("A", "0001", sitting.view("A", "0001").version)
    assert sitting.view("A", "0001").made.files == before


def test_a_term_of_the_case_goes_from_every_record_and_takes_approvals_back(sitting: Sitting) -> None:
    _approve(sitting, "A", "0002")
    assert sitting.view("A", "0002").stage is Stage.SECOND
    _rule(sitting, Ruling(Scope.TERM, Action.REDACT, Why.MISSED, "Zorbleton", Kind.PLACE), case=True)
    assert "Zorbleton" not in _said(sitting, "0001")
    assert "Zorbleton" not in _said(sitting, "0002")
    assert sitting.view("A", "0002").stage is Stage.FIRST
    labels = {
        d.label
        for n in ("0001", "0002")
        for d in sitting.view("A", n).decisions
        if d.finding.recognisers == ("Reviewer",)
    }
    assert len(labels) == 1  # one thing has one label in the whole case


def test_a_new_sitting_finds_everything_as_it_was(sitting: Sitting, out: Path) -> None:
    _rule(sitting, _span(sitting, "Zorbleton", Action.REDACT))
    sitting.shown("A", "0001", [1])
    before = sitting.view("A", "0001")
    again = Sitting(Folder(out))
    after = again.view("A", "0001")
    again.close()
    assert after == before


def test_a_crash_between_a_ruling_and_its_copy_leaves_no_copy_that_says_more(sitting: Sitting, out: Path) -> None:
    ruling = _span(sitting, "Zorbleton", Action.REDACT)
    sitting._maker.make = None  # type: ignore[assignment, method-assign] # the power goes
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


def test_two_reviewers_at_once_are_told_and_nothing_is_lost(sitting: Sitting) -> None:
    seen = sitting.view("B", "0001").version
    _rule(sitting, _span(sitting, "Zorbleton", Action.REDACT), who="A")
    mine = _span(sitting, "Leeds", Action.KEEP)
    with pytest.raises(Conflict) as told:
        sitting.rule("B", "0001", [mine], seen)
    assert [event.who for event in told.value.theirs] == ["A"]
    sitting.rule("B", "0001", [mine], sitting.view("B", "0001").version)
    assert "Zorbleton" not in _said(sitting)
    assert "Leeds" in _said(sitting)


def test_protect_beats_a_reviewer_who_would_keep(sitting: Sitting, out: Path) -> None:
    from dataclasses import replace

    from sanitiser.review.kept import keep

    kept = load(out / "review", "0001")
    assert kept is not None
    decisions = tuple(
        replace(d, finding=replace(d.finding, recognisers=(PROTECTED,))) if d.finding.kind is Kind.SCHOOL else d
        for d in kept.decisions
    )
    keep(out / "review", replace(kept, decisions=decisions))
    again = Sitting(Folder(out))
    ruling = _span(again, "Quarry Mount Primary School", Action.KEEP)
    with pytest.raises(NotAllowed):
        _rule(again, ruling)
    with pytest.raises(NotAllowed):
        _rule(again, Ruling(Scope.TERM, Action.KEEP, Why.FAMILY, "quarry mount primary school"), case=True)
    again.close()


def _approve(sitting: Sitting, who: str, name: str) -> None:
    sitting.shown(who, name, [1])
    if sitting.view(who, name).blind:
        sitting.compare(who, name)
    sitting.approve(who, name, sitting.view(who, name).version)


def test_the_gate_opens_only_when_all_is_done_and_two_people_said_so(sitting: Sitting) -> None:
    def codes(who: str) -> set[str]:
        return {obstacle.code for obstacle in sitting.view(who, "0001").obstacles}

    assert codes("A") == {"undecided", "pages"}
    with pytest.raises(NotReady):
        sitting.approve("A", "0001", sitting.view("A", "0001").version)
    _rule(sitting, _span(sitting, "Roundhay", Action.REDACT))
    assert codes("A") == {"pages"}
    _approve(sitting, "A", "0001")
    assert codes("A") == {"same-person"}
    assert codes("B") == {"pages", "compare"}
    assert sitting.view("B", "0001").blind
    assert not sitting.view("A", "0001").blind
    with pytest.raises(NotReady):
        sitting.compare("B", "0001")
    _approve(sitting, "B", "0001")
    assert sitting.view("B", "0001").stage is Stage.APPROVED
    assert [kept.id for kept, _ in sitting.approved()] == ["0001"]


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


def test_what_was_decided_differently_elsewhere_is_listed(sitting: Sitting) -> None:
    _rule(sitting, _span(sitting, "Leeds", Action.KEEP))
    (one,) = sitting.elsewhere("0001")
    assert (one.text, one.here, one.there, one.records) == ("Leeds", Action.KEEP, Action.REDACT, ("0002",))
    assert [e.records for e in sitting.elsewhere("0002")] == [("0001",)]


def test_a_leftover_that_is_safe_is_not_listed_again_in_the_case(sitting: Sitting) -> None:
    assert "Zorbleton" in {left.text for left in sitting.view("A", "0002").leftovers}
    _rule(sitting, Ruling(Scope.LEFTOVER, Action.KEEP, Why.NOT_IDENTIFYING, "Zorbleton"), case=True)
    assert "Zorbleton" not in {left.text for left in sitting.view("A", "0002").leftovers}
    assert "Zorbleton" not in {left.text for left in sitting.view("A", "0001").leftovers}


def test_a_record_that_is_not_there_is_told_so(sitting: Sitting) -> None:
    for name in ("0003", "../0001", ""):
        with pytest.raises(NoRecord):
            sitting.view("A", name)


def test_a_decision_that_leaves_the_copy_as_it_is_lasts_too(sitting: Sitting, out: Path) -> None:
    _rule(sitting, _span(sitting, "Roundhay", Action.REDACT))
    again = Sitting(Folder(out))
    assert {d.action for d in again.view("A", "0001").decisions} == {Action.REDACT, Action.KEEP}
    assert next(line for line in again.lines() if line.id == "0001").open == 0
    again.close()
