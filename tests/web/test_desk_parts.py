"""The parts of the desk that are sent as they are looked at, what a search finds, and pages that are typed."""

import json

import pytest

from api.web import texts
from sanitiser.domain.document import Document, Paragraph, Section, Text
from tests.web.conftest import HOSTILE, Laptop


def test_the_page_of_a_record_holds_no_box_and_each_sheet_is_asked_for_its_own(laptop: Laptop) -> None:
    page = laptop.client.get("/records/0002").text
    assert 'class="app-box' not in page
    boxes = laptop.client.get("/records/0002/boxes/1").json()
    assert {box["action"] for box in boxes} == {"redact", "keep"}
    assert laptop.client.get("/records/0002/boxes/2").json() == []


def test_one_page_alone_has_its_boxes_without_a_script(laptop: Laptop) -> None:
    assert 'class="app-box app-box--redact"' in laptop.client.get("/records/0002?sheet=1").text


def test_a_browser_that_asks_again_is_not_sent_the_original_again(laptop: Laptop) -> None:
    again = laptop.client.get("/records/0002", headers={"HX-Request": "true"}).text
    assert "/original/1.webp" in laptop.client.get("/records/0002").text
    assert "/original/1.webp" not in again
    assert 'data-row="1"' in again


def test_a_text_is_sent_in_leaves_that_together_are_the_whole(laptop: Laptop) -> None:
    document = Document((Section(tuple(Paragraph((Text(f"line {n}"),)) for n in range(texts.LEAF * 2 + 1))),))
    leaves = texts.copy([document])
    assert len(leaves) == 3
    assert "".join(leaves).count("<p>") == texts.LEAF * 2 + 1
    assert "Leeds" in laptop.client.get("/records/0001/leaf/original/1").text
    assert "Leeds" not in laptop.client.get("/records/0001/leaf/copy/1").text
    assert laptop.client.get("/records/0001/leaf/copy/2").status_code == 404
    assert laptop.client.get("/records/0001/leaf/elsewhere/1").status_code == 404


@pytest.mark.parametrize("path", ["leaf/original/1", "boxes/1?q=Leeds"])
def test_parts_are_inert_too(laptop: Laptop, path: str) -> None:
    answer = laptop.client.get(f"/records/0003/{path}")
    assert HOSTILE not in answer.text
    assert "no-store" in answer.headers["cache-control"]


def test_what_a_search_finds_is_boxed_and_counted_in_the_whole_case(laptop: Laptop) -> None:
    found = laptop.client.get("/records/0002/boxes/1?q=Zorbleton").json()
    assert [box["action"] for box in found].count("hit") == 1
    page = laptop.client.get("/records/0002?q=Zorbleton&where=case").text
    assert "In other records" in page
    assert "/records/0001?q=Zorbleton&amp;how=word" in page
    assert "1 of 1 not redacted" in page
    assert "It stands in no other record" in laptop.client.get("/records/0002?q=family+knows&where=case").text


def test_a_search_by_kind_finds_its_findings_and_names_an_unknown_one(laptop: Laptop) -> None:
    assert "1 places" in laptop.client.get("/records/0001?q=school&how=kind").text
    assert "no kind of this name" in laptop.client.get("/records/0001?q=spaceship&how=kind").text


def test_a_change_brings_the_reviewer_back_to_their_search(laptop: Laptop) -> None:
    back = "show=all&sort=place&at=1&q=caf%C3%A9+x&how=word"
    answer = laptop.client.post(
        "/records/0001/undo", data={"token": laptop.token, "version": laptop.version}, follow_redirects=False
    )
    assert answer.status_code == 303
    data = {"token": laptop.token, "version": laptop.version, "kind": "PLACE", "back": back}
    answer = laptop.client.post("/records/0001/kind", data=data, follow_redirects=False)
    assert answer.headers["location"] == f"/records/0001?{back}"


def test_a_record_is_withheld_typed_and_given_back_by_plain_forms(laptop: Laptop) -> None:
    laptop.post("/records/0001/type", page=0, act="withhold")
    page = laptop.client.get("/records/0001").text
    assert "The whole record is withheld" in page
    assert "[RECORD WITHHELD]" in laptop.client.get("/records/0001/leaf/copy/1").text
    laptop.post("/records/0001/type", page=0, act="type", text=f"Kezia is well. {HOSTILE}")
    copy = laptop.client.get("/records/0001/leaf/copy/1").text
    assert "Kezia is well." in copy
    assert HOSTILE not in copy
    laptop.post("/records/0001/type", page=0, act="restore")
    assert "goes to" in laptop.client.get("/records/0001/leaf/copy/1").text


def test_typing_nothing_or_on_a_page_without_text_says_so(laptop: Laptop) -> None:
    empty = laptop.post("/records/0001/type", page=0, act="type", text="  ")
    assert "Nothing was typed" in empty.text  # type: ignore[attr-defined]
    nowhere = laptop.post("/records/0001/type", page=7, act="withhold")
    assert "has no text of its own" in nowhere.text  # type: ignore[attr-defined]
    assert laptop.version == 0


def test_a_record_that_nobody_could_read_can_be_taken_up_from_the_list(laptop: Laptop) -> None:
    entry = laptop.sitting._entries["0001"]
    gone = {"status": "quarantined", "findings": [], "code": "x", "reason": HOSTILE, "remedy": "Type it"}
    laptop.sitting._entries["0009"] = {**entry, **gone, "id": "0009", "source_sha256": None}
    page = laptop.client.get("/").text
    assert "/records/0009/take-up" in page
    assert HOSTILE not in page
    assert "There is no copy" in laptop.post("/records/0009/take-up").text  # type: ignore[attr-defined]
    laptop.post("/records/0009/type", page=0, act="type", text="Kezia is allergic to nuts.")
    assert "allergic" in laptop.client.get("/records/0009/leaf/copy/1").text
    laptop.sitting.close()
    made = json.loads((laptop.sitting.folder.review / "manifest.json").read_bytes())
    assert [entry["status"] for entry in made["documents"] if entry["id"] == "0009"] == ["sanitised"]


def test_words_for_a_picture_are_taken_by_a_plain_form_and_taken_away_by_an_empty_one(laptop: Laptop) -> None:
    laptop.post("/records/0003/picture", number=1, text="A house in Leeds")
    view = laptop.sitting.view("Ann", "0003")
    assert view.described == ((1, "A house in Leeds"),)
    laptop.post("/records/0003/picture", number=1, text=" ")
    assert laptop.sitting.view("Ann", "0003").described == ()
    assert laptop.client.get("/records/0003/pictures/1.webp").status_code == 404
