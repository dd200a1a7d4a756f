"""Characters as a copy may hold them: what a reader sees, composed, without the invisible ones that hide text."""

import re
import unicodedata
from typing import Final

from sanitiser.domain.document import Break, Inline, Label, Picture, Tab, Text, TextStyle
from sanitiser.domain.kinds import LABEL_PATTERN, PICTURE

# soft hyphen, zero-width space, word joiner and its kin, byte order mark, bidi marks and overrides, shorthand controls,
# tags, annotation marks, grapheme joiner: nobody sees them, and secrets are split by them
_INVISIBLE: Final = frozenset([0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x200E, 0x200F])
_MORE: Final = frozenset([0x3164, 0xFEFF, 0xFFA0])
_RANGES: Final = (
    range(0x202A, 0x202F),
    range(0x2060, 0x2070),
    range(0xFFF0, 0xFFFC),
    range(0x1BCA0, 0x1BCA4),
    range(0x1D173, 0x1D17B),
    range(0xE0000, 0xE1000),
    range(0x7F, 0xA0),
)
_JOINERS: Final = re.compile("(?<=[A-Za-zÀ-ɏ0-9])[\u200c\u200d]++(?=[A-Za-zÀ-ɏ0-9])")  # no Latin spelling needs one
_GONE: Final = _INVISIBLE | _MORE | {code for codes in _RANGES for code in codes} | {*range(9), *range(11, 32)}
_TABLE: Final[dict[int, str | None]] = dict.fromkeys(_GONE) | {
    0x85: " ",
    0x2028: "\n",
    0x2029: "\n",
    0x0A: " ",
    0x0D: " ",
}


def clean(text: str) -> str:
    """The text without characters that nobody sees; a line separator becomes a newline, other breaks a space."""
    plain = text.isascii() and text.isprintable()
    return text if plain else _JOINERS.sub("", text.translate(_TABLE))


def is_private(character: str) -> bool:
    """Whether only the font knows what this character looks like."""
    return unicodedata.category(character) == "Co"


def pieces(text: str, style: TextStyle) -> list[Inline]:
    """The inlines of a stretch of characters in one style: tabs and newlines become their own."""
    found: list[Inline] = []
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            found.append(Break())
        for place, part in enumerate(line.split("\t")):
            if place:
                found.append(Tab())
            if part:
                found.append(Text(part, style))
    return found


def tidy(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Neighbours in one style joined and composed (NFC), and labels of an earlier copy told from text.

    So neither the splitting of runs nor the letters' encoding shows in a copy, and reading a copy again gives the same.
    """
    return tuple(_with_labels(_joined(inlines)))


def _joined(inlines: list[Inline]) -> list[Inline]:
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        if isinstance(inline, Text) and isinstance(last, Text) and inline.style == last.style:
            joined[-1] = Text(last.text + inline.text, last.style)
        elif not isinstance(inline, Text) or inline.text:
            joined.append(inline)
    return [Text(unicodedata.normalize("NFC", i.text), i.style) if isinstance(i, Text) else i for i in joined]


def _with_labels(inlines: list[Inline]) -> list[Inline]:
    """Labels told from text, also where one is split over several styles."""
    made: list[Inline] = []
    run: list[Text] = []
    for inline in inlines:
        if isinstance(inline, Text):
            run.append(inline)
            continue
        made += _split(run)
        run = []
        made.append(inline)
    return made + _split(run)


def _split(run: list[Text]) -> list[Inline]:
    text = "".join(item.text for item in run)
    if "[" not in text:
        return list(run)
    spans = [(m.start(), m.end()) for m in LABEL_PATTERN.finditer(text)]
    if not spans:
        return list(run)
    made: list[Inline] = []
    at = 0
    for start, end in spans:
        made += _cut(run, at, start)
        label = text[start:end]
        made.append(Picture() if label == PICTURE else Label(label))
        at = end
    return made + _cut(run, at, len(text))


def _cut(run: list[Text], start: int, end: int) -> list[Inline]:
    cut: list[Inline] = []
    at = 0
    for item in run:
        low, high = max(start - at, 0), min(end - at, len(item.text))
        if low < high:
            cut.append(Text(item.text[low:high], item.style))
        at += len(item.text)
    return cut
