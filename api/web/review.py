"""Reviewing a record: the list, the desk, and every change that a reviewer can make."""

from collections.abc import Callable
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup

from api.web import sheets, texts
from api.web.pages import page
from api.web.seats import Seat
from api.web.table import Asked, Row, rows, table
from sanitiser.domain.kinds import LABEL_WORDS, Action, Kind
from sanitiser.errors import Quarantine
from sanitiser.review import search as searching
from sanitiser.review.desk import Desk, NoRecord, View, pages_of, verdict_of
from sanitiser.review.looking import Looking
from sanitiser.review.rulings import KEEP_REASONS, REDACT_REASONS, Ruling, Scope, Why

router = APIRouter()


def _sitting(request: Request) -> Desk:
    sitting: Desk = request.app.state.sitting
    return sitting


def _looking(request: Request) -> Looking:
    looking: Looking = request.app.state.looking
    return looking


def _seat(request: Request) -> Seat:
    seat: Seat = request.state.seat
    return seat


@router.get("/")
def records(request: Request) -> Response:
    """Every record of the run, those that wait for somebody first."""
    sitting = _sitting(request)
    lines = sitting.lines()
    return page(request, "records.html", lines=lines, case=sitting.case, told=_seat(request).take())


@router.get("/records/{name}")
def desk(
    request: Request,
    name: str,
    show: str = "all",
    sort: str = "place",
    at: Annotated[int, Query(ge=1, le=100_000)] = 1,
    sheet: Annotated[int, Query(ge=0, le=100_000)] = 0,
    q: str = "",
    how: str = "word",
) -> Response:
    """The desk: the original, the copy, the findings. `sheet` shows one page alone, for browsers without scripts."""
    sitting, looking, seat = _sitting(request), _looking(request), _seat(request)
    view = sitting.view(seat.who, name)
    if sheet:
        sitting.shown(seat.who, name, [sheet])
        view = sitting.view(seat.who, name)
    pictures = sheets.of_original(sitting, looking, view)
    copies = sheets.of_copy(looking, view)
    hits, wrong = _search(view, q, how)
    return page(
        request,
        "desk.html",
        view=view,
        case=sitting.case,
        table=table(view, Asked(show, sort, at)),
        is_pdf=sheets.is_pdf(view),
        originals=[one for one in pictures if sheet in {0, one.number}],
        copies=[one for one in copies if sheet in {0, one.number}],
        last=max(len(pictures), len(copies)),
        text="" if pictures else texts.original(view.kept.record, view.decisions, bare=view.blind),
        copy_text="" if copies else _copy_text(looking, view),
        pages=pages_of(view.kept),
        verdict=verdict_of(view.made),
        elsewhere=() if view.blind else sitting.elsewhere(name),
        sheet=sheet,
        q=q,
        how=how,
        hits=hits,
        wrong=wrong,
        neighbours=_neighbours(sitting, name),
        label_words=LABEL_WORDS,
        four_eyes=sitting.four_eyes,
        told=seat.take(),
    )


@router.post("/records/{name}/decide")
async def decide(request: Request, name: str) -> Response:
    """Decisions on rows: `d-START-END` is redact or keep, `w-...` the reason, `c-...` in the whole case."""
    form = {key: str(value) for key, value in (await request.form()).items()}
    sitting, seat = _sitting(request), _seat(request)
    return await _threaded(lambda: _decide(sitting, seat, name, form))


def _decide(sitting: Desk, seat: Seat, name: str, form: dict[str, str]) -> Response:
    view = sitting.view(seat.who, name)
    single: list[Ruling] = []
    everywhere: list[Ruling] = []
    for row in rows(view):
        key = f"{row.start}-{row.end}"
        action, why = form.get(f"d-{key}", ""), form.get(f"w-{key}", "")
        if not action and why:
            action = "keep" if why in KEEP_REASONS else "redact"
        if action not in {"redact", "keep"}:
            continue
        whole = form.get(f"c-{key}") == "1"
        if action == row.action and not whole and not why:
            continue
        ruling = _ruling(row, Action(action), why, Scope.TERM if whole else Scope.SPAN)
        (everywhere if whole else single).append(ruling)
    version = _number(form.get("version", ""))
    if single:
        sitting.rule(seat.who, name, single, version)
    if everywhere:
        sitting.rule(seat.who, name, everywhere, version, case=True)
        seat.tell("done", "Applied to the whole case.")
    return _back(name, form)


def _ruling(row: Row, action: Action, why: str, scope: Scope) -> Ruling:
    reasons = REDACT_REASONS if action is Action.REDACT else KEEP_REASONS
    reason = Why(why) if why in reasons else (Why.CONFIRMED if action is Action.REDACT else Why.NOT_IDENTIFYING)
    place = (row.start, row.end) if scope is Scope.SPAN else (0, 0)
    return Ruling(scope, action, reason, row.text, Kind(row.kind), "", *place)


@router.post("/records/{name}/kind")
def accept_kind(
    request: Request,
    name: str,
    version: Annotated[int, Form()],
    kind: Annotated[Kind, Form()],
    back: Annotated[str, Form()] = "",
) -> Response:
    """Every finding of a kind that is still to decide is redacted."""
    sitting, seat = _sitting(request), _seat(request)
    view = sitting.view(seat.who, name)
    wanted = [row for row in rows(view) if row.kind == kind and row.action == Action.REVIEW]
    rulings = [_ruling(row, Action.REDACT, "", Scope.SPAN) for row in wanted]
    sitting.rule(seat.who, name, rulings, version)
    return _back(name, {"back": back})


@router.post("/records/{name}/add")
def add(
    request: Request,
    name: str,
    version: Annotated[int, Form()],
    kind: Annotated[Kind, Form()],
    text: Annotated[str, Form()] = "",
    span: Annotated[list[str] | None, Form()] = None,
    words: Annotated[str, Form()] = "",
    why: Annotated[str, Form()] = "",
    case: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "",
) -> Response:
    """Redact what was missed: spans START-END of the record, or a text everywhere in the record or in the case."""
    sitting, seat = _sitting(request), _seat(request)
    record = sitting.view(seat.who, name).kept.record
    reason = Why(why) if why in REDACT_REASONS else Why.MISSED
    words = words if words in LABEL_WORDS[kind] else ""
    text = " ".join(text[: searching.LONGEST].split())
    if case == "1" and not text and span:
        start, end = _span(span[0], len(record.text))
        text = " ".join(record.text[start:end].split())
    if case == "1" and text:
        sitting.rule(seat.who, name, [Ruling(Scope.TERM, Action.REDACT, reason, text, kind, words)], version, case=True)
        seat.tell("done", "Redacted in the whole case.")
        return _back(name, {"back": back})
    places = [_span(one, len(record.text)) for one in span or []]
    if not places and text:
        places = [(hit.start, hit.end) for hit in searching.by_word(record, (), text)]
    rulings = [
        Ruling(Scope.SPAN, Action.REDACT, reason, record.text[a:b], kind, words, a, b) for a, b in places if a < b
    ]
    if not rulings:
        seat.tell("error", "Nothing was chosen, or the text does not stand in this record.")
    sitting.rule(seat.who, name, rulings, version)
    if rulings:
        seat.tell("done", f"Redacted at {len(rulings)} place{'' if len(rulings) == 1 else 's'}.")
    return _back(name, {"back": back})


@router.post("/records/{name}/box")
def box(
    request: Request,
    name: str,
    version: Annotated[int, Form()],
    page_number: Annotated[int, Form(alias="page")],
    x0: Annotated[float, Form()],
    y0: Annotated[float, Form()],
    x1: Annotated[float, Form()],
    y1: Annotated[float, Form()],
    kind: Annotated[Kind, Form()],
) -> Response:
    """Redact the text that stands in a box drawn on a page."""
    sitting, seat = _sitting(request), _seat(request)
    view = sitting.view(seat.who, name)
    found = sheets.text_in(view, page_number, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    if found is None:
        seat.tell("error", "There is no text in that box. Pictures are never carried over.")
        return _back(name, {})
    said = view.kept.record.text[found[0] : found[1]]
    sitting.rule(seat.who, name, [Ruling(Scope.SPAN, Action.REDACT, Why.MISSED, said, kind, "", *found)], version)
    return _back(name, {})


@router.post("/records/{name}/safe")
def safe(
    request: Request, name: str, version: Annotated[int, Form()], text: Annotated[str, Form(max_length=300)]
) -> Response:
    """A leftover is safe in the whole case."""
    ruling = Ruling(Scope.LEFTOVER, Action.KEEP, Why.NOT_IDENTIFYING, text)
    _sitting(request).rule(_seat(request).who, name, [ruling], version, case=True)
    return _back(name, {})


@router.post("/records/{name}/pictures")
def pictures(request: Request, name: str, version: Annotated[int, Form()]) -> Response:
    """A reviewer looked at the pictures of the original; they stay removed."""
    ruling = Ruling(Scope.PICTURES, Action.REDACT, Why.CONFIRMED)
    _sitting(request).rule(_seat(request).who, name, [ruling], version)
    return _back(name, {})


@router.post("/records/{name}/undo")
def undo(request: Request, name: str, version: Annotated[int, Form()]) -> Response:
    """Take the last change back."""
    _sitting(request).undo(_seat(request).who, name, version)
    return _back(name, {})


@router.post("/records/{name}/redo")
def redo(request: Request, name: str, version: Annotated[int, Form()]) -> Response:
    """Make it again."""
    _sitting(request).redo(_seat(request).who, name, version)
    return _back(name, {})


@router.post("/records/{name}/shown")
def shown(
    request: Request, name: str, sheet: Annotated[list[int], Form()], quiet: Annotated[str, Form()] = ""
) -> Response:
    """Pages that were on the reviewer's screen."""
    _sitting(request).shown(_seat(request).who, name, sheet)
    return Response(status_code=204) if quiet else _back(name, {})


@router.post("/records/{name}/compare")
def compare(request: Request, name: str) -> Response:
    """The second reviewer goes on to the first one's decisions."""
    _sitting(request).compare(_seat(request).who, name)
    return _back(name, {})


@router.post("/records/{name}/approve")
def approve(request: Request, name: str, version: Annotated[int, Form()]) -> Response:
    """Approve the copy as it stands."""
    sitting, seat = _sitting(request), _seat(request)
    sitting.approve(seat.who, name, version)
    stage = sitting.view(seat.who, name).stage
    seat.tell(
        "done", f"Record {name}: {stage}." if stage == "approved" else f"Record {name} now needs a second reviewer."
    )
    following = _neighbours(sitting, name)[1]
    return RedirectResponse(f"/records/{following}" if following else "/", 303)


@router.post("/records/{name}/reopen")
def reopen(request: Request, name: str) -> Response:
    """Take the approvals back."""
    _sitting(request).reopen(_seat(request).who, name)
    return _back(name, {})


@router.get("/records/{name}/original/{number}.webp")
def original_page(request: Request, name: str, number: int) -> Response:
    """A page of the original as a picture."""
    sitting = _sitting(request)
    kept = sitting.view(_seat(request).who, name).kept
    data = sitting.original(kept)
    return _picture(_looking(request), data, kept.sha256, number)


@router.get("/records/{name}/copy/{part}/{number}.webp")
def copy_page(request: Request, name: str, part: int, number: int) -> Response:
    """A page of the copy as a picture."""
    files = _sitting(request).view(_seat(request).who, name).made.files
    data = files[part] if 0 <= part < len(files) else b""
    return _picture(_looking(request), data, sha256(data).hexdigest(), number)


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


def _neighbours(sitting: Desk, name: str) -> tuple[str, str]:
    """The record before and the one after in the list, of those that can be reviewed."""
    names = [line.id for line in sitting.lines() if line.reviewable]
    place = names.index(name) if name in names else 0
    before = names[place - 1] if place > 0 else ""
    return before, names[place + 1] if place + 1 < len(names) else ""


def _span(untrusted: str, length: int) -> tuple[int, int]:
    start, _, end = untrusted.partition("-")
    first, last = _number(start), _number(end)
    return (first, last) if 0 <= first < last <= length else (0, 0)


def _number(untrusted: str) -> int:
    return int(untrusted) if untrusted.isascii() and untrusted.isdigit() and len(untrusted) < 12 else 0


def _back(name: str, form: dict[str, str]) -> Response:
    """To the same page of the same table."""
    query = form.get("back", "")
    good = query and len(query) < 200 and all(c.isalnum() or c in "=&_-" for c in query)
    return RedirectResponse(f"/records/{name}?{query}" if good else f"/records/{name}", 303)


async def _threaded(work: Callable[[], Response]) -> Response:
    from anyio import to_thread

    return await to_thread.run_sync(work)
