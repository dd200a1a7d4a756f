"""The OpenAPI document: what GOV.UK's API standards ask, and that the application keeps to it."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.web import PDF, Web

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 4
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
USERS = ("spoc", "north", "north-system", "admin", "auditor")


@pytest.fixture
def document(web: Web) -> dict[str, Any]:
    found: dict[str, Any] = web.client.get("/v1/openapi.json").json()
    return found


def test_the_document_follows_the_standards(document: dict[str, Any]) -> None:
    """OpenAPI 3.1; /v1; lower-case nouns with hyphens; objects at the top; problems for every error."""
    assert document["openapi"].startswith("3.1")
    for path, methods in document["paths"].items():
        plain = [part for part in path.split("/") if part and not part.startswith("{")]
        assert all(part == part.lower() and "_" not in part for part in plain), path
        assert len(path.strip("/").removeprefix("v1/").split("/")) <= 4, path
        for method, operation in methods.items():
            assert operation.get("summary"), (path, method)
            assert operation.get("description") or operation["summary"]
            for status, response in operation["responses"].items():
                if int(status) >= 400 and path != "/oauth/token":
                    assert list(response["content"]) == ["application/problem+json"], (path, method, status)
    for name, schema in document["components"]["schemas"].items():
        assert schema.get("type") == "object" or "enum" in schema, name


def test_what_is_asked_for_and_answered_is_in_the_document(web: Web) -> None:
    """Schemathesis: no server error, and no status, media type or body that the document does not name."""
    web.kit.service.settings.__dict__["requests_per_minute"] = 10**9
    case_id = web.kit.open_case()
    web.kit.hand_over("north", web.kit.add_area(case_id, "north"), PDF)
    web.kit.work()
    schema = schemathesis.openapi.from_asgi("/v1/openapi.json", web.app, headers={"Host": "127.0.0.1"})
    users = [web.user(name) for name in USERS]
    tried: set[str] = set()
    answered: set[int] = set()
    for result in schema.get_all_operations():
        operation = result.ok()
        given(case=operation.as_strategy())(BOUNDED(_check(users, answered)))()
        tried.add(operation.label)
    assert len(tried) > 50
    assert {200, 201, 403, 404, 422} <= answered


def _check(users: list[Any], answered: set[int]) -> Any:
    def run(case: schemathesis.Case) -> None:
        for user in users:
            answer = case.call_and_validate(headers={**user.headers, "Host": "127.0.0.1"}, checks=CHECKS)
            answered.add(answer.status_code)

    return run
