"""The flow, read aloud: ingest and detect every record; remember; decide and number; redact and verify; tell.

Two passes over a batch, since a name found surely in one record holds in all. Nothing here depends on file names, on
the number of workers or on the order in which they are ready.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from sanitiser import stages
from sanitiser.decide.register import Register
from sanitiser.engine import Engine, Setup
from sanitiser.errors import Encrypted
from sanitiser.inputs import Source
from sanitiser.jobs.crew import Crew, Refused
from sanitiser.journal import Journal
from sanitiser.spool import Spool
from sanitiser.stages import Decided, Finished, Known, ToExamine
from sanitiser.workspace import Workspace


class Show(Protocol):
    """Told how far a run is."""

    def stage(self, name: str, total: int, pages: int = 0) -> None:
        """A stage of `total` records begins; `pages` is how many they have, where that is known."""

    def step(self, pages: int) -> None:
        """One record of the stage is done."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a run is to do. `ask` gives a password for a file of this name, or None to leave it."""

    sources: tuple[Source, ...]
    setup: Setup
    register: Register
    passwords: tuple[str, ...] = ()
    ask: Callable[[str], str | None] = field(default=lambda _name: None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Every source with its copy or the reason why there is none. `register` holds the labels after this batch."""

    finished: tuple[Finished, ...]
    register: Register


def run(batch: Batch, workspace: Workspace, crew: Crew, show: Show) -> Outcome:
    """Sanitise a batch: verified drafts appear in the workspace one by one."""
    spool = Spool(workspace.spool, stages.key(batch.setup))
    known = _examine(batch, spool, crew, show)
    examined = [one for one in known if one.refused is None]
    memory = stages.remember(batch.setup.case, batch.register, spool, examined)
    ordered = stages.in_order(stages.decide(batch.setup, memory, spool, one) for one in examined)
    numbered = [stages.number(batch.register, one, place, spool) for place, one in enumerate(ordered, 1)]
    finished = _make(numbered, batch.setup, spool, workspace, crew, show)
    workspace.keep_only({name for one in finished for name in one.outputs})
    register = replace(batch.register, names=stages.names_of(memory))
    unread = [stages.Finished(one, refused=one.refused) for one in known if one.refused is not None]
    return Outcome(tuple(finished + unread), register)


def _examine(batch: Batch, spool: Spool, crew: Crew, show: Show) -> list[Known]:
    """Every source, read and searched; an encrypted one again with the password that a user gives."""
    show.stage("Reading and searching", len(batch.sources))
    items = [stages.ToExamine(source, spool, batch.passwords) for source in batch.sources]
    known = _each(crew, stages.examine, items, show)
    for place, one in enumerate(known):
        while one.refused is not None and one.refused.code == Encrypted.code and (word := batch.ask(one.source.name)):
            one = _each(crew, stages.examine, [stages.ToExamine(one.source, spool, (word,))])[0]  # noqa: PLW2901
        known[place] = one
    return known


def _each(
    crew: Crew, job: Callable[[Engine, ToExamine], Known], items: list[ToExamine], show: Show | None = None
) -> list[Known]:
    done: dict[int, Known] = {}
    for one in crew.each(job, items):
        match one.result:
            case Refused():
                done[one.index] = Known(items[one.index].source, "", refused=one.result)
            case _:
                done[one.index] = one.result
        if show is not None:
            show.step(done[one.index].pages)
    return [done[index] for index in range(len(items))]


def _make(
    numbered: list[Decided], setup: Setup, spool: Spool, workspace: Workspace, crew: Crew, show: Show
) -> list[Finished]:
    """Copies, redacted and verified side by side; each appears as soon as it is ready."""
    show.stage("Writing and verifying", len(numbered), sum(one.known.pages for one in numbered))
    journal = Journal(workspace, setup)
    items = [stages.ToMake(one, spool, journal.before(one)) for one in numbered]
    finished: dict[int, Finished] = {}
    for done in crew.each(stages.make, items):
        one = numbered[done.index]
        if isinstance(done.result, Refused):
            finished[done.index] = stages.Finished(one.known, one.stem, one.decisions, refused=done.result)
        else:
            names = journal.commit(one, done.result)
            finished[done.index] = stages.Finished(
                one.known, one.stem, one.decisions, names, done.result.verdicts, done.result.notices
            )
        show.step(one.known.pages)
    return [finished[index] for index in range(len(numbered))]
