"""Gazetteers that this user imported, beside the shipped ones; opened once a process."""

import json
import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import Final

from recognisers.gazetteers.names import Names
from recognisers.gazetteers.words import words

NOTE_FORMAT: Final = "imported-gazetteer/1"


def data_folder() -> Path:
    """Where imported gazetteers lie: $SANITISER_DATA, else the folder that the platform has for data."""
    if given := os.environ.get("SANITISER_DATA"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData" / "Local"))) / "sanitiser"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "sanitiser"
    return Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "sanitiser"


@lru_cache(maxsize=16)
def imported_names(finds: str) -> tuple[Names, ...]:
    """The imported gazetteers of one kind of finding, in order of their names."""
    found = []
    for note in sorted((data_folder() / "gazetteers").glob("*.json")):
        row = json.loads(note.read_text(encoding="utf-8"))
        if row.get("format") == NOTE_FORMAT and row["finds"] == finds and (note.parent / row["file"]).exists():
            found.append(Names(note.parent / row["file"]))
    return tuple(found)


def sort_of(key: str) -> str:
    """Of what sort a folded name is: `s` says it alone, `p` a surname, `g` a first name, `o` and `m` ordinary words."""
    parts = key.split()
    if all(part in words("ordinary_words") or len(part) == 1 for part in parts):
        return "o" if len(parts) == 1 else "m"
    if len(parts) > 1:
        return "s"
    return "g" if key in words("given_names") else "p" if key in words("surnames") else "s"
