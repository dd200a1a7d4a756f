"""From one part of an address to the whole block: flat and house name before it, town and postcode after it."""

from recognisers.address_street import Street, number_before, street_at
from recognisers.address_tokens import Token
from recognisers.address_words import (
    CONNECTORS,
    COUNTIES,
    ESTATES,
    FUNCTION,
    HOUSE_TYPES,
    LABELS,
    MEDIUM_TYPES,
    MONTHS,
    STRONG_TYPES,
    UK_COUNTRIES,
    UNITS,
)
from recognisers.places_known import is_known_place
from recognisers.words import is_ordinary

_MAX_PARTS = 8


def block(tokens: list[Token], street: Street) -> tuple[int, int, bool]:
    """(first, last, ends in a postcode): the tokens of the whole address round a street."""
    first = backward(tokens, street.first) if street.numbered or _is_named_house(tokens, street) else street.first
    last, coded = forward(tokens, street.last)
    if coded:
        first = backward(tokens, first)
    return first, last, coded


def _is_named_house(tokens: list[Token], street: Street) -> bool:
    return tokens[street.last - 1].low in HOUSE_TYPES


def backward(tokens: list[Token], first: int) -> int:
    """Flats ('Flat 2'), named houses ('Rose Cottage') and 'c/o' directly before token `first`."""
    for _ in range(_MAX_PARTS):
        end = first
        lines = 0
        while end and (tokens[end - 1].raw in ",;|" or (tokens[end - 1].kind == "newline" and lines == 0)):
            lines += tokens[end - 1].kind == "newline"
            end -= 1
        start = _unit_before(tokens, end)
        if start is None and end < first:
            start = _house_before(tokens, end)
        if start is None:
            break
        first = start
    return _care_of(tokens, first)


def _unit_before(tokens: list[Token], end: int) -> int | None:
    """'Flat 2', 'Flat 3/2', 'Basement Flat', 'First Floor Flat' ending at `end`."""
    at = end - 1
    while at > 0 and (
        tokens[at].kind in ("number", "tenement")
        or tokens[at].raw in "/-"
        or (len(tokens[at].raw) == 1 and tokens[at].kind == "word")
    ):
        if tokens[at - 1].low in UNITS or (
            tokens[at - 1].low in ("no", "number") and at > 1 and tokens[at - 2].low in UNITS
        ):
            at -= 1 if tokens[at - 1].low in UNITS else 2
            while at and tokens[at - 1].low in (
                "ground",
                "first",
                "second",
                "third",
                "top",
                "basement",
                "upper",
                "lower",
                "floor",
            ):
                at -= 1
            return at
        at -= 1
        if end - at > 6:
            return None
    if end and tokens[end - 1].low in ("flat", "floor", "maisonette", "annexe", "annex"):
        at = end - 1
        while at and tokens[at - 1].low in (
            "ground",
            "first",
            "second",
            "third",
            "top",
            "basement",
            "upper",
            "lower",
            "floor",
            "garden",
        ):
            at -= 1
        return at if at < end - 1 else None
    return None


def _house_before(tokens: list[Token], end: int) -> int | None:
    """'Rose Cottage', '3 Rose Court' ending at `end`, before a comma or a line break."""
    if not end or tokens[end - 1].low not in HOUSE_TYPES or not tokens[end - 1].capital:
        return None
    at = end - 1
    while (
        at
        and end - at < 5
        and tokens[at - 1].kind == "word"
        and tokens[at - 1].capital
        and tokens[at - 1].low not in FUNCTION - {"the"}
    ):
        at -= 1
    if at == end - 1:
        return None
    return number_before(tokens, at)


def _care_of(tokens: list[Token], first: int) -> int:
    """'c/o Mrs Name, ' before the address."""
    for at in range(max(0, first - 8), first):
        if tokens[at].low == "c" and at + 2 < len(tokens) and tokens[at + 1].raw == "/" and tokens[at + 2].low == "o":
            between = tokens[at + 3 : first]
            if all(t.kind == "newline" or t.raw in ",.&" or t.capital for t in between):
                return at
    return first


def forward(tokens: list[Token], last: int) -> tuple[int, bool]:
    """Where the block ends that goes on after token `last`: the last part that is surely of the address."""
    best, at, lines = last, last, 0
    for _ in range(_MAX_PARTS):
        gap = at
        while gap < len(tokens) and (tokens[gap].raw in ",;|-–" or tokens[gap].kind == "newline"):
            lines += tokens[gap].kind == "newline"
            gap += 1
        if (
            gap < len(tokens)
            and tokens[gap].raw == "."
            and gap + 1 < len(tokens)
            and tokens[gap + 1].kind in ("postcode", "newline")
        ):
            gap += 1
            lines += tokens[gap].kind == "newline"
            gap += tokens[gap].kind == "newline"
        if lines > 7 or gap >= len(tokens):
            break
        if tokens[gap].low in ("postcode", "post") and _postcode_after_label(tokens, gap):
            return _postcode_after_label(tokens, gap), True
        if tokens[gap].kind == "postcode":
            return _country(tokens, gap + 1), True
        end, sure = _part(tokens, gap)
        if end == gap:
            break
        at = end
        if sure:
            best = end
    return best, False


def _postcode_after_label(tokens: list[Token], at: int) -> int:
    """'Postcode: LS8 1AA' on the same line goes with the address; 0 if it is not that."""
    for ahead in range(at + 1, min(at + 4, len(tokens))):
        if tokens[ahead].kind == "newline":
            return 0
        if tokens[ahead].kind == "postcode":
            return ahead + 1
    return 0


def _country(tokens: list[Token], last: int) -> int:
    at = last
    while at < len(tokens) and (tokens[at].raw == "," or tokens[at].kind == "newline"):
        at += 1
    if at < len(tokens) and at > last and tokens[at].low in UK_COUNTRIES and tokens[at].capital:
        end = at + 1
        if end == len(tokens) or tokens[end].kind == "newline" or tokens[end].raw in ".,":
            return end
    return last


def _part(tokens: list[Token], at: int) -> tuple[int, bool]:
    """One part of an address at `at`: (where it ends, whether it is surely one); ends at `at` when it cannot "
    "be one."""
    end, streets = at, False
    if (small := _small_line(tokens, at)) > at:
        return small, False
    if tokens[at].low in UNITS and at + 1 < len(tokens) and tokens[at + 1].kind in ("number", "tenement"):
        return at + 2, True
    while end < len(tokens) and end - at < 7:
        token = tokens[end]
        if token.kind in ("number", "tenement") and end == at:
            end += 1
            continue
        if token.kind != "word" or not (token.capital or (token.low in CONNECTORS and end > at)):
            if token.raw == "." and end > at and tokens[end - 1].low in ("st", "gt", "rd", "ave", "mt", "co"):
                end += 1
                continue
            break
        if (
            token.low in LABELS
            or token.low in MONTHS
            or (token.low in FUNCTION and token.low not in CONNECTORS | {"new", "long"})
        ):
            break
        streets = streets or token.low in STRONG_TYPES or token.low in MEDIUM_TYPES or token.low in ESTATES
        end += 1
    while end > at and tokens[end - 1].low in CONNECTORS:
        end -= 1
    if end == at:
        return at, False
    numbered = tokens[at].kind == "number"
    words = [t for t in tokens[at:end] if t.kind == "word"]
    if numbered and not (words and streets):
        return at, False
    known = _longest_known(tokens, at, end)
    if end < len(tokens) and tokens[end].kind == "word" and not known:
        return at, False
    if known:
        return known, True
    if streets and street_at(tokens, end - 1):
        return end, True
    return (end, False) if _breaks(tokens, end) else (at, False)


def _small_line(tokens: list[Token], at: int) -> int:
    """End of a line of one to three words in small letters of which one is strange: a town typed without a "
    "capital."""
    end = at
    while end < len(tokens) and tokens[end].kind == "word" and tokens[end].raw.islower():
        end += 1
    alone = end - at in (1, 2, 3) and at > 0 and tokens[at - 1].kind == "newline" and _breaks(tokens, end)
    return end if alone and any(not is_ordinary(t.raw) for t in tokens[at:end]) else at


def _longest_known(tokens: list[Token], at: int, end: int) -> int:
    """End of the longest known place or county that begins the part; 0 if none."""
    for stop in range(end, at, -1):
        name = " ".join(t.low for t in tokens[at:stop])
        if name in COUNTIES or is_known_place(name):
            return stop
    return 0


def _breaks(tokens: list[Token], at: int) -> bool:
    return at >= len(tokens) or tokens[at].kind in ("newline", "postcode") or tokens[at].raw in ",.;|"


def before_postcode(tokens: list[Token], at: int) -> int:
    """Where an address begins that ends with the postcode at `at`; `at` when only the postcode can be seen."""
    first = at
    for _ in range(_MAX_PARTS):
        end = first
        lines = 0
        while end and (tokens[end - 1].raw in ",;|-–" or tokens[end - 1].kind == "newline"):
            lines += tokens[end - 1].kind == "newline"
            end -= 1
        if lines > 1 or end == 0:
            break
        start = _part_before(tokens, end)
        if start is None:
            break
        first = start
    return first


def _part_before(tokens: list[Token], end: int) -> int | None:
    """The beginning of an address part that ends at `end`: a known place, a street, a house, a flat."""
    for size in range(5, 0, -1):
        start = end - size
        if start < 0 or any(t.kind == "newline" for t in tokens[start:end]):
            continue
        if not tokens[start].capital:
            continue
        name = " ".join(t.low for t in tokens[start:end])
        if (name in COUNTIES or is_known_place(name)) and not _continues_name(tokens, start):
            return start
    if tokens[end - 1].kind == "word" and (found := street_at(tokens, end - 1)):
        return found.first
    return _unit_before(tokens, end) if _unit_before(tokens, end) is not None else _house_before(tokens, end)


def _continues_name(tokens: list[Token], start: int) -> bool:
    """A capitalised word directly before: the place may be the last part of something else's name."""
    return (
        start > 0
        and tokens[start - 1].kind == "word"
        and tokens[start - 1].capital
        and tokens[start - 1].low not in FUNCTION
    )
