"""What the service asks of the engine that sanitises one record."""

from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class BriefTerm:
    """A text that must go in every form; `kind` and `label` as in a case file, empty for the defaults."""

    text: str
    kind: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class BriefRuling:
    """What a reviewer decided: on characters [start, end) of the record, or without them on every occurrence."""

    action: str
    text: str
    kind: str = ""
    label: str = ""
    start: int | None = None
    end: int | None = None
    page: int | None = None
    scope: str = "term"


@dataclass(frozen=True, slots=True)
class Brief:
    """What is known of the case when a record is sanitised. `state` is the case state (register, memory), or None."""

    reference: str
    identity: str
    keep: tuple[str, ...] = ()
    protect: tuple[BriefTerm, ...] = ()
    rulings: tuple[BriefRuling, ...] = ()
    state: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A copy that passed its verification.

    `entry` is the document's entry of the review manifest, `state` the case state with what this record added; the copy
    is what it would be had `state` been known before.
    """

    files: tuple[bytes, ...]
    media_type: str
    pages: int
    entry: dict[str, Any]
    state: dict[str, Any]
    review_needed: bool = True
    checks: tuple[str, ...] = field(default=())


class RecordEngine(Protocol):
    """Sanitises one record. Not for several threads at once."""

    @property
    def version(self) -> str:
        """The engine's version; copies of another version are made anew only when asked."""

    def digest(self, brief: Brief) -> str:
        """A digest of all that a copy depends on besides its record: policy, terms, memory and rulings.

        Numbers that the register gave to other names do not count: they change no copy that exists.
        """

    def read(self, untrusted: bytes) -> Any:
        """Understand the record, in a limited child that knows nothing of the case. Raises a Quarantine."""

    def make(self, untrusted: bytes, read: Any, brief: Brief) -> Made:
        """Detect, decide, number, copy and verify. Raises a Quarantine."""

    def close(self) -> None:
        """End the child processes."""
