"""From what a model tagged to findings of our kinds: ordinary words are no places, organisations need a shape."""

import re
from typing import Final

from recognisers.models.base import Tagged
from recognisers.models.segments import is_explained
from recognisers.words import groups

_STOPS: Final = groups("address")["function"] | groups("address")["months"] | groups("people")["never"]
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*+")

# Which kind and label words an organisation's name shows by a word in it; the first that matches.
_SHAPES: Final = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.I), kind, words)
    for pattern, kind, words in (
        (r"council|borough|county council|cyngor|comhairle|authority", "LOCAL_AUTHORITY", "LOCAL AUTHORITY"),
        (r"nursery|pre-?school|playgroup|kindergarten|day ?nursery", "SCHOOL", "NURSERY"),
        (r"university|prifysgol", "SCHOOL", "UNIVERSITY"),
        (r"college|coleg", "SCHOOL", "COLLEGE"),
        (r"school|academy|academies|primary|infants?|juniors?|grammar|ysgol|learning trust", "SCHOOL", "SCHOOL"),
        (r"police|constabulary", "AGENCY", "POLICE FORCE"),
        (r"hospital|infirmary|ysbyty", "AGENCY", "HOSPITAL"),
        (r"surgery|medical (?:centre|practice|group)|health centre|practice|meddygfa", "AGENCY", "GP PRACTICE"),
        (r"pharmacy|chemist", "AGENCY", "PHARMACY"),
        (r"nhs (?:\w+ )?trust|foundation trust|health board", "AGENCY", "NHS BODY"),
        (r"court", "AGENCY", "COURT"),
        (r"solicitors|llp|chambers|law", "AGENCY", "SOLICITORS"),
        (r"housing|homes", "AGENCY", "HOUSING PROVIDER"),
        (r"church|mosque|gurdwara|temple|chapel|cathedral|synagogue|masjid", "AGENCY", "PLACE OF WORSHIP"),
        (r"children['’]s centre|family hub|family centre", "AGENCY", "CHILDREN'S CENTRE"),
        (r"contact centre", "AGENCY", "CONTACT CENTRE"),
        (r"fostering", "AGENCY", "FOSTERING AGENCY"),
        (r"fc|afc|rfc|united|rovers|athletic|club", "AGENCY", "SPORTS CLUB"),
        (r"refuge|aid|prison|hmp|trust|foundation|project|services?|centre|ltd|limited|team", "AGENCY", "AGENCY"),
    )
)  # fmt: skip


def trimmed(segment: str, tagged: Tagged) -> Tagged:
    """Without what models drag along at either end: function words, months, numbers ('Sale in March 2019')."""
    words = list(_WORD.finditer(segment, tagged.start, tagged.end))
    shouted = segment.isupper()
    strange = [i for i, w in enumerate(words) if not is_explained(w[0], shouted=shouted)]
    if not strange:
        return tagged
    first, last = strange[0], strange[-1]
    while first > 0 and not _ends_name(words[first - 1][0], segment, words[first - 1].end(), words[first].start()):
        first -= 1
    while last + 1 < len(words) and not _ends_name(
        words[last + 1][0], segment, words[last].end(), words[last + 1].start()
    ):
        last += 1
    start = tagged.start if first == 0 else words[first].start()
    end = tagged.end if last == len(words) - 1 else words[last].end()
    return Tagged(start, end, tagged.label)


def _ends_name(word: str, segment: str, end: int, start: int) -> bool:
    """Whether a name stops before (or after) this ordinary word."""
    low = word.casefold()
    return low in _STOPS or any(mark in segment[end:start] for mark in ".:;()\n") or not word[0].isupper()


def kind_of(segment: str, tagged: Tagged) -> tuple[str, str] | None:
    """(kind, label words) of what was tagged; None when ordinary words alone were, or nothing that betrays a place."""
    text = segment[tagged.start : tagged.end]
    words = _WORD.findall(text)
    shouted = segment.isupper()
    strange = [word for word in words if len(word) > 2 and not is_explained(word, shouted=shouted)]
    if not strange:
        return None
    if tagged.label == "ORGANISATION":
        return next(((kind, label) for shape, kind, label in _SHAPES if shape.search(text)), None)
    if tagged.label == "PERSON":
        return ("PERSON", "PERSON") if len(words) <= 4 else None
    if tagged.label == "STREET":
        return ("PLACE", "PLACE") if not text[:1].isdigit() else ("ADDRESS", "ADDRESS")
    shaped = next(((kind, label) for shape, kind, label in _SHAPES if shape.search(text)), None)
    return shaped or ("PLACE", "PLACE")
