"""The pages of a record and of its copy as the desk shows them: sizes, and boxes over what was found."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sanitiser.domain.record import MediaType, Place
from sanitiser.review.desk import Desk, View
from sanitiser.review.looking import Looking


@dataclass(frozen=True, slots=True)
class Box:
    """A box over a piece of a finding, in points from the top left; `number` is the finding's in the table."""

    number: int
    kind: str
    action: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its number, its address as a picture, its size in points."""

    number: int
    address: str
    width: float
    height: float


def is_pdf(view: View) -> bool:
    """Whether pages can be shown as pictures."""
    return view.kept.record.media_type is MediaType.PDF


def of_original(desk: Desk, looking: Looking, view: View, here: str) -> tuple[Sheet, ...]:
    """The original's pages, under the record's address; none for a text, or when the original has gone."""
    if not is_pdf(view):
        return ()
    data = desk.original(view.kept)
    sizes = looking.sizes(data, view.kept.sha256) if data else ()
    return tuple(
        Sheet(n, f"{here}/original/{n}.webp", size.width, size.height) for n, size in enumerate(sizes, 1)
    )


def of_copy(looking: Looking, view: View, here: str) -> tuple[Sheet, ...]:
    """The pages of the copy's files, counted on from file to file."""
    if not is_pdf(view):
        return ()
    made: list[Sheet] = []
    for part, data in enumerate(view.made.files):
        digest = sha256(data).hexdigest()
        for page, size in enumerate(looking.sizes(data, digest), 1):
            address = f"{here}/copy/{part}/{page}.webp?v={digest[:16]}"
            made.append(Sheet(len(made) + 1, address, size.width, size.height))
    return tuple(made)


def text_in(view: View, page: int, x0: float, y0: float, x1: float, y1: float) -> tuple[int, int] | None:
    """The characters that stand in a box on a page: from the first word that it touches to the last."""
    inside = [
        place
        for place in view.kept.record.places
        if place.page == page and place.x0 < x1 and x0 < place.x1 and y0 < (place.y0 + place.y1) / 2 < y1
    ]
    return (min(p.start for p in inside), max(p.end for p in inside)) if inside else None


def boxes(looking: Looking, view: View, page: int) -> tuple[Box, ...]:
    """What lies over a page of the original; nothing while the second reviewer reads by themself."""
    if view.blind:
        return ()
    found: dict[int, list[Box]] = looking.recent.of(lambda: _boxes(view), view.kept.record, view.decisions)
    return tuple(found.get(page, ()))


def hits(view: View, page: int, spans: Sequence[tuple[int, int]]) -> tuple[Box, ...]:
    """The words of a page that stand in what a search found."""
    found = []
    for place in view.kept.record.places if spans else ():
        if place.page == page and any(place.start < end and start < place.end for start, end in spans):
            found.append(_box(0, "", "hit", place))
    return tuple(found)


def _boxes(view: View) -> dict[int, list[Box]]:
    """By page: every finding's boxes."""
    from bisect import bisect_left

    places = sorted(view.kept.record.places, key=lambda place: (place.start, place.end))
    starts = [place.start for place in places]
    longest = max((place.end - place.start for place in places), default=0)
    found: dict[int, list[Box]] = defaultdict(list)
    for number, decision in enumerate(view.decisions, 1):
        finding = decision.finding
        kind = str(finding.kind).lower().replace("_", "-")
        for place in places[bisect_left(starts, finding.start - longest) : bisect_left(starts, finding.end)]:
            if place.end > finding.start:
                found[place.page].append(_box(number, kind, str(decision.action), place))
    return found


def _box(number: int, kind: str, action: str, place: Place) -> Box:
    x, y, width, height = place.x0, place.y0, place.x1 - place.x0, place.y1 - place.y0
    return Box(number, kind, action, round(x, 1), round(y, 1), round(width, 1), round(height, 1))
