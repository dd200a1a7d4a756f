"""What a search finds, as the desk shows it: in this record with context, in the others of the case by count."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sanitiser.domain.kinds import Kind
from sanitiser.manifest import plain
from sanitiser.review import search
from sanitiser.review.desk import Desk, View

MOST_RECORDS = 200
"""Other records that are listed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place in the record. `covered` says that it is redacted already, `dropped` that its text is in no copy."""

    start: int
    end: int
    covered: bool
    before: str
    text: str
    after: str
    dropped: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another record that holds it: how often, how often not redacted, and the first place in its context."""

    name: str
    title: str
    count: int
    open: int
    context: str


def here(view: View, q: str, how: str) -> tuple[tuple[Found, ...], str]:
    """What stands in this record; or why it cannot be searched for, in a sentence."""
    if not q.strip():
        return (), ""
    try:
        found = _hits(view, q, how)
    except search.BadSearch as error:
        return (), f"{error.message}. {error.advice}"
    text = view.kept.record.text
    shown = sorted((s.start, s.end) for s in view.kept.record.segments if s.paragraph is not None)
    starts = [start for start, _ in shown]

    def dropped(hit: search.Hit) -> bool:
        near = bisect_right(starts, hit.end - 1) - 1
        return near < 0 or shown[near][1] <= hit.start

    listed = tuple(
        Found(
            start=hit.start,
            end=hit.end,
            covered=hit.covered and not view.blind,
            before=text[max(0, hit.start - 40) : hit.start],
            text=text[hit.start : hit.end],
            after=text[hit.end : hit.end + 40],
            dropped=dropped(hit),
        )
        for hit in found
    )
    return listed, "" if listed else "Nothing was found in this record."


def spans(view: View, q: str, how: str) -> tuple[tuple[int, int], ...]:
    """The places alone; none for what cannot be searched for."""
    return tuple((one.start, one.end) for one in here(view, q, how)[0])


def elsewhere(desk: Desk, who: str, name: str, q: str, how: str) -> tuple[Elsewhere, ...]:
    """The other records of the case that hold it."""
    found: list[Elsewhere] = []
    for line in desk.lines():
        if line.id == name or not line.reviewable or len(found) >= MOST_RECORDS:
            continue
        view = desk.view(who, line.id)
        hits, _ = here(view, q, how)
        if hits:
            first = next((one for one in hits if not one.covered and not one.dropped), hits[0])
            still = sum(not one.covered and not one.dropped for one in hits)
            context = f"{first.before}{first.text}{first.after}"
            found.append(Elsewhere(line.id, desk.title(line.id), len(hits), still, context))
    return tuple(found)


def _hits(view: View, q: str, how: str) -> Sequence[search.Hit]:
    record = view.kept.record
    if how == "pattern":
        return search.by_pattern(record, view.decisions, q)
    if how == "kind":
        return () if view.blind else search.by_kind(view.decisions, _kind(q))
    return search.by_word(record, view.decisions, q)


def _kind(said: str) -> Kind:
    """A kind by its plain name. Raises BadSearch."""
    wanted = " ".join(said.casefold().replace("_", " ").split())
    for kind in Kind:
        if wanted in {plain.kind(kind).casefold(), kind.value.casefold().replace("_", " ")}:
            return kind
    raise search.BadSearch("there is no kind of this name")
