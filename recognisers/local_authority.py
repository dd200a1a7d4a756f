"""Local authorities, current and abolished, in every way that people write them.

A name alone ('Camden'), with a designator ('LB Camden', 'Leeds City Council', 'Bradford MDC', 'Cyngor Gwynedd'), as
initials ('LBHF', 'HCC'), or any other 'Something Town Council'. Names that are ordinary words (Reading, Bath, Down)
need a designator or a place's context, names that are people's (Gordon, Kent) must not stand in a person's name.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import ClassVar, Final

from presidio_analyzer import RecognizerResult

from recognisers import context
from recognisers.base import Recogniser
from recognisers.council_title import titled_councils
from recognisers.gazetteers.imported import imported_names
from recognisers.gazetteers.names import Entry, Hit, names
from recognisers.lexicon import terms
from recognisers.ordinary import only_a_word
from recognisers.result import result
from recognisers.text import Reading

KIND: Final = "LOCAL_AUTHORITY"

_FILE: Final = "local_authority"


def _phrases(key: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in terms(_FILE, key))


RIGHT: Final = _phrases("right")
LEFT: Final = _phrases("left")
_WEAK_RIGHT: Final = _phrases("weak_right")
_WEAK_LEFT: Final = _phrases("weak_left")
_INITIALS_AFTER: Final = terms(_FILE, "initials_after")
_INITIALS_BEFORE: Final = terms(_FILE, "initials_before")
_ALSO_SUBJECTS: Final = frozenset({"reading", "bath", "down", "test", "rugby"})


class LocalAuthorityRecogniser(Recogniser):
    """Finds LOCAL_AUTHORITY; `entity` is 'gss:' and the authority's code."""

    kinds: ClassVar[tuple[str, ...]] = (KIND,)

    def find(self, reading: Reading) -> Iterator[RecognizerResult]:
        """Names of the gazetteer, then councils of other names by their shape."""
        found: list[RecognizerResult] = []
        doubtful: list[tuple[Reading, Hit]] = []
        for view in (reading, *reading.others):
            for hit in chain(*(g.hits(view) for g in (names("local_authorities"), *imported_names(KIND)))):
                if (one := _judge(view, hit)) is not None:
                    found.append(one)
                elif hit.entries[0].sort == "o":
                    doubtful.append((view, hit))
        found = _outermost(found + list(_named_surely(doubtful, found)))
        yield from found
        spans = [(r.start, r.end) for r in found]
        for one in _titled(reading.text):
            if not any(s < one.end and one.start < e for s, e in spans):
                spans.append((one.start, one.end))
                yield one


def _named_surely(doubtful: list[tuple[Reading, Hit]], found: list[RecognizerResult]) -> Iterator[RecognizerResult]:
    """Names that are ordinary words too, where the record names their authority beyond doubt elsewhere."""
    sure = {r.recognition_metadata["entity"] for r in found if r.score >= 0.8}
    for reading, hit in doubtful:
        for entry in hit.entries:
            if entry.entity in sure and reading.capital(hit.first) and not only_a_word(reading, hit.first, hit.last):
                shown = (reading.starts[hit.first], reading.ends[hit.last])
                yield _finding(shown, 0.7, entry, f"the name of {_sort_of(entry)} that the record names elsewhere")
                break


def _outermost(found: list[RecognizerResult]) -> list[RecognizerResult]:
    """Without findings that lie in others."""
    kept: list[RecognizerResult] = []
    for one in sorted(found, key=lambda r: (r.start, -r.end, -r.score)):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return kept


def _judge(reading: Reading, hit: Hit) -> RecognizerResult | None:
    """What the name at hand means here, or None if it is no authority."""
    first, last, weak_left = _extend_left(reading, hit.first)
    last, weak_right = _extend_right(reading, hit.last)
    designated = (first < hit.first and not weak_left) or (last > hit.last and not weak_right)
    entry = _choose(hit, reading, hit.last, last)
    shown = (reading.starts[first], reading.ends[last])
    if entry.sort in "ij":
        return _initials(reading, hit, entry, shown)
    if designated:
        return _finding(shown, 0.97, entry, f"names {entry.name}, {_sort_of(entry)}, with its designation", sure=True)
    if entry.sort == "d":
        return None
    score = _bare(reading, hit, entry)
    if score == 0.0:
        return None
    if first < hit.first or last > hit.last:
        score = max(score, 0.75)
    return _finding(shown, score, entry, f"the name of {_sort_of(entry)}", sure=score >= 0.8 and entry.sort == "s")


def _bare(reading: Reading, hit: Hit, entry: Entry) -> float:
    """How likely a name without designator is meant as the place or its authority; 0 if it is not."""
    capital = reading.capital(hit.first)
    surely = context.surely_place(reading, hit.first)
    if only_a_word(reading, hit.first, hit.last):
        return 0.0
    if entry.sort == "o":
        if capital and not context.shouted(reading, hit.first, hit.last):
            if surely or context.after_locative(reading, hit.first) or context.before_place_noun(reading, hit.last):
                return 0.0 if context.part_of_person(reading, hit.first) else 0.85
            if context.part_of_person(reading, hit.first):
                return 0.0
            return 0.5 if not context.starts_sentence(reading, hit.first) or _stands_alone(reading, hit) else 0.0
        if surely or context.after_label(reading, hit.first):
            return 0.7
        if context.shouted(reading, hit.first, hit.last) and context.after_locative(reading, hit.first):
            return 0.6
        return 0.5 if capital and _stands_alone(reading, hit) else 0.0
    if context.part_of_person(reading, hit.first) and entry.sort == "p" and not surely:
        return 0.35
    if not capital:
        return 0.75
    return 0.9 if entry.sort == "s" else 0.85


def _stands_alone(reading: Reading, hit: Hit) -> bool:
    """Whether a line or an item holds but the name, before a dash or its end: '• Bury – closed'. No school subject."""
    if hit.key in _ALSO_SUBJECTS or not context.starts_sentence(reading, hit.first):
        return False
    if hit.last + 1 >= len(reading.words):
        return True
    gap = reading.text[reading.ends[hit.last] : reading.starts[hit.last + 1]]
    return "\n" in gap or " - " in gap or " \u2013 " in gap or "\t" in gap


def _initials(reading: Reading, hit: Hit, entry: Entry, shown: tuple[int, int]) -> RecognizerResult | None:
    raw = reading.text[reading.starts[hit.first] : reading.ends[hit.last]]
    letters = [c for c in raw if c.isalpha()]
    if sum(c.isupper() for c in letters) < 2 and not (entry.sort == "i" and len(letters) >= 4):
        return None
    if entry.sort == "i":
        return _finding(shown, 0.95, entry, f"initials of {entry.name}", sure=True)
    named = [e for e in hit.entries if e.sort in "ij" and _named(reading.text, e.entity)]
    if named:
        return _finding(shown, 0.9, named[0], f"initials of {named[0].name}, named elsewhere in the record")
    after = reading.words[hit.last + 1] if hit.last + 1 < len(reading.words) else ""
    before = reading.words[hit.first - 1] if hit.first else ""
    council = hit.key.endswith(("cc", "bc", "dc")) and len(hit.key) >= 3 and hit.key not in ("abc", "tbc")
    if after in _INITIALS_AFTER or (council and before in _INITIALS_BEFORE):
        return _finding(shown, 0.65, Entry("j", "", "", ""), "initials that councils go by")
    return _finding(shown, 0.4, Entry("j", "", "", ""), "initials that councils go by") if council else None


@lru_cache(maxsize=8)
def _entities(text: str) -> frozenset[str]:
    from recognisers.text import read

    reading = read(text)
    return frozenset(
        e.entity
        for hit in names("local_authorities").hits(reading)
        for e in hit.entries
        if e.sort in "spo" and reading.capital(hit.first)
    )


def _named(text: str, entity: str) -> bool:
    return entity in _entities(text)


def _choose(hit: Hit, reading: Reading, name_last: int, last: int) -> Entry:
    """Of several authorities of one name the one that the designator fits, else the current one."""
    designator = " ".join(reading.words[name_last + 1 : last + 1])

    def rank(entry: Entry) -> tuple[bool, bool, bool, bool, str]:
        county = "county" in designator or designator in ("cc", "c c")
        fits = (entry.words == "county") == county if designator else entry.sort != "d"
        return entry.sort in "ij" and not initials, not fits, entry.sort == "d", _ended(entry), entry.entity

    initials = reading.raw(name_last).isupper() and hit.first == hit.last
    return min(hit.entries, key=rank)


def _extend_right(reading: Reading, last: int) -> tuple[int, bool]:
    """The last word of the designators after a name, and whether they alone do not make it an authority."""
    for length in (5, 4, 3, 2, 1):
        end = last + length
        if end < len(reading.words) and tuple(reading.words[last + 1 : end + 1]) in RIGHT and reading.whole(last, end):
            phrase = tuple(reading.words[last + 1 : end + 1])
            if length == 1 and not _designates(reading, end):
                return last, False
            if phrase[-1] == "of" and "," not in reading.text[reading.ends[last] : reading.starts[last + 1]]:
                continue
            return end, phrase in _WEAK_RIGHT
    return last, False


def _designates(reading: Reading, index: int) -> bool:
    """Whether a single word after a name is its designator: capital, or 'council' in small letters."""
    word = reading.words[index]
    if "\n" in reading.text[reading.ends[index - 1] : reading.starts[index]] and word not in ("council", "borough"):
        return False
    if not reading.capital(index - 1):
        return True
    return reading.capital(index) or word in ("council", "borough", "mbc", "mdc", "cc", "bc", "dc") or len(word) > 8


def _extend_left(reading: Reading, first: int) -> tuple[int, int, bool]:
    for length in (7, 6, 5, 4, 3, 2, 1):
        start = first - length
        gap = reading.text[reading.ends[first - 1] : reading.starts[first]]
        if start >= 0 and tuple(reading.words[start:first]) in LEFT and reading.whole(start, first) and "," not in gap:
            phrase = tuple(reading.words[start:first])
            if length == 1 and not reading.capital(start):
                return first, first, False
            return start, first, phrase in _WEAK_LEFT
    return first, first, False


def _titled(text: str) -> Iterator[RecognizerResult]:
    """Councils that no gazetteer knows, by their titles."""
    blank = Entry("", "", "", "")
    for start, end, score, explanation in titled_councils(text):
        yield _finding((start, end), score, blank, explanation)


def _ended(entry: Entry) -> bool:
    """Whether the authority is one of those abolished, which have no code of their own here."""
    return entry.entity.startswith("gss:x-")


def _sort_of(entry: Entry) -> str:
    return "a former UK local authority" if _ended(entry) else "a UK local authority"


def _finding(
    span: tuple[int, int], score: float, entry: Entry, explanation: str, *, sure: bool = False
) -> RecognizerResult:
    name = LocalAuthorityRecogniser.__name__
    return result(KIND, *span, score, name, explanation, entity=entry.entity, sure=sure)
