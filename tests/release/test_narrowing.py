"""Narrowing with the real engine: whole paragraphs about a sibling go, and nothing else of the approved copy does."""

import io
from collections.abc import Iterator

import docx
import pytest

from sanitiser.casework.records import requeue
from sanitiser.domain.kinds import Action
from sanitiser.jobs.real import StageEngine
from sanitiser.policyfile import default_policy
from sanitiser.release import narrowing, packs
from sanitiser.review.log import What
from sanitiser.review.minutes import enter, lock_case
from sanitiser.review.rulings import Ruling, Scope, Why
from sanitiser.store.tables.records import Copy, Record
from sanitiser.store.tables.release import Pack
from tests.api.test_packs import People
from tests.api.web import Web

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BEFORE = "Kezia Oyelaran attends Thornbridge Primary School in Harrogate."
ABOUT = ("Tasha was seen by Dr Alan Whitfield at Harrogate District Hospital.", "Tasha takes 5 mg of melatonin.")
AFTER = "Kezia is allergic to penicillin. The head of Thornbridge Primary School rang."


@pytest.fixture
def engine() -> Iterator[StageEngine]:
    made = StageEngine(default_policy())
    yield made
    made.close()


def letter() -> bytes:
    document = docx.Document()
    for paragraph in (BEFORE, *ABOUT, AFTER):
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paragraphs(data: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(data)).paragraphs if one.text]


class Letter:
    """The letter in a case of two children whom the south knows, done by the real engine and approved."""

    def __init__(self, web: Web, engine: StageEngine) -> None:
        self.web, self.kit = web, web.kit
        self.kit.engine = engine  # type: ignore[assignment]
        self.people = People(web)
        self.case, self.spoc = self.people.case, self.people.spoc
        for name in ("Kezia Oyelaran", "Tasha Oyelaran"):
            self.kit.add_term(self.case, name, "keep", "")
        files = {"file": ("a letter.docx", letter(), WORD)}
        subjects = f"{self.people.child},{self.people.sibling}"
        fields = {"category": "school-file", "area_id": self.people.story.north, "subjects": subjects}
        key = {"Idempotency-Key": "the-first-letter"}
        sent = self.spoc.post(f"/v1/cases/{self.case}/records", files=files, data=fields, headers=key)
        self.record = str(sent.json()["id"])
        self.kit.work()
        self.approve()

    def approve(self) -> None:
        """As it is: what a reviewer decides on is not what is tried here."""
        with self.kit.service.act(self.kit.people["spoc"]) as act:
            row = act.session.get_one(Record, self.record)
            row.state = "approved"
            act.session.get_one(Copy, row.copy_id).approved_at = act.at

    def type(self, text: str) -> None:
        """Put typed text in place of the whole record."""
        with self.kit.service.act(self.kit.people["spoc"]) as act:
            ruling = Ruling(Scope.PAGE, Action.REDACT, Why.PRECAUTION, text)
            who = self.kit.people["reviewer"].id.removeprefix("account:")
            enter(act, lock_case(act, self.case), who, What.RULE, self.record, rulings=(ruling,))
            requeue(act, act.session.get_one(Record, self.record))
        self.kit.work()
        self.approve()

    def whole(self) -> list[str]:
        return paragraphs(self.spoc.get(f"/v1/records/{self.record}/draft").content)

    def mark(self, *texts: str) -> None:
        """Mark neighbouring paragraphs as about the sibling, by what the API says of the record."""
        said = self.spoc.get(f"/v1/records/{self.record}/paragraphs").json()["paragraphs"]
        found = [one for one in said if one["text"] in texts]
        start, end = found[0]["start"], found[-1]["end"]
        body = {"start": start, "end": end, "text": "\n".join(texts), "subjects": [self.people.sibling]}
        assert self.spoc.post(f"/v1/records/{self.record}/parts", json=body).status_code == 201

    def narrowed(self) -> list[str]:
        """The copy in a pack about the child alone."""
        pack = self.people.story.draft(records=[self.record], subjects=[self.people.child]).json()["id"]
        self.kit.work()
        with self.kit.service.act(self.kit.people["spoc"]) as act:
            row = act.session.get_one(Pack, pack)
            (item,) = packs.items_of(act, row)
            made = narrowing.of_item(act, item.id)
            assert made is not None
            assert (made.state, made.reason) == ("made", "")
            return [line for data in packs.content(act, row, item) for line in paragraphs(data)]


def test_two_paragraphs_about_a_sibling_are_one_withheld_part(web: Web, engine: StageEngine) -> None:
    """The labels of the rest are those of the approved copy; the part leaves one fixed label behind."""
    made = Letter(web, engine)
    whole = made.whole()
    made.mark(*ABOUT)
    left = made.narrowed()
    assert (left[0], left[-1]) == (whole[0], whole[-1])
    assert "[WITHHELD]" in "".join(left[1:-1])
    assert not any(word in " ".join(left) for word in ("Tasha", "Whitfield", "melatonin", "Harrogate"))
    assert "penicillin" in left[-1]


def test_what_reviewers_typed_is_narrowed_as_they_typed_it(web: Web, engine: StageEngine) -> None:
    """The page that they replaced does not come back."""
    made = Letter(web, engine)
    made.type("Kezia is well. Tasha is not.")
    assert made.whole() == ["Kezia is well. Tasha is not."]
    made.mark("Kezia is well. Tasha is not.")
    assert made.narrowed() == ["[WITHHELD]"]
