"""The desk over the service: one case, its records in the store, reviewers by their accounts.

A change is written together with the copy that it makes, in one transaction, and only if nobody changed the record
meanwhile. When more than rulings has changed since a record was examined (a new term, a name learnt), the ruling is
kept and a worker makes the copy. What holds in the whole case reaches the other records through the workers too.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sanitiser.casework.cases import search_again
from sanitiser.casework.sides import Conflict as ClosedCase
from sanitiser.casework.sides import require, side
from sanitiser.ledger.audit import note
from sanitiser.people.accounts import NotSignedIn, actor_of
from sanitiser.review import lists
from sanitiser.review.approval import say_approved, take_back
from sanitiser.review.desk import Conflict, Elsewhere, Line, NoRecord, NotReady, View, pages_of
from sanitiser.review.gate import Obstacle
from sanitiser.review.kept import Kept
from sanitiser.review.log import What
from sanitiser.review.minutes import enter, lock_case
from sanitiser.review.opening import Opened, open_record, original_of, row_of
from sanitiser.review.room import Room
from sanitiser.review.rulings import Ruling
from sanitiser.review.seeing import Rules, check_allowed, check_version, obstacles_of, view_of
from sanitiser.review.turning import Turn, draw, keep, take_up
from sanitiser.service import Act, Actor, Service
from sanitiser.store.states import RecordState, Role
from sanitiser.store.tables.cases import Case
from sanitiser.store.tables.people import Account
from sanitiser.store.tables.records import Copy

TRIES = 5
"""How often a change is made again when something else of the case changed meanwhile."""
BUSY = Obstacle("busy", "The sanitiser is making this copy again. Load the page in a moment.")


class CaseDesk:
    """Implements Desk. `actor` opens it: a reviewer or SPOC of the case's own office. Raises NotFound, NotAllowed."""

    def __init__(self, service: Service, room: Room, actor: Actor, case_id: str) -> None:
        self._service, self._room, self._actor, self._case_id = service, room, actor, case_id
        with self._reading() as act:
            self.case = side(act, case_id).reference

    @property
    def four_eyes(self) -> bool:
        """Whether two people must approve."""
        return self._service.settings.four_eyes

    @property
    def types(self) -> bool:
        """Here copies are always typeset anew; a worker examines what is typed."""
        return True

    def take_up(self, name: str) -> None:
        """Open a record of which nothing was understood, so that it can be typed. Raises NoRecord."""
        with self._reading() as act:
            row = row_of(act, self._case_id, name)
            untrusted = original_of(act, self._room, row)
        with self._room.maker() as maker:
            pages = maker.pages(untrusted)
        with self._acting(self._actor.id.removeprefix("account:")) as (act, _):
            row = row_of(act, self._case_id, name, lock=True)
            copy = act.session.get(Copy, row.copy_id) if row.copy_id else None
            if copy is not None and copy.papers_id is not None:
                return
            if RecordState(row.state) is not RecordState.QUARANTINED or not untrusted:
                raise NoRecord
            take_up(act, self._room, row, pages)
            note(act, "review.taken-up", self._case_id, record=name)

    def lines(self) -> tuple[Line, ...]:
        """Every record of the case; those that need somebody come first."""
        with self._reading() as act:
            return lists.lines(act, self._case_id)

    def title(self, name: str) -> str:
        """Its number in the case."""
        with self._reading() as act:
            return str(row_of(act, self._case_id, name).case_number)

    def view(self, who: str, name: str) -> View:
        """A record for one reviewer. That somebody looked at a copy is noted once."""
        with self._reading() as act:
            opened = open_record(act, self._room, row_of(act, self._case_id, name))
            seen = view_of(who, opened.kept, opened.made, opened.log, self._rules(opened))
            seen = replace(seen, history=lists.named(act, seen.history))
        if self._room.first_look(who, opened.copy.id):
            with self._acting(who, closed=True) as (act, _):
                note(act, "review.opened", self._case_id, record=name, copy=opened.copy.id)
        return replace(seen, obstacles=(*seen.obstacles, BUSY)) if opened.busy else seen

    def original(self, kept: Kept) -> bytes:
        """The original file, untrusted; empty when it is gone."""
        with self._reading() as act:
            return original_of(act, self._room, row_of(act, self._case_id, kept.id))

    def elsewhere(self, name: str) -> tuple[Elsewhere, ...]:
        """Texts of this record that were decided differently in other records of the case."""
        with self._reading() as act:
            return lists.elsewhere(act, open_record(act, self._room, row_of(act, self._case_id, name)))

    def rule(self, who: str, name: str, rulings: Sequence[Ruling], version: int, *, case: bool = False) -> None:
        """Take rulings on a record, or on the whole case."""

        def turn(opened: Opened) -> Turn | None:
            for ruling in rulings:
                check_allowed(opened.kept, opened.made, ruling)
            return Turn(What.RULE, "" if case else name, tuple(rulings)) if rulings else None

        self._change(who, name, version, turn)

    def undo(self, who: str, name: str, version: int) -> None:
        """Take the last ruling that holds in the record back."""
        self._change(who, name, version, lambda opened: _turned(opened, What.UNDO))

    def redo(self, who: str, name: str, version: int) -> None:
        """Take back the last undoing."""
        self._change(who, name, version, lambda opened: _turned(opened, What.REDO))

    def shown(self, who: str, name: str, pages: Sequence[int]) -> None:
        """Pages of a record were shown to a reviewer."""
        with self._acting(who) as (act, case):
            opened = open_record(act, self._room, row_of(act, self._case_id, name))
            seen = opened.log.of(name).shown.get(who, set())
            new = tuple(sorted({page for page in pages if 1 <= page <= pages_of(opened.kept)} - seen))
            if new:
                enter(act, case, who, What.SHOWN, name, pages=new)

    def compare(self, who: str, name: str) -> None:
        """The second reviewer has seen the copy by itself and now looks at the first one's decisions."""
        with self._acting(who) as (act, case):
            opened = open_record(act, self._room, row_of(act, self._case_id, name))
            if len(opened.log.of(name).shown.get(who, set())) < pages_of(opened.kept):
                raise NotReady("look at every page first")
            enter(act, case, who, What.COMPARE, name)

    def approve(self, who: str, name: str, version: int) -> None:
        """Approve the copy as it stands."""
        with self._acting(who) as (act, case):
            opened = open_record(act, self._room, row_of(act, self._case_id, name, lock=True))
            check_version(opened.log, who, name, version)
            wrong = obstacles_of(who, opened.kept, opened.made, opened.log, self._rules(opened))
            if opened.busy or not opened.fresh:
                wrong = (*wrong, BUSY)
            if wrong:
                raise NotReady(" ".join(obstacle.words for obstacle in wrong))
            say_approved(act, case, opened.row, opened.copy, who)

    def reopen(self, who: str, name: str) -> None:
        """Take the approvals back."""
        with self._acting(who) as (act, case):
            take_back(act, case, row_of(act, self._case_id, name, lock=True), who)

    def _change(self, who: str, name: str, version: int, turn: Callable[[Opened], Turn | None]) -> None:
        """Draw the copy that a turn leads to outside of any transaction; keep both if nothing changed meanwhile."""
        for _ in range(TRIES):
            with self._reading() as act:
                opened = open_record(act, self._room, row_of(act, self._case_id, name))
            check_version(opened.log, who, name, version)
            wanted = turn(opened)
            if wanted is None:
                return
            drawn = draw(self._service, self._room, opened, wanted)
            with self._acting(who) as (act, case):
                if keep(act, self._room, case, opened, who, wanted, drawn):
                    if not wanted.record:
                        search_again(act, case)
                    return
        raise Conflict

    def _rules(self, opened: Opened) -> Rules:
        return Rules(self.four_eyes, opened.case)

    @contextmanager
    def _reading(self) -> Iterator[Act]:
        with self._service.act(self._actor, writes=False) as act:
            yield act

    @contextmanager
    def _acting(self, who: str, *, closed: bool = False) -> Iterator[tuple[Act, Case]]:
        """A transaction of one reviewer who holds the case's turn. Raises NotSignedIn, NotFound, NotAllowed."""
        with self._service.act(self._actor) as act:
            account = act.session.get(Account, who)
            if account is None or account.disabled:
                raise NotSignedIn
            mine = replace(act, actor=actor_of(account))
            require(mine.actor, Role.REVIEWER, Role.UKPPS_SPOC)
            found = side(mine, self._case_id)
            if found.case.state != "open" and not closed:
                raise ClosedCase("the case is closed")
            yield mine, lock_case(mine, self._case_id)


def _turned(opened: Opened, what: What) -> Turn | None:
    name = opened.kept.id
    event = opened.log.to_undo(name) if what is What.UNDO else opened.log.to_redo(name)
    return None if event is None else Turn(what, event.record, of=event.number)
