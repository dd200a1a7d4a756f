"""What a reviewer's desk promises, whether its records lie in a folder or in the service."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sanitiser.domain.kinds import Action, Kind
from sanitiser.review.desk import Conflict, NoRecord, NotAllowed, NotReady
from sanitiser.review.gate import Stage
from sanitiser.review.rulings import Ruling, Scope, Why
from tests.review.desks import Desks, FolderDesks, ServiceDesks, said


@pytest.fixture(params=["folder", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def desks(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desks]:
    opened: Desks
    if request.param == "folder":
        opened = FolderDesks(request.getfixturevalue("out"))
        yield opened
        opened.close()
        return
    from tests.service_kit import Kit, open_test_service

    sqlite = f"sqlite:///{tmp_path}/store/test.db"
    url = sqlite if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
    service = open_test_service(tmp_path, url)
    opened = ServiceDesks(Kit(service).populate())
    yield opened
    opened.close()
    service.database.engine.dispose()


def span(desks: Desks, text: str, action: Action, name: str = "", kind: Kind = Kind.PLACE) -> Ruling:
    start = desks.desk.view(desks.people[0], name or desks.names[0]).kept.record.text.index(text)
    return Ruling(Scope.SPAN, action, Why.MISSED, text, kind, "", start, start + len(text))


def term(text: str, action: Action = Action.REDACT) -> Ruling:
    return Ruling(Scope.TERM, action, Why.MISSED, text, Kind.PLACE)


def rule(desks: Desks, *rulings: Ruling, who: int = 0, name: str = "", case: bool = False) -> None:
    person, record = desks.people[who], name or desks.names[0]
    desks.desk.rule(person, record, rulings, desks.desk.view(person, record).version, case=case)
    desks.work()


def approve(desks: Desks, who: int, name: str) -> None:
    person = desks.people[who]
    desks.desk.shown(person, name, [1])
    if desks.desk.view(person, name).blind:
        desks.desk.compare(person, name)
    desks.desk.approve(person, name, desks.desk.view(person, name).version)


def test_a_missed_text_that_is_added_is_gone_from_the_copy(desks: Desks) -> None:
    assert "Zorbleton" in said(desks, desks.names[0])
    rule(desks, span(desks, "Zorbleton", Action.REDACT))
    assert "Zorbleton" not in said(desks, desks.names[0])
    assert desks.desk.view(desks.people[0], desks.names[0]).made.refused is None


def test_a_kept_finding_stands_in_the_copy_and_undo_gives_the_old_copy_back_to_the_byte(desks: Desks) -> None:
    name, (ann, *_) = desks.names[0], desks.people
    before = desks.files(name)
    rule(desks, span(desks, "Janet Okafor", Action.KEEP))
    assert "Janet Okafor" in said(desks, name)
    desks.desk.undo(ann, name, desks.desk.view(ann, name).version)
    assert desks.files(name) == before
    desks.desk.redo(ann, name, desks.desk.view(ann, name).version)
    assert "Janet Okafor" in said(desks, name)
    view = desks.desk.view(ann, name)
    assert not view.can_redo
    assert [event.what for event in view.history] == ["rule", "undo", "redo"]


def test_a_term_of_the_case_goes_from_every_record_and_takes_approvals_back(desks: Desks) -> None:
    first, second = desks.names
    approve(desks, 0, second)
    assert desks.desk.view(desks.people[0], second).stage is Stage.SECOND
    rule(desks, term("Zorbleton"), case=True)
    assert "Zorbleton" not in said(desks, first)
    assert "Zorbleton" not in said(desks, second)
    assert desks.desk.view(desks.people[0], second).stage is Stage.FIRST
    labels = {
        d.label
        for n in desks.names
        for d in desks.desk.view(desks.people[0], n).decisions
        if d.finding.recognisers == ("Reviewer",)
    }
    assert len(labels) == 1  # one thing has one label in the whole case
    desks.desk.undo(desks.people[0], second, desks.desk.view(desks.people[0], second).version)
    desks.work()
    assert "Zorbleton" in said(desks, first)


def test_a_term_that_a_record_does_not_hold_leaves_its_approval(desks: Desks) -> None:
    second = desks.names[1]
    approve(desks, 0, second)
    approve(desks, 1, second)
    rule(desks, term("Quarry"), case=True)
    assert desks.desk.view(desks.people[2], second).stage is Stage.APPROVED


def test_a_new_desk_finds_everything_as_it_was(desks: Desks) -> None:
    name, ann = desks.names[0], desks.people[0]
    rule(desks, span(desks, "Zorbleton", Action.REDACT))
    desks.desk.shown(ann, name, [1])
    assert desks.again().view(ann, name) == desks.desk.view(ann, name)


def test_two_reviewers_at_once_are_told_and_nothing_is_lost(desks: Desks) -> None:
    name, (ann, bea, _) = desks.names[0], desks.people
    seen = desks.desk.view(bea, name).version
    rule(desks, span(desks, "Zorbleton", Action.REDACT))
    mine = span(desks, "Leeds", Action.KEEP)
    with pytest.raises(Conflict) as told:
        desks.desk.rule(bea, name, [mine], seen)
    assert [event.who for event in told.value.theirs] == [ann]
    with pytest.raises(Conflict):
        desks.desk.approve(bea, name, seen)
    desks.desk.rule(bea, name, [mine], desks.desk.view(bea, name).version)
    assert "Zorbleton" not in said(desks, name)
    assert "Leeds" in said(desks, name)


def test_protect_beats_a_reviewer_who_would_keep(desks: Desks) -> None:
    desks.protect("Quarry Mount Primary School")
    with pytest.raises(NotAllowed):
        rule(desks, span(desks, "Quarry Mount Primary School", Action.KEEP))
    with pytest.raises(NotAllowed):
        rule(desks, term("quarry mount primary school", Action.KEEP), case=True)


def test_the_gate_opens_only_when_all_is_done_and_two_people_said_so(desks: Desks) -> None:
    desk, name, (ann, bea, _) = desks.desk, desks.names[0], desks.people

    def codes(who: str) -> set[str]:
        return {obstacle.code for obstacle in desk.view(who, name).obstacles}

    assert codes(ann) == {"undecided", "pages"}
    with pytest.raises(NotReady):
        desk.approve(ann, name, desk.view(ann, name).version)
    rule(desks, span(desks, "Roundhay", Action.REDACT))
    assert codes(ann) == {"pages"}
    approve(desks, 0, name)
    assert codes(ann) == {"same-person"}
    assert codes(bea) == {"pages", "compare"}
    assert desk.view(bea, name).blind
    assert not desk.view(ann, name).blind
    with pytest.raises(NotReady):
        desk.compare(bea, name)
    with pytest.raises(NotReady):
        desk.approve(ann, name, desk.view(ann, name).version)
    approve(desks, 1, name)
    assert desk.view(bea, name).stage is Stage.APPROVED
    assert next(line for line in desk.lines() if line.id == name).status == "approved"


def test_an_approval_that_is_taken_back_stays_written(desks: Desks) -> None:
    name = desks.names[1]
    approve(desks, 0, name)
    desks.desk.reopen(desks.people[1], name)
    view = desks.desk.view(desks.people[0], name)
    assert view.stage is Stage.FIRST
    assert [event.what for event in view.history] == ["approve", "reopen"]


def test_what_was_decided_differently_elsewhere_is_listed(desks: Desks) -> None:
    first, second = desks.names
    rule(desks, span(desks, "Leeds", Action.KEEP))
    (one,) = desks.desk.elsewhere(first)
    assert (one.text, one.here, one.there, one.records) == ("Leeds", Action.KEEP, Action.REDACT, (second,))
    assert [e.records for e in desks.desk.elsewhere(second)] == [(first,)]
    assert [e.titles for e in desks.desk.elsewhere(second)] == [(desks.desk.title(first),)]


def test_a_leftover_that_is_safe_is_not_listed_again_in_the_case(desks: Desks) -> None:
    def left(name: str) -> set[str]:
        return {one.text for one in desks.desk.view(desks.people[0], name).leftovers}

    assert "Zorbleton" in left(desks.names[1])
    rule(desks, Ruling(Scope.LEFTOVER, Action.KEEP, Why.NOT_IDENTIFYING, "Zorbleton"), case=True)
    assert "Zorbleton" not in left(desks.names[0]) | left(desks.names[1])


def test_a_record_that_is_not_there_is_told_so(desks: Desks) -> None:
    for name in ("0003", "../0001", "", "a" * 26):
        with pytest.raises(NoRecord):
            desks.desk.view(desks.people[0], name)


def test_a_decision_that_leaves_the_copy_as_it_is_lasts_too(desks: Desks) -> None:
    name = desks.names[0]
    before = desks.files(name)
    rule(desks, span(desks, "Roundhay", Action.REDACT))
    assert desks.files(name) == before
    again = desks.again()
    assert {d.action for d in again.view(desks.people[0], name).decisions} == {Action.REDACT, Action.KEEP}
    assert next(line for line in again.lines() if line.id == name).open == 0


def test_nothing_asked_changes_nothing(desks: Desks) -> None:
    name, ann = desks.names[0], desks.people[0]
    before = desks.desk.view(ann, name)
    desks.desk.rule(ann, name, [], before.version)
    desks.desk.undo(ann, name, before.version)
    desks.desk.redo(ann, name, before.version)
    assert desks.desk.view(ann, name) == before
