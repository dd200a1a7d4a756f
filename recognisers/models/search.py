"""The search for names in one text: what was learnt, what neighbours say, what the models say."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from recognisers.models import rules
from recognisers.models.base import NerModel, Tagged
from recognisers.models.candidates import kind_of, trimmed
from recognisers.models.learnt import Kind, Learnt
from recognisers.models.rampart_model import RampartModel
from recognisers.models.segments import Unexplained, sentences
from recognisers.models.spacy_model import SpacyModel
from recognisers.person_names import fold, is_first
from recognisers.text import Reading

_ARTICLE = {"PLACE": "a place", "STREET": "a street", "PERSON": "a person", "ORGANISATION": "an organisation"}


@cache
def models() -> tuple[NerModel, ...]:
    """The models in use, loaded when they first read."""
    return (SpacyModel(), RampartModel())


@lru_cache(maxsize=1 << 14)
def tags(segment: str, model: int) -> tuple[Tagged, ...]:
    """What a model says of a segment; the same segment is never read twice while it is remembered."""
    return models()[model].tag(segment)


@dataclass(frozen=True, slots=True)
class Named:
    """Characters [start, end) that name something, what and why."""

    start: int
    end: int
    kind: Kind
    score: float
    why: str


class Search:
    """Goes through the unexplained words of a text in order."""

    def __init__(self, reading: Reading, unexplained: Unexplained, *, everything: bool = False) -> None:
        self._text = reading.text
        self._unexplained = unexplained
        self._everything = everything
        self._learnt = Learnt()

    def names(self) -> Iterator[Named]:
        """Every name found, in order of sentences."""
        for start, end in sentences(self._text):
            words = list(self._unexplained.words(start, end))
            if not words and not self._everything:
                continue
            for named in self._in_sentence(start, end, words):
                self._learnt.learn(self._text[named.start : named.end], named.kind)
                yield named

    def _in_sentence(self, start: int, end: int, words: list[tuple[int, int]]) -> Iterator[Named]:
        left: list[tuple[int, int]] = []
        reached = 0
        mixed = not self._text[start:end].isupper()
        for word in words:
            if word[0] < reached:
                continue
            named = self._known(word, end) or self._by_neighbours(word, end) or self._given_name(word, end)
            if named is None:
                left.append(word)
                continue
            reached = named.end
            yield named
        for number in range(len(models())):
            if not self._everything:
                left = [word for word in left if not self._learnt.dull(self._text[word[0] : word[1]])]
                if not left:
                    return
            seen = list(self._by_model(number, start, end))
            yield from seen
            left = [word for word in left if not any(s.start <= word[0] and word[1] <= s.end for s in seen)]
        for word in left:
            self._learnt.read(self._text[word[0] : word[1]])
            if mixed and (named := self._unaccounted(word, end)) is not None:
                yield named

    def _known(self, word: tuple[int, int], limit: int) -> Named | None:
        found = self._learnt.find(self._text, *word, limit)
        return Named(word[0], found[0], found[1], 0.55, "named elsewhere in the text") if found else None

    def _by_neighbours(self, word: tuple[int, int], limit: int) -> Named | None:
        """A capitalised name that its neighbours explain."""
        if not self._text[word[0]].isupper():
            return None
        end = rules.run_end(self._text, *word, limit)
        kind = rules.kind_by_context(self._text, word[0], end)
        if kind is None:
            return None
        what = _ARTICLE[kind[0]]
        return Named(word[0], end, kind, 0.55, f"a name of no list, by the words round it {what}")

    def _given_name(self, word: tuple[int, int], limit: int) -> Named | None:
        """A common first name, alone or with the names after it."""
        if not is_first(fold(self._text[word[0] : word[1]])):
            return None
        end = rules.run_end(self._text, *word, limit)
        return Named(word[0], end, ("PERSON", "PERSON"), 0.5, "a first name")

    def _by_model(self, number: int, start: int, end: int) -> Iterator[Named]:
        segment = self._text[start:end]
        model = models()[number].name.split(" ")[0]
        for whole in tags(segment, number):
            tagged = trimmed(segment, whole)
            rest = self._unexplained.rest(start + tagged.start, start + tagged.end)
            if rest is None:
                continue
            cut = Tagged(rest[0] - start, rest[1] - start, tagged.label)
            if (kind := kind_of(segment, cut)) is not None:
                yield Named(*rest, kind, 0.55, f"the model {model} takes it for {_ARTICLE[tagged.label]}")

    def _unaccounted(self, word: tuple[int, int], limit: int) -> Named | None:
        """A capitalised word within a sentence that is in no dictionary and that no model could tell."""
        if not self._text[word[0]].isupper() or rules.begins_sentence(self._text, word[0]):
            return None
        end = rules.run_end(self._text, *word, limit)
        return Named(word[0], end, ("PERSON", "PERSON"), 0.5, "a capitalised word that nothing explains")
