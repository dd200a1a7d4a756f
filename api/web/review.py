"""Reviewing a record: the list, the desk with its pages as pictures, and what a search finds."""

from dataclasses import asdict
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import JSONResponse, Response

from api.web import finding, panes, sheets
from api.web.pages import page
from api.web.station import Here
from api.web.table import ROWS, Asked, table
from sanitiser.domain.kinds import LABEL_WORDS
from sanitiser.errors import Quarantine
from sanitiser.review.desk import Desk, NoRecord, pages_of, verdict_of
from sanitiser.review.looking import Looking
from sanitiser.review.typed import pages_of_text, pictures_of

listing = APIRouter()
router = APIRouter()


@listing.get("/")
def records(request: Request, here: Here) -> Response:
    """Every record of the run, those that wait for somebody first."""
    return here.page(
        request,
        "records.html",
        lines=here.desk.lines(),
        case=here.desk.case,
        types=here.desk.types,
        told=here.seat.take(),
    )


@router.get("/records/{name}")
def show_record(
    request: Request,
    name: str,
    here: Here,
    show: str = "all",
    sort: str = "place",
    at: Annotated[int, Query(ge=1, le=100_000)] = 1,
    sheet: Annotated[int, Query(ge=0, le=100_000)] = 0,
    q: str = "",
    how: str = "word",
    where: str = "record",
    hx_request: Annotated[str, Header()] = "",
) -> Response:
    """The desk: the original, the copy, the findings. `sheet` shows one page alone, for browsers without scripts.

    A browser with scripts that asks again has the original already.
    """
    desk, seat = here.desk, here.seat
    if sheet:
        desk.shown(here.who, name, [sheet])
    view = desk.view(here.who, name)
    first = panes.original(here, view, sheet, again=bool(hx_request))
    second = panes.copy(here, view, sheet)
    hits, wrong = finding.here(view, q, how)
    others = finding.elsewhere(desk, here.who, name, q, how) if where == "case" and q and not wrong else ()
    return here.page(
        request,
        "desk.html",
        view=view,
        title=desk.title(name),
        case=desk.case,
        table=table(view, Asked(show, sort, at)),
        row_count=ROWS,
        is_pdf=sheets.is_pdf(view),
        original=first,
        copy=second,
        again=bool(hx_request),
        boxes=sheets.boxes(here.looking, view, sheet) if sheet else (),
        last=max(first.total, second.total),
        pages=pages_of(view.kept),
        verdict=verdict_of(view.made),
        elsewhere=() if view.blind else desk.elsewhere(name),
        sheet=sheet,
        q=q,
        how=how,
        where=where,
        hits=hits,
        others=others,
        wrong=wrong,
        neighbours=neighbours(desk, name),
        label_words=LABEL_WORDS,
        four_eyes=desk.four_eyes,
        types=desk.types,
        thumbs=len(panes.thumbnails(here, view)) if "picture" in view.kept.record.notices else 0,
        places=len(pictures_of(view.kept.record)) if desk.types else 0,
        typable=sorted(pages_of_text(view.kept.record)) if desk.types else (),
        told=seat.take(),
    )


@router.get("/records/{name}/boxes/{number}")
def boxes(name: str, here: Here, number: int, q: str = "", how: str = "word") -> Response:
    """What lies over a page of the original, and what a search found there, for the script that draws it."""
    view = here.desk.view(here.who, name)
    found = (*sheets.boxes(here.looking, view, number), *sheets.hits(view, number, finding.spans(view, q, how)))
    return JSONResponse([asdict(box) for box in found])


@router.get("/records/{name}/leaf/{side}/{number}")
def leaf(request: Request, name: str, here: Here, side: str, number: int) -> Response:
    """A part of a text, with its marks."""
    view = here.desk.view(here.who, name)
    found = panes.leaves(here, view, side) if side in panes.SIDES else ()
    if not 1 <= number <= len(found):
        raise NoRecord
    return page(request, "leaf.html", text=found[number - 1])


@router.get("/records/{name}/original/{number}.webp")
def original_page(name: str, here: Here, number: int) -> Response:
    """A page of the original as a picture."""
    kept = here.desk.view(here.who, name).kept
    data = here.desk.original(kept)
    return _picture(here.looking, data, kept.sha256, number)


@router.get("/records/{name}/pictures/{number}.webp")
def small_picture(name: str, here: Here, number: int) -> Response:
    """A picture of the original, small."""
    found = panes.thumbnails(here, here.desk.view(here.who, name))
    if not 1 <= number <= len(found):
        return Response(status_code=404)
    return Response(found[number - 1], media_type="image/webp")


@router.get("/records/{name}/copy/{part}/{number}.webp")
def copy_page(name: str, here: Here, part: int, number: int) -> Response:
    """A page of the copy as a picture."""
    files = here.desk.view(here.who, name).made.files
    data = files[part] if 0 <= part < len(files) else b""
    return _picture(here.looking, data, sha256(data).hexdigest(), number)


def _picture(looking: Looking, data: bytes, digest: str, number: int) -> Response:
    try:
        if not data:
            raise NoRecord
        return Response(looking.picture(data, digest, number), media_type="image/webp")
    except Quarantine:
        return Response(status_code=404)


def neighbours(desk: Desk, name: str) -> tuple[str, str]:
    """The record before and the one after in the list, of those that can be reviewed."""
    names = [line.id for line in desk.lines() if line.reviewable]
    place = names.index(name) if name in names else 0
    before = names[place - 1] if place > 0 else ""
    return before, names[place + 1] if place + 1 < len(names) else ""
