"""Lists of single words: ordinary English words, first names."""

from functools import lru_cache

import marisa_trie

from recognisers.gazetteers.names import DATA


@lru_cache(maxsize=16)
def words(file: str) -> marisa_trie.Trie:
    """A shipped list of folded words by its file's name without ending; `in` tells whether a word is listed."""
    trie = marisa_trie.Trie()
    trie.mmap(str(DATA / f"{file}.words"))
    return trie
