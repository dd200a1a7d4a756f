"""Known names found in a text: from forms of names to findings, with the words that belong to a name taken along."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sanitiser.context import in_place_context
from sanitiser.designators import COUNCIL_AFTER, COUNCIL_BEFORE, SCHOOL, TITLES
from sanitiser.detect.forms import forms
from sanitiser.detect.ordinary import PHRASES, ordinary
from sanitiser.domain.finding import Finding
from sanitiser.domain.kinds import LABEL_PATTERN, Kind
from sanitiser.matching import Form, Index, Match, Words, read

_POSSESSIVE = re.compile(r"['\u2019\u02bc][sS]$")


@dataclass(frozen=True, slots=True)
class Named:
    """A name to look for, with what a finding of it will say."""

    text: str
    kind: Kind
    entity: str
    words: str = ""


class NameFinder:
    """Finds all forms of all names given. `learnt` names were read in records: they are matched with more care, and
    possessives stay; those of the case file take theirs along."""

    def __init__(self, names: Sequence[Named], recogniser: str, explanation: str, *, learnt: bool = False) -> None:
        self.names = tuple(names)
        made = [form for n, name in enumerate(names) for form in forms(name.text, name.kind, n, learnt=learnt)]
        self._index = Index(_first_of_each(made))
        self._shared = _shared(made, self.names)
        self._recogniser = recogniser
        self._explanation = explanation
        self._possessive = not learnt

    def find(self, text: str) -> tuple[Finding, ...]:
        """The longest matches, none inside another, in order of position; never inside a label."""
        if not self.names:
            return ()
        words = read(text)
        labels = [m.span() for m in LABEL_PATTERN.finditer(text)] if "[" in text else []
        matches = [m for m in self._index.find(words) if self._meant(words, m)]
        matches.sort(key=lambda m: (m.first, -m.last, not m.exact, m.form.rank, m.form.thing))
        kept: list[Match] = []
        reached = -1
        for match in matches:
            if match.last > reached and not _inside(words, match, labels):
                kept.append(match)
                reached = match.last
        bounds = [*(match.first for match in kept), len(words.keys)][1:]
        return tuple(self._finding(words, match, bound) for match, bound in zip(kept, bounds, strict=True))

    def _meant(self, words: Words, match: Match) -> bool:
        """Whether the words stand where this form would, if they might mean something else."""
        start, form = words.starts[match.first], match.form
        if form.titled and not (match.first > 0 and _title(words, match.first - 1)):
            return False
        if form.placed and not (in_place_context(words.text, start) or self._council_follows(words, match)):
            return False
        return not (form.capital and _common_phrase(words, match))

    def _council_follows(self, words: Words, match: Match) -> bool:
        """Whether 'Council' or the like stands behind a name of an authority."""
        council = self.names[match.form.thing].kind is Kind.LOCAL_AUTHORITY
        return council and _with_designators(words, match.first, match.last, Kind.LOCAL_AUTHORITY)[1] > match.last

    def _finding(self, words: Words, match: Match, bound: int) -> Finding:
        """The finding of a match; what stands from word `bound` on belongs to the next name."""
        name = self.names[match.form.thing]
        first, last = _with_designators(words, match.first, match.last, name.kind)
        last = max(match.last, min(last, bound - 1))
        start, end = words.starts[first], words.ends[last]
        if name.kind is Kind.PHONE:
            while start > 0 and words.text[start - 1] in "+(":
                start -= 1
        start, end = _edges(words.text, start, end, possessed=self._possessive)
        score = 1.0 if match.exact and match.form.rank == 0 else 0.95 if match.exact else 0.9
        shared = match.form.rank > 0 and match.form.key in self._shared
        entity = f"{name.kind.value.casefold()}:{match.form.key}" if shared else name.entity
        label = "" if shared else name.words
        return Finding(start, end, name.kind, score, (self._recogniser,), self._explanation, entity, label)


def _inside(words: Words, match: Match, labels: Sequence[tuple[int, int]]) -> bool:
    start, end = words.starts[match.first], words.ends[match.last]
    return any(begin < end and start < stop for begin, stop in labels)


def _edges(text: str, start: int, end: int, *, possessed: bool) -> tuple[int, int]:
    """The span with the possessive, or without it where it is to stay."""
    raw = text[start:end]
    if possessed:
        quoted = start > 0 and text[start - 1] in "'\u2018"
        if raw[-1] in "sS" and text[end : end + 1] in {"'", "\u2019"} and not quoted:
            return start, end + 1
        return start, end
    own = _POSSESSIVE.search(raw)
    return start, end - len(own[0]) if own else end


def _first_of_each(found: Iterable[Form]) -> Iterator[Form]:
    """All forms; of equal ones the longest-known name's, then the first name's."""
    taken: set[tuple[str, bool]] = set()
    for form in sorted(found, key=lambda f: (f.rank, f.thing)):
        if (form.key, form.upper) not in taken:
            taken.add((form.key, form.upper))
            yield form


def _shared(found: Iterable[Form], names: Sequence[Named]) -> frozenset[str]:
    """Short forms that may mean several things: a family name of two people."""
    owners: dict[str, set[str]] = {}
    for form in found:
        owners.setdefault(form.key, set()).add(names[form.thing].entity if form.rank else "")
    return frozenset(key for key, entities in owners.items() if len(entities) > 1 and "" not in entities)


def _common_phrase(words: Words, match: Match) -> bool:
    """Whether a place that is a word stands in a phrase where it is that word: 'Reading age', 'Bath time'."""
    following = _said(words, match.last + 1) if match.last + 1 < len(words.keys) and _beside(words, match.last) else ""
    return following in PHRASES.get(words.keys[match.last], ())


def _title(words: Words, i: int) -> bool:
    return words.keys[i] in TITLES and words.text[words.starts[i]].isupper()


def _with_designators(words: Words, first: int, last: int, kind: Kind) -> tuple[int, int]:
    """The words around a match that belong to the name: 'London Borough of', 'City Council', 'Primary School', 'Ms'."""
    if kind is Kind.LOCAL_AUTHORITY:
        before = first
        while before > 0 and words.keys[before - 1] in COUNCIL_BEFORE and _beside(words, before - 1):
            before -= 1
        while before < first and words.keys[before] in {"of", "the"} and words.keys[before + 1] in {"of", "the"}:
            before += 1
        if first - before > 1 or (before < first and words.keys[before] in {"lb", "rb"}):
            first = before if words.keys[before] != "of" else first
        last = _after(words, last, COUNCIL_AFTER)
    elif kind is Kind.ADDRESS and first > 0 and _house_number(words, first - 1):
        first -= 1
    elif kind is Kind.SCHOOL:
        last = _after(words, last, SCHOOL)
    elif kind is Kind.PERSON and first > 0 and _title(words, first - 1) and _beside(words, first - 1):
        first -= 1
    return first, last


def _house_number(words: Words, i: int) -> bool:
    """Whether the word before an address numbers its house, and does not end a longer number ('943 476 5919')."""
    if not (words.keys[i][0].isdigit() and _beside(words, i)):
        return False
    return not (i > 0 and words.keys[i - 1].isdigit() and words.text[words.ends[i - 1] : words.starts[i]] in {" ", "-"})


def _after(words: Words, last: int, designators: frozenset[str]) -> int:
    """The last of the words after a name that say what it is; each begins with a capital, or ends the name."""
    while last + 1 < len(words.keys) and _said(words, last + 1) in designators and _beside(words, last):
        start = words.starts[last + 1]
        if not (words.text[start].isupper() or words.text[words.starts[last]].islower()):
            final = _said(words, last + 1) in {"council", "school", "academy", "nursery", "college"}
            return last + 1 if final else last
        last += 1
    return last


def _said(words: Words, i: int) -> str:
    """A word without its possessive."""
    raw = words.text[words.starts[i] : words.ends[i]]
    return words.keys[i][:-1] if _POSSESSIVE.search(raw) else words.keys[i]


def _beside(words: Words, i: int) -> bool:
    """Whether nothing but blanks, one line break or an abbreviation's full stop stands between words i and i + 1."""
    gap = words.text[words.ends[i] : words.starts[i + 1]]
    return gap.strip() in {"", ".", "-"} and gap.count("\n") <= 1 and len(gap) <= 6


def distinct(text: str) -> bool:
    """Whether a name may be looked for at all: one word must be no ordinary one, or there must be several."""
    keys = read(text).keys
    return len(keys) > 1 or any(not ordinary(word) for word in keys)
