"""Which gazetteers and models take part, for the head of a manifest."""

import json
from pathlib import Path

from recognisers.gazetteers.names import DATA
from sanitiser.manifest.review import Asset


def gazetteers() -> tuple[Asset, ...]:
    """The compiled gazetteers that are shipped, by file."""
    return _listed(DATA / "manifest.json")


def models() -> tuple[Asset, ...]:
    """The named-entity models that are shipped or installed."""
    return _listed(DATA.parent.parent / "models" / "manifest.json")


def _listed(path: Path) -> tuple[Asset, ...]:
    if not path.exists():
        return ()
    rows = json.loads(path.read_text(encoding="utf-8"))
    return tuple(Asset(str(row["file"]), str(row["sha256"])) for row in rows)
