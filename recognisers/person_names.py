"""People's names: where one begins and ends in a run of capitalised words, and the key that its variants share."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from recognisers.gazetteers.words import words
from recognisers.words import groups, is_ordinary

_PEOPLE = groups("people")
FIRST: Final = _PEOPLE["first"]
SURNAME: Final = _PEOPLE["surname"]
NEVER: Final = _PEOPLE["never"]
KEPT: Final = _PEOPLE["kept"]
KEPT_FULL: Final = _PEOPLE["kept_full"]

_NO_NAMES = frozenset().union(*groups("explained").values())
_PARTICLES = frozenset(
    {"de", "da", "del", "della", "di", "van", "von", "der", "den", "bin", "ibn", "al", "el", "ap", "ab"}
)
_NOT_SURNAMES = groups("address")["strong_types"] | groups("address")["medium_types"]
_WORD = re.compile(r"[^\W\d_]++(?:['’‘\-‑][^\W\d_]++)*+(?!\d)")
_SHORTENED = re.compile(r"(?:'(?:m|ll|ve|d|re)|n't)$")
_BLANK = re.compile(r"\.?[ \u00a0]{1,2}|\.(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Name:
    """Characters [start, end) hold a name; `parts` are its words, folded, without initials; `initials` precede "
    "them."""

    start: int
    end: int
    parts: tuple[str, ...]
    initials: tuple[str, ...]


def fold(word: str) -> str:
    """Small letters without accents and without a possessive."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).casefold()
    return plain.replace("’", "'").replace("‘", "'").removesuffix("'s")


def is_first(low: str) -> bool:
    """A common first name, folded; of those that are ordinary words ('abbey') only the commonest ('rose')."""
    return low in FIRST or (low in words("given_names") and not is_ordinary(low) and low not in _NO_NAMES)


def is_name_word(word: str) -> bool:
    """Not an English word, or one that is a first name or surname too."""
    low = fold(word)
    return low not in NEVER and (is_first(low) or low in SURNAME or not (is_ordinary(low) or low in _NO_NAMES))


def name_at(text: str, start: int, *, trust_first: bool = False, small: bool = False, most: int = 4) -> Name | None:
    """The name that begins at `start`, up to `most` words; None if there is none.

    With `trust_first` the first word is taken unless it never is one ('Dr Brown', 'Ms Sale'); with `small` words in
    small letters count too, if they are no English words.
    """
    parts: list[str] = []
    initials: list[str] = []
    end = at = start
    while len(parts) < most:
        match = _WORD.match(text, at)
        if match is None:
            break
        word = match[0]
        low = fold(word)
        if len(word) == 1 and (word.isupper() or (small and text[match.end() : match.end() + 1] in " .")):
            if (
                low in ("i", "a")
                and not small
                and not parts
                and not initials
                and text[match.end() : match.end() + 1] == " "
            ):
                following = _WORD.match(text, match.end() + 1)
                if following is None or not following[0][0].isupper():
                    break
            initials.append(low)
        elif _is_part(text, match, parts, trust_first=trust_first, small=small) or (
            low in _PARTICLES and not small and (initials or word[0].isupper()) and _capital_follows(text, match.end())
        ):
            parts.append(low)
        else:
            break
        end = match.end() - (len(word) - len(re.sub(r"['’]s$", "", word)))
        if end < match.end():
            break
        gap = _BLANK.match(text, match.end())
        if (
            gap is None
            or ("\n" in gap[0] and parts and (trust_first is False or len(parts) != 1))
            or ("." in gap[0] and len(word) > 1)
        ):
            break
        at = gap.end()
    if not any(part not in _PARTICLES for part in parts):
        return None
    return Name(start, end, tuple(parts), tuple(initials))


def _is_part(text: str, match: re.Match[str], parts: list[str], *, trust_first: bool, small: bool) -> bool:
    """The word goes on the name whose `parts` stand before it."""
    word, low = match[0], fold(match[0])
    if _SHORTENED.search(low):
        return False
    if parts and low in _PARTICLES and not small:
        return _capital_follows(text, match.end())
    if not word[0].isupper():
        return small and (is_name_word(word) or _surname_after(parts, word, low))
    if is_name_word(word) or (trust_first and not parts and low not in NEVER) or _surname_after(parts, word, low):
        return True
    signed = (
        trust_first and len(parts) == 1 and not is_ordinary(parts[0]) and text[match.end() : match.end() + 1] in "\n"
    )
    return signed and word.istitle() and low not in NEVER and low not in _NOT_SURNAMES


def _surname_after(parts: list[str], word: str, low: str) -> bool:
    """An ordinary word in title case directly after a known first name: 'Amy Teal', but not 'Victoria Road'."""
    known = len(parts) == 1 and is_first(parts[0])
    if not known or low in NEVER or low in _NOT_SURNAMES:
        return False
    return word.istitle() or (low in words("surnames") and not is_ordinary(parts[0]))


def _capital_follows(text: str, at: int) -> bool:
    return at + 1 < len(text) and text[at] in " -" and text[at + 1].isupper()


def key(parts: tuple[str, ...]) -> str:
    """What all mentions of one person share."""
    return "person:" + " ".join(parts)
