"""Whether the service lives and is ready, and its numbers."""

import hmac
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from pydantic import BaseModel
from sqlalchemy import func, select

from api.auth.allow import UNKNOWN, service_of
from api.problems import RESPONSES
from sanitiser.casework.sides import NotFound
from sanitiser.errors import EnvironmentFault
from sanitiser.people.accounts import NotSignedIn
from sanitiser.service import Service
from sanitiser.store.database import reachable
from sanitiser.store.migrate import is_current
from sanitiser.store.tables.records import Record

router = APIRouter(tags=["operation"], responses={**RESPONSES})


class Health(BaseModel):
    """All is well."""

    status: str = "ok"


@router.get("/healthz")
def healthz() -> Health:
    """The process is up."""
    return Health()


@router.get("/readyz")
def readyz(request: Request) -> Health:
    """The database answers and has this version's schema."""
    service = service_of(request)
    if not reachable(service.database) or not is_current(service.database):
        raise EnvironmentFault("the database is not ready")
    return Health()


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(request: Request) -> Response:
    """Numbers for Prometheus, for whoever has the token in the file that `metrics_token_file` names."""
    file = service_of(request).settings.metrics_token_file
    if file is None:
        raise NotFound
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(token.encode("utf-8", "replace"), file.read_text().strip().encode()):
        raise NotSignedIn
    registry: CollectorRegistry = request.app.state.registry
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


class Depths:
    """Jobs and records by state, counted when asked for."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Any:
        """For the registry."""
        jobs = GaugeMetricFamily("sanitiser_jobs", "Jobs by state.", labels=["state"])
        held = GaugeMetricFamily("sanitiser_records", "Records by state.", labels=["state"])
        with self._service.act(UNKNOWN, writes=False) as act:
            for state, number in self._service.queue.counts(act.session).items():
                jobs.add_metric([state.value], number)
            by_state = select(Record.state, func.count()).group_by(Record.state)
            for name, count in act.session.execute(by_state):
                held.add_metric([name], count)
        return [jobs, held]

    def describe(self) -> Any:
        """No counting at registration."""
        return []
