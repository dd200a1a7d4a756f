"""Every UK postcode, live or ended, in one mapped file: a sorted list of sectors, then 400 bits for each.

A sector is the outward code padded to four letters and the inward digit ('LS8 1', 'SW1A2'); bit 20 * a + b stands for
the two last letters, from the twenty that inward codes use (Royal Mail's Programmers' Guide: none of C I K M O V).
"""

import mmap
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, overload

MAGIC: Final = b"UKPC1\n"
UNIT_LETTERS: Final = "ABDEFGHJLNPQRSTUWXYZ"
_KEY = 5
_BITS = 50


def pack(postcodes: Iterable[str]) -> bytes:
    """The file of these postcodes, each as outward and inward code with one blank between."""
    sectors: dict[bytes, bytearray] = {}
    for postcode in postcodes:
        outward, inward = postcode.split()
        bits = sectors.setdefault(_sector(outward, inward[0]), bytearray(_BITS))
        bit = _unit(inward)
        bits[bit >> 3] |= 1 << (bit & 7)
    keys = sorted(sectors)
    return b"".join([MAGIC, len(keys).to_bytes(4, "big"), *keys, *(bytes(sectors[k]) for k in keys)])


def _sector(outward: str, digit: str) -> bytes:
    return f"{outward:<4}{digit}".encode("ascii")


def _unit(inward: str) -> int:
    return UNIT_LETTERS.index(inward[1]) * 20 + UNIT_LETTERS.index(inward[2])


class Postcodes(Sequence[bytes]):
    """The mapped file; as a sequence, its sectors in order."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[: len(MAGIC)] != MAGIC:
            raise ValueError("not a postcode file")
        self._count = int.from_bytes(self._map[len(MAGIC) : len(MAGIC) + 4], "big")
        self._keys = len(MAGIC) + 4
        self._bits = self._keys + self._count * _KEY

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> list[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | list[bytes]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._count))]
        if not 0 <= index < self._count:
            raise IndexError(index)
        return self._map[self._keys + index * _KEY : self._keys + (index + 1) * _KEY]

    def district(self, outward: str) -> bool:
        """Whether any postcode has this outward code."""
        key = f"{outward:<4}".encode("ascii", "replace")
        at = bisect_left(self, key)
        return at < self._count and self[at].startswith(key)

    def sector(self, outward: str, digit: str) -> bool:
        """Whether any postcode has this outward code and inward digit."""
        return self._at(_sector(outward, digit)) is not None

    def exists(self, outward: str, inward: str) -> bool:
        """Whether this postcode was ever given; both in capitals, inward a digit and two of UNIT_LETTERS."""
        at = self._at(_sector(outward, inward[0]))
        if at is None or inward[1] not in UNIT_LETTERS or inward[2] not in UNIT_LETTERS:
            return False
        bit = _unit(inward)
        return bool(self._map[self._bits + at * _BITS + (bit >> 3)] >> (bit & 7) & 1)

    def count(self, value: object = None) -> int:
        """How many postcodes there are; `value` is not used."""
        del value
        return int.from_bytes(self._map[self._bits :], "big").bit_count()

    def _at(self, key: bytes) -> int | None:
        at = bisect_left(self, key)
        return at if at < self._count and self[at] == key else None


@lru_cache(maxsize=1)
def postcodes() -> Postcodes:
    """The shipped postcodes, opened once a process."""
    return Postcodes(Path(__file__).parent / "data" / "postcodes.bin")
