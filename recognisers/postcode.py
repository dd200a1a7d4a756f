"""Postcodes: whole, partial, run together, over a line's end, in lower case, with a scanner's slips.

A postcode that was ever given scores high by itself. One that is only well formed needs its place in a postal line (a
label, a comma, a town before it) to score high.
"""

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from presidio_analyzer import RecognizerResult

from recognisers.base import Recogniser
from recognisers.gazetteers.postcodes import UNIT_LETTERS, postcodes
from recognisers.lexicon import alternation, terms
from recognisers.result import result
from recognisers.text import Reading

KIND: Final = "POSTCODE"
_BLANK = r"[ \t\u00a0\u00ad\u2000-\u200f\u202f\u2060\ufeff]"
_GAP = rf"{_BLANK}{{0,4}}+(?:[-.\u2010-\u2015]|\r?\n)?{_BLANK}{{0,8}}+"
_FULL = re.compile(rf"(?<![^\W_])([a-z]{{1,2}}[0-9][a-z0-9]?)({_GAP})([0-9][a-z]{{2}})(?![^\W_])", re.IGNORECASE)
# letters and digits as a scanner mixes them up; at least one digit in each half, so that no two words are taken
_LOOSE = re.compile(rf"(?<![^\W_])([A-Z0-9l]{{2,4}})({_GAP})([0-9OIlLSBZ][A-Z0-9]{{2}})(?![^\W_])")
_ASKEW = re.compile(r"(?<![^\W_])([A-Z]{1,2}[0-9][A-Z0-9]?)[ \u00a0]?([0-9])[ \u00a0]{1,2}([A-Z]{2})(?![^\W_])")
_PART = re.compile(
    r"(?<![^\W_])([A-Z]{1,2}[0-9][A-Z0-9]?)(?:[ \u00a0]([0-9])(?=[ ]?(?:[,;.)\n*X?_]|$)|[*X?_]{2}))?(?![^\W_])"
)
_BFPO = re.compile(r"(?<![^\W_])BFPO[ \u00a0]?[0-9]{1,4}(?![^\W_])", re.IGNORECASE)
_GIRO = re.compile(r"(?<![^\W_])GIR ?0AA(?![^\W_])", re.IGNORECASE)
_TO_LETTER = str.maketrans("015826l", "OISBZGI")
_TO_DIGIT = str.maketrans("OIlLSBZG", "01115826")
_SHAPES = ("A9", "A99", "AA9", "AA99", "A9A", "AA9A")
_ORDINALS = frozenset(["st", "nd", "rd", "th"])
_LABEL = re.compile(
    r"(?:post ?code|p/?code|address|zip|located at|home|lives? (?:at|in)|[,\n])[\s:;.\-]{0,40}+\Z", re.IGNORECASE
)
_AREA_BEFORE = re.compile(rf"(?:\b(?:{alternation('postcode', 'area_before')})|[,/])[\s:;]*\Z", re.IGNORECASE)
_AREA_AFTER = re.compile(r"\s{0,8}+(?:area|post ?codes?|district|postal)\b", re.IGNORECASE)
# what an outward code may be instead: sections of Acts, vitamins, key terms of records
_OTHER_BEFORE = re.compile(rf"\b(?:{alternation('postcode', 'other_before')})[\s.:]*\Z", re.IGNORECASE)
_OTHER_AFTER = re.compile(rf"\s{{0,8}}+(?:{alternation('postcode', 'other_after')})", re.IGNORECASE)
_NEVER = terms("postcode", "never")


class PostcodeRecogniser(Recogniser):
    """Finds POSTCODE; `entity` is the postcode as it should be written."""

    kinds: ClassVar[tuple[str, ...]] = (KIND,)

    def find(self, reading: Reading) -> Iterator[RecognizerResult]:
        """Whole postcodes, then partial ones outside them."""
        text = reading.text
        taken: list[tuple[int, int]] = []
        for found in (*self._full(text), *self._loose(text), *self._forces(text)):
            if not any(s < found.end and found.start < e for s, e in taken):
                taken.append((found.start, found.end))
                yield found
        ends = dict(taken)
        for match in _PART.finditer(text):
            if match.start() not in ends and (part := _part(match)) is not None:
                yield part

    def _full(self, text: str) -> Iterator[RecognizerResult]:
        for match in _FULL.finditer(text):
            outward, inward = match[1].upper(), match[3].upper()
            if "\n" in match[2] and not match[1].isupper():
                continue
            if postcodes().exists(outward, inward):
                ordinal = match[3][1:] in _ORDINALS and not _LABEL.search(
                    text, max(0, match.start() - 40), match.start()
                )
                yield _found(match, 0.45 if ordinal else 0.99, "a postcode that exists", sure=not ordinal)
            elif inward[1] in UNIT_LETTERS and inward[2] in UNIT_LETTERS:
                yield _found(match, _unknown_score(text, match), "written as a postcode, but not known to exist")
            elif _LABEL.search(text, max(0, match.start() - 40), match.start()):
                yield _found(match, 0.6, "stands where a postcode would, with letters that postcodes do not use")

    def _loose(self, text: str) -> Iterator[RecognizerResult]:
        for match in _LOOSE.finditer(text):
            if match[1].isalpha() or match[1].isdigit() or match[3].isdigit():
                continue
            for outward, slips in _readings(match[1]):
                inward = match[3][0].translate(_TO_DIGIT) + match[3][1:].translate(_TO_LETTER)
                changed = slips + sum(a != b for a, b in zip(match[3], inward, strict=True))
                if 0 < changed <= (1 if match[3].isalpha() else 2) and postcodes().exists(outward, inward):
                    yield _found(match, 0.8, "a postcode that exists, misread by a scanner", f"{outward} {inward}")
                    break
        for match in _ASKEW.finditer(text):
            if postcodes().exists(match[1], match[2] + match[3]):
                written = f"{match[1]} {match[2]}{match[3]}"
                yield _found(match, 0.8, "a postcode that exists, with its blank in the wrong place", written)

    def _forces(self, text: str) -> Iterator[RecognizerResult]:
        for pattern in (_BFPO, _GIRO):
            for match in pattern.finditer(text):
                yield _found(match, 0.95, "a postcode of the forces or of Girobank", match[0].upper(), sure=True)


def _found(
    match: re.Match[str], score: float, explanation: str, written: str = "", *, sure: bool = False
) -> RecognizerResult:
    written = written or f"{match[1]} {match[3]}".upper()
    name = PostcodeRecogniser.__name__
    return result(KIND, match.start(), match.end(), score, name, explanation, entity=f"postcode:{written}", sure=sure)


def _unknown_score(text: str, match: re.Match[str]) -> float:
    """How likely a well-formed postcode that was never given is one all the same (a new one, or misheard)."""
    if _LABEL.search(text, max(0, match.start() - 40), match.start()):
        return 0.85
    if match[1].isupper() and match[3].isupper() and match[2]:
        return 0.6
    return 0.3


def _readings(outward: str) -> Iterator[tuple[str, int]]:
    """The outward codes that a scanner may have read as this, with the number of letters changed."""
    for shape in _SHAPES:
        if len(shape) == len(outward):
            read = "".join(
                c.translate(_TO_LETTER if s == "A" else _TO_DIGIT) for c, s in zip(outward, shape, strict=True)
            )
            if all(c.isalpha() == (s == "A") for c, s in zip(read, shape, strict=True)):
                yield read, sum(a != b for a, b in zip(read, outward, strict=True))


def _part(match: re.Match[str]) -> RecognizerResult | None:
    """A partial postcode ('LS8', 'LS8 1', 'LS8 ***'), or None if it is none or more likely something else."""
    text, outward, digit = match.string, match[1], match[2]
    if not postcodes().district(outward) or (digit and not postcodes().sector(outward, digit)):
        return None
    before = text[max(0, match.start() - 40) : match.start()]
    if _OTHER_BEFORE.search(before) or _OTHER_AFTER.match(text, match.end()):
        return None
    context = _AREA_BEFORE.search(before) is not None or _AREA_AFTER.match(text, match.end()) is not None
    if outward in _NEVER:
        context = _AREA_AFTER.match(text, match.end()) is not None or bool(
            re.search(r"(?:post ?codes?|liv\w+ in|moved to)[\s:]*\Z", before, re.IGNORECASE)
        )
        if not context:
            return None
    two_letters = outward[1].isalpha()
    score = 0.85 if context else 0.65 if two_letters and outward not in _NEVER else 0.3
    explanation = "the first part of postcodes that exist" + (", where a place is meant" if context else "")
    written = f"{outward} {digit}" if digit else outward
    name = PostcodeRecogniser.__name__
    return result(KIND, match.start(), match.end(), score, name, explanation, entity=f"postcode:{written}")
