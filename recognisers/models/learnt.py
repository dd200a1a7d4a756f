"""Names found in a text by a rule or a model: found again without asking anybody, under the same kind."""

from collections import Counter, defaultdict

from recognisers.models.segments import is_explained, words_in

_ENOUGH_READINGS = 3

Kind = tuple[str, str]
"""A kind of finding and the words of its label."""


class Learnt:
    """Belongs to one text. A word that models have read several times without finding a name in it is left alone."""

    def __init__(self) -> None:
        self._phrases: dict[str, dict[str, Kind]] = defaultdict(dict)
        self._readings: Counter[str] = Counter()

    def learn(self, name: str, kind: Kind) -> None:
        """Remember a name, and each of its words that nothing else explains."""
        low = _plain(name)
        words = words_in(low)
        if not words:
            return
        self._phrases[words[0]].setdefault(low, kind)
        for word in words:
            if len(word) > 2 and not is_explained(word, shouted=True):
                self._phrases[word].setdefault(word, kind)

    def find(self, text: str, start: int, end: int, limit: int) -> tuple[int, Kind] | None:
        """Where a known name ends that begins with the word text[start:end], and its kind; the longest."""
        known = self._phrases.get(_plain(text[start:end]))
        if not known:
            return None
        ahead = _plain(text[start : min(limit, start + 80)])
        for phrase in sorted(known, key=lambda p: (-len(p), p)):
            stop = len(phrase)
            if ahead.startswith(phrase) and not ahead[stop : stop + 1].isalnum():
                return start + stop, known[phrase]
        return None

    def read(self, word: str) -> None:
        """A model has read the word and found nothing."""
        self._readings[_plain(word)] += 1

    def dull(self, word: str) -> bool:
        """Read often enough in vain."""
        return self._readings[_plain(word)] >= _ENOUGH_READINGS


def _plain(name: str) -> str:
    """Small letters, the same length."""
    low = name.lower()
    return (low if len(low) == len(name) else name).replace("’", "'").replace("\n", " ")
