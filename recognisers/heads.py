"""The head nouns by which bodies are known: 'Primary School', 'NHS Foundation Trust', 'HMP'."""

from dataclasses import dataclass
from functools import lru_cache

from recognisers.lexicon import table
from recognisers.text import Reading


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun: of which kind a body is, which words its label shows, what it takes to be a name."""

    kind: str
    words: str
    phrase: tuple[str, ...]
    before: bool  # stands before its name ('University of', 'HMP')


@lru_cache(maxsize=1)
def heads() -> dict[str, tuple[Head, ...]]:
    """All head nouns by their first word, longest first."""
    found: dict[str, list[Head]] = {}
    for kind, roles in table("shape", "heads").items():
        for label, phrases in roles.items():
            for phrase in " ".join(phrases.split()).split(","):
                before = phrase.strip().endswith("*")
                split = tuple(phrase.replace("*", "").split())
                if split:
                    found.setdefault(split[0], []).append(Head(kind, label, split, before))
    return {
        first: tuple(sorted(group, key=lambda h: (-len(h.phrase), h.phrase, h.kind))) for first, group in found.items()
    }


def head_at(reading: Reading, index: int) -> Head | None:
    """The longest head noun that begins at a word, or None."""
    for head in heads()[reading.words[index]]:
        end = index + len(head.phrase)
        if tuple(reading.words[index:end]) == head.phrase and reading.whole(index, end - 1):
            return head
    return None
