"""The two desks under one contract: over the folder of a run, and over the service with its workers."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Any, Protocol

from sanitiser.casework import records
from sanitiser.decide.entity import entity_of
from sanitiser.domain.case import Case
from sanitiser.domain.document import walk
from sanitiser.domain.finding import Finding
from sanitiser.domain.record import PdfMode, Record
from sanitiser.jobs.process import handlers
from sanitiser.jobs.real import StageEngine
from sanitiser.jobs.sandbox import Sandbox
from sanitiser.policyfile import default_policy
from sanitiser.review.casedesk import CaseDesk
from sanitiser.review.desk import Desk
from sanitiser.review.folder import Folder
from sanitiser.review.room import Room
from sanitiser.review.sitting import Sitting
from tests.review.kit import FIRST, SECOND, WORDS, Given, record_of
from tests.service_kit import Kit


class Desks(Protocol):
    """A desk under test. `people` are three reviewers, `names` two records of one case."""

    desk: Desk
    people: tuple[str, str, str]
    names: tuple[str, str]

    def files(self, name: str) -> tuple[bytes, ...]:
        """The copy as it lies in the folder or the store."""

    def work(self) -> None:
        """Let whatever works beside the desk do its work."""

    def again(self) -> Desk:
        """A desk that remembers nothing but what was kept."""

    def protect(self, text: str) -> None:
        """The case says that a text must go."""

    def close(self) -> None:
        """End the children."""


def said(desks: Desks, name: str) -> str:
    """What a copy says, read again."""
    with Sandbox() as sandbox:
        (file,) = desks.files(name)
        return "\n".join(placed.paragraph.text for placed in walk(sandbox.read(file).document))


@dataclass
class FolderDesks:
    """The laptop's."""

    out: Path

    def __post_init__(self) -> None:
        self.people, self.names = ("A", "B", "C"), ("0001", "0002")
        self.desk: Desk = Sitting(Folder(self.out))
        self._open: list[Any] = [self.desk]

    def files(self, name: str) -> tuple[bytes, ...]:
        return tuple((self.out / "sanitised" / file).read_bytes() for file in self.desk.view("A", name).made.names)

    def work(self) -> None:
        pass

    def again(self) -> Desk:
        self._open.append(Sitting(Folder(self.out)))
        return self._open[-1]  # type: ignore[no-any-return]

    def protect(self, text: str) -> None:
        from dataclasses import replace

        from sanitiser.domain.case import PROTECTED
        from sanitiser.review.kept import keep, load

        for name in self.names:
            kept = load(self.out / "review", name)
            assert kept is not None
            decisions = tuple(
                replace(d, finding=replace(d.finding, recognisers=(PROTECTED,)))
                if kept.record.text[d.finding.start : d.finding.end] == text
                else d
                for d in kept.decisions
            )
            keep(self.out / "review", replace(kept, decisions=decisions))
        self.desk = self.again()

    def close(self) -> None:
        for one in self._open:
            one.close()


class WordDetector:
    """Finds the words of the kit, and the case's own terms."""

    def detect(self, record: Record, case: Case | None) -> tuple[Finding, ...]:
        import re

        from sanitiser.domain.case import PROTECTED

        found = []
        words = {word: (kind, ("Test",), 0.9) for word, (kind, _) in WORDS.items()}
        words |= {term.text: (term.kind, (PROTECTED,), 1.0) for term in (case.protect if case else ())}
        for word, (kind, recognisers, score) in words.items():
            for match in re.finditer(re.escape(word), record.text):
                entity = entity_of(kind, word)
                finding = Finding(match.start(), match.end(), kind, score, recognisers, "a word of the test", entity)
                found.append(finding)
        return tuple(sorted(found, key=lambda one: one.start))


class WordEngine(StageEngine):
    """The service's engine over that detector: everything else is real."""

    def __init__(self) -> None:
        super().__init__(default_policy())
        self._engine.__dict__["detector"] = WordDetector()


class ServiceDesks:
    """The service's, with a worker that runs when it is told to."""

    def __init__(self, kit: Kit, given: tuple[Given, ...] = (Given(FIRST), Given(SECOND))) -> None:
        self.kit, self.engine = kit, WordEngine()
        people = [kit.people[name].id.removeprefix("account:") for name in ("reviewer", "reviewer2", "spoc")]
        self.people = (people[0], people[1], people[2])
        self.case = kit.open_case()
        self.north = kit.add_area(self.case, "north")
        kit.add_term(self.case, "Kezia Oyelaran", "keep", "")
        with Sandbox() as sandbox:
            originals = [sandbox.copy(b"", record_of(one), (), PdfMode.STRICT)[1][0] for one in given]
        self.all = [
            self.hand_over(data, one.source or "letter.docx") for one, data in zip(given, originals, strict=True)
        ]
        self.names = (self.all[0], self.all[1])
        self.rooms: list[Room] = []
        self.work()
        self.desk = self.again()

    def hand_over(self, data: bytes, name: str) -> str:
        written = self.kit.service.blobs.write(self.case, data)
        with self.kit.service.act(self.kit.people["north"]) as act:
            handover = records.Handover(written, sha256(data).hexdigest(), name, "application/octet-stream")
            return records.hand_over(act, self.north, handover).id

    def work(self) -> None:
        self.kit.service.queue.work(handlers(self.kit.service, self.engine), Event(), until_idle=True)

    def again(self) -> Desk:
        self.rooms.append(Room(StageEngine(default_policy())))
        return CaseDesk(self.kit.service, self.rooms[-1], self.kit.people["reviewer"], self.case)

    def files(self, name: str) -> tuple[bytes, ...]:
        from sqlalchemy import select

        from sanitiser.store.tables.records import CopyFile

        row = self.kit.record(name)
        with self.kit.database.read() as session:
            ring = self.kit.service.vault.case(session, row.case_id)
            query = select(CopyFile).where(CopyFile.copy_id == row.copy_id).order_by(CopyFile.number)
            return tuple(self.kit.service.blobs.read(session, ring, one.blob_id) for one in session.scalars(query))

    def protect(self, text: str) -> None:
        self.kit.add_term(self.case, text, "protect", WORDS[text][0].value)
        self.work()

    def close(self) -> None:
        self.engine.close()
        for room in self.rooms:
            room.close()
