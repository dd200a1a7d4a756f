"""Ruled tables: the grid that a page's rules draw, and which cell of it each point lies in.

Row heights, column widths and how far a rule runs are used to find the cells and then forgotten. Pages without rules
have no grids.
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sanitiser.formats.pdf.page import Page, Rule

_SNAP = 4.0
"""Rules closer than this, in points, are one grid line (double borders, cells that each draw their own)."""
_TOUCH = 4.0
_MOST = 3000


@dataclass(slots=True)
class Stroke:
    """A horizontal or vertical rule: its position across, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: where it stands in the grid and how many columns and rows it spans."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(slots=True)
class Grid:
    """Grid lines `xs` and `ys`, and the cell that owns each of their fields."""

    xs: list[float]
    ys: list[float]
    boxes: list[Box] = field(default_factory=list)
    owner: dict[tuple[int, int], int] = field(default_factory=dict)

    def find(self, x: float, y: float) -> int | None:
        """The number of the cell at a point; None outside of the grid."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        return self.owner.get((row, column))

    def area(self) -> float:
        """Size on the page, by which an inner table is told from the one around it."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def grids_of(page: Page) -> list[Grid]:
    """The ruled tables of a page, smallest first. A frame around one cell is no table."""
    across = _joined(_strokes(page, horizontal=True))
    down = _joined(_strokes(page, horizontal=False))
    if len(across) * len(down) > _MOST * 100 or not across or not down:
        return []
    found = []
    for h_lines, v_lines in _connected(across, down):
        grid = _grid(h_lines, v_lines)
        if grid is not None and len(grid.boxes) > 1:
            found.append(grid)
    return sorted(found, key=Grid.area)


def _strokes(page: Page, *, horizontal: bool) -> list[Stroke]:
    out: list[Stroke] = []
    for rule in page.rules:
        if rule.kind == "rect":
            out.extend(_sides(page, rule, horizontal=horizontal))
        elif (rule.kind == "h") == horizontal:
            middle = (rule.y0 + rule.y1) / 2 if horizontal else (rule.x0 + rule.x1) / 2
            out.append(Stroke(middle, *((rule.x0, rule.x1) if horizontal else (rule.y0, rule.y1))))
    return out


def _sides(page: Page, rule: Rule, *, horizontal: bool) -> list[Stroke]:
    """The sides of a drawn rectangle. A page-wide one is a frame, one without a stroke a highlight or a background."""
    width, height = rule.x1 - rule.x0, rule.y1 - rule.y0
    if not rule.stroked or width * height > 0.8 * page.width * page.height or min(width, height) < 4:
        return []
    if horizontal:
        return [Stroke(rule.y0, rule.x0, rule.x1), Stroke(rule.y1, rule.x0, rule.x1)]
    return [Stroke(rule.x0, rule.y0, rule.y1), Stroke(rule.x1, rule.y0, rule.y1)]


def _joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes on one line made one where they touch."""
    out: list[Stroke] = []
    for cluster in _clusters(sorted(strokes, key=lambda s: (s.at, s.start))):
        at = cluster[0].at
        current: Stroke | None = None
        for stroke in sorted(cluster, key=lambda s: (s.start, s.end)):
            if current is not None and stroke.start <= current.end + _TOUCH:
                current.end = max(current.end, stroke.end)
            else:
                current = Stroke(at, stroke.start, stroke.end)
                out.append(current)
    return [stroke for stroke in out if stroke.end - stroke.start > _TOUCH]


def _clusters(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    clusters: list[list[Stroke]] = []
    for stroke in strokes:
        if clusters and stroke.at - clusters[-1][0].at <= _SNAP:
            clusters[-1].append(stroke)
        else:
            clusters.append([stroke])
    return clusters


def _connected(across: list[Stroke], down: list[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Groups of strokes that cross or touch one another."""
    parent = list(range(len(across) + len(down)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if h.start - _TOUCH <= v.at <= h.end + _TOUCH and v.start - _TOUCH <= h.at <= v.end + _TOUCH:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for i, h in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(v)
    return [g for g in groups.values() if len(g[0]) > 1 and g[1]]


def _lines(strokes: Sequence[Stroke], crossing: Sequence[Stroke]) -> list[float]:
    """Positions of the grid lines; where outer ones are not drawn, the ends of crossing rules stand for them."""
    values = sorted({stroke.at for stroke in strokes})
    low, high = min(s.start for s in crossing), max(s.end for s in crossing)
    if low < values[0] - 2 * _SNAP:
        values.insert(0, low)
    if high > values[-1] + 2 * _SNAP:
        values.append(high)
    kept = [values[0]]
    kept.extend(b for a, b in itertools.pairwise(values) if b - a > _SNAP)
    return kept


def _covers(strokes: Sequence[Stroke], at: float, start: float, end: float) -> bool:
    """Whether a rule runs between two fields: along most of their common side."""
    drawn = sum(max(0.0, min(s.end, end) - max(s.start, start)) for s in strokes if abs(s.at - at) <= _SNAP)
    return drawn >= 0.6 * (end - start)


def _grid(across: list[Stroke], down: list[Stroke]) -> Grid | None:
    xs, ys = _lines(down, across), _lines(across, down)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows > _MOST:
        return None
    label = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(field: tuple[int, int]) -> tuple[int, int]:
        while label[field] != field:
            field = label[field]
        return field

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _covers(down, xs[c + 1], ys[r], ys[r + 1]):
                label[root((r, c + 1))] = root((r, c))
            if r + 1 < rows and not _covers(across, ys[r + 1], xs[c], xs[c + 1]):
                label[root((r + 1, c))] = root((r, c))
    return _boxed(Grid(xs, ys), [root((r, c)) for r in range(rows) for c in range(columns)], columns)


def _boxed(grid: Grid, roots: list[tuple[int, int]], columns: int) -> Grid:
    """Cells as rectangles: fields that no rule parts are one cell; shapes that are none become their outer box."""
    extents: dict[tuple[int, int], list[int]] = {}
    for at, name in enumerate(roots):
        r, c = divmod(at, columns)
        box = extents.setdefault(name, [r, c, r, c])
        box[:] = [min(box[0], r), min(box[1], c), max(box[2], r), max(box[3], c)]
    for name in sorted(extents):
        top, left, bottom, right = extents[name]
        fields = [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
        if any(field in grid.owner for field in fields):
            continue
        for field_ in fields:
            grid.owner[field_] = len(grid.boxes)
        grid.boxes.append(Box(top, left, bottom - top + 1, right - left + 1))
    for at in range(len(roots)):
        spot = divmod(at, columns)
        if spot not in grid.owner:
            grid.owner[spot] = len(grid.boxes)
            grid.boxes.append(Box(*spot, 1, 1))
    return grid
