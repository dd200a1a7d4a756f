"""Word lists of the recognisers, one TOML file a recogniser: the vocabulary of designators, contexts and exceptions."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=32)
def _table(file: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / f"{file}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=256)
def terms(file: str, key: str) -> frozenset[str]:
    """The terms of one list: separated by commas where it holds phrases, by blanks where it does not."""
    text: str = _table(file)[key]
    parts = " ".join(text.split()).split(",") if "," in text else text.split()
    return frozenset(part.strip() for part in parts if part.strip())


@lru_cache(maxsize=64)
def term_table(file: str, key: str) -> dict[str, frozenset[str]]:
    """A table of lists of single words."""
    return {name: frozenset(text.split()) for name, text in _table(file)[key].items()}


@lru_cache(maxsize=64)
def alternation(file: str, key: str) -> str:
    """The terms of one list as a regular expression's alternatives, longest first."""
    import re

    return "|".join(re.escape(t) for t in sorted(terms(file, key), key=lambda t: (-len(t), t)))


def table(file: str, key: str) -> dict[str, Any]:
    """A table of the file as it stands."""
    found: dict[str, Any] = _table(file)[key]
    return found
