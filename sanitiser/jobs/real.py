"""RecordEngine over the stages: one record at a time, with what is known of its case."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace

from sanitiser import __version__
from sanitiser.decide.register import Register
from sanitiser.detect.memory import CaseMemory, Remembered
from sanitiser.domain.case import Case, Identity, ProtectTerm
from sanitiser.domain.kinds import Kind
from sanitiser.domain.policy import Policy
from sanitiser.domain.record import PdfMode, Record
from sanitiser.engine import Engine, Examined, Setup
from sanitiser.errors import OtherLanguage, VerdictFailed
from sanitiser.inputs import digest as digest_of
from sanitiser.jobs.crew import refusal
from sanitiser.jobs.deadline import deadline
from sanitiser.jobs.engine import Brief, Made
from sanitiser.limits import DEFAULT, Limits
from sanitiser.manifest.review import Source, quarantined_entry, sanitised_entry
from sanitiser.policyfile import default_policy, load_policy
from sanitiser.review.apply import apply
from sanitiser.review.kept import Kept
from sanitiser.review.kept import dump as dump_kept
from sanitiser.review.making import Made as Drawn
from sanitiser.review.making import Maker
from sanitiser.review.papers import Paper
from sanitiser.review.papers import dump as dump_paper
from sanitiser.review.retyping import NOT_READ, blank, key, retyped, settled
from sanitiser.settings import Settings
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
    def setup(self) -> Setup:
        """What holds for every case."""
        return self._setup

    @property
    def version(self) -> str:
        """See RecordEngine."""
        return f"{__version__}/{self._setup.mode.value}"

    @property
    def maker(self) -> Maker:
        """Makes copies of what was read before, in this engine's own children."""
        return Maker(self._setup, self._engine)

    def digest(self, brief: Brief) -> str:
        """See RecordEngine."""
        known = {
            "policy": self._setup.policy.digest,
            "identity": brief.identity,
            "keep": brief.keep,
            "protect": [asdict(term) for term in brief.protect],
            "rulings": [{k: v for k, v in asdict(ruling).items() if k != "why"} for ruling in brief.rulings],
            "names": (brief.state or {}).get("names", []),
        }
        return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()

    def read(self, untrusted: bytes) -> Record:
        """See RecordEngine."""
        record = self._engine.sandbox.read(untrusted)
        if record.language != "en":
            raise OtherLanguage
        return record

    def unread(self, untrusted: bytes, media_type: str) -> Record:
        """See RecordEngine."""
        return replace(blank("", "", "", media_type).record, pages=max(1, self.maker.pages(untrusted)))

    def make(self, untrusted: bytes, read: Record, brief: Brief) -> Made:
        """See RecordEngine."""
        case = case_of(brief)
        setup = replace(self._setup, case=case)
        # the engine is told the case of each record anew; nothing of the last one stays in it
        self._engine.setup = setup
        examined = self._examined(read, case)
        register = register_of(brief)
        memory = CaseMemory(case, [Remembered(n.text, n.kind, n.entity, n.words) for n in register.names])
        memory.learn(read.text, examined.findings)
        kept = Kept(RECORD_ID, "", digest_of(untrusted), read, rule(setup, memory, examined))
        kept = retyped(kept, brief.rulings, lambda text: self.maker.examine(text, register, case))
        wanted = settled(kept.record, apply(kept.record, kept.decisions, brief.rulings))
        labelled = label(register, kept.record, wanted)
        register.names = names_of(memory)
        typed = key(brief.rulings)
        try:
            if not read.text and not typed:
                return made_of(kept, Drawn(labelled, refused=NOT_READ), self._setup.mode, case, register)
            product = copy(self._engine, untrusted, kept.record, labelled)
            drawn = Drawn(labelled, (), product.files, product.verdicts, typed=typed)
        except VerdictFailed as error:
            # what did not pass can still be looked at and mended by a reviewer
            drawn = Drawn(labelled, refused=refusal(error), typed=typed)
        return made_of(kept, drawn, self._setup.mode, case, register)

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


def made_of(kept: Kept, copy: Drawn, mode: PdfMode, case: Case, register: Register) -> Made:
    """What a copy, or why there is none, comes to for the store."""
    paper = dump_paper(Paper(copy.decisions, (), (), copy.verdicts, copy.refused, copy.typed))
    source, record = Source(RECORD_ID, ""), kept.record
    if copy.refused is not None:
        why = copy.refused
        entry = quarantined_entry(
            source, why.code, why.reason, why.remedy, record.media_type, mode, record, copy.decisions
        )
    else:
        names = [f"{RECORD_ID}-{number}" for number in range(1, len(copy.files) + 1)]
        entry = sanitised_entry(source, names, mode, record, copy.decisions, copy.verdicts, case)
    return Made(
        files=copy.files,
        media_type=record.media_type.value,
        pages=record.pages,
        entry=dict(entry),
        state=json.loads(register.save()),
        review_needed=bool(entry.get("review_needed", True)),
        papers=dump_kept(kept),
        paper=paper,
        refused=copy.refused,
    )


def case_of(brief: Brief) -> Case:
    """The case file that the brief stands for."""
    return Case(
        reference=brief.reference,
        identity=Identity(brief.identity),
        keep=brief.keep,
        protect=tuple(ProtectTerm(t.text, Kind(t.kind or Kind.PLACE), t.label) for t in brief.protect),
    )


def register_of(brief: Brief) -> Register:
    """The label register that the brief brings."""
    if brief.state is None:
        return Register(reference=brief.reference)
    return Register.load(json.dumps(brief.state).encode(), brief.reference)


def engine_for(settings: Settings) -> StageEngine:
    """The engine that the settings ask for; strict copies alone leave a service."""
    policy = load_policy(settings.policy_file) if settings.policy_file else default_policy()
    return StageEngine(policy, PdfMode.STRICT)
