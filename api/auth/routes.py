"""Proving who one is: tokens for machines, sessions for people."""

import base64
import binascii
from typing import Annotated, Literal
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from api.auth.allow import COOKIE, UNKNOWN, Allow, address_of, service_of, throttle
from api.fields import Text
from api.problems import RESPONSES, Malformed, WrongContent
from sanitiser.people import accounts, clients, sessions, tokens
from sanitiser.people.accounts import PEOPLE, NotSignedIn
from sanitiser.service import Actor

router = APIRouter(responses={**RESPONSES})
SIGN_INS_PER_MINUTE = 30


class Token(BaseModel):
    """RFC 6749 §5.1."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 (not a secret: the kind of token)
    expires_in: int
    scope: str


class TokenError(BaseModel):
    """RFC 6749 §5.2."""

    error: Literal["invalid_request", "invalid_client", "unsupported_grant_type", "invalid_scope"]


_FORM = {
    "required": True,
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "properties": {
                    "grant_type": {"type": "string", "const": "client_credentials"},
                    "client_id": {"type": "string"},
                    "client_secret": {"type": "string"},
                    "scope": {"type": "string"},
                },
                "required": ["grant_type"],
            }
        }
    },
}
_REFUSED = {status: {"description": "Refused.", "model": TokenError} for status in (400, 401)}


@router.post(
    "/oauth/token",
    response_model=Token,
    tags=["authentication"],
    responses={**RESPONSES, **_REFUSED},  # type: ignore[dict-item]
    openapi_extra={"requestBody": _FORM},
)
async def issue_token(request: Request) -> Response:
    """Get a token by the client-credentials grant; id and secret as Basic authentication or in the form."""
    throttle(request, "token:" + address_of(request), service_of(request).settings.requests_per_minute)
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise WrongContent
    try:
        form = dict(parse_qsl((await request.body()).decode("ascii"), max_num_fields=20))
    except (UnicodeDecodeError, ValueError):
        raise Malformed from None
    if form.get("grant_type") != "client_credentials":
        return _token_error("unsupported_grant_type" if "grant_type" in form else "invalid_request", 400)
    client_id, secret = _credentials(request, form)
    with service_of(request).act(UNKNOWN, writes=False) as act:
        actor = clients.by_secret(act, client_id, secret) if "\0" not in client_id else None
        if actor is None:
            return _token_error("invalid_client", 401)
        wanted = frozenset(form.get("scope", "").split()) or actor.scopes
        if not wanted <= actor.scopes:
            return _token_error("invalid_scope", 400)
        token, seconds = tokens.issue(act, actor, wanted)
    body = Token(access_token=token, expires_in=seconds, scope=" ".join(sorted(wanted)))
    return JSONResponse(body.model_dump())


def _credentials(request: Request, form: dict[str, str]) -> tuple[str, str]:
    kind, _, encoded = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            client_id, _, secret = base64.b64decode(encoded, validate=True).decode("ascii").partition(":")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return "", ""
        return client_id, secret
    return form.get("client_id", ""), form.get("client_secret", "")


def _token_error(error: str, status: int) -> JSONResponse:
    headers = {"WWW-Authenticate": 'Basic realm="sanitiser"'} if status == 401 else None
    return JSONResponse({"error": error}, status, headers=headers)


class Credentials(BaseModel):
    """A person's name and password."""

    model_config = ConfigDict(extra="forbid")

    username: Text = Field(max_length=200)
    password: Text = Field(max_length=200)


class Session(BaseModel):
    """A session was begun; the cookie holds it. Unsafe requests send `csrf_token` in X-CSRF-Token."""

    csrf_token: str
    role: str


@router.post("/v1/session", status_code=201, tags=["authentication"])
def sign_in(credentials: Credentials, request: Request, response: Response) -> Session:
    """Sign in with a local account."""
    throttle(request, "sign-in:" + address_of(request), SIGN_INS_PER_MINUTE)
    service = service_of(request)
    with service.act(UNKNOWN) as act:
        account = accounts.sign_in(act, credentials.username, credentials.password)
        begun = sessions.begin(act, account) if account is not None else None
    if account is None or begun is None:
        raise NotSignedIn
    set_cookie(response, begun.token, secure=service.settings.secure_cookies)
    return Session(csrf_token=begun.csrf, role=account.role)


@router.delete("/v1/session", status_code=204, tags=["authentication"])
def sign_out(actor: Annotated[Actor, Depends(Allow("session", *PEOPLE))], request: Request, response: Response) -> None:
    """Sign out."""
    with service_of(request).act(actor) as act:
        sessions.end(act, request.cookies.get(COOKIE, ""))
    response.delete_cookie(COOKIE, path="/")


def set_cookie(response: Response, token: str, *, secure: bool) -> None:
    """Hand the browser its session; scripts cannot read it and other sites cannot send it."""
    response.set_cookie(COOKIE, token, path="/", httponly=True, secure=secure, samesite="lax")
