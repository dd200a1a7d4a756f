"""Bank holidays by rule, without a network: England and Wales, Scotland, Northern Ireland.

Banking and Financial Dealings Act 1971, Schedule 1; St Andrew's Day Bank Holiday (Scotland) Act 2007. A holiday that
falls on a weekend is kept on the next day that is neither. Days that are proclaimed for one year alone (a coronation)
cannot be computed: those known stand below, the others are the operator's to add in `clocks.more_holidays`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

Nation = Literal["none", "england-and-wales", "scotland", "northern-ireland"]
MONDAY, SATURDAY = 0, 5
PROCLAIMED: Final[dict[Nation, frozenset[date]]] = {"scotland": frozenset({date(2026, 6, 15)})}
"""Football World Cup 2026, by proclamation."""


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    """The days of a year on which banks are closed; weekend days that were moved are not among them."""
    if nation == "none":
        return frozenset()
    moving = [easter(year) - timedelta(days=2), _monday(year, 5, 1), _monday(year, 5, 25)]
    if nation == "scotland":
        moving.append(_monday(year, 8, 1))
        fixed = [date(year, 1, 1), date(year, 1, 2), date(year, 11, 30)]
    else:
        moving += [easter(year) + timedelta(days=1), _monday(year, 8, 25)]
        fixed = [date(year, 1, 1)]
    if nation == "northern-ireland":
        fixed += [date(year, 3, 17), date(year, 7, 12)]
    fixed += [date(year, 12, 25), date(year, 12, 26)]
    proclaimed = (day for day in PROCLAIMED.get(nation, ()) if day.year == year)
    return frozenset([*moving, *_moved(fixed), *proclaimed])


def _monday(year: int, month: int, day: int) -> date:
    """The first Monday on or after a day."""
    first = date(year, month, day)
    return first + timedelta(days=(MONDAY - first.weekday()) % 7)


def _moved(fixed: list[date]) -> Iterator[date]:
    """Holidays of a fixed date, each moved past weekends and past the others."""
    kept = {day for day in fixed if day.weekday() < SATURDAY}
    for day in sorted(fixed):
        at = day
        while at.weekday() >= SATURDAY or (at != day and at in kept):
            at += timedelta(days=1)
        kept.add(at)
        yield at
