"""Several reviewers and a worker at one time, on both databases: no deadlock, no lost ruling, no number given twice."""

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from sanitiser.domain.kinds import Action
from sanitiser.ledger.audit import verify
from sanitiser.review.desk import Conflict
from sanitiser.review.log import What
from sanitiser.store.tables.review import ReviewEvent
from tests.review.desks import ServiceDesks, said
from tests.review.test_desk_contract import span, term
from tests.service_kit import Kit


@pytest.fixture
def desks(kit: Kit) -> Iterator[ServiceDesks]:
    opened = ServiceDesks(kit)
    yield opened
    opened.close()


def test_reviewers_and_a_worker_at_one_time_lose_nothing(desks: ServiceDesks) -> None:
    """Each takes their own record, one rules on the whole case as well; whoever is told of a conflict sends again."""
    first, second = desks.names
    wanted = {
        desks.people[0]: [(first, span(desks, text, Action.REDACT)) for text in ("Zorbleton", "by bus", "seen in")],
        desks.people[1]: [(second, span(desks, text, Action.REDACT, second)) for text in ("family", "knows", "well")],
        desks.people[2]: [(second, term("social")), (first, term("goes"))],
    }
    errors: list[BaseException] = []

    def review(who: str) -> None:
        try:
            for name, ruling in wanted[who]:
                for _ in range(60):
                    try:
                        version = desks.desk.view(who, name).version
                        desks.desk.rule(who, name, [ruling], version, case=not ruling.end)
                        break
                    except Conflict:
                        continue
                else:
                    raise AssertionError(name)
        except BaseException as error:
            errors.append(error)

    ended = threading.Event()

    def work() -> None:
        while not ended.is_set():
            desks.work()
            ended.wait(0.2)

    worker = threading.Thread(target=work)
    people = [threading.Thread(target=review, args=(who,)) for who in wanted]
    for thread in (worker, *people):
        thread.start()
    for thread in people:
        thread.join(240)
    ended.set()
    worker.join(240)
    desks.work()
    assert errors == []
    with desks.kit.database.read() as session:
        events = list(session.scalars(select(ReviewEvent).order_by(ReviewEvent.number)))
        assert [event.number for event in events] == list(range(1, len(events) + 1))
        assert sum(event.what == What.RULE for event in events) == 8
        assert verify(session, desks.kit.service.vault.service(session)) > 8
    for name, gone in ((first, ("Zorbleton", "by bus", "seen in", "goes", "social")), (second, ("family", "knows"))):
        assert not [text for text in gone if text in said(desks, name)]
        assert desks.kit.record(name).state == "in-review"
    labels: dict[str, set[str]] = {}
    for name in desks.names:
        view = desks.desk.view(desks.people[0], name)
        for d in view.decisions:
            if d.label:
                labels.setdefault(d.label, set()).add(view.kept.record.text[d.finding.start : d.finding.end])
    assert all(len(texts) == 1 for texts in labels.values())
