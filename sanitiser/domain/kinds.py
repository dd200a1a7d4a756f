"""Kinds of finding and the words of labels: both closed lists, append-only, since manifests and policies name them."""

import re
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a finding betrays. A policy sets one action and one threshold for each."""

    ADDRESS = "ADDRESS"
    POSTCODE = "POSTCODE"
    PLACE = "PLACE"
    LOCAL_AUTHORITY = "LOCAL_AUTHORITY"
    SCHOOL = "SCHOOL"
    AGENCY = "AGENCY"
    PHONE = "PHONE"
    WEB = "WEB"
    IDENTIFIER = "IDENTIFIER"
    PERSON = "PERSON"
    RELOCATION = "RELOCATION"
    AREA_CLUE = "AREA_CLUE"
    NATION = "NATION"


class Action(StrEnum):
    """What is done with a finding. REVIEW is masked in every copy until a reviewer keeps it."""

    REDACT = "redact"
    KEEP = "keep"
    REVIEW = "review"


WITHHELD: Final = "[WITHHELD]"
"""Takes the place of every RELOCATION finding; never numbered."""

PICTURE: Final = "[PICTURE]"
"""Stands where a picture or drawing was."""

# The words a label may show, by kind; the first is the kind's own name. A refuge and a prison stay AGENCY on purpose.
LABEL_WORDS: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.ADDRESS: ("ADDRESS",),
    Kind.POSTCODE: ("POSTCODE",),
    Kind.PLACE: ("PLACE",),
    Kind.LOCAL_AUTHORITY: ("LOCAL AUTHORITY", "COUNCIL"),
    Kind.SCHOOL: ("SCHOOL", "NURSERY", "COLLEGE", "UNIVERSITY", "ACADEMY TRUST", "PUPIL REFERRAL UNIT"),
    Kind.AGENCY: (
        "AGENCY",
        "POLICE FORCE",
        "FIRE SERVICE",
        "AMBULANCE SERVICE",
        "NHS BODY",
        "HOSPITAL",
        "GP PRACTICE",
        "HEALTH CENTRE",
        "PHARMACY",
        "DENTIST",
        "COURT",
        "PROBATION SERVICE",
        "CHARITY",
        "HOUSING PROVIDER",
        "CHILDREN'S CENTRE",
        "LOCAL PAPER",
        "SPORTS CLUB",
        "PLACE OF WORSHIP",
        "EMPLOYER",
        "SOLICITORS",
        "CONTACT CENTRE",
        "FOSTERING AGENCY",
        "VENUE",
        "SHOP",
        "SYSTEM",
        "FORM",
        "SERVICE",
        "TEAM",
        "PARTNERSHIP",
        "CARE HOME",
        "CLINIC",
    ),
    Kind.PHONE: ("PHONE",),
    Kind.WEB: ("WEB", "EMAIL"),
    Kind.IDENTIFIER: (
        "IDENTIFIER",
        "CASE NUMBER",
        "REFERENCE",
        "VEHICLE REGISTRATION",
        "NHS NUMBER",
        "NI NUMBER",
        "DATE OF BIRTH",
    ),
    Kind.PERSON: (
        "PERSON",
        "SOCIAL WORKER",
        "TEAM MANAGER",
        "TEACHER",
        "HEAD TEACHER",
        "DOCTOR",
        "GP",
        "NURSE",
        "HEALTH VISITOR",
        "MIDWIFE",
        "POLICE OFFICER",
        "SOLICITOR",
        "JUDGE",
        "REVIEWING OFFICER",
        "CHAIR",
        "SUPPORT WORKER",
        "THERAPIST",
        "PSYCHOLOGIST",
        "FOSTER CARER",
        "SAFEGUARDING LEAD",
        "PROBATION OFFICER",
        "INTERPRETER",
        "GUARDIAN",
        "NURSERY WORKER",
        "HOUSING OFFICER",
        "ADVOCATE",
        "CHILD",
        "PARENT",
        "RELATIVE",
        "MINUTE TAKER",
    ),
    Kind.RELOCATION: ("WITHHELD",),
    Kind.AREA_CLUE: ("AREA CLUE",),
    Kind.NATION: ("NATION",),
}

_WORDS = sorted({words for group in LABEL_WORDS.values() for words in group}, key=lambda w: (-len(w), w))

LABEL_PATTERN: Final = re.compile(
    r"\[(?:"
    + "|".join(re.escape(words) for words in _WORDS if words != "WITHHELD")
    + r") [1-9]\d{0,5}\]|\[WITHHELD\]|\[PICTURE\]"
)
"""Matches a whole label. Labels are inert: no recogniser reads inside one, and reading a copy again keeps them."""


def default_words(kind: Kind) -> str:
    """The words of a label of this kind when nothing says which role it plays."""
    return LABEL_WORDS[kind][0]
