"""Opening an untrusted OOXML package: a ZIP whose entries are capped, unique and undamaged, with its relationships."""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from sanitiser.errors import Ambiguous, Damaged, EmptyFile, Encrypted, TooLarge, Unsupported
from sanitiser.formats.docx.xml import Element, parse
from sanitiser.limits import MIB, Limits

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_RATIO_FROM: Final = 10 * MIB  # small parts full of blanks are honest at any ratio
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCUMENT: Final = "/officeDocument"
_UNLOCK: Final = "Open it in Word with its password, take the password off (File, Info, Protect Document) and save it."


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship: `kind` is the last word of its type, `target` a part's name or, if external, an address."""

    kind: str
    target: str
    external: bool = False


@dataclass(slots=True)
class Package:
    """The parts of a package by their names, without a leading slash. Parts are read when asked for."""

    archive: zipfile.ZipFile
    limits: Limits
    entries: dict[str, zipfile.ZipInfo]
    main: str = ""
    _relations: dict[str, dict[str, Relation]] = field(default_factory=dict)

    def has(self, part: str) -> bool:
        """Whether the package holds this part."""
        return part.lower() in self.entries

    def bytes(self, part: str) -> bytes:
        """The decoded bytes of a part; Damaged when they cannot be had, TooLarge over the cap."""
        entry = self.entries[part.lower()]
        try:
            with self.archive.open(entry) as stream:
                untrusted = stream.read(self.limits.zip_entry_bytes + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as e:
            raise Damaged("a part of the package cannot be unpacked") from e
        if len(untrusted) > self.limits.zip_entry_bytes:
            raise TooLarge("a part of the package is too large")
        return untrusted

    def xml(self, part: str) -> Element:
        """The root element of an XML part."""
        return parse(self.bytes(part), self.limits)

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by their ids ('' for the package's own)."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    def _read_relations(self, part: str) -> dict[str, Relation]:
        folder, base = posixpath.split(part)
        where = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(where):
            return {}
        found: dict[str, Relation] = {}
        for item in self.xml(where).iter(_RELATIONSHIP):
            kind = item.get("Type", "").rstrip("/").rpartition("/")[2]
            target = item.get("Target", "")
            external = item.get("TargetMode", "").lower() == "external"
            found[item.get("Id", "")] = Relation(kind, target if external else _resolve(folder, target), external)
        return found

    def related(self, part: str, kind: str) -> str | None:
        """The first internal part of a kind that a part points to and that exists."""
        for relation in self.relations(part).values():
            if relation.kind == kind and not relation.external and self.has(relation.target):
                return relation.target
        return None


def _resolve(folder: str, target: str) -> str:
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def open_package(untrusted: bytes, limits: Limits) -> Package:
    """Open a word-processing package (.docx, .docm, .dotx, .dotm).

    Raises EmptyFile, Encrypted (a password protects it), Unsupported (another kind of Office file), TooLarge (a bomb),
    Ambiguous (two parts under one name, two main documents) or Damaged.
    """
    if not untrusted:
        raise EmptyFile
    if len(untrusted) > limits.file_bytes:
        raise TooLarge("the file is over the cap of bytes")
    if untrusted.startswith(_OLE):
        if _ENCRYPTED_STREAM in untrusted:
            raise Encrypted(remedy=_UNLOCK)
        raise Unsupported("an Office file in the format before 2007")
    try:
        archive = zipfile.ZipFile(io.BytesIO(untrusted))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise Damaged("it is not a whole ZIP archive") from error
    package = Package(archive, limits, _entries(archive, limits))
    package.main = _main_part(package)
    return package


def _entries(archive: zipfile.ZipFile, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """The entries by lower-case name, since part names do not differ by case (OPC, 6.2.2)."""
    if any(not info.filename for info in archive.infolist()):
        raise Damaged("a part of the package has no name")
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > limits.zip_entries:
        raise TooLarge("the archive has too many entries")
    total = 0
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if info.flag_bits & 0x1:
            raise Encrypted(remedy=_UNLOCK)
        total += info.file_size
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > limits.zip_entry_bytes or (info.file_size > _RATIO_FROM and ratio > limits.zip_ratio):
            raise TooLarge("the archive unpacks to far more than its size")
        key = info.filename.replace("\\", "/").lstrip("/").lower()
        if key in entries:
            raise Ambiguous("two parts of the package have one name")
        entries[key] = info
    if total > limits.zip_total_bytes:
        raise TooLarge("the archive unpacks to far more than its size")
    return entries


def _main_part(package: Package) -> str:
    """The main document's part name: the one target of an officeDocument relationship."""
    targets = {r.target for r in package.relations("").values() if r.kind == _DOCUMENT[1:] and not r.external}
    if len(targets) > 1:
        raise Ambiguous("the package names several main documents")
    if not targets or not package.has(next(iter(targets))):
        raise Damaged("the package holds no document")
    part = targets.pop()
    kind = _content_type(package, part)
    if kind and "wordprocessingml" not in kind and "ms-word" not in kind:
        raise Unsupported("an Office file that is not a text document")
    return part


def _content_type(package: Package, part: str) -> str:
    if not package.has("[Content_Types].xml"):
        raise Damaged("the package does not say what its parts are")
    default = ""
    for item in package.xml("[Content_Types].xml"):
        if item.get("PartName", "").lstrip("/").lower() == part.lower():
            return item.get("ContentType", "").lower()
        if item.get("Extension", "").lower() == part.rpartition(".")[2].lower():
            default = item.get("ContentType", "").lower()
    return "" if default == "application/xml" else default
