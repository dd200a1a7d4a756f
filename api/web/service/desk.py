"""The reviewer's desk over the service's records: the same pages as the laptop's, for the office's reviewers alone."""

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute

from api.auth.allow import COOKIE, service_of
from api.fields import CaseId, ItemId
from api.web import changes, review
from api.web.service.case import area_names, line_of
from api.web.service.door import Enter, Visit
from api.web.service.problems import problem
from api.web.service.shell import framed, page
from api.web.station import Station, Told
from sanitiser.casework import overview, sides
from sanitiser.people import sessions
from sanitiser.review.desk import NoRecord
from sanitiser.service import Service
from sanitiser.store.states import RecordState, Role
from sanitiser.store.tables.records import Record

if TYPE_CHECKING:
    from sanitiser.review.room import Room

STEM: Final = "/cases/{case_id}"


def _shape(case_id: CaseId, name: ItemId) -> None:
    """Refuse what cannot be a case or a record before anything looks for it."""


router = APIRouter(
    include_in_schema=False,
    route_class=Told,
    dependencies=[Depends(Enter(Role.UKPPS_SPOC, Role.REVIEWER)), Depends(_shape)],
)
for _route in (*review.router.routes, *changes.router.routes):
    if isinstance(_route, APIRoute):
        router.add_api_route(STEM + _route.path, _route.endpoint, methods=sorted(_route.methods or ()))


@dataclass(frozen=True, slots=True)
class Chair:
    """A signed-in reviewer at a desk; what they are told once waits in their session, whichever process asks."""

    service: Service
    visit: Visit
    session: str

    @property
    def who(self) -> str:
        """Their name."""
        return self.visit.who

    @property
    def token(self) -> str:
        """What their forms bring back."""
        return self.visit.token

    @property
    def role(self) -> Role:
        """Their role."""
        return self.visit.role

    def tell(self, manner: str, said: str) -> None:
        """Say something on the next page."""
        with self.service.act(self.visit.actor) as act:
            sessions.leave_words(act, self.session, manner, said)

    def take(self) -> list[tuple[str, str]]:
        """What is to be said now."""
        with self.service.act(self.visit.actor, writes=False) as act:
            waiting = sessions.words_left(act, self.session)
        if not waiting:
            return []
        with self.service.act(self.visit.actor) as act:
            return sessions.take_words(act, self.session)


class Rooms:
    """The room of this process's desks, opened when somebody first sits down: what makes copies takes its time."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._room: Room | None = None
        self._lock = threading.Lock()

    def room(self) -> "Room":
        """The room."""
        from sanitiser.jobs.real import engine_for
        from sanitiser.review.room import Room

        with self._lock:
            if self._room is None:
                self._room = Room(engine_for(self._service.settings))
            return self._room

    def close(self) -> None:
        """End what makes copies."""
        with self._lock:
            if self._room is not None:
                self._room.close()
                self._room = None


def install(app: FastAPI) -> None:
    """Have the desk's pages find their station; a record that cannot be reviewed says what it waits for."""
    app.state.rooms = Rooms(app.state.service)
    app.state.station = station

    @app.exception_handler(NoRecord)
    def _waiting(request: Request, _error: NoRecord) -> Response:
        service, visit = service_of(request), request.state.seat
        case_id, name = (str(request.path_params.get(part, "")) for part in ("case_id", "name"))
        with service.act(visit.actor, writes=False) as act:
            row = act.session.get(Record, name)
            if row is None or row.case_id != case_id or RecordState(row.state) is RecordState.ERASED:
                return problem(request, 404, "", "")
            case = sides.side(act, case_id).case
            line = line_of(act, row, area_names(act, case_id))
            busy = RecordState(row.state) in overview.BUSY
        whole = request.method == "GET" and request.url.path.endswith(name)
        return page(request, "record.html", 200 if whole else 404, case=case, line=line, busy=busy)


def station(request: Request) -> Station:
    """The desk of the case in the address, for whoever is signed in. Raises NotFound, NotAllowed."""
    from sanitiser.review.casedesk import CaseDesk

    service, visit = service_of(request), request.state.seat
    case_id = str(request.path_params["case_id"])
    room = request.app.state.rooms.room()
    return Station(
        CaseDesk(service, room, visit.actor, case_id),
        room.looking,
        Chair(service, visit, request.cookies.get(COOKIE, "")),
        visit.actor.id.removeprefix("account:"),
        base=f"/cases/{case_id}/records",
        home=f"/cases/{case_id}",
        layout="service/desk_frame.html",
        draw=framed,
    )
