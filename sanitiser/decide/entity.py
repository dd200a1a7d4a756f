"""What tells one thing from another: the key under which a name has its label."""

import re

from sanitiser.designators import COUNCIL, SCHOOL, TITLES, core
from sanitiser.domain.kinds import LABEL_WORDS, Kind, default_words
from sanitiser.matching import read, squash

_DESIGNATORS = {Kind.LOCAL_AUTHORITY: COUNCIL, Kind.SCHOOL: SCHOOL, Kind.PERSON: TITLES}
_WEB_NOISE = re.compile(r"^(?:mailto:|https?://)?(?:www\.)?|(?<![/.])[/.]++$")
_STREET = re.compile(r"^\s*\d+\w?\s+[^\W\d_]{2,}")


def entity_of(kind: Kind, said: str) -> str:
    """The key of a thing that is only known by its name: 'Ms Okafor' is Okafor, 'Leeds CC' is Leeds."""
    match kind:
        case Kind.PHONE:
            key = re.sub(r"^(?:0044|44)?0?", "", re.sub(r"\D", "", said))
        case Kind.WEB:
            key = _WEB_NOISE.sub("", said.strip().casefold())
        case Kind.ADDRESS:
            key = squash(_street(said))
        case _:
            words = read(said).keys
            key = "".join(core(words, _DESIGNATORS.get(kind, frozenset())) or words)
    return f"{kind.value.casefold()}:{key or squash(said) or said.strip()}"


def _street(said: str) -> str:
    """The parts of an address up to the street: the town and postcode may be left out at the next mention."""
    parts = re.split(r"[,;\n]", said)
    for n, part in enumerate(parts):
        if _STREET.match(part):
            return " ".join(parts[: n + 1])
    return said


def label_words(kind: Kind, words: str) -> str:
    """The words of a label: those wanted if the closed list has them for any kind, else the kind's own."""
    if kind is Kind.RELOCATION:
        return default_words(kind)
    return (
        words if words != "WITHHELD" and any(words in group for group in LABEL_WORDS.values()) else default_words(kind)
    )
