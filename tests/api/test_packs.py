"""Packs about named people: whose records are in them, whose stay out, and under which names."""

import io
import json
import zipfile
from typing import Any

import pytest

from tests.api.test_release import Story
from tests.api.web import PDF, Web


class People:
    """A case with a child and a sibling, whom the south knows by new names."""

    def __init__(self, web: Web, *, empty: bool = True) -> None:
        self.story = Story(web, empty=empty)
        self.web, self.case = web, self.story.case
        self.spoc = web.user("spoc")
        self.child, self.sibling = self.person("Kezia"), self.person("Tasha")

    def person(self, name: str, *, known: bool = True) -> str:
        names = [{"area_id": self.story.south, "name": f"{name} New"}] if known else []
        body = {"kind": "child", "name": name, "names": names}
        return str(self.spoc.post(f"/v1/cases/{self.case}/subjects", json=body).json()["id"])

    def hand_over(self, words: str, subjects: list[str]) -> str:
        fields = {"category": "school-file", "area_id": self.story.north, "subjects": ",".join(subjects)}
        return str(self.spoc.upload(self.case, PDF + words.encode(), **fields).json()["id"])

    def approve(self, record: str) -> None:
        copy = self.spoc.get(f"/v1/records/{record}").json()["copy_id"]
        for who in ("reviewer", "reviewer2"):
            body = {"copy_id": copy, "pages_shown": "1"}
            assert self.web.user(who).post(f"/v1/records/{record}/approval", json=body).status_code == 200


class Family(People):
    """And a record about each, one about both, one of which nobody said; all approved."""

    def __init__(self, web: Web) -> None:
        super().__init__(web, empty=False)
        self.unknown = self.person("Grown-up brother", known=False)
        self.records = {"not-said": self.story.record}
        subjects = {"them": [self.child], "others": [self.sibling], "also-others": [self.child, self.sibling]}
        for about, people in subjects.items():
            self.records[about] = self.hand_over(about, people)
        web.kit.work()
        for record in self.records.values():
            self.approve(record)

    def choices(self, *subjects: str) -> Any:
        url = f"/v1/areas/{self.story.south}/pack-choices"
        return self.spoc.get(url, params={"subjects": list(subjects)}).json()

    def draft(self, *about: str, **said: Any) -> Any:
        records = [self.records[one] for one in about]
        return self.story.draft(records=records, **said)


@pytest.fixture
def family(web: Web) -> Family:
    return Family(web)


def test_what_is_about_the_named_alone_is_suggested(family: Family) -> None:
    """Siblings' records are not, nor those of which nobody said whom they are about."""
    found = family.choices(family.child)
    assert [person["name"] for person in found["people"]] == ["Kezia New", "Tasha New"]
    about = {one["record_id"]: (one["about"], one["suggested"]) for one in found["records"]}
    assert about == {record: (words, words == "them") for words, record in family.records.items()}
    both = {one["about"] for one in family.choices(family.child, family.sibling)["records"]}
    assert both == {"them", "not-said"}


def test_a_sibling_s_record_cannot_be_in_it(family: Family) -> None:
    """One about both can, but only because it was named; and a pack is always about somebody whom the side knows."""
    assert family.draft("them", "others", subjects=[family.child]).status_code == 409
    assert family.draft("them").status_code == 400
    assert family.draft("them", subjects=[family.unknown]).status_code == 404
    made = family.draft("them", "also-others", subjects=[family.child])
    assert made.status_code == 201
    assert made.json()["subjects"] == [family.child]


def test_the_pack_names_people_as_its_side_knows_them(family: Family) -> None:
    """In manifest and papers; a record about two people is listed under the one whom the pack is about."""
    pack = family.draft("also-others", subjects=[family.child]).json()["id"]
    family.web.user("spoc2").post(f"/v1/packs/{pack}/approval")
    assert family.spoc.post(f"/v1/packs/{pack}/release").status_code == 200
    south = family.web.user("south")
    shown = south.get(f"/v1/packs/{pack}").json()
    own = {one["id"]: one["name"] for one in south.get(f"/v1/cases/{family.story.south}/subjects").json()["subjects"]}
    assert [own[one] for one in shown["subjects"]] == ["Kezia New"]
    with zipfile.ZipFile(io.BytesIO(south.get(f"/v1/packs/{pack}/content").content)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        held = b"".join(archive.read(name) for name in archive.namelist() if not name.endswith(".pdf"))
    assert manifest["subjects"] == ["Kezia New"]
    assert [file["subjects"] for file in manifest["files"]] == [["Kezia New"]]
    assert b"Tasha" not in held


def test_the_office_says_whom_a_record_is_about(family: Family) -> None:
    """Then it is a sibling's, and stays out; only people of the case can be named."""
    url = f"/v1/records/{family.records['not-said']}/subjects"
    said = family.spoc.call("PUT", url, json={"subjects": [family.sibling]})
    assert said.json()["subjects"] == [family.sibling]
    assert family.draft("not-said", subjects=[family.child]).status_code == 409
    assert family.spoc.call("PUT", url, json={"subjects": ["a" * 26]}).status_code == 404


def test_only_a_released_pack_can_be_replaced_and_only_once(family: Family) -> None:
    """The side's own pack alone; a draft can be thrown away instead."""
    first = family.draft("them", subjects=[family.child]).json()["id"]
    assert family.draft("them", subjects=[family.child], replaces_id=first).status_code == 409
    for who, step in (("spoc2", "approval"), ("spoc", "release")):
        assert family.web.user(who).post(f"/v1/packs/{first}/{step}").status_code == 200
    twice = [family.draft("them", subjects=[family.child], replaces_id=first).json()["id"] for _ in range(2)]
    answers = []
    for pack in twice:
        family.web.user("spoc2").post(f"/v1/packs/{pack}/approval")
        answers.append(family.spoc.post(f"/v1/packs/{pack}/release").status_code)
    assert answers == [200, 409]
    content = family.web.user("south").get(f"/v1/packs/{twice[0]}/content").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert json.loads(archive.read("manifest.json"))["replaces"] == 1
