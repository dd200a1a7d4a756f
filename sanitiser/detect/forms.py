"""The ways in which people write one name: 'Leeds City Council' is also Leeds, Leeds CC and LCC."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from sanitiser.designators import COMPANY, COUNCIL, SCHOOL, TITLES, core
from sanitiser.detect.ordinary import ACRONYMS, ordinary
from sanitiser.domain.kinds import Kind
from sanitiser.matching import Form, fold_word, read

_LETTERS = re.compile(r"[^\W\d_][\w'\u2019]*")
_TOGETHER = re.compile(r"[^\W_]+")
_SMALL = frozenset(["of", "the", "upon", "in", ""])
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)


def forms(text: str, kind: Kind, thing: int, *, learnt: bool = False) -> Iterator[Form]:
    """The forms of a name of one kind; `rank` 0 is the name itself, higher ranks are shorter forms of it.

    Names that were learnt from records have no single ordinary word as a form, and names of two such words must be
    written with a capital.
    """
    words = read(text).keys
    if words[:1] == ("the",) and len(words) > 1:
        words = words[1:]
    loose = kind in {Kind.PHONE, Kind.WEB, Kind.IDENTIFIER, Kind.POSTCODE, Kind.ADDRESS}
    if words:
        capital = _alone(words) and len(words) <= (2 if learnt else 1) and not loose
        yield Form(words, thing, slip=True, loose=loose, capital=capital, close=kind is Kind.PERSON)
        together = "".join(_TOGETHER.findall(text.casefold()))
        if together != "".join(words):
            yield Form((together,), thing, capital=capital)
    if (make := _SHORT.get(kind)) is not None:
        for form in make(text, words, thing):
            alone = _alone(form.words) and not form.upper and kind is not Kind.PERSON
            if not alone or not (learnt and len(form.words) == 1):
                yield replace(form, capital=form.capital or (alone and learnt)) if alone else form


def _alone(words: tuple[str, ...]) -> bool:
    """Whether all these words may mean something else."""
    return all(ordinary(word) for word in words)


def _short(words: tuple[str, ...], thing: int, rank: int = 1) -> Iterator[Form]:
    """A shorter form; one ordinary word alone must stand where a place stands."""
    if words:
        weak = len(words) == 1 and _alone(words)
        yield Form(words, thing, rank, slip=len(words) > 1, capital=weak, placed=weak)


def _initials(text: str, thing: int, least: int) -> Iterator[Form]:
    """The first letters of the words that count, if they are enough to mean this name alone."""
    kept = [word for word in _LETTERS.findall(text) if fold_word(word) not in _SMALL]
    letters = "".join(word[0] for word in kept).casefold()
    if len(letters) >= least and letters not in ACRONYMS:
        yield Form((letters,), thing, 3, upper=True)


def _council(text: str, words: tuple[str, ...], thing: int) -> Iterator[Form]:
    name = core(words, COUNCIL)
    if name != words:
        yield from _short(name, thing)
    yield from _initials(text, thing, 3)
    if len(name) >= 2:
        for prefix in ("lb", "rb"):
            letters = prefix + "".join(w[0] for w in name if w not in {"of", "the"})
            yield Form((letters,), thing, 3, upper=True)
        yield Form(("rb" + "".join(w[0] for w in name),), thing, 3, upper=True)


def _school(text: str, words: tuple[str, ...], thing: int) -> Iterator[Form]:
    name = core(words, SCHOOL)
    if not name:
        return
    first = words.index(name[0])
    size = next((n for n, word in enumerate(words[first:]) if n and word in SCHOOL), len(name))
    for last in range(size, len(words) - first):
        yield from _short(words[first : first + last], thing)
    yield from _short((*name, "school"), thing)
    yield from _initials(text, thing, 4)


def _agency(text: str, words: tuple[str, ...], thing: int) -> Iterator[Form]:
    name = core(words, COMPANY)
    if name != words and not _alone(name):
        yield from _short(name, thing)
    yield from _initials(text, thing, 4)


def _person(_text: str, words: tuple[str, ...], thing: int) -> Iterator[Form]:
    name = core(words, TITLES)
    if name != words and len(name) > 1:
        yield from _short(name, thing)
    if len(name) > 1:
        first, last = name[0], name[-1]
        yield Form((first, last), thing, 1, slip=True, close=True)
        yield Form((last, first), thing, 1, slip=True, close=True)
        yield Form((first[0], last), thing, 1, capital=True, close=True)
    for word in dict.fromkeys((name[-1], name[0])) if name else ():
        if len(word) > 1:
            plain = not ordinary(word)
            yield Form((word,), thing, 2, capital=len(word) < 5 or not plain, titled=not plain)


def _address(text: str, _words: tuple[str, ...], thing: int) -> Iterator[Form]:
    for part in re.split(r"[,;\n]", _POSTCODE.sub(",", text)):
        words = read(part).keys
        if len("".join(words)) < 4 or (len(words) == 1 and _alone(words)):
            continue
        yield Form(words, thing, 1, slip=True, loose=True)
        street = words[1:] if words and words[0][:1].isdigit() else ()
        if len(street) > 1:
            yield Form(street, thing, 1, slip=True, loose=True)
    for found in _POSTCODE.findall(text):
        yield Form(read(found).keys, thing, 1, loose=True)


def _postcode(text: str, _words: tuple[str, ...], thing: int) -> Iterator[Form]:
    squashed = re.sub(r"\s", "", text)
    if _POSTCODE.fullmatch(squashed) and len(squashed) >= 6:
        yield Form((squashed[:-3].casefold(),), thing, 2, upper=True)


def _phone(text: str, _words: tuple[str, ...], thing: int) -> Iterator[Form]:
    digits = re.sub(r"\D", "", text)
    local = re.sub(r"^(?:0044|44)?0?", "", digits)
    if len(local) >= 6:
        for prefix in ("0", "44", "440", "0044", "00440"):
            yield Form((prefix + local,), thing, 1, loose=True)


_SHORT: Final[dict[Kind, Callable[[str, tuple[str, ...], int], Iterator[Form]]]] = {
    Kind.LOCAL_AUTHORITY: _council,
    Kind.SCHOOL: _school,
    Kind.AGENCY: _agency,
    Kind.PERSON: _person,
    Kind.ADDRESS: _address,
    Kind.POSTCODE: _postcode,
    Kind.PHONE: _phone,
}
