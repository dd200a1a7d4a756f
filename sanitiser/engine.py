"""What is done with one record, stage by stage: the one way in for the command line, the service and the tests.

An Engine belongs to one process and one case. It keeps a detector (loaded once) and a sandbox for whatever touches an
untrusted file. It holds no state between records: memory and register come from its caller.
"""

from dataclasses import dataclass
from functools import cached_property

from recognisers.language import language
from sanitiser.detect.engine import Detector
from sanitiser.domain.case import Case
from sanitiser.domain.finding import Decision, Finding, Replacement
from sanitiser.domain.kinds import Action
from sanitiser.domain.policy import Policy
from sanitiser.domain.record import MediaType, PdfMode, Record
from sanitiser.domain.verdict import Needle, Verdict
from sanitiser.errors import OtherLanguage, VerdictFailed
from sanitiser.jobs.deadline import deadline
from sanitiser.jobs.sandbox import Sandbox
from sanitiser.limits import DEFAULT, Limits


@dataclass(frozen=True, slots=True)
class Setup:
    """What a run is told: the case (None: nobody is known to be family), the policy, the mode and the caps."""

    policy: Policy
    case: Case | None = None
    mode: PdfMode = PdfMode.STRICT
    limits: Limits = DEFAULT


@dataclass(frozen=True, slots=True)
class Examined:
    """A record with what was found in it, before the memory of its case is asked."""

    record: Record
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """Verified files of one copy (one, unless it had to be split) and what the readers said of each."""

    files: tuple[bytes, ...]
    verdicts: tuple[Verdict, ...]
    media_type: MediaType
    notices: tuple[str, ...] = ()


class Engine:
    """Examines records and makes copies. Close it after use; not for several threads."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.sandbox = Sandbox(setup.limits)

    def examine(self, untrusted: bytes, passwords: tuple[str, ...] = ()) -> Examined:
        """Ingest and detect. Raises a Quarantine that says why the record cannot be read."""
        record = self.sandbox.read(untrusted, passwords)
        shown = (record.text[part.start : part.end] for part in record.segments if part.paragraph is not None)
        if record.language != "en" or language("\n".join(shown)) != "en":
            raise OtherLanguage
        with deadline(self.setup.limits.wall_seconds):
            return Examined(record, self.detector.detect(record, self.setup.case))

    def make(
        self,
        untrusted: bytes,
        record: Record,
        decisions: tuple[Decision, ...],
        needles: tuple[Needle, ...],
        passwords: tuple[str, ...] = (),
    ) -> Copy:
        """Redact and verify. Raises VerdictFailed, with the checks, when a reader finds what should be gone."""
        replacements = tuple(
            Replacement(decision.finding.start, decision.finding.end, decision.label)
            for decision in decisions
            if decision.action is not Action.KEEP and decision.label
        )
        notices, files = self.sandbox.copy(untrusted, record, replacements, self.setup.mode, passwords)
        verdicts = tuple(self.sandbox.verify(data, record.media_type, self.setup.mode, needles) for data in files)
        failed = sorted({check.name for verdict in verdicts for check in verdict.checks if not check.passed})
        if failed or not all(verdict.passed for verdict in verdicts):
            raise VerdictFailed(", ".join(failed))
        return Copy(files, verdicts, record.media_type, notices)

    def close(self) -> None:
        """End the children."""
        self.sandbox.close()

    @cached_property
    def detector(self) -> Detector:
        """Loaded when the first record needs it: gazetteers and models take a second or two."""
        return Detector()
