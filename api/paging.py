"""Lists in pages: a cursor is the number of the last thing shown, in the reader's own count."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Row = TypeVar("Row")
DEFAULT_LIMIT = 50


def after(cursor: str) -> int:
    """The number that a cursor names."""
    return int(cursor) if cursor else 0


def next_cursor(rows: Sequence[Row], limit: int, number: Callable[[Row], int]) -> str | None:
    """The cursor of the next page; None after the last."""
    return str(number(rows[-1])) if len(rows) == limit else None
