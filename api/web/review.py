"""Reviewing a record: the list, the desk with its pages as pictures, and what a search finds."""

from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from markupsafe import Markup

from api.web import sheets, texts
from api.web.pages import page
from api.web.station import Here
from api.web.table import Asked, table
from sanitiser.domain.kinds import LABEL_WORDS
from sanitiser.errors import Quarantine
from sanitiser.review import search as searching
from sanitiser.review.desk import Desk, NoRecord, View, pages_of, verdict_of
from sanitiser.review.looking import Looking

listing = APIRouter()
router = APIRouter()


@listing.get("/")
def records(request: Request, here: Here) -> Response:
    """Every record of the run, those that wait for somebody first."""
    return page(
        request, "records.html", **here.given(), lines=here.desk.lines(), case=here.desk.case, told=here.seat.take()
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
) -> Response:
    """The desk: the original, the copy, the findings. `sheet` shows one page alone, for browsers without scripts."""
    desk, looking, seat = here.desk, here.looking, here.seat
    view = desk.view(seat.who, name)
    if sheet:
        desk.shown(seat.who, name, [sheet])
        view = desk.view(seat.who, name)
    pictures = sheets.of_original(desk, looking, view, here.at(name))
    copies = sheets.of_copy(looking, view, here.at(name))
    hits, wrong = _search(view, q, how)
    return page(
        request,
        "desk.html",
        **here.given(),
        view=view,
        title=desk.title(name),
        case=desk.case,
        table=table(view, Asked(show, sort, at)),
        is_pdf=sheets.is_pdf(view),
        originals=[one for one in pictures if sheet in {0, one.number}],
        copies=[one for one in copies if sheet in {0, one.number}],
        last=max(len(pictures), len(copies)),
        text="" if pictures else texts.original(view.kept.record, view.decisions, bare=view.blind),
        copy_text="" if copies else _copy_text(looking, view),
        pages=pages_of(view.kept),
        verdict=verdict_of(view.made),
        elsewhere=() if view.blind else desk.elsewhere(name),
        sheet=sheet,
        q=q,
        how=how,
        hits=hits,
        wrong=wrong,
        neighbours=neighbours(desk, name),
        label_words=LABEL_WORDS,
        four_eyes=desk.four_eyes,
        told=seat.take(),
    )


@router.get("/records/{name}/original/{number}.webp")
def original_page(name: str, here: Here, number: int) -> Response:
    """A page of the original as a picture."""
    kept = here.desk.view(here.seat.who, name).kept
    data = here.desk.original(kept)
    return _picture(here.looking, data, kept.sha256, number)


@router.get("/records/{name}/copy/{part}/{number}.webp")
def copy_page(name: str, here: Here, part: int, number: int) -> Response:
    """A page of the copy as a picture."""
    files = here.desk.view(here.seat.who, name).made.files
    data = files[part] if 0 <= part < len(files) else b""
    return _picture(here.looking, data, sha256(data).hexdigest(), number)


def _picture(looking: Looking, data: bytes, digest: str, number: int) -> Response:
    try:
        if not data:
            raise NoRecord
        return Response(looking.picture(data, digest, number), media_type="image/webp")
    except Quarantine:
        return Response(status_code=404)


def _copy_text(looking: Looking, view: View) -> Markup:
    read = [looking.text(data, sha256(data).hexdigest()) for data in view.made.files]
    return Markup("").join(texts.copy(document) for document in read if document is not None)


def _search(view: View, q: str, how: str) -> tuple[list[dict[str, object]], str]:
    """What a search found, with context; or why it cannot be searched for."""
    if not q.strip():
        return [], ""
    record = view.kept.record
    try:
        if how == "pattern":
            hits = searching.by_pattern(record, view.decisions, q)
        else:
            hits = searching.by_word(record, view.decisions, q)
    except searching.BadSearch as error:
        return [], f"{error.message}. {error.advice}"
    text = record.text
    found: list[dict[str, object]] = [
        {
            "start": hit.start,
            "end": hit.end,
            "covered": hit.covered and not view.blind,
            "before": text[max(0, hit.start - 40) : hit.start],
            "text": text[hit.start : hit.end],
            "after": text[hit.end : hit.end + 40],
        }
        for hit in hits
    ]
    return found, "" if found else "Nothing was found."


def neighbours(desk: Desk, name: str) -> tuple[str, str]:
    """The record before and the one after in the list, of those that can be reviewed."""
    names = [line.id for line in desk.lines() if line.reviewable]
    place = names.index(name) if name in names else 0
    before = names[place - 1] if place > 0 else ""
    return before, names[place + 1] if place + 1 < len(names) else ""
