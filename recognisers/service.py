"""Local teams, services, practices and councils by what their names end with, in capitals and small letters too.

A complement to the gazetteers and head nouns of agency.py and local_authority.py: brands ('Stepping Stones project'),
teams of a part of town ('north locality team'), partners in law, refuges by the name of a house, councils of no list.
"""

import re
from collections.abc import Iterator
from typing import Final

from presidio_analyzer import RecognizerResult

from recognisers.models.segments import is_explained
from recognisers.result import result
from recognisers.span import SpanRecogniser
from recognisers.words import groups

_CAP: Final = r"[^\W\d_a-z][\w’'-]*"
_STOP: Final = groups("address")["function"] | groups("people")["never"] | groups("address")["months"]
_HEADS: Final = (
    (r"nursery group|playgroup|stay and play|toddler group|breakfast club|after school club", "SERVICE"),
    (r"children['’]s centre|family hub|family centre", "CHILDREN'S CENTRE"),
    (r"contact centre", "CONTACT CENTRE"),
    (r"house refuge|refuge", "AGENCY"),
    (r"women['’]s aid", "CHARITY"),
    (r"housing association|homes|housing", "HOUSING PROVIDER"),
    (r"solicitors|solicitors llp|law|llp|chambers", "SOLICITORS"),
    (r"surgery|healthcare|medical practice|medical centre|health centre", "GP PRACTICE"),
    (r"project|service|services|partnership|programme", "SERVICE"),
    (r"gazette|herald|echo|chronicle|argus|observer|courier|evening post|evening news|"
    r"telegraph and argus", "LOCAL PAPER"),
    (r"rovers|united|wanderers|albion|athletic|town fc|city fc|fc|afc|rfc", "SPORTS CLUB"),
    (r"(?:family support|social work|children['’]s|safeguarding|looked after children|duty|assessment|"
    r"early help|locality|"
     r"child in need|care leavers|midwifery|health visiting|community|adult)? ?team", "TEAM"),
)  # fmt: skip
_HEAD: Final = re.compile(
    "|".join(rf"(?P<h{i}>(?<!\w)(?:{pattern.replace(' ', '[ ]')})(?![\w-]))" for i, (pattern, _) in enumerate(_HEADS)),
    re.I,
)
_BEFORE: Final = re.compile(rf"(?:(?:{_CAP}|&|and|of|for|y|the)[ ]\n?|{_CAP}\n){{1,6}}+$")
_BEFORE_SMALL: Final = re.compile(
    r"(?:^|[\n\t•:,–]|\b(?:to|at|with|by|from|in|for|and|of|attend|attends|attended|contact|visit|"
    r"via))[ ]?(?P<name>(?:the )?(?:[\w'’&-]+[ ]){1,3})$",
    re.I,
)
_AREA_TEAM: Final = re.compile(
    r"(?<!\w)(?:north|south|east|west|central|inner|outer)(?:[ -](?:north|south|east|west|central))?[ \n]"
    r"(?:area|locality|district|division|cluster|quadrant|hub)(?:[ \n][\w'’]+){0,3}?[ \n]team(?!\w)",
    re.I,
)
# what stands before a head without being a name
_PLAIN: Final = groups("service")["plain"]
_COUNCIL: Final = re.compile(
    rf"(?<!\w)(?:London[ \n]Borough[ \n]of[ \n](?:{_CAP}(?:[ ]{_CAP})?)|(?:{_CAP}[ ]){{1,3}}(?:MBC|MDC|BC|DC|CC|"
    rf"LBC|UA))(?!\w)"
    r"|(?<!\w)(?:LONDON[ \n]BOROUGH[ \n]OF[ \n][A-Z'’-]+)(?!\w)"
)
_SHOUTED_COUNCIL: Final = re.compile(
    r"(?<!\w)(?P<name>[A-Z][A-Z'’-]{2,})[ ](?:(?:BOROUGH|CITY|COUNTY|DISTRICT|"
    r"METROPOLITAN)[ ]){0,2}COUNCIL(?!\w)"
)


_SENTENCE_END: Final = re.compile(r"[.!?:;•]\s|\n(?=[^\n]*\n)|\t")
# heads that need a strange word before them where capitals say nothing
_GENERIC: Final = re.compile(r"services?|partnership|programme|homes|housing|[\w’' ]*team|law|chambers", re.I)
_SPACED: Final = re.compile(r"(?P<word>\S+)\s")
_ENDS: Final = frozenset(
    {"service", "services", "team", "project", "centre", "hub", "school", "police", "council", "surgery"}
)
_PROSE_LINE: Final = 45


class ServiceRecogniser(SpanRecogniser):
    """Finds AGENCY by the ends of names. Does not find a service that is named by ordinary words alone in prose."""

    KIND = "AGENCY"

    def find_in(self, text: str) -> Iterator[RecognizerResult]:
        """Findings may overlap those of other recognisers."""
        for match in _HEAD.finditer(text):
            if match[0] == "law":
                continue  # EU law, the ordinary law
            words = _words(match)
            start = _name_start(text, match)
            if start is not None:
                yield self.finding(start, match.end(), 0.6, f"a name that ends in '{match[0].casefold()}'", words=words)
        for match in _AREA_TEAM.finditer(text):
            yield self.finding(match.start(), match.end(), 0.7, "a team of a part of an area", words="TEAM", sure=True)


class CouncilShapeRecogniser(SpanRecogniser):
    """Finds councils that no list holds, by the form of their names."""

    KIND = "LOCAL_AUTHORITY"

    def find_in(self, text: str) -> Iterator[RecognizerResult]:
        """'Anytown MBC', 'London Borough of Anytown', 'ANYTOWN COUNCIL'."""
        for pattern in (_COUNCIL, _SHOUTED_COUNCIL):
            for match in pattern.finditer(text):
                start = match.start()
                if pattern is _SHOUTED_COUNCIL and is_explained(match["name"], shouted=True):
                    continue
                if not match[0].casefold().startswith("london"):
                    start += max(
                        (w.end() for w in _SPACED.finditer(match[0]) if w["word"].casefold() in _STOP), default=0
                    )
                yield result(
                    self.KIND,
                    start,
                    match.end(),
                    0.75,
                    type(self).__name__,
                    "the form of a council's name",
                    words="COUNCIL",
                )


def _name_start(text: str, head: re.Match[str]) -> int | None:
    """Where the name before a head begins; None when ordinary words stand there."""
    shouted = head[0].isupper() and len(head[0]) > 3
    if shouted or _small_sentence(text, head.start()):
        return _name_in_one_case(text, head)
    found = _BEFORE.search(text, max(0, head.start() - 80), head.start())
    if found is None:
        return None
    begin = found.start()
    line = found[0].rfind("\n")
    if line >= 0 and begin + line - text.rfind("\n", 0, begin + line) < _PROSE_LINE:
        begin += line + 1
    words = list(re.finditer(r"[\w’'&-]+", text[begin : head.start()]))
    for at in range(len(words) - 1, 0, -1):
        if words[at][0].casefold() in ("and", "&") and words[at - 1][0].casefold() in _ENDS:
            words = words[at + 1 :]
            break
    while words and (
        words[0][0].islower() or words[0][0] == "&" or _leads(text, begin + words[0].start(), words[0][0])
    ):
        words.pop(0)
    names = [w[0].casefold() for w in words if w[0].casefold() not in ("the", "and", "of", "&", "for")]
    telling = [name for name in names if name not in _PLAIN]
    if not telling or names[-1] in _PLAIN or not words[-1][0][0].isupper():
        return None
    strange = any(not is_explained(name.capitalize()) for name in telling)
    if strange or len(names) > 1:
        return begin + words[0].start()
    return None if head[0].islower() or _begins_line(text, begin + words[0].start()) else begin + words[0].start()


def _small_sentence(text: str, at: int) -> bool:
    """Whether the sentence round `at` is typed without capitals: none in it, and none at its beginning."""
    stops = [found.end() for found in _SENTENCE_END.finditer(text, max(0, at - 300), at)]
    begin = stops[-1] if stops else max(0, at - 300)
    return text[begin:at].islower() and (bool(stops) or begin == 0)


def _leads(text: str, start: int, word: str) -> bool:
    """A capital that only begins the sentence or line: 'Visited Park Surgery'."""
    return word.casefold() in _STOP - {"the", "family"} and (
        _begins_line(text, start) or word.casefold() in ("and", "at")
    )


def _name_in_one_case(text: str, head: re.Match[str]) -> int | None:
    """In capitals or small letters alone: what stands between a preposition and the head."""
    found = _BEFORE_SMALL.search(text, max(0, head.start() - 60), head.start())
    if found is None:
        return None
    words = [w for w in re.findall(r"[\w'’&-]+", found["name"].casefold()) if w != "the"]
    if len(words) > 1 and _words(head) == "SPORTS CLUB":
        return head.start() - len(words[-1]) - 1
    if not words or words[-1] in _PLAIN or words[-1] in _STOP or all(w in _PLAIN or w in _STOP for w in words):
        return None
    if _GENERIC.fullmatch(head[0]) and all(is_explained(word, shouted=True) for word in words):
        return None
    start = found.start("name")
    for word in re.finditer(r"[\w'’&-]+", found["name"]):
        if word[0].casefold() in _STOP and word[0].casefold() != "the":
            start = found.start("name") + word.end() + 1
    return start if start < head.start() else None


def _begins_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "\n\t•" or text[max(0, start - 2) : start] in (". ", "• ")


def _words(head: re.Match[str]) -> str:
    """The label's words of a head."""
    return dict(enumerate(words for _, words in _HEADS))[int(str(head.lastgroup)[1:])]
