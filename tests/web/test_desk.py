"""The desk without a browser: hostile text is inert, every command works as a plain form."""

import re

from sanitiser.domain.kinds import Action
from tests.web.conftest import HOSTILE, Laptop
from tests.web.tags import Tags

ROW = re.compile(r'name="d-(\d+-\d+)" value="redact"')


def test_markup_in_any_field_is_text(laptop: Laptop) -> None:
    laptop.post("/change", who=f"Ann {HOSTILE}")
    laptop.post("/records/0003/add", text=HOSTILE[:60], kind="PLACE", back=HOSTILE)
    laptop.post("/records/0003/safe", text=HOSTILE)
    for path in (
        "/",
        "/records/0003",
        "/records/0002",
        f"/records/0003?q={HOSTILE}&show={HOSTILE}&sort={HOSTILE}",
        "/pack",
    ):
        answer = laptop.client.get(path)
        assert answer.status_code == 200, path
        seen = Tags()
        seen.feed(answer.text)
        assert all(script.get("nonce") for script in seen.scripts), path
        assert not seen.handlers, path
        assert "x" not in seen.images, path
        assert "<script>alert" not in answer.text


def test_the_desk_shows_original_copy_findings_and_why(laptop: Laptop) -> None:
    text = laptop.client.get("/records/0001").text
    for words in (
        "Quarry Mount Primary School",
        "[SCHOOL 1]",
        "A word of the test",
        "Comments (2)",
        "Passed.",
        "Zorbleton",
    ):
        assert words in text, words


def test_a_plain_form_decides_many_rows_at_once(laptop: Laptop) -> None:
    keys = ROW.findall(laptop.client.get("/records/0001").text)
    assert len(keys) == 5
    laptop.post("/records/0001/decide", **{f"d-{key}": "redact" for key in keys})
    assert {d.action for d in laptop.sitting.view("Ann", "0001").decisions} == {Action.REDACT}
    laptop.post("/records/0001/undo")
    assert Action.REVIEW in {d.action for d in laptop.sitting.view("Ann", "0001").decisions}


def test_a_kind_is_accepted_at_once(laptop: Laptop) -> None:
    laptop.post("/records/0001/kind", kind="AREA_CLUE")
    assert Action.REVIEW not in {d.action for d in laptop.sitting.view("Ann", "0001").decisions}


def test_what_was_missed_is_added_by_span_by_text_by_box_and_in_the_case(laptop: Laptop) -> None:
    record = laptop.sitting.view("Ann", "0001").kept.record
    at = record.text.index("by bus")
    laptop.post("/records/0001/add", span=f"{at}-{at + 6}", kind="AREA_CLUE")
    laptop.post("/records/0001/add", text="zorbleton", kind="PLACE")
    masked = {record.text[d.finding.start : d.finding.end] for d in _masked(laptop, "0001")}
    assert {"by bus", "Zorbleton"} <= masked
    place = next(p for p in laptop.sitting.view("Ann", "0002").kept.record.places if p.start == 0)
    laptop.post(
        "/records/0002/box", page=1, x0=place.x0 - 1, y0=place.y0 - 1, x1=place.x1 + 1, y1=place.y1 + 1, kind="PERSON"
    )
    assert _masked(laptop, "0002")[0].finding.start == 0
    laptop.post("/records/0002/add", text="Zorbleton", kind="PLACE", case="1")
    for name in ("0001", "0002", "0003"):
        record = laptop.sitting.view("Ann", name).kept.record
        where = record.text.index("Zorbleton")
        assert any(d.finding.start <= where < d.finding.end for d in _masked(laptop, name)), name


def test_a_box_without_text_says_so(laptop: Laptop) -> None:
    answer = laptop.post("/records/0002/box", page=1, x0=1, y0=700, x1=5, y1=705, kind="PLACE")
    assert "There is no text in that box" in answer.text  # type: ignore[attr-defined]


def test_the_conflict_of_two_reviewers_is_said_on_the_page(laptop: Laptop) -> None:
    version = laptop.version
    laptop.post("/change", who="Bea")
    laptop.post("/records/0001/kind", kind="AREA_CLUE")
    laptop.post("/change", who="Ann")
    answer = laptop.post("/records/0001/add", text="Zorbleton", kind="PLACE", version=version)
    assert "Another reviewer changed it" in answer.text  # type: ignore[attr-defined]


def test_pages_are_pictures_and_without_the_original_its_text(laptop: Laptop) -> None:
    answer = laptop.client.get("/records/0002/original/1.webp")
    assert (answer.status_code, answer.content[:4], answer.content[8:12]) == (200, b"RIFF", b"WEBP")
    assert laptop.client.get("/records/0002/original/2.webp").status_code == 404
    assert laptop.client.get("/records/0002/copy/0/1.webp").content[8:12] == b"WEBP"
    assert laptop.client.get("/records/0001/copy/9/1.webp").status_code == 404


def test_a_whole_record_passes_from_review_to_pack_without_scripts(laptop: Laptop) -> None:
    import io
    import zipfile

    from sanitiser.release.check import check
    from sanitiser.release.laptop import public_key

    laptop.client.get("/records/0002?sheet=1")
    answer = laptop.post("/records/0002/approve")
    assert "second reviewer" in answer.text  # type: ignore[attr-defined]
    laptop.post("/change", who="Bea")
    blind = laptop.client.get("/records/0002?sheet=1").text
    assert "A word of the test" not in blind
    assert "app-box" not in blind
    laptop.post("/records/0002/compare")
    assert "A word of the test" in laptop.client.get("/records/0002").text
    laptop.post("/records/0002/approve")
    answer = laptop.post("/pack", agency="school", about="Kezia Oyelaran", **{"c-0002": "school-file"})
    assert "Pack written and signed" in answer.text  # type: ignore[attr-defined]
    data = (laptop.sitting.folder.out / "packs" / "pack-0001.zip").read_bytes()
    assert check(data, public_key(laptop.sitting)).files == ("school-file/school-file-0001.pdf",)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"record 2" not in b"".join(archive.read(name) for name in archive.namelist())
    assert "recalled" in laptop.post("/pack/recall", number=1).text  # type: ignore[attr-defined]
    marked = laptop.post("/pack/parts/0002", p="1").text  # type: ignore[attr-defined]
    assert "About a third party" in marked
    assert laptop.post("/pack/parts/0002", p="x").status_code == 200  # type: ignore[attr-defined]
    number = next(event.number for event in laptop.sitting.log.events if event.what == "mark")
    assert "taken back" in laptop.post("/pack/parts/0002/back", number=number).text  # type: ignore[attr-defined]
    assert laptop.client.get("/pack/parts/0001").status_code == 404


def _masked(laptop: Laptop, name: str) -> list:  # type: ignore[type-arg]
    return [d for d in laptop.sitting.view("Ann", name).decisions if d.action is not Action.KEEP]
