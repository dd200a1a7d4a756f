"""Sanitising in the service: once, from what is known at the end, and again when that changes."""

import pytest
from sqlalchemy import func, select

from sanitiser.casework import cases, records
from sanitiser.jobs.engine import Brief, Made
from sanitiser.store.states import RecordState
from sanitiser.store.tables.records import Blob, Copy, Effect, FindingRow
from tests.fake_engine import FakeEngine
from tests.service_kit import Kit


def count(kit: Kit, table: type) -> int:
    with kit.database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_record_becomes_a_draft_with_its_findings(kit: Kit) -> None:
    """From the hand-over to the review, with the finding's text sealed."""
    case_id = kit.open_case()
    area = kit.add_area(case_id, "north")
    record = kit.hand_over("north-system", area, b"Kezia went to Thornbridge School in May.")
    assert kit.record(record).state == RecordState.QUEUED.value
    kit.work()
    row = kit.record(record)
    assert (row.state, row.side_state) == (RecordState.IN_REVIEW.value, "accepted")
    assert kit.copy_text(record) == "Kezia went to [SCHOOL 1] in May."
    with kit.database.read() as session:
        (finding,) = session.scalars(select(FindingRow))
        assert b"Thornbridge" not in finding.text_sealed
        ring = kit.service.vault.case(session, case_id)
        assert ring.open_text(finding.text_sealed, "finding", "text", finding.id) == "Thornbridge School"


def test_doing_a_job_again_makes_nothing_twice(kit: Kit) -> None:
    """At least once from the queue, once from the ledger."""
    case_id = kit.open_case()
    record = kit.hand_over("north", kit.add_area(case_id, "north"), b"Thornbridge School")
    kit.work()
    for _ in range(3):
        with kit.database.write() as session:
            kit.service.queue.enqueue(session, records.TASK, record)
        kit.work()
    assert (count(kit, Copy), count(kit, Effect), count(kit, Blob)) == (1, 1, 2)
    assert kit.record(record).state == RecordState.IN_REVIEW.value


def test_a_name_found_in_one_record_goes_from_all(kit: Kit) -> None:
    """An earlier record is made again when a later one teaches the case a name; labels keep their numbers."""
    case_id = kit.open_case()
    north, south = kit.add_area(case_id, "north"), kit.add_area(case_id, "south", present=True)
    first = kit.hand_over("north", north, b"At Ashdown School. Ashdown School!")
    kit.work()
    second = kit.hand_over("south", south, b"Now at Birchwood School, was at Ashdown School.")
    kit.work()
    assert kit.copy_text(first) == "At [SCHOOL 1]. [SCHOOL 1]!"
    assert kit.copy_text(second) == "Now at [SCHOOL 2], was at [SCHOOL 1]."
    assert {kit.record(first).state, kit.record(second).state} == {RecordState.IN_REVIEW.value}


def test_a_new_term_searches_every_record_again_and_unchanged_copies_stay_approved(kit: Kit) -> None:
    """The approved record without the term stays approved; the one with it goes back to review."""
    case_id = kit.open_case()
    area = kit.add_area(case_id, "north")
    plain, betraying = (kit.hand_over("north", area, text) for text in (b"Nothing here.", b"By the river Wend."))
    kit.work()
    with kit.database.write() as session:
        for copy in session.scalars(select(Copy)):
            copy.approved_at = kit.clock.at
        for record in (plain, betraying):
            row = session.get(records.Record, record)
            assert row is not None
            row.state = RecordState.APPROVED.value
    kit.add_term(case_id, "river Wend")
    kit.work()
    assert kit.record(plain).state == RecordState.APPROVED.value
    assert kit.record(betraying).state == RecordState.IN_REVIEW.value
    assert kit.copy_text(betraying) == "By the [PLACE 1]."


@pytest.mark.parametrize(
    ("content", "state", "side"),
    [
        (b"QUARANTINE", RecordState.QUARANTINED, ("quarantined", "damaged")),
        (b"UNVERIFIED", RecordState.QUARANTINED, ("accepted", "")),
        (b"FAIL", RecordState.HELD, ("received", "")),
    ],
)
def test_a_record_that_cannot_be_done_ends_only_its_own_job(
    kit: Kit, content: bytes, state: RecordState, side: tuple[str, str]
) -> None:
    """The next record is done; the side that handed it over is told only what is wrong with the file itself."""
    area = kit.add_area(kit.open_case(), "north")
    bad = kit.hand_over("north", area, content)
    good = kit.hand_over("north", area, b"fine")
    for _ in range(30):
        kit.work()
    row = kit.record(bad)
    assert (row.state, row.side_state, row.side_reason) == (state.value, *side)
    assert row.copy_id is None
    assert row.remedy
    assert kit.copy_text(good) == "fine"


def test_what_changes_while_a_copy_is_made_is_in_the_copy(kit: Kit) -> None:
    """A term that is added in mid-making: the copy is made again before anything is written."""
    case_id = kit.open_case()
    area = kit.add_area(case_id, "north")

    class Interrupted(FakeEngine):
        def make(self, untrusted: bytes, read: str, brief: Brief) -> Made:
            if self.makes == 0:
                with kit.service.act(kit.people["spoc"]) as act:
                    cases.add_term(act, case_id, cases.Term("", "protect", "the mill", "PLACE"))
            return super().make(untrusted, read, brief)

    kit.engine = Interrupted()
    record = kit.hand_over("north", area, b"by the mill")
    kit.work()
    assert kit.copy_text(record) == "by [PLACE 1]"
    assert count(kit, Copy) == 1
    assert kit.engine.makes == 2
    assert kit.engine.reads == 1
