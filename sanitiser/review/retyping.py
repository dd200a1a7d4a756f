"""Records with the pages that reviewers withheld or typed: what the log says of them, put into the record."""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from sanitiser.domain.document import Document
from sanitiser.domain.finding import Decision, Finding, Reason
from sanitiser.domain.kinds import Action
from sanitiser.domain.record import MediaType, Record
from sanitiser.jobs.crew import Refused
from sanitiser.review.kept import Kept
from sanitiser.review.rulings import Ruling, Scope
from sanitiser.review.typed import CHANNEL, Amended, amend, describe

Examine = Callable[[str], tuple[Decision, ...]]
"""What is decided on in a typed text."""


NOT_READ: Final = Refused("not-read", "Nothing of this record was understood", "Type its text, or withhold it.")


def typed_pages(rulings: Sequence[Ruling]) -> dict[int, str]:
    """The text in place of each page, the last word on each; a whole record (0) leaves no page."""
    pages: dict[int, str] = {}
    for ruling in rulings:
        if ruling.scope is not Scope.PAGE:
            continue
        if ruling.action is Action.KEEP:
            pages.pop(ruling.start, None)
        elif ruling.start == 0:
            pages = {0: ruling.text}
        elif 0 not in pages:
            pages[ruling.start] = ruling.text
    return pages


def described(rulings: Sequence[Ruling]) -> dict[int, str]:
    """The words for each picture, by its number."""
    words: dict[int, str] = {}
    for ruling in rulings:
        if ruling.scope is Scope.PICTURE and ruling.action is Action.KEEP:
            words.pop(ruling.start, None)
        elif ruling.scope is Scope.PICTURE:
            words[ruling.start] = ruling.text
    return words


def key(rulings: Sequence[Ruling]) -> str:
    """What of a copy depends on typed pages and words for pictures, as a digest; empty where there are none."""
    typed = sorted(typed_pages(rulings).items()), sorted(described(rulings).items())
    return hashlib.sha256(repr(typed).encode("utf-8", "backslashreplace")).hexdigest() if any(typed) else ""


def retyped(kept: Kept, rulings: Sequence[Ruling], examine: Examine) -> Kept:
    """The record as reviewers typed it, with what was decided on in the typed text.

    In the order in which they typed, so that what was ruled on in a typed text mostly stays where it was; where it does
    not, that ruling does nothing and the engine's own decision shows again.
    """
    record, decisions = kept.record, list(kept.decisions)

    def take(amended: Amended) -> Record:
        if amended.end > amended.start:
            said = amended.record.text[amended.start : amended.end]
            decisions.extend(_moved(decision, amended.start) for decision in examine(said))
        return amended.record

    for number, words in described(rulings).items():
        record = take(describe(record, number, words))
    for page, text in typed_pages(rulings).items():
        amended = amend(record, page, text)
        record = take(amended) if text else amended.record
    return kept if record is kept.record else replace(kept, record=record, decisions=tuple(decisions))


def settled(record: Record, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """What stood on a page that is gone needs nobody's decision any more."""
    gone = sorted((s.start, s.end) for s in record.segments if s.channel == CHANNEL)
    if not gone:
        return tuple(decisions)
    starts = [start for start, _ in gone]

    def inside(decision: Decision) -> bool:
        near = bisect_right(starts, decision.finding.start) - 1
        return near >= 0 and decision.finding.end <= gone[near][1]

    return tuple(
        replace(d, action=Action.REDACT, reason=Reason.REVIEWER) if d.action is Action.REVIEW and inside(d) else d
        for d in decisions
    )


def blank(name: str, source: str, sha256: str, media_type: str) -> Kept:
    """A record of which nothing was understood, for a reviewer to type."""
    media = MediaType.PDF if media_type == MediaType.PDF.value else MediaType.DOCX
    return Kept(name, source, sha256, Record(media, 1, "", (), Document(())), (), where=source)


def has_text(record: Record) -> bool:
    """Whether anything of a record would be carried over."""
    return any(segment.paragraph is not None for segment in record.segments)


def _moved(decision: Decision, by: int) -> Decision:
    def moved(finding: Finding) -> Finding:
        return replace(finding, start=finding.start + by, end=finding.end + by)

    return replace(decision, finding=moved(decision.finding), joined=tuple(map(moved, decision.joined)))
