"""Typed and withheld records at the service's desk: a worker searches what was typed, nothing else has to be trusted."""

from collections.abc import Iterator

import pytest

from sanitiser.domain.kinds import Action
from sanitiser.review.desk import NotReady
from sanitiser.review.rulings import Ruling, Scope, Why
from sanitiser.store.states import RecordState
from tests.review.desks import ServiceDesks, said
from tests.review.test_desk_contract import rule, span
from tests.service_kit import Kit


@pytest.fixture
def desks(embedded: Kit) -> Iterator[ServiceDesks]:
    opened = ServiceDesks(embedded)
    yield opened
    opened.close()


def state(desks: ServiceDesks, name: str) -> str:
    return desks.kit.record(name).state


def typed(text: str, page: int = 0, action: Action = Action.REDACT) -> Ruling:
    return Ruling(Scope.PAGE, action, Why.PRECAUTION, text, start=page)


def test_a_typed_record_takes_the_same_flow_through_a_worker(desks: ServiceDesks) -> None:
    """What is typed is searched like any record; giving the original back makes the old copy again."""
    name, ann = desks.names[0], desks.people[0]
    before = desks.files(name)
    desks.desk.rule(ann, name, [typed("Kezia fell in Leeds.")], desks.desk.view(ann, name).version)
    assert "busy" in {obstacle.code for obstacle in desks.desk.view(ann, name).obstacles}
    desks.work()
    assert said(desks, name) == "Kezia fell in [PLACE 1]."
    view = desks.desk.view(ann, name)
    assert view.typed == ((0, "Kezia fell in Leeds."),)
    assert "undecided" not in {obstacle.code for obstacle in view.obstacles}
    rule(desks, span(desks, "fell", Action.REDACT))
    assert "fell" not in said(desks, name)
    for _ in range(2):
        desks.desk.undo(ann, name, desks.desk.view(ann, name).version)
        desks.work()
    assert desks.files(name) == before


def test_a_record_that_nobody_could_read_is_taken_up_typed_and_withheld(desks: ServiceDesks) -> None:
    bad = desks.hand_over(b"%PDF-1.7 nonsense", "scan.pdf")
    desks.work()
    ann = desks.people[0]
    assert state(desks, bad) == RecordState.QUARANTINED
    reason = desks.kit.record(bad).reason
    desks.desk.take_up(bad)
    assert (state(desks, bad), desks.kit.record(bad).reason) == (RecordState.QUARANTINED, reason)
    view = desks.desk.view(ann, bad)
    assert view.made.refused is not None
    with pytest.raises(NotReady):
        desks.desk.approve(ann, bad, view.version)
    rule(desks, typed("She was seen in Leeds."), name=bad)
    assert said(desks, bad) == "She was seen in [PLACE 1]."
    assert state(desks, bad) == RecordState.IN_REVIEW
    rule(desks, typed(""), name=bad)
    assert said(desks, bad) == "[RECORD WITHHELD]"
    for _ in range(2):
        desks.desk.undo(ann, bad, desks.desk.view(ann, bad).version)
        desks.work()
    assert state(desks, bad) == RecordState.QUARANTINED
    assert desks.files(bad) == ()
