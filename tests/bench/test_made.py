"""The generated bench: the same for a seed, honest about what lists hold, and above its targets."""

import pytest

from recognisers.gazetteers.names import names
from recognisers.text import fold
from sanitiser.detect.engine import Detector
from sanitiser.evaluate.run import evaluate
from sanitiser.evaluate.scores import Scores
from sanitiser.policyfile import default_policy
from tests.bench.made import syllables
from tests.bench.made.records import records

_SEED = 7


def test_records_depend_on_the_seed_alone() -> None:
    """So that numbers can be compared."""
    assert list(records(_SEED, 12)) == list(records(_SEED, 12))
    assert [r.text for r in records(_SEED, 12)] != [r.text for r in records(_SEED + 1, 12)]


def test_annotations_are_what_was_filled_in() -> None:
    """Every span lies in its text and holds no blank at an edge."""
    for record in records(_SEED, 40):
        for span in (*record.spans, *record.kept):
            assert record.text[span.start : span.end] == record.text[span.start : span.end].strip()
            assert span.end <= len(record.text)


def test_names_of_syllables_are_in_no_gazetteer() -> None:
    """Else recall would be circular."""
    heads = [fold(head + tail) for head in syllables._HEADS for tail in syllables._TAILS]
    listed = [name for name in heads if name in names("places") or name in names("local_authorities")]
    assert listed == []


def _scores(terms: bool, count: int, seed: int) -> Scores:
    return evaluate(records(seed, count), Detector(), default_policy(), terms=terms)


@pytest.mark.parametrize(("terms", "least"), [(True, 0.985), (False, 0.965)])
def test_a_small_bench_holds_its_floor(terms: bool, least: float) -> None:
    """Twenty records, a little under the targets of the full bench: fewer names, more chance."""
    scores = _scores(terms, 20, _SEED)
    assert scores.total.rates()["gone"] >= least, scores.leaks
    assert scores.kept_rate >= 0.98, scores.lost


@pytest.mark.proof
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_full_bench_reaches_its_targets(seed: int) -> None:
    """Recall 0.99 with case terms and 0.97 without, facts kept 0.98, names of no list as well as known ones."""
    known, blind = _scores(True, 200, seed), _scores(False, 200, seed)
    assert known.total.rates()["gone"] >= 0.99
    assert blind.total.rates()["gone"] >= 0.97
    assert min(known.kept_rate, blind.kept_rate) >= 0.98
    assert blind.by_group["out-of-gazetteer"].rates()["gone"] >= 0.965
