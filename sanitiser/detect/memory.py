"""Case memory: a name found surely anywhere in the case is found everywhere in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sanitiser.detect.named import Named, NameFinder, distinct
from sanitiser.domain.case import PROTECTED, Case, Identity
from sanitiser.domain.finding import Finding
from sanitiser.domain.kinds import Kind
from sanitiser.matching import read, squash

MEMORY: Final = "CaseMemory"
_REMEMBERED: Final = frozenset(
    [
        Kind.ADDRESS,
        Kind.POSTCODE,
        Kind.PLACE,
        Kind.LOCAL_AUTHORITY,
        Kind.SCHOOL,
        Kind.AGENCY,
        Kind.PHONE,
        Kind.WEB,
        Kind.IDENTIFIER,
        Kind.PERSON,
    ]
)
_THINGS: Final = frozenset([Kind.SCHOOL, Kind.AGENCY, Kind.LOCAL_AUTHORITY, Kind.PLACE, Kind.ADDRESS])
_NUMBERS: Final = frozenset([Kind.IDENTIFIER, Kind.PHONE])
_LEAST: Final = 5
"""Letters and figures that a number needs to be looked for elsewhere: '56' under 'Our ref' is any number."""
_FIRM: Final = 0.5
_WHY: Final = "This name was found surely elsewhere in the case."


@dataclass(frozen=True, slots=True, order=True)
class Remembered:
    """A name of the case: how it was written, what it is, and what its label says."""

    text: str
    kind: Kind
    entity: str
    words: str


class CaseMemory:
    """Names found surely in the records of a case, also in earlier batches.

    The result does not depend on the order in which records are learnt. Ordinary words ('Reading', 'Hope') and the
    family's own names never enter alone.
    """

    def __init__(self, case: Case | None = None, names: Iterable[Remembered] = ()) -> None:
        kept = case.names if case is not None and case.identity is Identity.UNCHANGED else ()
        self._kept = frozenset(key for name in kept for key in read(name).keys)
        self._names: dict[Remembered, int] = dict.fromkeys(names, 1)
        self._finder: NameFinder | None = None

    @property
    def names(self) -> tuple[Remembered, ...]:
        """All names, in order, to be kept in the case state."""
        return tuple(sorted(self._names))

    def learn(self, text: str, findings: Iterable[Finding]) -> None:
        """Remember the sure findings of one record."""
        found = sorted(findings, key=lambda f: (f.start, -f.end))
        covered = _covered(found)
        for finding in found:
            if finding.kind is Kind.PERSON and (finding.start, finding.end) in covered:
                continue
            if not finding.sure or finding.kind not in _REMEMBERED or PROTECTED in finding.recognisers:
                continue
            said = " ".join(text[finding.start : finding.end].split())
            if self._worth(said) and (finding.kind not in _NUMBERS or _tells_alone(said)):
                name = Remembered(said, finding.kind, finding.entity, finding.words)
                self._names[name] = self._names.get(name, 0) + 1
                self._finder = None

    def _worth(self, said: str) -> bool:
        keys = read(said).keys
        return 0 < len(keys) <= 30 and distinct(said) and not self._kept.issuperset(keys)

    def search(self, text: str) -> tuple[Finding, ...]:
        """Every place where a remembered name stands, or a short form of it that can mean nothing else."""
        if self._finder is None:
            self._finder = NameFinder(self._things(), MEMORY, _WHY, learnt=True)
        found = self._finder.find(text)
        return tuple(f for f in found if not self._kept.issuperset(read(text[f.start : f.end]).keys))

    def _things(self) -> list[Named]:
        """One thing a squashed name and kind: with the entity and the label's words that were said most often."""
        entities: dict[tuple[str, Kind], Counter[str]] = {}
        roles: dict[str, Counter[str]] = {}
        texts: dict[tuple[str, Kind], str] = {}
        for name in sorted(self._names):
            key = (squash(name.text), name.kind)
            texts.setdefault(key, name.text)
            count = self._names[name]
            entities.setdefault(key, Counter())[name.entity] += count if name.entity else 0
            for thing in (name.entity, f"{key[1]}:{key[0]}"):
                roles.setdefault(thing, Counter())[name.words] += count if thing and name.words else 0
        things = []
        others = {key[0] for key in texts if key[1] is not Kind.PERSON}
        for key in sorted(texts, key=lambda k: (-len(k[0]), k)):
            if key[1] is Kind.PERSON and key[0] in others:
                continue  # somebody took the name of a place or school for a person's
            entity = _most(entities[key]) or f"{key[1].value.casefold()}:{key[0]}"
            words = _most(roles.get(entity, Counter())) or _most(roles[f"{key[1]}:{key[0]}"])
            things.append(Named(texts[key], key[1], entity, words))
        return things


def _covered(found: Sequence[Finding]) -> set[tuple[int, int]]:
    """Spans inside a longer name of another kind: the person in 'Quarry Mount Primary School' is none."""
    inside: set[tuple[int, int]] = set()
    reached: list[Finding] = []
    for finding in found:
        reached = [f for f in reached if f.end > finding.start]
        span = finding.start, finding.end
        if any(f.end >= finding.end and (f.start, f.end) != span for f in reached):
            inside.add(span)
        if finding.kind in _THINGS and finding.score >= _FIRM:
            reached.append(finding)
    return inside


def _most(counts: Counter[str]) -> str:
    """The value counted most, the first by code point where two are alike; '' counts for nothing."""
    return min(counts, key=lambda value: (value == "", -counts[value], value), default="")


def _tells_alone(said: str) -> bool:
    """Whether a number or code is long enough to mean the same thing wherever it stands."""
    return sum(character.isalnum() for character in said) >= _LEAST
