"""Many files in one form, each judged by itself: what is wrong with one does not stop the others.

The form's fields come first. The first of them that matters is its token: without the session's own, nothing is taken.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from fastapi import Request
from python_multipart.multipart import parse_options_header

from api.problems import Malformed, TooLargeToTake, WrongContent
from api.uploads import Parts, Upload, parse
from sanitiser.errors import UsageError
from sanitiser.limits import MIB
from sanitiser.store.blobs import Blobs, BlobWriter

MOST_FILES = 200


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, with what is wrong with it and what to do."""

    untrusted_name: str
    words: str


@dataclass
class Many(Parts):
    """The parser's memory for a form with any number of files; `check` raises unless the fields allow them."""

    check: Callable[[dict[str, str]], None] = lambda _fields: None
    fresh: Callable[[], BlobWriter] | None = None
    taken: list[Upload] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    trouble: UsageError | None = None

    @property
    def enough(self) -> bool:
        """A form without a file is answered in words."""
        return True

    def on_headers_finished(self) -> None:
        """A part begins; before the first file the fields are checked."""
        _, options = parse_options_header(self.headers.get(b"content-disposition", b""))
        if options.get(b"name") != b"file":
            super().on_headers_finished()
            return
        if not self.files:
            self.check(self.fields)
            self.writer.drop()
        self.now, self.files, self.trouble = "file", self.files + 1, None
        if self.files > MOST_FILES or self.fresh is None:
            raise TooLargeToTake
        self.name = options.get(b"filename", b"").decode("utf-8", "replace").replace("\0", "")[:500]
        self.writer, self.digest = self.fresh(), sha256()
        self.head.clear()
        self.media_type = ""

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """A file that is refused is read to its end and thrown away as it comes."""
        if self.trouble is not None and self.now == "file":
            return
        try:
            super().on_part_data(data, start, end)
        except (TooLargeToTake, WrongContent) as error:
            if self.now != "file":
                raise
            self._refuse(error)

    def on_part_end(self) -> None:
        """A file is whole: taken or refused. An empty field (nothing was chosen) is neither."""
        if self.now == "file" and not self.name and not self.head and not self.media_type:
            self.writer.drop()
            return
        before = self.fields.get(self.now, "")
        try:
            if self.trouble is None or self.now != "file":
                super().on_part_end()
            if before:
                self.fields[self.now] = f"{before},{self.fields[self.now]}"
        except WrongContent as error:
            self._refuse(error)
        if self.now == "file" and self.trouble is None:
            digest: bytes = self.digest.digest()  # type: ignore[attr-defined]
            self.taken.append(Upload(self.writer, self.name, self.media_type, digest, {}))

    def _refuse(self, error: UsageError) -> None:
        self.trouble = error
        self.writer.drop()
        whole = f"it is larger than {self.limit // MIB} MB: split it into smaller files"
        empty = not self.head and isinstance(error, WrongContent)
        kind = "it is empty" if empty else "it is not a PDF or Word (DOCX) file: save it as one of these"
        self.refused.append(Refused(self.name, whole if isinstance(error, TooLargeToTake) else kind))

    def drop(self) -> None:
        """Keep nothing of what arrived."""
        self.writer.drop()
        for upload in self.taken:
            upload.writer.drop()


async def receive_many(
    request: Request, blobs: Blobs, case_id: str, limit: int, check: Callable[[dict[str, str]], None]
) -> Many:
    """Read the form. Raises Malformed, or what `check` raises; then nothing of it is kept."""
    kind, options = parse_options_header(request.headers.get("content-type", "").encode("latin-1"))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise WrongContent
    many = Many(blobs.writer(case_id), limit, check=check, fresh=lambda: blobs.writer(case_id))
    try:
        await parse(request, boundary, many)
        if not many.files:
            check(many.fields)
            raise Malformed
    except BaseException:
        many.drop()
        raise
    return many
