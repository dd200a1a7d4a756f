"""Every place of a PDF, beside what its pages show, where text can hide: read to be searched, counted, never carried
over.

All objects are walked, also those that nothing refers to; the key that a string stands under tells its channel. What
earlier revisions said is counted and not read; text inside attached files is read when the file is plain text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pikepdf

from sanitiser.domain.record import Hidden, Removed
from sanitiser.formats.pdf import streams
from sanitiser.formats.pdf.page import Glyph, Page
from sanitiser.limits import Limits

MAX_CHARACTERS: Final = 4_000_000
MAX_STRING: Final = 200_000
MAX_OBJECTS: Final = 2_000_000
_MAX_DEPTH: Final = 40
_MAX_ECHOES: Final = 3_000
_MAX_STREAM: Final = 8 * 1024 * 1024

_BY_KEY: Final = {
    "/URI": "links", "/JS": "javascript", "/TU": "form-fields", "/TM": "form-fields", "/V": "form-fields",
    "/DV": "form-fields", "/Opt": "form-fields", "/DA": "form-fields", "/Alt": "structure", "/ActualText": "structure",
    "/E": "structure", "/Lang": "", "/RC": "annotations", "/Subj": "annotations", "/Contents": "annotations",
    "/DS": "annotations", "/Reason": "signatures", "/Location": "signatures", "/ContactInfo": "signatures",
    "/Dest": "destinations", "/D": "destinations", "/Names": "names", "/Limits": "", "/P": "page-labels",
    "/UF": "attachments", "/Desc": "attachments", "/F": "attachments", "/CA": "form-fields", "/AC": "form-fields",
    "/RO": "form-fields", "/Title": "outlines", "/ID": "", "/CheckSum": "", "/CharSet": "", "/Panose": "", "/Cert": "",
    "/Registry": "", "/Ordering": "", "/O": "", "/U": "", "/OE": "", "/UE": "", "/Perms": "",
}  # fmt: skip
_ECHOES: Final = frozenset(("structure", "actual-text", "marked-content"))
"""Channels that mostly repeat what the page shows; what they repeat word for word is counted only."""
_AROUND: Final = ".,;:!?()[]'\"’‘“”-–—"
_WHOLE: Final = frozenset(("info", "piece-info"))
"""Channels whose dictionaries belong to them with all that they hold."""
_MARKUP: Final = re.compile(r"<[^<>]{0,20000}+>")
_COUNTED_KEYS: Final = {
    "/OpenAction": "actions", "/AA": "actions", "/PieceInfo": "piece-info", "/Thumb": "thumbnails",
    "/EmbeddedFile": "attachments", "/StructTreeRoot": "structure", "/Threads": "threads", "/AF": "associated-files",
    "/PageLabels": "page-labels", "/ViewerPreferences": "viewer-preferences", "/XFA": "xfa", "/Outlines": "outlines",
    "/Metadata": "metadata", "/B": "threads",
}  # fmt: skip
_ACTIONS: Final = frozenset(
    (
        "/Launch",
        "/SubmitForm",
        "/GoToR",
        "/GoToE",
        "/URI",
        "/JavaScript",
        "/ImportData",
        "/Rendition",
        "/Movie",
        "/Sound",
    )
)


@dataclass(frozen=True, slots=True)
class Channels:
    """Texts to be searched and dropped, and counts of what is not carried over."""

    hidden: tuple[Hidden, ...]
    removed: tuple[Removed, ...]


def read(pdf: pikepdf.Pdf, untrusted: bytes, pages: Iterable[Page], limits: Limits) -> Channels:
    """Everything beside the visible text: hidden glyphs, object strings, streams of text, revisions, stray bytes."""
    walker = _Walker(pdf, limits)
    shown: list[str] = []
    for page in pages:
        shown.append("".join(_line(g for g in page.glyphs if not g.hidden)))
        for channel, text in _page_texts(page):
            walker.add(channel, text, page.number)
    walker.walk()
    walker.hidden = _without_echoes(walker.hidden, shown)
    walker.stray(untrusted)
    removed = tuple(Removed(channel, count) for channel, count in sorted(walker.counts.items()) if count)
    return Channels(tuple(walker.hidden), removed)


def _page_texts(page: Page) -> Iterator[tuple[str, str]]:
    """Hidden glyphs by reason, in the order drawn, broken where the line or the gap says so; ActualText."""
    for reason in sorted({g.hidden for g in page.glyphs} - {""}):
        yield reason, "".join(_line(g for g in page.glyphs if g.hidden == reason))
    for actual in page.actual:
        yield "actual-text", actual.text
    for text in page.properties:
        yield "marked-content", text


def _line(glyphs: Iterable[Glyph]) -> Iterator[str]:
    """The characters of glyphs, with a space where a gap and a newline where a jump says so."""
    before: Glyph | None = None
    for glyph in glyphs:
        if before is not None:
            height = max(glyph.y1 - glyph.y0, 0.1)
            if abs(before.oy - glyph.oy) > 0.4 * height or glyph.x0 < before.x0 - height:
                yield "\n"
            elif glyph.x0 - before.x1 > 0.2 * height:
                yield " "
        yield glyph.text
        before = glyph


def _without_echoes(hidden: list[Hidden], shown: list[str]) -> list[Hidden]:
    """Leave out what only repeats the pages; beyond _MAX_ECHOES pieces of words are no longer looked for."""
    words = {word for text in shown for word in _words(text)}
    squashed = _squash("\n".join(shown))
    kept: list[Hidden] = []
    looked = 0
    for item in hidden:
        if item.channel in _ECHOES and not _words(item.text) <= words and looked < _MAX_ECHOES:
            looked += 1
            if _squash(item.text) in squashed:
                continue
        elif item.channel in _ECHOES and _words(item.text) <= words:
            continue
        kept.append(item)
    return kept


def _squash(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _words(text: str) -> set[str]:
    """The words of a text, without what stands around them; one or two letters are none."""
    return {w for word in text.split() if len(w := word.strip(_AROUND)) > 2}


class _Walker:
    """Walks all objects once."""

    def __init__(self, pdf: pikepdf.Pdf, limits: Limits) -> None:
        self.pdf, self.limits = pdf, limits
        self.hidden: list[Hidden] = []
        self.counts: Counter[str] = Counter()
        self.seen: set[tuple[str, str, int | None]] = set()
        self.characters = 0
        self.visited = 0
        self.info = _key(pdf.trailer.get("/Info"))
        self.pieces: set[tuple[int, int]] = set()
        self.refers: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self.current: list[tuple[int, int]] = []

    def add(self, channel: str, text: str, page: int | None = None) -> None:
        """Keep a text once a channel and page."""
        text = text.replace("\x00", "")[:MAX_STRING].strip()
        if not text or (channel, text, page) in self.seen:
            return
        self.characters += len(text)
        if self.characters > MAX_CHARACTERS:
            self.counts["too-much-hidden-text"] += 1
            return
        self.seen.add((channel, text, page))
        self.hidden.append(Hidden(channel, text, page))
        self.counts[channel] += 1

    def walk(self) -> None:
        """Every object of the file."""
        for obj in self.pdf.objects:
            if self.visited > MAX_OBJECTS:
                self.counts["too-many-objects"] += 1
                break
            key = _key(obj)
            self.current = self.refers.setdefault(key, [])
            self._value(obj, "", "info" if key == self.info and key != (0, 0) else "", 0)
        self.current = self.refers.setdefault((0, 0), [])
        self._value(self.pdf.trailer, "", "", 0)
        self.counts["unreferenced-objects"] += self._unreferenced()

    def _unreferenced(self) -> int:
        reached: set[tuple[int, int]] = set()
        waiting = list(self.refers.get((0, 0), ()))
        while waiting:
            key = waiting.pop()
            if key not in reached:
                reached.add(key)
                waiting.extend(self.refers.get(key, ()))
        return sum(1 for key in self.refers if key != (0, 0) and key not in reached and self.refers[key])

    def _value(self, value: Any, key: str, channel: str, depth: int) -> None:
        self.visited += 1
        if depth > _MAX_DEPTH:
            return
        if isinstance(value, pikepdf.String):
            if channel:
                self.add(channel, streams.text(value))
        elif isinstance(value, pikepdf.Array):
            for entry in value:
                if not self._reference(entry):
                    self._value(entry, key, channel, depth + 1)
        elif isinstance(value, pikepdf.Stream):
            self._stream(value)
            self._dictionary(value, channel if channel in _WHOLE else "", depth)
        elif isinstance(value, pikepdf.Dictionary):
            self._dictionary(value, channel if channel in _WHOLE else "", depth)

    def _reference(self, value: Any) -> bool:
        """Note a reference to another object, which is walked by itself."""
        if isinstance(value, pikepdf.Object) and value.is_indirect:
            self.current.append(_key(value))
            # a string or array of strings that is an object of its own is read where it is referred to
            return isinstance(value, (pikepdf.Dictionary, pikepdf.Stream))
        return False

    def _dictionary(self, found: Any, channel: str, depth: int) -> None:
        entries = streams.items(found)
        kind = streams.name(entries.get("/Type"))
        if streams.name(entries.get("/S")) in _ACTIONS:
            self.counts["actions"] += 1
        if kind == "/Annot" or ("/Rect" in entries and "/Subtype" in entries):
            self.counts["annotations"] += 1
        for key, value in entries.items():
            if key in _COUNTED_KEYS:
                self.counts[_COUNTED_KEYS[key]] += 1
            if self._reference(value) or key == "/Parent":
                continue
            self._value(value, key, channel or _channel(key, kind, entries), depth + 1)

    def _stream(self, stream: pikepdf.Stream) -> None:
        """Streams whose text is not page content: metadata, scripts, XFA packets, attached text."""
        kind = streams.name(stream.get("/Type"))
        if kind in ("/XRef", "/ObjStm", "/XObject") or (
            "/Subtype" in stream and kind not in ("/Metadata", "/EmbeddedFile")
        ):
            return
        if kind not in ("/Metadata", "/EmbeddedFile") and "/Length1" in stream:
            return
        try:
            data = streams.decoded(stream, self.limits)[:_MAX_STREAM]
        except Exception:  # noqa: BLE001 - what cannot be decoded is not carried over and says nothing
            return
        if (
            kind == "/Metadata"
            or b"<x:xmpmeta" in data[:4096]
            or b"<xdp:" in data[:4096]
            or b"<template" in data[:4096]
        ):
            self.add("metadata" if b"xmp" in data[:4096] else "xfa", unmarked(data.decode("utf-8", "replace")))
        elif kind == "/EmbeddedFile":
            text = _plain(data)
            if text:
                self.add("attachments", text)

    def stray(self, untrusted: bytes) -> None:
        """Bytes before the header and after the last end marker, and earlier revisions."""
        start, end = untrusted.find(b"%PDF-"), untrusted.rfind(b"%%EOF")
        if start > 0:
            self.add("before-header", _plain(untrusted[:start]))
        after = untrusted[end + 5 :] if end >= 0 else b""
        if after.strip(b"\x00\r\n\t \f"):
            self.counts["after-end"] += 1
            self.add("after-end", _plain(after))
        # a linearised file has two end markers and one revision
        linear = b"/Linearized" in untrusted[start : start + 1024]
        self.counts["earlier-revisions"] += max(0, untrusted.count(b"%%EOF") - (2 if linear else 1))


def _channel(key: str, kind: str, entries: dict[str, Any]) -> str:
    """The channel of a string under `key` in a dictionary of type `kind`."""
    if key == "/T":
        return "form-fields" if "/FT" in entries or "/Kids" in entries or "/Rect" not in entries else "annotations"
    if key == "/Name" and kind in ("/OCG", "/Sig"):
        return "layers" if kind == "/OCG" else "signatures"
    if key == "/Contents" and (kind == "/Sig" or "/ByteRange" in entries):
        return ""
    if key == "/Private" or ("/LastModified" in entries and kind == ""):
        return "piece-info"
    if key == "/Title" and "/Parent" not in entries and "/Next" not in entries:
        return "info"
    return _BY_KEY.get(key, "other")


def unmarked(text: str) -> str:
    """The text of an XML packet without its tags; attribute values are kept."""
    values = re.findall(r'="([^"<>]{1,2000})"', text)
    words = " ".join(_MARKUP.sub(" ", text).split())
    said = [
        v for v in values if not v.startswith(("http://ns.adobe", "http://www.w3", "http://purl", "http://www.xfa"))
    ]
    return "\n".join([words, *said])


def _plain(data: bytes) -> str:
    """Bytes as text when they are text, else their printable runs of four letters and more."""
    for encoding in ("utf-16", "utf-8"):
        if encoding == "utf-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            return data[: MAX_STRING * 2].decode(encoding, "strict")
        except UnicodeDecodeError:
            continue
    runs = re.findall(rb"[\x20-\x7e]{4,}+", data[:1_000_000])
    return "\n".join(r.decode("ascii") for r in runs)


def _key(value: Any) -> tuple[int, int]:
    return streams.key_of(value) if isinstance(value, pikepdf.Object) else (0, 0)
