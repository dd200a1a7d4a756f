"""What the words around a name say of it: a place, a person, or only a word."""

from typing import Final

from recognisers.gazetteers.words import words
from recognisers.lexicon import terms
from recognisers.text import Reading

TITLES: Final = terms("context", "titles")
LOCATIVE: Final = terms("context", "locative")
_SURE_VERBS: Final = terms("context", "sure_verbs")
_SURE_PREPOSITIONS: Final = terms("context", "sure_prepositions")
_BETWEEN: Final = frozenset({"back", "up", "down", "away", "out", "over", "or", "and"})
_LABELS: Final = terms("context", "labels")
_PLACE_NOUNS: Final = terms("context", "place_nouns")


def is_given_name(reading: Reading, index: int) -> bool:
    """Whether the word is written as a name (capital) and is a person's first name."""
    return 0 <= index < len(reading.words) and reading.capital(index) and reading.words[index] in words("given_names")


def after_title(reading: Reading, first: int) -> bool:
    """Whether a form of address stands directly before: 'Mr Kent', 'PC Derby'."""
    return first > 0 and reading.words[first - 1] in TITLES and _same_line(reading, first - 1)


def part_of_person(reading: Reading, first: int) -> bool:
    """Whether the words are rather part of a person's name: after a title, a first name or an initial."""
    if after_title(reading, first):
        return True
    before = first - 1
    if (
        before >= 0
        and _same_line(reading, before)
        and reading.text[reading.ends[before] : reading.starts[first]] == " "
    ):
        initial = len(reading.words[before]) == 1 and reading.capital(before) and reading.words[before] not in "ai"
        if initial or (is_given_name(reading, before) and reading.words[before] not in words("ordinary_words")):
            return not (before > 0 and reading.words[before - 1] in LOCATIVE)
    return False


def after_locative(reading: Reading, first: int) -> bool:
    """Whether a preposition of place stands before: 'in Reading', 'from the Bath area'."""
    at = first - 1
    if at >= 0 and reading.words[at] == "the":
        at -= 1
    if at >= 3 and reading.words[at] in ("then", "later", "now") and reading.words[at - 1] in ("and", "or"):
        at -= 1
    if at >= 2 and reading.words[at] in ("and", "or") and reading.words[at - 2] in LOCATIVE:
        return True
    return at >= 0 and reading.words[at] in LOCATIVE and reading.linked(at)


def surely_place(reading: Reading, first: int) -> bool:
    """Whether what stands before leaves little doubt: 'moved to', 'lives in', 'Town:'."""
    at = first - 1
    if at > 1 and reading.words[at] == "then" and reading.words[at - 1] in ("and", "or"):
        at = next((i for i in range(at - 2, max(-1, at - 6), -1) if reading.words[i] in _SURE_PREPOSITIONS), at)
    if at >= 0 and reading.words[at] in _SURE_PREPOSITIONS:
        at -= 1
        while at >= 0 and reading.words[at] in _BETWEEN:
            at -= 1
        return at >= 0 and reading.words[at] in _SURE_VERBS
    return at >= 0 and after_label(reading, first)


def after_label(reading: Reading, first: int) -> bool:
    """Whether a form's label for a place stands before: 'Town: ', 'Previous authority - '."""
    at = first - 1
    if at < 0 or reading.words[at] not in _LABELS:
        return False
    gap = reading.text[reading.ends[at] : reading.starts[first]]
    return ":" in gap or "\t" in gap or "|" in gap or " - " in gap or " – " in gap


def shouted(reading: Reading, first: int, last: int) -> bool:
    """Whether the name stands among words in capitals, so that its own say nothing."""
    near = range(max(0, first - 3), min(len(reading.words), last + 4))
    raws = [reading.raw(i) for i in near if not first <= i <= last and reading.raw(i).isalpha()]
    return reading.raw(first).isupper() and bool(raws) and sum(r.isupper() for r in raws) * 2 > len(raws)


def _same_line(reading: Reading, index: int) -> bool:
    return "\n" not in reading.text[reading.ends[index] : reading.starts[index + 1]]


def before_place_noun(reading: Reading, last: int) -> bool:
    """Whether a noun follows that a place's name often stands before: 'Reading station', 'the Bath office'."""
    at = last + 1
    if at < len(reading.words) and reading.words[at] == "s":
        at += 1
    return at < len(reading.words) and reading.words[at] in _PLACE_NOUNS and reading.linked(at - 1)


def starts_sentence(reading: Reading, first: int) -> bool:
    """Whether the word begins a sentence or line, so that its capital says nothing."""
    if first == 0:
        return True
    gap = reading.text[reading.ends[first - 1] : reading.starts[first]]
    return any(c in gap for c in ".!?\n:;\u2022*") or "- " in gap
