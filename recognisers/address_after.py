"""Streets read forward from a house number, also those whose name ends with no word for a street."""

from dataclasses import replace

from recognisers.address_street import Street, lives_before, number_before, street_at
from recognisers.address_tokens import Token
from recognisers.address_words import (
    COUNTED,
    FUNCTION,
    MEDIUM_TYPES,
    MONTHS,
    NEVER_IN_NAME,
    ROUTE,
    STRONG_TYPES,
    UNITS,
    VERBS,
)
from recognisers.words import is_ordinary


def street_after(tokens: list[Token], number: int) -> Street | None:
    """The street whose number stands at `number`; '14 Abbeystead' too, where an address is meant."""
    if number and tokens[number - 1].low in MONTHS:
        return None  # the year of a date
    for at in range(number + 1, min(number + 8, len(tokens))):
        token = tokens[at]
        if token.kind != "word" and token.raw not in ",.&/-–" and token.kind not in ("number", "tenement", "newline"):
            break
        if token.kind == "word" and (found := street_at(tokens, at)) and found.numbered and found.first <= number:
            return _route(tokens, number) or _longest(tokens, found)
    return _route(tokens, number) or _unnamed_type(tokens, number)


def _route(tokens: list[Token], number: int) -> Street | None:
    """'14 Road from Pye Corner To Trehill Lodge', '14 B5101 Cymau Road': a road in the words of a highways list."""
    last, best, words = number + 1, number + 1, 0
    while last < len(tokens) and last - number < 16:
        token = tokens[last]
        if token.low in NEVER_IN_NAME - ROUTE or token.low in FUNCTION - ROUTE - {"main", "new", "long"}:
            break
        if token.kind == "road" or (token.kind == "word" and token.capital):
            words += token.kind == "road" or (token.low in ROUTE and last > number + 1)
            named = token.kind == "road" or token.low in STRONG_TYPES | MEDIUM_TYPES or not is_ordinary(token.raw)
            best = last + 1 if named or token.low in ("junction", "school", "boundary") else best
        elif token.raw not in "()":
            break
        last += 1
    if not words or best < number + 3 or tokens[number + 1].low in MONTHS | COUNTED:
        return None
    types = any(t.kind == "road" or t.low in STRONG_TYPES | MEDIUM_TYPES for t in tokens[number + 1 : best])
    return Street(number, best, True, 0.7, "a number and a road by its junctions") if types else None


def _longest(tokens: list[Token], street: Street) -> Street:
    """'Brook Court Gordon Terrace', 'Ash Church Road': goes on while a later word makes a longer street."""
    for at in range(min(street.last + 2, len(tokens) - 1), street.last - 1, -1):
        between = tokens[street.last : at + 1]
        if all(t.kind == "word" and t.capital for t in between) and tokens[at].low in STRONG_TYPES | MEDIUM_TYPES:
            return replace(street, last=at + 1)
    return street


def _unnamed_type(tokens: list[Token], number: int) -> Street | None:
    """'14 Abbeystead': a number and capitalised words with no word for a street, where an address is meant."""
    first = number + 1
    if first < len(tokens) and tokens[first].raw == ",":
        first += 1
    last = first
    while last < len(tokens) and last - first < 4 and tokens[last].kind == "word" and tokens[last].capital:
        last += 1
    names = tokens[first:last]
    start = number_before(tokens, first)
    if not names or start >= first or names[0].low in MONTHS or names[0].low in COUNTED or names[0].low in UNITS:
        return None
    after = tokens[last] if last < len(tokens) else None
    ends = after is None or after.kind in ("newline", "postcode") or after.raw in ",.;)"
    lives = lives_before(tokens, start)
    strange = any(not is_ordinary(t.raw) for t in names)
    plural = names[-1].low.endswith("'s")
    if after is not None and after.low in VERBS and len(names) == 1:
        return None
    if plural or (not lives and not (ends and strange and _at_before(tokens, start))):
        return None
    if not strange and not ends:
        return None
    return Street(start, last, True, 0.7 if strange else 0.55, "a number and a name where an address is expected")


def _at_before(tokens: list[Token], start: int) -> bool:
    return (
        start == 0
        or tokens[start - 1].low in ("at", "of", "from", "to", ",", "visit")
        or tokens[start - 1].kind == "newline"
    )
