"""The rows of the gazetteers of kept bodies and of local bodies, from the lists in sources/."""

from collections.abc import Iterator
from pathlib import Path

from recognisers.gazetteers.names import Entry
from recognisers.text import fold


def keep(sources: Path) -> list[tuple[str, Entry]]:
    """Names of UK-wide bodies, laws, instruments and phrases."""
    return [(key, Entry("k", "", "", "")) for name in _names(sources / "keep.txt") for key in keys(name)]


def keys(name: str) -> Iterator[str]:
    """The folded forms of a name: as written, and without apostrophes and the article."""
    yield fold(name)
    if "'" in name or "\u2019" in name:
        yield fold(name.replace("'", "").replace("\u2019", ""))
    if name.lower().startswith("the "):
        yield fold(name[4:])


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
