"""A name found surely anywhere in the case is found everywhere in it; ordinary words and the family's names are not."""

from hypothesis import given
from hypothesis import strategies as st

from sanitiser.detect.memory import CaseMemory
from sanitiser.domain.case import Case
from sanitiser.domain.finding import Finding
from sanitiser.domain.kinds import Kind


def _sure(text: str, said: str, kind: Kind, *, entity: str = "", words: str = "", sure: bool = True) -> Finding:
    at = text.index(said)
    return Finding(at, at + len(said), kind, 0.9, ("T",), "x", entity, words, sure=sure)


def _memory(*learnt: tuple[str, str, Kind], keep: tuple[str, ...] = ()) -> CaseMemory:
    memory = CaseMemory(Case("F", keep=keep))
    for text, said, kind in learnt:
        memory.learn(text, [_sure(text, said, kind)])
    return memory


def _said(memory: CaseMemory, text: str) -> list[str]:
    return [text[f.start : f.end] for f in memory.search(text)]


def test_short_forms_of_a_sure_name_are_found() -> None:
    memory = _memory(
        ("at Quarry Mount Primary School", "Quarry Mount Primary School", Kind.SCHOOL),
        ("Janet Okafor came", "Janet Okafor", Kind.PERSON),
    )
    assert _said(memory, "QUARRY MOUNT. Ms Okafor's visit; Quarry Mount Primary") == [
        "QUARRY MOUNT",
        "Ms Okafor",
        "Quarry Mount Primary",
    ]


def test_ordinary_words_do_not_enter_alone() -> None:
    memory = _memory(
        ("in Reading today", "Reading", Kind.PLACE),
        ("Grace Brown said", "Grace Brown", Kind.PERSON),
        ("The Grange School", "The Grange School", Kind.SCHOOL),
    )
    assert (
        _said(memory, "Reading is hard. By the grace of a brown dog. Grange Road. Brown bread; Grace was said.") == []
    )
    assert _said(memory, "Ms Brown and Grace Brown at the Grange School") == [
        "Ms Brown",
        "Grace Brown",
        "Grange School",
    ]


def test_the_familys_names_do_not_enter() -> None:
    memory = _memory(
        ("in Preston", "Preston", Kind.PLACE),
        ("Kezia Oyelaran", "Kezia Oyelaran", Kind.PERSON),
        keep=("Kezia Oyelaran", "Brent Preston"),
    )
    assert memory.names == ()


def test_unsure_findings_do_not_enter() -> None:
    memory = CaseMemory()
    memory.learn("Leeds", [_sure("Leeds", "Leeds", Kind.PLACE, sure=False)])
    assert memory.names == ()


def test_a_person_inside_the_name_of_a_school_does_not_enter() -> None:
    text = "St Bede Quarr School"
    memory = CaseMemory()
    memory.learn(text, [_sure(text, text, Kind.SCHOOL), _sure(text, "Bede Quarr", Kind.PERSON)])
    assert [name.kind for name in memory.names] == [Kind.SCHOOL]


def test_a_shared_family_name_is_nobodys_alone() -> None:
    memory = _memory(("Janet Okafor", "Janet Okafor", Kind.PERSON), ("Chidi Okafor", "Chidi Okafor", Kind.PERSON))
    text = "Okafor; Janet; Chidi"
    entities = [f.entity for f in memory.search(text)]
    assert len(set(entities)) == 3


def test_the_role_said_most_often_leads() -> None:
    memory = CaseMemory()
    for words in ("", "SOCIAL WORKER", "SOCIAL WORKER", "CHAIR"):
        memory.learn("Janet Okafor", [_sure("Janet Okafor", "Janet Okafor", Kind.PERSON, words=words)])
    (finding,) = memory.search("Okafor")
    assert finding.words == "SOCIAL WORKER"


def test_memory_survives_as_names_for_a_later_batch() -> None:
    memory = _memory(("at Quarry Mount School", "Quarry Mount School", Kind.SCHOOL))
    again = CaseMemory(names=memory.names)
    assert _said(again, "Quarry Mount") == ["Quarry Mount"]


_RECORDS = [
    ("Janet Okafor", "Janet Okafor", Kind.PERSON),
    ("Chidi Okafor", "Chidi Okafor", Kind.PERSON),
    ("Quarry Mount School", "Quarry Mount School", Kind.SCHOOL),
    ("Leeds", "Leeds", Kind.PLACE),
    ("Leeds City Council", "Leeds City Council", Kind.LOCAL_AUTHORITY),
]


@given(st.permutations(_RECORDS))
def test_the_order_of_learning_does_not_matter(records: list[tuple[str, str, Kind]]) -> None:
    text = "Okafor, Janet Okafor, Quarry Mount, LEEDS, Leeds CC and Chidi"
    assert _memory(*records).search(text) == _memory(*_RECORDS).search(text)


def test_a_short_number_is_not_looked_for_elsewhere() -> None:
    """'56' under 'Our ref' is any number; a code of some length is the same thing wherever it stands."""
    memory = _memory(("Our ref: 56", "56", Kind.IDENTIFIER), ("Our ref: MP/4471/22", "MP/4471/22", Kind.IDENTIFIER))
    assert _said(memory, "aged 56, see MP/4471/22") == ["MP/4471/22"]
