"""A sitting: the desk over the folder of one run. Every change is in the diary before it is answered.

Safe for several threads: changes are made one after the other.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from sanitiser.domain.kinds import Action
from sanitiser.domain.record import PdfMode
from sanitiser.review.current import Current, line_of
from sanitiser.review.desk import Elsewhere, Line, NoRecord, NotReady, View, pages_of
from sanitiser.review.diary import Diary
from sanitiser.review.differing import Texts, differing, each_once
from sanitiser.review.folder import Folder
from sanitiser.review.gate import Stage, stage
from sanitiser.review.kept import Kept, load_setup
from sanitiser.review.log import Event, Log, What
from sanitiser.review.making import Made
from sanitiser.review.recent import Recent
from sanitiser.review.rulings import Ruling
from sanitiser.review.seeing import (
    Rules,
    check_allowed,
    check_version,
    obstacles_of,
    pictures_seen,
    view_of,
)
from sanitiser.review.workshop import WARM, Workshop


class Sitting:
    """Opens the result of a run for review. Close it after use."""

    def __init__(self, folder: Folder, *, four_eyes: bool = True, clock: Callable[[], datetime] | None = None) -> None:
        self.folder, self.four_eyes = folder, four_eyes
        self.setup = load_setup(folder.review)
        self._rules = Rules(four_eyes, self.setup.case)
        self._clock = clock or (lambda: datetime.now(UTC))
        self._current = Current(folder, self.setup)
        self._entries = self._current.entries
        self._diary = Diary(folder.review)
        self._shop = Workshop(folder, self.setup)
        self._lock = threading.RLock()
        self._lines: dict[str, Line] = {}
        self._said: Recent[Texts] = Recent(len(self._entries) + WARM)
        self._catch_up()

    @property
    def case(self) -> str:
        """The case's reference."""
        return self._current.case

    @property
    def log(self) -> Log:
        """Everything that happened."""
        return self._diary.log

    def lines(self) -> tuple[Line, ...]:
        """Every record of the run; those that need somebody come first."""
        with self._lock:
            rank = {"quarantined": 1, Stage.APPROVED: 3}
            return tuple(sorted(map(self._line, self._entries), key=lambda one: (rank.get(one.status, 0), one.id)))

    def title(self, name: str) -> str:
        """The number that the run gave it."""
        return name

    def view(self, who: str, name: str) -> View:
        """A record for one reviewer. Raises NoRecord."""
        with self._lock:
            kept, made = self._open(name)
            return view_of(who, kept, made, self.log, self._rules)

    def original(self, kept: Kept) -> bytes:
        """The original, found by its digest; empty when it is gone."""
        return self._shop.original(kept)

    @property
    def types(self) -> bool:
        """Whether pages can be typed: where copies are typeset anew."""
        return self.setup.mode is PdfMode.STRICT

    def take_up(self, name: str) -> None:
        """Open a record of which nothing was understood, so that it can be typed. Raises NoRecord."""
        with self._lock:
            entry = self._entries.get(name)
            if entry is None or not self.types:
                raise NoRecord
            if not self._shop.has(name):
                self._shop.take_up(name, entry)

    def rule(self, who: str, name: str, rulings: Sequence[Ruling], version: int, *, case: bool = False) -> None:
        """Take rulings on a record, or on the whole case; every copy that they change is made again."""
        with self._lock:
            kept, made = self._open(name)
            check_version(self.log, who, name, version)
            for ruling in rulings:
                check_allowed(kept, made, ruling)
            if not rulings:
                return
            self._write(who, What.RULE, "" if case else name, rulings=tuple(rulings))
            self._again(who, self._all(name) if case else [name])

    def undo(self, who: str, name: str, version: int) -> None:
        """Take the last ruling back."""
        self._turn(who, name, version, What.UNDO)

    def redo(self, who: str, name: str, version: int) -> None:
        """Take back the last undoing."""
        self._turn(who, name, version, What.REDO)

    def shown(self, who: str, name: str, pages: Sequence[int]) -> None:
        """Pages of a record were shown to a reviewer."""
        with self._lock:
            kept, _ = self._open(name)
            seen = self.log.of(name).shown.get(who, set())
            new = tuple(sorted({page for page in pages if 1 <= page <= pages_of(kept)} - seen))
            if new:
                self._write(who, What.SHOWN, name, pages=new)

    def compare(self, who: str, name: str) -> None:
        """The second reviewer has seen the copy by itself and now looks at the first one's decisions."""
        with self._lock:
            kept, _ = self._open(name)
            if len(self.log.of(name).shown.get(who, set())) < pages_of(kept):
                raise NotReady("look at every page first")
            self._write(who, What.COMPARE, name)

    def approve(self, who: str, name: str, version: int) -> None:
        """Approve the copy as it stands. Raises NotReady while anything stands in the way."""
        with self._lock:
            kept, made = self._open(name)
            check_version(self.log, who, name, version)
            wrong = obstacles_of(who, kept, made, self.log, self._rules)
            if wrong:
                raise NotReady(" ".join(obstacle.words for obstacle in wrong))
            self.folder.save(name, made)
            self._write(who, What.APPROVE, name, digest=made.digest)
            self._lines.pop(name, None)

    def reopen(self, who: str, name: str) -> None:
        """Take an approval back."""
        with self._lock:
            self._open(name)
            self._reopen(who, name)

    def note(
        self, who: str, what: What, *, digest: str = "", note: str = "", rulings: tuple[Ruling, ...] = ()
    ) -> None:
        """Enter what happened to a pack, or what packs are made without."""
        with self._lock:
            self._write(who, what, "", digest=digest, note=note, rulings=rulings)

    def without(self, name: str, parts: Sequence[Ruling]) -> Made:
        """The copy as it stands, but without some parts; for one pack alone, nothing is kept of it."""
        with self._lock:
            self._open(name)
            return self._shop.without(name, (*self.log.rulings(name), *parts))

    def approved(self) -> tuple[tuple[Kept, Made], ...]:
        """Every approved record whose copy is still the one that was approved."""
        with self._lock:
            found = [self._open(one.id) for one in self.lines() if one.status == Stage.APPROVED]
            return tuple(
                (kept, made) for kept, made in found if made.digest == self.log.of(kept.id).approvals[-1].digest
            )

    def elsewhere(self, name: str) -> tuple[Elsewhere, ...]:
        """Texts of this record that were decided differently in other records of the case."""
        with self._lock:
            self._open(name)
            others = ((other, self._texts(other)) for other in self._entries if other != name)
            return differing(self._texts(name), others)

    def warm(self) -> None:
        """Begin to load what makes copies, so that the first change is answered sooner."""
        self._shop.maker.warm()

    def close(self) -> None:
        """Write what is not written yet, end the children."""
        self._current.write()
        self._shop.close()

    def _line(self, name: str) -> Line:
        if name not in self._lines:
            entry = self._standing(name)
            self._lines[name] = line_of(entry, stage(self.log.of(name), four_eyes=self.four_eyes))
        return self._lines[name]

    def _standing(self, name: str) -> dict[str, Any]:
        """The entry of a record as its decisions stand."""
        if self.log.changed(name) > int(self._entries[name].get("ruled") or 0) and self._shop.has(name):
            self._note(*self._open(name), None)
        return self._entries[name]

    def _note(self, kept: Kept, made: Made, before: Made | None) -> None:
        """Bring the entry up to what the log says."""
        name = kept.id
        seen = pictures_seen(self.log, name)
        ruled, known = self.log.changed(name), self._entries[name]
        if ruled <= int(known.get("ruled") or 0):
            return
        same = before is not None and before.decisions == made.decisions and before.digest == made.digest
        if same and seen == bool(known.get("pictures_seen")):
            self._current.same(name, ruled)
        else:
            self._current.note(kept, made, ruled, pictures_seen=seen)
        self._lines.pop(name, None)

    def _open(self, name: str) -> tuple[Kept, Made]:
        if name not in self._entries:
            raise NoRecord
        kept, made = self._shop.open(name, self.log.rulings(name))
        self._note(kept, made, None)
        return kept, made

    def _all(self, first: str) -> list[str]:
        return [first, *(name for name in self._entries if name != first)]

    def _again(self, who: str, names: Sequence[str]) -> None:
        """Make the copies anew whose decisions have changed; an approved one goes back to review."""
        for name in names:
            if not self._shop.has(name):
                continue
            rulings = self.log.rulings(name)
            before = self._shop.held(name)
            self._shop.open(name, rulings)
            kept, made = self._shop.again(name, rulings)
            if any(approval.digest != made.digest for approval in self.log.of(name).approvals):
                self._reopen(who, name)
            self._note(kept, made, before)

    def _turn(self, who: str, name: str, version: int, what: What) -> None:
        with self._lock:
            self._open(name)
            check_version(self.log, who, name, version)
            event = self.log.to_undo(name) if what is What.UNDO else self.log.to_redo(name)
            if event is None:
                return
            self._write(who, what, event.record, of=event.number)
            self._again(who, [name] if event.record else self._all(name))

    def _texts(self, name: str) -> Texts:
        """What was decided on in a record, each once; kept until its decisions change."""
        entry = self._standing(name)
        return self._said.of(
            lambda: each_once((str(f["text"]), Action(f["action"])) for f in entry["findings"]), entry["findings"]
        )

    def _reopen(self, who: str, name: str) -> None:
        self._write(who, What.REOPEN, name)
        self._lines.pop(name, None)

    def _write(self, who: str, what: What, record: str, **more: Any) -> None:
        at = self._clock().strftime("%Y-%m-%dT%H:%M:%SZ")
        self._diary.write(Event(len(self.log.events) + 1, at, who, what, record, **more))

    def _catch_up(self) -> None:
        """After a crash: rulings on the whole case whose copies were not all made yet."""
        for name in self._entries:
            self._standing(name)
