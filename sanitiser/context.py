"""What stands before a word that may be a place: 'moved to', 'lives in', but not 'a letter from'."""

import re
from typing import Final

_PLACE_BEFORE: Final = re.compile(
    r"(?:\b(?:in|at|near|from|around|outside|towards|via|of|within|nr)"
    r"|\b(?:mov\w{1,4}|relocat\w{1,4}|return\w{0,3}|travel\w{0,4}|went|go(?:es|ing)?|gone|come|came|drove|flee|fled"
    r"|placed|back|transferr?\w{0,3}|bus|train|trip|journey|way|road|close|next|visits?)\s+to"
    r"|\b(?:live[sd]?|living|resid\w{2,4}|address|area|town|city|borough|born|lodging|based)\s*:?)"
    r"(?:\s+(?:the|central|north|south|east|west|greater|inner|upper|lower|old|new))?\s*\Z",
    re.IGNORECASE,
)
_NOT_PLACE: Final = re.compile(
    r"\b(?:card|letter|gift|present|call|text|message|email|e-mail|news|account|support|help|away|behalf|care|views?"
    r"|wishes|mother|father|mum|dad|parents?|sister|brother|confidence|photos?|pictures?|aware|name|birth|fond|afraid"
    r"|scared|frightened|tired|proud|shouted|looked?|looking|laughed|screamed|smiled|swore|anger|interest|change"
    r"|disclosures?|injur\w+|bruis\w+|separated?|different|apart|heard|received|information|contact|statement|feedback"
    r"|protect\w*|assessments?|observations?|presentation|case|favour|because)\s+(?:from|of|at|in|near|around|towards)"
    r"\s*\Z",
    re.IGNORECASE,
)


def in_place_context(text: str, start: int) -> bool:
    """Whether what stands before `start` says that a place follows ('moved to', 'lives in')."""
    before = text[max(0, start - 60) : start]
    return bool(_PLACE_BEFORE.search(before)) and not _NOT_PLACE.search(before)
