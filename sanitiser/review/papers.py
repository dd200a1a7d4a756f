"""What is remembered of a copy beside its files: its decisions and what readers found; confidential, append-only."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from sanitiser.domain.finding import Decision
from sanitiser.domain.verdict import Verdict
from sanitiser.jobs.crew import Refused


@dataclass(frozen=True, slots=True)
class Paper:
    """A copy's decisions, the names and digests of its files, what readers found, or why there is none.

    `typed` is the digest of the pages that reviewers typed.
    """

    decisions: tuple[Decision, ...]
    names: tuple[str, ...]
    digests: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    refused: Refused | None = None
    typed: str = ""


_PAPER: TypeAdapter[Paper] = TypeAdapter(Paper)


def dump(paper: Paper) -> bytes:
    """As JSON."""
    return _PAPER.dump_json(paper)


def parse(data: bytes) -> Paper:
    """What `dump` wrote. Raises pydantic's ValidationError."""
    return _PAPER.validate_json(data)
