"""Texts in which protected names are shown as one and the same label, for recognisers that go by the words around.

Whether '2 Quarry Mount Primary School' looks like an address depends on the school. Two records that differ only in a
protected name must give the same findings beside it, so these recognisers never see it. Does not hide short forms
('Leeds' of 'Leeds City Council'), which may be a part of other names.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from sanitiser.domain.finding import Finding
from sanitiser.domain.kinds import Kind

STAND_IN: Final = "[LOCAL AUTHORITY]"
"""Reads as a label, which recognisers leave alone."""
_WHOLE: Final = frozenset([Kind.LOCAL_AUTHORITY, Kind.SCHOOL, Kind.AGENCY])
Span = tuple[int, int]


def whole_names(terms: Iterable[Finding]) -> list[Span]:
    """Where protected names of bodies stand as the case file has them."""
    return sorted((term.start, term.end) for term in terms if term.kind in _WHOLE and term.score == 1.0)


class Shown:
    """A piece of a record's text with the names that are wholly in it replaced."""

    def __init__(self, text: str, start: int, end: int, names: Sequence[Span]) -> None:
        self._starts, self._origins, pieces, at, length = [0], [start], [], start, 0
        for first, last in names:
            if first < at or last > end:
                continue
            pieces += [text[at:first], STAND_IN]
            length += first - at
            self._starts += [length, length + len(STAND_IN)]
            self._origins += [first, last]
            length += len(STAND_IN)
            at = last
        self.text = "".join([*pieces, text[at:end]])

    def back(self, finding: Finding) -> Finding:
        """A finding of this text where it stands in the record."""
        start, end = self._origin(finding.start, last=False), self._origin(finding.end, last=True)
        return replace(finding, start=start, end=max(start + 1, end))

    def _origin(self, at: int, *, last: bool) -> int:
        n = bisect_right(self._starts, at) - 1
        if n % 2:  # inside a stand-in: its name is taken whole
            if last and at == self._starts[n]:
                return self._origins[n]
            return self._origins[n + 1] if last else self._origins[n]
        return self._origins[n] + at - self._starts[n]
