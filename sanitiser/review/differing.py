"""Texts that one record treats otherwise than another of its case."""

from collections.abc import Iterable

from sanitiser.domain.kinds import Action
from sanitiser.matching import squash
from sanitiser.review.desk import Elsewhere

Texts = tuple[tuple[str, str, Action], ...]
"""What was decided on in a record, each once: squashed, as it stands, and the action."""


def each_once(found: Iterable[tuple[str, Action]]) -> Texts:
    """Texts that differ only in how they are written are one."""
    made = {(squash(text), action): text for text, action in dict.fromkeys(found)}
    return tuple((key, text, action) for (key, action), text in made.items())


def differing(mine: Texts, others: Iterable[tuple[str, Texts]]) -> tuple[Elsewhere, ...]:
    """What is kept in one place and redacted in the other, with the names of the other records."""
    here = {key: (text, action) for key, text, action in mine}
    there: dict[tuple[str, Action], set[str]] = {}
    for name, texts in others:
        for key, _, action in texts:
            if key in here and (action is Action.KEEP) != (here[key][1] is Action.KEEP):
                there.setdefault((key, action), set()).add(name)
    return tuple(
        Elsewhere(here[key][0], here[key][1], action, tuple(sorted(names)), tuple(sorted(names)))
        for (key, action), names in sorted(there.items())
    )
