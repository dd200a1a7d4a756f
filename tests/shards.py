"""Shards, and going on where an interrupted `make proof` stopped."""

import hashlib
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shard", default="1/1", help="run the n-th of m equal parts of the tests")
    parser.addoption(
        "--done", type=Path, help="file of tests that passed already: they are left out, new ones are added"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    part, parts = (int(number) for number in config.getoption("--shard").split("/"))
    done = _done(config)
    chosen, left = [], []
    for item in items:
        mine = int(hashlib.sha256(item.nodeid.encode()).hexdigest(), 16) % parts == part - 1
        (chosen if mine and item.nodeid not in done else left).append(item)
    items[:] = chosen
    config.hook.pytest_deselected(items=left)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item):  # type: ignore[no-untyped-def]
    outcome = yield
    report = outcome.get_result()
    path = item.config.getoption("--done")
    if path is not None and report.when == "call" and report.passed:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as stream:
            stream.write(item.nodeid + "\n")


def _done(config: pytest.Config) -> frozenset[str]:
    path = config.getoption("--done")
    return (
        frozenset(path.read_text(encoding="utf-8").splitlines()) if path is not None and path.exists() else frozenset()
    )
