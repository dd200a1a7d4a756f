"""The baseline checklist: what of a family's records there is to ask for, by service.

From the protocol that the SPOCs work by. Codes are wire format, append-only. Identity documents are on the list only to
say that they are never copied: UKPPS handles them.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist. `copied` is False for what is never copied."""

    code: str
    service: str
    words: str
    copied: bool = True


def _service(service: str, *lines: tuple[str, str]) -> tuple[Item, ...]:
    return tuple(Item(code, service, words) for code, words in lines)


CHECKLIST: Final[tuple[Item, ...]] = (
    *_service(
        "health",
        ("health-visiting", "Health visiting"),
        ("school-nursing", "School nursing"),
        ("community-health", "Community health"),
        ("mental-health", "Mental health"),
        ("immunisations", "Immunisations"),
        ("health-assessments", "Health assessments"),
    ),
    *_service(
        "nursery",
        ("nursery-file", "Nursery file"),
        ("nursery-safeguarding", "Nursery safeguarding file"),
        ("nursery-ehcp", "Education, health and care plan (nursery)"),
        ("nursery-pep", "Personal education plan (nursery)"),
    ),
    *_service(
        "school",
        ("school-file", "School file"),
        ("school-safeguarding", "School safeguarding file"),
        ("school-ehcp", "Education, health and care plan (school)"),
        ("school-pep", "Personal education plan (school)"),
    ),
    *_service(
        "childrens-social-work",
        ("cin-plan", "Child in need plan, current"),
        ("cp-plan", "Child protection plan, current"),
        ("conference-minutes", "Conference minutes"),
        ("assessments", "Assessments"),
        ("chronology", "Chronology"),
        ("case-summary", "Case summary"),
        ("legal-status", "Legal status"),
        ("consent", "Consent"),
    ),
    *_service(
        "adult-social-care",
        ("needs-assessment", "Needs assessment"),
        ("care-plan", "Care plan"),
    ),
    *_service("marac", ("marac", "MARAC minutes and actions")),
    *_service("other", ("other", "Other")),
    Item("passport", "identity", "Passport", copied=False),
    Item("birth-certificate", "identity", "Birth certificate", copied=False),
    Item("driving-licence", "identity", "Driving licence", copied=False),
)

ITEMS: Final = {item.code: item for item in CHECKLIST}
CATEGORIES: Final = frozenset(item.code for item in CHECKLIST if item.copied)
SERVICES: Final = tuple(dict.fromkeys(item.service for item in CHECKLIST))
AGENCY_WORDS: Final = {
    "health": "a health service",
    "nursery": "a nursery",
    "school": "a school",
    "childrens-social-work": "children's social work",
    "adult-social-care": "adult social care",
    "police": "the police",
    "other": "another service",
}
AGENCIES: Final = tuple(AGENCY_WORDS)
"""The kinds of agency that a pack may be passed on to."""
