"""Takes official open files as their publishers make them, and compiles them for this user's runs.

The compiled names and what is known of them (source file, rows, date, SHA-256) lie in the user's data folder:
$SANITISER_DATA, else the folder that the platform has for data. A recogniser reads them beside the shipped gazetteers.
"""

import csv
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from recognisers.gazetteers.imported import NOTE_FORMAT, data_folder, sort_of
from recognisers.gazetteers.layouts import LAYOUTS, Layout
from recognisers.gazetteers.names import Entry, save
from recognisers.text import fold

MAX_BYTES: Final = 2_000_000_000


class GazetteerError(ValueError):
    """A file that cannot be imported; the message is one line for the user, without the file's contents."""


@dataclass(frozen=True)
class Imported:
    """What is known of an imported gazetteer. `date` is the day of the file, as far as its name or time tells (UTC)."""

    kind: str
    finds: str
    file: str
    source: str
    rows: int
    date: str
    imported: str
    sha256: str
    licence: str


def import_file(kind: str, path: Path, now: datetime | None = None) -> Imported:
    """Compile one official file; GazetteerError if its kind, its columns or its rows are not what they should be."""
    layout = LAYOUTS.get(kind)
    if layout is None:
        raise GazetteerError(f"there is no kind '{kind}'; the kinds are {', '.join(sorted(LAYOUTS))}")
    content = _read(path)
    found = sorted(set(_rows(content, layout)))
    if len(found) < layout.least:
        raise GazetteerError(
            f"the file gave {len(found)} names, fewer than the {layout.least} that {layout.publisher} lists"
        )
    folder = data_folder() / "gazetteers"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"{kind}.marisa"
    rows = save(folder / f".{kind}.part", [(key, Entry(*entry)) for key, entry in found])
    os.replace(folder / f".{kind}.part", target)
    imported = (now or datetime.now(UTC)).date().isoformat()
    date = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    known = Imported(
        kind,
        layout.finds,
        target.name,
        path.name,
        rows,
        date,
        imported,
        hashlib.sha256(content).hexdigest(),
        layout.licence,
    )
    note = json.dumps({"format": NOTE_FORMAT, **asdict(known)}, indent=1, ensure_ascii=False)
    (folder / f"{kind}.json").write_text(note + "\n", encoding="utf-8")
    return known


def imported() -> tuple[Imported, ...]:
    """What has been imported, in order of kind; notes of another format are passed over."""
    found = []
    for note in sorted((data_folder() / "gazetteers").glob("*.json")):
        row = json.loads(note.read_text(encoding="utf-8"))
        if row.pop("format", "") == NOTE_FORMAT and (note.parent / row["file"]).exists():
            found.append(Imported(**row))
    return tuple(found)


def shipped() -> tuple[dict[str, object], ...]:
    """The manifest of the gazetteers that come with the program."""
    manifest = Path(__file__).parent / "data" / "manifest.json"
    return tuple(json.loads(manifest.read_text(encoding="utf-8")))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise GazetteerError("the file is larger than two gigabytes")
        return path.read_bytes()
    except OSError as error:
        raise GazetteerError(f"the file cannot be read: {error.strerror}") from error


def _rows(content: bytes, layout: Layout) -> Iterator[tuple[str, tuple[str, str, str, str]]]:
    """Folded key and entry of every name that the file lists."""
    for table in _tables(content, layout):
        reader = csv.reader(io.StringIO(_decode(table, layout), newline=""))
        pick = _picker(reader, layout)
        for row in reader:
            for name, identity in pick(row):
                if (key := fold(name)) and len(key) > 2 and not key.isdigit():
                    yield key, (sort_of(key), f"{layout.key}:{identity or key}", layout.words, name.replace("\t", " "))


def _tables(content: bytes, layout: Layout) -> Iterator[bytes]:
    """The file itself, or the tables in the archive that it is."""
    if not content.startswith(b"PK\x03\x04"):
        yield content
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [m for m in archive.infolist() if m.filename.lower().endswith(".csv")]
            members = [m for m in members if layout.member in m.filename.lower()]
            if sum(m.file_size for m in members) > MAX_BYTES:
                raise GazetteerError("the archive unpacks to more than two gigabytes")
            for member in sorted(members, key=lambda m: m.filename):
                yield archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise GazetteerError("the archive is damaged or protected") from error


def _decode(table: bytes, layout: Layout) -> str:
    for encoding in ("utf-8-sig", layout.encoding):
        try:
            text = table.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise GazetteerError("the file is not a CSV file")


def _picker(reader: Iterator[list[str]], layout: Layout) -> Callable[[list[str]], list[tuple[str, str]]]:
    """How names and identities are read from a row; checks the columns first."""
    if layout.columns is None:
        return lambda row: _headerless(row, layout)
    header = [name.strip().strip("\ufeff") for name in next(reader, [])]
    names = [next((i for i, h in enumerate(header) if _is(h, wanted)), -1) for wanted in layout.columns]
    if not any(at >= 0 for at in names):
        raise GazetteerError(
            f"the file has no column {' or '.join(layout.columns)}; {layout.publisher} publishes it as {layout.example}"
        )
    code = next((i for i, h in enumerate(header) for wanted in layout.codes if _is(h, wanted)), -1)

    def pick(row: list[str]) -> list[tuple[str, str]]:
        identity = row[code].strip() if 0 <= code < len(row) else ""
        return [(row[at].strip(), identity) for at in names if 0 <= at < len(row)]

    return pick


def _headerless(row: list[str], layout: Layout) -> list[tuple[str, str]]:
    if not row:
        return []
    if len(row) < layout.width:
        raise GazetteerError(f"a line has {len(row)} columns, not {layout.width}; expected {layout.example}")
    if layout.only and row[layout.only_at] not in layout.only:
        return []
    return [(row[at].strip(), row[0].strip()) for at in layout.name_at]


def _is(header: str, wanted: str) -> bool:
    """Whether a column is the wanted one; '#' in it stands for the year ('LAD#NM' is LAD24NM)."""
    if "#" not in wanted:
        return header.casefold() == wanted.casefold()
    before, _, after = wanted.casefold().partition("#")
    middle = header.casefold().removeprefix(before).removesuffix(after)
    return header.casefold() == f"{before}{middle}{after}" and middle.isdigit()
