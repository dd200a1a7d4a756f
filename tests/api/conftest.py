"""Fixtures of the API's tests: the application, and browsers and machines that use it."""

from collections.abc import Iterator

import pytest

from tests.api.web import Web
from tests.service_kit import Kit


@pytest.fixture
def any_web(kit: Kit) -> Iterator[Web]:
    """The application over each kind of database."""
    with Web(kit) as opened:
        yield opened
