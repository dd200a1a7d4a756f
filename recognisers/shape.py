"""Names of bodies by their shape: a head noun ('Primary School', 'NHS Foundation Trust') and the proper words at it.

The words of the name are found by their capitals; where those say nothing (headings in capitals, text in small letters)
by not being ordinary words. A name whose every word is ordinary for its kind ('the Community Hospital') is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from recognisers import context
from recognisers.gazetteers.words import words
from recognisers.heads import Head, head_at, heads
from recognisers.lexicon import terms
from recognisers.text import Reading, read

_FILE: Final = "shape"
_LINKS: Final = terms(_FILE, "links")
_LEADING: Final = terms(_FILE, "leading")
_SOFT_LEADING: Final = terms(_FILE, "soft_leading")
_NAME_WORDS: Final = terms(_FILE, "name_words")
_GENERIC: Final = terms(_FILE, "generic")
_GENERIC_SCHOOL: Final = terms(_FILE, "generic_school")
# roles whose heads are ordinary words, so that only capitals make a name
_WEAK: Final = terms(_FILE, "weak")
_ONLY_CAPITAL: Final = terms(_FILE, "only_capital")
_ENDING_LINKS: Final = frozenset({"at", "with", "in", "on", "for", "by", "from"})
_FORMS_OF_ADDRESS: Final = context.TITLES - {"lady", "lord", "sir", "dame", "captain", "master", "sister", "major"}
_OPENING_LINKS: Final = frozenset({"st", "la", "le", "de", "y", "yr"})
_NEVER_FIRST: Final = _LINKS - _OPENING_LINKS
_MAX_WORDS: Final = 9
_NAME_GAPS: Final = frozenset((" (", ") ", "/", " / ", "(", ")", "' ", "\u2019 ", "  "))


@dataclass(frozen=True, slots=True)
class Body:
    """Words first..last of a reading name a body; its head is among them. `name` are the telling words, folded."""

    reading: Reading
    first: int
    last: int
    head: Head
    name: tuple[str, ...]
    certain: bool  # capitals show it

    @property
    def span(self) -> tuple[int, int]:
        """Characters of the text."""
        return self.reading.starts[self.first], self.reading.ends[self.last]


@lru_cache(maxsize=8)
def bodies(text: str) -> tuple[Body, ...]:
    """Every body that the text names by a head noun, in order, none inside another."""
    found = [body for view in (read(text), *read(text).others) for body in _in_reading(view)]
    kept: list[Body] = []
    for body in sorted(found, key=lambda b: (b.span[0], -b.span[1])):
        if kept and body.span[0] < kept[-1].span[1]:
            if body.span[1] > kept[-1].span[1] and body.reading is kept[-1].reading:
                kept[-1] = replace(kept[-1], last=body.last, head=body.head, name=kept[-1].name + body.name)
            continue
        kept.append(body)
    return tuple(kept)


def _in_reading(reading: Reading) -> Iterator[Body]:
    known, found, done = heads(), reading.words, -1
    for i in range(len(found)) if reading.near is None else reading.near:
        if i <= done or found[i] not in known or (head := head_at(reading, i)) is None:
            continue
        done = i + len(head.phrase) - 1
        body = _after(reading, head, i, done) if head.before else _around(reading, head, i, done)
        if body is not None:
            yield body


def _around(reading: Reading, head: Head, first: int, last: int) -> Body | None:
    """A body whose name stands before its head, and may go on behind it ('… School for Girls', '… and Nursery')."""
    style = _style(reading, head, first, last)
    if style is None:
        return None
    start = first
    steps = 0
    while start > 0 and steps < _MAX_WORDS and _near(reading, start - 1):
        gap = reading.text[reading.ends[start - 1] : reading.starts[start]]
        if "\t" in gap or ("\n" in gap and (head.words in _WEAK or _short_line(reading.text, reading.ends[start - 1]))):
            break
        taken = _take(reading, start - 1, style)
        if not taken:
            break
        start -= taken
        steps += taken
    while start < first and (reading.words[start] in _NEVER_FIRST or _opens(reading, start)):
        start += 1
    end = _tail(reading, last)
    end = _trail(reading, end) if head.kind == "SCHOOL" and style == "title" else end
    if head.kind == "SCHOOL" and _somebodys(reading, first):
        return None
    name = _telling(reading, start, first, head)
    if not name or (end == last and _goes_on(reading, last) and not _proper_name(name)):
        return None
    return Body(reading, start, end, head, name, style == "title")


def _somebodys(reading: Reading, first: int) -> bool:
    """Whether a head in small letters is only somebody's: 'Kezia's school', but not 'St Mary's school'."""
    if reading.capital(first) or first < 2 or reading.words[first - 1] != "s":
        return False
    owner = reading.words[first - 2]
    saint = first > 2 and reading.words[first - 3] == "st"
    return not saint and owner not in _NAME_WORDS and reading.capital(first - 2)


def _short_line(text: str, end: int) -> bool:
    """Whether the line that ends here is a cell, a label or a heading, and not a line of prose broken at its width."""
    return end - text.rfind("\n", 0, end) < 45


def _goes_on(reading: Reading, last: int) -> bool:
    """Whether another capital word follows directly, so that the head may not be the name's end: 'School Avoidance'."""
    after = last + 1
    return (
        after < len(reading.words)
        and reading.text[reading.ends[last] : reading.starts[after]] == " "
        and reading.capital(after)
        and reading.words[after] in words("ordinary_words")
    )


def _proper_name(name: tuple[str, ...]) -> bool:
    return any(word in _NAME_WORDS or word not in words("ordinary_words") for word in name)


def _style(reading: Reading, head: Head, first: int, last: int) -> str | None:
    """How names are told from other words here: 'title' by capitals, 'shouted', 'small'; None: not at all."""
    if context.shouted(reading, first, last):
        return None if head.words in _WEAK and len(head.phrase) == 1 else "shouted"
    before = first - 1 if first and reading.words[first - 1] != "s" else first - 2
    if before < 0 or not _near(reading, first - 1):
        return None
    if reading.capital(last):
        return "title"
    if " ".join(head.phrase) in _ONLY_CAPITAL:
        return None
    if reading.capital(before) and not context.starts_sentence(reading, before):
        return "title"
    small = head.words not in _WEAK and not any(
        reading.capital(i) for i in range(max(0, first - 8), min(len(reading.words), last + 8))
        if not context.starts_sentence(reading, i) and len(reading.words[i]) > 1
    )  # fmt: skip
    return "small" if small else None


def _take(reading: Reading, index: int, style: str) -> int:
    """How many words before and with `index` belong to the name: 0, 1, or 2 with a linking word before a proper one."""
    word = reading.words[index]
    if (word in _LINKS and not (word in _OPENING_LINKS and reading.capital(index))) or word == "s":
        before = index - 1
        if before < 0 or not _near(reading, before):
            return 0
        hyphen = "-" in reading.text[reading.ends[before] : reading.starts[index]]
        if word in _ENDING_LINKS and not hyphen:  # 'Dr Patel at Oakfell Surgery': before it stands another name
            return 0
        if word in ("the", "and") and not reading.capital(before):
            return 0
        if word in ("of", "and") and _ends_person(reading, before):
            return 0
        return 2 if _proper(reading, before, style) else 0
    return 1 if _proper(reading, index, style) else 0


def _ends_person(reading: Reading, index: int) -> bool:
    """Whether a person's name ends at a word: 'PC Darren Shaw', 'Mrs Holroyd'; saints are no persons here."""
    if index < 1 or reading.words[index] in _NAME_WORDS:
        return False
    if reading.words[index - 1] in _FORMS_OF_ADDRESS or (index > 1 and reading.words[index - 2] in _FORMS_OF_ADDRESS):
        return True
    saint = index > 1 and reading.words[index - 2] == "st"
    return context.is_given_name(reading, index - 1) and not saint and reading.words[index] in words("surnames")


def _proper(reading: Reading, index: int, style: str) -> bool:
    """Whether a word may be part of a name."""
    word = reading.words[index]
    if word == "our" and reading.words[index + 1] in ("lady", "saviour", "redeemer"):
        return True
    if word in _LEADING or (word in _SOFT_LEADING and context.starts_sentence(reading, index)):
        return False
    if style == "title":
        return reading.capital(index) or (
            word.isdigit() and len(word) <= 3 and index > 0 and reading.capital(index - 1)
        )
    if "\n" in reading.text[reading.ends[index] : reading.starts[index + 1]]:
        return False
    if style == "shouted":  # only verbs end a name
        return (
            word in _GENERIC_SCHOOL
            or word in _NAME_WORDS
            or not (word.endswith(("ed", "ing")) and word in words("ordinary_words"))
        )
    return word in _NAME_WORDS or word not in words("ordinary_words")


def _near(reading: Reading, index: int) -> bool:
    """Whether a word and the next may belong to one name; brackets and strokes are allowed inside names."""
    gap = reading.text[reading.ends[index] : reading.starts[index + 1]]
    if "." in gap:
        return reading.ends[index] - reading.starts[index] == 1 or reading.words[index] == "st"
    if "(" in gap:  # an opening bracket belongs to a name only if it is closed at once: 'CofE (VA) Primary'
        return gap in _NAME_GAPS and ")" in reading.text[reading.starts[index + 1] : reading.starts[index + 1] + 20]
    return gap in _NAME_GAPS or ("," not in gap and reading.linked(index))


def _opens(reading: Reading, index: int) -> bool:
    """Whether a word only begins its sentence: an ordinary word there has its capital from that."""
    if not context.starts_sentence(reading, index):
        return False
    word = reading.words[index]
    return word in words("ordinary_words") and word not in _NAME_WORDS and word.endswith(("s", "ed", "ing"))


def _tail(reading: Reading, last: int) -> int:
    """The last word of what belongs to a name behind its head."""
    for phrase in _tails():
        end = last + len(phrase)
        if (
            end < len(reading.words)
            and tuple(reading.words[last + 1 : end + 1]) == phrase
            and _all_near(reading, last, end)
        ):
            return end
    return last


def _all_near(reading: Reading, first: int, last: int) -> bool:
    return all(_near(reading, i) for i in range(first, last))


def _trail(reading: Reading, last: int) -> int:
    """The last of up to three proper words right behind a head: '… Academy East Dulwich', '… School, Bryn'."""
    end = last
    while end + 1 < len(reading.words) and end - last < 3:
        gap = reading.text[reading.ends[end] : reading.starts[end + 1]]
        word = reading.words[end + 1]
        if (
            gap not in ((" ", ", ", " (") if end == last else (" ", ", ", "-"))
            or not reading.capital(end + 1)
            or word in _LEADING
            or word in words("given_names")
            or (len(word) > 1 and reading.raw(end + 1).isupper())  # its initials come
        ):
            break
        if word in words("ordinary_words") and word not in _NAME_WORDS:
            break
        end += 1
    proper = [i for i in range(last + 1, end + 1) if reading.words[i] not in words("ordinary_words")]
    return proper[-1] if proper else last


@lru_cache(maxsize=1)
def _tails() -> tuple[tuple[str, ...], ...]:
    split = [tuple(t.split()) for t in terms(_FILE, "tails")]
    return tuple(sorted(split, key=lambda t: (-len(t), t)))


def _after(reading: Reading, head: Head, first: int, last: int) -> Body | None:
    """A body whose head stands before its name: 'University of Leeds', 'HMP Wakefield', 'Ysgol y Bryn'."""
    shouted = context.shouted(reading, first, last)
    certain = reading.capital(first) and not shouted
    end = last
    while end + 1 < len(reading.words) and end - last < 6 and reading.linked(end):
        step = 2 if reading.words[end + 1] in _LINKS and end + 2 < len(reading.words) and reading.linked(end + 1) else 1
        at = end + step
        if not _proper_after(reading, at, certain):
            break
        end = at
    start = first
    while (
        start > 0
        and first - start < 4
        and reading.linked(start - 1)
        and certain
        and _proper(reading, start - 1, "title")
    ):
        start -= 1
    while start < first and _opens(reading, start):
        start += 1
    name = tuple(w for w in reading.words[last + 1 : end + 1] if w not in _LINKS)
    if end == last or all(w in (_GENERIC_SCHOOL if head.kind == "SCHOOL" else _GENERIC) for w in name):
        return None
    return Body(reading, start, end, head, name, certain)


def _proper_after(reading: Reading, index: int, certain: bool) -> bool:
    if index >= len(reading.words):
        return False
    word = reading.words[index]
    if word in _LEADING or "\n" in reading.text[reading.ends[index - 1] : reading.starts[index]]:
        return False
    if certain:
        return reading.capital(index)
    return word in _NAME_WORDS or word not in words("ordinary_words")


def _telling(reading: Reading, start: int, head_first: int, head: Head) -> tuple[str, ...]:
    """The words before the head that tell which body it is; empty if every word is usual for its kind."""
    name = tuple(w for w in reading.words[start:head_first] if w not in _LINKS and w != "s")
    usual = (_GENERIC_SCHOOL if head.kind == "SCHOOL" else _GENERIC) | set(head.phrase)
    short = head.words in _WEAK  # initials of offices ('LADO service') are usual
    if all(
        w in usual or w.isdigit() or (short and len(w) <= 4 and _initials(reading, w, start, head_first)) for w in name
    ):
        return ()
    return name


def _initials(reading: Reading, word: str, first: int, last: int) -> bool:
    return any(reading.words[i] == word and reading.raw(i).isupper() for i in range(first, last))
