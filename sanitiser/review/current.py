"""The review manifest as the decisions stand: what a run wrote, with the entries of what reviewers changed since.

Written whole or not at all, a moment after a change and when the sitting ends. `ruled` in an entry is the number of the
last event of the log that it knows of; an entry that is behind is made anew from its record.
"""

import threading
from contextlib import suppress
from textwrap import indent
from typing import Final

from sanitiser.engine import Setup
from sanitiser.errors import EnvironmentFault
from sanitiser.manifest.canonical import canonical
from sanitiser.manifest.review import Entry, Source, quarantined_entry, sanitised_entry, to_look_at
from sanitiser.review.desk import Line
from sanitiser.review.folder import Folder
from sanitiser.review.gate import Stage
from sanitiser.review.kept import Kept
from sanitiser.review.making import Made

_NAME: Final = "manifest.json"
_WAIT: Final = 2.0
"""Seconds after a change, so that a run of changes is written once."""
_PLACE: Final = '\n  "documents": [],\n'


class Current:
    """The entries by record; safe for several threads. Close it after use."""

    def __init__(self, folder: Folder, setup: Setup) -> None:
        self._folder, self._setup = folder, setup
        self._head = folder.manifest()
        self.entries: dict[str, Entry] = {str(entry["id"]): entry for entry in self._head.pop("documents")}
        self._said = dict(zip(self.entries, _pieces(folder, len(self.entries)), strict=False))
        self._lock, self._writing = threading.Lock(), threading.Lock()
        self._timer: threading.Timer | None = None
        self._behind = False

    @property
    def case(self) -> str:
        """The case's reference."""
        return str(self._head.get("case") or "")

    def note(self, kept: Kept, made: Made, ruled: int, *, pictures_seen: bool) -> None:
        """A record stands so after event `ruled`."""
        entry = self._entry(kept, made)
        entry |= {"ruled": ruled, "pictures_seen": pictures_seen}
        with self._lock:
            self.entries[kept.id] = entry
            self._said.pop(kept.id, None)
            self._later()

    def same(self, name: str, ruled: int) -> None:
        """Event `ruled` changed nothing in a record."""
        with self._lock:
            self.entries[name] = {**self.entries[name], "ruled": ruled}
            self._said.pop(name, None)
            self._later()

    def write(self) -> None:
        """Write it now, if anything changed."""
        with self._writing:
            with self._lock:
                if self._timer is not None:
                    self._timer.cancel()
                    self._timer = None
                text = self._text() if self._behind else ""
                self._behind = False
            if text:
                try:
                    self._folder.confide(_NAME, text.encode("utf-8"))
                except EnvironmentFault:
                    self._behind = True
                    raise

    def _write_later(self) -> None:
        # a fault here is met again, and told, when the sitting ends
        with suppress(EnvironmentFault):
            self.write()

    def _later(self) -> None:
        self._behind = True
        if self._timer is None:
            self._timer = threading.Timer(_WAIT, self._write_later)
            self._timer.daemon = True
            self._timer.start()

    def _text(self) -> str:
        """Canonical JSON, of which only what changed is made anew."""
        before, after = canonical({**self._head, "documents": []}).decode("utf-8").split(_PLACE)
        if not self.entries:
            return before + _PLACE + after
        said = ",\n".join(self._piece(name) for name in sorted(self.entries))
        return f'{before}\n  "documents": [\n{said}\n  ],\n{after}'

    def _piece(self, name: str) -> str:
        if name not in self._said:
            self._said[name] = indent(canonical(self.entries[name]).decode("utf-8").rstrip("\n"), "    ")
        return self._said[name]

    def _entry(self, kept: Kept, made: Made) -> Entry:
        source, mode, record = Source(kept.id, kept.source, kept.sha256), self._setup.mode, kept.record
        if made.refused is not None:
            why = made.refused
            return quarantined_entry(source, why.code, why.reason, why.remedy, None, mode, record, made.decisions)
        outputs = [f"sanitised/{name}" for name in made.names]
        case = self._setup.case
        return sanitised_entry(source, outputs, mode, record, made.decisions, made.verdicts, case)


def line_of(entry: Entry, now: Stage) -> Line:
    """A record in the list."""
    name, source, pages = str(entry["id"]), str(entry["source"]), int(entry.get("pages") or 0)
    actions = [str(finding["action"]) for finding in entry["findings"]]
    still = actions.count("review") + to_look_at(entry)
    if entry["status"] == "sanitised":
        return Line(name, source, str(now), pages, len(actions), still)
    texts = str(entry.get("reason") or ""), str(entry.get("remedy") or "")
    return Line(name, source, "quarantined", pages, len(actions), still, *texts, bool(entry["findings"]))


def _pieces(folder: Folder, count: int) -> list[str]:
    """The entries as the file writes them, so that those that stay need not be written anew; none if it is not ours."""
    text = (folder.review / _NAME).read_text("utf-8")
    _, found, rest = text.partition('\n  "documents": [\n')
    listed, end, _ = rest.partition("\n  ],\n")
    # no string holds a line feed, so a line of four blanks and a brace begins or ends an entry
    pieces = [piece.removesuffix("\n    }") + "\n    }" for piece in listed.split("\n    },\n")]
    return pieces if found and end and len(pieces) == count else []
