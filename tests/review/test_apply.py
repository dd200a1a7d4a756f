"""Rulings upon decisions: whatever reviewers do, decisions stay in order, whole words, and never overlap."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sanitiser.domain.kinds import Action, Kind
from sanitiser.review.apply import apply
from sanitiser.review.log import Event, Log, What
from sanitiser.review.rulings import Ruling, Scope, Why
from tests.review.kit import FIRST, Given, decide, record_of

RECORD = record_of(Given(FIRST))
DECISIONS = decide(RECORD)
END = len(RECORD.text)


@st.composite
def rulings(draw: st.DrawFn) -> Ruling:
    action = draw(st.sampled_from([Action.REDACT, Action.KEEP]))
    kind = draw(st.sampled_from(list(Kind)))
    if draw(st.booleans()):
        words = st.sampled_from(sorted(set(RECORD.text.split())))
        return Ruling(Scope.TERM, action, Why.MISSED, draw(words), kind)
    start = draw(st.integers(0, END - 1))
    end = draw(st.integers(start + 1, min(END, start + 60)))
    return Ruling(Scope.SPAN, action, Why.MISSED, RECORD.text[start:end], kind, "", start, end)


@settings(deadline=None, max_examples=150)
@given(st.lists(rulings(), max_size=6))
def test_decisions_never_overlap_nor_cut_a_word(given_rulings: list[Ruling]) -> None:
    made = apply(RECORD, DECISIONS, given_rulings)
    assert all(first.finding.end <= second.finding.start for first, second in pairwise(made))
    for decision in made:
        start, end = decision.finding.start, decision.finding.end
        assert 0 <= start < end <= END
        if decision.action is not Action.KEEP:
            assert not (start and RECORD.text[start - 1 : start + 1].isalnum())
            assert not (end < END and RECORD.text[end - 1 : end + 1].isalnum())


@settings(deadline=None, max_examples=150)
@given(st.lists(rulings(), max_size=4), rulings())
def test_what_was_redacted_last_is_covered(before: list[Ruling], last: Ruling) -> None:
    if last.scope is not Scope.SPAN or last.action is not Action.REDACT:
        return
    made = apply(RECORD, DECISIONS, [*before, last])
    for at in range(last.start, last.end):
        if RECORD.text[at].isalnum():
            assert any(d.finding.start <= at < d.finding.end and d.action is not Action.KEEP for d in made), (
                RECORD.text[last.start : last.end]
            )


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(rulings(), st.booleans()), max_size=6))
def test_undoing_everything_gives_back_the_engines_decisions(steps: list[tuple[Ruling, bool]]) -> None:
    log = Log()
    for ruling, case in steps:
        log.add(Event(len(log.events) + 1, "", "A", What.RULE, "" if case else "0001", (ruling,)))
    while (event := log.to_undo("0001")) is not None:
        log.add(Event(len(log.events) + 1, "", "A", What.UNDO, event.record, of=event.number))
    assert apply(RECORD, DECISIONS, log.rulings("0001")) == DECISIONS
    redone = 0
    while (event := log.to_redo("0001")) is not None:
        log.add(Event(len(log.events) + 1, "", "A", What.REDO, event.record, of=event.number))
        redone += 1
    assert redone == len(steps)
    assert log.rulings("0001") == tuple(ruling for ruling, _ in steps)


def test_a_ruling_whose_text_stands_elsewhere_now_does_nothing() -> None:
    assert apply(RECORD, DECISIONS, [Ruling(Scope.SPAN, Action.KEEP, Why.FAMILY, "Leeds", start=0, end=5)]) == DECISIONS


def test_a_longer_redaction_is_not_uncovered_by_keeping_a_part_of_it() -> None:
    start = RECORD.text.index("Mount")
    made = apply(RECORD, DECISIONS, [Ruling(Scope.SPAN, Action.KEEP, Why.FAMILY, "Mount", start=start, end=start + 5)])
    assert made == DECISIONS


def test_a_term_without_a_capital_is_meant_as_it_is_written() -> None:
    """A reviewer who redacts 'by  bus' in the whole case means these words; 'Reading' is still no reading age."""
    record = record_of(Given(("They came by bus, By\nBus again, and nearby buses.", "Her reading age in Reading.")))
    for text, found in (("by bus", ["by bus", "By\nBus"]), ("Reading", ["Reading"])):
        made = apply(record, (), [Ruling(Scope.TERM, Action.REDACT, Why.MISSED, text)])
        assert [record.text[d.finding.start : d.finding.end] for d in made] == found
