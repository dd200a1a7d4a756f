"""What is this file, which adapter, which limits: an untrusted file becomes a Record."""

from importlib import import_module

from sanitiser.domain.record import MediaType, Record
from sanitiser.errors import EmptyFile, TooLarge
from sanitiser.ingest.sniff import sniff
from sanitiser.limits import Limits

_ADAPTERS = {MediaType.PDF: "pdf", MediaType.DOCX: "docx"}


def read(untrusted: bytes, limits: Limits, passwords: tuple[str, ...] = ()) -> Record:
    """Read a file by what it holds, whatever its name. Raises a Quarantine that says why it cannot be understood."""
    if not untrusted.strip(b"\0\t\n\r "):
        raise EmptyFile
    if len(untrusted) > limits.file_bytes:
        raise TooLarge(f"{len(untrusted):,} bytes, at most {limits.file_bytes:,}")
    adapter = import_module(f"sanitiser.ingest.{_ADAPTERS[sniff(untrusted)]}")  # loaded only when a file needs it
    record: Record = adapter.read(untrusted, limits, passwords)
    return record
