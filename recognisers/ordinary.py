"""Ordinary phrases that hold a place's name but mean no place: 'Reading age', 'Bath time', 'Down's syndrome'."""

from typing import Final

from recognisers.lexicon import term_table
from recognisers.text import Reading

_AFTER: Final = term_table("ordinary", "after")
_BEFORE: Final = term_table("ordinary", "before")
_LOOSE: Final = frozenset(
    {"with", "for", "to", "at", "a", "the", "s", "as", "by", "on", "and", "when", "while", "in", "before"}
)
_NARROW: Final = frozenset({"in", "from", "near", "around", "outside"})
_SUBJECTS: Final = frozenset(
    {"writing", "maths", "spelling", "phonics", "english", "science", "mathematics", "grammar"}
)


def only_a_word(reading: Reading, first: int, last: int) -> bool:
    """Whether the single word at hand is used as an ordinary word by what stands directly beside it."""
    if first != last:
        return False
    word = reading.words[first]
    if word == "reading" and _among_subjects(reading, first):
        return True
    if word in _AFTER and _blank(reading, last):
        after = reading.words[last + 1]
        if after == "and":
            return last + 2 < len(reading.words) and (
                reading.words[last + 2] in _SUBJECTS or not reading.capital(last + 2)
            )
        if after in _LOOSE and reading.capital(first) and first > 0 and reading.words[first - 1] in _NARROW:
            return False
        return after in _AFTER[word]
    return _also_before(reading, first)


def _among_subjects(reading: Reading, index: int) -> bool:
    """Whether school subjects stand beside the word: 'Reading, Writing and Maths'."""
    near = (index - 2, index - 1, index + 1, index + 2)
    return any(0 <= i < len(reading.words) and reading.words[i] in _SUBJECTS for i in near)


def _also_before(reading: Reading, first: int) -> bool:
    word = reading.words[first]
    return word in _BEFORE and first > 0 and _blank(reading, first - 1) and reading.words[first - 1] in _BEFORE[word]


def _blank(reading: Reading, index: int) -> bool:
    """Whether nothing but a blank, a line's end or an apostrophe stands between a word and the next."""
    if index + 1 >= len(reading.words):
        return False
    return reading.text[reading.ends[index] : reading.starts[index + 1]].strip(" \u00a0\n'\u2019") == ""
