"""The family's names in a text: whole, and in parts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sanitiser.matching import Form, Index, Words, fold_word, read

_TITLE_WORDS = """
    mr mrs ms miss mx dr master baby child mum mother dad father nan nana gran grandma grandmother granddad grandad
    grandfather aunt auntie aunty uncle sister brother stepfather stepmother partner cousin young unborn miss
"""
TITLES: Final = frozenset(_TITLE_WORDS.split())
_PLACE_BEFORE: Final = re.compile(
    r"(?:\b(?:in|at|near|from|around|outside|towards|via|of|within|nr)"
    r"|\b(?:mov\w{1,4}|relocat\w{1,4}|return\w{0,3}|travel\w{0,4}|went|go(?:es|ing)?|gone|come|came|drove|flee|fled"
    r"|placed|back|transferr?\w{0,3}|bus|train|trip|journey|way|road|close|next|visits?)\s+to"
    r"|\b(?:live[sd]?|living|resid\w{2,4}|address|area|town|city|borough|born|lodging|based)\s*:?)"
    r"(?:\s+(?:the|central|north|south|east|west|greater|inner|upper|lower|old|new))?\s*\Z",
    re.IGNORECASE,
)
_NOT_PLACE: Final = re.compile(
    r"\b(?:card|letter|gift|present|call|text|message|email|e-mail|news|account|support|help|away|behalf|care|views?"
    r"|wishes|mother|father|mum|dad|parents?|sister|brother|confidence|photos?|pictures?|aware|name|birth|fond|afraid"
    r"|scared|frightened|tired|proud|shouted|looked?|looking|laughed|screamed|smiled|swore|anger|interest|change"
    r"|disclosures?|injur\w+|bruis\w+|separated?|different|apart|heard|received|information|contact|statement|feedback"
    r"|protect\w*|assessments?|observations?|presentation|case|favour|because)\s+(?:from|of|at|in|near|around|towards)"
    r"\s*\Z",
    re.IGNORECASE,
)


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


def in_place_context(text: str, start: int) -> bool:
    """Whether what stands before `start` says that a place follows ('moved to', 'lives in')."""
    before = text[max(0, start - 60) : start]
    return bool(_PLACE_BEFORE.search(before)) and not _NOT_PLACE.search(before)


def only_titles(said: str) -> bool:
    """Whether a text holds nothing but titles and relation words."""
    return all(fold_word(word) in TITLES for word in re.findall(r"[^\W_]+", said))
