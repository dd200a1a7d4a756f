"""One label for one thing through the whole case: no number changed, reused, or owed to a file's name."""

import json
import random
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitiser.decide.decide import decide
from sanitiser.decide.entity import entity_of
from sanitiser.decide.needles import needles, remaining
from sanitiser.decide.order import digest
from sanitiser.decide.register import KnownName, Register
from sanitiser.domain.case import Case, ProtectTerm
from sanitiser.domain.document import Document, Paragraph, Section, Text
from sanitiser.domain.finding import Decision, Finding
from sanitiser.domain.kinds import LABEL_PATTERN, Kind
from sanitiser.domain.record import Hidden, MediaType, Record, assemble
from sanitiser.errors import StateFileError
from sanitiser.policyfile import default_policy

CASE = Case("FAM-0001", keep=("Kezia Oyelaran",))
_WORDS = {
    "Quarry Mount": Kind.SCHOOL,
    "Beck View": Kind.SCHOOL,
    "Leeds": Kind.PLACE,
    "Hull": Kind.PLACE,
    "Janet Okafor": Kind.PERSON,
    "UKPPS": Kind.RELOCATION,
}


def record(text: str, hidden: str = "") -> Record:
    document = Document((Section(tuple(Paragraph((Text(line),)) for line in text.split("\n"))),))
    joined, segments = assemble(document, [Hidden("comment", hidden)] if hidden else [])
    return Record(MediaType.DOCX, 1, joined, segments, document)


def decided(r: Record, case: Case = CASE) -> tuple[Decision, ...]:
    found = []
    for name, kind in _WORDS.items():
        at = r.text.find(name)
        while at >= 0:
            found.append(Finding(at, at + len(name), kind, 0.9, ("T",), "x"))
            at = r.text.find(name, at + 1)
    return decide(r, found, case, default_policy())


@dataclass
class Batches:
    """What a run does with the state between batches, file names left out as the pipeline leaves them out."""

    state: bytes = b""

    def run(self, texts: list[str]) -> dict[str, str]:
        register = Register.load(self.state, "FAM-0001") if self.state else Register("FAM-0001")
        records = [(r, decided(r)) for r in map(record, texts)]
        labels = {}
        for _, decisions in sorted(records, key=lambda pair: digest(*pair)):
            for d in register.number(decisions):
                if d.label:
                    labels[d.entity] = d.label
        self.state = register.save()
        return labels


_TEXTS = [
    "Kezia went to Quarry Mount in Leeds.",
    "Janet Okafor rang Quarry Mount.",
    "Beck View is in Hull.",
    "UKPPS moved them to Hull; Janet Okafor wrote.",
    "Nothing here.",
    "Beck View and Quarry Mount, Leeds and Hull.",
]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_three_batches_in_any_order_change_and_reuse_no_number(seed: int) -> None:
    shuffle = random.Random(seed)
    texts = [*_TEXTS]
    shuffle.shuffle(texts)
    batches, known = Batches(), {}
    for batch in (texts[:2], texts[2:4], texts[4:]):
        shuffle.shuffle(batch)
        labels = batches.run(batch)
        for entity, label in labels.items():
            assert known.setdefault(entity, label) == label
    numbered = [label for label in known.values() if label != "[WITHHELD]"]
    assert len(set(numbered)) == len(numbered)
    assert all(LABEL_PATTERN.fullmatch(label) for label in known.values())


@given(st.permutations(_TEXTS))
def test_numbers_do_not_depend_on_the_order_in_which_files_come(texts: list[str]) -> None:
    assert Batches().run(texts) == Batches().run([*_TEXTS])


def test_numbers_do_not_depend_on_the_secret() -> None:
    """Two batches that differ only in a name give that name's records the same places."""
    a = Batches().run(["Kezia is in Leeds.", "She was seen in Hull and Leeds.", "Leeds again, at Beck View"])
    b = Batches().run(["Kezia is in Hull.", "She was seen in Leeds and Hull.", "Hull again, at Beck View"])
    assert {v: k for k, v in a.items()}.keys() == {v: k for k, v in b.items()}.keys()
    assert (a["place:leeds"], a["place:hull"]) == (b["place:hull"], b["place:leeds"])


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.LOCAL_AUTHORITY, "Leeds City Council", "Leeds CC"),
        (Kind.LOCAL_AUTHORITY, "London Borough of Camden", "camden council"),
        (Kind.SCHOOL, "Quarry Mount Primary School", "Quarry Mount"),
        (Kind.SCHOOL, "St. Mary's RC Primary", "Saint Marys School"),
        (Kind.PERSON, "Ms Okafor", "OKAFOR"),
        (Kind.PHONE, "0113 496 0000", "+44 (0)113 4960000"),
        (Kind.WEB, "https://www.leeds.gov.uk/", "leeds.gov.uk"),
        (Kind.POSTCODE, "LS6 3AB", "ls63ab"),
        (Kind.ADDRESS, "14 Acacia Avenue, Leeds", "14 Acacia Ave"),
    ],
)
def test_two_ways_to_write_one_thing_share_a_key(kind: Kind, one: str, other: str) -> None:
    assert entity_of(kind, one) == entity_of(kind, other)


def test_different_things_do_not_share_a_key() -> None:
    keys = [entity_of(Kind.ADDRESS, said) for said in ("14 Acacia Avenue", "15 Acacia Avenue", "14 Beck Lane")]
    assert len(set(keys)) == 3


def test_a_label_is_given_once_whatever_words_come_later() -> None:
    register = Register()
    first = register.label("p", Kind.PERSON, "SOCIAL WORKER")
    assert first == register.label("p", Kind.PERSON, "CHAIR") == "[SOCIAL WORKER 1]"
    assert register.label("q", Kind.PERSON, "no such words") == "[PERSON 1]"
    assert register.label("r", Kind.RELOCATION, "PERSON") == "[WITHHELD]"


def test_the_state_survives_and_goes_on_counting() -> None:
    register = Register("FAM-0001", (KnownName("Quarry Mount", Kind.SCHOOL, "school:quarrymt", ""),))
    register.label("a", Kind.SCHOOL, "")
    register.label("b", Kind.SCHOOL, "")
    again = Register.load(register.save(), "FAM-0001")
    assert again.save() == register.save()
    assert again.names == register.names
    assert (again.label("b", Kind.SCHOOL, ""), again.label("c", Kind.SCHOOL, "")) == ("[SCHOOL 2]", "[SCHOOL 3]")


def _state(**changes: object) -> bytes:
    said = json.loads(Register("FAM-0001").save())
    return json.dumps({**said, **changes}).encode()


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        _state(schema="other/9"),
        _state(labels=3),
        _state(labels=[{"entity": "a"}]),
        _state(labels=[{"entity": "a", "words": "SECRET", "number": 1}]),
        _state(labels=[{"entity": "a", "words": "SCHOOL", "number": 0}]),
        _state(labels=[{"entity": "a", "words": "SCHOOL", "number": True}]),
        _state(labels=[{"entity": e, "words": "SCHOOL", "number": 1} for e in "ab"]),
        _state(names=[{"text": "x", "kind": "TOWN", "entity": "", "words": ""}]),
        _state(reference="FAM-0002"),
    ],
)
def test_a_wrong_state_is_refused(untrusted: bytes) -> None:
    with pytest.raises(StateFileError) as caught:
        Register.load(untrusted, "FAM-0001")
    assert "\n" not in caught.value.message


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda c: (
            st.lists(c, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["schema", "labels", "names", "entity", "words", "number", "text", "kind", "reference"]
                ),
                c,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_gives_a_register_or_our_error(value: object) -> None:
    said = {"schema": "sanitiser.case-state/1", **value} if isinstance(value, dict) else value
    try:
        Register.load(json.dumps(said).encode())
    except StateFileError as error:
        assert error.exit_code == 2  # noqa: PT017 - either outcome is right, no other


def test_needles_are_what_was_masked_and_the_cases_terms() -> None:
    case = Case("F", keep=("Kezia Oyelaran",), protect=(ProtectTerm("Zed Town", Kind.PLACE),))
    r = record("Quarry Mount and Janet  Okafor. Kezia Oyelaran", hidden="seen in Leeds")
    said = {n.text: n.kind for n in needles(r, decided(r, case), case)}
    assert said == {"Quarry Mount": Kind.SCHOOL, "Leeds": Kind.PLACE, "Zed Town": Kind.PLACE}
    r = record("Janet Okafor of Quarry Mount")
    assert remaining(r, Register().number(decided(r))) == "[PERSON 1] of [SCHOOL 1]"
