"""The file of a pack: a deterministic ZIP with the copies, a notice, the release manifest and its signature.

Wire format 'sanitiser.release/1', append-only. The manifest names files by their neutral names, with categories,
digests of the copies and counts: no matched text, and nothing that was computed from an original.
"""

import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

SCHEMA = "sanitiser.release/1"
EPOCH = (1980, 1, 1, 0, 0, 0)
NOTICE = """About these copies

The copies in this pack were made so that nothing in them tells where a family lived or lives.
Words in square brackets, such as [SCHOOL 1] or [SOCIAL WORKER 2], stand for names. One number is one name throughout.

Do not contact earlier services, trace earlier addresses, or raise alerts about missing people or missing records.
If you need to know more, ask the single point of contact of your local authority.
"""


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a pack."""

    name: str
    category: str
    data: bytes


def manifest_of(reference: str, number: int, agency: str, day: date, files: list[PackFile]) -> dict[str, object]:
    """The release manifest."""
    return {
        "schema": SCHEMA,
        "reference": reference,
        "pack": number,
        "agency": agency,
        "released": day.isoformat(),
        "files": [
            {
                "name": file.name,
                "category": file.category,
                "bytes": len(file.data),
                "sha256": sha256(file.data).hexdigest(),
            }
            for file in files
        ],
        "counts": dict(sorted(Counter(file.category for file in files).items())),
        "notice_sha256": sha256(NOTICE.encode()).hexdigest(),
    }


def bundle(manifest: str, signature: str, files: list[PackFile]) -> bytes:
    """The ZIP: entries in a fixed order, stored, with a fixed time; the same pack is the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        _add(archive, "README.txt", NOTICE.encode())
        _add(archive, "manifest.json", manifest.encode())
        _add(archive, "manifest.sig", signature.encode())
        for file in files:
            _add(archive, f"{file.category}/{file.name}", file.data)
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.external_attr = 0o600 << 16
    entry.create_system = 3
    archive.writestr(entry, data)
