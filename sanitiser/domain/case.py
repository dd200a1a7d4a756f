"""What is known of one family: whose names stay, what must go."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sanitiser.domain.kinds import Kind

PROTECTED: Final = "CaseTerms"
"""The recogniser named by findings of a `protect` term: they beat everything else."""

FAMILY: Final = "Family"
"""The recogniser named by findings of the family's names and dates when their identity is changed."""

FAMILY_ROLES: Final = ("CHILD", "PARENT", "RELATIVE")
"""The label's words that a member of the family may have."""


class Identity(StrEnum):
    """Whether the family keeps its names. CHANGED: names, dates of birth, NHS and NI numbers go too."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ProtectTerm:
    """What must go, whatever the recognisers say, in every form. `label` is words of a label; empty: the kind's own."""

    text: str
    kind: Kind
    label: str = ""


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """One of the family, said in full: only needed where roles and dates of birth are to be told apart."""

    name: str
    role: str = ""
    aliases: tuple[str, ...] = ()
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The case file. `reference` says nothing of a place; append-only: new fields have defaults."""

    reference: str
    identity: Identity = Identity.UNCHANGED
    keep: tuple[str, ...] = ()
    protect: tuple[ProtectTerm, ...] = ()
    family: tuple[FamilyMember, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the family, aliases too, in the order of the file, none twice."""
        found = dict.fromkeys(self.keep)
        for member in self.family:
            found.update(dict.fromkeys((member.name, *member.aliases)))
        return tuple(found)
