"""The one interface behind which every named-entity model stands."""

from typing import NamedTuple, Protocol


class Tagged(NamedTuple):
    """Characters [start, end) of a segment, and what the model takes them for, in our words.

    `label` is one of PLACE, STREET, PERSON, ORGANISATION.
    """

    start: int
    end: int
    label: str


class NerModel(Protocol):
    """A model, loaded once a process. The same segment gives the same tags, whatever was read before it."""

    @property
    def name(self) -> str:
        """The model's name and version, for the manifest."""

    @property
    def sha256(self) -> str:
        """A digest of all its files, for the manifest."""

    def tag(self, segment: str) -> tuple[Tagged, ...]:
        """What stands in a sentence or line, in order of position; spans hold whole words."""
