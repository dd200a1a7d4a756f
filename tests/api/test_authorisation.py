"""Who may do what: every route, every role, own and other tenant and side. None is open by default."""

from typing import Any

import pytest
from fastapi.routing import APIRoute

from api.auth.allow import Gate
from sanitiser.store.base import new_id
from sanitiser.store.states import AREA_ROLES, UKPPS_ROLES, Role
from tests.api.web import PDF, User, Web

OPEN = {
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
    ("POST", "/oauth/token"),
    ("POST", "/v1/session"),
    ("GET", "/auth/openid"),
    ("GET", "/auth/openid/return"),
    ("GET", "/v1/openapi.json"),
    ("HEAD", "/v1/openapi.json"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("GET", "/assets/{name}"),
}
"""Open on purpose: health says nothing, metrics checks its own token, the others are how one proves who one is."""

S, R, A, D, L, C = (
    Role.UKPPS_SPOC,
    Role.REVIEWER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    Role.LA_SPOC,
    Role.CASE_SYSTEM,
)
PAGES: dict[tuple[str, str], set[Role]] = {
    ("GET", "/"): {S, R, A, D, L},
    ("POST", "/sign-out"): {S, R, A, D, L},
    ("GET", "/kept"): {S, R, A, D, L},
    ("POST", "/kept"): {S, R, A, D, L},
    ("GET", "/cases"): {S, R},
    ("GET", "/cases/new"): {S},
    ("POST", "/cases/new"): {S},
    ("GET", "/cases/{case_id}"): {S, R},
    ("GET", "/cases/{case_id}/progress"): {S, R},
    ("POST", "/cases/{case_id}/records/{record_id}/retry"): {S, R},
    ("GET", "/cases/{case_id}/records/{record_id}/about"): {S, R},
    ("POST", "/cases/{case_id}/records/{record_id}/about"): {S, R},
    ("GET", "/cases/{case_id}/records/{record_id}/parts"): {S, R},
    ("POST", "/cases/{case_id}/records/{record_id}/parts"): {S, R},
    ("GET", "/cases/{case_id}/terms"): {S, R},
    ("POST", "/cases/{case_id}/terms"): {S, R},
    ("POST", "/cases/{case_id}/terms/{term_id}/removal"): {S},
    ("GET", "/cases/{case_id}/family"): {S, R},
    ("POST", "/cases/{case_id}/family"): {S},
    ("GET", "/cases/{case_id}/areas"): {S, R},
    ("POST", "/cases/{case_id}/areas"): {S},
    ("GET", "/cases/{case_id}/settings"): {S},
    ("POST", "/cases/{case_id}/settings"): {S},
    ("POST", "/cases/{case_id}/closing"): {S},
    ("POST", "/cases/{case_id}/erasure"): {S},
    ("GET", "/cases/{case_id}/upload"): {S},
    ("POST", "/cases/{case_id}/upload"): {S},
    ("GET", "/cases/{case_id}/ledger"): {S, R},
    ("GET", "/cases/{case_id}/ledger/seek"): {S},
    ("POST", "/cases/{case_id}/ledger/seek"): {S},
    ("GET", "/cases/{case_id}/ledger/{request_id}"): {S, R},
    ("POST", "/cases/{case_id}/ledger/{request_id}"): {S},
    ("GET", "/cases/{case_id}/packs"): {S},
    ("GET", "/cases/{case_id}/packs/new"): {S},
    ("POST", "/cases/{case_id}/packs/new"): {S},
    ("GET", "/cases/{case_id}/packs/{pack_id}"): {S},
    ("POST", "/cases/{case_id}/packs/{pack_id}"): {S},
    ("POST", "/cases/{case_id}/packs/{pack_id}/content"): {S},
    ("GET", "/cases/{case_id}/concerns"): {S},
    ("POST", "/cases/{case_id}/concerns"): {S},
    ("POST", "/cases/{case_id}/concerns/{concern_id}"): {S},
    ("GET", "/audit"): {A},
    ("GET", "/accounts"): {D},
    ("POST", "/accounts"): {D},
    ("POST", "/accounts/organisations"): {D},
    ("POST", "/accounts/{account_id}/closing"): {D},
    ("GET", "/side"): {L},
    ("GET", "/side/{case_id}"): {L},
    ("POST", "/side/{case_id}/spoc"): {L},
    ("GET", "/side/{case_id}/records"): {L},
    ("GET", "/side/{case_id}/upload"): {L},
    ("POST", "/side/{case_id}/upload"): {L},
    ("GET", "/side/{case_id}/ledger"): {L},
    ("GET", "/side/{case_id}/new/{nature}"): {L},
    ("POST", "/side/{case_id}/new/{nature}"): {L},
    ("GET", "/side/{case_id}/lines/{request_id}"): {L},
    ("POST", "/side/{case_id}/lines/{request_id}"): {L},
    ("GET", "/side/{case_id}/concerns"): {L},
    ("POST", "/side/{case_id}/concerns"): {L},
    ("GET", "/side/{case_id}/conference"): {L},
    ("POST", "/side/{case_id}/conference"): {L},
    ("GET", "/side/{case_id}/packs"): {L},
    ("POST", "/side/{case_id}/packs/{pack_id}/collection"): {L},
    ("POST", "/side/{case_id}/packs/{pack_id}/passing-on"): {L},
    ("GET", "/cases/{case_id}/records/{name}"): {S, R},
    ("GET", "/cases/{case_id}/records/{name}/boxes/{number}"): {S, R},
    ("GET", "/cases/{case_id}/records/{name}/leaf/{side}/{number}"): {S, R},
    ("GET", "/cases/{case_id}/records/{name}/original/{number}.webp"): {S, R},
    ("GET", "/cases/{case_id}/records/{name}/copy/{part}/{number}.webp"): {S, R},
    ("POST", "/cases/{case_id}/records/{name}/decide"): {S, R},
    ("POST", "/cases/{case_id}/records/{name}/kind"): {S, R},
    ("POST", "/cases/{case_id}/records/{name}/add"): {S, R},
    ("POST", "/cases/{case_id}/records/{name}/box"): {S, R},
    ("POST", "/cases/{case_id}/records/{name}/safe"): {S, R},
    ("POST", "/cases/{case_id}/records/{name}/pictures"): {S, R},
    ("POST", "/cases/{case_id}/records/{name}/undo"): {S, R},
    ("POST", "/cases/{case_id}/records/{name}/redo"): {S, R},
    ("POST", "/cases/{case_id}/records/{name}/shown"): {S, R},
    ("POST", "/cases/{case_id}/records/{name}/compare"): {S, R},
    ("POST", "/cases/{case_id}/records/{name}/take-up"): {S, R},
    ("POST", "/cases/{case_id}/records/{name}/picture"): {S, R},
    ("GET", "/cases/{case_id}/records/{name}/pictures/{number}.webp"): {S, R},
    ("POST", "/cases/{case_id}/records/{name}/type"): {S, R},
    ("POST", "/cases/{case_id}/records/{name}/approve"): {S, R},
    ("POST", "/cases/{case_id}/records/{name}/reopen"): {S, R},
}
"""The pages, for people alone."""
FORMS: dict[str, dict[str, str]] = {
    "/cases/new": {"reference": "FAM-9", "identity": "unchanged"},
    "/cases/{case_id}/terms": {"text": "Zorbleton", "purpose": "protect", "kind": "PLACE"},
    "/cases/{case_id}/family": {"kind": "child", "name": "K"},
    "/cases/{case_id}/areas": {"tenant": "TENANT", "reference": "R-9", "standing": "past"},
    "/cases/{case_id}/settings": {"identity": "unchanged", "version": "1"},
    "/cases/{case_id}/closing": {"sure": "1"},
    "/cases/{case_id}/erasure": {"sure": "1", "step": "propose"},
    "/side/{case_id}/upload": {"category": "marac"},
    "/cases/{case_id}/ledger/seek": {"item": "marac", "area": "AREA"},
    "/cases/{case_id}/ledger/{request_id}": {"do": "step", "step": "received"},
    "/cases/{case_id}/packs/new": {"area": "AREA", "agency": "health", "record": "RECORD"},
    "/cases/{case_id}/packs/{pack_id}": {"do": "recall", "sure": "1"},
    "/cases/{case_id}/concerns": {"kind": "other", "note": "n"},
    "/cases/{case_id}/concerns/{concern_id}": {"do": "trace", "term": "abcd"},
    "/accounts": {"tenant": "TENANT", "role": "la-spoc", "name": "N", "username": "newcomer", "password": "x" * 12},
    "/accounts/organisations": {"organisation": "New"},
    "/side/{case_id}/spoc": {"designates": "dcs"},
    "/side/{case_id}/new/{nature}": {"item": "marac"},
    "/side/{case_id}/lines/{request_id}": {"step": "closed"},
    "/side/{case_id}/concerns": {"kind": "other", "note": "n"},
    "/side/{case_id}/conference": {"held_on-day": "1", "held_on-month": "1", "held_on-year": "2026"},
    "/side/{case_id}/packs/{pack_id}/passing-on": {
        "agency": "health", "on-day": "1", "on-month": "1", "on-year": "2026",
    },
    "/cases/{case_id}/upload": {"category": "marac", "area": "AREA"},
}
"""What the pages' forms are sent with, so that they get as far as the thing that they are about."""
MATRIX: dict[tuple[str, str], set[Role]] = {
    **PAGES,
    ("DELETE", "/v1/session"): {S, R, A, D, L},
    ("POST", "/v1/cases"): {S},
    ("GET", "/v1/cases"): {S, R, L, C},
    ("GET", "/v1/cases/{case_id}"): {S, R, L, C},
    ("PATCH", "/v1/cases/{case_id}"): {S},
    ("POST", "/v1/cases/{case_id}/closing"): {S},
    ("POST", "/v1/cases/{case_id}/erasure"): {S},
    ("POST", "/v1/cases/{case_id}/erasure-confirmation"): {S},
    ("POST", "/v1/cases/{case_id}/areas"): {S},
    ("GET", "/v1/cases/{case_id}/areas"): {S, R},
    ("PUT", "/v1/cases/{case_id}/spoc"): {L},
    ("POST", "/v1/cases/{case_id}/subjects"): {S},
    ("GET", "/v1/cases/{case_id}/subjects"): {S, R, L, C},
    ("POST", "/v1/cases/{case_id}/terms"): {S, R},
    ("GET", "/v1/cases/{case_id}/terms"): {S, R},
    ("DELETE", "/v1/cases/{case_id}/terms/{term_id}"): {S},
    ("POST", "/v1/cases/{case_id}/records"): {S, L, C},
    ("GET", "/v1/cases/{case_id}/records"): {S, R, L, C},
    ("GET", "/v1/records/{record_id}"): {S, R, L, C},
    ("PUT", "/v1/records/{record_id}/subjects"): {S, R},
    ("GET", "/v1/records/{record_id}/paragraphs"): {S, R},
    ("POST", "/v1/records/{record_id}/parts"): {S, R},
    ("GET", "/v1/records/{record_id}/parts"): {S, R},
    ("DELETE", "/v1/records/{record_id}/parts/{part_id}"): {S, R},
    ("GET", "/v1/packs/{pack_id}/items"): {S, R},
    ("GET", "/v1/packs/{pack_id}/items/{item_id}"): {S, R},
    ("POST", "/v1/records/{record_id}/retry"): {S, R},
    ("GET", "/v1/records/{record_id}/review-manifest"): {S, R},
    ("GET", "/v1/records/{record_id}/draft"): {S, R},
    ("POST", "/v1/records/{record_id}/approval"): {S, R},
    ("POST", "/v1/records/{record_id}/sending-back"): {S, R},
    ("POST", "/v1/cases/{case_id}/requests"): {S, L, C},
    ("GET", "/v1/cases/{case_id}/requests"): {S, R, L, C},
    ("POST", "/v1/requests/{request_id}/steps"): {S, L, C},
    ("POST", "/v1/requests/{request_id}/answer"): {S},
    ("POST", "/v1/requests/{request_id}/answer-approval"): {S},
    ("GET", "/v1/cases/{case_id}/checklist"): {S, R, L, C},
    ("GET", "/v1/cases/{case_id}/clocks"): {S, R, L, C},
    ("POST", "/v1/cases/{case_id}/conferences"): {L},
    ("GET", "/v1/cases/{case_id}/ledger.csv"): {S, R, L, C},
    ("GET", "/v1/cases/{case_id}/ledger.html"): {S, R, L, C},
    ("POST", "/v1/cases/{case_id}/packs"): {S},
    ("GET", "/v1/cases/{case_id}/packs"): {S, L, C},
    ("GET", "/v1/packs/{pack_id}"): {S, L, C},
    ("POST", "/v1/packs/{pack_id}/approval"): {S},
    ("POST", "/v1/packs/{pack_id}/release"): {S},
    ("POST", "/v1/packs/{pack_id}/recall"): {S},
    ("GET", "/v1/packs/{pack_id}/content"): {S, L},
    ("GET", "/v1/areas/{area_id}/pack-choices"): {S},
    ("GET", "/v1/release-key"): {S, L, C},
    ("GET", "/v1/packs/{pack_id}/fetches"): {S},
    ("POST", "/v1/packs/{pack_id}/passings-on"): {L, C},
    ("POST", "/v1/cases/{case_id}/flags"): {C},
    ("POST", "/v1/cases/{case_id}/flag-withdrawals"): {C},
    ("POST", "/v1/flag-questions"): {C},
    ("POST", "/v1/cases/{case_id}/concerns"): {S, L},
    ("GET", "/v1/cases/{case_id}/concerns"): {S, L},
    ("PATCH", "/v1/concerns/{concern_id}"): {S},
    ("POST", "/v1/concerns/{concern_id}/traces"): {S},
    ("POST", "/v1/concerns/{concern_id}/recalls"): {S},
    ("POST", "/v1/traces"): {A, S},
    ("GET", "/v1/audit-entries"): {A},
    ("POST", "/v1/tenants"): {D},
    ("POST", "/v1/accounts"): {D},
    ("POST", "/v1/accounts/{account_id}/closing"): {D},
    ("POST", "/v1/clients"): {D},
    ("POST", "/v1/clients/{client_id}/keys"): {D},
    ("DELETE", "/v1/clients/{client_id}/keys/{key_id}"): {D},
    ("POST", "/v1/webhooks"): {S, L, C},
    ("GET", "/v1/webhooks"): {S, L, C},
    ("DELETE", "/v1/webhooks/{webhook_id}"): {S, L, C},
}
BODIES: dict[tuple[str, str], Any] = {
    ("POST", "/v1/cases"): {"reference": "OTHER"},
    ("PATCH", "/v1/cases/{case_id}"): {"met_with": "both"},
    ("POST", "/v1/cases/{case_id}/areas"): {"tenant_id": "TENANT", "reference": "X", "standing": "past"},
    ("PUT", "/v1/cases/{case_id}/spoc"): {},
    ("POST", "/v1/cases/{case_id}/subjects"): {"kind": "child", "name": "K"},
    ("POST", "/v1/cases/{case_id}/terms"): {"purpose": "keep", "text": "K"},
    ("PUT", "/v1/records/{record_id}/subjects"): {"subjects": []},
    ("POST", "/v1/records/{record_id}/parts"): {"start": 0, "end": 3, "text": "abc"},
    ("POST", "/v1/records/{record_id}/approval"): {"copy_id": "ID"},
    ("POST", "/v1/records/{record_id}/sending-back"): {"copy_id": "ID"},
    ("POST", "/v1/cases/{case_id}/requests"): {"nature": "request", "item": "marac"},
    ("POST", "/v1/requests/{request_id}/steps"): {"step": "closed", "on": "2026-01-01"},
    ("POST", "/v1/requests/{request_id}/answer"): {"text": "x"},
    ("POST", "/v1/cases/{case_id}/conferences"): {"kind": "transfer-in", "held_on": "2026-01-01"},
    ("POST", "/v1/cases/{case_id}/packs"): {"area_id": "ID", "agency": "health", "records": ["ID"]},
    ("POST", "/v1/packs/{pack_id}/passings-on"): {"agency": "health", "on": "2026-01-01"},
    ("POST", "/v1/cases/{case_id}/flags"): {"numbers": ["1"]},
    ("POST", "/v1/cases/{case_id}/flag-withdrawals"): {"numbers": ["1"]},
    ("POST", "/v1/flag-questions"): {"number": "1"},
    ("POST", "/v1/cases/{case_id}/concerns"): {"kind": "other", "note": "n"},
    ("PATCH", "/v1/concerns/{concern_id}"): {},
    ("POST", "/v1/concerns/{concern_id}/traces"): {"term": "abcd"},
    ("POST", "/v1/concerns/{concern_id}/recalls"): {"packs": ["ID"]},
    ("POST", "/v1/traces"): {"term": "abcd"},
    ("POST", "/v1/tenants"): {"name": "New"},
    ("POST", "/v1/accounts"): {"tenant_id": "TENANT", "username": "somebody", "name": "N", "role": "la-spoc"},
    ("POST", "/v1/clients"): {"tenant_id": "TENANT", "name": "N", "scopes": ["cases:read"]},
    ("POST", "/v1/clients/{client_id}/keys"): {"scopes": ["cases:read"], "days": 3},
    ("POST", "/v1/webhooks"): {"url": "https://example.org/"},
}


def routes(web: Web) -> dict[tuple[str, str], APIRoute | Any]:
    found: dict[tuple[str, str], Any] = {}
    pending = list(web.app.routes)
    while pending:
        route = pending.pop()
        inner = getattr(getattr(route, "original_router", route), "routes", None)
        if inner:
            pending.extend(inner)
        for method in getattr(route, "methods", None) or ():
            found[method, route.path] = route
    return found


def gate(route: Any) -> Gate | None:
    gates = [d.call for d in route.dependant.dependencies if isinstance(d.call, Gate)]
    return gates[0] if gates else None


def test_every_route_has_the_gate_that_the_matrix_says(web: Web) -> None:
    """A new route is refused by this test until somebody says who may use it."""
    found = routes(web)
    for key in OPEN & set(found):
        assert getattr(found[key], "dependant", None) is None or gate(found[key]) is None
    closed = {key: route for key, route in found.items() if key not in OPEN}
    assert set(closed) == set(MATRIX)
    for key, route in closed.items():
        allow = gate(route)
        assert allow is not None, key
        assert allow.roles == MATRIX[key], key


class World:
    """Things of two cases: one of the users' own, one of another office and other authorities."""

    def __init__(self, web: Web) -> None:
        self.web = web
        kit = web.kit
        self.case = kit.open_case()
        self.north, self.south = kit.add_area(self.case, "north"), kit.add_area(self.case, "south")
        self.record = kit.hand_over("north", self.north, PDF)
        self.line = (
            web.user("north")
            .post(f"/v1/cases/{self.north}/requests", json={"nature": "request", "item": "marac"})
            .json()["id"]
        )
        self.concern = (
            web.user("north").post(f"/v1/cases/{self.north}/concerns", json={"kind": "other", "note": "n"}).json()["id"]
        )
        self.term = kit.add_term(self.case, "term")
        self.hook = web.user("north").post("/v1/webhooks", json={"url": "https://example.org/"}).json()["id"]
        self.pack = self._pack()

    def _pack(self) -> str:
        from sanitiser.store.tables.release import Pack

        with self.web.kit.database.write() as session:
            row = Pack(
                id=new_id(),
                case_id=self.case,
                area_id=self.north,
                number=1,
                agency="health",
                made_by="x",
                state="released",
                made_at=self.web.kit.clock.at,
            )
            session.add(row)
            return row.id

    def url(self, path: str, handle: str) -> str:
        values = {
            "{case_id}": handle,
            "{area_id}": self.north,
            "{part_id}": new_id(),
            "{item_id}": new_id(),
            "{record_id}": self.record,
            "{name}": self.record,
            "{number}": "1",
            "{part}": "0",
            "{side}": "copy",
            "{request_id}": self.line,
            "{concern_id}": self.concern,
            "{term_id}": self.term,
            "{pack_id}": self.pack,
            "{webhook_id}": self.hook,
            "{account_id}": self.web.kit.people["north"].id.removeprefix("account:"),
            "{client_id}": self.web.kit.people["north-system"].id.removeprefix("client:"),
            "{key_id}": new_id(),
            "{nature}": "request",
        }
        for name, value in values.items():
            path = path.replace(name, value)
        return path

    def send(self, user: User, key: tuple[str, str], handle: str) -> Any:
        method, path = key
        url = self.url(path, handle)
        if path.endswith("/records") and method == "POST":
            return user.upload(handle, PDF)
        body = BODIES.get(key)
        if key in PAGES:
            return self.send_form(user, method, path, url)
        if body is None:
            return user.call(method, url)
        filled = {
            name: new_id() if value == "ID" else self.web.kit.people["north"].tenant_id if value == "TENANT" else value
            for name, value in body.items()
        }
        filled |= {name: [new_id()] for name in ("records", "packs") if name in filled}
        return user.call(method, url, json=filled)


    def send_form(self, user: User, method: str, path: str, url: str) -> Any:
        tenant = self.web.kit.people["north"].tenant_id
        filled = {"TENANT": tenant, "AREA": self.north, "RECORD": self.record}
        form = {name: filled.get(value, value) for name, value in FORMS.get(path, {}).items()}
        files = {"file": ("a.pdf", PDF, "application/pdf")} if path.endswith("/upload") else None
        said: dict[str, Any] = {"data": form, "files": files} if method == "POST" else {}
        return user.call(method, url, follow_redirects=False, **said)


STRANGERS = {"stranger-spoc": S, "stranger-reviewer": R, "stranger-la": L}


@pytest.fixture
def world(web: Web) -> World:
    office = web.kit.tenant("Another office", "ukpps")
    authority = web.kit.tenant("Another authority")
    for name, role in STRANGERS.items():
        web.kit.person(name, office if role in UKPPS_ROLES else authority, role)
    web.kit.machine("stranger-system", authority)
    return World(web)


def asked_who(answer: Any, key: tuple[str, str]) -> bool:
    """Whether somebody unknown was told to say who they are: by 401, at a page perhaps by the way to sign in."""
    to_sign_in = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
    return answer.status_code == 401 or (key in PAGES and to_sign_in)


def test_every_route_refuses_every_other_role(world: World) -> None:
    """403 for a role that the matrix does not name, 401 for nobody; whatever the path and the body."""
    web = world.web
    nobody = User(web.client)
    users = {
        r: web.user(n)
        for n, r in {"spoc": S, "reviewer": R, "auditor": A, "admin": D, "north": L, "north-system": C}.items()
    }
    for key, roles in MATRIX.items():
        assert asked_who(world.send(nobody, key, world.north), key), key
        for role in set(users) - roles:
            answer = world.send(users[role], key, world.north if role in AREA_ROLES else world.case)
            # a machine has no session: for the pages it is nobody
            assert asked_who(answer, key) if role is C and key in PAGES else answer.status_code == 403, (key, role)


def test_every_route_hides_what_belongs_to_another(world: World) -> None:
    """Another office, another authority, the other side of the same case: as if it did not exist."""
    web = world.web
    pointed = [key for key in MATRIX if "{" in key[1] and "client" not in key[1] and "account" not in key[1]]
    outsiders = {**STRANGERS, "stranger-system": C, "south": L, "south-system": C}
    for name, role in outsiders.items():
        user = web.user(name)
        for key in pointed:
            if role not in MATRIX[key] or (key in PAGES and role is C) or (key == ("GET", "/v1/cases/{case_id}/concerns") and role is C):
                continue
            handle = world.north if role in AREA_ROLES else world.case
            answer = world.send(user, key, handle)
            assert answer.status_code == 404, (name, key, answer.text)


def test_every_allowed_role_gets_through(world: World) -> None:
    """The matrix is not met by refusing everybody: none of the allowed is told that its role does not do this."""
    web = world.web
    names = {S: "spoc2", R: "reviewer", A: "auditor", D: "admin", L: "north", C: "north-system"}
    for key, roles in MATRIX.items():
        if key[1].endswith(("closing", "session", "sign-out")) or key == ("POST", "/cases/{case_id}/erasure"):
            continue
        for role in sorted(roles):
            answer = world.send(web.user(names[role]), key, world.north if role in AREA_ROLES else world.case)
            assert answer.status_code < 500, (key, role, answer.text)
            assert answer.status_code not in (401, 403), (key, role)
