"""RecordEngine over the stages: one record at a time, with what is known of its case."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from sanitiser import __version__
from sanitiser.decide.register import Register
from sanitiser.detect.memory import CaseMemory, Remembered
from sanitiser.domain.case import Case, Identity, ProtectTerm
from sanitiser.domain.finding import Decision
from sanitiser.domain.kinds import Kind
from sanitiser.domain.policy import Policy
from sanitiser.domain.record import PdfMode, Record
from sanitiser.engine import Engine, Examined, Setup
from sanitiser.errors import OtherLanguage
from sanitiser.jobs.deadline import deadline
from sanitiser.jobs.engine import Brief, Made
from sanitiser.jobs.rulings import apply
from sanitiser.limits import DEFAULT, Limits
from sanitiser.manifest.review import Source, sanitised_entry
from sanitiser.stages import copy, label, names_of, rule

RECORD_ID = "0001"


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found in a record under a case, so that making it again after a conflict does not search again."""

    record: Record
    case: Case
    examined: Examined


class StageEngine:
    """Implements RecordEngine. Keeps one engine with its sandbox and detector; not for several threads."""

    def __init__(self, policy: Policy, mode: PdfMode = PdfMode.STRICT, limits: Limits = DEFAULT) -> None:
        self._setup = Setup(policy, None, mode, limits)
        self._engine = Engine(self._setup)
        self._looked: _Looked | None = None

    @property
    def version(self) -> str:
        """See RecordEngine."""
        return f"{__version__}/{self._setup.mode.value}"

    def digest(self, brief: Brief) -> str:
        """See RecordEngine."""
        known = {
            "policy": self._setup.policy.digest,
            "identity": brief.identity,
            "keep": brief.keep,
            "protect": [asdict(term) for term in brief.protect],
            "rulings": [asdict(ruling) for ruling in brief.rulings],
            "names": (brief.state or {}).get("names", []),
        }
        return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()

    def read(self, untrusted: bytes) -> Record:
        """See RecordEngine."""
        record = self._engine.sandbox.read(untrusted)
        if record.language != "en":
            raise OtherLanguage
        return record

    def make(self, untrusted: bytes, read: Record, brief: Brief) -> Made:
        """See RecordEngine."""
        case = case_of(brief)
        setup = replace(self._setup, case=case)
        # the engine is told the case of each record anew; nothing of the last one stays in it
        self._engine.setup = setup
        examined = self._examined(read, case)
        register = _register(brief)
        memory = CaseMemory(case, [Remembered(n.text, n.kind, n.entity, n.words) for n in register.names])
        memory.learn(read.text, examined.findings)
        decisions = apply(brief.rulings, read, rule(setup, memory, examined))
        labelled = label(register, read, decisions)
        product = copy(self._engine, untrusted, read, labelled)
        register.names = names_of(memory)
        return self._made(product.files, read, labelled, product.verdicts, case, register)

    def close(self) -> None:
        """See RecordEngine."""
        self._engine.close()

    def _examined(self, record: Record, case: Case) -> Examined:
        looked = self._looked
        if looked is None or looked.record is not record or looked.case != case:
            with deadline(self._setup.limits.wall_seconds):
                found = Examined(record, self._engine.detector.detect(record, case))
            looked = self._looked = _Looked(record, case, found)
        return looked.examined

    def _made(
        self,
        files: tuple[bytes, ...],
        record: Record,
        decisions: tuple[Decision, ...],
        verdicts: Any,
        case: Case,
        register: Register,
    ) -> Made:
        names = [f"{RECORD_ID}-{number}" for number in range(1, len(files) + 1)]
        entry = sanitised_entry(Source(RECORD_ID, ""), names, self._setup.mode, record, decisions, verdicts, case)
        return Made(
            files=files,
            media_type=record.media_type.value,
            pages=record.pages,
            entry=entry,
            state=json.loads(register.save()),
            review_needed=bool(entry["review_needed"]),
        )


def case_of(brief: Brief) -> Case:
    """The case file that the brief stands for."""
    return Case(
        reference=brief.reference,
        identity=Identity(brief.identity),
        keep=brief.keep,
        protect=tuple(ProtectTerm(t.text, Kind(t.kind or Kind.PLACE), t.label) for t in _protected(brief)),
    )


def _protected(brief: Brief) -> list[Any]:
    """The case terms, and what a reviewer redacted wherever it stands."""
    ruled = [r for r in brief.rulings if r.action == "redact" and r.scope == "term" and r.start is None and r.text]
    return [*brief.protect, *ruled]


def _register(brief: Brief) -> Register:
    if brief.state is None:
        return Register(reference=brief.reference)
    return Register.load(json.dumps(brief.state).encode(), brief.reference)
