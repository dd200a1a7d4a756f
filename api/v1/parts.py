"""Parts of records about siblings and third parties, and what a pack holds before it is released."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from api.fields import IdText, ItemId, Text
from api.problems import RESPONSES
from api.v1.cases import In
from api.v1.roles import OfficeActor, ServiceHere
from sanitiser.casework import parts, sides
from sanitiser.casework.records import MOST_SUBJECTS
from sanitiser.ledger.audit import note
from sanitiser.release import narrowing, packs
from sanitiser.release.paragraphs import kept_paragraphs
from sanitiser.service import Act
from sanitiser.store.tables.parts import Part
from sanitiser.store.tables.release import PackItem

router = APIRouter(prefix="/v1", tags=["release"], responses={**RESPONSES})
LONGEST = 200_000
Place = Annotated[int, Field(ge=0, le=100_000_000)]


class ParagraphView(BaseModel):
    """A paragraph of a record: characters [start, end) of its text, for marking parts of it."""

    start: int
    end: int
    page: int | None
    text: str


class ParagraphList(BaseModel):
    """What a record says, as it was understood."""

    paragraphs: list[ParagraphView]


@router.get("/records/{record_id}/paragraphs")
def list_paragraphs(record_id: ItemId, actor: OfficeActor, service: ServiceHere) -> ParagraphList:
    """What a record says, paragraph by paragraph, as it was handed over. Confidential; each look is audited."""
    with service.act(actor) as act:
        _, row = sides.record(act, record_id)
        found = kept_paragraphs(act, row)
        note(act, "record.seen", row.case_id, record=row.id)
        return ParagraphList(paragraphs=[ParagraphView.model_validate(one, from_attributes=True) for one in found])


class NewPart(In):
    """Characters [start, end) of the record's text, what stands there, and whom it is about.

    Without subjects it is about a third party, and left out of every pack.
    """

    start: Place
    end: Place
    text: Text = Field(min_length=1, max_length=LONGEST)
    subjects: list[IdText] = Field(default=[], max_length=MOST_SUBJECTS)


class PartView(BaseModel):
    """A part that is marked."""

    id: str
    start: int
    end: int
    text: str
    subjects: list[str]
    made_at: datetime


class PartList(BaseModel):
    """The parts that are marked in a record, in the order in which they were."""

    parts: list[PartView]


def _view(act: Act, part: Part) -> PartView:
    return PartView(
        id=part.id,
        start=part.start,
        end=part.end,
        text=parts.text_of(act, part),
        subjects=[one for one in part.subjects.split(",") if one],
        made_at=part.made_at,
    )


@router.post("/records/{record_id}/parts", status_code=201)
def mark_part(record_id: ItemId, body: NewPart, actor: OfficeActor, service: ServiceHere) -> PartView:
    """Mark a part of a record as about others; packs that are not about them are made without it."""
    with service.act(actor) as act:
        part = parts.mark(act, record_id, body.start, body.end, body.text, tuple(body.subjects))
        return _view(act, part)


@router.get("/records/{record_id}/parts")
def list_parts(record_id: ItemId, actor: OfficeActor, service: ServiceHere) -> PartList:
    """The parts that are marked in a record."""
    with service.act(actor, writes=False) as act:
        _, row = sides.record(act, record_id)
        return PartList(parts=[_view(act, part) for part in parts.parts_of(act, row)])


@router.delete("/records/{record_id}/parts/{part_id}", status_code=204)
def unmark_part(record_id: ItemId, part_id: ItemId, actor: OfficeActor, service: ServiceHere) -> None:
    """Take a mark back; packs drafted before cannot be released any more."""
    with service.act(actor) as act:
        parts.unmark(act, record_id, part_id)


class ItemView(BaseModel):
    """A copy of a pack. `state`: 'whole', or without its parts about others 'queued', 'made', or 'refused' and why."""

    id: str
    name: str
    category: str
    state: str
    reason: str


class ItemList(BaseModel):
    """The copies of a pack, under their neutral names."""

    items: list[ItemView]


@router.get("/packs/{pack_id}/items")
def list_items(pack_id: ItemId, actor: OfficeActor, service: ServiceHere) -> ItemList:
    """What a pack holds, for the office alone."""
    with service.act(actor, writes=False) as act:
        _, row = sides.pack(act, pack_id)
        return ItemList(items=[_item(act, item) for item in packs.items_of(act, row)])


def _item(act: Act, item: PackItem) -> ItemView:
    narrowed = narrowing.of_item(act, item.id)
    state, reason = (narrowed.state, narrowed.reason) if narrowed is not None else ("whole", "")
    return ItemView(id=item.id, name=item.name, category=item.category, state=state, reason=reason)


@router.get("/packs/{pack_id}/items/{item_id}", response_class=Response, responses={200: {"content": {"*/*": {}}}})
def read_item(
    pack_id: ItemId,
    item_id: ItemId,
    actor: OfficeActor,
    service: ServiceHere,
    part: Annotated[int, Query(ge=1, le=1000)] = 1,
) -> Response:
    """A copy as it is in the pack, to be looked at before the pack is approved; `part` counts a long one's files."""
    with service.act(actor) as act:
        row, item = packs.item_in(act, pack_id, item_id)
        files = packs.content(act, row, item)
        if part > len(files):
            raise sides.NotFound
        note(act, "pack.copy-seen", row.case_id, pack=row.id, item=item.id)
    return Response(files[part - 1], media_type="application/octet-stream")
