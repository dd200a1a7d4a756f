"""Outline and length: heading levels without a gap, where a page begins, how a long record is cut into files."""

from collections.abc import Sequence
from typing import Any, Final

from sanitiser.formats.pdf.typeset.flow import DEEPEST_HEADING, word_count
from sanitiser.formats.pdf.typeset.look import Data, bold

FILE_WORDS: Final = 150_000
"""The typesetter takes 3.5 kB of memory a word."""

NEW_PAGE_WORDS: Final = 2_500
"""A level-1 heading begins a page if this much stands before it and after it."""

CROWD: Final = 3
"""So many headings of one level without a word between them are the lines of one."""


def files(blocks: Sequence[Data], most: int = FILE_WORDS) -> list[list[Data]]:
    """The blocks of each file: cut before a level-1 heading if one stands in the last fifth, else before any block."""
    parts: list[list[Data]] = [[]]
    held = 0
    for block in (piece for whole in blocks for piece in _pieces(whole, most)):
        size = word_count(block)
        full = held + size > most or (held > most * 4 // 5 and block["k"] == "h" and block["h"] <= 1)
        if full and parts[-1]:
            parts.append([])
            held = 0
        parts[-1].append(block)
        held += size
    return [_outlined(part) for part in parts]


def _pieces(block: Data, most: int) -> list[Data]:
    """A table, list or box that no file could hold, in pieces; anything else as it is."""
    key = {"table": "rows", "list": "i", "box": "b"}.get(block["k"])
    if key is None or word_count(block) <= most:
        return [block]
    head = block["rows"][: block["head"]] if key == "rows" else []
    room = max(1, most - word_count(head))
    groups: list[list[int]] = [[]]
    held = 0
    parts = block[key]
    for number in range(len(head), len(parts)):
        size = word_count(parts[number])
        if held + size > room and groups[-1] and not _spanned(block, number):
            groups.append([])
            held = 0
        groups[-1].append(number)
        held += size
    return [_piece(block, key, head, group) for group in groups]


def _piece(block: Data, key: str, head: list[Any], group: list[int]) -> Data:
    piece = {**block, key: head + [block[key][number] for number in group]}
    if key == "i":
        piece["m"] = [block["m"][number] for number in group]
    return piece


def _spanned(block: Data, number: int) -> bool:
    """Whether a cell of an earlier row reaches into this row of a table."""
    if block["k"] != "table":
        return False
    return any(
        back + cell.get("rs", 1) > number for back in range(number) for cell in block["rows"][back] if "rs" in cell
    )


def _outlined(blocks: list[Data]) -> list[Data]:
    """Headings of one file: the first is of level 1, none skips a level; long chapters begin a page."""
    blocks = _without_crowds(blocks)
    open_levels: list[int] = []
    counts = [word_count(block) for block in blocks]
    out: list[Data] = []
    since = 0
    for at, given in enumerate(blocks):
        block = given
        if block["k"] == "h":
            level = block["h"] if block["h"] else 0
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
            depth = min(len(open_levels), DEEPEST_HEADING)
            new = depth == 1 and since >= NEW_PAGE_WORDS and _chapter(blocks, counts, at) >= NEW_PAGE_WORDS
            block = {**block, "level": depth, "new": new}
            since = 0 if depth == 1 else since
        since += counts[at]
        out.append(block)
    return out


def _without_crowds(blocks: list[Data]) -> list[Data]:
    """Of headings of one level that follow one another, as the lines of a letterhead do, the first alone is one."""
    out = list(blocks)
    at = 0
    while at < len(out):
        end = at
        while end < len(out) and out[end]["k"] == "h" and out[end]["h"] == out[at].get("h") and not out[end]["title"]:
            end += 1
        if end - at >= CROWD:
            out[at + 1 : end] = [_strong(block) for block in out[at + 1 : end]]
        at = max(end, at + 1)
    return out


def _strong(heading: Data) -> Data:
    kept = {key: value for key, value in heading.items() if key not in {"h", "title"}}
    return {**kept, "k": "p", "r": bold(heading["r"])}


def _chapter(blocks: list[Data], counts: list[int], at: int) -> int:
    """Words from a heading to the next that is not below it."""
    total = counts[at]
    for later in range(at + 1, len(blocks)):
        if blocks[later]["k"] == "h" and blocks[later]["h"] <= blocks[at]["h"]:
            break
        total += counts[later]
    return total
