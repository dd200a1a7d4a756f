"""Copies into the workspace, and which of an interrupted run's copies are still good."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sanitiser import __version__
from sanitiser.domain.finding import Decision
from sanitiser.domain.record import MediaType
from sanitiser.engine import Setup
from sanitiser.inputs import digest
from sanitiser.stages import Decided, Earlier, Product
from sanitiser.workspace import Workspace

_SUFFIXES = {MediaType.PDF: ".pdf", MediaType.DOCX: ".docx"}
_DECISIONS: TypeAdapter[tuple[Decision, ...]] = TypeAdapter(tuple[Decision, ...])
_EARLIER: TypeAdapter[Earlier] = TypeAdapter(Earlier)


class Journal:
    """The workspace's journal, read once at the start of a run."""

    def __init__(self, workspace: Workspace, setup: Setup) -> None:
        self._workspace, self._setup = workspace, setup
        self._lines: dict[str, list[dict[str, Any]]] = {}
        for line in workspace.copies().values():
            self._lines.setdefault(str(line.get("plan")), []).append(line)

    def before(self, one: Decided) -> Earlier | None:
        """What is known of a copy that an interrupted run finished, if nothing has changed since."""
        lines = self._lines.get(self._plan(one), [])
        whole = lines and len(lines) == lines[0].get("files")
        if not whole or not all(
            _same(self._workspace.sanitised / line["output"], line.get("sha256")) for line in lines
        ):
            return None
        try:
            return _EARLIER.validate_python(lines[0].get("earlier"))
        except ValidationError:
            return None

    def commit(self, one: Decided, product: Product) -> tuple[str, ...]:
        """Let the files of a verified copy appear; gives their names."""
        plan = self._plan(one)
        if not product.files:
            return tuple(sorted(line["output"] for line in self._lines[plan]))
        names = _names(one, len(product.files))
        earlier = _EARLIER.dump_python(Earlier(product.verdicts, product.notices), mode="json")
        for name, data in zip(names, product.files, strict=True):
            line = {"plan": plan, "files": len(names), "sha256": digest(data), "earlier": earlier}
            self._workspace.commit(name, data, line)
        return names

    def _plan(self, one: Decided) -> str:
        """The digest of all that a copy depends on."""
        decisions = _DECISIONS.dump_json(one.decisions).decode()
        said = [__version__, one.known.sha256, one.stem, self._setup.mode, asdict(self._setup.limits), decisions]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _names(one: Decided, count: int) -> tuple[str, ...]:
    """The neutral names of a copy's files."""
    suffix = _SUFFIXES[one.known.media_type] if one.known.media_type else ""
    return (f"{one.stem}{suffix}",) if count == 1 else tuple(f"{one.stem}-{n}{suffix}" for n in range(1, count + 1))


def _same(path: Path, sha256: object) -> bool:
    try:
        return digest(path.read_bytes()) == sha256
    except OSError:
        return False
