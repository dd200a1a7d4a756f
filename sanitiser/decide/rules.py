"""The order of force: what is done with one finding, apart from its neighbours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from recognisers.words import is_ordinary
from sanitiser.context import in_place_context
from sanitiser.decide.kept import KeptNames, only_titles
from sanitiser.domain.case import FAMILY, PROTECTED, Case, Identity
from sanitiser.domain.finding import Finding, Reason
from sanitiser.domain.kinds import Action, Kind
from sanitiser.domain.policy import Policy

_OWN: Final = frozenset(["NHS NUMBER", "NI NUMBER", "DATE OF BIRTH"])
_WHOLE: Final = frozenset([Kind.SCHOOL, Kind.AGENCY, Kind.LOCAL_AUTHORITY, Kind.WEB, Kind.IDENTIFIER, Kind.ADDRESS])
_PLACE_LIKE: Final = frozenset([Kind.PLACE, Kind.LOCAL_AUTHORITY, Kind.SCHOOL, Kind.AGENCY, Kind.ADDRESS, Kind.NATION])


_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")


def _no_name(word: str) -> bool:
    """Whether a word beside a kept name is no part of another name: 'DOB', 'aged', 'and'."""
    return len(word) < 3 or is_ordinary(word) or (word.isupper() and len(word) <= 4)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A finding with what the rules say of it; `joined` are findings that it has taken in."""

    finding: Finding
    action: Action
    reason: Reason
    joined: tuple[Finding, ...] = ()

    @property
    def masked(self) -> bool:
        """Whether it is to be covered by a label."""
        return self.action is not Action.KEEP


@dataclass(frozen=True, slots=True)
class Rules:
    """All that the rules look at. Order of force: protect, identity changed, kept names, policy."""

    text: str
    case: Case | None
    kept: KeptNames
    policy: Policy

    def rule(self, finding: Finding) -> Iterator[Ruled]:
        """One ruling, or several where a family's full name stands in a part of the finding."""
        if PROTECTED in finding.recognisers:
            yield Ruled(finding, Action.REDACT, Reason.PROTECT)
        elif FAMILY in finding.recognisers or (self._changed and finding.words in _OWN):
            yield Ruled(finding, Action.REDACT, Reason.IDENTITY_CHANGED)
        else:
            yield from self._beside_kept(finding)

    @property
    def _changed(self) -> bool:
        return self.case is not None and self.case.identity is Identity.CHANGED

    def _beside_kept(self, finding: Finding) -> Iterator[Ruled]:
        """Cut the family's full names out of a finding, except where it is the name of another thing."""
        at = finding.start
        for start, end in self.kept.over(finding.start, finding.end):
            inside = start <= finding.start and finding.end <= end
            if not inside and finding.kind in _WHOLE and not self._at_edge(finding, start, end):
                break
            yield from self._rest(finding, at, start)
            first, last = max(start, finding.start), min(end, finding.end)
            yield Ruled(replace(finding, start=first, end=last), Action.KEEP, Reason.KEEP_LIST)
            at = max(at, end)
        if at == finding.start:
            yield from self._piece(finding)
        else:
            yield from self._rest(finding, at, finding.end)

    def _rest(self, finding: Finding, start: int, end: int) -> Iterator[Ruled]:
        """What a finding says beside a full kept name, if that still may be a name."""
        person = finding.kind is Kind.PERSON
        words = [m for m in _WORD.finditer(self.text, start, end) if not (person and _no_name(m[0]))]
        if start < end and words:
            yield from self._piece(replace(finding, start=words[0].start(), end=words[-1].end()))

    def _at_edge(self, finding: Finding, start: int, end: int) -> bool:
        """Whether a name stands before or after the rest of a finding as a line or item of its own."""
        before, after = self.text[finding.start : start].rstrip(" \t"), self.text[end : finding.end].lstrip(" \t")
        first = not before and (after[:1] in {",", "\n", ";", ":"} or not after)
        last = not after and (before[-1:] in {",", "\n", ";", ":"} or not before)
        return first or last

    def _piece(self, finding: Finding) -> Iterator[Ruled]:
        said = self.text[finding.start : finding.end]
        if not any(c.isalnum() for c in said):
            return
        family = self.kept.lone_part(said)
        if finding.kind is Kind.PERSON and (
            family or self.kept.mostly_part(said) or (self.kept.parts and only_titles(said))
        ):
            yield Ruled(finding, Action.KEEP, Reason.KEEP_LIST)
        elif family and finding.kind in _PLACE_LIKE:
            placed = in_place_context(self.text, finding.start)
            yield Ruled(finding, Action.REVIEW if placed else Action.KEEP, Reason.PART_OF_KEPT_NAME)
        else:
            yield self._by_policy(finding)

    def _by_policy(self, finding: Finding) -> Ruled:
        threshold = self.policy.threshold(finding.kind)
        action = self.policy.action(finding.kind, finding.words)
        if action is not Action.KEEP and finding.score < threshold:
            weak = Action.REVIEW if finding.score * 2 >= threshold else Action.KEEP
            return Ruled(finding, weak, Reason.BELOW_THRESHOLD)
        nobody_known = self.case is None or not self.case.names
        if finding.kind is Kind.PERSON and action is Action.REDACT and nobody_known:
            return Ruled(finding, Action.REVIEW, Reason.UNKNOWN_PERSON)
        return Ruled(finding, action, Reason.POLICY)
