"""The states that things of the service pass through: closed enums with their transitions.

A state is written to the database by its value; a value that this version does not know reads as HELD, in which nothing
happens until somebody looks. Append-only.
"""

from enum import StrEnum
from typing import Final, Self

from sanitiser.errors import UsageError


class Role(StrEnum):
    """Who somebody is. Machines are case systems; people are all the others."""

    CASE_SYSTEM = "case-system"
    LA_SPOC = "la-spoc"
    UKPPS_SPOC = "ukpps-spoc"
    REVIEWER = "reviewer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


UKPPS_ROLES: Final = frozenset({Role.UKPPS_SPOC, Role.REVIEWER})
"""Those who may see drafts, findings and every area of a case."""

AREA_ROLES: Final = frozenset({Role.CASE_SYSTEM, Role.LA_SPOC})
"""Those who see one area of a case, their own."""


class _State(StrEnum):
    """A closed enum with a member HELD, which is what an unknown value reads as."""

    @classmethod
    def _missing_(cls, _value: object) -> Self:
        return cls("held")


class RecordState(_State):
    """Where a record stands."""

    QUEUED = "queued"
    WORKING = "working"
    IN_REVIEW = "in-review"
    SECOND_REVIEW = "second-review"
    APPROVED = "approved"
    RELEASED = "released"
    QUARANTINED = "quarantined"
    WITHHELD = "withheld"
    ERASED = "erased"
    HELD = "held"


_R = RecordState
RECORD_MOVES: Final[dict[RecordState, frozenset[RecordState]]] = {
    _R.QUEUED: frozenset({_R.WORKING, _R.QUARANTINED, _R.ERASED, _R.HELD}),
    _R.WORKING: frozenset({_R.QUEUED, _R.IN_REVIEW, _R.QUARANTINED, _R.ERASED, _R.HELD}),
    _R.IN_REVIEW: frozenset(
        {_R.QUEUED, _R.SECOND_REVIEW, _R.APPROVED, _R.QUARANTINED, _R.WITHHELD, _R.ERASED, _R.HELD}
    ),
    _R.SECOND_REVIEW: frozenset({_R.QUEUED, _R.IN_REVIEW, _R.APPROVED, _R.QUARANTINED, _R.ERASED, _R.HELD}),
    _R.APPROVED: frozenset({_R.QUEUED, _R.IN_REVIEW, _R.RELEASED, _R.QUARANTINED, _R.ERASED, _R.HELD}),
    _R.RELEASED: frozenset({_R.QUEUED, _R.IN_REVIEW, _R.QUARANTINED, _R.ERASED, _R.HELD}),
    _R.QUARANTINED: frozenset({_R.QUEUED, _R.WITHHELD, _R.ERASED, _R.HELD}),
    _R.WITHHELD: frozenset({_R.QUEUED, _R.IN_REVIEW, _R.APPROVED, _R.ERASED, _R.HELD}),
    _R.ERASED: frozenset(),
    _R.HELD: frozenset({_R.QUEUED, _R.ERASED}),
}


class PackState(_State):
    """Where a release pack stands; only an approved pack can be released, and only a released one fetched."""

    DRAFT = "draft"
    APPROVED = "approved"
    RELEASED = "released"
    RECALLED = "recalled"
    REPLACED = "replaced"
    HELD = "held"


_P = PackState
PACK_MOVES: Final[dict[PackState, frozenset[PackState]]] = {
    _P.DRAFT: frozenset({_P.APPROVED, _P.HELD}),
    _P.APPROVED: frozenset({_P.RELEASED, _P.DRAFT, _P.HELD}),
    _P.RELEASED: frozenset({_P.RECALLED, _P.REPLACED}),
    _P.RECALLED: frozenset({_P.REPLACED}),
    _P.REPLACED: frozenset(),
    _P.HELD: frozenset({_P.DRAFT}),
}


class JobState(_State):
    """Where a job stands."""

    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    HELD = "held"


class WrongState(UsageError):
    """What was asked cannot be done in the state that the thing is in."""

    code = "wrong-state"
    http_status = 409
    title = "This cannot be done in the present state"
    remedy = "Read the state again and do what comes before."


def move_record(old: RecordState, new: RecordState) -> RecordState:
    """The new state, if a record may pass from the old one to it."""
    if new not in RECORD_MOVES[old]:
        raise WrongState(f"record is {old}")
    return new


def move_pack(old: PackState, new: PackState) -> PackState:
    """The new state, if a pack may pass from the old one to it."""
    if new not in PACK_MOVES[old]:
        raise WrongState(f"pack is {old}")
    return new
