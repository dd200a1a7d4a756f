"""The engine runs our recognisers alone over a record, in pieces that lose nothing, and never reads a label."""

import re
import socket
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from presidio_analyzer import EntityRecognizer, RecognizerResult

from recognisers.result import result
from sanitiser.detect.engine import CHUNK, Detector, chunks, merged, outside_labels
from sanitiser.detect.memory import MEMORY
from sanitiser.domain.case import PROTECTED, Case, ProtectTerm
from sanitiser.domain.document import Document, Paragraph, Section, Text
from sanitiser.domain.finding import Finding
from sanitiser.domain.kinds import Kind
from sanitiser.domain.record import Hidden, MediaType, Record, Segment, assemble


class Town(EntityRecognizer):  # type: ignore[misc]
    """Finds 'Xtown' and, over a line break, 'Xtown / Ytown'."""

    def __init__(self, name: str = "Town", score: float = 0.8) -> None:
        super().__init__(supported_entities=["PLACE"], name=name)
        self._score = score

    def load(self) -> None:
        pass

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        return [
            result("PLACE", m.start(), m.end(), self._score, self.name, "A town.", entity="t:x", sure=True)
            for m in re.finditer(r"Xtown(?:\nYtown)?|PLACE", text)
        ]


def _record(*lines: str, hidden: tuple[Hidden, ...] = ()) -> Record:
    document = Document((Section(tuple(Paragraph((Text(line),)) for line in lines)),))
    text, segments = assemble(document, hidden)
    return Record(MediaType.DOCX, 1, text, segments, document)


def test_results_become_findings_with_what_the_recogniser_said() -> None:
    (finding,) = Detector([Town()]).detect(_record("in Xtown now"))
    assert finding == Finding(3, 8, Kind.PLACE, 0.8, ("Town",), "A town.", "t:x", "", sure=True)


class Bodies(EntityRecognizer):  # type: ignore[misc]
    """Finds bodies and keys them by the name that they bear, as ours do."""

    LABELS: ClassVar = {"Xtown United": "SPORTS CLUB", "Xtown Hospital": "HOSPITAL", "Xtown Infirmary": "HOSPITAL"}

    def __init__(self) -> None:
        super().__init__(supported_entities=["AGENCY"], name="Bodies")

    def load(self) -> None:
        pass

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        return [
            result(
                "AGENCY", *m.span(), 0.9, self.name, "A body.", entity="agency:xtown", words=self.LABELS.get(m[0], "")
            )
            for m in re.finditer(r"Xtown (?:United|Hospital|Infirmary|Aid|Refuge)", text)
        ]


def test_bodies_that_bear_the_name_of_one_town_are_not_one_thing() -> None:
    record = _record("Xtown United, Xtown Hospital, Xtown Infirmary, Xtown Aid, Xtown Refuge, Xtown Aid")
    club, hospital, infirmary, charity, refuge, again = [f.entity for f in Detector([Bodies()]).detect(record)]
    assert len({club, hospital, charity, refuge}) == 4
    assert (hospital, charity) == (infirmary, again)


def test_of_several_recognisers_of_one_span_the_surest_is_heard() -> None:
    (finding,) = Detector([Town("A", 0.6), Town("B", 0.9)]).detect(_record("Xtown"))
    assert (finding.recognisers, finding.score) == (("B",), 0.9)


def test_case_terms_lead_where_a_recogniser_agrees() -> None:
    case = Case("F", protect=(ProtectTerm("Xtown", Kind.PLACE),))
    (finding,) = Detector([Town(score=1.0)]).detect(_record("Xtown"), case)
    assert finding.entity == "case:xtown"
    assert finding.recognisers == (PROTECTED, "Town")


def test_labels_are_inert() -> None:
    assert Detector([Town()]).detect(_record("[PLACE 1] was [SCHOOL 2]")) == ()


def test_nothing_is_read_across_the_end_of_the_visible_text() -> None:
    record = _record("Xtown", hidden=(Hidden("comment", "Ytown"),))
    assert [record.text[f.start : f.end] for f in Detector([Town()]).detect(record)] == ["Xtown"]


def test_a_long_record_is_read_in_pieces_that_lose_nothing() -> None:
    lines = ["word " * 12 + ("Xtown" if n % 7 == 0 else "Ytown at last") for n in range(6_000)]
    record = _record(*lines)
    assert len(record.text) > 5 * CHUNK
    found = Detector([Town()]).detect(record)
    assert [f.start for f in found] == [m.start() for m in re.finditer("Xtown", record.text)]


def test_detecting_never_opens_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert Detector().detect(_record("She lives at 14 Acacia Avenue, LS6 3AB."))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 9_000), min_size=1, max_size=12), st.lists(st.booleans(), min_size=12, max_size=12))
def test_pieces_cover_every_character_of_every_flow(lengths: list[int], hidden: list[bool]) -> None:
    segments, at = [], 0
    for n, length in enumerate(lengths):
        segments.append(Segment(at, at + length, "comment" if hidden[n] else "body", None if hidden[n] else n))
        at += length + 1
    text = "x" * (at - 1) if at else ""
    covered = set()
    for start, end in chunks(text, segments):
        assert end - start <= CHUNK
        covered.update(range(start, end))
    wanted = {i for s in segments for i in range(s.start, s.end)}
    assert wanted <= covered


@given(st.text(alphabet="[]SCHOL 12ax", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_a_finding_is_cut_at_labels_and_nothing_else(text: str, a: int, b: int) -> None:
    text = f"{text}[SCHOOL 1]{text}"
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    finding = Finding(start, end, Kind.PLACE, 0.5, ("T",), "x")
    labels = [m.span() for m in re.finditer(r"\[SCHOOL [1-9]\d{0,5}\]", text)]
    kept = {i for f in outside_labels(text, [finding]) for i in range(f.start, f.end)}
    assert kept == set(range(start, end)) - {i for s, e in labels for i in range(s, e)}


def test_merging_does_not_depend_on_order() -> None:
    found = [Finding(0, 5, Kind.PLACE, s, (n,), n, n) for s, n in ((0.5, "b"), (0.9, "a"), (0.9, "c"))]
    assert merged(found) == merged(reversed(found))


def test_the_memory_says_who_is_meant_and_the_recogniser_why() -> None:
    one = Finding(0, 9, Kind.PERSON, 0.85, ("Person",), "a title", "person:okafor")
    two = Finding(0, 9, Kind.PERSON, 0.95, (MEMORY,), "known", "person:janet okafor", "SOCIAL WORKER")
    (both,) = merged([one, two])
    assert (both.entity, both.words, both.explanation, both.score) == (
        "person:janet okafor",
        "SOCIAL WORKER",
        "a title",
        0.95,
    )


@pytest.mark.parametrize("name", ["Hart", "King's Lynn and West Norfolk", "London Borough of Sutton", "Perth and Kinross Council Children's Services"])  # fmt: skip
def test_what_stands_beside_a_protected_name_is_read_alike_whatever_it_is(name: str) -> None:
    """'Leeds City Council Confidential Case' looks like a body's name, 'Hart Confidential Case' does not."""
    from recognisers.agency import AgencyRecogniser
    from recognisers.service import CouncilShapeRecogniser, ServiceRecogniser
    from recognisers.unlisted import UnlistedRecogniser

    detector = Detector([AgencyRecogniser(), CouncilShapeRecogniser(), ServiceRecogniser(), UnlistedRecogniser()])

    def beside(secret: str) -> list[tuple[str, Kind]]:
        record = _record(f"{secret} Confidential Case file", f"Room 12 {secret} Children and Families Confidential")
        case = Case("T", protect=(ProtectTerm(secret, Kind.LOCAL_AUTHORITY),))
        found = [f for f in detector.detect(record, case) if f.recognisers != ("CaseTerms",)]
        return [
            (record.text[f.start : f.end].replace(secret, "[]"), f.kind) for f in found if secret not in f.explanation
        ]

    assert beside(name) == beside("Leeds City Council")
