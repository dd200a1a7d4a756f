"""The file of a pack: a deterministic ZIP with the papers, the release manifest, the signatures and the copies.

Wire format 'sanitiser.release/1', append-only. The manifest names files by their neutral names, with categories,
digests of the copies and counts: no matched text, and nothing that was computed from an original. A pack without
`papers` in its manifest is of the first make, which had README.txt alone.
"""

import base64
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sanitiser import __version__
from sanitiser.domain.record import MediaType
from sanitiser.errors import UsageError
from sanitiser.ledger.checklist import AGENCY_WORDS, ITEMS
from sanitiser.limits import PACK_BYTES
from sanitiser.manifest.canonical import canonical
from sanitiser.release.papers import PLAIN, READABLE, Contents, Listed, plain, readable

SCHEMA = "sanitiser.release/1"
EPOCH = (1980, 1, 1, 0, 0, 0)
SUMS, SUMS_SIGNED = "SHA256SUMS", "SHA256SUMS.sig"
MANIFEST, SIGNED = "manifest.json", "manifest.sig"
SUFFIXES = {MediaType.PDF: ".pdf", MediaType.DOCX: ".docx"}
# fixed: a locale would name them otherwise
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a pack. `subjects` are the names of those it is about, as the receiver knows them.

    `pages` are counted in the copy itself, 0 where it has none: how long the original was could tell what was in it.
    """

    name: str
    category: str
    data: bytes
    pages: int = 0
    subjects: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where it stands in the pack."""
        return f"{self.category}/{self.name}"


@dataclass(frozen=True, slots=True)
class PackHead:
    """What a pack is: the receiver's own reference and count, and whom and what it is for."""

    reference: str
    number: int
    agency: str
    released: date
    subjects: tuple[str, ...] = ()
    replaces: int | None = None
    engines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """A whole pack, with its manifest and the manifest's signature in base64."""

    data: bytes
    manifest: str
    signature: str


def files_of(
    stem: str, category: str, parts: Sequence[bytes], media_type: str, about: tuple[str, ...]
) -> list[PackFile]:
    """The files of one copy under its neutral name; `about` are its subjects' names."""
    suffix = SUFFIXES[MediaType(media_type)]
    made = []
    for number, data in enumerate(parts, 1):
        part = f"-part-{number}" if len(parts) > 1 else ""
        made.append(PackFile(f"{stem}{part}{suffix}", category, data, pages_of(data), about))
    return made


def pages_of(data: bytes) -> int:
    """How many pages a copy has; 0 where it is not a PDF."""
    import pypdfium2

    if not data.startswith(b"%PDF-"):
        return 0
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()


def contents_of(head: PackHead, files: Sequence[PackFile]) -> Contents:
    """What the papers of the pack say."""
    groups: dict[str, list[Listed]] = {}
    for file in files:
        groups.setdefault(file.category, []).append(Listed(file.path, file.pages, ", ".join(file.subjects)))
    return Contents(
        head.reference,
        head.number,
        AGENCY_WORDS[head.agency],
        f"{head.released.day} {MONTHS[head.released.month - 1]} {head.released.year}",
        head.subjects,
        head.replaces,
        tuple((ITEMS[category].words, tuple(listed)) for category, listed in groups.items()),
    )


def manifest_of(head: PackHead, papers: Sequence[tuple[str, bytes]], files: Sequence[PackFile]) -> dict[str, object]:
    """The release manifest."""
    return {
        "schema": SCHEMA,
        "reference": head.reference,
        "pack": head.number,
        "agency": head.agency,
        "released": head.released.isoformat(),
        "subjects": list(head.subjects),
        "replaces": head.replaces,
        "versions": {"sanitiser": __version__, "engines": sorted(set(head.engines))},
        "files": [
            {
                "name": file.name,
                "category": file.category,
                "bytes": len(file.data),
                "sha256": sha256(file.data).hexdigest(),
                "pages": file.pages or None,
                "subjects": list(file.subjects),
            }
            for file in files
        ],
        "counts": dict(sorted(Counter(file.category for file in files).items())),
        "papers": [{"name": name, "bytes": len(data), "sha256": sha256(data).hexdigest()} for name, data in papers],
        "notice_sha256": sha256(papers[0][1]).hexdigest(),
    }


def sums_of(held: Iterable[tuple[str, bytes]]) -> bytes:
    """Lines that `sha256sum -c` reads."""
    return "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in held).encode()


def bundle(head: PackHead, files: Sequence[PackFile], sign: Callable[[bytes], bytes]) -> Bundle:
    """The pack. `sign` gives the Ed25519 signature of some bytes. Raises UsageError when it would be too large."""
    if sum(len(file.data) for file in files) > PACK_BYTES:
        raise UsageError("the copies are too large for one pack", "Make several packs of fewer records.")
    files = sorted(files, key=lambda file: file.path)
    contents = contents_of(head, files)
    papers = [(PLAIN, plain(contents).encode()), (READABLE, readable(contents))]
    text = canonical(manifest_of(head, papers, files))
    signature = base64.b64encode(sign(text))
    sums = sums_of([papers[0], (MANIFEST, text), papers[1], *((file.path, file.data) for file in files)])
    held = [
        papers[0],
        (MANIFEST, text),
        (SIGNED, signature),
        papers[1],
        (SUMS, sums),
        (SUMS_SIGNED, base64.b64encode(sign(sums))),
        *((file.path, file.data) for file in files),
    ]
    return Bundle(zipped(held), text.decode(), signature.decode())


def zipped(held: Sequence[tuple[str, bytes]]) -> bytes:
    """The ZIP: entries in the order given, stored, with a fixed time; the same entries are the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in held:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return out.getvalue()
