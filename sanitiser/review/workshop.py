"""Where a sitting's copies are made: records held ready, their copies brought up to the rulings, put in place at once.

Not for several threads at once: its sitting sees to that.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from sanitiser.decide.register import Register
from sanitiser.domain.finding import Decision
from sanitiser.domain.record import MediaType, PdfMode
from sanitiser.engine import Setup
from sanitiser.jobs.crew import Refused
from sanitiser.review.apply import apply
from sanitiser.review.desk import NoRecord
from sanitiser.review.folder import Folder
from sanitiser.review.kept import FOLDER, Kept, keep, load, without_collecting
from sanitiser.review.making import Made, Maker
from sanitiser.review.retyping import NOT_READ, blank, has_text, key, retyped, settled
from sanitiser.review.rulings import Ruling
from sanitiser.review.seeing import plan, same_copy

WARM: Final = 6
"""Records that are held ready."""


class Workshop:
    """Over the folder of one run. Close it after use."""

    def __init__(self, folder: Folder, setup: Setup) -> None:
        self.folder, self.setup, self.maker = folder, setup, Maker(setup)
        self._register = Register.load((folder.review / "case-state.json").read_bytes())
        self._held: OrderedDict[str, tuple[Kept, Kept, Made]] = OrderedDict()
        self._typed: dict[str, tuple[Decision, ...]] = {}

    def has(self, name: str) -> bool:
        """Whether the run, or a reviewer, kept a record of this name."""
        return (self.folder.review / FOLDER / f"{name}.json").is_file()

    def original(self, kept: Kept) -> bytes:
        """The original, found by its digest; empty when it is gone."""
        return self.folder.original(kept, self.setup.limits.file_bytes)

    def held(self, name: str) -> Made | None:
        """A record's copy as it is held ready."""
        return self._held[name][2] if name in self._held else None

    def open(self, name: str, rulings: Sequence[Ruling]) -> tuple[Kept, Made]:
        """A record with its copy. Raises NoRecord."""
        if name in self._held:
            self._held.move_to_end(name)
            _, kept, made = self._held[name]
            return kept, made
        base = load(self.folder.review, name)
        if base is None:
            raise NoRecord
        made = self.folder.load(base, self.setup.limits.file_bytes)
        kept = retyped(base, rulings, self._examined)
        if rulings or made.decisions is not kept.decisions:
            with without_collecting():
                # a crash may have come between a ruling and its copy
                made = self._made(kept, made, rulings)
        self._hold(base, kept, made)
        return kept, made

    def again(self, name: str, rulings: Sequence[Ruling]) -> tuple[Kept, Made]:
        """An opened record with the copy that the rulings want now."""
        base, kept, made = self._held[name]
        if key(rulings) != made.typed:
            kept = retyped(base, rulings, self._examined)
        made = self._made(kept, made, rulings)
        self._hold(base, kept, made)
        return kept, made

    def without(self, name: str, rulings: Sequence[Ruling]) -> Made:
        """An opened record's copy under other rulings, which is not put in place of the copy."""
        _, kept, _ = self._held[name]
        return self._make(kept, settled(kept.record, apply(kept.record, kept.decisions, rulings)))

    def take_up(self, name: str, entry: dict[str, Any]) -> None:
        """Keep a record of which nothing was understood, so that a reviewer can type it."""
        found = blank(name, str(entry["source"]), str(entry["source_sha256"] or ""), str(entry["media_type"]))
        pages = self.maker.pages(self.original(found))
        keep(self.folder.review, replace(found, record=replace(found.record, pages=max(1, pages))))
        code, reason, remedy = (str(entry[word] or "") for word in ("code", "reason", "remedy"))
        self.folder.save(name, Made((), refused=Refused(code, reason, remedy)))

    def close(self) -> None:
        """End the children."""
        self.maker.close()

    def _hold(self, base: Kept, kept: Kept, made: Made) -> None:
        self._held[kept.id] = base, kept, made
        self._held.move_to_end(kept.id)
        while len(self._held) > WARM:
            self._held.popitem(last=False)

    def _made(self, kept: Kept, old: Made, rulings: Sequence[Ruling]) -> Made:
        """The copy as the rulings want it: the old one where that is it."""
        wanted, typed = settled(kept.record, apply(kept.record, kept.decisions, rulings)), key(rulings)
        if plan(wanted) == plan(old.decisions) and typed == old.typed:
            return same_copy(old, wanted)
        made = replace(self._make(kept, wanted), typed=typed)
        self.folder.publish(old.names or kept.outputs, made)
        self.folder.save(kept.id, made)
        return made

    def _make(self, kept: Kept, wanted: tuple[Decision, ...]) -> Made:
        if not has_text(kept.record):
            return Made(wanted, refused=NOT_READ)
        layout = self.setup.mode is PdfMode.LAYOUT and kept.record.media_type is MediaType.PDF
        state = self._register.save()
        made = self.maker.make(kept, wanted, self._register, self.original(kept) if layout else b"")
        if self._register.save() != state:
            self.folder.confide("case-state.json", self._register.save())
        return made

    def _examined(self, text: str) -> tuple[Decision, ...]:
        if text not in self._typed:
            self._typed[text] = self.maker.examine(text, self._register)
        return self._typed[text]
