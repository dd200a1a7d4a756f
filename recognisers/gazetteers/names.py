"""Gazetteers of names: compiled tries, mapped, looked up at every word of a reading, the longest name first.

A key is a name as `recognisers.text.fold` writes it. Its values say of what sort the name is (one letter, the
gazetteer's own), which entity it names, which words its label shows, and the name as it is written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import marisa_trie

from recognisers.text import Reading

DATA: Final = Path(__file__).parent / "data"
_LONGEST = 120  # letters of a folded name


@dataclass(frozen=True, slots=True)
class Entry:
    """What a gazetteer knows of a name."""

    sort: str
    entity: str
    words: str
    name: str

    def pack(self) -> bytes:
        """As a trie's value."""
        return "\t".join((self.sort, self.entity, self.words, self.name)).encode()


@dataclass(frozen=True, slots=True)
class Hit:
    """Words first..last (inclusive) of a reading are a name; the entries say what it may be."""

    first: int
    last: int
    key: str
    entries: tuple[Entry, ...]


def unpack(value: bytes) -> Entry:
    """The entry of a trie's value."""
    sort, entity, words, name = value.decode().split("\t")
    return Entry(sort, entity, words, name)


def save(path: Path, rows: Iterable[tuple[str, Entry]]) -> int:
    """Compile rows of folded key and entry to a file, the same bytes for the same rows; how many rows it holds."""
    unique = sorted({(key, entry.pack()) for key, entry in rows if key and len(key) <= _LONGEST})
    marisa_trie.BytesTrie(unique, order=marisa_trie.LABEL_ORDER).save(str(path))
    return len(unique)


class Names:
    """One compiled gazetteer."""

    def __init__(self, path: Path) -> None:
        self._trie = marisa_trie.BytesTrie()
        self._trie.mmap(str(path))
        # single-word names, and the first two words of longer ones: most words of a text are neither
        singles, pairs = set(), set()
        for key in self._trie.iterkeys():
            parts = key.split(" ", 2)
            if len(parts) == 1:
                singles.add(key)
            else:
                pairs.add(f"{parts[0]} {parts[1]}")
        self._singles, self._pairs = frozenset(singles), frozenset(pairs)

    def entries(self, key: str) -> tuple[Entry, ...]:
        """What is known of a folded name; empty if nothing."""
        return tuple(unpack(v) for v in self._trie.get(key, ()))

    def __contains__(self, key: str) -> bool:
        return key in self._trie

    def hits(self, reading: Reading) -> Iterator[Hit]:
        """At each word the longest name that begins there; names inside longer names are given as well."""
        for i in self._starts(reading):
            offset = reading.offsets[i]
            window = reading.joined[offset : offset + _LONGEST]
            for key in sorted(self._trie.prefixes(window), key=len, reverse=True):
                if len(key) < len(window) and window[len(key)] != " ":
                    continue
                last = i + key.count(" ")
                if last == i or reading.whole(i, last):
                    yield Hit(i, last, key, self.entries(key))
                    break

    def _starts(self, reading: Reading) -> Iterator[int]:
        """Words where a name may begin."""
        words, singles, pairs = reading.words, self._singles, self._pairs
        end = len(words) - 1
        for i in range(end + 1) if reading.near is None else reading.near:
            word = words[i]
            if word in singles or (i < end and f"{word} {words[i + 1]}" in pairs):
                yield i


@lru_cache(maxsize=32)
def names(file: str) -> Names:
    """A shipped gazetteer by its file's name without ending, opened once a process."""
    return Names(DATA / f"{file}.marisa")
