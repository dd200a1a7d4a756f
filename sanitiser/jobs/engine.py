"""What the service asks of the engine that sanitises one record."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from sanitiser.jobs.crew import Refused
from sanitiser.review.rulings import Ruling


@dataclass(frozen=True, slots=True)
class BriefTerm:
    """A text that must go in every form; `kind` and `label` as in a case file, empty for the defaults."""

    text: str
    kind: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """What is known of the case when a record is sanitised. `state` is the case state (register, memory), or None."""

    reference: str
    identity: str
    keep: tuple[str, ...] = ()
    protect: tuple[BriefTerm, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    state: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A copy that passed its verification; with `refused` it did not, and there are no files.

    `entry` is the document's entry of the review manifest, `state` the case state with what this record added; the copy
    is what it would be had `state` been known before. Reviewers work from `papers`, the record as it was understood
    with the decisions before any ruling (sanitiser.review.kept), and `paper`, the decisions and verdicts of this copy
    (sanitiser.review.papers).
    """

    files: tuple[bytes, ...]
    media_type: str
    pages: int
    entry: dict[str, Any]
    state: dict[str, Any]
    review_needed: bool = True
    papers: bytes = field(default=b"", repr=False)
    paper: bytes = field(default=b"", repr=False)
    refused: Refused | None = None


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

    def unread(self, untrusted: bytes, media_type: str) -> Any:
        """A record of which nothing can be read, for what reviewers type in its place; `make` takes it too."""

    def make(self, untrusted: bytes, read: Any, brief: Brief) -> Made:
        """Detect, decide, number, copy and verify. Raises a Quarantine."""

    def close(self) -> None:
        """End the child processes."""
