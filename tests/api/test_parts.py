"""Parts about siblings and third parties: left out of the packs that are not about them, and of no others."""

import io
import zipfile
from typing import Any

import pytest

from sanitiser.ledger import reading
from tests.api.test_packs import People
from tests.api.web import PDF, Web

TEXT = "Kezia likes maths. Tasha was hit by her father. A neighbour drinks. At Ashdown School."


class Marked:
    """A record about two children, with a part about one of them and a part about a neighbour; approved."""

    def __init__(self, web: Web) -> None:
        self.web, self.family = web, People(web)
        self.story, self.spoc = self.family.story, self.family.spoc
        self.kezia, self.tasha = self.family.child, self.family.sibling
        self.record = self.family.hand_over(TEXT, [self.kezia, self.tasha])
        web.kit.work()
        self.family.approve(self.record)
        self.sibling = self.mark("Tasha was hit by her father.", self.tasha).json()["id"]
        self.mark("A neighbour drinks.")

    def mark(self, text: str, *subjects: str, at: int = 0) -> Any:
        start = len(PDF) + TEXT.index(text) + at
        body = {"start": start, "end": start + len(text), "text": text, "subjects": list(subjects)}
        return self.spoc.post(f"/v1/records/{self.record}/parts", json=body)

    def draft(self, *subjects: str, work: bool = True) -> str:
        pack = self.story.draft(records=[self.record], subjects=list(subjects)).json()["id"]
        if work:
            self.web.kit.work()
        return str(pack)

    def release(self, pack: str) -> int:
        self.web.user("spoc2").post(f"/v1/packs/{pack}/approval")
        return int(self.spoc.post(f"/v1/packs/{pack}/release").status_code)

    def copy(self, pack: str) -> str:
        answer = self.web.user("south").get(f"/v1/packs/{pack}/content")
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            return archive.read("school-file/school-file-0001.pdf").decode()

    def items(self, pack: str) -> list[dict[str, str]]:
        return list(self.spoc.get(f"/v1/packs/{pack}/items").json()["items"])


@pytest.fixture
def marked(web: Web) -> Marked:
    return Marked(web)


def test_a_pack_about_one_child_is_made_without_the_part_about_the_other(marked: Marked) -> None:
    """And without the neighbour; what is about both, and the labels, are as in the approved copy."""
    url = f"/v1/areas/{marked.story.south}/pack-choices"
    choices = marked.spoc.get(url, params={"subjects": [marked.kezia]}).json()["records"]
    assert [one["parts_left_out"] for one in choices if one["record_id"] == marked.record] == [2]
    pack = marked.draft(marked.kezia)
    (item,) = marked.items(pack)
    seen = marked.spoc.get(f"/v1/packs/{pack}/items/{item['id']}").content.decode()
    assert marked.release(pack) == 200
    assert marked.copy(pack) == seen
    assert "Tasha" not in seen
    assert "neighbour" not in seen
    assert "Kezia likes maths." in seen
    assert "At [SCHOOL 1]." in seen


def test_a_pack_about_both_children_leaves_out_the_third_party_alone(marked: Marked) -> None:
    pack = marked.draft(marked.kezia, marked.tasha)
    assert marked.release(pack) == 200
    assert "Tasha was hit by her father." in marked.copy(pack)
    assert "neighbour" not in marked.copy(pack)


def test_the_pack_waits_until_the_copy_is_made(marked: Marked) -> None:
    """It can be neither approved nor looked at; afterwards it can."""
    pack = marked.draft(marked.kezia, work=False)
    (item,) = marked.items(pack)
    assert item["state"] == "queued"
    assert marked.web.user("spoc2").post(f"/v1/packs/{pack}/approval").status_code == 409
    assert marked.spoc.get(f"/v1/packs/{pack}/items/{item['id']}").status_code == 409
    marked.web.kit.work()
    assert marked.items(pack)[0]["state"] == "made"
    assert marked.web.user("spoc2").post(f"/v1/packs/{pack}/approval").status_code == 200


def test_a_part_that_is_not_where_it_was_marked_stops_the_pack(marked: Marked) -> None:
    """A wrong place is never sent as if it were left out."""
    marked.mark("likes maths", at=3)
    pack = marked.draft(marked.kezia)
    assert [(one["state"], one["reason"]) for one in marked.items(pack)] == [("refused", "part-moved")]
    assert marked.web.user("spoc2").post(f"/v1/packs/{pack}/approval").status_code == 409


def test_only_the_approved_copy_is_narrowed(marked: Marked, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the engine would not make the very copy that was approved, nothing is made of it."""
    make = marked.web.kit.engine.make
    monkeypatch.setattr(marked.web.kit.engine, "make", lambda u, read, brief: make(u, read + "!", brief))
    pack = marked.draft(marked.kezia)
    assert [(one["state"], one["reason"]) for one in marked.items(pack)] == [("refused", "stale")]


@pytest.mark.parametrize("change", ["mark", "unmark", "term"])
def test_what_changed_after_the_draft_stops_the_release(marked: Marked, change: str) -> None:
    """A part marked or taken back, or a copy made anew."""
    pack = marked.draft(marked.kezia)
    marked.web.user("spoc2").post(f"/v1/packs/{pack}/approval")
    if change == "mark":
        assert marked.mark("Kezia likes").status_code == 201
    elif change == "unmark":
        url = f"/v1/records/{marked.record}/parts/{marked.sibling}"
        assert marked.spoc.call("DELETE", url).status_code == 204
        assert marked.spoc.call("DELETE", url).status_code == 404
    else:
        marked.web.kit.add_term(marked.story.case, "maths")
        marked.web.kit.work()
    assert marked.spoc.post(f"/v1/packs/{pack}/release").status_code == 409


def test_the_trace_looks_at_what_left(marked: Marked, monkeypatch: pytest.MonkeyPatch) -> None:
    """A term of a part that was left out was not sent in this pack."""
    monkeypatch.setattr(reading, "text_of", lambda data, kind: data.decode("latin-1"))
    pack = marked.draft(marked.kezia)
    assert marked.release(pack) == 200
    auditor = marked.web.user("auditor")
    assert auditor.post("/v1/traces", json={"term": "hit by her father"}).json() == {"held": []}
    assert [one["pack_id"] for one in auditor.post("/v1/traces", json={"term": "likes maths"}).json()["held"]] == [pack]


def test_a_part_is_a_piece_of_the_text_about_people_of_the_case(marked: Marked) -> None:
    """Lengths must agree; strangers cannot be named; the list says what is marked; erasure takes the words."""
    url = f"/v1/records/{marked.record}/parts"
    for body in ({"start": 5, "end": 5, "text": "a"}, {"start": 5, "end": 9, "text": "abc"}):
        assert marked.spoc.post(url, json=body).status_code == 400
    strange = {"start": 0, "end": 1, "text": "%", "subjects": ["a" * 26]}
    assert marked.spoc.post(url, json=strange).status_code == 404
    listed = marked.spoc.get(url).json()["parts"]
    assert [(one["text"], one["subjects"]) for one in listed] == [
        ("Tasha was hit by her father.", [marked.tasha]),
        ("A neighbour drinks.", []),
    ]
    pack = marked.draft(marked.kezia)
    assert marked.release(pack) == 200
    case = f"/v1/cases/{marked.story.case}"
    marked.spoc.post(f"{case}/closing")
    assert marked.spoc.post(f"{case}/erasure").status_code == 200
    assert marked.web.user("spoc2").post(f"{case}/erasure-confirmation").status_code == 200
    assert list(marked.web.kit.service.blobs._backend.list()) == []
