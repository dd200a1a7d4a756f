"""Finding known names in a text, however they are written there: one index of all names, one pass over the words.

Words are compared folded: case, accents, ligatures, full-width letters (NFKD), look-alike letters of other alphabets,
soft hyphens and zero-width characters, curly apostrophes, '&' and 'and', 'Saint' and 'St', 'Road' and 'Rd' are alike.
Names are compared squashed, from the beginning of a word to the end of one: so spaces, hyphens, line breaks and
s p a c e d  letters do not matter, a plural or possessive s may follow, and long names may hold one slip of a typist or
a scanner.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_MARKS = r"\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_MISSING = "\u25a0\ufffd"
"""What is drawn for a letter that a font does not have; before a capital it may be a bullet between two names."""
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|['\u2018\u2019\u02bc](?=[^\W_])|[{_MISSING}](?=[a-z]))*+")
_DROP = re.compile(rf"[{_MARKS}{_MISSING}'\u2018\u2019\u02bc]")
_LOOKALIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0458\u0455\u0432\u043a\u043c\u043d\u0442"
    "\u03b1\u03bf\u03c1\u03bd\u03ba\u03c4\u03c5\u03c7\u03b9\u0131\u00f8\u0142\u0111",
    "aeopcxyijsbkmhtaopvktuxiiold",
)
_ALIKE = {
    "saint": "st", "street": "st", "road": "rd", "avenue": "ave", "lane": "ln", "drive": "dr", "close": "cl",
    "court": "ct", "crescent": "cres", "gardens": "gdns", "terrace": "ter", "square": "sq", "mount": "mt",
    "doctor": "dr", "and": "", "saints": "sts", "number": "no",
}  # fmt: skip
_SCANNED = str.maketrans("015", "ols")
_HARD_GAP = re.compile(r"[.;:!?•|()\[\]]|\n[^\S\n]*\n[^\S\n]*\n")
_HYPHEN_BREAK = re.compile(r"[-\u2010\u2011\u00ad][^\S\n]*\n\s*|[-\u2010\u2011]")
LONG: Final = 8
"""From this many letters on a name may hold one slip, or be split anywhere."""
_PREFIX = 3


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """The folded form of one word; '' for what does not count ('and')."""
    folded = word.casefold()
    if not folded.isascii():
        opened = unicodedata.normalize("NFKD", folded).casefold().translate(_LOOKALIKE)
        folded = "".join(c for c in opened if not unicodedata.combining(c))
    folded = _DROP.sub("", folded)
    if not folded.isalpha() and sum(c.isalpha() for c in folded) >= 3:
        folded = folded.translate(_SCANNED)
    return _ALIKE.get(folded, folded)


@dataclass(frozen=True, slots=True)
class Words:
    """A text as folded words: word i is `keys[i]`, stands at text[starts[i]:ends[i]], and begins at joined[at[i]]."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    keys: tuple[str, ...]
    joined: str
    at: tuple[int, ...]


@lru_cache(maxsize=4)
def read(text: str) -> Words:
    """The words of a text; those that do not count are left out."""
    starts, ends, keys, at, length = [], [], [], [], 0
    for match in _WORD.finditer(text):
        if key := fold_word(match[0]):
            starts.append(match.start())
            ends.append(match.end())
            keys.append(key)
            at.append(length)
            length += len(key)
    return Words(text, tuple(starts), tuple(ends), tuple(keys), "".join(keys), tuple(at))


def squash(text: str) -> str:
    """What two ways to write one name have in common."""
    return read(text).joined


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a name: its folded words, what it stands for, and how freely it may be matched.

    `capital`: the text must begin with a capital letter. `upper`: all its letters must be capitals (initials).
    `titled`: a title must stand before it. `placed`: it must stand where a place stands ('moved to').
    `slip`: it may hold one slip. `loose`: any punctuation may stand inside; `close`: not even 'and'.
    """

    words: tuple[str, ...]
    thing: int
    rank: int = 0
    capital: bool = False
    upper: bool = False
    titled: bool = False
    placed: bool = False
    slip: bool = False
    loose: bool = False
    close: bool = False

    @property
    def key(self) -> str:
        """The words, squashed."""
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class Match:
    """Words [first, last] of a reading are a form, exactly or with a slip."""

    first: int
    last: int
    form: Form
    exact: bool


class _Halves:
    """Forms by their first, or last, letters before the middle: one slip leaves one of both halves whole."""

    def __init__(self, *, last: bool) -> None:
        self._last = last
        self._gate: set[str] = set()
        self._sizes: set[int] = set()
        self._forms: dict[str, list[tuple[int, Form]]] = {}

    def add(self, key: str, form: Form) -> None:
        """Take a form of LONG letters or more."""
        size = len(key) // 2 - 1
        half = key[-size:] if self._last else key[:size]
        self._gate.add(half[-_PREFIX:] if self._last else half[:_PREFIX])
        self._sizes.add(size)
        self._forms.setdefault(half, []).append((len(key), form))

    def candidates(self, joined: str, at: int) -> Iterator[tuple[int, Form]]:
        """Forms, with their length, whose half begins (or ends) at a place of the squashed text."""
        gate = joined[max(0, at - _PREFIX) : at] if self._last else joined[at : at + _PREFIX]
        if gate in self._gate:
            for size in self._sizes:
                half = joined[max(0, at - size) : at] if self._last else joined[at : at + size]
                yield from self._forms.get(half, ())


class Index:
    """All forms of all names of a case; finding them costs a look-up or two a word, however many there are."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._heads: dict[str, list[tuple[str, Form]]] = {}
        self._firsts, self._lasts = _Halves(last=False), _Halves(last=True)
        for form in dict.fromkeys(forms):
            key = form.key
            if not key:
                continue
            self._heads.setdefault(key[:_PREFIX], []).append((key, form))
            if form.slip and len(key) >= LONG and not key.isdigit():
                self._firsts.add(key, form)
                self._lasts.add(key, form)

    def find(self, words: Words) -> Iterator[Match]:
        """Every match of every form, overlapping ones too, in no order that matters."""
        ends = {begin + len(key): i for i, (begin, key) in enumerate(zip(words.at, words.keys, strict=True))}
        begins = {begin: i for i, begin in enumerate(words.at)}
        heads, joined = self._heads, words.joined
        for i, begin in enumerate(words.at):
            for length in range(1, _PREFIX + 1):
                for key, form in heads.get(joined[begin : begin + length], ()):
                    if length == _PREFIX or len(key) == length:
                        yield from _exact(words, i, key, form, ends)
            yield from self._slipped(words, i, ends, begins)

    def _slipped(self, words: Words, i: int, ends: dict[int, int], begins: dict[int, int]) -> Iterator[Match]:
        """Matches with one slip that begin, or end, with word i as the form does."""
        begin, end = words.at[i], words.at[i] + len(words.keys[i])
        for size, form in self._firsts.candidates(words.joined, begin):
            for length in (size, size - 1, size + 1):
                j = ends.get(begin + length)
                if j is not None and j >= i and _fits(words, i, j, form, exact=False):
                    yield Match(i, j, form, exact=False)
        for size, form in self._lasts.candidates(words.joined, end):
            for length in (size, size - 1, size + 1):
                j = begins.get(end - length)
                if j is not None and j <= i and _fits(words, j, i, form, exact=False):
                    yield Match(j, i, form, exact=False)


def _exact(words: Words, i: int, key: str, form: Form, ends: dict[int, int]) -> Iterator[Match]:
    begin = words.at[i]
    if not words.joined.startswith(key, begin):
        return
    end = begin + len(key)
    for tail in ("", "s", "es"):
        j = ends.get(end + len(tail))
        if j is not None and words.joined.startswith(tail, end) and (not tail or words.at[j] < end):
            if _fits(words, i, j, form, exact=True):
                yield Match(i, j, form, exact=True)
            return


def _fits(words: Words, i: int, j: int, form: Form, *, exact: bool) -> bool:
    """Whether words i..j may be read as the form, by their gaps, their capitals and their letters."""
    text = words.text
    first, raw = text[words.starts[i]], text[words.starts[i] : words.ends[j]]
    if form.capital and not (first.isupper() or first.isdigit()):
        return False
    if form.upper and any(c.islower() for c in raw.removesuffix("s")):
        return False
    if not exact and not _one_slip_away(words, i, j, form):
        return False
    return i == j or _one_name(words, i, j, form)


def _one_slip_away(words: Words, i: int, j: int, form: Form) -> bool:
    """Whether words i..j, no more than the form has, are the form with one slip and not without."""
    if j - i >= len(form.words):
        return False
    raw = words.text[words.starts[i] : words.ends[j]]
    if i == j and len(form.words) == 1 and raw.islower():
        return False
    said = words.joined[words.at[i] : words.at[j] + len(words.keys[j])]
    return said != form.key and one_slip(said, form.key)


def _one_name(words: Words, i: int, j: int, form: Form) -> bool:
    """Whether what stands between words i..j may stand inside one name."""
    text, length, cuts = words.text, 0, set()
    for word in form.words:
        length += len(word)
        cuts.add(length)
    at, spaced = 0, all(words.ends[n] - words.starts[n] == 1 for n in range(i, j + 1))
    for n in range(i, j):
        gap = text[words.ends[n] : words.starts[n + 1]]
        at += len(words.keys[n])
        short = words.ends[n] - words.starts[n] <= 3
        if form.close and ("&" in gap or any(c.isalnum() for c in gap)):
            return False
        if len(gap) > 12 or (not form.loose and _HARD_GAP.search(gap) and not (short and gap.strip() in {".", ".,"})):
            return False
        if at not in cuts and len(form.key) < LONG and not (spaced or form.loose or _HYPHEN_BREAK.fullmatch(gap)):
            return False
    return True


_SCANNER_PAIRS = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"))


def one_slip(said: str, meant: str) -> bool:
    """Whether one letter was changed, left out, put in or swapped with its neighbour, or two were scanned as one.

    Two different figures are never a slip: they are another number.
    """
    if said == meant:
        return True
    if abs(len(said) - len(meant)) > 1:
        return False
    head = 0
    while head < min(len(said), len(meant)) and said[head] == meant[head]:
        head += 1
    tail = 0
    while tail < min(len(said), len(meant)) - head and said[-1 - tail] == meant[-1 - tail]:
        tail += 1
    a, b = said[head : len(said) - tail], meant[head : len(meant) - tail]
    if (a + b).isdigit():
        return False
    if len(a) <= 1 and len(b) <= 1:
        return True
    if len(a) == len(b) == 2 and a == b[::-1]:
        return True
    return any(said.replace(two, one) == meant.replace(two, one) for two, one in _SCANNER_PAIRS)
