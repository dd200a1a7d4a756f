"""Leftovers are the names and codes that a reviewer should look at, and little else."""

import pytest

from sanitiser.decide.decide import decide
from sanitiser.domain.case import Case
from sanitiser.domain.document import Document, Paragraph, Section, Text
from sanitiser.domain.finding import Finding
from sanitiser.domain.kinds import Kind
from sanitiser.domain.record import Hidden, MediaType, Record, assemble
from sanitiser.manifest.leftovers import MOST, leftovers
from sanitiser.policyfile import default_policy

CASE = Case("F", keep=("Kezia Oyelaran",))


def _record(*lines: str) -> Record:
    document = Document((Section(tuple(Paragraph((Text(line),)) for line in lines)),))
    text, segments = assemble(document, [Hidden("comment", "Zyxland")])
    return Record(MediaType.DOCX, 1, text, segments, document)


def _left(*lines: str) -> dict[str, int]:
    return {item.text: item.count for item in leftovers(_record(*lines), (), CASE)}


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("She went to Zorbleton and Zorbleton again.", {"Zorbleton": 2}),
        ("Ref QX/4471-B and 99887766", {"QX/4471-B": 1, "99887766": 1}),
        ("the Order of Quexley Knights", {"Order of Quexley Knights": 1}),
    ],
)
def test_unexplained_names_and_codes_are_listed(line: str, left: dict[str, int]) -> None:
    assert _left(line) == left


@pytest.mark.parametrize(
    "line",
    [
        "Kezia Oyelaran's Mother said on Monday 3rd March 2023 at 10:30am.",
        "Salbutamol 100mcg, 2 puffs; weight 18.4kg; 96%; £1,200; Section 47; Year 3; S47; KS2; 12/05/2023.",
        "[SCHOOL 1] and [WITHHELD] and [PICTURE]",
        "NHS, GP, CAMHS and Ofsted. The Children Act.",
    ],
)
def test_what_is_explained_is_not(line: str) -> None:
    assert _left(line) == {}


def test_what_was_masked_or_is_hidden_is_not_left() -> None:
    record = _record("in Zorbleton")
    found = [Finding(3, 12, Kind.PLACE, 0.9, ("T",), "x")]
    assert leftovers(record, decide(record, found, CASE, default_policy()), CASE) == ()


def test_the_list_has_an_end() -> None:
    left = _left(*(f"saw Zorb{chr(97 + n % 26)}{chr(97 + n // 26)}ton" for n in range(26 * 26)))
    assert len(left) == MOST
