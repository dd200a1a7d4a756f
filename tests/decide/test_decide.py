"""The order of force, and what is always true of decisions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitiser.decide.decide import decide
from sanitiser.domain.case import FAMILY, PROTECTED, Case, Identity
from sanitiser.domain.document import Cell, Document, Paragraph, Row, Section, Table, Text
from sanitiser.domain.finding import Decision, Finding, Reason
from sanitiser.domain.kinds import LABEL_PATTERN, Action, Kind
from sanitiser.domain.record import MediaType, Record, assemble
from sanitiser.policyfile import default_policy, parse_policy

CASE = Case("F", keep=("Kezia Oyelaran", "Brent Preston"))
POLICY = default_policy()


def record(*lines: str) -> Record:
    document = Document((Section(tuple(Paragraph((Text(line),)) for line in lines)),))
    text, segments = assemble(document)
    return Record(MediaType.DOCX, 1, text, segments, document)


def finding(
    in_: Record, said: str, kind: Kind, score: float = 0.9, by: str = "T", entity: str = "", words: str = ""
) -> Finding:
    at = in_.text.index(said)
    return Finding(at, at + len(said), kind, score, (by,), "x", entity, words)


def said(in_: Record, decisions: tuple[Decision, ...]) -> list[tuple[str, str, str]]:
    return [(in_.text[d.finding.start : d.finding.end], d.action.value, d.reason.value) for d in decisions]


def test_a_full_kept_name_beats_every_recogniser() -> None:
    r = record("Brent Preston came with Kezia Oyelaran's aunt.")
    found = [
        finding(r, "Brent", Kind.LOCAL_AUTHORITY),
        finding(r, "Preston", Kind.PLACE),
        finding(r, "Kezia Oyelaran's", Kind.PERSON),
    ]
    assert {action for _, action, _ in said(r, decide(r, found, CASE, POLICY))} == {"keep"}


def test_a_lone_part_of_a_kept_name_in_a_places_context_is_for_review() -> None:
    r = record("They moved to Preston in May.")
    (decision,) = decide(r, [finding(r, "Preston", Kind.PLACE)], CASE, POLICY)
    assert (decision.action, decision.reason) == (Action.REVIEW, Reason.PART_OF_KEPT_NAME)


@pytest.mark.parametrize("line", ["Preston laughed.", "a letter from Preston", "spoke to Preston", "Preston's mum"])
def test_a_lone_part_of_a_kept_name_elsewhere_stays(line: str) -> None:
    r = record(line)
    (decision,) = decide(r, [finding(r, "Preston", Kind.PLACE)], CASE, POLICY)
    assert decision.action is Action.KEEP


def test_a_longer_name_that_holds_a_part_of_a_kept_name_goes() -> None:
    r = record("Preston City Council and Oyelaran Road School and Janet Preston")
    found = [
        finding(r, "Preston City Council", Kind.LOCAL_AUTHORITY),
        finding(r, "Oyelaran Road School", Kind.SCHOOL),
        finding(r, "Janet Preston", Kind.PERSON),
    ]
    assert {action for _, action, _ in said(r, decide(r, found, CASE, POLICY))} == {"redact"}


def test_a_model_that_takes_a_word_along_does_not_take_the_familys_name() -> None:
    r = record("Flag Kezia on the register; Grace Oyelaran was there")
    found = [finding(r, "Flag Kezia", Kind.PERSON), finding(r, "Grace Oyelaran", Kind.PERSON)]
    assert [d.action.value for d in decide(r, found, CASE, POLICY)] == ["keep", "redact"]


def test_what_is_left_of_a_long_finding_does_not_beat_a_whole_one() -> None:
    r = record("Merrion House Leeds LS2 8BB")
    found = [
        finding(r, "Merrion House Leeds LS2", Kind.PERSON),
        finding(r, "Leeds", Kind.PLACE, by=PROTECTED),
        finding(r, "LS2 8BB", Kind.POSTCODE),
    ]
    assert [
        (text, d.finding.kind.value)
        for (text, _, _), d in zip(said(r, decide(r, found, CASE, POLICY)), decide(r, found, CASE, POLICY), strict=True)
    ] == [("Merrion House", "PERSON"), ("Leeds", "PLACE"), ("LS2 8BB", "POSTCODE")]


def test_protect_beats_keep_and_every_policy() -> None:
    r = record("Brent Preston")
    policy = parse_policy(b'[actions]\nPLACE = "keep"', POLICY)
    (decision, *_) = decide(r, [finding(r, "Preston", Kind.PLACE, by=PROTECTED)], CASE, policy)
    assert (decision.action, decision.reason) == (Action.REDACT, Reason.PROTECT)


def test_without_a_case_every_person_is_for_review() -> None:
    r = record("Janet Okafor")
    found = [finding(r, "Janet Okafor", Kind.PERSON)]
    assert said(r, decide(r, found, None, POLICY)) == [("Janet Okafor", "review", "unknown-person")]
    assert said(r, decide(r, found, CASE, POLICY)) == [("Janet Okafor", "redact", "policy")]


def test_weak_findings_are_for_review_and_very_weak_ones_stay() -> None:
    r = record("Alpha Beta Gamma")
    found = [
        finding(r, "Alpha", Kind.PLACE, 0.5),
        finding(r, "Beta", Kind.PLACE, 0.3),
        finding(r, "Gamma", Kind.PLACE, 0.2),
    ]
    assert [d.action.value for d in decide(r, found, CASE, POLICY)] == ["redact", "review", "keep"]


def test_the_nhs_number_stays_even_if_it_looks_like_a_telephone_number() -> None:
    r = record("NHS 943 476 5919")
    found = [
        finding(r, "943 476 5919", Kind.IDENTIFIER, 1.0, words="NHS NUMBER"),
        finding(r, "943 476 5919", Kind.PHONE, 0.9),
    ]
    assert said(r, decide(r, found, CASE, POLICY)) == [("943 476 5919", "keep", "policy")]


def test_a_changed_identity_takes_the_familys_names_and_numbers() -> None:
    r = record("Kezia Oyelaran, NHS 943 476 5919")
    case = Case("F", Identity.CHANGED, keep=("Kezia Oyelaran",))
    found = [
        finding(r, "Kezia Oyelaran", Kind.PERSON, by=FAMILY, words="CHILD"),
        finding(r, "943 476 5919", Kind.IDENTIFIER, 1.0, words="NHS NUMBER"),
    ]
    decisions = decide(r, found, case, POLICY)
    assert [(d.words, d.action.value) for d in decisions] == [("CHILD", "redact"), ("NHS NUMBER", "redact")]


def test_parts_of_an_address_over_lines_are_one_finding() -> None:
    r = record("at 14 Acacia Avenue,", "Headingley", "Leeds LS6 3AB.")
    found = [
        finding(r, "14 Acacia Avenue", Kind.ADDRESS),
        finding(r, "Headingley", Kind.PLACE),
        finding(r, "Leeds", Kind.PLACE),
        finding(r, "LS6 3AB", Kind.POSTCODE),
    ]
    assert [text for text, _, _ in said(r, decide(r, found, CASE, POLICY))] == [
        "14 Acacia Avenue,\nHeadingley\nLeeds LS6 3AB"
    ]


def test_what_grows_stops_at_its_neighbours() -> None:
    """Initials before a name and 'St' behind one may be another's already: no character has two rulings."""
    r = record("In note 60 W. L. Holladay of Garden St. Mary wrote.")
    found = [
        finding(r, "60 W", Kind.ADDRESS),
        finding(r, "Holladay", Kind.PERSON, 0.55),
        finding(r, "Garden", Kind.PLACE),
        finding(r, "St. Mary", Kind.SCHOOL),
    ]
    made = said(r, decide(r, found, None, POLICY))
    assert [text for text, *_ in made] == ["60 W", "L. Holladay", "Garden", "St. Mary"]


def test_parts_of_an_address_in_two_cells_stay_apart() -> None:
    cells = tuple(Cell((Paragraph((Text(said),)),)) for said in ("14 Acacia Avenue", "Leeds"))
    document = Document((Section((Table((Row(cells),), 2),)),))
    text, segments = assemble(document)
    r = Record(MediaType.DOCX, 1, text, segments, document)
    found = [finding(r, "14 Acacia Avenue", Kind.ADDRESS), finding(r, "Leeds", Kind.PLACE)]
    assert [d.finding.kind for d in decide(r, found, CASE, POLICY)] == [Kind.ADDRESS, Kind.PLACE]


def test_a_name_line_above_an_address_is_not_part_of_it() -> None:
    r = record("Kezia Oyelaran", "14 Acacia Avenue")
    found = [finding(r, "Kezia Oyelaran\n14 Acacia Avenue", Kind.ADDRESS)]
    assert said(r, decide(r, found, CASE, POLICY)) == [
        ("Kezia Oyelaran", "keep", "keep-list"),
        ("14 Acacia Avenue", "redact", "policy"),
    ]


def test_a_sure_place_inside_a_doubtful_distance_is_not_hidden_in_it() -> None:
    """A reviewer who keeps the distance must not set the place free."""
    r = record("about ten miles from Leeds today")
    found = [finding(r, "ten miles from Leeds", Kind.AREA_CLUE), finding(r, "Leeds", Kind.PLACE)]
    assert said(r, decide(r, found, CASE, POLICY)) == [
        ("ten miles from", "review", "policy"),
        ("Leeds", "redact", "policy"),
    ]


def test_the_longest_of_equal_force_wins_and_takes_the_others_in() -> None:
    r = record("Leeds Grammar School")
    found = [finding(r, "Leeds", Kind.PLACE, 1.0), finding(r, "Leeds Grammar School", Kind.SCHOOL, 0.7)]
    (decision,) = decide(r, found, CASE, POLICY)
    assert decision.finding.kind is Kind.SCHOOL
    assert [f.kind for f in decision.joined] == [Kind.PLACE]


def test_a_protected_council_in_a_longer_name_gives_its_label() -> None:
    r = record("Leeds City Council offices")
    found = [
        finding(r, "Leeds", Kind.LOCAL_AUTHORITY, by=PROTECTED, entity="case:leeds", words="COUNCIL"),
        finding(r, "Leeds City Council", Kind.LOCAL_AUTHORITY, entity="gss:E08000035"),
    ]
    (decision,) = decide(r, found, CASE, POLICY)
    assert (decision.entity, decision.words, decision.reason) == ("case:leeds", "COUNCIL", Reason.PROTECT)


def test_a_list_of_several_names_is_not_one() -> None:
    case = Case("F", Identity.CHANGED, keep=("Kezia Oyelaran", "Tasha Oyelaran"))
    r = record("Tasha Oyelaran, Kezia Oyelaran")
    found = [
        finding(r, "Tasha Oyelaran, Kezia Oyelaran", Kind.PERSON),
        finding(r, "Tasha Oyelaran", Kind.PERSON, by=FAMILY, entity="family:t"),
        finding(r, "Kezia Oyelaran", Kind.PERSON, by=FAMILY, entity="family:k"),
    ]
    assert [d.entity for d in decide(r, found, case, POLICY)] == ["family:t", "family:k"]


def test_relocation_is_withheld_and_weak_phrases_are_for_review() -> None:
    r = record("UKPPS moved them; they fled.")
    found = [finding(r, "UKPPS", Kind.RELOCATION, 0.95), finding(r, "fled", Kind.RELOCATION, 0.3)]
    decisions = decide(r, found, CASE, POLICY)
    assert [(d.words, d.action.value) for d in decisions] == [("WITHHELD", "redact"), ("WITHHELD", "review")]


_TEXT = "Kezia Oyelaran of Leeds City Council, 14 Acacia Avenue\nLeeds LS6 3AB; [SCHOOL 1] Preston's naïve café №7 x"
_NAMES = ("T", PROTECTED, FAMILY, "CaseMemory")


@st.composite
def _findings(draw: st.DrawFn) -> list[Finding]:
    found = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(-2, len(_TEXT)))
        end = draw(st.integers(start, min(len(_TEXT) + 3, start + 40)))
        kind = draw(st.sampled_from(list(Kind)))
        score = draw(st.sampled_from([0.1, 0.3, 0.5, 0.9, 1.0]))
        words = draw(st.sampled_from(["", "NHS NUMBER", "COUNCIL", "nonsense"]))
        found.append(Finding(start, end, kind, score, (draw(st.sampled_from(_NAMES)),), "x", "", words))
    return found


@settings(max_examples=400, deadline=None)
@given(_findings(), st.sampled_from([None, CASE, Case("F", Identity.CHANGED, keep=("Kezia Oyelaran",))]))
def test_what_is_always_true_of_decisions(found: list[Finding], case: Case | None) -> None:
    r = record(*_TEXT.split("\n"))
    decisions = decide(r, found, case, POLICY)
    masked: set[int] = set()
    reached = 0
    for d in decisions:
        start, end = d.finding.start, d.finding.end
        assert reached <= start < end <= len(_TEXT)
        reached = end
        assert not (start and _TEXT[start - 1].isalnum() and _TEXT[start].isalnum())
        assert not (end < len(_TEXT) and _TEXT[end - 1].isalnum() and _TEXT[end].isalnum())
        if d.action is not Action.KEEP:
            masked.update(range(start, end))
    for match in LABEL_PATTERN.finditer(_TEXT):
        assert not masked & set(range(*match.span()))
    inert = {i for match in LABEL_PATTERN.finditer(_TEXT) for i in range(*match.span())}
    for f in found:
        letters = {i for i in range(max(0, f.start), min(len(_TEXT), f.end)) if _TEXT[i].isalnum()} - inert
        if {PROTECTED, FAMILY} & {*f.recognisers}:
            assert letters <= masked


@settings(max_examples=200, deadline=None)
@given(_findings())
def test_every_finding_is_heard(found: list[Finding]) -> None:
    """Each finding that says anything is covered, in its first word or as a part, by some decision."""
    r = record(*_TEXT.split("\n"))
    decisions = decide(r, found, CASE, POLICY)
    covered = {i for d in decisions for i in range(d.finding.start, d.finding.end)}
    inert = {i for match in LABEL_PATTERN.finditer(_TEXT) for i in range(*match.span())}
    for f in found:
        letters = {i for i in range(max(0, f.start), min(len(_TEXT), f.end)) if _TEXT[i].isalnum()} - inert
        assert not letters or letters & covered


@given(st.permutations(["Leeds", "Leeds City Council", "14 Acacia Avenue", "LS6 3AB", "Preston", "Kezia Oyelaran"]))
def test_the_order_of_findings_does_not_matter(order: list[str]) -> None:
    r = record(*_TEXT.split("\n"))
    kinds = dict(
        zip(
            sorted(order),
            [Kind.ADDRESS, Kind.PERSON, Kind.PLACE, Kind.POSTCODE, Kind.LOCAL_AUTHORITY, Kind.PLACE],
            strict=True,
        )
    )
    found = [finding(r, text, kinds[text]) for text in order]
    assert decide(r, found, CASE, POLICY) == decide(r, found[::-1], CASE, POLICY)
