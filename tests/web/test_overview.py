"""The office's lists on both kinds of database: urgent first, nothing twice, nothing left out, nothing of another office."""

from api.web.service import progress
from sanitiser.casework import overview, sides
from sanitiser.store.states import RecordState, Role
from tests.api.web import PDF
from tests.service_kit import Kit


def test_cases_come_page_by_page_with_urgent_ones_first(kit: Kit) -> None:
    cases = {name: kit.open_case(name) for name in ("FAM-3", "FAM-1", "FAM-2", "FAM-10%", "FAM-4_")}
    for side, name in (("north", "FAM-4_"), ("south", "FAM-2")):
        area = kit.add_area(cases[name], side)
        kit.hand_over(side, area, PDF + b"x", urgent=True)
        kit.hand_over(side, area, PDF + b"QUARANTINE")
    stranger = kit.person("stranger", kit.tenant("Another office", "ukpps"), Role.UKPPS_SPOC)
    with kit.service.act(kit.people["reviewer"], writes=False) as act:
        seen, after = [], ""
        while lines := overview.case_lines(act, after, 2):
            seen += [line.reference for line in lines]
            after = lines[-1].cursor
        assert seen == ["FAM-2", "FAM-4_", "FAM-1", "FAM-10%", "FAM-3"]
        first = overview.case_lines(act, limit=1)[0]
        assert (first.records, first.busy, first.urgent, first.stuck) == (2, 2, 1, 0)
        assert [line.reference for line in overview.case_lines(act, text="%")] == ["FAM-10%"]
        assert [line.reference for line in overview.case_lines(act, text="fam-4_")] == ["FAM-4_"]
        assert overview.case_lines(act, closed=True) == []
    with kit.service.act(stranger, writes=False) as act:
        assert overview.case_lines(act) == []
    kit.work()
    with kit.service.act(kit.people["spoc"], writes=False) as act:
        line = overview.case_lines(act, limit=1)[0]
        assert (line.busy, line.to_review, line.stuck, line.urgent) == (0, 1, 1, 1)


def test_records_come_page_by_page_and_by_state(kit: Kit) -> None:
    case = kit.open_case()
    area = kit.add_area(case, "north")
    texts = [(b"one", False), (b"QUARANTINE", False), (b"three", True), (b"four", False)]
    ids = [kit.hand_over("north", area, PDF + text, urgent=urgent) for text, urgent in texts]
    kit.work()
    with kit.service.act(kit.people["spoc"], writes=False) as act:
        found = sides.side(act, case)
        seen, after = [], ""
        while rows := overview.record_rows(act, found, after=after, limit=2):
            seen += [row.id for row in rows]
            after = overview.cursor_of(rows[-1])
        assert seen == [ids[2], ids[0], ids[1], ids[3]]
        assert [row.id for row in overview.record_rows(act, found, overview.STUCK)] == [ids[1]]
        assert overview.states_of(act, found) == {RecordState.IN_REVIEW: 3, RecordState.QUARANTINED: 1}


def test_the_speed_is_told_once_it_is_known(kit: Kit) -> None:
    """Three copies of a page each in a minute: with two records waiting, forty seconds are left."""
    from datetime import timedelta

    case = kit.open_case()
    area = kit.add_area(case, "north")
    for number in range(3):
        kit.hand_over("north", area, PDF + b"%d" % number)
    with kit.service.act(kit.people["spoc"], writes=False) as act:
        before = progress.of_case(act, sides.side(act, case))
    assert (before.done, before.waiting, before.pages_a_second) == (0, 3, None)
    kit.work()
    for number in range(2):
        kit.hand_over("north", area, PDF + b"later %d" % number)
    kit.clock.at += timedelta(minutes=1)
    with kit.service.act(kit.people["spoc"], writes=False) as act:
        told = progress.of_case(act, sides.side(act, case))
    assert (told.done, told.total, told.pages_a_second, told.seconds_left) == (3, 5, 0.05, 40)
    assert told.left == "about a minute"
    kit.work()
    with kit.service.act(kit.people["spoc"], writes=False) as act:
        assert not progress.of_case(act, sides.side(act, case)).busy
