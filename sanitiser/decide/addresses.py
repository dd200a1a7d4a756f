"""Parts of one address side by side become one finding, so that one label stands for the whole block."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from sanitiser.decide.protected import whole_name
from sanitiser.decide.rules import Ruled
from sanitiser.domain.document import Block, Document, Paragraph, Table, TextBox, walk
from sanitiser.domain.finding import Reason
from sanitiser.domain.kinds import Action, Kind
from sanitiser.domain.record import Record, Segment

_PARTS: Final = frozenset([Kind.ADDRESS, Kind.POSTCODE, Kind.PLACE, Kind.LOCAL_AUTHORITY])
_GAP = re.compile(r"[ \t,;.\u00a0\-\u2013]{0,4}(?:\n[ \t]*)?")
_LISTED: Final = _PARTS | {Kind.AGENCY, Kind.SCHOOL}
_SURE: Final = frozenset([Kind.ADDRESS, Kind.POSTCODE])
_NAMED: Final = frozenset([Kind.ADDRESS, Kind.PLACE, Kind.PERSON])
_ITEM = re.compile(r",[ ](?P<item>[A-Z0-9][\w'\u2019-]*+(?: [A-Z0-9][\w'\u2019-]*+){0,2}),[ ]")
_SHORT = re.compile(r" (?:St|Rd|Ave|Cl|Ln|Cres|Gdns|Tce|Terr|Sq|Blvd)(?:\.(?=\s|$)|(?=[ ]?[,;)\n]|$))")
_STREET = re.compile(r"(?:Street|Road|Lane|Avenue|Drive|Close|Way|Place|Square|Terrace|Row|Hill|Green|Gardens)$")
_INITIAL = re.compile(r"(?<![\w.])(?:[A-Z]\.? ?){1,2}(?<=[. ])$")
_COUNCIL = re.compile(r"\b(?:council|borough|county|district|authority|cc|mbc|mdc|lb)\b", re.IGNORECASE)


def join(record: Record, ruled: Sequence[Ruled]) -> tuple[Ruled, ...]:
    """The rulings with the parts of each address joined, and first and last names that were found apart."""
    homes = containers(record)
    result: list[Ruled] = []
    for item in _closed(record.text, homes, ruled):
        if result and _together(record.text, result[-1], item) and _one_home(homes, result[-1], item):
            result[-1] = _joined(result[-1], item)
        else:
            result.append(item)
    return tuple(result)


def _closed(text: str, homes: list[tuple[Segment, int]], ruled: Sequence[Ruled]) -> Iterator[Ruled]:
    """The rulings grown over what can only be a piece of their address: 'St' after a name, an item of a list.

    None grows into its neighbours: rulings do not overlap.
    """
    last: Ruled | None = None
    for n, item in enumerate(ruled):
        grown = item
        before = last.finding.end if last is not None else 0
        after = ruled[n + 1].finding.start if n + 1 < len(ruled) else len(text)
        short = _SHORT.match(text, item.finding.end)
        if item.masked and item.finding.kind in _NAMED and short is not None and short.end() <= after:
            grown = replace(item, finding=replace(item.finding, end=short.end()))
        if item.masked and item.finding.kind is Kind.PERSON:
            initial = _INITIAL.search(text, max(before, item.finding.start - 8), item.finding.start)
            if initial is not None:
                grown = replace(grown, finding=replace(grown.finding, start=initial.start()))
        if last is not None and last.masked and item.masked and _one_home(homes, last, item):
            kinds = {last.finding.kind, item.finding.kind}
            piece = _ITEM.fullmatch(text, last.finding.end, item.finding.start)
            if piece is not None and kinds <= _LISTED and (kinds & _SURE or _STREET.search(piece["item"])):
                grown = replace(grown, finding=replace(grown.finding, start=piece.start("item")))
        yield grown
        last = grown


def _together(text: str, a: Ruled, b: Ruled) -> bool:
    if not (a.masked and b.masked):
        return False
    gap = text[a.finding.end : b.finding.start]
    kinds = {a.finding.kind, b.finding.kind}
    if kinds == {Kind.PERSON}:
        return gap == " " and a.action is b.action and a.finding.entity == b.finding.entity == ""
    if Kind.ADDRESS not in kinds or not kinds <= _PARTS or not _GAP.fullmatch(gap):
        return False
    councils = [r for r in (a, b) if r.finding.kind is Kind.LOCAL_AUTHORITY]
    return not any(whole_name(r) or _COUNCIL.search(text[r.finding.start : r.finding.end]) for r in councils)


def _joined(a: Ruled, b: Ruled) -> Ruled:
    lead = a if a.finding.kind is Kind.ADDRESS or b.finding.kind is not Kind.ADDRESS else b
    whole = replace(
        lead.finding,
        start=a.finding.start,
        end=b.finding.end,
        score=max(a.finding.score, b.finding.score),
        recognisers=tuple(sorted({*a.finding.recognisers, *b.finding.recognisers})),
        entity="",
    )
    action = Action.REDACT if Action.REDACT in {a.action, b.action} else Action.REVIEW
    reasons = [r.reason for r in (a, b) if r.action is action]
    reason = Reason.PROTECT if Reason.PROTECT in reasons else reasons[0]
    return Ruled(whole, action, reason, (*a.joined, a.finding, *b.joined, b.finding))


def _one_home(homes: list[tuple[Segment, int]], a: Ruled, b: Ruled) -> bool:
    """Whether two findings stand in one cell, box, header or flow."""
    return _home(homes, a.finding.end - 1) == _home(homes, b.finding.start)


def _home(homes: list[tuple[Segment, int]], at: int) -> int:
    low, high = 0, len(homes)
    while low < high:
        middle = (low + high) // 2
        if homes[middle][0].end < at:
            low = middle + 1
        else:
            high = middle
    return homes[low][1] if low < len(homes) else -1


def containers(record: Record) -> list[tuple[Segment, int]]:
    """Each segment with a number for what holds it: its cell, its box, or its part of the document."""
    cells = _cells(record.document)
    numbers: dict[object, int] = {}
    result = []
    for segment in sorted(record.segments, key=lambda s: s.start):
        hidden = segment.paragraph is None
        home: object = ("hidden", segment.start) if hidden else (segment.channel, cells.get(segment.paragraph or 0, 0))
        result.append((segment, numbers.setdefault(home, len(numbers))))
    return result


def _cells(document: Document) -> dict[int, int]:
    """The number of the innermost cell or box of each paragraph, counted as `walk` counts; 0 for none."""
    holders: dict[int, int] = {}
    count = 0

    def visit(blocks: tuple[Block, ...], holder: int) -> None:
        nonlocal count
        for block in blocks:
            match block:
                case Paragraph():
                    holders[id(block)] = holder
                case TextBox():
                    count += 1
                    visit(block.blocks, count)
                case Table():
                    for row in block.rows:
                        for cell in row.cells:
                            count += 1
                            visit(cell.blocks, count)

    for section in document.sections:
        for furniture in (*section.headers, *section.footers):
            visit(furniture.blocks, 0)
        visit(section.blocks, 0)
    return {n: holders.get(id(placed.paragraph), 0) for n, placed in enumerate(walk(document))}
