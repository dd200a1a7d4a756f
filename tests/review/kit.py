"""The output of a run, made by hand in a second: records of a few paragraphs, decisions by looking for words."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from sanitiser import stages
from sanitiser.decide.entity import entity_of
from sanitiser.decide.register import Register
from sanitiser.domain.case import Case
from sanitiser.domain.document import Document, Paragraph, Section, Text
from sanitiser.domain.finding import Decision, Finding, Reason
from sanitiser.domain.kinds import Action, Kind
from sanitiser.domain.record import MediaType, PdfMode, Place, Record, Removed, assemble
from sanitiser.engine import Engine, Setup
from sanitiser.inputs import digest
from sanitiser.manifest.review import Head, Source, manifest, sanitised_entry
from sanitiser.policyfile import default_policy
from sanitiser.review.folder import Folder
from sanitiser.review.kept import Kept, keep, keep_setup

CASE = Case("FAM-0001", keep=("Kezia Oyelaran",))
WORDS = {
    "Leeds": (Kind.PLACE, Action.REDACT),
    "Quarry Mount Primary School": (Kind.SCHOOL, Action.REDACT),
    "Janet Okafor": (Kind.PERSON, Action.REDACT),
    "Kezia": (Kind.PERSON, Action.KEEP),
    "Roundhay": (Kind.AREA_CLUE, Action.REVIEW),
}
FIRST = (
    "Kezia lives in Leeds and goes to Quarry Mount Primary School.",
    "Her social worker is Janet Okafor. They went to Roundhay by bus.",
    "She was seen in Zorbleton.",
)
SECOND = ("Kezia was seen in Leeds.", "The family knows Zorbleton well.")


@dataclass(frozen=True)
class Given:
    """One record to make."""

    lines: tuple[str, ...]
    media: MediaType = MediaType.DOCX
    notices: tuple[str, ...] = ()
    source: str = ""
    removed: tuple[Removed, ...] = field(default=(Removed("comments", 2),))
    page_of: tuple[int, ...] = ()
    """The page of each line; none of them is told if empty."""


def build(out: Path, records: tuple[Given, ...] = (Given(FIRST), Given(SECOND)), case: Case = CASE) -> Folder:
    """DIR as `sanitiser run` leaves it."""
    setup = Setup(default_policy(), case, PdfMode.STRICT)
    review, sanitised = out / "review", out / "sanitised"
    review.mkdir(parents=True)
    sanitised.mkdir()
    register, engine, entries = Register(reference=case.reference), Engine(setup), []
    try:
        for number, given in enumerate(records, 1):
            name, record = f"{number:04}", record_of(given)
            decisions = stages.label(register, record, decide(record))
            product = stages.copy(engine, b"", record, decisions)
            suffix = ".pdf" if given.media is MediaType.PDF else ".docx"
            (original,) = engine.sandbox.copy(b"", record, (), PdfMode.STRICT)[1]
            source = given.source or f"record {number}{suffix}"
            (out.parent / f"original-{number}{suffix}").write_bytes(original)
            (sanitised / f"{name}{suffix}").write_bytes(product.files[0])
            where = str(out.parent / f"original-{number}{suffix}")
            sha = digest(original)
            keep(review, Kept(name, source, sha, record, decisions, product.verdicts, (f"{name}{suffix}",), where))
            entry = sanitised_entry(
                Source(name, source, sha),
                [f"sanitised/{name}{suffix}"],
                PdfMode.STRICT,
                record,
                decisions,
                product.verdicts,
                case,
            )
            entries.append(entry)
    finally:
        engine.close()
    keep_setup(review, setup)
    (review / "manifest.json").write_bytes(manifest(Head("0", "0", PdfMode.STRICT, case=case.reference), entries))
    (review / "case-state.json").write_bytes(register.save())
    return Folder(out)


def record_of(given: Given) -> Record:
    document = Document((Section(tuple(Paragraph((Text(line),)) for line in given.lines)),))
    text, segments = assemble(document, pages_of=dict(enumerate(given.page_of)))
    places = tuple(
        Place(
            m.start(),
            m.end(),
            1,
            72 + 5 * (m.start() - s.start),
            72 + 20 * n,
            72 + 5 * (m.end() - s.start),
            84 + 20 * n,
        )
        for n, s in enumerate(segments)
        for m in re.compile(r"\w+").finditer(text, s.start, s.end)
    )
    pages = max(given.page_of, default=1)
    return Record(given.media, pages, text, segments, document, places, given.removed, given.notices)


def decide(record: Record) -> tuple[Decision, ...]:
    found = []
    for word, (kind, action) in WORDS.items():
        for match in re.finditer(re.escape(word), record.text):
            entity = entity_of(kind, word)
            finding = Finding(match.start(), match.end(), kind, 0.9, ("Test",), "a word of the test", entity)
            found.append(Decision(finding, action, Reason.POLICY, entity, ""))
    return tuple(sorted(found, key=lambda d: d.finding.start))
