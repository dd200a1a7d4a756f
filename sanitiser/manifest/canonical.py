"""Canonical JSON: one way to write one value, so that a digest or a difference means something."""

import json
from typing import Any


def canonical(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys, two blanks of indent and a line feed at the end.

    Lone surrogates, which are not UTF-8, stay as JSON escapes. Raises ValueError for NaN and infinities.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
    return (escape_surrogates(text) + "\n").encode("utf-8")


def escape_surrogates(text: str) -> str:
    """The text with each lone surrogate as its JSON escape."""
    if not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text)
