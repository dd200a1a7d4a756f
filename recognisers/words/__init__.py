"""Ordinary English words: what a name is told apart from. Lower-case words of SCOWL; see build.py and NOTICE."""

from functools import cache
from pathlib import Path


@cache
def ordinary() -> frozenset[str]:
    """Some 61,600 lower-case words with their inflections; loaded once a process (20 ms)."""
    return frozenset((Path(__file__).parent / "english.txt").read_text("utf-8").split())


def is_ordinary(word: str) -> bool:
    """True for an English word, whatever its case, possessive or hyphens."""
    bare = word.casefold().replace("’", "'").removesuffix("'s").strip("'")
    words = ordinary()
    return bare in words or ("-" in bare and all(part in words for part in bare.split("-") if part))


@cache
def groups(name: str) -> dict[str, frozenset[str]]:
    """The word groups of a shipped list: a group begins with a line '[name]'; '#' begins a comment."""
    found: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[] "), set())
        elif not line.startswith("#"):
            current.update(line.split())
    return {group: frozenset(words) for group, words in found.items()}
