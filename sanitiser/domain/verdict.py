"""What the independent readers found in a copy."""

from dataclasses import dataclass

from sanitiser.domain.kinds import Kind


@dataclass(frozen=True, slots=True)
class Needle:
    """A text that must not be in the copy more than `allowed` times (the occurrences that decisions left)."""

    text: str
    kind: Kind
    allowed: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """One check by one reader; `detail` holds channel names and counts, never a document's text."""

    name: str
    passed: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A copy may exist only when `passed`."""

    passed: bool
    readers: tuple[str, ...]
    checks: tuple[Check, ...]
