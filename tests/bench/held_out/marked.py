"""Records with marks, as data: {{...}} must go, <<...>> must stay; cells of a table stand between bars.

The head of a file, to a line of three hyphens, says who the family is and what the case file protects:
`keep: NAME; NAME` and `protect: KIND TEXT`, the latter as often as needed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sanitiser.domain.case import Case, ProtectTerm
from sanitiser.domain.document import Block, Cell, Document, Paragraph, Row, Section, Table, Text
from sanitiser.domain.kinds import Kind
from sanitiser.domain.record import MediaType, Record, assemble

RECORDS = Path(__file__).parent / "records"
SECOND = Path(__file__).parent / "second"
"""Written later, harder: names of ordinary words, slang, logs and prints of systems."""
_MARK = re.compile(r"\{\{(?P<secret>.*?)\}\}|<<(?P<fact>.*?)>>")
_BAR = " | "


@dataclass(frozen=True)
class Marked:
    """A record, its case, and where its secrets and facts stand in the record's text."""

    name: str
    record: Record
    case: Case
    secrets: tuple[tuple[int, int], ...]
    facts: tuple[tuple[int, int], ...]


def load(folder: Path = RECORDS) -> Iterator[Marked]:
    """Every record of a folder, in order of name."""
    for path in sorted(folder.glob("*.txt")):
        yield read(path.stem, path.read_text(encoding="utf-8"))


def read(name: str, marked: str) -> Marked:
    """One record from its marked text."""
    head, _, body = marked.partition("---\n")
    fields = [line.partition(": ")[::2] for line in head.splitlines()]
    keep = tuple(who for key, value in fields if key == "keep" for who in value.split("; "))
    protect = tuple(_term(value) for key, value in fields if key == "protect")
    lines = body.rstrip("\n").split("\n")
    document = Document((Section(tuple(_blocks([_MARK.sub(_said, line) for line in lines]))),))
    text, segments = assemble(document)
    secrets, facts = _places("\n".join(lines).replace(_BAR, "\n"), text)
    return Marked(
        name,
        Record(MediaType.DOCX, 1, text, segments, document),
        Case("HELD-OUT", keep=keep, protect=protect),
        secrets,
        facts,
    )


def _term(value: str) -> ProtectTerm:
    kind, _, text = value.partition(" ")
    return ProtectTerm(text, Kind(kind))


def _said(mark: re.Match[str]) -> str:
    return mark["secret"] if mark["secret"] is not None else mark["fact"]


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Paragraphs, and tables where lines with bars follow one another."""
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if _BAR in line:
            rows.append(line.split(_BAR))
            continue
        if rows:
            columns = max(map(len, rows))
            cells = [tuple(Cell((Paragraph((Text(cell),)),)) for cell in row) for row in rows]
            yield Table(tuple(Row(row) for row in cells), columns)
            rows = []
        yield Paragraph((Text(line),) if line else ())


def _places(marked: str, text: str) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Where the marks stand in the text without them; the texts differ in blank lines only."""
    secrets, facts, at = [], [], 0
    for mark in _MARK.finditer(marked):
        said = _said(mark)
        before = _MARK.sub(_said, marked[: mark.start()])
        at = text.index(said, max(at, len(before) - before.count("\n\n") - 1))
        (secrets if mark["secret"] is not None else facts).append((at, at + len(said)))
        at += len(said)
    return tuple(secrets), tuple(facts)
