"""The protocol's clocks: when something is due, and what is overdue. Each length is a setting.

Working days are Monday to Friday without the bank holidays of the nation that a setting names. Without one a date here
is never later than the true one.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from sanitiser.casework.sides import Side
from sanitiser.ledger.bank_holidays import bank_holidays
from sanitiser.service import Act
from sanitiser.settings import Clocks
from sanitiser.store.tables.cases import Area
from sanitiser.store.tables.ledger import Concern, Conference, RecordRequest
from sanitiser.store.tables.release import Pack

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Clock:
    """One thing with a date. `about` is the id of the line, pack or concern, or empty for the side itself."""

    kind: str
    about: str
    due: datetime
    done: bool
    overdue: bool


def add_working_days(start: date, days: int, settings: Clocks | None = None) -> date:
    """The day that many working days after `start`."""
    settings = settings or Clocks()
    at = start
    while days:
        at += timedelta(days=1)
        closed = at in bank_holidays(settings.bank_holidays, at.year) or at in settings.more_holidays
        days -= at.weekday() < SATURDAY and not closed
    return at


def clocks(act: Act, found: Side) -> list[Clock]:
    """The clocks of one side; the office sees those of every side of the case and the concerns'. By date."""
    if found.area is not None:
        running = _side_clocks(act, found, found.area)
    else:
        areas = act.session.scalars(select(Area).where(Area.case_id == found.case.id))
        running = [clock for area in areas for clock in _side_clocks(act, found, area)]
        running += _concern_clocks(act, found)
    return sorted(running, key=lambda clock: (clock.due, clock.kind, clock.about))


def _side_clocks(act: Act, found: Side, area: Area) -> list[Clock]:
    settings = act.service.settings.clocks
    running: list[Clock] = []
    if found.case.met_on is not None:
        due = found.case.met_on + timedelta(days=settings.spoc_named_days)
        running.append(_clock(act, "spoc-named", "", due, area.spoc_named_at is not None))
    released = select(Pack.released_at).where(Pack.area_id == area.id, Pack.released_at.is_not(None))
    first = act.session.scalars(released.order_by(Pack.released_at)).first()
    start = first if settings.transfer_conference_from == "documents" else area.created_at
    if start is not None:
        held = select(Conference.id).where(Conference.area_id == area.id, Conference.kind == "transfer-in")
        done = act.session.scalars(held).first() is not None
        due = add_working_days(start.date(), settings.transfer_conference_working_days, settings)
        if first is not None or done:
            running.append(_clock(act, "transfer-in-conference", "", due, done))
    disputed = select(RecordRequest).where(RecordRequest.area_id == area.id, RecordRequest.disputed_on.is_not(None))
    for line in act.session.scalars(disputed):
        if line.disputed_on is not None:
            due = add_working_days(line.disputed_on, settings.dispute_working_days, settings)
            running.append(_clock(act, "dispute", line.id, due, line.closed_on is not None))
    return running


def _concern_clocks(act: Act, found: Side) -> list[Clock]:
    hours = timedelta(hours=act.service.settings.clocks.ico_hours)
    running = []
    for concern in act.session.scalars(select(Concern).where(Concern.case_id == found.case.id, Concern.breach)):
        due = concern.known_at + hours
        told = concern.told_ico_at is not None
        running.append(Clock("ico", concern.id, due, told, not told and due < act.at))
    return running


def _clock(act: Act, kind: str, about: str, due: date, done: bool) -> Clock:
    end = datetime(due.year, due.month, due.day, 23, 59, 59, tzinfo=act.at.tzinfo)
    return Clock(kind, about, end, done, not done and end < act.at)
