"""Findings and decisions: what betrays a location, and what is done about it."""

from dataclasses import dataclass
from enum import StrEnum

from sanitiser.domain.kinds import Action, Kind


@dataclass(frozen=True, slots=True)
class Finding:
    """Characters [start, end) of Record.text that betray a location; may cross segments (an address over three
    paragraphs).

    `score` is 0..1. `recognisers` and `explanation` say who found it and why, in plain words.
    `entity` is the canonical key of the thing named ('gss:E08000035'); findings with one key share one label. Empty:
    the normalised text is the key. `words` are the label's words, from LABEL_WORDS of the kind; empty: the kind's own.
    `sure` findings enter the case memory, so that the name is found everywhere in the case.
    """

    start: int
    end: int
    kind: Kind
    score: float
    recognisers: tuple[str, ...]
    explanation: str
    entity: str = ""
    words: str = ""
    sure: bool = False


class Reason(StrEnum):
    """Why a decision was taken; append-only, manifests quote it."""

    POLICY = "policy"
    PROTECT = "protect"
    KEEP_LIST = "keep-list"
    PART_OF_KEPT_NAME = "part-of-kept-name"
    UNKNOWN_PERSON = "unknown-person"
    IDENTITY_CHANGED = "identity-changed"
    BELOW_THRESHOLD = "below-threshold"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done with one finding after overlaps are resolved. `label` is empty until numbered, and for KEEP.

    Decisions of a record are in order of position and do not overlap. `joined` findings were merged into this one.
    """

    finding: Finding
    action: Action
    reason: Reason
    entity: str
    words: str
    label: str = ""
    joined: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Replacement:
    """What the redaction stage is told, and all that it is told:

    Characters [start, end) of Record.text become `label`.
    """

    start: int
    end: int
    label: str
