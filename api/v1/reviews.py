"""The two reviews of a record: approving the copy that was shown, and sending it back."""

from fastapi import APIRouter
from pydantic import Field

from api.fields import IdText, ItemId
from api.problems import RESPONSES
from api.v1.cases import In
from api.v1.records import OfficeRecordView, view
from api.v1.roles import OfficeActor, ServiceHere
from sanitiser.casework import sides
from sanitiser.review import approval

router = APIRouter(prefix="/v1", tags=["release"], responses={**RESPONSES})


class Approval(In):
    """The copy that was looked at, and the pages that were shown ('1-4,7')."""

    copy_id: IdText
    pages_shown: str = Field(default="", max_length=4000, pattern=r"^[0-9,-]*$")


@router.post("/records/{record_id}/approval")
def approve_record(record_id: ItemId, body: Approval, actor: OfficeActor, service: ServiceHere) -> OfficeRecordView:
    """Approve a copy; with four eyes the second reviewer's approval counts."""
    with service.act(actor) as act:
        row = approval.approve(act, record_id, body.copy_id, body.pages_shown)
        return view(act, sides.side(act, row.case_id), row)  # type: ignore[return-value]


class SendingBack(In):
    """The copy that is not agreed with."""

    copy_id: IdText


@router.post("/records/{record_id}/sending-back")
def send_back(record_id: ItemId, body: SendingBack, actor: OfficeActor, service: ServiceHere) -> OfficeRecordView:
    """Send a record back to its first review."""
    with service.act(actor) as act:
        row = approval.send_back(act, record_id, body.copy_id)
        return view(act, sides.side(act, row.case_id), row)  # type: ignore[return-value]
