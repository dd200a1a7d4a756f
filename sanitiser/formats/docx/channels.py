"""Every part beside the stories: read for what it says, counted, never carried over (the DOCX list of LEAKS.md)."""

import io
import re
import zipfile
from typing import Final

from sanitiser.errors import Quarantine
from sanitiser.formats.docx.package import Package
from sanitiser.formats.docx.reading import Reading, words_of
from sanitiser.formats.docx.xml import Element, attribute, name, parse

# folder or file (lower case) -> channel; the first that fits
_PARTS: Final = (
    (r"docprops/core\.xml", "core-properties"),
    (r"docprops/app\.xml", "app-properties"),
    (r"docprops/custom\.xml", "custom-properties"),
    (r"docprops/thumbnail.*", "thumbnail"),
    (r"customxml/.*", "custom-xml"),
    (r"_xmlsignatures/.*", "signature"),
    (r"word/comments\.xml", "comment"),
    (r"word/comments[^/]*\.xml", "comment-data"),
    (r"\[content_types\]\.xml|(.*/)?_rels/[^/]*\.rels|word/document\.xml", "frame"),
    (r"word/people\.xml", "people"),
    (r"word/glossary/.*", "glossary"),
    (r"word/(settings|websettings)\.xml", "settings"),
    (r"word/printersettings/.*", "printer-settings"),
    (r"word/(styles|styleswitheffects)\.xml", "style-name"),
    (r"word/numbering\.xml", "list-name"),
    (r"word/fonttable\.xml", "font-name"),
    (r"word/fonts/.*", "embedded-font"),
    (r"word/theme/.*", "theme"),
    (r"word/charts/.*", "chart"),
    (r"word/diagrams/.*", "diagram"),
    (r"word/embeddings/.*", "embedded"),
    (r"word/(afchunk|altchunk)[^/]*", "alternative-chunk"),
    (r"word/activex/.*", "activex"),
    (r"word/ink/.*", "ink"),
    (r"word/media/.*", "media"),
    (r"word/(vba|_rels/vba).*", "macro"),
    (r"word/(header|footer)[^/]*\.xml", "unused-furniture"),
    (r"word/(footnotes|endnotes)\.xml", "unreferenced-note"),
)
_CHANNELS: Final = tuple((re.compile(pattern), channel) for pattern, channel in _PARTS)
_OTHER: Final = "other-part"
_QUIET: Final = frozenset(["thumbnail", "embedded-font", "media"])
_BY_NAME: Final = frozenset(["style-name", "list-name", "font-name", "theme"])
_NAMES: Final = frozenset(["name", "val", "w:name", "w:val", "typeface", "target", "ole", "w:author", "w:initials"])
_STRINGS: Final = re.compile(rb"[\x20-\x7e]{6,400}+")
_WIDE: Final = re.compile(rb"(?:[\x20-\x7e]\x00){6,400}+")
_WORDY: Final = re.compile(r"[A-Za-z]{3}")
_SAYS_NOTHING: Final = frozenset(["true", "false", "variant", "none", "auto"])
_MOST_STRINGS: Final = 2_000
_TEXT_CAP: Final = 2_000_000


def gather(reading: Reading) -> None:
    """Bury the text of every part that no story was read from."""
    package = reading.package
    for key in sorted(package.entries):
        if key in reading.read_parts or key == "[content_types].xml":
            continue
        if key.endswith(".rels"):
            _targets(key, package, reading)
            continue
        channel = next((c for pattern, c in _CHANNELS if pattern.fullmatch(key)), _OTHER)
        if channel not in _BY_NAME and channel != "unreferenced-note":
            reading.count(channel)
        if channel not in _QUIET:
            _part(key, channel, package, reading)
    _container(package, reading)


def _targets(key: str, package: Package, reading: Reading) -> None:
    """Addresses outside the package: links, attached templates, linked pictures."""
    folder, _, base = key.rpartition("_rels/")
    owner = folder + base.removesuffix(".rels")
    try:
        relations = package.relations(owner)
    except Quarantine:
        return
    for relation in relations.values():
        if relation.external:
            reading.count("external-relationship")
            reading.bury("external-relationship", relation.target)


def _part(key: str, channel: str, package: Package, reading: Reading) -> None:
    try:
        untrusted = package.bytes(key)
        if key.endswith((".xml", ".vml")) or untrusted[:64].lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml"):
            _xml(channel, parse(untrusted, package.limits), reading)
        elif untrusted.startswith(b"PK"):
            _package(channel, untrusted, reading)
        else:
            _binary(channel, untrusted, reading)
    except Quarantine:
        reading.count("unreadable-part")  # a part that no reader shows and that is not carried over


def _xml(channel: str, root: Element, reading: Reading) -> None:
    if channel in _BY_NAME:
        _names(channel, root, reading)
    elif channel in ("comment", "glossary", "unused-furniture"):
        _paragraphs(channel, root, reading)
    elif channel == "unreferenced-note":
        for note in root:
            kind = name(note).removeprefix("w:")
            if attribute(note, "w:type") is None and (kind, attribute(note, "w:id") or "") not in reading.notes:
                reading.count(channel)
                _paragraphs(channel, note, reading)
    else:
        _everything(channel, root, reading)


def _paragraphs(channel: str, root: Element, reading: Reading) -> None:
    for element in root.iter():
        short = name(element)
        if short == "w:p":
            reading.bury(channel, words_of(element))
        elif short in ("w:comment", "w:ins", "w:del"):
            reading.bury(channel, attribute(element, "w:author"))
            reading.bury(channel, attribute(element, "w:initials"))


def _names(channel: str, root: Element, reading: Reading) -> None:
    for element in root.iter():
        if name(element) in ("w:name", "w:style", "w:font", "w:lvlText", "a:theme", "a:fontScheme", "a:clrScheme"):
            for key in ("w:val", "w:name"):
                reading.bury(channel, attribute(element, key))
            reading.bury(channel, element.get("name"))


def _everything(channel: str, root: Element, reading: Reading) -> None:
    """All text, and all attributes that hold more than a number or a switch."""
    spent = 0
    for element in root.iter():
        texts = [element.text or "", *map(str, element.attrib.values())]
        for text in texts:
            if (
                _WORDY.search(text)
                and text not in _SAYS_NOTHING
                and not text.startswith(("http://schemas.", "urn:schemas"))
            ):
                spent += len(text)
                if spent > _TEXT_CAP:
                    reading.count("not-searched")
                    return
                reading.bury(channel, text)


def _package(channel: str, untrusted: bytes, reading: Reading) -> None:
    """The texts of an Office file inside this one, one level deep."""
    limits = reading.limits
    try:
        with zipfile.ZipFile(io.BytesIO(untrusted)) as archive:
            infos = [i for i in archive.infolist() if i.filename.endswith(".xml")][:1_000]
            for info in infos:
                reading.bury(channel, info.filename.rpartition("/")[2].removesuffix(".xml"))
                if info.file_size <= limits.zip_entry_bytes // 10:
                    _everything(channel, parse(archive.read(info), limits), reading)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, Quarantine):
        reading.count("unreadable-part")


def _binary(channel: str, untrusted: bytes, reading: Reading) -> None:
    """Strings of eight or sixteen bits in a binary part, as many as a person would look at."""
    found = [m[0].decode("ascii") for m in _STRINGS.finditer(untrusted)]
    found += [m[0].decode("utf-16-le") for m in _WIDE.finditer(untrusted)]
    for text in [t for t in found if _WORDY.search(t)][:_MOST_STRINGS]:
        reading.bury(channel, text)


def _container(package: Package, reading: Reading) -> None:
    """What the ZIP itself says: comments, extra fields, and unusual names of parts."""
    comments = [package.archive.comment, *(info.comment for info in package.entries.values())]
    for comment in comments:
        if comment:
            reading.count("zip-comment")
            reading.bury("zip-comment", comment.decode("utf-8", "replace"))
    for key, info in sorted(package.entries.items()):
        if info.extra:
            reading.count("zip-extra")
            _binary("zip-extra", info.extra, reading)
        if not any(pattern.fullmatch(key) for pattern, _channel in _CHANNELS):
            reading.bury("part-name", info.filename)
