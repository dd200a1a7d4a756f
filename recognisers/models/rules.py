"""What the words round an unexplained name say of it, so that most need no model."""

import re
from typing import Final

from recognisers.models.segments import is_explained
from recognisers.words import groups

_NEXT: Final = re.compile(
    r"(?:[ ]|-|-on-|-under-| (?:on|under|upon|le|by|and) the | (?:on|under|upon|le|by) )(?=[^\W\d_a-z])"
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*+")
_SURE_PLACE: Final = re.compile(
    r"(?:\b(?:in|near|around|outside|within|across|throughout|towards|visited|visiting|left|leave|leaving)"
    r"|\b(?:lives?|lived|living|stay(?:s|ed|ing)?|resid(?:es|ed|ing)|born|raised|house[ds]?|rehoused|based|"
    r"located|placed|shops?|work(?:s|ed|ing)?|school) (?:at|near|in)"
    r"|\b(?:mov(?:ed?|ing)|relocat(?:ed|ing|ion)|return(?:ed|ing|s)?|travel(?:s|led|ling)?|went|going|go|back|"
    r"drove|driv(?:es?|ing)|com(?:es?|ing)|came|transfer(?:red|ring|s)?|bus|train|journey|fled|walk(?:s|ed|"
    r"ing)?|trips?|originally|originates?|originated|live[ds]? away)"
    r"(?: \w+){0,2}? (?:to|from|into|out of|through|via|for)"
    r"|\bfrom [^\W\d_]\S+(?: \S+){0,2} to"
    r"|\b(?:town|city|village|area|borough|county|district|place of birth|birthplace|location|hometown)(?: of|"
    r" is| was)?[:\s]{0,2})"
    r" (?:the )?$",
    re.I,
)
_PERSON_AFTER: Final = re.compile(
    r"(?:[’']s|,)? (?:said|says|works?|worked|supports?|takes?|took|walks?|plays?|played|goes|went|attends?|"
    r"stays?|sleeps?|slept|eats?|ate|speaks?|struggles?|stated|enjoyed|hit|shouted|cried|cries|ran|sat|made|"
    r"makes|gave|gives|got|gets|left|missed|returned|remains|continues|engaged|engages|presents|reports|shows|"
    r"showed|completed|worked|watched|smiled|laughed|likes|hates|feels|felt|died|married|holds|held|remained|"
    r"used|uses|tends|tried|tries|came|comes|told|stated|reported|disclosed|asked|agreed|felt|feels|explained|"
    r"visited|attended|"
    r"confirmed|noted|advised|shared|spoke|called|rang|"
    r"phoned|texted|is|was|has|had|will|would|did|does|can|could|appeared|seemed|presented|enjoys|likes|loves|"
    r"wants|needs|lives|lived|who|herself|himself|"
    r"arrived|became|refused|denied|admitted|described|thinks|thought|knows|knew|started|moved|settled|mother|"
    r"father|mum|dad|sister|brother|parents|siblings|family|school report|dob|d\.o\.b|nhs|ni number|"
    r"date of birth|medication|diagnosis|bedroom|behaviour|needs|views|wishes|voice|teacher|social worker|gp|"
    r"health|development|weight)\b"
)
_PERSON_BEFORE: Final = re.compile(
    r"\b(?:told|saw|seen by|met|with|by|asked|called|named|contacted|rang|phoned|emailed|spoke to|speak to|"
    r"spoken to|informed|advised|thanked|child|children|son|daughter|baby|brother|"
    r"sister|mother|mum|father|dad|partner|boyfriend|girlfriend|husband|wife|aunt|auntie|uncle|cousin|friend|"
    r"sibling|twins|care for|contact with|hit|assaulted|hurt|parents of|mother of|father of|re|re:|dear|child:|"
    r"name:|and mum|and dad) $",
    re.I,
)
_PLACE_AFTER: Final = re.compile(
    r"[’']?s? (?:area|station|town centre|city centre|office|refuge|police|hospital|market|bus|train|estate|"
    r"library|park|road|side|town|village|court)\b",
    re.I,
)
_LEADING: Final = groups("address")["function"]


def run_end(text: str, start: int, end: int, limit: int) -> int:
    """Where the run of capitalised words ends that begins with the word text[start:end]."""
    shouted = text[start:end].isupper()
    for _ in range(3):
        if text[start:end].casefold().endswith(("'s", "’s")):
            break
        gap = _NEXT.match(text, end, limit)
        if gap is None or (word := _WORD.match(text, gap.end(), limit)) is None:
            break
        low = word[0].casefold()
        ordinary = is_explained(word[0], shouted=shouted) if len(low) > 2 else low not in ("st", "la", "le", "y", "o")
        if low in _LEADING or (ordinary and not _may_follow(word[0])):
            break
        end = word.end()
    return end - 2 if text[start:end].casefold().endswith(("'s", "’s")) else end


def _may_follow(word: str) -> bool:
    """Ordinary words that places and people are also named with, after their own name."""
    return word.casefold() in _ENDINGS


_ENDINGS: Final = (
    groups("address")["medium_types"]
    | groups("address")["strong_types"]
    | frozenset(
        {"heath", "regis", "castle", "abbey", "priory", "water", "waters", "market", "spa", "on", "sea", "common"}
    )
)


def kind_by_context(text: str, start: int, end: int) -> tuple[str, str] | None:
    """(kind, label words) of the capitalised run text[start:end] by its neighbours; None when they do not tell."""
    before = text[max(0, start - 60) : start].replace("\n", " ")
    after = text[end : end + 30].replace("\n", " ")
    if _SURE_PLACE.search(before) or _PLACE_AFTER.match(after):
        return "PLACE", "PLACE"
    if _PERSON_BEFORE.search(before) or _PERSON_AFTER.match(after):
        return "PERSON", "PERSON"
    return None


def begins_sentence(text: str, start: int) -> bool:
    """Whether a capital at `start` says nothing."""
    before = text[max(0, start - 4) : start].rstrip(" \t\"“‘'(")
    return not before or before[-1] in ".!?\n•–-*:;"
