"""The port of a reviewer's desk: what its pages ask, whether the records lie in a folder or in the service.

`who` is the reviewer as the desk knows people: a name on the laptop, an account's id in the service. `name` is a
record's. Every change is kept before it is answered, and a change of a record that somebody else changed since
`version` is told as a Conflict, so that nothing is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sanitiser.domain.finding import Decision
from sanitiser.domain.kinds import Action
from sanitiser.domain.verdict import Verdict
from sanitiser.errors import UsageError
from sanitiser.manifest.leftovers import Leftover
from sanitiser.review.gate import Obstacle, Stage
from sanitiser.review.kept import Kept
from sanitiser.review.log import Event, What
from sanitiser.review.making import Made
from sanitiser.review.rulings import Ruling


class Conflict(UsageError):
    """Somebody else changed the record since it was shown."""

    code = "conflict"
    http_status = 409
    title = "This record was changed while you were looking at it"
    remedy = "Another reviewer changed it. Nothing of theirs is lost: see what changed, then send yours again."

    def __init__(self, theirs: tuple[Event, ...] = ()) -> None:
        self.theirs = theirs
        if theirs and all(event.what is What.REMADE for event in theirs):
            super().__init__("the sanitiser made a newer copy", "Look at the newer copy, then send yours again.")
        else:
            super().__init__()


class NotAllowed(UsageError):
    """A ruling that a reviewer may not make."""

    code = "not-allowed"
    http_status = 422
    title = "The case file says that this must go"
    remedy = "Only a change of the case file and a new run can keep it."


class Blind(UsageError):
    """The second reviewer has not compared yet, and may not touch what the first one did."""

    code = "blind"
    http_status = 409
    title = "Look at the copy by itself first"
    remedy = "Look at every page, then compare with the first reviewer's decisions."


class NotReady(UsageError):
    """The gate is shut."""

    code = "not-ready"
    http_status = 409
    title = "The record cannot be approved yet"
    remedy = "Do what the page names, then approve."


class NoRecord(UsageError):
    """No record of this name can be reviewed."""

    code = "no-record"
    http_status = 404
    title = "There is no such record"
    remedy = "Choose one from the list."


@dataclass(frozen=True, slots=True)
class Line:
    """A record in the list."""

    id: str
    source: str
    status: str
    pages: int
    findings: int
    open: int
    reason: str = ""
    remedy: str = ""
    reviewable: bool = True


@dataclass(frozen=True, slots=True)
class View:
    """A record as one reviewer finds it now."""

    kept: Kept
    made: Made
    version: int
    stage: Stage
    blind: bool
    leftovers: tuple[Leftover, ...]
    obstacles: tuple[Obstacle, ...]
    shown: frozenset[int]
    pictures_seen: bool
    can_undo: bool
    can_redo: bool
    history: tuple[Event, ...]
    typed: tuple[tuple[int, str], ...] = ()
    """Pages (0: all) with what a reviewer typed in their place; empty: withheld."""
    described: tuple[tuple[int, str], ...] = ()
    """Pictures with a reviewer's words for them."""

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions as they stand, with their labels."""
        return self.made.decisions


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A text of this record that other records of the case treat differently; `titles` are what people call them."""

    text: str
    here: Action
    there: Action
    records: tuple[str, ...]
    titles: tuple[str, ...] = ()


class Desk(Protocol):
    """See the module. Safe for several threads."""

    @property
    def case(self) -> str:
        """The case's reference."""

    @property
    def four_eyes(self) -> bool:
        """Whether two people must approve."""

    @property
    def types(self) -> bool:
        """Whether pages can be withheld or typed here: where copies are typeset anew."""

    def take_up(self, name: str) -> None:
        """Open a record of which nothing was understood, so that it can be typed. Raises NoRecord."""

    def lines(self) -> tuple[Line, ...]:
        """Every record of the case; those that need somebody come first."""

    def title(self, name: str) -> str:
        """What people call a record."""

    def view(self, who: str, name: str) -> View:
        """A record for one reviewer. Raises NoRecord."""

    def original(self, kept: Kept) -> bytes:
        """The original file, untrusted; empty when it is gone."""

    def elsewhere(self, name: str) -> tuple[Elsewhere, ...]:
        """Texts of this record that were decided differently in other records of the case."""

    def rule(self, who: str, name: str, rulings: Sequence[Ruling], version: int, *, case: bool = False) -> None:
        """Take rulings on a record, or on the whole case; every copy that they change is made again.

        Raises NotAllowed for what the case's terms say must go, and Conflict.
        """

    def undo(self, who: str, name: str, version: int) -> None:
        """Take the last ruling that holds in the record back. Raises Conflict."""

    def redo(self, who: str, name: str, version: int) -> None:
        """Take back the last undoing. Raises Conflict."""

    def shown(self, who: str, name: str, pages: Sequence[int]) -> None:
        """Pages of a record were shown to a reviewer."""

    def compare(self, who: str, name: str) -> None:
        """The second reviewer has seen the copy by itself and now looks at the first one's decisions.

        Raises NotReady while there are pages that were not shown.
        """

    def approve(self, who: str, name: str, version: int) -> None:
        """Approve the copy as it stands. Raises NotReady while anything stands in the way, and Conflict."""

    def reopen(self, who: str, name: str) -> None:
        """Take the approvals back."""


def pages_of(kept: Kept) -> int:
    """The pages that a reviewer must see: those of a PDF; a text is one."""
    return max(1, kept.record.pages) if kept.record.media_type.value == "application/pdf" else 1


def verdict_of(made: Made) -> Verdict:
    """The verdicts on all files of a copy as one."""
    checks = tuple(check for verdict in made.verdicts for check in verdict.checks)
    readers = tuple(sorted({reader for verdict in made.verdicts for reader in verdict.readers}))
    return Verdict(bool(made.verdicts) and all(v.passed for v in made.verdicts), readers, checks)
