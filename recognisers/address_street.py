"""Streets: reads a name back from the word for a kind of street, and the number before it."""

from dataclasses import dataclass

from recognisers.address_tokens import Token
from recognisers.address_words import (
    AFTER_NUMBERED,
    CONNECTORS,
    COUNTED,
    DIRECTIONS,
    ESTATES,
    FUNCTION,
    HOUSE_TYPES,
    KEPT_STREETS,
    LABELS,
    LIVES,
    MEDIUM_TYPES,
    MONTHS,
    NEVER_IN_NAME,
    NOT_STREETS,
    PREFIX_TYPES,
    SHORT_TYPES,
    STRONG_TYPES,
    UNITS,
)
from recognisers.words import is_ordinary

_MAX_NAME = 6


@dataclass(frozen=True, slots=True)
class Street:
    """Tokens [first, last) are a street, with its number when `numbered`. `score` is 0..1."""

    first: int
    last: int
    numbered: bool
    score: float
    why: str


def street_at(tokens: list[Token], at: int) -> Street | None:
    """The street that ends with, or (in Welsh and Gaelic) begins with, the word at `at`."""
    low = tokens[at].low
    if low in PREFIX_TYPES and (found := _prefixed(tokens, at)):
        return found
    if low not in STRONG_TYPES and low not in MEDIUM_TYPES and low not in SHORT_TYPES:
        return None
    first = _name_start(tokens, at)
    last = at + 1
    if last < len(tokens) and tokens[last].low in DIRECTIONS and tokens[last].raw[0].isupper() == tokens[at].capital:
        last += 1
    names = [t for t in tokens[first:at] if t.kind == "word"]
    number = number_before(tokens, first)
    if number < first:
        return _numbered(tokens, number, at, last, names)
    return _nameless(tokens, first, at, last, names)


def number_before(tokens: list[Token], first: int) -> int:
    """Where the house number before token `first` begins (ranges, flats, tenements included); `first` if none."""
    at = first - 1
    if at > 0 and tokens[at].raw == ",":
        at -= 1
    if at < 0 or tokens[at].kind not in ("number", "tenement"):
        return first
    while at >= 2 and tokens[at - 1].raw in "-–/&" and tokens[at - 2].kind in ("number", "tenement"):
        at -= 2
    if at and (tokens[at - 1].low in COUNTED or tokens[at - 1].low in MONTHS):
        return first
    while at >= 1:
        back = at - 1 if tokens[at - 1].raw != "," else at - 2
        if back >= 0 and tokens[back].kind in ("tenement", "number") and _is_flat(tokens, back):
            at = back - 2 if back >= 2 and tokens[back - 1].raw == "/" else back
            continue
        break
    if at and tokens[at - 1].low in UNITS:
        return at - 1
    if at and tokens[at - 1].low in ("no", "number", "nos") and tokens[at - 1].kind == "word":
        at -= 1
    elif at >= 2 and tokens[at - 1].raw == "." and tokens[at - 2].low == "no":
        at -= 2
    elif at >= 3 and tokens[at - 1].kind == "newline" and tokens[at - 2].raw == "." and tokens[at - 3].low == "no":
        at -= 3
    return at


def _is_flat(tokens: list[Token], at: int) -> bool:
    """A tenement's flat: 3/2 before the number of the stair, 2F1."""
    if tokens[at].kind == "tenement":
        return True
    return at >= 2 and tokens[at - 1].raw == "/" and tokens[at - 2].kind in ("number", "tenement")


def _name_start(tokens: list[Token], at: int) -> int:
    """Where the name before the type begins."""
    title = tokens[at].capital
    shouted = tokens[at].raw.isupper() and len(tokens[at].raw) > 1
    if title and (wide := _name_after_number(tokens, at)) is not None:
        return wide
    first = at
    while first and at - first < _MAX_NAME:
        token = tokens[first - 1]
        if token.kind != "word":
            saint = token.raw == "." and first >= 2 and tokens[first - 2].low in ("st", "gt", "lt", "mt", "dr")
            broken = token.kind == "newline" and _goes_over(tokens, first - 1)
            if not (saint or broken or (token.raw == "&" and first < at)):
                break
        elif title and token.capital:
            if token.low in FUNCTION and not (
                token.low in ("the", "long", "new", "first", "second", "main") and not shouted
            ):
                break
            if token.low in LABELS and first < at and not number_before(tokens, first - 1) < first - 1:
                break
        elif not (
            (title and token.low in CONNECTORS and first < at and first >= 2 and tokens[first - 2].capital)
            or (not title and token.raw.islower() and token.low not in FUNCTION and at - first < 3)
        ):
            break
        first -= 1
    while first < at and (tokens[first].kind != "word" or tokens[first].low in ("and", "&", "of", "in", "on", "by")):
        first += 1
    return first


def _name_after_number(tokens: list[Token], at: int) -> int | None:
    """Where the name begins when only capitalised words and connectors stand between it and a number."""
    first = at
    while first and at - first < _MAX_NAME:
        token = tokens[first - 1]
        if token.kind == "number":
            return first if first < at else None
        if token.kind != "word" or token.low in NEVER_IN_NAME or not (token.capital or token.low in CONNECTORS):
            return None
        first -= 1
    return None


def _goes_over(tokens: list[Token], newline: int) -> bool:
    """A name goes on over the line break: one to three capitalised words stand before it, and before them a number
    ('14 Acacia<break>Avenue') or a word in small letters ('on Manor<break>Drive')."""
    at, words = newline - 1, 0
    while at >= 0 and tokens[at].kind == "word" and tokens[at].capital and words < 3:
        at, words = at - 1, words + 1
    if not words or at < 0:
        return False
    return tokens[at].kind == "number" or tokens[at].low in ("on", "off", "in", "at", "along", "near")


def _numbered(tokens: list[Token], number: int, at: int, last: int, names: list[Token]) -> Street | None:
    low, title = tokens[at].low, tokens[at].capital
    if not names:
        return None
    strange = any(not is_ordinary(t.raw) for t in names if t.low not in CONNECTORS)
    after = tokens[last] if last < len(tokens) else None
    noun_follows = (
        after is not None and after.kind == "word" and after.raw.islower() and after.low not in AFTER_NUMBERED
    )
    if low in SHORT_TYPES and low not in STRONG_TYPES:
        saint = low in ("st", "dr") and after is not None and after.kind == "word" and after.capital
        return None if saint and not strange else Street(number, last, True, 0.85, "a house number and a street")
    if low in STRONG_TYPES and title:
        return Street(number, last, True, 0.95, "a house number and a street")
    if low in STRONG_TYPES:
        sure = (
            strange
            or lives_before(tokens, number)
            or (after is not None and (after.raw == "," or after.kind == "postcode"))
        )
        return Street(number, last, True, 0.8, "a house number and a street in small letters") if sure else None
    if not title or names[0].low in MONTHS:
        return None
    building = low in ("court", "house", "place", "hall")
    if not strange and (noun_follows or (building and names[-1].low in NOT_STREETS)):
        return None
    return Street(number, last, True, 0.85 if strange else 0.7, "a number and what may be a street")


# at a line's beginning these belong to the street: 'Great George Street'
_NARROWING = frozenset(
    [
        "great",
        "little",
        "old",
        "new",
        "upper",
        "lower",
        "north",
        "south",
        "east",
        "west",
        "high",
        "long",
        "back",
        "middle",
        "royal",
        "inner",
        "outer",
        "far",
        "nether",
    ]
)


def _nameless(tokens: list[Token], first: int, at: int, last: int, names: list[Token]) -> Street | None:
    """A street without a number."""
    low, title = tokens[at].low, tokens[at].capital
    if not names or " ".join(t.low for t in tokens[first : at + 1]) in KEPT_STREETS:
        return None
    if not title:
        strange = any(not is_ordinary(t.raw) for t in names)
        lives = lives_before(tokens, first)
        if low in STRONG_TYPES and lives and len(names) <= 3:
            return Street(first, last, False, 0.65, "a street after a word for living there")
        on = first and tokens[first - 1].low in (
            "on",
            "off",
            "in",
            "at",
            "along",
            "near",
            "opposite",
            "of",
            "to",
            "from",
            "down",
            "up",
        )
        return (
            Street(first, last, False, 0.6, "a street in small letters")
            if strange and on and low in STRONG_TYPES
            else None
        )
    while (
        len(names) > 1
        and _begins_sentence(tokens, first)
        and is_ordinary(names[0].raw)
        and names[0].low not in _NARROWING
        and not is_ordinary(names[-1].raw)
    ):
        first, names = first + 1, names[1:]
    if all(t.low in FUNCTION for t in names):
        return None
    if low in STRONG_TYPES:
        return Street(first, last, False, 0.75, "the name of a street")
    strange = any(not is_ordinary(t.raw) for t in names)
    if low in SHORT_TYPES or names[-1].low in NOT_STREETS or names[-1].low.endswith(("'s", "s'")):
        return None
    near = first > 0 and tokens[first - 1].low in ("on", "off", "along", "near", "opposite", "behind", "corner")
    lives = lives_before(tokens, first)
    if low in HOUSE_TYPES:
        return Street(first, last, False, 0.6, "the name of a house after a word for living there") if lives else None
    if lives or (near and strange) or (tokens[first - 1].low in ("on", "off") and first > 0 and low not in ESTATES):
        return Street(first, last, False, 0.65, "what may be a street after a word for living there")
    return None


def _prefixed(tokens: list[Token], at: int) -> Street | None:
    """'Heol y Bont', 'Stryd Fawr', '12 Maes-y-Coed'."""
    last = at + 1
    while last < len(tokens) and last - at <= 4:
        token = tokens[last]
        if token.kind == "word" and (
            token.capital or token.low in ("y", "yr", "ar", "o", "a", "na", "nan", "an", "pen", "la", "de", "du", "des")
        ):
            last += 1
            continue
        break
    while last > at + 1 and not tokens[last - 1].capital:
        last -= 1
    number = number_before(tokens, at)
    low = tokens[at].low
    sure = low in ("stryd", "ffordd", "heol", "lôn", "rhodfa", "sráid", "sràid", "bóthar", "rathad")
    if not tokens[at].capital:
        return None
    if number < at and last > at + 1:
        return Street(number, last, True, 0.9, "a house number and a Welsh or Gaelic street")
    if sure and last > at + 1:
        return Street(at, last, False, 0.8, "a Welsh or Gaelic street")
    return None


def _begins_sentence(tokens: list[Token], first: int) -> bool:
    return first == 0 or tokens[first - 1].kind == "newline" or tokens[first - 1].raw in ".:;•–-"


def lives_before(tokens: list[Token], first: int) -> bool:
    """A word for living, or an address label, within four words before."""
    for token in tokens[max(0, first - 5) : first][::-1]:
        if token.kind == "newline" or token.raw == ".":
            return False
        if token.low in LIVES:
            return True
    return False
