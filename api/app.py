"""The FastAPI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from prometheus_client import CollectorRegistry

from api import health, problems
from api.auth import openid
from api.auth import routes as auth
from api.auth.allow import new_limiter
from api.middleware import Around
from api.uploads import Gate
from api.v1 import cases, family, ledger, packs, parts, people, records, reviews, security
from api.web import service as pages
from api.web import statics
from sanitiser import __version__
from sanitiser.people.tokens import outside_keys
from sanitiser.service import Service

ROUTERS = (
    health.router,
    auth.router,
    openid.router,
    cases.router,
    family.router,
    records.router,
    ledger.router,
    reviews.router,
    packs.router,
    parts.router,
    security.router,
    people.router,
    statics.router,
    *pages.ROUTERS,
)


def create_app(service: Service) -> FastAPI:
    """Build the application over an opened service. Raises SettingsError where a file that it needs cannot be used."""
    if service.settings.machine_tokens.jwks_file is not None:
        outside_keys(service.settings.machine_tokens.jwks_file)
    app = FastAPI(
        lifespan=_lifetime,
        title="Sanitiser",
        version=__version__,
        summary="Hands over, sanitises and releases the records of families under protection.",
        openapi_url="/v1/openapi.json" if service.settings.docs else None,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=_operation_id,
        separate_input_output_schemas=False,
    )
    registry = CollectorRegistry()
    registry.register(health.Depths(service))
    app.state.service = service
    app.state.registry = registry
    app.state.limiter = new_limiter()
    app.state.gate = Gate(service.settings.uploads_at_once, service.settings.uploads_waiting)
    for router in ROUTERS:
        app.include_router(router)
    _describe(app)
    problems.install(app, pages.show)
    pages.install(app)
    app.add_middleware(
        Around,
        registry=registry,
        secure=service.settings.secure_cookies,
        hosts=frozenset(service.settings.allowed_hosts),
        show=pages.show,
    )
    return app


@asynccontextmanager
async def _lifetime(app: FastAPI) -> AsyncIterator[None]:
    """While it answers; then the desks' children end too."""
    yield
    app.state.rooms.close()


def _describe(app: FastAPI) -> None:
    """Have the OpenAPI document say that an error is a problem and nothing else."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        document = made()
        for methods in document["paths"].values():
            for operation in methods.values():
                for response in operation["responses"].values():
                    problem = response.get("content", {}).get(problems.MEDIA_TYPE)
                    if problem is not None:
                        response["content"] = {problems.MEDIA_TYPE: problem}
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _operation_id(route: APIRoute) -> str:
    return route.name.replace("_", "-")
