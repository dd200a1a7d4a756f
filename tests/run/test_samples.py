"""The invented family's records: every planted secret gone, every fact that must stay readable, in every copy."""

import json

import pytest

from tests.run.conftest import Run
from tests.run.readers import holds, plain, text_of
from tests.samples.content import FIRST, LATER
from tests.samples.marks import TRUTHS

# Planted where a reader does not see them: comments, deletions, hidden text, properties, links, bookmarks, white text.
HIDDEN = (
    "Armley Ridge Road", "Spencer Mount", "LS8 3JB", "Seacroft", "Gareth Llewellyn", "jokafor", "leeds.gov.uk", "leedsth", "Mosaic, Leeds",
    "LeedsOfficeAddress", "leeds-east", "Merrion House", "LS8 5DR", "Harehills family", "Check with Quarry", "LEEDS CITY COUNCIL",
)  # fmt: skip


def test_the_first_batch_is_sanitised_whole(first: Run) -> None:
    assert first.code == 0, first.stderr
    told = json.loads(first.stdout)
    assert (told["records"], told["sanitised"], told["quarantined"]) == (10, 10, [])


@pytest.mark.parametrize("name", [name for name, _, _ in FIRST])
def test_no_secret_is_left_in_a_copy_of_the_first_batch(first: Run, name: str) -> None:
    text = text_of(first.output(name))
    assert [secret for secret in (*TRUTHS[name].secrets, *HIDDEN) if holds(text, secret)] == []


@pytest.mark.parametrize("name", [name for name, _, _ in LATER])
def test_no_secret_is_left_in_a_copy_of_the_second_batch(later: Run, name: str) -> None:
    text = text_of(later.output(name))
    assert [secret for secret in (*TRUTHS[name].secrets, *HIDDEN) if holds(text, secret)] == []


@pytest.mark.parametrize("name", [name for name, _, _ in FIRST])
def test_every_fact_stays_readable_in_the_first_batch(first: Run, name: str) -> None:
    text = plain(text_of(first.output(name)))
    assert [fact for fact in TRUTHS[name].facts if plain(fact) not in text] == []


@pytest.mark.parametrize("name", [name for name, _, _ in LATER])
def test_every_fact_stays_readable_in_the_second_batch(later: Run, name: str) -> None:
    text = plain(text_of(later.output(name)))
    assert [fact for fact in TRUTHS[name].facts if plain(fact) not in text] == []


def test_a_label_means_the_same_thing_in_both_batches(first: Run, later: Run) -> None:
    def labels(run: Run) -> dict[str, str]:
        return {f["text"]: f["label"] for d in run.manifest["documents"] for f in d["findings"] if f["label"]}

    before, after = labels(first), labels(later)
    shared = set(before) & set(after)
    assert "Quarry Mount Primary School" in shared
    assert {text: before[text] for text in shared} == {text: after[text] for text in shared}


def test_names_of_copies_say_nothing(first: Run) -> None:
    names = sorted(path.name for path in (first.out / "sanitised").iterdir())
    assert [name.split(".")[0] for name in names] == [f"{n:04}" for n in range(1, 11)]


def test_a_picture_leaves_its_mark(first: Run) -> None:
    assert "[PICTURE]" in text_of(first.output("chronology.docx"))
