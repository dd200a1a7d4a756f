"""The forms in which one name is looked up."""

from collections.abc import Iterator

from recognisers.text import fold


def keys(name: str) -> Iterator[str]:
    """The folded forms of a name: as written, and without apostrophes and the article."""
    yield fold(name)
    if "'" in name or "\u2019" in name:
        yield fold(name.replace("'", "").replace("\u2019", ""))
    if name.lower().startswith("the "):
        yield fold(name[4:])
