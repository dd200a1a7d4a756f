"""An independent look into a DOCX copy: expat and zipfile, no code of the formats, nothing shared with the writer.

Checks that the archive has no byte beside its parts, that no part, element, attribute, value or relationship
is off the allow list of docx_rules.py, that text stands in w:t alone, and that no channel holds a needle too often.
Does NOT check that the copy is complete or looks right, nor what the remaining text tells by its meaning.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from sanitiser.domain.verdict import Check, Needle
from sanitiser.limits import Limits
from sanitiser.verify import docx_rules as rules
from sanitiser.verify.docx_archive import Contents, unpack
from sanitiser.verify.docx_grid import Grids
from sanitiser.verify.residue import ChannelText, check

READER = "expat"


@dataclass(slots=True)
class _Seen:
    """What is wrong in the parts, counted by kind, and the texts by channel."""

    wrong: Counter[str] = field(default_factory=Counter)
    texts: list[ChannelText] = field(default_factory=list)
    references: set[tuple[str, str]] = field(default_factory=set)
    targets: dict[str, tuple[str, str]] = field(default_factory=dict)
    notes: set[tuple[str, str]] = field(default_factory=set)
    marks: set[tuple[str, str]] = field(default_factory=set)


def inspect(data: bytes, needles: Sequence[Needle], limits: Limits) -> tuple[Check, ...]:
    """Every check on the bytes of a copy; details name kinds and counts, never text."""
    contents = unpack(data, limits)
    seen = _Seen()
    seen.wrong.update(contents.wrong)
    for name in sorted(contents.parts):
        _inspect_part(name, contents.parts[name], seen)
    _cross_references(contents, seen)
    checks = [Check(f"docx:{kind}", not seen.wrong[kind], _detail(seen.wrong[kind])) for kind in rules.CHECKS]
    return (*checks, *check(READER, seen.texts, needles))


def _detail(count: int) -> str:
    return f"{count} found" if count else ""


def _inspect_part(name: str, data: bytes, seen: _Seen) -> None:
    kind = next((kind for pattern, kind in rules.PARTS if pattern.fullmatch(name)), None)
    if kind is None:
        seen.wrong["parts"] += 1
    walker = _Walker(kind or "", seen)
    walker.walk(data)
    seen.wrong["widths"] += walker.grids.wrong
    # a part that may not be there is searched all the same, so that the detail says whether a secret is in it
    seen.texts.append(ChannelText(f"docx:{kind or 'unknown part'}:text", walker.text()))
    if kind is None:
        seen.texts.append(ChannelText("docx:unknown part:name", name))
        seen.texts.append(ChannelText("docx:unknown part:bytes", data.decode("latin-1"), binary=True))
    if walker.stray:
        seen.texts.append(ChannelText(f"docx:{kind or 'unknown part'}:stray", "\n".join(walker.stray)))


class _Walker:
    """One part walked by expat against the rules of its kind."""

    def __init__(self, kind: str, seen: _Seen) -> None:
        self.kind = kind
        self.seen = seen
        self.stack: list[str] = []
        self.pieces: list[str] = []
        self.grids = Grids()
        self.stray: list[str] = []

    def walk(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.CommentHandler = lambda text: self._beside("comment", text)
        parser.ProcessingInstructionHandler = lambda target, text: self._beside("instruction", f"{target} {text}")
        parser.StartCdataSectionHandler = lambda: self._beside("cdata", "")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartNamespaceDeclHandler = self._namespace
        parser.XmlDeclHandler = self._declaration
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError):
            self.seen.wrong["well-formed"] += 1
            self.stray.append(data.decode("utf-8", "replace"))

    def text(self) -> str:
        """What the part says, paragraphs parted by newlines."""
        return "".join(self.pieces)

    def _beside(self, _what: str, text: str) -> None:
        self.seen.wrong["markup"] += 1
        self.stray.append(text)

    def _doctype(self, name: str, system: str | None, public: str | None, _subset: int) -> None:
        self._beside("doctype", f"{name} {system or ''} {public or ''}")
        raise ValueError(name)

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        if rules.NAMESPACES.get(uri or "") != (prefix or ""):
            self._beside("namespace", f"{prefix or ''} {uri or ''}")

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if (version, encoding, standalone) != ("1.0", "UTF-8", 1):
            self._beside("declaration", f"{version} {encoding or ''}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        short = rules.short(name)
        parent = self.stack[-1] if self.stack else ""
        self.stack.append(short)
        allowed = rules.ELEMENTS.get(self.kind, {}).get(short)
        if allowed is None or (parent == "") != (short == rules.ROOTS.get(self.kind)):
            self.seen.wrong["elements"] += 1
            self.stray.append(name.rpartition(" ")[2])
        values = {rules.short(key): value for key, value in attributes.items()}
        for key, value in values.items():
            rule = (allowed or {}).get(key)
            if rule is None or not rule.fullmatch(value):
                self.seen.wrong["attributes"] += 1
                self.stray.append(f"{key} {value}")
        self._note(short, values)
        self.grids.start(short, values)
        if short in rules.BREAKS:
            self.pieces.append(rules.BREAKS[short])
        if short == "w:lvlText":
            self.stray.append(values.get("w:val", ""))

    def _note(self, short: str, values: dict[str, str]) -> None:
        """Remember what points to what, for the cross-references."""
        seen = self.seen
        if short == "rel:Relationship":
            if self.kind == "main-relationships":
                seen.targets[values.get("Id", "")] = (values.get("Type", ""), values.get("Target", ""))
        elif short in ("w:headerReference", "w:footerReference"):
            seen.references.add((short[2:8], values.get("r:id", "")))
        elif short in ("w:footnoteReference", "w:endnoteReference"):
            seen.marks.add((short[2:].removesuffix("Reference"), values.get("w:id", "")))
        elif self.kind in ("footnotes", "endnotes") and short == f"w:{self.kind[:-1]}" and "w:type" not in values:
            seen.notes.add((self.kind[:-1], values.get("w:id", "")))

    def _end(self, _name: str) -> None:
        ended = self.stack.pop()
        self.grids.end(ended)
        if ended == "w:p":
            self.pieces.append("\n")

    def _characters(self, text: str) -> None:
        self.pieces.append(text)
        self.grids.say(text)
        if not self.stack or self.stack[-1] != "w:t":
            self.seen.wrong["text"] += 1
        elif rules.UNSEEN.search(text):
            self.seen.wrong["characters"] += 1


def _cross_references(contents: Contents, seen: _Seen) -> None:
    """Every part is pointed to once and every pointer leads to a part: nothing can hide in an orphan."""
    related = [f"word/{target}" for _kind, target in seen.targets.values()]
    named = {name for name in contents.parts if name.startswith("word/") and "/_rels/" not in name}
    if sorted(related) != sorted(named - {rules.MAIN}) or rules.MAIN not in named:
        seen.wrong["relationships"] += 1
    for kind, target in seen.targets.values():
        if rules.stem(target) != kind.rpartition("/")[2]:
            seen.wrong["relationships"] += 1
    furniture = {(kind.rpartition("/")[2], key) for key, (kind, _target) in seen.targets.items()}
    if {item for item in furniture if item[0] in ("header", "footer")} != seen.references:
        seen.wrong["relationships"] += 1
    if not seen.marks <= seen.notes:
        seen.wrong["relationships"] += 1
