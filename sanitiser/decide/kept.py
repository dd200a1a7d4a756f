"""The family's names in a text: whole, and in parts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from recognisers.person_names import FIRST
from recognisers.words import is_ordinary
from sanitiser.matching import Form, Index, Words, fold_word, read

_TITLE_WORDS = """
    mr mrs ms miss mx dr master baby child mum mother dad father nan nana gran grandma grandmother granddad grandad
    grandfather aunt auntie aunty uncle sister brother stepfather stepmother partner cousin young unborn miss
"""
TITLES: Final = frozenset(_TITLE_WORDS.split())


@dataclass(frozen=True, slots=True)
class KeptNames:
    """Where the family's full names stand, and the folded words that they are made of."""

    spans: tuple[tuple[int, int], ...]
    parts: frozenset[str]

    def over(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The full names that touch characters [start, end)."""
        return tuple((s, e) for s, e in self.spans if s < end and start < e)

    def lone_part(self, said: str) -> bool:
        """Whether a text is made of parts of the family's names alone, titles aside."""
        keys = _possessed(read(said)) - TITLES
        return bool(keys) and keys <= self.parts

    def mostly_part(self, said: str) -> bool:
        """Whether a text is a part of a family name beside words that are no names ('Flag Kezia')."""
        keys = _possessed(read(said)) - TITLES
        others = keys - self.parts
        return len(others) < len(keys) and all(is_ordinary(word) and word not in FIRST for word in others)


def _possessed(words: Words) -> set[str]:
    """The folded words, without a possessive s."""
    found = set()
    for start, end, key in zip(words.starts, words.ends, words.keys, strict=True):
        raw = words.text[start:end]
        found.add(key[:-1] if len(raw) > 2 and raw[-2] in "'\u2019\u02bc" and raw[-1] in "sS" else key)
    return found


def find_kept(text: str, names: Iterable[str]) -> KeptNames:
    """The family's names in a text: as they are written in the case file, and family name first."""
    forms: list[Form] = []
    parts: set[str] = set()
    for n, name in enumerate(names):
        words = tuple(key for key in read(name).keys if key not in TITLES)
        parts.update(words)
        if len(words) > 1:
            forms += [Form(words, n), Form((words[-1], *words[:-1]), n)]
            if len(words) > 2:
                forms += [Form((words[0], words[-1]), n), Form((words[-1], words[0]), n)]
    if not forms:
        return KeptNames((), frozenset(parts))
    words_of = read(text)
    found = {(words_of.starts[m.first], _end(words_of, m.last)) for m in Index(forms).find(words_of)}
    return KeptNames(tuple(sorted(found)), frozenset(parts))


def _end(words: Words, last: int) -> int:
    """Where a name ends, without its possessive."""
    raw = words.text[words.starts[last] : words.ends[last]]
    possessive = len(raw) > 2 and raw[-2] in "'\u2019\u02bc" and raw[-1] in "sS"
    return words.ends[last] - 2 if possessive else words.ends[last]


def only_titles(said: str) -> bool:
    """Whether a text holds nothing but titles and relation words."""
    return all(fold_word(word) in TITLES for word in re.findall(r"[^\W_]+", said))
