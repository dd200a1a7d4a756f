"""Annotated records, as `sanitiser evaluate` reads them from a folder. The form is a contract: only ever added to.

Two forms, which may stand side by side:

- `NAME.jsonl`: one record a line, an object
  `{"id": "...", "text": "...", "spans": [...], "keep": [...], "case": {...}}`
- `NAME.txt` with `NAME.ann.json` beside it: the text, and an object of the same keys without `text`.

`spans` are what must go: `{"start": 0, "end": 5, "kind": "PLACE", "group": "in-gazetteer"}`, characters from 0, end
not included; `group` may be absent and only parts the tables. `keep` are facts that must stay:
`{"start": 9, "end": 14}`, with `"why"` if wanted. `case` may hold `keep` (the family's names) and `protect` (objects of
`text`, `kind`, `label`), as in a case file. Lines of the text are read as paragraphs.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sanitiser.domain.case import Case, ProtectTerm
from sanitiser.domain.kinds import Kind
from sanitiser.errors import EnvironmentFault, UsageError

_FILE_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) that must go, and as what."""

    start: int
    end: int
    kind: Kind
    group: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Characters [start, end) that must stay."""

    start: int
    end: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A record with what a person says of it."""

    name: str
    text: str
    spans: tuple[Span, ...]
    kept: tuple[Kept, ...] = ()
    case: Case | None = None


class AnnotationError(UsageError):
    """A file of annotations is not in the form described here."""

    code = "annotation"
    remedy = "See the description of the form in the documentation of `sanitiser evaluate`"


def load(folder: Path) -> Iterator[Annotated]:
    """Every annotated record of a folder, read recursively, in order of path. Raises AnnotationError."""
    if not folder.is_dir():
        raise AnnotationError(f"{folder} is not a folder")
    empty = True
    for file in sorted(p for p in folder.rglob("*") if p.suffix in (".jsonl", ".txt") and p.is_file()):
        if file.suffix == ".jsonl":
            for number, line in enumerate(_read(file).splitlines(), 1):
                if line.strip():
                    empty = False
                    yield _record(_json(line, f"{file.name} line {number}"), None, f"{file.name} line {number}")
        elif (beside := file.with_suffix(".ann.json")).is_file():
            empty = False
            yield _record(_json(_read(beside), beside.name), _read(file), beside.name)
    if empty:
        raise AnnotationError(f"{folder} holds no annotated records")


def _read(file: Path) -> str:
    try:
        if file.stat().st_size > _FILE_BYTES:
            raise AnnotationError(f"{file.name} is larger than {_FILE_BYTES} bytes")
        with file.open(encoding="utf-8", newline="") as stream:
            return stream.read()
    except UnicodeDecodeError as error:
        raise AnnotationError(f"{file.name} is not UTF-8") from error
    except OSError as error:
        raise EnvironmentFault(f"{file.name} cannot be read") from error


def _json(untrusted: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(untrusted)
    except (ValueError, RecursionError) as error:
        raise AnnotationError(f"{where} is not JSON") from error
    if not isinstance(value, dict):
        raise AnnotationError(f"{where} is not an object")
    return value


def _record(value: dict[str, Any], text: str | None, where: str) -> Annotated:
    said = value.get("text") if text is None else text
    if not isinstance(said, str):
        raise AnnotationError(f"{where} has no text")
    spans = tuple(
        Span(*_ends(item, said, where), _kind(item, where), str(item.get("group", "")))
        for item in _list(value, "spans", where)
    )
    kept = tuple(Kept(*_ends(item, said, where), str(item.get("why", ""))) for item in _list(value, "keep", where))
    return Annotated(str(value.get("id", where)), said, spans, kept, _case(value.get("case"), where))


def _list(value: dict[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    items = value.get(key, [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise AnnotationError(f"{where}: {key} is not a list of objects")
    return items


def _ends(item: dict[str, Any], text: str, where: str) -> tuple[int, int]:
    start, end = item.get("start"), item.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise AnnotationError(f"{where}: start and end must be characters of the text")
    return start, end


def _kind(item: dict[str, Any], where: str) -> Kind:
    try:
        return Kind(str(item.get("kind")))
    except ValueError as error:
        raise AnnotationError(f"{where}: unknown kind; known are {', '.join(Kind)}") from error


def _case(value: Any, where: str) -> Case | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise AnnotationError(f"{where}: case is not an object")
    names = value.get("keep", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise AnnotationError(f"{where}: the case's keep is not a list of names")
    terms = tuple(
        ProtectTerm(str(item.get("text", "")), _kind(item, where), str(item.get("label", "")))
        for item in _list(value, "protect", where)
    )
    return Case(str(value.get("reference", "EVALUATION")), keep=tuple(names), protect=terms)
