"""Findings of bodies named by their shape, and of their short forms once the whole name was seen in the same text."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Final

from presidio_analyzer import RecognizerResult

from recognisers import context
from recognisers.gazetteers.imported import imported_names
from recognisers.gazetteers.names import Entry, Hit, names
from recognisers.gazetteers.words import words
from recognisers.result import result
from recognisers.shape import Body, bodies
from recognisers.text import Reading, read

_OFFICES: Final = frozenset(
    ("SERVICE", "TEAM", "PARTNERSHIP", "FOSTERING AGENCY", "HOUSING PROVIDER", "CLINIC", "GP PRACTICE", "EMPLOYER")
)
_TOO_COMMON: Final = frozenset({"and", "of", "the", "st", "s", "for"})


def shaped(text: str, kind: str, recogniser: str) -> Iterator[RecognizerResult]:
    """Bodies of one kind that the text names in full, then the places where only a part of their name stands."""
    taken: list[tuple[int, int]] = []
    mine = [body for body in bodies(text) if body.head.kind == kind and not _only_of_a_place(body)]
    for body in mine:
        taken.append(body.span)
        score = 0.9 if body.certain else 0.7
        title = " ".join(body.head.phrase)
        explanation = f"a name that ends in '{title}'" if not body.head.before else f"a name that begins with '{title}'"
        yield result(
            kind, *body.span, score, recogniser, explanation, entity=_key(body), words=_words(body), sure=_telling(body)
        )
    for found in _listed(read(text), kind, recogniser):
        if not any(s <= found.start and found.end <= e for s, e in taken):
            taken.append((found.start, found.end))
            yield found
    for body, start, end in _short_forms(read(text), mine):
        if not any(s < end and start < e for s, e in taken):
            taken.append((start, end))
            explanation = "part of a name that stands in full elsewhere in the record"
            yield result(kind, start, end, 0.75, recogniser, explanation, entity=_key(body), words=_words(body))


def _listed(reading: Reading, kind: str, recogniser: str) -> Iterator[RecognizerResult]:
    """Bodies of the shipped and the imported lists, by name: with capitals, or in small letters if the name is long."""
    for view in (reading, *reading.others):
        for hit in chain(*(g.hits(view) for g in (names("bodies"), *imported_names(kind)))):
            entry = next((e for e in hit.entries if not e.entity.startswith("list:") or f":{kind}:" in e.entity), None)
            if entry is None or not _written_as_name(view, hit, entry):
                continue
            span = view.starts[hit.first], view.ends[hit.last]
            explanation = f"{entry.name} is a body known by name"
            yield result(
                kind,
                *span,
                0.85,
                recogniser,
                explanation,
                entity=entry.entity,
                words=entry.words,
                sure=entry.sort == "s",
            )


def _written_as_name(reading: Reading, hit: Hit, entry: Entry) -> bool:
    """Whether a listed name is written as one: initials in capitals, ordinary words each with its capital."""
    if entry.sort == "i":
        return all(reading.raw(i).isupper() for i in range(hit.first, hit.last + 1))
    capital = reading.capital(hit.first) and reading.capital(hit.last)
    if hit.first == hit.last:
        return capital and entry.sort not in "omg" and not context.part_of_person(reading, hit.first)
    if entry.sort in "om":
        return capital and all(
            reading.capital(i) or reading.words[i] in _TOO_COMMON for i in range(hit.first, hit.last + 1)
        )
    return capital or hit.last - hit.first >= 2


def _only_of_a_place(body: Body) -> bool:
    """Whether the name is but an authority's or a place's before an ordinary office ('Leeds children's services').

    The authority is found by itself, and what office it is may stay.
    """
    return body.head.words in _OFFICES and _is_place(_without_head(body))


def _without_head(body: Body) -> str:
    whole = " ".join(body.reading.words[body.first : body.last + 1])
    return whole.removesuffix(" ".join(body.head.phrase)).removesuffix(" s ").strip()


def _is_place(name: str) -> bool:
    return any(name in names(file) for file in ("local_authorities", "places"))


def _words(body: Body) -> str:
    return body.head.words


def _key(body: Body) -> str:
    """One key for one body, however much of its title is written."""
    return f"{body.head.kind.lower()}:{' '.join(body.name)}"


def _telling(body: Body) -> bool:
    """Whether the name is proper enough to be searched for in the whole case."""
    proper = [w for w in body.name if w not in words("ordinary_words")]
    return body.certain and (bool(proper) or len(body.name) >= 2)


def _short_forms(reading: Reading, found: Iterable[Body]) -> Iterator[tuple[Body, int, int]]:
    """Places where a body's name stands without its head ('Quarry Mount'), or as the initials of its whole title."""
    forms: dict[tuple[str, ...], Body] = {}
    initials: dict[str, Body] = {}
    for body in found:
        if not body.certain:
            continue
        name = body.name
        if (len(name) > 1 or not _ordinary(name[0])) and not _is_place(_without_head(body)):
            forms.setdefault(name, body)
        whole = [w for w in body.reading.words[body.first : body.last + 1] if w not in _TOO_COMMON]
        if len(whole) >= 3:
            initials.setdefault("".join(w[0] for w in whole), body)
    firsts = {name[0] for name in forms}
    for i, word in enumerate(reading.words):
        if word in initials and reading.raw(i).isupper():
            yield initials[word], reading.starts[i], reading.ends[i]
        elif word in firsts and reading.capital(i) and not context.part_of_person(reading, i):
            for name, body in forms.items():
                end = _matches(reading, i, name)
                if end is not None:
                    yield body, reading.starts[i], reading.ends[end]


def _matches(reading: Reading, index: int, name: tuple[str, ...]) -> int | None:
    """The last word where a name's telling words stand from `index` on, linking words allowed between them."""
    at = index
    for n, word in enumerate(name):
        while n and at < len(reading.words) and reading.words[at] in _TOO_COMMON and reading.words[at] != word:
            at += 1
        if at >= len(reading.words) or reading.words[at] != word or not reading.capital(at):
            return None
        if n and not reading.linked(at - 1):
            return None
        at += 1
    return at - 1


@lru_cache(maxsize=4096)
def _ordinary(word: str) -> bool:
    return word in words("ordinary_words") or word in words("given_names") or len(word) < 4
