"""Pages to blocks by what can be seen on them, for files without a tag tree that can be trusted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sanitiser.domain.document import Block, Paragraph
from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure import context, furniture, tables
from sanitiser.formats.pdf.structure.columns import in_columns
from sanitiser.formats.pdf.structure.drawn_tables import take_tables
from sanitiser.formats.pdf.structure.flow import Group, group
from sanitiser.formats.pdf.structure.footnotes import cut_footnotes
from sanitiser.formats.pdf.structure.grids import Grid, grids_of
from sanitiser.formats.pdf.structure.lines import lines_of, visible
from sanitiser.formats.pdf.structure.model import Blocks, CellDraft, Item, Line, PictureDraft, TableDraft
from sanitiser.formats.pdf.structure.paragraphs import Maker
from sanitiser.formats.pdf.structure.unruled import tabulated

_REGIONS = 1_000_000
_PICTURE = 16.0
"""Pictures thinner than this, in points, are decoration."""


@dataclass(slots=True)
class Sheet:
    """One page taken apart: lines of its body, tables with their cells, pictures."""

    lines: list[Line]
    drafts: list[TableDraft] = field(default_factory=list)
    pictures: list[PictureDraft] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Parts:
    """The blocks of a record: header, body with its footnotes at the end, footer."""

    header: tuple[Block, ...]
    body: tuple[Block, ...]
    footer: tuple[Block, ...]


def build(maker: Maker, pages: Sequence[Page]) -> Parts:
    """The blocks that the pages show."""
    sheets = [_sheet(maker, index, page) for index, page in enumerate(pages)]
    found = furniture.find(pages, [sheet.lines for sheet in sheets], maker.body)
    notes: list[Line] = []
    for index, sheet in enumerate(sheets):
        sheet.lines = [line for line in sheet.lines if id(line) not in found.taken]
        notes.extend(cut_footnotes(pages[index], sheet.lines, maker.body))
    for table in take_tables(pages, [sheet.lines for sheet in sheets]):
        sheets[table.page].drafts.append(table)
    _margins(pages, [sheet.lines for sheet in sheets])
    for draft in pictures_of(pages):
        sheets[draft.page].pictures.append(draft)
    items: list[Item] = []
    for index, sheet in enumerate(sheets):
        sheet.lines = in_columns(pages[index], sheet.lines, index * _REGIONS + 1)
        items.extend(_in_flow(pages[index], sheet))
    learned = context.learn(pages, [*_all_lines(items), *notes])
    items = tables.joined(items, learned, maker.store)
    body = [*_blocks(maker, items, learned), *maker.flow(group(notes, learned), plain=True)]
    headers = [maker.furniture(lines) for lines in found.headers]
    footers = [maker.furniture(lines) for lines in found.footers]
    return Parts(
        tuple(p for p in headers if p is not None),
        maker.with_levels(body),
        tuple(p for p in footers if p is not None),
    )


def _all_lines(items: Sequence[Item]) -> Iterator[Line]:
    for item in items:
        if isinstance(item, Line):
            yield item
        elif isinstance(item, TableDraft):
            for cell in item.cells:
                yield from _all_lines(cell.items)


def _sheet(maker: Maker, index: int, page: Page) -> Sheet:
    grids = grids_of(page)
    free: list[int] = []
    owned: dict[tuple[int, int], list[int]] = {}
    for number in visible(page):
        glyph = page.glyphs[number]
        spot = _spot(grids, (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2)
        if spot is None:
            free.append(number)
        else:
            owned.setdefault(spot, []).append(number)
    sheet = Sheet(lines_of(index, page, free, maker.store))
    drafts = [_draft(maker, index, page, at, grid, owned) for at, grid in enumerate(grids)]
    for at, draft in enumerate(drafts):
        if any(cell.items for cell in draft.cells):  # smallest first, so that what stands in a cell is there by now
            _place(grids, drafts, at, draft, sheet)
    sheet.drafts.sort(key=lambda d: (d.top, d.edges[0]))
    return sheet


def _spot(grids: Sequence[Grid], x: float, y: float) -> tuple[int, int] | None:
    for at, grid in enumerate(grids):
        cell = grid.find(x, y)
        if cell is not None:
            return at, cell
    return None


def _draft(
    maker: Maker, index: int, page: Page, at: int, grid: Grid, owned: dict[tuple[int, int], list[int]]
) -> TableDraft:
    draft = TableDraft(index, tuple(grid.xs), len(grid.ys) - 1, [], grid.ys[0], grid.ys[-1])
    for number, box in enumerate(grid.boxes):
        x0, x1 = grid.xs[box.column], grid.xs[box.column + box.colspan]
        lines = lines_of(index, page, owned.get((at, number), ()), maker.store)
        left = min((line.x0 for line in lines), default=x0)
        for line in lines:
            line.left, line.right = left, x1 - max(1.0, min(8.0, left - x0))
            line.in_cell = True
            line.region = index * _REGIONS + 1000 * (at + 1) + number + 500_000
        draft.cells.append(CellDraft(index, box.row, box.column, box.rowspan, box.colspan, x0, x1, list(lines)))
    return draft


def _place(grids: Sequence[Grid], drafts: Sequence[TableDraft], at: int, draft: TableDraft, sheet: Sheet) -> None:
    """Put a table on the page, or into the cell of a larger one around it."""
    x, y = (draft.edges[0] + draft.edges[-1]) / 2, (draft.top + draft.bottom) / 2
    for outer in range(at + 1, len(grids)):
        cell = grids[outer].find(x, y)
        if cell is not None:
            items = drafts[outer].cells[cell].items
            items.insert(sum(1 for item in items if _top(item) < draft.top), draft)
            return
    sheet.drafts.append(draft)


def _top(item: Item) -> float:
    return item.y if isinstance(item, Line) else item.top


def _margins(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> None:
    """Left and right edge of the text, the same for all pages of one width."""
    by_width: dict[int, list[Line]] = {}
    for page, own in zip(pages, lines, strict=True):
        by_width.setdefault(round(page.width), []).extend(line for line in own if not line.angle)
    for width, own in by_width.items():
        if not own:
            continue
        left, right = min(line.x0 for line in own), context.margin(pages, own, width)
        for line in own:
            line.left, line.right = left, right


def pictures_of(pages: Sequence[Page]) -> Iterator[PictureDraft]:
    """Pictures that are content; one that recurs at its place on other pages (a letterhead's) is said once."""
    seen: set[tuple[int, ...]] = set()
    for index, page in enumerate(pages):
        for box in page.pictures:
            if min(box.x1 - box.x0, box.y1 - box.y0) < _PICTURE or box.artifact or box.kind == "shading":
                continue
            key = (round(box.x0 / 4), round(box.y0 / 4), round(box.x1 / 4), round(box.y1 / 4))
            if key not in seen:
                seen.add(key)
                yield PictureDraft(index, box.y0, box.x0)


def _in_flow(page: Page, sheet: Sheet) -> list[Item]:
    """Lines in reading order with tables and pictures before the first line that stands below them."""
    items: list[Item] = tabulated(page, sheet.lines)
    beside: list[TableDraft | PictureDraft] = [*sheet.drafts, *sheet.pictures]
    for thing in sorted(beside, key=lambda t: (t.top, isinstance(t, PictureDraft))):
        at = next((n for n, item in enumerate(items) if _below(item, thing)), len(items))
        items.insert(at, thing)
    return items


def _below(item: Item, thing: TableDraft | PictureDraft) -> bool:
    if _top(item) <= thing.top:
        return False
    if isinstance(item, Line) and isinstance(thing, TableDraft):
        return item.x0 < thing.edges[-1] and item.right > thing.edges[0]
    return True


def _blocks(maker: Maker, items: Sequence[Item], learned: context.Context, *, plain: bool = False) -> Blocks:
    """Blocks of items; a picture waits for the end of the paragraph that goes on around it."""
    out: Blocks = []
    run: list[Line] = []
    waiting: list[tuple[int, PictureDraft]] = []

    for item in items:
        match item:
            case Line():
                run.append(item)
            case PictureDraft():
                waiting.append((len(run), item))
            case TableDraft():
                out.extend(_run(maker, run, waiting, learned, plain=plain))
                run, waiting = [], []
                out.append(tables.table_of(item, lambda cell: _cell(maker, cell, learned), maker.store))
    out.extend(_run(maker, run, waiting, learned, plain=plain))
    return out


def _run(
    maker: Maker,
    lines: Sequence[Line],
    pictures: Sequence[tuple[int, PictureDraft]],
    learned: context.Context,
    *,
    plain: bool,
) -> Blocks:
    """Paragraphs of a run of lines, each picture before the first paragraph that begins after it."""
    out: Blocks = []
    left = list(pictures)
    batch: list[Group] = []
    done = 0
    for one in group(lines, learned):
        if left and left[0][0] <= done:
            out.extend(maker.flow(batch, plain=plain))
            batch = []
            while left and left[0][0] <= done:
                out.append(maker.picture(left.pop(0)[1].page))
        batch.append(one)
        done += len(one.lines)
    out.extend(maker.flow(batch, plain=plain))
    out.extend(maker.picture(picture.page) for _, picture in left)
    return out


def _cell(maker: Maker, cell: CellDraft, learned: context.Context) -> tuple[Block, ...]:
    blocks = tuple(_blocks(maker, cell.items, learned, plain=True))
    if blocks:
        return blocks
    empty = Paragraph()
    maker.store.keep(empty, (), cell.page + 1)
    return (empty,)
