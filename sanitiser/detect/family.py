"""The family's own names and dates of birth, found when their identity is changed."""

import re
from collections.abc import Iterator
from typing import Final

from sanitiser.detect.dates import dates
from sanitiser.detect.named import Named, NameFinder
from sanitiser.domain.case import FAMILY, Case, Identity
from sanitiser.domain.finding import Finding
from sanitiser.domain.kinds import Kind
from sanitiser.matching import squash

_NAME_WHY: Final = "The case file says that the family's identity is changed."
_BORN_WHY: Final = "A date of birth, and the family's identity is changed."
_BORN: Final = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\.?|d/b|date\s+of\s+birth|birth\s?da(?:te|y)|born)(?:\s+(?:on|is|was))?(?:\s+the)?"
    r"[\s:;,|()\u2013-]*\Z",
    re.IGNORECASE,
)
_ROLES: Final = (
    (
        "CHILD",
        r"child(?:'s name)?|baby|subject child|name of (?:the )?child|child(?:'s)? (?:full )?name|son|daughter|pupil"
        r"|pupil(?:'s)? name|young person|sibling|brother|sister|half-brother|half-sister|twin",
    ),
    (
        "PARENT",
        r"mother|mum|mam|mummy|father|dad|daddy|parent|parent/carer|birth mother|birth father|step-?father|step-?mother"
        r"|stepdad|stepmum|expectant mother|mother's name|father's name",
    ),
    (
        "RELATIVE",
        r"grandmother|grandfather|nan|nana|gran|grandma|grandad|granddad|aunt|auntie|uncle|cousin|niece|nephew|in-law"
        r"|maternal grandmother|paternal grandmother|maternal grandfather|paternal grandfather",
    ),
)
_BEFORE: Final = tuple(
    (role, re.compile(rf"\b(?:{words})[ \t]*[,:(\n\t-]?[ \t]*\Z", re.IGNORECASE)) for role, words in _ROLES
)
_AFTER: Final = tuple(
    (
        role,
        re.compile(
            rf"[ \t]{{0,8}}[,(\n\t\u2013-][ \t]{{0,8}}+(?:the |is |her |his |their )?(?:{words})\b", re.IGNORECASE
        ),
    )
    for role, words in _ROLES
)
_CHILD_AFTER: Final = re.compile(
    r"[ ,(]{0,8}+(?:d\.?o\.?b\b|aged? \d{1,2}\b(?! months? pregnant)|\(\d{1,2}\)|is in (?:year|reception))", re.I
)


class FamilyFinder:
    """Finds nothing unless the case says that the identity is changed.

    Does not find: ages, birthdays without a year, and dates of birth that stand apart from the words that say so (a
    column of a table), unless the case file gives them.
    """

    def __init__(self, case: Case) -> None:
        self._changed = case.identity is Identity.CHANGED
        roles = {member.name: member for member in case.family}
        owner = {alias: member.name for member in case.family for alias in member.aliases}
        names = []
        for name in case.names:
            person = owner.get(name, name)
            role = roles[person].role if person in roles else ""
            names.append(Named(name, Kind.PERSON, f"family:{squash(person)}", role))
        self._finder = NameFinder(names, FAMILY, _NAME_WHY)
        self._born = {member.born for member in case.family if member.born is not None}

    def find(self, text: str) -> Iterator[Finding]:
        """The family's names in every form, and their dates of birth."""
        if not self._changed:
            return
        for f in self._finder.find(text):
            words = f.words or _role(text, f.start, f.end)
            yield Finding(f.start, f.end, f.kind, f.score, f.recognisers, f.explanation, f.entity, words, sure=True)
        found = list(dates(text))
        born = self._born | {day for start, _, day in found if _BORN.search(text[max(0, start - 40) : start])}
        for start, end, day in found:
            if day in born:
                entity = f"born:{day.isoformat()}"
                yield Finding(
                    start, end, Kind.IDENTIFIER, 1.0, (FAMILY,), _BORN_WHY, entity, "DATE OF BIRTH", sure=True
                )


def _role(text: str, start: int, end: int) -> str:
    """What the words beside a name say of its place in the family; '' if nothing."""
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    for role, pattern in _BEFORE:
        if pattern.search(before):
            return role
    for role, pattern in _AFTER:
        if pattern.match(after):
            return role
    return "CHILD" if _CHILD_AFTER.match(after) else ""
