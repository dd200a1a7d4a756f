"""Names of ordinary words that what stands beside them announces: 'Team: Starting Point', 'works for the Bright Spark'.

Such names hold no word that lists or models know for a name; the label of a form, a verb of working or living, or the
word 'bus' says what they are.
"""

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from presidio_analyzer import RecognizerResult

from recognisers.base import Recogniser
from recognisers.gazetteers.words import words as word_list
from recognisers.lexicon import terms
from recognisers.person_names import is_first
from recognisers.result import result
from recognisers.text import Reading, fold_word
from recognisers.words import groups, is_ordinary

_CAP: Final = r"[A-Z][\w'’&-]*+"
_NAME: Final = (
    rf"(?:[Tt]he )?{_CAP}(?: (?:{_CAP}|&|and(?= [A-Z])|of(?= [A-Z])|on(?= [A-Z])|the(?= [A-Z])|to(?= [A-Z]))){{0,5}}+"
)

# the label of a form, and of which kind and role its value is
_FIELDS: Final = {
    "TEAM": ("AGENCY", "(?:allocated |responsible |current |previous )?(?:team|locality|hub|team name|service area)"),
    "SERVICE": ("AGENCY", "(?:name of )?(?:service|agency|organisation|provider)"),
    "NURSERY": ("SCHOOL", "(?:current |previous |name of )?(?:nursery|pre-?school|playgroup|childminder|setting)"),
    "SCHOOL": ("SCHOOL", "(?:current |previous |name of |last )?(?:schools?|academy|education setting)"),
    "COLLEGE": ("SCHOOL", "(?:current |previous )?college"),
    "GP PRACTICE": ("AGENCY", "(?:gp )?(?:practice|surgery)"),
    "HOSPITAL": ("AGENCY", "hospital|maternity unit|place of delivery"),
    "EMPLOYER": ("AGENCY", "(?:name of )?employer|place of work|workplace"),
    "POLICE FORCE": ("AGENCY", "(?:police )?(?:station|force)"),
    "COURT": ("AGENCY", "court"),
    "HOUSING PROVIDER": ("AGENCY", "landlord|housing provider|accommodation provider"),
    "VENUE": ("AGENCY", "(?:meeting )?venue|clubs?|place of worship"),
    "PLACE": ("PLACE", "town|city|village|county|borough|district|area|locality|estate|place of birth|birthplace"),
}  # fmt: skip
_LABEL: Final = "|".join(f"(?P<f{n}>{pattern})" for n, (_, pattern) in enumerate(_FIELDS.values()))
_FIELD: Final = re.compile(
    rf"(?m)^[ \t•*-]*(?i:{_LABEL})[ ]?(?P<gap>[ \t]?[:=][ \t]*|\n| \()(?P<name>{_NAME})"
    r"(?=[ \t]*(?:$|[,;(.)]|  |\t| - | – ))"
)
_EMPLOYED: Final = re.compile(
    rf"\b(?:works?|worked|working|employed|(?:a |got a |new )job)(?: [a-z-]+){{0,6}}? (?:for|at|by) (?P<name>{_NAME})"
)
_HOUSE: Final = re.compile(
    rf"\b(?:lives?|lived|living|stay(?:s|ed|ing)?|resid(?:es|ed|ing)|property|home|house) at "
    rf"(?P<name>{_NAME})(?=,| in | near )"
)
_BRACKETED: Final = re.compile(
    rf"\b(?i:nursery|pre-?school|playgroup|school|college|surgery|practice) \((?P<name>{_NAME})(?=[,)])"
)
_BUS: Final = re.compile(r"\bthe (?P<name>[A-Z][a-z]{2,}+) (?:bus(?:es)?|tram)\b")
_SAINT: Final = re.compile(r"(?<![\w'’])(?P<name>S(?:t|aint)\.? [A-Z][a-z]{2,}+(?:['’]s?)?)(?![\w-])(?! \d)")
_CIVIC: Final = re.compile(
    r"(?<!\w)(?P<name>(?:(?:New|Old) )?(?:County Hall|Town Hall|City Hall|Shire Hall|Council House|"
    r"Civic (?:Centre|Offices|Suite)|"
    r"Council Offices|Municipal Offices|County Offices|District Offices))(?!\w)"
)
# a saint of a kept phrase
_NO_SAINT: Final = re.compile(
    r"S(?:t|aint)\.? (?:John(?: Ambulance|['’]s [Ww]ort)|(?:Patrick|George|David|Andrew|Valentine|Nicholas)['’]?s? "
    r"[Dd]ay|"
    r"Vitus|Petersburg|Helena|Lucia|Kitts|Vincent|Martin)"
)
_NO_VALUES: Final = """
    none no yes not unknown n/a na tbc year reception home attends attending name role agency date address school team
    gp number telephone phone email mother father parent child male female contact details type status home-educated
    elective via microsoft teams zoom virtual online christmas easter night weekends
    england english united kingdom britain
"""
_NO_VALUE: Final = frozenset(_NO_VALUES.split()) | groups("address")["months"]
_GENERIC: Final = terms("shape", "generic") | terms("shape", "generic_school") | terms("shape", "leading")


class AnnouncedRecogniser(Recogniser):
    """Finds names by what announces them: the label of a form, employment, residence. Needs capitals."""

    kinds: ClassVar[tuple[str, ...]] = ("AGENCY", "SCHOOL", "PLACE", "ADDRESS")

    def find(self, reading: Reading) -> Iterator[RecognizerResult]:
        """Findings may overlap those of other recognisers, which know the name itself."""
        text = reading.text
        for match in _FIELD.finditer(text):
            said, (kind, _) = list(_FIELDS.items())[_number(match)]
            if _is_value(match["name"], cell="\n" in match["gap"]):
                yield self._found(match, kind, said, f"the value of a field for a {said.casefold()}")
        for pattern, kind, said, why in (
            (_EMPLOYED, "AGENCY", "EMPLOYER", "a name after a word for working there"),
            (_HOUSE, "ADDRESS", "ADDRESS", "a name after a word for living there"),
        ):
            for match in pattern.finditer(text):
                if _is_value(match["name"], cell=False):
                    yield self._found(match, kind, said, why)
        for match in _BRACKETED.finditer(text):
            if _is_value(match["name"], cell=True):
                yield self._found(match, "SCHOOL", "SCHOOL", "a name in brackets after 'nursery', 'school' or the like")
        for match in _BUS.finditer(text):
            if not _generic(match["name"]):
                yield self._found(match, "PLACE", "PLACE", "the name of a bus service")
        for match in _SAINT.finditer(text):
            if not _NO_SAINT.match(text, match.start()):
                yield self._found(
                    match, "AGENCY", "AGENCY", "the name of a saint stands for a church, school or hospital"
                )
        for match in _CIVIC.finditer(text):
            yield self._found(match, "AGENCY", "VENUE", "a council's building")

    def _found(self, match: re.Match[str], kind: str, said: str, why: str) -> RecognizerResult:
        return result(kind, match.start("name"), match.end("name"), 0.55, type(self).__name__, why, words=said)


def _number(match: re.Match[str]) -> int:
    return next(n for n in range(len(_FIELDS)) if match[f"f{n}"] is not None)


def _generic(word: str) -> bool:
    low = fold_word(word)
    return low in _GENERIC or low in _NO_VALUE


def _is_value(name: str, *, cell: bool) -> bool:
    """Whether a value names something: not a person, not 'Family Court'. In the cell after a label it takes two words,
    since heads of columns stand there too."""
    found = [word for word in re.findall(r"[\w'’-]+", name) if word[0].isupper() and word != "The"]
    if not found or is_first(fold_word(found[0])) or fold_word(found[0]) in _NO_VALUE:
        return False
    if all(_generic(word) for word in found):
        return False
    return len(found) > 1 or (
        not cell and (not is_ordinary(found[0]) or found[0].casefold() not in word_list("ordinary_words"))
    )
