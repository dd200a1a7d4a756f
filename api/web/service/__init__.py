"""The pages of the service, on the same functions as the API: shell, office, sides, packs, audit, accounts."""

from fastapi import FastAPI, Request
from fastapi.responses import Response

from api.web.service import (
    about,
    accounts,
    audit,
    case,
    cases,
    concerns,
    desk,
    family,
    ledger,
    packs,
    parts,
    problems,
    settings,
    side,
    side_lines,
    side_packs,
    signing,
    terms,
    uploads,
)

ROUTERS = (
    signing.router,
    cases.router,
    case.router,
    about.router,
    terms.router,
    family.router,
    settings.router,
    uploads.router,
    ledger.router,
    packs.router,
    parts.router,
    concerns.router,
    side.router,
    side_lines.router,
    side_packs.router,
    audit.router,
    accounts.router,
    desk.router,
)


def install(app: FastAPI) -> None:
    """Have the application know the pages' own errors, and its desks."""
    problems.install(app)
    desk.install(app)


def show(request: Request, status: int, title: str, words: str) -> Response | None:
    """The page for an error, if a person is to see it."""
    return problems.problem(request, status, title, words) if problems.for_a_person(request) else None
