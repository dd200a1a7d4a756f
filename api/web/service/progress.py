"""How far the work on a case's records is: how many are done, what is being worked on, how fast, how long still."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from sanitiser.casework import overview
from sanitiser.casework.sides import Side
from sanitiser.service import Act
from sanitiser.store.states import RecordState
from sanitiser.store.tables.records import Copy, Record

WINDOW: Final = timedelta(minutes=5)
"""Speed is measured over so long."""
LEAST: Final = 3
"""Copies that have to be made before anything is said of speed."""


@dataclass(frozen=True, slots=True)
class Working:
    """A record that is being worked on, and for how many seconds."""

    number: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of records; pages a second and seconds left where they are known."""

    total: int
    waiting: int
    working: tuple[Working, ...]
    pages_a_second: float | None
    seconds_left: int | None
    as_of: datetime

    @property
    def done(self) -> int:
        """Records that no worker has anything to do with now."""
        return self.total - self.waiting - len(self.working)

    @property
    def busy(self) -> bool:
        """Whether it goes on."""
        return self.done < self.total

    @property
    def left(self) -> str:
        """The time left in words."""
        if self.seconds_left is None:
            return ""
        minutes = round(self.seconds_left / 60)
        return "less than a minute" if minutes < 1 else "about a minute" if minutes == 1 else f"about {minutes} minutes"


def of_case(act: Act, found: Side) -> Progress:
    """See the module."""
    counts = overview.states_of(act, found)
    mine = Record.case_id == found.case.id
    at_work = select(Record.case_number, Record.changed_at).where(mine, Record.state == RecordState.WORKING.value)
    working = tuple(
        Working(number, max(0, int((act.at - since).total_seconds())))
        for number, since in act.session.execute(at_work.order_by(Record.case_number))
    )
    waiting = counts.get(RecordState.QUEUED, 0)
    speed, left = _speed(act, found, waiting + len(working))
    return Progress(sum(counts.values()), waiting, working, speed, left, act.at)


def _speed(act: Act, found: Side, still: int) -> tuple[float | None, int | None]:
    """Pages a second and seconds left, from the copies made in the last minutes."""
    if not still:
        return None, None
    made = select(func.count(), func.sum(Copy.pages), func.min(Copy.made_at)).join(Record, Record.id == Copy.record_id)
    recent = made.where(Record.case_id == found.case.id, Copy.made_at > act.at - WINDOW)
    copies, pages, first = act.session.execute(recent).one()
    seconds = (act.at - first).total_seconds() if first is not None else 0.0
    if copies < LEAST or seconds < 1:
        return None, None
    return int(pages or 0) / seconds, int(still * seconds / copies)
