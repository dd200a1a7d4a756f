"""The time of an answer does not tell how many other areas a case has, nor how much they hold.

One authority has an area in each of three cases: alone, with one other area, with five. Every other area holds many
records, lines, packs, concerns and people. The same requests go to the three cases in turn, so that the machine's own
moods fall on all alike, and the fastest tenths are compared by their ratio: what other work adds is not in them.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from sanitiser.store.base import new_id
from sanitiser.store.states import Role
from sanitiser.store.tables.cases import Subject, SubjectName
from sanitiser.store.tables.ledger import Concern, RecordRequest
from sanitiser.store.tables.records import Record
from sanitiser.store.tables.release import Pack
from tests.api.web import PDF, User, Web
from tests.service_kit import START, Kit, open_test_service

OTHERS = (0, 1, 5)
ROWS = 400
"""Of each kind, in every other area."""
OWN = 20
ROUNDS, TRIES = 60, 3
RATIO = 1.35
"""The slowest case over the fastest. A query through others' rows doubled the work; see the test that counts it."""


def fill(kit: Kit, case_id: str, area_id: str, count: int, first: int) -> None:
    """Rows of one area, as many of each kind."""
    with kit.service.act(kit.people["spoc"]) as act:
        ring = act.ring(case_id)
        for number in range(1, count + 1):
            where = {"case_id": case_id, "area_id": area_id, "number": number}
            row_id, made_by = new_id(), {"handed_by": "x", "created_at": START, "changed_at": START}
            name = ring.seal_text("a letter.pdf", "record", "name", row_id)
            record = Record(
                id=row_id,
                **where,
                **made_by,
                case_number=first + number,
                category="chronology",
                name_sealed=name,
                media_type="application/pdf",
                size=9,
                digest_index="0" * 64,
            )
            line = RecordRequest(
                id=new_id(), **where, nature="request", item="chronology", asked_by="x", requested_on=START.date()
            )
            pack = Pack(id=new_id(), **where, agency="school", state="released", made_by="x", released_at=START)
            concern = Concern(id=new_id(), **where, kind="other", reported_by="x", breach=True)
            subject_id, name_id = new_id(), new_id()
            sealed = ring.seal_text("Kezia", "subject", "name", subject_id)
            called = ring.seal_text("Kezia", "subject_name", "name", name_id)
            subject = Subject(id=subject_id, case_id=case_id, number=first + number, kind="child", name_sealed=sealed)
            act.session.add_all([record, line, pack, concern, subject])
            act.session.flush()
            act.session.add(SubjectName(id=name_id, subject_id=subject_id, area_id=area_id, name_sealed=called))


def build(web: Web, rows: int) -> list[str]:
    """The three cases; north's handle of each."""
    kit, handles = web.kit, []
    for other in range(max(OTHERS)):
        kit.person(f"other{other}", kit.tenant(f"other{other}"), Role.LA_SPOC)
    for others in OTHERS:
        case_id = kit.open_case(f"FAM-{others}")
        before = [kit.add_area(case_id, f"other{n}", reference=f"O{n}-{others}") for n in range(others // 2)]
        handles.append(kit.add_area(case_id, "north", present=True, reference=f"N-{others}"))
        after = [kit.add_area(case_id, f"other{n}", reference=f"O{n}-{others}") for n in range(others // 2, others)]
        for place, area_id in enumerate([*before, *after]):
            fill(kit, case_id, area_id, rows, (place + 1) * 10_000)
        fill(kit, case_id, handles[-1], OWN, 100_000)
        with kit.database.write() as session:
            from sanitiser.store.tables.cases import Area, Case

            session.get_one(Case, case_id).records_taken = 200_000
            area = session.get_one(Area, handles[-1])
            area.records_taken = area.lines_written = area.packs_made = OWN
    return handles


def doings(user: User, machine: User) -> dict[str, Callable[[str], Any]]:
    """What north does to a case."""
    said = {"nature": "request", "item": "chronology"}
    found: dict[str, Callable[[str], Any]] = {
        part or "/": lambda handle, part=part: user.get(f"/v1/cases/{handle}{part}")
        for part in (
            *("", "/records", "/requests", "/checklist", "/clocks", "/subjects", "/packs", "/concerns"),
            *("/ledger.csv", "/ledger.html", "/terms"),
        )
    }
    found["POST /requests"] = lambda handle: user.post(f"/v1/cases/{handle}/requests", json=said)
    found["POST /concerns"] = lambda handle: user.post(
        f"/v1/cases/{handle}/concerns", json={"kind": "other", "note": "n"}
    )
    found["POST /records"] = lambda handle: machine.upload(handle, PDF)
    return found


class Steps:
    """Counts the steps of SQLite's virtual machine: the work that a query is, whatever else the machine does."""

    def __init__(self, kit: Kit) -> None:
        self.count = 0
        event.listen(kit.database.engine, "connect", lambda raw, _record: raw.set_progress_handler(self._step, 1))
        # connections that exist already would not be counted
        kit.database.engine.dispose()

    def _step(self) -> int:
        self.count += 1
        return 0

    def of(self, do: Callable[[str], Any], handle: str) -> int:
        self.count = 0
        do(handle)
        return self.count


def test_the_database_does_the_same_work_whatever_others_have(embedded: Kit) -> None:
    """Within a hundredth: a query that went through the rows of other areas would do hundreds of steps more."""
    with Web(embedded) as web:
        handles = build(web, 100)
        steps = Steps(embedded)
        for name, do in doings(web.user("north"), web.user("north-system")).items():
            for handle in handles:
                do(handle)
            work = [steps.of(do, handle) for handle in handles]
            assert max(work) <= min(work) * 1.01 + 20, (name, dict(zip(OTHERS, work, strict=True)))


def measure(do: Callable[[str], Any], handles: list[str]) -> list[float]:
    """The fastest tenth of the times of one request, in milliseconds, for each case."""
    seconds: list[list[float]] = [[] for _ in OTHERS]
    for turn in range(ROUNDS + 3):
        for place in (*range(len(OTHERS)),)[:: 1 if turn % 2 else -1]:
            began = time.perf_counter()
            answer = do(handles[place])
            took = time.perf_counter() - began
            assert answer.status_code in (200, 201, 403), answer.text
            if turn >= 3:
                seconds[place].append(took)
    return [statistics.quantiles(one, n=10)[0] * 1000 for one in seconds]


@pytest.mark.proof
@pytest.mark.timeout(1200)
def test_the_time_of_an_answer_does_not_tell_of_other_areas(tmp_path: Path, database_url: str) -> None:
    kit = Kit(open_test_service(tmp_path, database_url, requests_per_minute=1_000_000)).populate()
    with Web(kit) as web:
        handles = build(web, ROWS)
        user, machine = web.user("north"), web.user("north-system")
        worst: dict[str, float] = {}
        for name, do in doings(user, machine).items():
            # a burst of other work passes, a leak stays: what is over the bound is measured again
            for _ in range(TRIES):
                deciles = measure(do, handles)
                worst[name] = max(deciles) / min(deciles)
                said = ", ".join(f"{others}: {ms:.2f} ms" for others, ms in zip(OTHERS, deciles, strict=True))
                print(f"{kit.database.engine.dialect.name} {name}: {said}; ratio {worst[name]:.2f}")
                if worst[name] < RATIO:
                    break
    kit.database.engine.dispose()
    assert max(worst.values()) < RATIO, worst
