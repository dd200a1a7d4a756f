"""Every error as application/problem+json (RFC 9457). No answer repeats what was sent.

`type` is a URN made of the error's code, `detail` says what to do. For a body of the wrong shape `errors` names the
fields by JSON pointer and what is wrong with each by a code; a name that is not one of ours is not repeated.
"""

import traceback
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from sqlalchemy.exc import IntegrityError, OperationalError
from starlette.exceptions import HTTPException

from sanitiser.errors import SanitiserError, UsageError
from sanitiser.logs import log

MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """One field that is wrong."""

    pointer: str
    code: str


class Problem(BaseModel):
    """An error."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []


class TooMany(UsageError):
    """More than is allowed in this time."""

    code = "too-many-requests"
    http_status = 429
    title = "Too many requests"
    remedy = "Wait for as many seconds as the header Retry-After says."

    def __init__(self, seconds: int = 1) -> None:
        self.seconds = max(1, seconds)
        super().__init__()


class TooLargeToTake(UsageError):
    """A body over the limit."""

    code = "content-too-large"
    http_status = 413
    title = "The content is too large"
    remedy = "Split the record into smaller files."


class WrongContent(UsageError):
    """Not a kind of file or body that is taken here."""

    code = "unsupported-content"
    http_status = 415
    title = "This kind of content is not taken here"
    remedy = "Send JSON, or for a record a PDF or DOCX file as multipart/form-data."


class WrongHost(UsageError):
    """The request is for a host that this service is not."""

    code = "wrong-host"
    http_status = 421
    title = "This service does not answer for this host"
    remedy = "Ask by the service's own name, or have the operator add this one to allowed_hosts."


class Malformed(UsageError):
    """Cannot be read at all."""

    code = "malformed"
    http_status = 400
    title = "The request cannot be read"
    remedy = "Compare the request with the OpenAPI document."


_STATUSES = (400, 401, 403, 404, 405, 406, 409, 413, 415, 421, 422, 429, 500, 503)
RESPONSES: Mapping[int | str, dict[str, Any]] = {
    status: {
        "description": HTTPStatus(status).phrase,
        "model": Problem,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status in _STATUSES
}


def answer(
    code: str,
    title: str,
    status: int,
    detail: str,
    errors: list[FieldProblem] | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """The answer for an error."""
    problem = Problem(type=f"urn:sanitiser:problem:{code}", title=title, status=status, detail=detail)
    body = problem.model_dump()
    body["errors"] = [error.model_dump() for error in errors or []]
    return JSONResponse(body, status, headers=headers, media_type=MEDIA_TYPE)


def of_error(error: SanitiserError) -> JSONResponse:
    """The answer for an error of the tree. Its detail is ours, never a document's text."""
    headers = {}
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(error.seconds)
    if error.http_status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="sanitiser"'
    return answer(error.code, error.message, error.http_status, error.advice, headers=headers)


def of_http(error: HTTPException) -> JSONResponse:
    """The answer for what the framework refuses (no such route, wrong method)."""
    phrase = HTTPStatus(error.status_code).phrase
    kept = {"Allow": error.headers["Allow"]} if error.headers and "Allow" in error.headers else {}
    code = phrase.lower().replace(" ", "-")
    return answer(code, phrase, error.status_code, "Compare the request with the OpenAPI document.", headers=kept)


Show = Callable[[Request, int, str, str], Response | None]
"""Gives the page for an error's status, title and detail; None where the answer is not for a person."""


def install(app: FastAPI, show: Show) -> None:
    """Have every error answered so, and to a person by a page of the same words."""

    def told(request: Request, made: JSONResponse, problem: Problem) -> Response:
        shown = show(request, problem.status, problem.title, problem.detail)
        if shown is not None:
            shown.headers.update({name: made.headers[name] for name in _TO_PAGES if name in made.headers})
        return shown or made

    def handle(kind: type[Exception], answer_of: Callable[[Request, Any], JSONResponse]) -> None:
        @app.exception_handler(kind)
        def _told(request: Request, error: Exception) -> Response:
            made = answer_of(request, error)
            return told(request, made, Problem.model_validate_json(bytes(made.body)))

    handle(SanitiserError, lambda _request, error: of_error(error))
    handle(HTTPException, lambda _request, error: of_http(error))
    handle(RequestValidationError, of_shape)
    handle(IntegrityError, lambda _request, _error: _clash())
    handle(OperationalError, lambda _request, error: of_database(error))
    handle(Exception, lambda _request, error: of_defect(error))


_TO_PAGES = ("allow", "retry-after")
SHAPE = "The request does not have the right shape"


def of_shape(request: Request, error: RequestValidationError) -> JSONResponse:
    """The answer for a body or address of the wrong shape."""
    known = _names(request.app)
    errors = sorted({(_pointer(e["loc"], known), str(e["type"])) for e in error.errors()})
    unreadable = any(code == "json_invalid" for _, code in errors)
    fields = [FieldProblem(pointer=pointer, code=code) for pointer, code in errors]
    status = HTTPStatus.BAD_REQUEST if unreadable else HTTPStatus.UNPROCESSABLE_ENTITY
    return answer("invalid", SHAPE, status, "Mend the fields named.", fields)


def _clash() -> JSONResponse:
    title = "It exists already or has changed meanwhile"
    return answer("conflict", title, HTTPStatus.CONFLICT, "Read it again, then decide.")


def of_database(error: OperationalError) -> JSONResponse:
    """The answer while the database does not do what it should."""
    log().error("database", error=type(error).__name__)
    unavailable = HTTPStatus.SERVICE_UNAVAILABLE
    return answer(
        "unavailable", "The service is busy or down", unavailable, "Try again soon.", headers={"Retry-After": "5"}
    )


def of_defect(error: Exception) -> JSONResponse:
    """The answer for a defect of ours; the log says where, the message stays unsaid."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].name}:{frames[-1].lineno}" if frames else ""
    log().error("defect", error=type(error).__name__, place=place)
    title = "Something went wrong in the sanitiser"
    return answer("defect", title, HTTPStatus.INTERNAL_SERVER_ERROR, "Report the time of this to your operator.")


def _pointer(location: tuple[int | str, ...], known: frozenset[str]) -> str:
    parts = [str(part) if isinstance(part, int) or part in known else "*" for part in location]
    return "/" + "/".join(parts)


def _names(app: FastAPI) -> frozenset[str]:
    """Every name that the OpenAPI document gives to a field or parameter."""
    found = getattr(app.state, "field_names", None)
    if found is None:
        found = frozenset(_collect(app.openapi())) | {"body", "query", "path", "header"}
        app.state.field_names = found
    return frozenset(found)


def _collect(node: Any) -> set[str]:
    names: set[str] = set()
    if isinstance(node, dict):
        names |= set(node.get("properties", {}))
        if "in" in node and isinstance(node.get("name"), str):
            names.add(node["name"])
        for value in node.values():
            names |= _collect(value)
    elif isinstance(node, list):
        for value in node:
            names |= _collect(value)
    return names
