"""Every change that a reviewer can make to a record, each a plain form."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from api.web import sheets
from api.web.review import neighbours
from api.web.station import Here, Station, Told
from api.web.table import open_of
from sanitiser.domain.finding import Decision
from sanitiser.domain.kinds import LABEL_WORDS, Action, Kind
from sanitiser.review import search as searching
from sanitiser.review.apply import occurrences
from sanitiser.review.desk import Blind, NoRecord, View
from sanitiser.review.rulings import KEEP_REASONS, REDACT_REASONS, Ruling, Scope, Why
from sanitiser.review.typed import LONGEST, pages_of_text

router = APIRouter(route_class=Told)
_TYPED = {
    "type": "The typed text stands in its place. It was searched like any record: decide on what was found in it.",
    "withhold": "It is withheld: a placeholder stands in its place.",
    "restore": "The original is back in its place.",
}


@router.post("/records/{name}/decide")
async def decide(request: Request, name: str, here: Here) -> Response:
    """Decisions on rows: `d-START-END` is redact or keep, `w-...` the reason, `c-...` in the whole case."""
    form = {key: str(value) for key, value in (await request.form()).items()}
    return await _threaded(lambda: _decide(here, name, form))


def _decide(here: Station, name: str, form: dict[str, str]) -> Response:
    desk, seat = here.desk, here.seat
    view = desk.view(here.who, name)
    single: list[Ruling] = []
    everywhere: list[Ruling] = []
    asked = {key.partition("-")[2] for key in form if key[:2] in {"d-", "w-"}}
    for decision in view.decisions:
        key = f"{decision.finding.start}-{decision.finding.end}"
        if key not in asked:
            continue
        action, why = form.get(f"d-{key}", ""), form.get(f"w-{key}", "")
        if not action and why:
            action = "keep" if why in KEEP_REASONS else "redact"
        if action not in {"redact", "keep"}:
            continue
        whole = form.get(f"c-{key}") == "1"
        if action == decision.action and not whole and not why:
            continue
        ruling = _ruling(view, decision, Action(action), why, Scope.TERM if whole else Scope.SPAN)
        (everywhere if whole else single).append(ruling)
    version = _number(form.get("version", ""))
    if single:
        desk.rule(here.who, name, single, version)
    if everywhere:
        desk.rule(here.who, name, everywhere, version, case=True)
        seat.tell("done", "Applied to the whole case.")
    return _back(here, name, form)


def _ruling(view: View, decision: Decision, action: Action, why: str, scope: Scope) -> Ruling:
    finding = decision.finding
    reasons = REDACT_REASONS if action is Action.REDACT else KEEP_REASONS
    reason = Why(why) if why in reasons else (Why.CONFIRMED if action is Action.REDACT else Why.NOT_IDENTIFYING)
    place = (finding.start, finding.end) if scope is Scope.SPAN else (0, 0)
    said = view.kept.record.text[finding.start : finding.end]
    return Ruling(scope, action, reason, said, finding.kind, "", *place)


@router.post("/records/{name}/kind")
def accept_kind(
    name: str,
    here: Here,
    version: Annotated[int, Form()],
    kind: Annotated[Kind, Form()],
    back: Annotated[str, Form()] = "",
) -> Response:
    """Every finding of a kind that is still to decide is redacted."""
    desk = here.desk
    view = desk.view(here.who, name)
    rulings = [_ruling(view, one, Action.REDACT, "", Scope.SPAN) for _, one in open_of(view, kind)]
    desk.rule(here.who, name, rulings, version)
    return _back(here, name, {"back": back})


@router.post("/records/{name}/add")
def add(
    name: str,
    here: Here,
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
    desk, seat = here.desk, here.seat
    record = desk.view(here.who, name).kept.record
    reason = Why(why) if why in REDACT_REASONS else Why.MISSED
    words = words if words in LABEL_WORDS[kind] else ""
    text = " ".join(text[: searching.LONGEST].split())
    if case == "1" and not text and span:
        start, end = _span(span[0], len(record.text))
        text = " ".join(record.text[start:end].split())
    if case == "1" and text:
        ruling = Ruling(Scope.TERM, Action.REDACT, reason, text, kind, words)
        desk.rule(here.who, name, [ruling], version, case=True)
        here_too = "" if occurrences(record, text, ruling) else " In this record it was not found as a name."
        seat.tell("done", f"Redacted in the whole case.{here_too}")
        return _back(here, name, {"back": back})
    places = [_span(one, len(record.text)) for one in span or []]
    if not places and text:
        places = [(hit.start, hit.end) for hit in searching.by_word(record, (), text)]
    rulings = [
        Ruling(Scope.SPAN, Action.REDACT, reason, record.text[a:b], kind, words, a, b) for a, b in places if a < b
    ]
    if not rulings:
        seat.tell("error", "Nothing was chosen, or the text does not stand in this record.")
    desk.rule(here.who, name, rulings, version)
    if rulings:
        seat.tell("done", f"Redacted at {len(rulings)} place{'' if len(rulings) == 1 else 's'}.")
    return _back(here, name, {"back": back})


@router.post("/records/{name}/box")
def box(
    name: str,
    here: Here,
    version: Annotated[int, Form()],
    page_number: Annotated[int, Form(alias="page")],
    x0: Annotated[float, Form()],
    y0: Annotated[float, Form()],
    x1: Annotated[float, Form()],
    y1: Annotated[float, Form()],
    kind: Annotated[Kind, Form()],
) -> Response:
    """Redact the text that stands in a box drawn on a page."""
    desk, seat = here.desk, here.seat
    view = desk.view(here.who, name)
    found = sheets.text_in(view, page_number, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    if found is None:
        seat.tell("error", "There is no text in that box. Pictures are never carried over.")
        return _back(here, name, {})
    said = view.kept.record.text[found[0] : found[1]]
    desk.rule(here.who, name, [Ruling(Scope.SPAN, Action.REDACT, Why.MISSED, said, kind, "", *found)], version)
    return _back(here, name, {})


@router.post("/records/{name}/safe")
def safe(
    name: str, here: Here, version: Annotated[int, Form()], text: Annotated[str, Form(max_length=300)]
) -> Response:
    """A leftover is safe in the whole case."""
    ruling = Ruling(Scope.LEFTOVER, Action.KEEP, Why.NOT_IDENTIFYING, text)
    here.desk.rule(here.who, name, [ruling], version, case=True)
    return _back(here, name, {})


@router.post("/records/{name}/pictures")
def pictures(name: str, here: Here, version: Annotated[int, Form()]) -> Response:
    """A reviewer looked at the pictures of the original; they stay removed."""
    ruling = Ruling(Scope.PICTURES, Action.REDACT, Why.CONFIRMED)
    here.desk.rule(here.who, name, [ruling], version)
    return _back(here, name, {})


@router.post("/records/{name}/take-up")
def take_up(name: str, here: Here) -> Response:
    """A record that nobody could read is opened, to be typed or withheld."""
    here.desk.take_up(name)
    return RedirectResponse(f"{here.at(name)}#t-type", 303)


@router.post("/records/{name}/type")
def type_page(
    name: str,
    here: Here,
    version: Annotated[int, Form()],
    act: Annotated[str, Form(pattern="^(type|withhold|restore)$")],
    page_number: Annotated[int, Form(alias="page", ge=0, le=100_000)] = 0,
    text: Annotated[str, Form(max_length=LONGEST)] = "",
) -> Response:
    """A page (0: the whole record) is withheld, or replaced by what the reviewer typed, or given back."""
    desk, seat = here.desk, here.seat
    if not desk.types:
        raise NoRecord
    text = text.strip() if act == "type" else ""
    pages = {0, *pages_of_text(desk.view(here.who, name).kept.record), *dict(desk.view(here.who, name).typed)}
    if act == "type" and not text:
        seat.tell("error", "Nothing was typed. To leave the page out, choose Withhold.")
    elif page_number not in pages:
        seat.tell("error", f"Page {page_number} has no text of its own. Type the whole record instead.")
    else:
        action = Action.KEEP if act == "restore" else Action.REDACT
        ruling = Ruling(Scope.PAGE, action, Why.PRECAUTION, text, start=page_number)
        desk.rule(here.who, name, [ruling], version)
        seat.tell("done", _TYPED[act])
    return _back(here, name, {})


@router.post("/records/{name}/picture")
def describe(
    name: str,
    here: Here,
    version: Annotated[int, Form()],
    number: Annotated[int, Form(ge=1, le=100_000)],
    text: Annotated[str, Form(max_length=LONGEST)] = "",
) -> Response:
    """A reviewer's words for a picture; none take them away."""
    desk = here.desk
    if not desk.types:
        raise NoRecord
    words = " ".join(text.split())
    ruling = Ruling(Scope.PICTURE, Action.REDACT if words else Action.KEEP, Why.NEEDED_FOR_CARE, words, start=number)
    desk.rule(here.who, name, [ruling], version)
    here.seat.tell("done", "Your words stand before the picture's place. They were searched like any record.")
    return _back(here, name, {})


def _not_blind(here: Station, name: str) -> None:
    if here.desk.view(here.who, name).blind:
        raise Blind


@router.post("/records/{name}/undo")
def undo(name: str, here: Here, version: Annotated[int, Form()]) -> Response:
    """Take the last change back."""
    _not_blind(here, name)
    here.desk.undo(here.who, name, version)
    return _back(here, name, {})


@router.post("/records/{name}/redo")
def redo(name: str, here: Here, version: Annotated[int, Form()]) -> Response:
    """Make it again."""
    _not_blind(here, name)
    here.desk.redo(here.who, name, version)
    return _back(here, name, {})


@router.post("/records/{name}/shown")
def shown(name: str, here: Here, sheet: Annotated[list[int], Form()], quiet: Annotated[str, Form()] = "") -> Response:
    """Pages that were on the reviewer's screen."""
    here.desk.shown(here.who, name, sheet)
    return Response(status_code=204) if quiet else _back(here, name, {})


@router.post("/records/{name}/compare")
def compare(name: str, here: Here) -> Response:
    """The second reviewer goes on to the first one's decisions."""
    here.desk.compare(here.who, name)
    return _back(here, name, {})


@router.post("/records/{name}/approve")
def approve(name: str, here: Here, version: Annotated[int, Form()]) -> Response:
    """Approve the copy as it stands."""
    desk, seat = here.desk, here.seat
    desk.approve(here.who, name, version)
    stage, title = desk.view(here.who, name).stage, desk.title(name)
    seat.tell(
        "done", f"Record {title}: {stage}." if stage == "approved" else f"Record {title} now needs a second reviewer."
    )
    following = neighbours(desk, name)[1]
    return RedirectResponse(here.at(following) if following else here.home, 303)


@router.post("/records/{name}/reopen")
def reopen(name: str, here: Here) -> Response:
    """Take the approvals back."""
    here.desk.reopen(here.who, name)
    return _back(here, name, {})


def _span(untrusted: str, length: int) -> tuple[int, int]:
    start, _, end = untrusted.partition("-")
    first, last = _number(start), _number(end)
    return (first, last) if 0 <= first < last <= length else (0, 0)


def _number(untrusted: str) -> int:
    return int(untrusted) if untrusted.isascii() and untrusted.isdigit() and len(untrusted) < 12 else 0


def _back(here: Station, name: str, form: dict[str, str]) -> Response:
    """To the same page of the same table."""
    query = form.get("back", "")
    good = query.isascii() and 0 < len(query) < 2000 and all(c.isalnum() or c in "=&_-%+.~" for c in query)
    return RedirectResponse(f"{here.at(name)}?{query}" if good else here.at(name), 303)


async def _threaded(work: Callable[[], Response]) -> Response:
    from anyio import to_thread

    return await to_thread.run_sync(work)
