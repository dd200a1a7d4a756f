"""The case register: one label for one thing through the whole case, a number given once and never changed or reused.

`case-state.json` (confidential) holds it between batches, with the names of the case memory. Its schema is append-only.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sanitiser.decide.entity import label_words
from sanitiser.domain.finding import Decision
from sanitiser.domain.kinds import LABEL_WORDS, WITHHELD, Action, Kind
from sanitiser.errors import StateFileError
from sanitiser.limits import STATE_BYTES

SCHEMA: Final = "sanitiser.case-state/1"
_WORDS: Final = frozenset(words for group in LABEL_WORDS.values() for words in group)
_NUMBERS: Final = 999_999


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name of the case memory as the state keeps it."""

    text: str
    kind: Kind
    entity: str = ""
    words: str = ""


@dataclass
class Register:
    """Labels by entity. `names` are the case memory's, kept for a later batch; they give nobody a number."""

    reference: str = ""
    names: tuple[KnownName, ...] = ()
    _labels: dict[str, tuple[str, int]] = field(default_factory=dict)
    _last: dict[str, int] = field(default_factory=dict)

    def label(self, entity: str, kind: Kind, words: str) -> str:
        """The label of a thing, numbered now if it has none yet. RELOCATION has no number."""
        if kind is Kind.RELOCATION:
            return WITHHELD
        if entity not in self._labels:
            shown = label_words(kind, words)
            self._last[shown] = self._last.get(shown, 0) + 1
            self._labels[entity] = shown, self._last[shown]
        shown, number = self._labels[entity]
        return f"[{shown} {number}]"

    def number(self, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
        """The decisions of one record with their labels, numbers given in order of appearance."""
        return tuple(
            d if d.action is Action.KEEP else replace(d, label=self.label(d.entity, d.finding.kind, d.words))
            for d in decisions
        )

    def save(self) -> bytes:
        """The state as canonical JSON."""
        labels = [{"entity": e, "words": w, "number": n} for e, (w, n) in sorted(self._labels.items())]
        names = [
            {"text": n.text, "kind": n.kind.value, "entity": n.entity, "words": n.words}
            for n in sorted(set(self.names), key=lambda n: (n.text, n.kind, n.entity, n.words))
        ]
        state = {"schema": SCHEMA, "reference": self.reference, "labels": labels, "names": names}
        return (json.dumps(state, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode(
            "utf-8", "backslashreplace"
        )

    @classmethod
    def load(cls, untrusted: bytes, reference: str | None = None) -> "Register":
        """The register of an earlier batch. Raises StateFileError, also when it is another case's."""
        state = _parsed(untrusted)
        said = _text(state, "reference")
        if reference is not None and said and said != reference:
            raise StateFileError("it belongs to a case with another reference")
        register = cls(reference=said)
        for entry in _entries(state, "labels"):
            register._take(_text(entry, "entity"), _text(entry, "words"), entry.get("number"))
        register.names = tuple(_name(entry) for entry in _entries(state, "names"))
        return register

    def _take(self, entity: str, words: str, number: object) -> None:
        if words not in _WORDS or type(number) is not int or not 0 < number <= _NUMBERS:
            raise StateFileError("it holds a label that cannot be")
        if entity in self._labels or (words, number) in self._labels.values():
            raise StateFileError("it gives a label twice")
        self._labels[entity] = words, number
        self._last[words] = max(number, self._last.get(words, 0))


def _parsed(untrusted: bytes) -> dict[str, Any]:
    if len(untrusted) > STATE_BYTES:
        raise StateFileError("it is too large")
    try:
        state = json.loads(untrusted.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise StateFileError("it is not JSON") from None
    if not isinstance(state, dict) or state.get("schema") != SCHEMA:
        raise StateFileError(f"it does not say schema '{SCHEMA}'")
    return state


def _entries(state: dict[str, Any], key: str) -> Sequence[dict[str, Any]]:
    entries = state.get(key)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise StateFileError(f"its {key} are not a list of entries")
    return entries


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str):
        raise StateFileError(f"an entry has no {key}")
    return value


def _name(entry: dict[str, Any]) -> KnownName:
    kind = _text(entry, "kind")
    if kind not in tuple(Kind):
        raise StateFileError("a name has no known kind")
    return KnownName(_text(entry, "text"), Kind(kind), _text(entry, "entity"), _text(entry, "words"))
