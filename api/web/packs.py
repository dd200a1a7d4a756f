"""Release packs from the laptop: choose approved copies, sign, recall."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from api.web.pages import page
from api.web.seats import Seat
from sanitiser.ledger.checklist import AGENCIES, CHECKLIST
from sanitiser.release.check import fingerprint
from sanitiser.release.laptop import export, packs, public_key, recall
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
        approved=sitting.approved(),
        packs=packs(sitting),
        agencies=AGENCIES,
        checklist=[item for item in CHECKLIST if item.copied],
        fingerprint=fingerprint(public_key(sitting)),
        out=str(sitting.folder.out / "packs"),
        told=seat.take(),
    )


@router.post("/pack")
async def make(request: Request) -> Response:
    """Make a pack: `c-ID` is the category of a record, empty: left out."""
    from anyio import to_thread

    sitting: Sitting = request.app.state.sitting
    seat: Seat = request.state.seat
    form = {key: str(value) for key, value in (await request.form()).items()}
    chosen = {key.removeprefix("c-"): value for key, value in form.items() if key.startswith("c-") and value}
    if not chosen or not form.get("agency"):
        seat.tell("error", "Choose who it is for, and a category for one record at least.")
        return RedirectResponse("/pack", 303)
    day = datetime.now(UTC).date()
    path = await to_thread.run_sync(lambda: export(sitting, seat.who, form["agency"], chosen, day))
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
