"""Addresses: from flat and house name to postcode as one finding, over lines and table cells; streets and estates."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from presidio_analyzer import RecognizerResult

from recognisers import address_words as words
from recognisers.address_after import street_after
from recognisers.address_block import before_postcode, block, forward
from recognisers.address_street import Street, street_at
from recognisers.address_tokens import Token, View
from recognisers.models.segments import is_explained
from recognisers.span import SpanRecogniser, lowered


def _any(group: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in group), key=lambda w: (-len(w), w)))


_TYPE = rf"(?:{_any(words.STRONG_TYPES | words.MEDIUM_TYPES | words.PREFIX_TYPES)})"
_SHORT = rf"(?:{_any(words.SHORT_TYPES)})"
_SEED = re.compile(
    rf"(?<![\w'’-])(?:(?P<type>{_TYPE})|(?P<short>{_SHORT}))(?![\w'’])(?!-\w)"
    r"|(?<![\w.,:/£$€%-])(?P<number>\d{1,4}[A-Za-z]?),?[ ](?=[^\W\d_])"
    r"|(?P<code>(?<!\w)[a-z]{1,2}\d[a-z\d]?[ \u00a0]{0,3}\n? ?\d[a-z]{2}(?!\w))"
    r"|(?P<box>(?<!\w)(?:p\.? ?o\.? ?box|bfpo) ?\d{1,6}(?!\w))"
)
_OPPOSITE = re.compile(
    r"(?<!\w)(?:opposite|next door to|round the corner from|across the road from) (?:the )?"
    r"(?P<name>[A-Z][\w'’&-]{1,24}+(?: (?:[A-Z&][\w'’-]{0,24}+|of|the|and)){0,4}+)"
)
_ROAD = re.compile(
    r"(?<!\w)(?:(?:the|on|off|near|along|from|via|of|and|towards) (?:the )?)(?P<road>M\d{1,2}|A\d{2,4}(?:\(M\)|"
    r"\(T\))?|A1\(M\)|A[1-9]|B\d{4})(?![\w-])(?! (?:level|paper|size|grade|sheet))"
)
_BUS = re.compile(
    r"(?<!\w)(?:(?:bus|tram) (?:route|service|line|number|no\.?) [A-Z]?\d{1,3}[A-Z]?(?!\w)"
    r"|(?:the |number |no\.? ?|route )[A-Z]?\d{1,3}[A-Z]? (?:bus|tram)(?:es|s)?(?!\w))",
    re.I,
)
_ESTATE = re.compile(
    r"(?<!\w)(?P<name>(?:[A-Z][\w'’-]{1,24}+ ){1,4}+)?(?<=[ ])(?:(?:Housing|Industrial|Trading|Council|Caravan|"
    r"Retail|Business) )?(?:Estates?|Park Homes|Caravan Park|Retail Park|Business Park)(?!\w)"
)


_SMALL_ESTATE = re.compile(r"(?<!\w)(?:the|on|near|off) (?P<name>[a-z]{4,}+) (?:housing |council )?estate(?!\w)")


# the last figures of a longer number at a line's end are no house number: '943 476 5919' above a street
_TAIL_OF_NUMBER = re.compile(r"\d[ \u00a0-](?P<tail>\d{3,4})[ \t]*\n[ \t]*")


class AddressRecogniser(SpanRecogniser):
    """Finds whole addresses, from the flat to the postcode.

    Rules on the words for kinds of street, house numbers, Scottish tenements, Welsh and Gaelic streets, named houses,
    PO boxes. A street without a number is left to StreetRecogniser. Does not know that a bare name is a house's.
    """

    KIND = "ADDRESS"

    def find_in(self, text: str) -> Iterator[RecognizerResult]:
        """Addresses in order; those that overlap are one."""
        last: RecognizerResult | None = None
        for found in self._found(text):
            cut = _TAIL_OF_NUMBER.match(text, max(0, found.start - 2))
            if cut is not None and cut.start("tail") == found.start and cut.end() < found.end:
                found.start = cut.end()
            if last is not None and found.start < last.end:
                start, end = min(last.start, found.start), max(last.end, found.end)
                score = max(last.score, found.score)
                last = self.finding(start, end, score, "parts of one address", sure=score >= 0.9)
                continue
            if last is not None:
                yield last
            last = found
        if last is not None:
            yield last

    def _found(self, text: str) -> Iterator[RecognizerResult]:
        reached, view = 0, View(text)
        for seed in _seeds(text):
            if seed.start() < reached:
                continue
            found = self._at(*view.at(seed.start(), seed.end()), seed)
            if found is not None:
                yield found
                reached = found.end

    def _at(self, window: list[Token], at: int, seed: re.Match[str]) -> RecognizerResult | None:
        if at < 0:
            return None
        if seed["box"]:
            end = next(i for i, t in enumerate(window) if t.end >= seed.end()) + 1
            last, _ = forward(window, end)
            return self._span(window, at, last, 0.9, "a post office box")
        if seed["code"] and window[at].kind != "postcode":
            return None
        if seed["code"]:
            first = before_postcode(window, at)
            return self._span(window, first, at + 1, 0.85, "lines that end in a postcode") if first < at else None
        street = street_after(window, at) if seed["number"] else street_at(window, at)
        if street is None:
            return None
        first, last, coded = block(window, street)
        if not street.numbered and not coded and not _housed(window, first, street):
            return None
        if coded:
            return self._span(window, first, last, 0.97, f"{street.why}, up to the postcode")
        return self._span(window, first, last, street.score, street.why)

    def _span(self, window: list[Token], first: int, last: int, score: float, why: str) -> RecognizerResult:
        return self.finding(window[first].start, window[last - 1].end, score, why, sure=score >= 0.9)


def _housed(window: list[Token], first: int, street: Street) -> bool:
    """A flat or a named house stands before the street, or the street's word is a house's."""
    return first < street.first or window[street.last - 1].low in words.HOUSE_TYPES


@lru_cache(maxsize=4)
def _seeds(text: str) -> tuple[re.Match[str], ...]:
    """Where an address or street may stand; both recognisers start from the same. Cheap tests spare most windows:
    ordinary 'way' and 'place' in small letters are no streets."""
    return tuple(
        seed
        for seed in _SEED.finditer(lowered(text))
        if not seed["type"] or seed["type"] in words.STRONG_TYPES or text[seed.start()].isupper()
    )


class StreetRecogniser(SpanRecogniser):
    """Finds streets without a number, estates, corners, road numbers and bus routes: kind PLACE."""

    KIND = "PLACE"

    def find_in(self, text: str) -> Iterator[RecognizerResult]:
        """Findings may lie inside an address."""
        reached, view = 0, View(text)
        for seed in _seeds(text):
            if not seed["type"] or seed.start() < reached:
                continue
            window, at = view.at(seed.start(), seed.end())
            street = street_at(window, at) if at >= 0 else None
            if street is None or street.numbered:
                continue
            start, end = window[street.first].start, window[street.last - 1].end
            reached = end
            yield self.finding(start, end, street.score, street.why, sure=street.score >= 0.75)
        for pattern, group, score, why in (
            (_ROAD, "road", 0.7, "the number of a road"),
            (_OPPOSITE, "name", 0.5, "a name after 'opposite'"),
        ):
            for match in pattern.finditer(text):
                yield self.finding(match.start(group), match.end(group), score, why)
        for match in _BUS.finditer(text):
            yield self.finding(match.start(), match.end(), 0.65, "a bus route")
        for match in _SMALL_ESTATE.finditer(text):
            if not is_explained(match["name"]):
                yield self.finding(match.start("name"), match.end(), 0.65, "the name of an estate in small letters")
        for match in _ESTATE.finditer(text):
            if match["name"]:
                yield self.finding(match.start(), match.end(), 0.75, "the name of an estate", sure=True)
