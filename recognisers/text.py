"""How every recogniser reads a text: as folded words, each tied to the characters that it came from.

Folding makes alike what people write alike: case, accents, ligatures and full-width letters (NFKD), curly quotes, `&`
for 'and', 'Saint' for 'St', hyphens and line breaks for spaces, soft hyphens and zero-width characters for nothing, and
0, 1, 5 inside letters for O, l, S (a scanner's slips). Words inside labels ('[SCHOOL 1]') are not read at all.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

# Every word that a label may show. A test holds this list against the sanitiser's own.
_LABEL_WORD = (
    r"(?:A(?:CADEMY|DDRESS|DVOCATE|GENCY|MBULANCE|REA|UTHORITY)|BIRTH|BODY|CARE(?:R)?|CASE|CENTRE|CHAIR|CHARITY|CHILD"
    r"(?:REN'S)?|CLINIC|CLUB|CLUE|COLLEGE|CONTACT|COUNCIL|COURT|DATE|DENTIST|DOCTOR|EMAIL|EMPLOYER|FIRE|FORCE|FORM|"
    r"FOSTER(?:ING)?|GP|GUARDIAN|HEAD|HEALTH|HOME|HOSPITAL|HOUSING|IDENTIFIER|INTERPRETER|JUDGE|LEAD|LOCAL|MANAGER|"
    r"MIDWIFE|MINUTE|NATION|NHS|NI|NUMBER|NURSE|NURSERY|OF|OFFICER|PAPER|PARENT|PARTNERSHIP|PERSON|PHARMACY|PHONE|"
    r"PICTURE|PLACE|POLICE|POSTCODE|PRACTICE|PROBATION|PROVIDER|PSYCHOLOGIST|PUPIL|REFERENCE|REFERRAL|REGISTRATION|"
    r"RELATIVE|REVIEWING|SAFEGUARDING|SCHOOL|SERVICE|SHOP|SOCIAL|SOLICITORS?|SPORTS|SUPPORT|SYSTEM|TAKER|TEACHER|TEAM|"
    r"THERAPIST|TRUST|UNIT|UNIVERSITY|VEHICLE|VENUE|VISITOR|WEB|WITHHELD|WORKER|WORSHIP)"
)
LABEL: Final = re.compile(rf"\[{_LABEL_WORD}(?: {_LABEL_WORD}){{0,3}}(?: [1-9]\d{{0,5}})?\]")
"""A label, whole, as far as a recogniser needs to know."""

_MARKS = r"\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_HAS_MARK = re.compile(f"[{_MARKS}]")
_WORD = re.compile(rf"{LABEL.pattern}|[&+]|[^\W_]++")
_WORD_WITH_MARKS = re.compile(rf"{LABEL.pattern}|[&+]|[^\W_](?:[^\W_]|[{_MARKS}])*+")
_MARK_TABLE = {point: None for low, high in re.findall(r"(\\u....)(?:-(\\u....))?", _MARKS)
               for point in range(int(low[2:], 16), int((high or low)[2:], 16) + 1)}  # fmt: skip
_SLIPS = str.maketrans({"0": "o", "1": "l", "5": "s"})
_SLIPS_I = str.maketrans({"0": "o", "1": "i", "5": "s"})
_SLIPPED = re.compile(r"(?=.*[015])(?=(?:.*[a-z]){3})[a-z015]{4,}")
_SYNONYMS = {"&": "and", "+": "and", "saint": "st"}

# What may stand between two words of one name: a blank, one line break, a hyphen, an apostrophe, a comma.
_BLANK = r"[ \t\u00a0\u00ad\u2000-\u200d\u202f]*+"
_GAP = re.compile(rf"{_BLANK}[-\u2010-\u2015\u2212'\u2018\u2019\u02bc`,]?{_BLANK}(?:\r?\n{_BLANK})?")
_GAP_AFTER_SHORT = re.compile(r"\.[ \t\u00a0]*+(?:\r?\n[ \t\u00a0]*+)?")
_THIN = r"[ \u00a0\u2009\u200a]"
_BROKEN = re.compile(rf"[-\u2010\u2011\u00ad\u200b]\s*\n|(?<![^\W_])[^\W_]{_THIN}[^\W_]{_THIN}[^\W_](?![^\W_])")
_MISREAD = re.compile(r"[^\W\d_]1|1[^\W\d_]")
_HYPHENATED = re.compile(r"[-\u2010\u2011\u00ad\u200b]\s*\n\s*")


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """The folded form of one word; always the same length or not, so never use it for offsets."""
    folded = word.casefold() if word.isascii() else _fold_marks(word)
    if folded.isalpha():
        return _SYNONYMS.get(folded, folded)
    if _SLIPPED.fullmatch(folded):
        return folded.translate(_SLIPS)
    return _SYNONYMS.get(folded, folded)


def _fold_marks(word: str) -> str:
    opened = unicodedata.normalize("NFKD", word.translate(_MARK_TABLE)).casefold()
    return "".join(c for c in opened if not unicodedata.combining(c))


def fold(text: str) -> str:
    """The folded words of a text, one blank between them: what a gazetteer's keys are made of."""
    return " ".join(read(text).words)


@dataclass(frozen=True)
class Reading:
    """A text as words. Word i is `words[i]` folded, and stands at text[starts[i]:ends[i]]."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    near: tuple[int, ...] | None = None
    """In another reading of a text: the words near those that are read otherwise; only they need be looked at."""

    @cached_property
    def joined(self) -> str:
        """All words with one blank after each, to look names up in."""
        return " ".join(self.words) + " "

    @cached_property
    def offsets(self) -> list[int]:
        """Where each word begins in `joined`."""
        found, at = [], 0
        for word in self.words:
            found.append(at)
            at += len(word) + 1
        return found

    @cached_property
    def others(self) -> tuple["Reading", ...]:
        """Other ways to read the same text, where there are any: words broken by a hyphen at a line's end joined,
        letters s p a c e d out joined, 1 read as I."""
        found = []
        if _BROKEN.search(self.text) and (joined := _rejoin(self)) is not None:
            found.append(joined)
        if _MISREAD.search(self.text) and (slipped := _slip(self)) is not None:
            found.append(slipped)
        return tuple(found)

    @cached_property
    def findings(self) -> dict[str, tuple[Any, ...]]:
        """What recognisers found in this text, by the recogniser's name."""
        return {}

    def raw(self, index: int) -> str:
        """The characters of word `index` as they stand in the text."""
        return self.text[self.starts[index] : self.ends[index]]

    def capital(self, index: int) -> bool:
        """Whether the word begins with a capital letter."""
        return self.text[self.starts[index]].isupper()

    def linked(self, index: int) -> bool:
        """Whether words `index` and `index + 1` may belong to one name, by what stands between them."""
        end, start = self.ends[index], self.starts[index + 1]
        gap = self.text[end:start]
        if gap == " ":
            return True
        if _GAP.fullmatch(gap):
            return True
        return end - self.starts[index] <= 3 and _GAP_AFTER_SHORT.fullmatch(gap) is not None

    def whole(self, first: int, last: int) -> bool:
        """Whether the words first..last (inclusive) may be one name."""
        return all(self.linked(i) for i in range(first, last))

    @cached_property
    def label_spans(self) -> tuple[tuple[int, int], ...]:
        """Where labels stand; nothing in them may be found."""
        return tuple(m.span() for m in LABEL.finditer(self.text)) if "[" in self.text else ()

    def in_label(self, start: int, end: int) -> bool:
        """Whether characters [start, end) touch a label."""
        return any(s < end and start < e for s, e in self.label_spans)


@lru_cache(maxsize=8)
def read(text: str) -> Reading:
    """Read a text once; all recognisers share the reading."""
    pattern = _WORD_WITH_MARKS if _HAS_MARK.search(text) else _WORD
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    for match in pattern.finditer(text):
        word = match[0]
        if word[0] == "[":
            continue
        folded = fold_word(word)
        if not folded:
            continue
        start, end = match.span()
        starts.append(start)
        ends.append(end)
        words.append(folded)
    return Reading(text, starts, ends, words)


def _rejoin(reading: Reading) -> Reading | None:
    """The reading with broken and spaced-out words joined; None if there is none."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    changed: list[int] = []
    for first, last in _groups(reading):
        if first != last:
            changed.append(len(starts))
        starts.append(reading.starts[first])
        ends.append(reading.ends[last])
        words.append("".join(reading.words[first : last + 1]))
    return Reading(reading.text, starts, ends, words, _around(changed, len(words))) if changed else None


def _around(changed: list[int], count: int) -> tuple[int, ...]:
    return tuple(sorted({i for at in changed for i in range(max(0, at - 9), min(count, at + 10))}))


def _groups(reading: Reading) -> Iterator[tuple[int, int]]:
    """Runs of words to be joined: (first, last), a single word as (i, i)."""
    text, starts, ends = reading.text, reading.starts, reading.ends
    count, i = len(starts), 0
    while i < count:
        j = i
        while (
            j + 1 < count
            and ends[j] - starts[j] == 1 == ends[j + 1] - starts[j + 1]
            and (starts[j + 1] - ends[j] == 1 and text[ends[j]] in " \u00a0\u2009\u200a")
        ):
            j += 1
        if j - i < 3:
            j = i
            if i + 1 < count and _HYPHENATED.fullmatch(text, ends[i], starts[i + 1]):
                j = i + 1
        yield i, j
        i = j + 1


def _slip(reading: Reading) -> Reading | None:
    """The reading with 1 inside letters read as I instead of l; None if there is no such word."""
    words: list[str] = list(reading.words)
    changed: list[int] = []
    for i in range(len(words)):
        raw = reading.text[reading.starts[i] : reading.ends[i]]
        if "1" in raw and not raw.isdigit() and _SLIPPED.fullmatch(low := raw.casefold()):
            words[i] = low.translate(_SLIPS_I)
            changed.append(i)
    near = _around(changed, len(words))
    return Reading(reading.text, reading.starts, reading.ends, words, near) if changed else None
