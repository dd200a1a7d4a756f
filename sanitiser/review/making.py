"""Making a copy again after a ruling: one warm engine, one copy at a time."""

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sanitiser import stages
from sanitiser.decide.register import Register
from sanitiser.detect.memory import CaseMemory, Remembered
from sanitiser.domain.case import Case
from sanitiser.domain.document import Document, Paragraph, Section, Text
from sanitiser.domain.finding import Decision
from sanitiser.domain.record import MediaType, PdfMode, Record, assemble
from sanitiser.domain.verdict import Verdict
from sanitiser.engine import Engine, Examined, Setup
from sanitiser.errors import Quarantine
from sanitiser.jobs.crew import Refused, refusal
from sanitiser.review.kept import Kept

_SUFFIX = {MediaType.PDF: ".pdf", MediaType.DOCX: ".docx"}


@dataclass(frozen=True, slots=True)
class Made:
    """A copy as it stands, or why there is none."""

    decisions: tuple[Decision, ...]
    names: tuple[str, ...] = ()
    files: tuple[bytes, ...] = field(default=(), repr=False)
    verdicts: tuple[Verdict, ...] = ()
    refused: Refused | None = None
    typed: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 over the files' digests; empty where there is no copy."""
        return digest_of(self.files) if self.files else ""


def digest_of(files: Sequence[bytes]) -> str:
    """SHA-256, in hex, over the digests of a copy's files in their order."""
    return hashlib.sha256(b"".join(hashlib.sha256(data).digest() for data in files)).hexdigest()


class Maker:
    """Makes copies with one engine that stays warm."""

    def __init__(self, setup: Setup, engine: Engine | None = None) -> None:
        self.setup = setup
        self._engine = engine or Engine(setup)
        self._lock = threading.Lock()

    def make(
        self,
        kept: Kept,
        decisions: tuple[Decision, ...],
        register: Register,
        original: bytes,
        case: Case | None = None,
    ) -> Made:
        """Number, redact and verify. A failed copy is refused, never raised. Layout mode needs the original.

        `case` is for a maker that serves several; without it the setup's own holds.
        """
        with self._lock:
            self._engine.setup = self.setup if case is None else replace(self.setup, case=case)
            labelled = stages.label(register, kept.record, decisions)
            try:
                if self.setup.mode is PdfMode.LAYOUT and kept.record.media_type is MediaType.PDF and not original:
                    raise OriginalGone
                product = stages.copy(self._engine, original, kept.record, labelled)
            except Quarantine as error:
                return Made(labelled, refused=refusal(error))
        return Made(labelled, names_of(kept, len(product.files)), product.files, product.verdicts)

    def examine(self, text: str, register: Register, case: Case | None = None) -> tuple[Decision, ...]:
        """What is decided on in a text that a reviewer typed; takes a second or two the first time."""
        document = Document((Section((Paragraph((Text(text),)),)),))
        said, segments = assemble(document)
        record = Record(MediaType.DOCX, 1, said, segments, document)
        with self._lock:
            setup = self.setup if case is None else replace(self.setup, case=case)
            names = [Remembered(name.text, name.kind, name.entity, name.words) for name in register.names]
            found = self._engine.detector.detect(record, setup.case)
            return stages.rule(setup, CaseMemory(setup.case, names), Examined(record, found))

    def pages(self, untrusted: bytes) -> int:
        """How many pages of a PDF can be shown; 0 if none."""
        with self._lock:
            try:
                return len(self._engine.sandbox.sizes(untrusted)) if untrusted else 0
            except Quarantine:
                return 0

    def warm(self) -> None:
        """Begin to load what makes copies."""
        with self._lock:
            self._engine.sandbox.warm()

    def close(self) -> None:
        """End the children."""
        self._engine.close()


class OriginalGone(Quarantine):
    """Layout mode works on the original, which is not where it was."""

    code = "original-gone"
    title = "The original file is not where it was, or has changed"
    remedy = "Put it back, or name its folder with --originals."


def names_of(kept: Kept, count: int) -> tuple[str, ...]:
    """The neutral names of a copy's files, as a run gives them."""
    suffix = _SUFFIX[kept.record.media_type]
    return (f"{kept.id}{suffix}",) if count == 1 else tuple(f"{kept.id}-{n}{suffix}" for n in range(1, count + 1))
