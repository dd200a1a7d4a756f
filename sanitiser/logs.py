"""Structured logs: event names, ids and counts. The last processor lets nothing else through.

What other packages log is cut down to the logger's name, the level and the kind of exception: their messages may quote
what they were given.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "logger", "error", "place",
        "request", "route", "method", "status", "milliseconds", "bytes",
        "job", "task", "attempt", "record", "case", "worker", "count", "pid", "port",
    }
)  # fmt: skip
_SAFE = re.compile(r"[A-Za-z0-9_./:{}+\-]{0,80}")


def only_allowed(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep the allowed keys, and of those the values that are numbers or plain identifiers."""
    kept: dict[str, Any] = {}
    for key, value in event.items():
        if key not in ALLOWED:
            continue
        if isinstance(value, bool | int | float) or (isinstance(value, str) and _SAFE.fullmatch(value)):
            kept[key] = value
        else:
            kept[key] = "withheld"
    return kept


class _Foreign(logging.Handler):
    """Takes what other packages log and passes on where it came from, not what it says."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        told = {"logger": record.name, "error": error}
        structlog.get_logger().log(record.levelno, "library", **{k: v for k, v in told.items() if v})


def configure(level: int = logging.INFO) -> None:
    """Set logging up for a process: JSON lines on standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers = [_Foreign(logging.WARNING)]
    root.setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "procrastinate"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True


def log() -> Any:
    """The logger."""
    return structlog.get_logger()
