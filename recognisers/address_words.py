"""The words that addresses are made of, by group; what each group is for stands in words/address.txt."""

from recognisers.words import groups

_GROUPS = groups("address")
STRONG_TYPES = _GROUPS["strong_types"]
MEDIUM_TYPES = _GROUPS["medium_types"]
SHORT_TYPES = _GROUPS["short_types"]
PREFIX_TYPES = _GROUPS["prefix_types"]
HOUSE_TYPES = _GROUPS["house_types"]
UNITS = _GROUPS["units"]
ESTATES = _GROUPS["estates"]
DIRECTIONS = _GROUPS["directions"]
CONNECTORS = _GROUPS["connectors"]
FUNCTION = _GROUPS["function"]
MONTHS = _GROUPS["months"]
COUNTED = _GROUPS["counted"]
LABELS = _GROUPS["labels"]
UK_COUNTRIES = _GROUPS["uk_countries"]
COUNTIES = _GROUPS["counties"]
NOT_STREETS = _GROUPS["not_streets"]
LIVES = _GROUPS["lives"]
NEVER_IN_NAME = _GROUPS["never_in_name"]
VERBS = _GROUPS["verbs"]
ROUTE = _GROUPS["route"]
AFTER_NUMBERED = _GROUPS["after_numbered"]
KEPT_STREETS = frozenset(
    {
        "downing street",
        "coronation street",
        "sesame street",
        "wall street",
        "harley street",
        "silk road",
        "one way street",
    }
)
"""Known by everyone, and telling of nobody's home."""
