"""The tables, one module a concept; importing this package makes all of them known to the metadata."""

from sanitiser.store.base import Base
from sanitiser.store.tables import audit, cases, delivery, jobs, ledger, parts, people, records, release, review

__all__ = ["Base", "audit", "cases", "delivery", "jobs", "ledger", "parts", "people", "records", "release", "review"]
