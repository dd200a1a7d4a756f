"""Release packs from the laptop: choose approved copies, sign, recall."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from api.web.pages import page
from api.web.seats import Seat
from sanitiser.errors import UsageError
from sanitiser.ledger.checklist import AGENCY_WORDS, CHECKLIST
from sanitiser.release.check import fingerprint
from sanitiser.release.laptop import Order, export, family, packs, public_key, recall
from sanitiser.release.marks import mark, marks, unmark
from sanitiser.release.papers import CHECKS
from sanitiser.release.paragraphs import paragraphs
from sanitiser.review.desk import NoRecord
from sanitiser.review.sitting import Sitting

router = APIRouter()


@router.get("/pack")
def choose(request: Request) -> Response:
    """The approved copies, the packs made so far."""
    sitting: Sitting = request.app.state.sitting
    seat: Seat = request.state.seat
    return page(
        request,
        "packs.html",
        approved=[(kept, made, len(marks(sitting, kept.id))) for kept, made in sitting.approved()],
        packs=packs(sitting),
        agencies={code: _first_upper(words) for code, words in AGENCY_WORDS.items()},
        family=family(sitting),
        checks=CHECKS,
        checklist=[item for item in CHECKLIST if item.copied],
        fingerprint=fingerprint(public_key(sitting)),
        out=str(sitting.folder.out / "packs"),
        told=seat.take(),
    )


@router.post("/pack")
async def make(request: Request) -> Response:
    """Make a pack: `c-ID` is the category of a record, empty: left out; `about` are names; `replaces` a number."""
    from anyio import to_thread

    sitting: Sitting = request.app.state.sitting
    seat: Seat = request.state.seat
    sent = await request.form()
    form = {key: str(value) for key, value in sent.items()}
    chosen = {key.removeprefix("c-"): value for key, value in form.items() if key.startswith("c-") and value}
    if not chosen or not form.get("agency"):
        seat.tell("error", "Choose who it is for, and a category for one record at least.")
        return RedirectResponse("/pack", 303)
    about = tuple(str(name) for name in sent.getlist("about"))
    order = Order(form["agency"], chosen, datetime.now(UTC).date(), about, _number(form.get("replaces", "")))
    path = await to_thread.run_sync(lambda: export(sitting, seat.who, order))
    seat.tell("done", f"Pack written and signed: {path}")
    return RedirectResponse("/pack", 303)


@router.post("/pack/recall")
def call_back(request: Request, number: Annotated[int, Form()]) -> Response:
    """Mark a pack as recalled."""
    sitting: Sitting = request.app.state.sitting
    seat: Seat = request.state.seat
    recall(sitting, seat.who, number)
    seat.tell("done", f"Pack {number} is recalled. Tell whoever received it to destroy it; send a whole new pack.")
    return RedirectResponse("/pack", 303)


@router.get("/pack/parts/{name}")
def parts(request: Request, name: str) -> Response:
    """The paragraphs of an approved record, and which of them are about others."""
    sitting: Sitting = request.app.state.sitting
    seat: Seat = request.state.seat
    kept = next((kept for kept, _ in sitting.approved() if kept.id == name), None)
    if kept is None:
        raise NoRecord
    return page(
        request,
        "parts.html",
        kept=kept,
        marks=marks(sitting, name),
        family=family(sitting),
        paragraphs=paragraphs(kept.record),
        told=seat.take(),
    )


@router.post("/pack/parts/{name}")
async def mark_parts(request: Request, name: str) -> Response:
    """Mark paragraphs: `p` are their places, `about` the names of those whom they are about."""
    sitting: Sitting = request.app.state.sitting
    seat: Seat = request.state.seat
    sent = await request.form()
    places = [_number(str(place)) for place in sent.getlist("p")]
    about = [str(one) for one in sent.getlist("about") if str(one) in family(sitting)]
    mark(sitting, seat.who, name, [place for place in places if place is not None], about)
    seat.tell("done", "Packs that are not about them are made without these paragraphs.")
    return RedirectResponse(f"/pack/parts/{name}", 303)


@router.post("/pack/parts/{name}/back")
def unmark_parts(request: Request, name: str, number: Annotated[int, Form()]) -> Response:
    """Take a mark back."""
    sitting: Sitting = request.app.state.sitting
    seat: Seat = request.state.seat
    unmark(sitting, seat.who, number)
    seat.tell("done", "The mark is taken back.")
    return RedirectResponse(f"/pack/parts/{name}", 303)


def _first_upper(words: str) -> str:
    """As an entry of a list: 'a school' is 'School', found by its first letter."""
    plain = words.removeprefix("a ").removeprefix("the ")
    return plain[0].upper() + plain[1:]


def _number(untrusted: str) -> int | None:
    if untrusted and not (untrusted.isascii() and untrusted.isdecimal()):
        raise UsageError("a pack has a number", "Choose one from the list.")
    return int(untrusted) if untrusted else None
