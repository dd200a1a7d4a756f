"""The stages of a batch, each over one record; the pipeline says in which order they go."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from sanitiser import __version__
from sanitiser.decide.decide import decide as decide_on
from sanitiser.decide.needles import needles, remaining
from sanitiser.decide.order import digest as order_digest
from sanitiser.decide.register import KnownName, Register
from sanitiser.detect.engine import merged
from sanitiser.detect.memory import CaseMemory, Remembered
from sanitiser.domain.case import Case
from sanitiser.domain.finding import Decision
from sanitiser.domain.record import MediaType, Record
from sanitiser.domain.verdict import Verdict
from sanitiser.engine import Engine, Examined, Setup
from sanitiser.errors import Quarantine
from sanitiser.inputs import Source, digest, load
from sanitiser.jobs.crew import Refused, refusal
from sanitiser.spool import Spool
from sanitiser.verify.residue import allowances

_SETUP: TypeAdapter[Setup] = TypeAdapter(Setup)


@dataclass(frozen=True, slots=True)
class ToExamine:
    """One file to read. `passwords` are tried in their order."""

    source: Source
    spool: Spool
    passwords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a file once it was looked at; `refused` says why it could not be understood."""

    source: Source
    sha256: str
    media_type: MediaType | None = None
    pages: int = 0
    passwords: tuple[str, ...] = ()
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A record with its decisions; `order` is the digest that places it in its batch, `stem` its neutral name."""

    known: Known
    decisions: tuple[Decision, ...]
    order: str
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an interrupted run noted of a copy that is still good."""

    verdicts: tuple[Verdict, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToMake:
    """One copy to make, unless an interrupted run's copy is still good."""

    decided: Decided
    spool: Spool
    before: Earlier | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """The files of a copy (none when an earlier one is still good), their verdicts, and the record for the manifest."""

    files: tuple[bytes, ...]
    verdicts: tuple[Verdict, ...]
    record: Record
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of one source: the names of its copy's files with their verdicts, or why there is none."""

    known: Known
    stem: str = ""
    decisions: tuple[Decision, ...] = ()
    outputs: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    notices: tuple[str, ...] = ()
    refused: Refused | None = None


def key(setup: Setup) -> str:
    """The digest of all that examining a record depends on."""
    said = _SETUP.dump_json(setup)
    return hashlib.sha256(__version__.encode() + said).hexdigest()


def examine(engine: Engine, item: ToExamine) -> Known:
    """Ingest and detect; the result goes to the spool."""
    sha256 = ""
    try:
        untrusted = load(item.source, engine.setup.limits.file_bytes)
        sha256 = digest(untrusted)
        examined = item.spool.load(sha256)
        if examined is None:
            examined = engine.examine(untrusted, item.passwords)
            item.spool.save(sha256, examined)
        return Known(item.source, sha256, examined.record.media_type, examined.record.pages, item.passwords)
    except Quarantine as error:
        return Known(item.source, sha256, refused=refusal(error))


def remember(case: Case | None, register: Register, spool: Spool, examined: Iterable[Known]) -> CaseMemory:
    """The names found surely in this batch and in earlier ones."""
    names = [Remembered(name.text, name.kind, name.entity, name.words) for name in register.names]
    memory = CaseMemory(case, names)
    for known in examined:
        kept = spool.load(known.sha256)
        if kept is not None:
            memory.learn(kept.record.text, kept.findings)
    return memory


def decide(setup: Setup, memory: CaseMemory, spool: Spool, known: Known) -> Decided:
    """Findings, with what the memory adds, become decisions; nothing is numbered yet."""
    kept = spool.need(known.sha256)
    decisions = rule(setup, memory, kept)
    return Decided(known, decisions, order_digest(kept.record, decisions))


def rule(setup: Setup, memory: CaseMemory, examined: Examined) -> tuple[Decision, ...]:
    """The decisions on one record, without numbers."""
    findings = merged([*examined.findings, *memory.search(examined.record.text)])
    return decide_on(examined.record, findings, setup.case, setup.policy)


def in_order(decided: Iterable[Decided]) -> list[Decided]:
    """By what the records say without their secrets; where that is the same, by their bytes."""
    return sorted(decided, key=lambda one: (one.order, one.known.sha256))


def number(register: Register, one: Decided, place: int, spool: Spool) -> Decided:
    """The record with its neutral name and its labels."""
    decisions = label(register, spool.need(one.known.sha256).record, one.decisions)
    return replace(one, decisions=decisions, stem=f"{place:04}")


def label(register: Register, record: Record, decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Decisions with their labels. What is hidden is dropped anyway and gets no number, which would show as a gap."""
    shown = sorted((segment.start, segment.end) for segment in record.segments if segment.paragraph is not None)
    starts = [start for start, _ in shown]

    def hidden(decision: Decision) -> bool:
        finding = decision.finding
        near = bisect_right(starts, max(finding.start, finding.end - 1)) - 1
        return near < 0 or shown[near][1] <= finding.start

    numbered = iter(register.number(decision for decision in decisions if not hidden(decision)))
    return tuple(decision if hidden(decision) else next(numbered) for decision in decisions)


def make(engine: Engine, item: ToMake) -> Product:
    """Redact and verify one record. Raises a Quarantine when no copy can be made or it does not pass."""
    known = item.decided.known
    record = item.spool.need(known.sha256).record
    if item.before is not None:
        return Product((), item.before.verdicts, record, item.before.notices)
    untrusted = load(known.source, engine.setup.limits.file_bytes)
    return copy(engine, untrusted, record, item.decided.decisions, known.passwords)


def copy(
    engine: Engine, untrusted: bytes, record: Record, decisions: tuple[Decision, ...], passwords: tuple[str, ...] = ()
) -> Product:
    """A verified copy of one record whose decisions have their labels."""
    left = remaining(record, decisions)
    wanted = allowances(left, needles(record, decisions, engine.setup.case))
    made = engine.make(untrusted, record, decisions, wanted, passwords)
    return Product(made.files, made.verdicts, record, made.notices)


def alone(engine: Engine, untrusted: bytes, passwords: tuple[str, ...] = ()) -> Product:
    """The whole flow for a batch of one record, in memory, with a register of its own."""
    setup = engine.setup
    examined = engine.examine(untrusted, passwords)
    memory = CaseMemory(setup.case)
    memory.learn(examined.record.text, examined.findings)
    decisions = label(Register(), examined.record, rule(setup, memory, examined))
    return copy(engine, untrusted, examined.record, decisions, passwords)


def names_of(memory: CaseMemory) -> tuple[KnownName, ...]:
    """The memory as the case state keeps it."""
    return tuple(KnownName(name.text, name.kind, name.entity, name.words) for name in memory.names)
