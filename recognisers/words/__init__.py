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
