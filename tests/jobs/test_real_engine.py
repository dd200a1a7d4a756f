"""The engine of the service over the real stages: terms, memory, register and rulings reach the copy."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
import pytest

from sanitiser.domain.kinds import Action
from sanitiser.errors import Quarantine
from sanitiser.jobs.engine import Brief, BriefTerm, Made
from sanitiser.jobs.real import StageEngine
from sanitiser.policyfile import default_policy
from sanitiser.review.rulings import Ruling, Scope, Why


@pytest.fixture(scope="module")
def engine() -> Iterator[StageEngine]:
    made = StageEngine(default_policy())
    yield made
    made.close()


def letter(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_of(made: Made) -> str:
    (file,) = made.files
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(file)).paragraphs)


FIRST = letter("Kezia attends Thornbridge Primary School.", "Kezia likes the Old Mill.")
SECOND = letter("The head of Thornbridge Primary School rang.", "At the Old Mill again.")
BRIEF = Brief("FAM-0001", "unchanged", keep=("Kezia Oyelaran",))


def make(engine: StageEngine, data: bytes, brief: Brief) -> Made:
    return engine.make(data, engine.read(data), brief)


def test_labels_and_names_pass_from_one_record_to_the_next(engine: StageEngine) -> None:
    """One number is one name; the family's kept name stays; the digest tells when something was learnt."""
    first = make(engine, FIRST, BRIEF)
    assert "Thornbridge" not in text_of(first)
    assert "Kezia" in text_of(first)
    label = next(f["label"] for f in first.entry["findings"] if "Thornbridge" in f["text"])
    second = make(engine, SECOND, replace(BRIEF, state=first.state))
    assert f"The head of {label} rang." in text_of(second)
    assert engine.digest(replace(BRIEF, state=first.state)) != engine.digest(BRIEF)


def test_a_case_term_goes_and_is_numbered_by_its_words(engine: StageEngine) -> None:
    """With kind and label words as in a case file."""
    brief = replace(BRIEF, protect=(BriefTerm("the Old Mill", "AGENCY", "VENUE"),))
    assert "[VENUE 1]" in text_of(make(engine, FIRST, brief))


@pytest.mark.parametrize(
    ("ruling", "kept", "gone"),
    [
        (Ruling(Scope.TERM, Action.KEEP, Why.FAMILY, "Thornbridge Primary School"), "Thornbridge Primary School", None),
        (Ruling(Scope.TERM, Action.REDACT, Why.MISSED, "Old Mill"), None, "Mill"),
        (Ruling(Scope.SPAN, Action.REDACT, Why.MISSED, "likes", start=-1, end=-1), "likes", None),
    ],
)
def test_a_reviewers_ruling_is_in_the_copy(
    engine: StageEngine, ruling: Ruling, kept: str | None, gone: str | None
) -> None:
    """Kept everywhere, redacted everywhere; a span that does not say what the reviewer saw changes nothing."""
    made = make(engine, FIRST, replace(BRIEF, rulings=(ruling,)))
    assert kept is None or kept in text_of(made)
    assert gone is None or gone not in text_of(made)


def test_a_ruling_on_a_span_holds_for_it_alone(engine: StageEngine) -> None:
    """The first 'Kezia' goes, the second stays."""
    record: Any = engine.read(FIRST)
    start = record.text.index("likes")
    ruling = Ruling(Scope.SPAN, Action.REDACT, Why.MISSED, "likes", start=start, end=start + 5)
    text = text_of(engine.make(FIRST, record, replace(BRIEF, rulings=(ruling,))))
    assert "Kezia [PLACE 1] the " in text


def test_what_is_no_record_is_quarantined(engine: StageEngine) -> None:
    """The child says why; the engine goes on."""
    with pytest.raises(Quarantine):
        engine.read(b"%PDF-1.7 nonsense")
    assert make(engine, FIRST, BRIEF).files
