"""From what a model tagged to findings of our kinds: ordinary words are no places, organisations need a shape."""

import re
from typing import Final

from recognisers.models.base import Tagged
from recognisers.models.segments import is_explained

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
