"""Is anything left that had to go? One pass over what a reader saw, for thousands of needles at once.

Matching (each rule with its reason):
- both sides are folded: compatibility forms, accents, look-alike letters, soft hyphens and zero-width characters;
- needles of four letters and more match squashed, in any case, but only from the start of a word to the end of a word:
  so `L e e d s`, `Lee-ds`, `LeedsCityCouncil` are found, and Dover is not found in 'and over';
- the same backwards, from five letters on;
- shorter needles, and digits alone under seven, match as whole words in the same case;
- an address also matches by its parts;
- labels are inert;
- no needle may be found more often than it is allowed, in any one channel.

Does NOT find: paraphrases, misspellings, text in pictures, or a name cut by other letters ('Lxeeds').
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sanitiser.domain.kinds import Kind
from sanitiser.domain.verdict import Check, Needle
from sanitiser.verify.words import Squashed, squash, squash_needle, words_of

SHORT = 4
"""Needles with fewer letters and digits than this match as whole words alone; also the length of the index's keys."""

SHORT_NUMBER = 7
"""Numbers with fewer digits match as whole words alone: as squashed text they would match by chance."""

BACKWARDS = 5
"""Shorter words are too often another word backwards (ward, draw)."""

BINARY = 6
"""In bytes read as text shorter needles match by chance."""


@dataclass(frozen=True, slots=True)
class ChannelText:
    """What a reader found in one channel. Texts of one channel are read as one, in order.

    Texts that repeat the same content (page text, structure tree, content streams) must be different channels.
    `binary` text is bytes read as text, where needles under BINARY letters are not looked for. `guessed` text is what
    any letters would spell in another code (base64): there needles under SHORT letters would be found by chance.
    """

    channel: str
    text: str
    binary: bool = False
    guessed: bool = False


def check(reader: str, texts: Sequence[ChannelText], needles: Sequence[Needle]) -> tuple[Check, ...]:
    """One check for the reader: no channel holds a needle more often than it is allowed.

    The detail says in which channels how many needles were found too often, and never which.
    """
    wanted = expand(needles)
    index = _Index(wanted)
    failed: list[str] = []
    for (channel, binary, guessed), pieces in _by_channel(texts).items():
        found = index.count(squash("\n".join(pieces)), binary=binary, guessed=guessed)
        excess = sum(1 for number, count in found.items() if count > wanted[number].allowed)
        if excess:
            failed.append(f"{channel}: {excess}")
    return (Check(f"residue:{reader}", not failed, "; ".join(sorted(failed))),)


def allowances(remaining: str, needles: Sequence[Needle]) -> tuple[Needle, ...]:
    """The needles, addresses with their parts, each allowed as often as `remaining` holds it.

    `remaining` is the text that the decisions left (labels in place of what went); counted by the rules of `check`.
    """
    wanted = expand(needles)
    found = _Index(wanted).count(squash(remaining), binary=False)
    return tuple(replace(needle, allowed=found.get(number, 0)) for number, needle in enumerate(wanted))


def occurrences(text: str, needles: Sequence[Needle]) -> Counter[int]:
    """How often each needle stands in a text, by its number; parts of addresses are not counted."""
    return _Index(needles).count(squash(text), binary=False)


def expand(needles: Iterable[Needle]) -> tuple[Needle, ...]:
    """The needles without doubles (the most allowed wins), addresses also by part; a part that is a needle is that."""
    best: dict[tuple[str, ...], Needle] = {}
    for needle in needles:
        key = words_of(needle.text)
        if key and (key not in best or best[key].allowed < needle.allowed):
            best[key] = needle
    for needle in list(best.values()):
        if needle.kind is Kind.ADDRESS:
            for part in _address_parts(needle.text):
                best.setdefault(words_of(part), Needle(part, Kind.ADDRESS, needle.allowed))
    return tuple(best.values())


# Parts of an address that tell nothing by themselves.
_NO_CLUE = frozenset({"england", "scotland", "wales", "northernireland", "unitedkingdom", "greatbritain", "address"})
_STREET_WORDS = "street st road rd lane ln avenue ave close drive way court place terrace crescent gardens grove square"
_STREET = frozenset(_STREET_WORDS.split())


def _address_parts(address: str) -> Iterable[str]:
    """The parts between commas and line ends; a street also without its number."""
    pieces = [piece for line in address.splitlines() for piece in line.replace(";", ",").replace("\t", ",").split(",")]
    for piece in pieces:
        words = words_of(piece)
        squashed = squash_needle(piece)
        if len(squashed) < SHORT or squashed.isdigit() or squashed in _NO_CLUE or squashed in _STREET:
            continue
        if words[0].casefold() in {"flat", "unit", "room", "apartment"} and len(words) <= 2:
            continue
        yield piece
        if len(words) > 2 and words[0][0].isdigit() and words[-1].casefold() in _STREET:
            yield " ".join(words[1:])


def _by_channel(texts: Sequence[ChannelText]) -> dict[tuple[str, bool, bool], list[str]]:
    pieces: dict[tuple[str, bool, bool], list[str]] = defaultdict(list)
    for text in texts:
        pieces[text.channel, text.binary, text.guessed].append(text.text)
    return pieces


class _Index:
    """Needles by the first letters of their squashed form, or by their first word."""

    def __init__(self, needles: Sequence[Needle]) -> None:
        self._squashed: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._words: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
        for number, needle in enumerate(needles):
            squashed = squash_needle(needle.text)
            if len(squashed) < SHORT or (squashed.isdigit() and len(squashed) < SHORT_NUMBER):
                words = words_of(needle.text)
                self._words[words[0]].append((words, number))
                continue
            backwards = squashed[::-1]
            self._squashed[squashed[:SHORT]].append((squashed, number))
            if len(squashed) >= BACKWARDS and backwards != squashed:
                self._squashed[backwards[:SHORT]].append((backwards, number))

    def count(self, text: Squashed, *, binary: bool, guessed: bool = False) -> Counter[int]:
        """How often each needle stands in the text, by its number; overlapping finds of one needle count once each."""
        found: Counter[int] = Counter()
        whole, ends = text.text, text.ends
        at = text.starts.find(1)
        while at >= 0:
            for squashed, number in self._squashed.get(whole[at : at + SHORT], ()):
                if whole.startswith(squashed, at) and ends[at + len(squashed)]:
                    found[number] += not binary or len(squashed) >= BINARY
            at = text.starts.find(1, at + 1)
        if not binary and not guessed and self._words:
            for place, word in enumerate(text.words):
                for words, number in self._words.get(word, ()):
                    found[number] += text.words[place : place + len(words)] == words
        return +found
