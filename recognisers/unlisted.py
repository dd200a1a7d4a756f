"""Names made of ordinary words, told by capitals in the middle of a sentence: 'attends Little Pirates', 'at Gun Wharf'.

No list holds them and no model finds them, since every word of theirs is an ordinary one. Where the words around speak
of a place or of somebody's service, capitals that nothing explains are taken for a name, and a reviewer decides.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache
from itertools import takewhile
from typing import ClassVar, Final

from presidio_analyzer import RecognizerResult

from recognisers.base import Recogniser
from recognisers.context import TITLES
from recognisers.keep import kept
from recognisers.lexicon import terms
from recognisers.models.segments import is_explained, known_words
from recognisers.person_names import is_first
from recognisers.result import result
from recognisers.span import WEAK_SCORE
from recognisers.text import Reading
from recognisers.words import groups

_CAP: Final = r"[A-Z][a-z][\w'’-]*+"
_NAME: Final = rf"(?P<name>{_CAP}(?: (?:(?:of|on|and|&|in|upon) )?(?:the )?{_CAP}){{0,5}}+)"
_ARTICLE: Final = r"(?: (?:the|a|an|his|her|their|our|nearby))?"
_PLACE_BEFORE: Final = re.compile(
    r"\b(?:at|near|opposite|outside|behind|beside|above|off|next to|close to|"
    r"(?:drinks|lives?|lived|living|stay(?:s|ed|ing)?|based|held|placed|park(?:s|ed)?|arrested|met|meets) in|"
    rf"(?:walk(?:s|ed)?|moved|moving|bus|lift|taken|drove|drives|travel(?:s|led)?) to){_ARTICLE} {_NAME}"
)
_SERVICE_BEFORE: Final = re.compile(
    r"\b(?:attend(?:s|ed|ing)?|visit(?:s|ed|ing)|been to|joined|joining|"
    r"(?:referred|signposted|introduced|linked|known|engag(?:es|ed|ing)|link(?:s|ed)? in|work(?:s|ed|ing)?) "
    r"(?:to|with)|"
    r"go(?:es|ing)? to|went to|play(?:s|ed|ing)? for|"
    r"(?:run|provided|delivered|employed|housed|offered|supported|funded|managed) by|"
    r"(?:registered|placed|employed|tenan(?:t|cy)|course|sessions?|class(?:es)?|group|place|job|counselling|therapy|"
    r"mentoring|volunteers?|flat|house|home) (?:with|at)|(?:rents?|rented|rehoused|bought|collected) from|tenant of|"
    rf"work(?:s|ed|ing)? (?:for|at)){_ARTICLE} {_NAME}"
)
_ANYWHERE: Final = re.compile(rf"(?<=[a-z,;] ){_NAME}")
_NOUNS: Final = (
    "pub|inn|café|cafe|bar|hotel|bed and breakfast|b&b|estate|flats|tower block|arcade|precinct|retail park|"
    "trading estate|skate ?park|play ?ground|allotments?|roundabout|clinic|gym|leisure centre|swimming pool|stadium|"
    "supermarket|chip shop|chippy|takeaway|hostel|refuge|ward|suite|building|gang|pupil referral unit|nursery|"
    "pre-?school|playgroup|childminder|club|choir|band|scout hut|bus|tram|course|programme|project|charity|"
    "contact centre|children's home|care home"
)
_NOUN_AFTER: Final = re.compile(rf"(?<=[a-z,] )(?:the |a |an |his |her |their )?{_NAME}(?= (?:{_NOUNS})\b)")
_BROUGHT: Final = re.compile(
    r"\b(?:taxis?|transport|minibus|escort|oxygen|care|calls?|carers?|visits?|support|equipment|meals|counselling|"
    r"therapy|paid|run|boxing|football|swimming|lessons|classes|tuition|mentoring|"
    r"parcels?|vouchers?|loans?|advice|workers?|mentors?|tutors?)(?: [a-z]+){0,4}? (?:from|by|with)"
    rf"{_ARTICLE} {_NAME}"
)
_INITIALS: Final = re.compile(
    r"\b(?:by|at|from|with|via|(?:[Rr]eferred|transferred|moved|known|open) to|"
    r"tenant of) (?:the )?"
    r"(?P<name>[A-Z]{3,6})(?![\w'’&/-])"
)
_HOSPITAL: Final = re.compile(
    r"(?<=[a-z,] )(?P<name>(?:City|General|County|Royal|District(?: General)?|University|Memorial|Cottage|Community|"
    r"Children['’]s|Women['’]s|Northern General|Western General|Queen['’]s|King['’]s|Victoria|Princess Royal|"
    r"Royal Free) (?:Hospital|Infirmary|Maternity(?: Hospital| Unit)?))(?!\w)"
)
_CHAIN: Final = re.compile(
    r"(?<![\w'’-])(?P<name>(?:Ark|Ormiston|Outwood|Dixons|Oasis|Harris|Aldridge|Tudor Grange|Aspirations|Bluecoat|"
    r"Djanogly|Academies Enterprise|David Ross) (?!(?:Academ|Trust|Multi)[a-z]*\b)[A-Z][a-z]{2,}+"
    r"(?: (?:Academy|Primary|Park|Green|Hill|Grange))?)(?![\w'’-])"
)
_WELSH: Final = re.compile(
    r"(?<![\w'’-])(?P<name>(?:T[ŷy]|Plas|Llys|Neuadd|Canolfan|Ysbyty|Meddygfa|Hafan|Cwrt|Capel|Clos|Heol|Ffordd|Stryd|Lôn|"
    r"Rhodfa|Swyddfa|Cae|Swn|Sŵn|Bro|Maes|Bryn|Parc|Pen|Nant|Llwyn|Gerddi)(?:['’]r)? (?:y |yr )?[A-ZŴŶ][\w'’-]{2,}+)"
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STROKED: Final = re.compile(r"(?m)^[^|\n]{1,80}+(?:\|[^|\n]{0,80}+){2,8}+$")
_ITEM: Final = re.compile(
    rf"(?<=\| ){_NAME.replace('(?:of|on|and|&|in|upon)', '(?:of|on|and|&|in|upon|for)')}(?= ?(?:\||$))", re.M
)
_LINKS: Final = frozenset(["of", "on", "and", "in", "upon", "the", "for"])
_SOMEBODY_OF: Final = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev|Cllr|PC|DC|DS)s? [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? (?:of|at|from) (?:the )?"
)
_WHEN: Final = re.compile(
    r" (?:in|on) (?:the )?(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Spring|Summer|Autumn|Winter|Easter|Christmas|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|Year|Reception)\b"
)
# what tests, illnesses and laws end with: their names say nothing of a place
_MEASURES: Final = groups("unlisted")["measures"]
_LEGAL: Final = frozenset(["family", "high", "crown", "county", "youth", "criminal", "civil", "supreme", "the"])
_LONG: Final = 4
_FEW: Final = 3
_ENOUGH: Final = 0.5
_NEIGHBOURS: Final = 12


@cache
def _generic() -> frozenset[str]:
    """Words whose capital says nothing."""
    shape = (terms("shape", name) for name in ("generic", "generic_school", "leading", "soft_leading"))
    listed = (groups("unlisted")["generic"], groups("service")["plain"], groups("people")["never"])
    return frozenset().union(*shape, *listed, groups("address")["months"])


@cache
def _known_initials() -> frozenset[str]:
    return groups("unlisted")["initials"] | known_words()


class UnlistedRecogniser(Recogniser):
    """Finds AGENCY and PLACE of ordinary words by capitals; all of them for a reviewer to decide.

    Does not find such a name at the beginning of a sentence, in a heading, in capitals or in small letters.
    """

    kinds: ClassVar[tuple[str, ...]] = ("AGENCY", "PLACE", "SCHOOL")

    def __init__(self, others: Callable[[], list[Recogniser]] | None = None) -> None:
        super().__init__()
        self._others = others or _all_others

    def find(self, reading: Reading) -> Iterator[RecognizerResult]:
        """Findings may overlap those of recognisers that know the name."""
        found = sorted(self._found(reading), key=lambda one: one.start)
        if not found:
            return
        known = sorted((r.start, r.end) for other in self._others() for r in other.found(reading) if r.score >= _ENOUGH)
        for one in found:
            if _adds(reading.text, one, known):
                yield one

    def _found(self, reading: Reading) -> Iterator[RecognizerResult]:
        text, name = reading.text, type(self).__name__
        spoken = _spoken(text)
        for pattern, kind, why in (
            (_PLACE_BEFORE, "PLACE", "ordinary words with capitals where a place would stand"),
            (_SERVICE_BEFORE, "AGENCY", "ordinary words with capitals where a body would stand"),
            (_NOUN_AFTER, "AGENCY", "ordinary words with capitals before what they name"),
            (_ANYWHERE, "AGENCY", "several ordinary words with capitals"),
            (_BROUGHT, "AGENCY", "ordinary words with capitals where a body would stand"),
        ):
            for match in pattern.finditer(text):
                if pattern is _ANYWHERE and " " not in match["name"]:
                    continue
                span = _telling(text, *match.span("name"), spoken)
                if span is not None and not kept(text, *span) and _in_prose(text, span[0]):
                    yield result(kind, *span, WEAK_SCORE, name, why)
        for match in _INITIALS.finditer(text):
            if f"({match['name']}" in text or f"\u201c{match['name']}" in text:
                continue  # the text itself says what it stands for
            if match["name"].casefold() not in _known_initials() and not kept(text, *match.span("name")):
                yield result("AGENCY", *match.span("name"), WEAK_SCORE, name, "initials that nothing explains")
        for match in _HOSPITAL.finditer(text):
            if _in_prose(text, match.start()):
                yield result(
                    "AGENCY", *match.span("name"), WEAK_SCORE, name, "a hospital by its ordinary name", words="HOSPITAL"
                )
        for match in _WELSH.finditer(text):
            if _in_prose(text, match.start()) or _alone(text, *match.span()):
                yield result("PLACE", *match.span("name"), WEAK_SCORE, name, "named as Welsh houses and streets are")
        for match in _CHAIN.finditer(text):
            if _in_prose(text, match.start()) or _alone(text, *match.span()):
                yield result("SCHOOL", *match.span("name"), WEAK_SCORE, name, "named as the schools of a chain are")
        for match in _signature_items(text):
            span = _telling(text, *match.span("name"), spoken)
            if span is not None and not kept(text, *span):
                yield result("AGENCY", *span, WEAK_SCORE, name, "a name in a signature, between strokes")


def _adds(text: str, one: RecognizerResult, known: list[tuple[int, int]]) -> bool:
    """Whether a telling word of a name is in no finding of the recognisers that know names."""
    near = known[max(0, bisect_left(known, (one.start, 0)) - _NEIGHBOURS) :]
    over = [span for span in takewhile(lambda span: span[0] < one.end, near) if span[1] > one.start]
    if not over:
        return True
    words = [m for m in _WORD.finditer(text, one.start, one.end) if m[0].casefold() not in _LINKS]
    new = [m for m in words if not any(start <= m.start() and m.end() <= end for start, end in over)]
    new = [m for m in new if not says_nothing(m[0])]
    return bool(new) and not (len(new) == 1 and new[0] is words[-1] and _begins_anew(text, new[0], over))


def _begins_anew(text: str, word: re.Match[str], over: list[tuple[int, int]]) -> bool:
    """Whether a word behind a found name is somebody's: 'since the move from Leeds Amelia has settled'."""
    behind = any(text[end : word.start()] == " " for _, end in over)
    return behind and (is_first(word[0].casefold()) or not is_explained(word[0]))


@cache
def _all_others() -> list[Recogniser]:
    from recognisers.models.recogniser import ModelRecogniser
    from recognisers.registry import all_recognisers

    mine = (UnlistedRecogniser, ModelRecogniser)
    return [r for r in all_recognisers() if isinstance(r, Recogniser) and not isinstance(r, mine)]


def _alone(text: str, start: int, end: int) -> bool:
    """Whether words fill their line or cell, or begin it before a full stop or comma."""
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] in "\n.,;")


def _signature_items(text: str) -> Iterator[re.Match[str]]:
    """What stands between the strokes of a line that has two of them at least."""
    for line in _STROKED.finditer(text):
        yield from _ITEM.finditer(text, line.start(), line.end())


def _telling(text: str, start: int, end: int, spoken: frozenset[str]) -> tuple[int, int] | None:
    """The name without generic words at its ends; None when nothing of it tells one from another."""
    cut = _WHEN.search(text, start, end)
    whose = _SOMEBODY_OF.match(text, start, end)
    start = whose.end() if whose else start
    words = [m for m in _WORD.finditer(text, start, cut.start() if cut else end) if m[0].casefold() not in _LINKS]
    if not words or is_first(words[0][0].casefold()) or words[0][0].casefold() in TITLES:
        return None
    if (all(says_nothing(m[0], spoken) for m in words) and not _built(words)) or words[-1][0].casefold() in _MEASURES:
        return None
    while (
        len(words) > 1
        and not _built(words)
        and says_nothing(words[0][0], spoken)
        and _apart(text, words[0].end(), words[1])
    ):
        words.pop(0)
    if len(words) == 1 and not is_explained(words[0][0]):
        return None  # a strange word alone: lists and models know better
    return words[0].start(), words[-1].end()


def _built(words: list[re.Match[str]]) -> bool:
    """Whether ordinary words are put together as buildings and streets are: 'Market Hall', 'Spring Bank'."""
    last = words[-1][0].casefold()
    return len(words) > 1 and last in groups("unlisted")["built"] and words[-2][0].casefold() not in _LEGAL


def _apart(text: str, end: int, following: re.Match[str]) -> bool:
    """Whether a word that says nothing is not the first of a name: 'Inspection of Gun Wharf', 'Family Support'."""
    return text[end : following.start()] != " " or says_nothing(following[0])


def says_nothing(word: str, spoken: frozenset[str] = frozenset()) -> bool:
    """Whether the capital of a word tells nothing: an office, a meeting, a month, a number, initials.

    `spoken` are words that the record also writes without a capital.
    """
    low = word.casefold().replace("’", "'").removesuffix("'s")
    return (
        low in _generic()
        or low.rstrip("s") in _generic()
        or low in known_words()
        or low in spoken
        or len(low) < 3
        or word.isdigit()
        or word.isupper()
    )


def _spoken(text: str) -> frozenset[str]:
    """Words that the record itself also writes without a capital: 'the core group' explains 'Core Group'."""
    return frozenset(re.findall(r"(?<![\w'’@./-])[a-z]{4,}(?![\w@])", text))


def _in_prose(text: str, start: int) -> bool:
    """Whether the words before, in the same sentence, are written in small letters, so that capitals mean something."""
    begin = max(text.rfind(stop, 0, start) for stop in "\n.!?;") + 1
    before = [m[0] for m in _WORD.finditer(text, begin, start)][1:]
    long = [word for word in before if len(word) >= _LONG and not word.isupper()]
    return len(long) < _FEW or sum(word[0].isupper() for word in long) * 2 <= len(long)
