"""No regular expression of ours takes much longer on a worst string than on a good one: all are close to linear."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

import pytest

import recognisers
import sanitiser

_SIZE = 3_000
_RATIO = 3.2
"""Twice the text may take twice the time, and some more for the noise of a busy machine; a quadratic one takes four times."""
_NOISE = 0.05
"""Seconds below which a time says nothing."""
_AT_ONE_PLACE = (
    "recognisers.keep._PARTIES",
    "recognisers.service._BEFORE",
    "recognisers.service._GENERIC",
    "recognisers.service._SPACED",
    "recognisers.text._SLIPPED",
    "sanitiser.formats.docx.channels._CHANNELS",
    "sanitiser.formats.pdf.structure.furniture.ALONE",
)
"""Patterns that are only asked whether a whole word, name or line is like them, or a few letters beside a place."""
_UNITS = (
    "a", "A", "1", " ", "\n", "\t", "-", ".", ",", "'", "a ", "A ", "1 ", "Aa ", "Aa-", "a.", "a@", "1,", "1 a ", "A1 ", "[A ", "[A] ", "( ", ") ",
    "St ", "of ", "the ", "and ", "& ", "Flat 1, ", "Road ", "Council ", "LS8 ", "0113 ", "a\n", "\n \n", "- \n", "\u00ad\n", "http://a", "w:", "<<", "((",
    "\\", "<", ">", "</", "/A ", "%", "0.0 ", "-.-", "%1.", "page 1 ", "a' ", "a\u0301", "\u200b", "........",
)  # fmt: skip


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern over text that a module of ours holds, alone or in a collection, with where it stands."""
    seen: set[tuple[str, int]] = set()
    for package in (recognisers, sanitiser):
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if found.name.endswith("__main__") or ".migrations." in found.name:
                continue
            module = importlib.import_module(found.name)
            for name, value in sorted(vars(module).items()):
                for pattern in _inside(value):
                    if isinstance(pattern.pattern, str) and (pattern.pattern, pattern.flags) not in seen:
                        seen.add((pattern.pattern, pattern.flags))
                        yield f"{found.name}.{name}", pattern


def _inside(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _inside(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _inside(one)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _inside([getattr(value, one.name) for one in fields(value)])


@cache
def _all() -> list[tuple[str, re.Pattern[str]]]:
    return list(patterns())


def _took(pattern: re.Pattern[str], text: str, *, search: bool) -> float:
    began = time.process_time()
    for _ in pattern.finditer(text) if search else ():
        pass
    pattern.fullmatch(text)
    return time.process_time() - began


def _slow(pattern: re.Pattern[str], unit: str, size: int, *, search: bool = True) -> bool:
    """Whether a text made of one unit, with something after it that does not fit, takes more than it should."""
    short, long = (unit * (n // len(unit)) + "\x00" for n in (size, 2 * size))
    if _took(pattern, long, search=search) < _NOISE:
        return False
    times = [(_took(pattern, short, search=search), _took(pattern, long, search=search)) for _ in range(3)]
    once, twice = min(a for a, _ in times), min(b for _, b in times)
    return twice > _NOISE and twice > _RATIO * once


def test_there_are_patterns_to_try() -> None:
    assert len(_all()) > 150


@pytest.mark.proof
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("shard", range(4))
def test_patterns_are_close_to_linear(shard: int) -> None:
    slow = [
        (where, unit)
        for where, pattern in _all()[shard::4]
        for unit in _UNITS
        if _slow(pattern, unit, _SIZE, search=where not in _AT_ONE_PLACE)
    ]
    assert not slow


def test_a_slow_pattern_is_told() -> None:
    """The measure itself: a pattern that is known to be quadratic fails it."""
    assert _slow(re.compile(r"\d+\.$"), "1", 2 * _SIZE)
