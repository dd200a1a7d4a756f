"""The service's desk: nothing is lost or left half-done, whatever workers and other people do meanwhile."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from sanitiser.casework import cases
from sanitiser.casework.sides import Conflict as ClosedCase
from sanitiser.casework.sides import NotAllowed as NoRole
from sanitiser.casework.sides import NotFound
from sanitiser.domain.kinds import Action, Kind
from sanitiser.errors import VerdictFailed
from sanitiser.jobs.crew import refusal
from sanitiser.ledger.audit import verify
from sanitiser.people.accounts import NotSignedIn
from sanitiser.review.casedesk import CaseDesk
from sanitiser.review.desk import Conflict, NotReady
from sanitiser.review.gate import Stage
from sanitiser.review.making import Maker
from sanitiser.store.states import RecordState
from sanitiser.store.tables.audit import AuditEntry
from sanitiser.store.tables.people import Account
from sanitiser.store.tables.records import Blob, Copy, CopyFile, FindingRow, Record
from sanitiser.store.tables.review import ReviewEvent
from tests.review.desks import ServiceDesks, said
from tests.review.test_desk_contract import approve, rule, span, term
from tests.service_kit import Kit


@pytest.fixture
def desks(embedded: Kit) -> Iterator[ServiceDesks]:
    opened = ServiceDesks(embedded)
    yield opened
    opened.close()


def state(desks: ServiceDesks, name: str) -> str:
    return desks.kit.record(name).state


def count(desks: ServiceDesks, table: type) -> int:
    with desks.kit.database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_another_office_and_other_roles_cannot_sit_down(desks: ServiceDesks) -> None:
    kit = desks.kit
    stranger = kit.person("stranger", kit.tenant("Another office", "ukpps"), kit.people["reviewer"].role)
    with pytest.raises(NotFound):
        CaseDesk(kit.service, desks.rooms[0], stranger, desks.case)
    for name in ("auditor", "admin"):
        with pytest.raises(NoRole):
            CaseDesk(kit.service, desks.rooms[0], kit.people[name], desks.case)
    view = desks.desk.view(desks.people[0], desks.names[0])
    for person in (stranger, kit.people["north"], kit.people["auditor"]):
        who = person.id.removeprefix("account:")
        with pytest.raises((NotFound, NoRole)):
            desks.desk.rule(who, desks.names[0], [term("Zorbleton")], view.version)
    assert count(desks, ReviewEvent) == 0


def test_a_record_of_another_case_is_not_on_this_desk(desks: ServiceDesks) -> None:
    other = desks.kit.open_case("FAM-0002")
    desk = CaseDesk(desks.kit.service, desks.rooms[0], desks.kit.people["reviewer"], other)
    assert desk.lines() == ()
    with pytest.raises(Exception, match="no such record"):
        desk.view(desks.people[0], desks.names[0])


def test_a_disabled_account_changes_nothing_more(desks: ServiceDesks) -> None:
    with desks.kit.database.write() as session:
        account = session.get(Account, desks.people[0])
        assert account is not None
        account.disabled = True
    with pytest.raises(NotSignedIn):
        desks.desk.shown(desks.people[0], desks.names[0], [1])


def test_a_closed_case_is_read_and_not_changed(desks: ServiceDesks) -> None:
    with desks.kit.service.act(desks.kit.people["spoc"]) as act:
        cases.close_case(act, desks.case)
    version = desks.desk.view(desks.people[0], desks.names[0]).version
    with pytest.raises(ClosedCase):
        desks.desk.rule(desks.people[0], desks.names[0], [term("Zorbleton")], version)


def test_a_ruling_and_its_copy_are_written_together_or_not_at_all(
    desks: ServiceDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, before = desks.names[0], desks.files(desks.names[0])
    ruling = span(desks, "Zorbleton", Action.REDACT)
    with monkeypatch.context() as patch:
        patch.setattr("sanitiser.review.turning.note_effect", None)  # the power goes in the last step
        with pytest.raises(TypeError):
            rule(desks, ruling)
    assert desks.files(name) == before
    assert count(desks, ReviewEvent) == 0
    rule(desks, ruling)
    assert "Zorbleton" not in said(desks, name)


def test_what_was_sealed_says_nothing_in_the_clear(desks: ServiceDesks) -> None:
    rule(desks, span(desks, "Zorbleton", Action.REDACT))
    with desks.kit.database.read() as session:
        (event,) = session.scalars(select(ReviewEvent))
        assert event.said_sealed is not None
        assert b"Zorbleton" not in event.said_sealed
        assert all(b"Zorbleton" not in (copy.paper_sealed or b"") for copy in session.scalars(select(Copy)))


def test_a_ruling_while_the_case_knows_more_is_kept_and_a_worker_makes_the_copy(desks: ServiceDesks) -> None:
    """A new term is not searched for yet: the desk cannot make the copy, and says so; nothing is lost."""
    name, ann = desks.names[0], desks.people[0]
    desks.kit.add_term(desks.case, "by bus", "protect", "AREA_CLUE")
    desks.desk.rule(ann, name, [span(desks, "Zorbleton", Action.REDACT)], desks.desk.view(ann, name).version)
    assert state(desks, name) == RecordState.QUEUED
    assert "busy" in {obstacle.code for obstacle in desks.desk.view(ann, name).obstacles}
    desks.work()
    assert "Zorbleton" not in said(desks, name)
    assert "by bus" not in said(desks, name)
    assert state(desks, name) == RecordState.IN_REVIEW


def test_a_newer_copy_of_the_engine_is_told_and_takes_approvals_back(desks: ServiceDesks) -> None:
    second, (ann, bea, _) = desks.names[1], desks.people
    approve(desks, 0, second)
    approve(desks, 1, second)
    assert state(desks, second) == RecordState.APPROVED
    seen = desks.desk.view(bea, second).version
    desks.kit.add_term(desks.case, "knows", "protect", "PLACE")
    desks.work()
    assert state(desks, second) == RecordState.IN_REVIEW
    view = desks.desk.view(ann, second)
    assert view.stage is Stage.FIRST
    assert (view.history[-1].what, view.history[-1].who) == ("remade", "The sanitiser")
    with pytest.raises(Conflict, match="newer copy"):
        desks.desk.approve(bea, second, seen)


def test_a_record_that_waits_for_a_worker_cannot_be_approved(desks: ServiceDesks) -> None:
    second, ann = desks.names[1], desks.people[0]
    desks.desk.shown(ann, second, [1])
    desks.kit.add_term(desks.case, "knows", "protect", "PLACE")
    with pytest.raises(NotReady):
        desks.desk.approve(ann, second, desks.desk.view(ann, second).version)


def test_a_second_review_survives_another_search_that_changes_nothing(desks: ServiceDesks) -> None:
    second = desks.names[1]
    approve(desks, 0, second)
    desks.kit.add_term(desks.case, "nowhere at all", "protect", "PLACE")
    desks.work()
    assert state(desks, second) == RecordState.SECOND_REVIEW
    assert desks.desk.view(desks.people[1], second).blind


def test_a_copy_that_fails_is_quarantined_and_can_be_mended(
    desks: ServiceDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, ann = desks.names[0], desks.people[0]
    make = Maker.make

    def failing(self: Maker, *given: object) -> object:
        made = make(self, *given)  # type: ignore[arg-type]
        return replace(made, names=(), files=(), verdicts=(), refused=refusal(VerdictFailed("residue")))

    with monkeypatch.context() as patch:
        patch.setattr(Maker, "make", failing)
        rule(desks, span(desks, "Zorbleton", Action.REDACT))
    row = desks.kit.record(name)
    assert (row.state, row.reason) == (RecordState.QUARANTINED, "verdict-failed")
    assert desks.files(name) == ()
    view = desks.desk.view(ann, name)
    assert view.made.refused is not None
    assert "verdict" in {obstacle.code for obstacle in view.obstacles}
    desks.desk.undo(ann, name, view.version)
    assert state(desks, name) == RecordState.IN_REVIEW
    assert "Zorbleton" in said(desks, name)


def test_a_draft_that_is_overtaken_leaves_its_row_alone_and_an_approved_one_all(desks: ServiceDesks) -> None:
    name, second = desks.names
    before = count(desks, Blob), count(desks, CopyFile), count(desks, FindingRow)
    for text in ("Zorbleton", "by bus", "seen"):
        rule(desks, span(desks, text, Action.REDACT))
    assert (count(desks, Blob), count(desks, CopyFile)) == before[:2]
    assert count(desks, FindingRow) == before[2] + 3
    with desks.kit.database.read() as session:
        assert len(list(session.scalars(select(Copy).where(Copy.record_id == name)))) == 4
        stored = {str(item["path"]) for batch in desks.kit.service.blobs._backend.list() for item in batch}
        assert len(stored) == before[0]
    approve(desks, 0, second)
    approve(desks, 1, second)
    desks.desk.reopen(desks.people[0], second)
    assert count(desks, CopyFile) == before[1]


def test_every_step_is_in_the_audit(desks: ServiceDesks) -> None:
    second, (ann, bea, _) = desks.names[1], desks.people
    rule(desks, term("Zorbleton"), case=True)
    desks.desk.undo(ann, second, desks.desk.view(ann, second).version)
    desks.work()
    desks.desk.redo(ann, second, desks.desk.view(ann, second).version)
    desks.work()
    approve(desks, 0, second)
    approve(desks, 1, second)
    desks.desk.reopen(bea, second)
    with desks.kit.database.read() as session:
        events = [entry.event for entry in session.scalars(select(AuditEntry))]
        assert verify(session, desks.kit.service.vault.service(session)) == len(events)
    for action in ("opened", "ruled", "undone", "redone", "shown", "compared", "approved", "reopened"):
        assert any(f'"review.{action}"' in event and "account:" in event for event in events), action
    assert not any("Zorbleton" in event for event in events)


def test_the_approval_of_the_interface_and_of_the_desk_are_one(desks: ServiceDesks) -> None:
    """A first approval through the API, the second at the desk."""
    from sanitiser.review import approval

    second = desks.names[1]
    with desks.kit.service.act(desks.kit.people["reviewer"]) as act:
        row = act.session.get(Record, second)
        assert row is not None
        approval.approve(act, second, str(row.copy_id), "1")
    assert desks.desk.view(desks.people[1], second).blind
    approve(desks, 1, second)
    assert state(desks, second) == RecordState.APPROVED


def test_one_thing_has_one_number_however_it_is_found(desks: ServiceDesks) -> None:
    """The desk and a worker number at one time: neither gives a number that the other gave."""
    second = desks.names[1]
    rule(desks, span(desks, "Zorbleton", Action.REDACT))
    rule(desks, span(desks, "family", Action.REDACT, second), name=second)
    labels = {
        d.label: desks.desk.view(desks.people[0], name).kept.record.text[d.finding.start : d.finding.end]
        for name in desks.names
        for d in desks.desk.view(desks.people[0], name).decisions
        if d.finding.kind is Kind.PLACE and d.label
    }
    assert sorted(labels.values()) == ["Leeds", "Zorbleton", "family"]


def test_a_ruling_in_the_whole_case_reaches_the_others_without_reading_them_again(
    desks: ServiceDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker makes their copies from what was kept; one that the ruling leaves as it is keeps its approval."""
    first, second = desks.names
    approve(desks, 0, second)
    approve(desks, 1, second)
    monkeypatch.setattr(desks.engine, "read", None)
    rule(desks, term("Quarry"), case=True)
    assert state(desks, second) == RecordState.APPROVED
    rule(desks, term("Zorbleton"), case=True)
    assert "Zorbleton" not in said(desks, second)
    assert state(desks, second) == RecordState.IN_REVIEW
    assert desks.desk.view(desks.people[0], second).history[-1].what == "remade"
    assert state(desks, first) == RecordState.IN_REVIEW


def test_urgent_records_come_first_among_those_that_wait_for_somebody(desks: ServiceDesks) -> None:
    first, second = desks.names
    assert [line.id for line in desks.desk.lines()] == [first, second]
    with desks.kit.database.write() as session:
        row = session.get(Record, second)
        assert row is not None
        row.urgent = True
    assert [line.id for line in desks.desk.lines()] == [second, first]
    approve(desks, 0, second)
    approve(desks, 1, second)
    assert [line.id for line in desks.desk.lines()] == [first, second]
