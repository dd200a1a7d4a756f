"""From a Record and replacements to a copy made only of what was understood."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from sanitiser.domain.finding import Replacement
from sanitiser.domain.record import MediaType, PdfMode, Record
from sanitiser.limits import Limits


def make(
    untrusted: bytes,
    record: Record,
    replacements: Sequence[Replacement],
    mode: PdfMode,
    limits: Limits,
    passwords: tuple[str, ...] = (),
) -> tuple[bytes, ...]:
    """The copy's files, in order; one unless it had to be split. `untrusted` is opened again in layout mode alone."""
    if record.media_type is MediaType.DOCX:
        return (_writer("docx").make(record, replacements, limits),)
    if mode is PdfMode.LAYOUT:
        return (_writer("pdf_layout").make(untrusted, record, replacements, limits, passwords),)
    files: tuple[bytes, ...] = _writer("pdf_strict").make(record, replacements, limits)
    return files


def notices(record: Record, replacements: Sequence[Replacement], mode: PdfMode) -> tuple[str, ...]:
    """Codes of what a reviewer must look at in this copy, besides the record's own notices."""
    if record.media_type is MediaType.PDF and mode is PdfMode.STRICT:
        found: tuple[str, ...] = _writer("pdf_strict").notices(record, replacements)
        return found
    return ()


def _writer(name: str) -> Any:
    """A writer's module, loaded only when a record needs it."""
    return import_module(f"sanitiser.redact.{name}")
