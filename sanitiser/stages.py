"""The stages of a batch, each over one record; the pipeline says in which order they go."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from sanitiser import __version__
from sanitiser.decide.decide import decide as rule
from sanitiser.decide.needles import needles, remaining
from sanitiser.decide.order import digest as order_digest
from sanitiser.decide.register import KnownName, Register
from sanitiser.detect.engine import merged
from sanitiser.detect.memory import CaseMemory, Remembered
from sanitiser.domain.case import Case
from sanitiser.domain.finding import Decision
from sanitiser.domain.record import MediaType, Record
from sanitiser.domain.verdict import Verdict
from sanitiser.engine import Engine, Setup
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
class ToMake:
    """One copy to make. `before` is the verdict of an interrupted run's copy that is still good: then none is made."""

    decided: Decided
    spool: Spool
    before: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """The files of a copy (none when an earlier one is still good), their verdicts, and the record for the manifest."""

    files: tuple[bytes, ...]
    verdicts: tuple[Verdict, ...]
    record: Record


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of one source: the names of its copy's files with what the manifest tells, or why there is none."""

    known: Known
    decisions: tuple[Decision, ...] = ()
    outputs: tuple[str, ...] = ()
    product: Product | None = None
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
    kept = spool.load(known.sha256)
    if kept is None:
        raise FileNotFoundError(known.sha256)
    findings = merged([*kept.findings, *memory.search(kept.record.text)])
    decisions = rule(kept.record, findings, setup.case, setup.policy)
    return Decided(known, decisions, order_digest(kept.record, decisions))


def in_order(decided: Iterable[Decided]) -> list[Decided]:
    """By what the records say without their secrets; where that is the same, by their bytes."""
    return sorted(decided, key=lambda one: (one.order, one.known.sha256))


def number(register: Register, one: Decided, place: int, spool: Spool) -> Decided:
    """The record with its neutral name and its labels. What is hidden gets no number: it would show as a gap."""
    kept = spool.load(one.known.sha256)
    shown = [segment for segment in kept.record.segments if segment.paragraph is not None] if kept else []
    end = max((segment.end for segment in shown), default=0)
    visible = register.number(d for d in one.decisions if d.finding.start < end)
    hidden = tuple(d for d in one.decisions if d.finding.start >= end)
    return replace(one, decisions=visible + hidden, stem=f"{place:04}")


def make(engine: Engine, item: ToMake) -> Product:
    """Redact and verify one record. Raises a Quarantine when no copy can be made or it does not pass."""
    known = item.decided.known
    kept = item.spool.load(known.sha256)
    if kept is None:
        raise FileNotFoundError(known.sha256)
    if item.before:
        return Product((), item.before, kept.record)
    untrusted = load(known.source, engine.setup.limits.file_bytes)
    left = remaining(kept.record, item.decided.decisions)
    wanted = allowances(left, needles(kept.record, item.decided.decisions, engine.setup.case))
    copy = engine.make(untrusted, kept.record, item.decided.decisions, wanted, known.passwords)
    return Product(copy.files, copy.verdicts, kept.record)


def names_of(memory: CaseMemory) -> tuple[KnownName, ...]:
    """The memory as the case state keeps it."""
    return tuple(KnownName(name.text, name.kind, name.entity, name.words) for name in memory.names)
