"""Clip boxes, and curves gathered into drawings."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from sanitiser.formats.pdf.canvas import subpaths
from sanitiser.formats.pdf.geometry import Box, meet
from sanitiser.formats.pdf.page import PictureBox
from sanitiser.formats.pdf.state import State

_NOWHERE: Final[Box] = (-2.0, -2.0, -1.0, -1.0)
_JOIN: Final = 12.0
_LEAST: Final = 24.0
_TOUCH: Final = 1.5


def clip(segments: Sequence[tuple[bytes, Any]], state: State, page: Box) -> Box:
    """The clip after a path: its box, within the clip before it."""
    boxes = [s.box() for s in subpaths(segments, state.ctm)]
    if not boxes:
        return _NOWHERE
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return meet(box, state.clip if state.clip is not None else page) or _NOWHERE


def cluster(drawn: list[tuple[Box, int]]) -> list[PictureBox]:
    """Join the boxes of curves and slanted lines that stand close together; small marks (bullets) are not drawings."""
    groups: list[list[float]] = []
    for (x0, y0, x1, y1), order in sorted(drawn, key=lambda d: (d[0][1], d[0][0])):
        joined = [x0, y0, x1, y1, float(order)]
        rest = []
        for group in groups:
            near_x = group[0] - _JOIN <= joined[2] and joined[0] <= group[2] + _JOIN
            if near_x and group[1] - _JOIN <= joined[3] and joined[1] <= group[3] + _JOIN:
                joined = [
                    min(joined[0], group[0]), min(joined[1], group[1]), max(joined[2], group[2]),
                    max(joined[3], group[3]), min(joined[4], group[4]),
                ]  # fmt: skip
            else:
                rest.append(group)
        groups = [*rest, joined]
    found = [g for g in groups if g[2] - g[0] >= _LEAST and g[3] - g[1] >= _LEAST]
    return [PictureBox("drawing", g[0], g[1], g[2], g[3], int(g[4])) for g in sorted(found, key=lambda g: (g[1], g[0]))]


def whole_pictures(pictures: list[PictureBox]) -> list[PictureBox]:
    """Pictures that a producer cut into strips, joined again; each takes the place of its first strip."""
    out: list[PictureBox] = []
    for picture in pictures:
        at = next((i for i in range(len(out) - 1, max(-1, len(out) - 4), -1) if _strips(out[i], picture)), None)
        if at is None:
            out.append(picture)
            continue
        one = out[at]
        x0, y0 = min(one.x0, picture.x0), min(one.y0, picture.y0)
        x1, y1 = max(one.x1, picture.x1), max(one.y1, picture.y1)
        out[at] = PictureBox(one.kind, x0, y0, x1, y1, one.order, one.artifact)
    return out


def _strips(one: PictureBox, other: PictureBox) -> bool:
    """Whether two pictures have a side in common."""
    if one.kind != other.kind or one.kind == "shading" or one.artifact != other.artifact:
        return False
    stacked = abs(one.x0 - other.x0) < _TOUCH and abs(one.x1 - other.x1) < _TOUCH
    in_a_row = abs(one.y0 - other.y0) < _TOUCH and abs(one.y1 - other.y1) < _TOUCH
    below = min(abs(one.y1 - other.y0), abs(other.y1 - one.y0)) < _TOUCH
    beside = min(abs(one.x1 - other.x0), abs(other.x1 - one.x0)) < _TOUCH
    return (stacked and below) or (in_a_row and beside)


def union_area(boxes: list[PictureBox]) -> float:
    """The area under boxes, what several share counted once."""
    if not boxes:
        return 0.0
    xs = sorted({x for b in boxes for x in (b.x0, b.x1)})
    if len(xs) > 400:
        return sum((b.x1 - b.x0) * (b.y1 - b.y0) for b in boxes)
    total = 0.0
    for left, right in pairwise(xs):
        reached = float("-inf")
        for b in sorted((b for b in boxes if b.x0 < right and b.x1 > left), key=lambda b: b.y0):
            total += (right - left) * max(0.0, b.y1 - max(b.y0, reached))
            reached = max(reached, b.y1)
    return total
