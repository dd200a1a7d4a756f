"""What a reviewer decides, and why: closed lists, append-only, since the log of a review quotes them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sanitiser.domain.kinds import Action, Kind


class Scope(StrEnum):
    """What a ruling is about.

    SPAN: characters [start, end) of one record. TERM: a text wherever it stands in the case. LEFTOVER: a text that
    remains and is safe in this case. PICTURES: a reviewer looked at the pictures of a record, which stay removed.
    PAGE: a typed text, or a placeholder if it is empty, in place of page `start`, of the whole record if that is 0;
    KEEP gives the original back. PICTURE: words that stand before picture number `start`; KEEP takes them away.
    """

    SPAN = "span"
    TERM = "term"
    LEFTOVER = "leftover"
    PICTURES = "pictures"
    PAGE = "page"
    PICTURE = "picture"


class Why(StrEnum):
    """The reason code of a ruling."""

    CONFIRMED = "confirmed"
    MISSED = "missed"
    THIRD_PARTY = "third-party"
    PRECAUTION = "precaution"
    FAMILY = "family"
    NATIONAL = "national"
    ORDINARY_WORD = "ordinary-word"
    NEEDED_FOR_CARE = "needed-for-care"
    NOT_IDENTIFYING = "not-identifying"


REDACT_REASONS: Final = (Why.CONFIRMED, Why.MISSED, Why.THIRD_PARTY, Why.PRECAUTION)
KEEP_REASONS: Final = (Why.FAMILY, Why.NATIONAL, Why.ORDINARY_WORD, Why.NEEDED_FOR_CARE, Why.NOT_IDENTIFYING)
WORDS: Final = {
    Why.CONFIRMED: "It tells where",
    Why.MISSED: "It was missed",
    Why.THIRD_PARTY: "It is about a third party",
    Why.PRECAUTION: "To be safe",
    Why.FAMILY: "It is the family's own",
    Why.NATIONAL: "It is the same in the whole country",
    Why.ORDINARY_WORD: "It is an ordinary word",
    Why.NEEDED_FOR_CARE: "It is needed for care",
    Why.NOT_IDENTIFYING: "It tells nothing of a place",
}
"""The reason codes in plain words."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision of a reviewer. `action` is REDACT or KEEP; `kind` and `words` say what label an added text gets.

    `text` is the text that was ruled on, also of a span: a ruling whose text has gone elsewhere does nothing.
    """

    scope: Scope
    action: Action
    why: Why
    text: str = ""
    kind: Kind = Kind.PLACE
    words: str = ""
    start: int = 0
    end: int = 0
