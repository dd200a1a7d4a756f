"""Tokens of a small window of text, as the address rules read them."""

import re
from bisect import bisect_right
from typing import Final, NamedTuple

POSTCODE: Final = re.compile(
    r"(?<!\w)(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]?[ \u00a0]{0,3}\n?[ ]?\d[A-Z]{2})(?!\w)|"
    r"(?<!\w)[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}(?!\w)"
)
_TOKEN = re.compile(
    rf"(?P<postcode>{POSTCODE.pattern})|(?P<newline>\r?\n)|"
    r"(?P<tenement>(?<![\w/])(?:\d{1,2}[FR]\d{1,2}|[GPB]F(?:L|R|\d{1,2})?|\d/[LRM]|G/\d|LG/?\d|TF[LR1-9]|"
    r"\d{1,2}/\d{1,2})(?![\w/]))|"
    r"(?P<number>(?<![\w.,:£$€/])\d{1,4}[A-Za-z]?(?![\w:%]|[.,]\d))|"
    r"(?P<road>(?<!\w)[ABCMU]\d{1,5}(?:\([MT]\)|T)?(?!\w))|"
    r"(?P<word>[^\W\d_]+(?:['’‘\-‑][^\W\d_]+)*+)|(?P<other>\d[\w.,:/]*+|\S)"
)


_BEFORE: Final = 160
_AFTER: Final = 320
_MORE: Final = 600


class Token(NamedTuple):
    """A token at text[start:end]; `kind` is postcode, newline, number, tenement, road, word or other.

    `low` is casefolded.
    """

    kind: str
    start: int
    end: int
    raw: str
    low: str

    @property
    def capital(self) -> bool:
        """Begins with a capital letter."""
        return self.raw[0].isupper()


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Tokens of text[start:end], the window widened to whole words."""
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    found = []
    for match in _TOKEN.finditer(text, start, end):
        raw = match[0]
        found.append(
            Token(match.lastgroup or "other", match.start(), match.end(), raw, raw.casefold().replace("’", "'"))
        )
    return found


class View:
    """Tokens round any character of a text: cut into windows that neighbouring questions share."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._end = -1
        self._tokens: list[Token] = []
        self._starts: list[int] = []

    def at(self, start: int, end: int) -> tuple[list[Token], int]:
        """Tokens from 160 characters before `start` to 320 after `end` or more, and which holds `start` (-1: "
        "none)."""
        fits = max(0, start - _BEFORE) >= self._start >= 0 and min(len(self._text), end + _AFTER) <= self._end
        if not fits:
            self._start, self._end = max(0, start - _BEFORE), min(len(self._text), end + _AFTER + _MORE)
            self._tokens = tokens(self._text, self._start, self._end)
            self._starts = [token.start for token in self._tokens]
        index = bisect_right(self._starts, start) - 1
        return self._tokens, index if index >= 0 and start < self._tokens[index].end else -1
