"""Text as a verifier sees it: folded so that look-alikes are alike, cut into words, squashed with its word borders.

Written apart from the recognisers' own normalising on purpose: a fault there must not be repeated here.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import accumulate

from sanitiser.domain.kinds import LABEL_PATTERN

# Letters of other scripts that look Latin (Unicode confusables.txt, the Cyrillic and Greek letters of common fonts).
_HOMOGLYPHS = str.maketrans(
    "аеорсухіјѕһԁԛԝвкмнтАЕОРСУХІЈЅНВКМТԌԚԜοανιρυκτχεΑΒΕΖΗΙΚΜΝΟΡΤΥΧɡɑıℓ",
    "aeopcyxijshdqwbkmhtAEOPCYXIJSHBKMTGQWoavipuktxeABEZHIKMNOPTYXgail",
)

# Nobody sees them: zero-width, soft hyphen, bidirectional controls, variation selectors, tags.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)

_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_WORD = re.compile(r"[^\W_]+")

# 'McDonald' holds no Donald: these never end a word inside a word.
_PARTICLES = frozenset({"Mc", "Mac", "Fitz", "De", "Di", "Du", "Da", "Le", "La", "Van", "Von", "O"})
_INNER = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")

_BROKEN_LABEL = re.compile(r"\[[A-Z][A-Z' /&-]{0,40}+\s{1,4}(?:[A-Z' /&-]{0,40}+\s{0,4})\d{0,6}\]")
"""What may be a label with a line's end in it; only whole labels are made inert after it is joined."""

INERT = "\U0010ffff"
"""Stands for a label or another fixed text of ours: never part of a word, never squashed over."""


def fold(text: str) -> str:
    """The text without what is not seen, in compatibility form, without accents, look-alikes made alike.

    Letter case stays. Length may change.
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_HOMOGLYPHS)
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text))


def without_labels(text: str) -> str:
    """The text with every label made inert, also where a line ends inside it."""
    return LABEL_PATTERN.sub(INERT, _BROKEN_LABEL.sub(lambda found: " ".join(found[0].split()), text))


@dataclass(frozen=True, slots=True)
class Squashed:
    """The words of a text run together in lower case, and where words begin and end in that.

    `starts` and `ends` hold one flag a position, from 0 to the length. `words` are the words in their own case, with
    INERT among them where nothing may be squashed over.
    """

    text: str
    starts: bytearray
    ends: bytearray
    words: tuple[str, ...]


def squash(text: str) -> Squashed:
    """Cut a text into words: at whatever is no letter or digit, between letters and digits, and within camelCase."""
    text = fold(without_labels(text))
    words = re.findall(rf"{INERT}|[^\W_]++", text)
    known: dict[str, tuple[str, ...]] = {}  # a content stream says the same few operators over and over
    pieces: list[str] = []
    for word in words:
        parts = known.get(word)
        if parts is None:
            cut = (word,) if word.islower() or word.isdigit() else _parts(word)
            parts = known[word] = tuple(part.casefold() for part in cut)
        pieces += parts
    flags = bytearray(sum(map(len, pieces)) + 1)
    flags[0] = 1
    for border in accumulate(map(len, pieces)):
        flags[border] = 1
    return Squashed("".join(pieces), flags, flags, tuple(words))


def _parts(word: str) -> list[str]:
    if word.isdigit() or (word.isalpha() and (word[1:].islower() or word.isupper())):
        return [word]
    parts: list[str] = []
    for part in _INNER.split(word):
        if parts and parts[-1] in _PARTICLES:
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def squash_needle(text: str) -> str:
    """A needle's letters and digits run together in lower case."""
    return "".join(_WORD.findall(fold(text))).casefold()


def words_of(text: str) -> tuple[str, ...]:
    """A needle's words in their own case."""
    return tuple(_WORD.findall(fold(text)))
