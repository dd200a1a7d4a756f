"""Scores say what they claim: exact and overlapping, what is gone, which facts stayed; wrong files get one clear line."""

import json
from pathlib import Path

import pytest

from sanitiser.domain.case import Case
from sanitiser.domain.finding import Finding
from sanitiser.domain.kinds import Kind
from sanitiser.domain.record import Record
from sanitiser.evaluate.annotated import AnnotationError, load
from sanitiser.evaluate.run import evaluate, record_of
from sanitiser.policyfile import default_policy

_TEXT = "Ann saw Leeds City Council in Leeds.\nShe is 7."


class _Finds:
    """Finds what it is told to."""

    def __init__(self, *spans: tuple[int, int, Kind]) -> None:
        self._spans = spans

    def detect(self, record: Record, case: Case | None = None) -> tuple[Finding, ...]:
        assert record.text == _TEXT
        return tuple(Finding(start, end, kind, 0.9, ("Test",), "told so") for start, end, kind in self._spans)


def _write(folder: Path, spans: list[dict[str, object]]) -> None:
    line = {"id": "a", "text": _TEXT, "spans": spans, "keep": [{"start": 44, "end": 45, "why": "age"}]}
    (folder / "a.jsonl").write_text(json.dumps(line) + "\n", "utf-8")


_COUNCIL = {"start": 8, "end": 26, "kind": "LOCAL_AUTHORITY", "group": "in-gazetteer"}
_PLACE = {"start": 30, "end": 35, "kind": "PLACE"}


def test_exact_overlapping_and_gone_are_counted_apart(tmp_path: Path) -> None:
    """Half a name overlaps, but is neither exact nor gone."""
    _write(tmp_path, [_COUNCIL, _PLACE])
    found = _Finds((8, 18, Kind.LOCAL_AUTHORITY), (30, 35, Kind.PLACE))
    scores = evaluate(load(tmp_path), found, default_policy()).as_json()
    authority, place = scores["kinds"]["LOCAL_AUTHORITY"], scores["kinds"]["PLACE"]
    assert (authority["exact_recall"], authority["overlap_recall"], authority["gone"]) == (0.0, 1.0, 0.0)
    assert (place["exact_recall"], place["exact_precision"], place["gone"]) == (1.0, 1.0, 1.0)
    assert scores["total"]["gone"] == 0.5
    assert scores["facts"] == {"annotated": 1, "kept": 1.0}


def test_too_much_costs_precision_and_facts(tmp_path: Path) -> None:
    """A masked fact is a fact lost; F2 weighs recall four times."""
    _write(tmp_path, [_PLACE])
    found = _Finds((30, 35, Kind.PLACE), (44, 45, Kind.IDENTIFIER))
    scores = evaluate(load(tmp_path), found, default_policy())
    rates = scores.as_json()["total"]
    assert (rates["overlap_precision"], rates["overlap_recall"]) == (0.5, 1.0)
    assert rates["overlap_f2"] == pytest.approx(0.8333, abs=1e-4)
    assert scores.kept_rate == 0.0


def test_text_beside_its_annotations_is_read(tmp_path: Path) -> None:
    """The second form: a text file and its .ann.json."""
    (tmp_path / "b.txt").write_text(_TEXT, "utf-8", newline="")
    (tmp_path / "b.ann.json").write_text(json.dumps({"spans": [_PLACE], "case": {"keep": ["Ann Lee"]}}), "utf-8")
    (record,) = load(tmp_path)
    assert (record.text, record.spans[0].kind, record.case.keep) == (_TEXT, Kind.PLACE, ("Ann Lee",))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("not json", "is not JSON"),
        ('{"id": "a"}', "has no text"),
        ('{"text": "a", "spans": [{"start": 0, "end": 9, "kind": "PLACE"}]}', "start and end"),
        ('{"text": "a", "spans": [{"start": 0, "end": 1, "kind": "TOWN"}]}', "unknown kind"),
        ('{"text": "a", "spans": 3}', "not a list"),
        ("[1]", "is not an object"),
    ],
)
def test_a_wrong_file_gets_one_clear_line(tmp_path: Path, line: str, said: str) -> None:
    """And never the text of the record."""
    (tmp_path / "a.jsonl").write_text(line + "\n", "utf-8")
    with pytest.raises(AnnotationError, match=said):
        list(load(tmp_path))


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    """Nothing measured is not a perfect score."""
    with pytest.raises(AnnotationError, match="no annotated records"):
        list(load(tmp_path))


def test_a_text_becomes_a_record_with_the_same_offsets() -> None:
    """Also with empty lines."""
    text = "a\n\nb\n"
    assert record_of(text).text == text
