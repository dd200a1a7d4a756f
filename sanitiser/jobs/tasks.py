"""What a limited child can be asked to do: read an untrusted file, make a copy, verify a copy.

A child that parses untrusted bytes is told no case term: it gets the replacements alone.
"""

import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

from pydantic import TypeAdapter

from sanitiser.domain.finding import Replacement
from sanitiser.domain.record import MediaType, PdfMode, Record
from sanitiser.domain.verdict import Needle, Verdict
from sanitiser.errors import LimitReached, Quarantine, SanitiserError
from sanitiser.jobs.wire import Message, pack
from sanitiser.limits import Limits

RECORD: TypeAdapter[Record] = TypeAdapter(Record)
REPLACEMENTS: TypeAdapter[tuple[Replacement, ...]] = TypeAdapter(tuple[Replacement, ...])
NEEDLES: TypeAdapter[tuple[Needle, ...]] = TypeAdapter(tuple[Needle, ...])
NOTICES: TypeAdapter[tuple[str, ...]] = TypeAdapter(tuple[str, ...])
VERDICT: TypeAdapter[Verdict] = TypeAdapter(Verdict)
LIMITS: TypeAdapter[Limits] = TypeAdapter(Limits)


def read(head: dict[str, Any], blobs: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Blobs: the untrusted file. Gives the Record as JSON."""
    from sanitiser.ingest import read as ingest

    record = ingest(blobs[0], _limits(head), tuple(head["passwords"]))
    return (RECORD.dump_json(record),)


def copy(head: dict[str, Any], blobs: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Blobs: the untrusted file (empty but in layout mode), the Record, the replacements.

    Gives the copy's notices as JSON, then its files.
    """
    from sanitiser.redact import make, notices

    record, replacements, mode = (
        RECORD.validate_json(blobs[1]),
        REPLACEMENTS.validate_json(blobs[2]),
        PdfMode(head["mode"]),
    )
    files = make(blobs[0], record, replacements, mode, _limits(head), tuple(head["passwords"]))
    return (json.dumps(notices(record, replacements, mode)).encode(), *files)


def verify(head: dict[str, Any], blobs: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Blobs: one file of the copy, the needles. Gives the Verdict as JSON."""
    look = import_module("sanitiser.verify").verify
    media_type, needles = MediaType(head["media_type"]), NEEDLES.validate_json(blobs[1])
    mode = PdfMode(head["mode"]) if media_type is MediaType.PDF else None
    return (VERDICT.dump_json(look(blobs[0], media_type, mode, needles, _limits(head))),)


def sizes(head: dict[str, Any], blobs: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Blobs: a PDF. Gives the sizes of its pages as JSON."""
    from sanitiser.review import pictures

    return (pictures.SIZES.dump_json(pictures.sizes(blobs[0], tuple(head["passwords"]))),)


def picture(head: dict[str, Any], blobs: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Blobs: a PDF. Gives one page of it as a picture."""
    from sanitiser.review import pictures

    return (pictures.picture(blobs[0], int(head["page"]), tuple(head["passwords"])),)


def thumbnails(head: dict[str, Any], blobs: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Blobs: a file. Gives its pictures, small."""
    from sanitiser.review import pictures

    return pictures.thumbnails(blobs[0], str(head["media_type"]), tuple(head["passwords"]))


TASKS: dict[str, Callable[[dict[str, Any], tuple[bytes, ...]], tuple[bytes, ...]]] = {
    "read": read,
    "copy": copy,
    "verify": verify,
    "sizes": sizes,
    "picture": picture,
    "thumbnails": thumbnails,
}


def answer(message: Message) -> bytes:
    """Do one task; whatever goes wrong becomes an answer that holds a code and no text of the record."""
    try:
        return pack({"ok": True}, TASKS[message.head["task"]](message.head, message.blobs))
    except SanitiserError as error:
        return pack({"ok": False, "code": error.code, "detail": error.detail, "remedy": error.advice})
    except (MemoryError, RecursionError) as error:
        return _refusal(LimitReached(type(error).__name__))
    except Exception as error:  # noqa: BLE001 - a parser met by hostile data may raise anything: fail closed
        return _refusal(LimitReached(_whence(error)))


def _whence(error: BaseException) -> str:
    """Where it broke: the type and our innermost line, never the message, which may quote the record."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if name.startswith(("sanitiser.", "recognisers.")):
            place = f" in {name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return type(error).__name__ + place


def _refusal(error: Quarantine) -> bytes:
    return pack({"ok": False, "code": error.code, "detail": error.detail, "remedy": error.advice})


def _limits(head: dict[str, Any]) -> Limits:
    return LIMITS.validate_json(json.dumps(head["limits"]))
