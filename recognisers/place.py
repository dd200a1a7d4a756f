"""Places: towns, villages, suburbs, stations, regions, counties, peoples of them, landmarks, rivers.

By gazetteer, told from ordinary words and people's names by what stands around them; and by shape, for the many that no
gazetteer holds ('Upper Thornby', 'Marsh-on-Sea', 'moved to Kirkholme').
"""

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from presidio_analyzer import RecognizerResult

from recognisers import context
from recognisers.base import Recogniser
from recognisers.gazetteers.imported import imported_names
from recognisers.gazetteers.names import Entry, Hit, names
from recognisers.gazetteers.words import words
from recognisers.lexicon import alternation, terms
from recognisers.ordinary import only_a_word
from recognisers.result import result
from recognisers.text import Reading
from recognisers.words import groups

KIND: Final = "PLACE"
_FILE: Final = "place"
_FILES: Final = ("places", "stations")
_DIRECTIONS: Final = terms(_FILE, "directions")
_NOT_PLACES: Final = terms(_FILE, "not_places")
_WORLD: Final = groups("explained")["world"]  # countries, peoples, languages, religions: they stay
_NEVER: Final = terms(_FILE, "never")
_ENDINGS: Final = tuple(sorted(terms(_FILE, "endings")))
_BEGINNINGS: Final = tuple(sorted(terms(_FILE, "beginnings")))
_EDGE = r"(?<![^\W_])"
_WORD = r"[A-Z][\w'\u2019]*+"
_TAIL = re.compile(
    rf"{_EDGE}(?P<name>{_WORD}(?:[ -]{_WORD}){{0,3}}?) (?i:{alternation(_FILE, 'tails_after')})(?![^\W_])"
)
_LINKED = alternation(_FILE, "connected").replace("\\ ", "[ -]")
_CONNECTED = re.compile(rf"{_EDGE}{_WORD}(?:[ -]{_WORD})?[ -](?i:{_LINKED})(?![^\W_])")
_HEAD = re.compile(
    rf"{_EDGE}(?:River|Lake|Loch|Lough|Mount|Isle of|Vale of|Forest of|Llyn|Afon|Firth of|Ben|Cwm|RIVER|LAKE|LOCH)"
    rf" {_WORD}(?: {_WORD})?"
)
_BEFORE_NAMES: Final = terms(_FILE, "before_names")
_NARROW: Final = terms(_FILE, "narrow")


class PlaceRecogniser(Recogniser):
    """Finds PLACE; `entity` is 'place:' and the folded name."""

    kinds: ClassVar[tuple[str, ...]] = (KIND,)

    def find(self, reading: Reading) -> Iterator[RecognizerResult]:
        """Gazetteer first, then shapes outside what it found."""
        found: list[RecognizerResult] = []
        for view in (reading, *reading.others):
            for gazetteer in (*map(names, _FILES), *imported_names(KIND)):
                found.extend(one for hit in gazetteer.hits(view) if (one := _judge(view, hit)) is not None)
        found = _outermost(found)
        yield from found
        spans = [(r.start, r.end) for r in found]
        for one in (*_shapes(reading), *_unknown(reading)):
            if not any(s <= one.start and one.end <= e for s, e in spans):
                spans.append((one.start, one.end))
                yield one


def _outermost(found: list[RecognizerResult]) -> list[RecognizerResult]:
    kept: list[RecognizerResult] = []
    for one in sorted(found, key=lambda r: (r.start, -r.end, -r.score)):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return kept


def _judge(reading: Reading, hit: Hit) -> RecognizerResult | None:
    """What the name at hand means here, or None if it is no place."""
    entry = hit.entries[0]
    score = _score(reading, hit, entry)
    if score == 0.0:
        return None
    first = hit.first
    while first > 0 and _directs(reading, first - 1):
        first -= 1
    span = reading.starts[first], reading.ends[hit.last]
    sure = score >= 0.8 and entry.sort in "sr"
    authority = next((e for e in names("local_authorities").entries(hit.key) if e.sort in "spo"), None)
    if authority is not None:  # found as the authority as well, under one key and with the better score
        return _finding(span, score * 0.95, f"{entry.name} is a place in the UK", authority.entity, sure=sure)
    return _finding(span, score, f"{entry.name} is a place in the UK", entry.entity, sure=sure)


def _directs(reading: Reading, index: int) -> bool:
    """Whether the word before a place narrows it: 'North Leeds', 'pan-London'."""
    word = reading.words[index]
    gap = reading.text[reading.ends[index] : reading.starts[index + 1]]
    return word in _DIRECTIONS and len(gap) == 1 and (reading.capital(index) or gap != " " or len(word) > 3)


def _score(reading: Reading, hit: Hit, entry: Entry) -> float:
    """How likely the name is a place here; 0 if it is not."""
    if only_a_word(reading, hit.first, hit.last):
        return 0.0
    capital = all(reading.capital(i) for i in (hit.first, hit.last))
    shouted = context.shouted(reading, hit.first, hit.last)
    surely = context.surely_place(reading, hit.first)
    if entry.sort in "om":
        return _score_of_word(reading, hit, capital=capital, shouted=shouted, surely=surely, several=entry.sort == "m")
    if entry.sort in "pg" and not surely and context.part_of_person(reading, hit.first):
        return 0.35
    if entry.sort == "g":
        evident = context.after_locative(reading, hit.first) or context.before_place_noun(reading, hit.last)
        return 0.8 if surely or (capital and evident and not _before_surname(reading, hit.last)) else 0.4
    if entry.sort == "p":
        if not capital:
            return 0.65 if surely or context.after_locative(reading, hit.first) else 0.4
        if _before_surname(reading, hit.last):
            return 0.4
        return 0.8
    return 0.85 if capital else 0.7


def _score_of_word(reading: Reading, hit: Hit, *, capital: bool, shouted: bool, surely: bool, several: bool) -> float:
    """The same for a name whose every word is an ordinary one."""
    if several and capital and not shouted and not context.starts_sentence(reading, hit.first):
        return 0.75
    before = reading.words[hit.first - 1] if hit.first else ""
    narrow = before in _NARROW and reading.linked(hit.first - 1)
    if capital and not shouted:
        if context.part_of_person(reading, hit.first):
            return 0.0
        if surely or (narrow and not context.starts_sentence(reading, hit.first)):
            return 0.7
        if context.before_place_noun(reading, hit.last) and not context.starts_sentence(reading, hit.first):
            return 0.55
        return 0.0
    return 0.55 if surely else 0.0


def _before_surname(reading: Reading, last: int) -> bool:
    """Whether a proper word follows directly that makes the name a person's first: 'Chelsea Smith'."""
    after = last + 1
    if after >= len(reading.words) or reading.text[reading.ends[last] : reading.starts[after]] != " ":
        return False
    return reading.capital(after) and not reading.raw(after).isupper() and reading.words[after] in words("surnames")


def _shapes(reading: Reading) -> Iterator[RecognizerResult]:
    """'Rowan Bay Estate', 'Marsh-on-Sea', 'River Thorne'."""
    text = reading.text
    for match in _CONNECTED.finditer(text):
        start, name = _without_opening(match.start(), match[0])
        if name and not _all_ordinary(name):
            yield _finding((start, match.end()), 0.75, "named as British places are")
    for match in _TAIL.finditer(text):
        start, name = _without_opening(match.start(), match["name"])
        if name and not _all_ordinary(name) and fold_first(name) not in words("given_names"):
            yield _finding((start, match.end()), 0.7, "a place by its title")
    for match in _HEAD.finditer(text):
        yield _finding(match.span(), 0.75, "a river, lake, hill or valley by its title")


def _without_opening(start: int, name: str) -> tuple[int, str]:
    """A name at `start` without the words before it that only begin its sentence."""
    while name and _opening(name):
        cut = re.match(r"[\w'\u2019]++[ -]?", name)
        start, name = (start + cut.end(), name[cut.end() :]) if cut else (start, "")
    return start, name


def _opening(name: str) -> bool:
    """Whether the first word of a name only begins its sentence."""
    first = fold_first(name)
    return first in words("ordinary_words") and first in terms("shape", "leading") | terms("shape", "soft_leading")


def fold_first(name: str) -> str:
    """The first word of a name, folded."""
    return re.split(r"[ '\u2019-]", name, maxsplit=1)[0].casefold()


def _all_ordinary(name: str) -> bool:
    return all(w in words("ordinary_words") for w in re.findall(r"[^\W\d_]+", name.casefold()) if len(w) > 1)


def _unknown(reading: Reading) -> Iterator[RecognizerResult]:
    """Proper words that no list explains, where only a place can stand or that are built as places are."""
    for i, word in enumerate(reading.words):
        if not reading.capital(i) or len(word) < 4 or not word.isalpha() or word in words("ordinary_words"):
            continue
        if (
            word in words("given_names")
            or word in _WORLD
            or word in _NEVER
            or word in _NOT_PLACES
            or context.part_of_person(reading, i)
        ):
            continue
        if context.shouted(reading, i, i) or _before_surname(reading, i):
            continue
        first = i
        while (
            first > 0
            and reading.words[first - 1] in _BEFORE_NAMES
            and reading.capital(first - 1)
            and _apart(reading, first)
        ):
            first -= 1
        score = _unknown_score(reading, first, word, titled=first < i)
        if score:
            explanation = "a proper name that no list explains, where a place would stand"
            yield _finding((reading.starts[first], reading.ends[i]), score, explanation)


def _apart(reading: Reading, index: int) -> bool:
    """Whether one blank or hyphen stands before a word."""
    return reading.text[reading.ends[index - 1] : reading.starts[index]] in (" ", "-")


def _unknown_score(reading: Reading, index: int, word: str, *, titled: bool) -> float:
    built = titled or word.endswith(_ENDINGS) or word.startswith(_BEGINNINGS)
    surname = word in words("surnames")
    if context.surely_place(reading, index):
        return 0.7 if built or not surname else 0.55
    before = reading.words[index - 1] if index else ""
    if built and before in _NARROW and before not in ("to", "from", "via", "through") and not surname:
        return 0.6
    return 0.5 if built and not surname and context.after_locative(reading, index) else 0.0


def _finding(
    span: tuple[int, int], score: float, explanation: str, entity: str = "", *, sure: bool = False
) -> RecognizerResult:
    return result(KIND, *span, score, PlaceRecogniser.__name__, explanation, entity=entity, sure=sure)
