"""Taking a file: multipart/form-data read as a stream, sealed as it comes, never plain on a disk.

The first part or parts are fields, one part named 'file' is the record. Its kind is told by its content, its size is
counted, and a file over the cap or of another kind ends the request before the rest is read.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256

from fastapi import Request
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from api.problems import Malformed, TooLargeToTake, TooMany, WrongContent
from sanitiser.store.blobs import Blobs, BlobWriter

FIELD_BYTES = 16_384
FIELDS = 20
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SNIFF_BYTES = 1024
CHUNK_PAUSE = 8


class Gate:
    """Lets so many uploads in at once, so many wait, and turns the others away."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._slots = asyncio.Semaphore(at_once)
        self._room = at_once + waiting
        self._inside = 0

    @asynccontextmanager
    async def enter(self) -> AsyncIterator[None]:
        """Raises TooMany when there is no room to wait."""
        if self._inside >= self._room:
            raise TooMany(2)
        self._inside += 1
        try:
            async with self._slots:
                yield
        finally:
            self._inside -= 1


@dataclass
class Upload:
    """What arrived: the file, sealed but not yet in the store, and the fields."""

    writer: BlobWriter
    name: str
    media_type: str
    digest: bytes
    fields: dict[str, str]


@dataclass
class Parts:
    """The parser's memory between its callbacks; one file."""

    writer: BlobWriter
    limit: int
    header: bytes = b""
    value: bytes = b""
    headers: dict[bytes, bytes] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    now: str = ""
    text: bytearray = field(default_factory=bytearray)
    name: str = ""
    head: bytearray = field(default_factory=bytearray)
    media_type: str = ""
    files: int = 0
    done: bool = False
    digest: object = field(default_factory=sha256)

    @property
    def enough(self) -> bool:
        """Whether there were as many files as there have to be."""
        return self.files == 1

    def on_part_begin(self) -> None:
        """A part begins."""
        self.headers = {}
        self.text = bytearray()

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        """A piece of a header's name."""
        self.header += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        """A piece of a header's value."""
        self.value += data[start:end]

    def on_header_end(self) -> None:
        """A header is whole."""
        self.headers[self.header.lower()] = self.value
        self.header = self.value = b""

    def on_headers_finished(self) -> None:
        """A part's headers are whole. Raises Malformed."""
        _, options = parse_options_header(self.headers.get(b"content-disposition", b""))
        self.now = options.get(b"name", b"").decode("utf-8", "replace")
        if self.now == "file":
            self.files += 1
            if self.files > 1:
                raise Malformed
            self.name = options.get(b"filename", b"").decode("utf-8", "replace").replace("\0", "")[:500]
        elif not self.now or len(self.fields) >= FIELDS:
            raise Malformed

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """A piece of a part. Raises TooLargeToTake or WrongContent."""
        piece = data[start:end]
        if self.now != "file":
            self.text += piece
            if len(self.text) > FIELD_BYTES:
                raise TooLargeToTake
            return
        if self.writer.size + len(self.head) + len(piece) > self.limit:
            raise TooLargeToTake
        self.digest.update(piece)  # type: ignore[attr-defined]
        if self.media_type:
            self.writer.feed(piece)
            return
        self.head += piece
        if len(self.head) >= SNIFF_BYTES:
            self._sniffed()

    def on_part_end(self) -> None:
        """A part is whole. Raises Malformed or WrongContent."""
        if self.now == "file":
            if not self.media_type:
                self._sniffed()
            return
        try:
            self.fields[self.now] = self.text.decode("utf-8")
        except UnicodeDecodeError:
            raise Malformed from None

    def on_end(self) -> None:
        """The body is whole."""
        self.done = True

    def _sniffed(self) -> None:
        self.media_type = sniff(bytes(self.head))
        self.writer.feed(bytes(self.head))
        self.head.clear()


def sniff(head: bytes) -> str:
    """The kind of a file by its first bytes (ISO 32000-1 annex H note 13; ISO/IEC 21320-1). Raises WrongContent."""
    if b"%PDF-" in head[:SNIFF_BYTES]:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return DOCX
    raise WrongContent


async def receive(request: Request, blobs: Blobs, case_id: str, limit: int) -> Upload:
    """Read an upload. Raises Malformed, TooLargeToTake or WrongContent; then nothing of it is kept."""
    kind, options = parse_options_header(request.headers.get("content-type", "").encode("latin-1"))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise WrongContent
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit + FIELDS * FIELD_BYTES:
        raise TooLargeToTake
    parts = Parts(blobs.writer(case_id), limit)
    try:
        await parse(request, boundary, parts)
    except BaseException:
        parts.writer.drop()
        raise
    digest: bytes = parts.digest.digest()  # type: ignore[attr-defined]
    return Upload(parts.writer, parts.name, parts.media_type, digest, parts.fields)


async def parse(request: Request, boundary: bytes, parts: Parts) -> None:
    """Feed the parser with the body as it comes. Raises Malformed."""
    names = (
        "on_part_begin", "on_part_data", "on_part_end", "on_header_field", "on_header_value", "on_header_end",
        "on_headers_finished", "on_end",
    )  # fmt: skip
    try:
        parser = MultipartParser(boundary, {name: getattr(parts, name) for name in names})  # type: ignore[arg-type]
        async for chunk in request.stream():
            parser.write(chunk)
            # other requests get their turn between chunks of a large file
            await asyncio.sleep(0)
        parser.finalize()
    except MultipartParseError:
        raise Malformed from None
    if not parts.done or not parts.enough:
        raise Malformed
