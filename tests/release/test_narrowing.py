"""Narrowing with the real engine: whole paragraphs about a sibling go, and nothing else of the approved copy does."""

import io
from collections.abc import Iterator

import docx
import pytest

from sanitiser.jobs.real import StageEngine
from sanitiser.policyfile import default_policy
from sanitiser.release import narrowing, packs
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


def test_two_paragraphs_about_a_sibling_are_one_withheld_part(web: Web, engine: StageEngine) -> None:
    """The labels of the rest are those of the approved copy; the part leaves one fixed label behind."""
    kit = web.kit
    kit.engine = engine  # type: ignore[assignment]
    family = People(web)
    story, case = family.story, family.case
    for name in ("Kezia Oyelaran", "Tasha Oyelaran"):
        kit.add_term(case, name, "keep", "")
    files = {"file": ("a letter.docx", letter(), WORD)}
    fields = {"category": "school-file", "area_id": story.north, "subjects": f"{family.child},{family.sibling}"}
    sent = family.spoc.post(
        f"/v1/cases/{case}/records", files=files, data=fields, headers={"Idempotency-Key": "the-first-letter"}
    )
    record = sent.json()["id"]
    kit.work()
    whole = paragraphs(family.spoc.get(f"/v1/records/{record}/draft").content)
    with kit.service.act(kit.people["spoc"]) as act:
        row = act.session.get_one(Record, record)
        row.state = "approved"
        act.session.get_one(Copy, row.copy_id).approved_at = act.at
    text = engine.read(letter()).text
    start, end = text.index(ABOUT[0]), text.index(ABOUT[1]) + len(ABOUT[1])
    body = {"start": start, "end": end, "text": text[start:end], "subjects": [family.sibling]}
    assert family.spoc.post(f"/v1/records/{record}/parts", json=body).status_code == 201
    pack = story.draft(records=[record], subjects=[family.child]).json()["id"]
    kit.work()
    with kit.service.act(kit.people["spoc"]) as act:
        row = act.session.get_one(Pack, pack)
        (item,) = packs.items_of(act, row)
        narrowed = narrowing.of_item(act, item.id)
        assert narrowed is not None
        assert (narrowed.state, narrowed.reason) == ("made", "")
        (data,) = packs.content(act, row, item)
    left = paragraphs(data)
    assert (left[0], left[-1]) == (whole[0], whole[-1])
    assert "[WITHHELD]" in "".join(left[1:-1])
    assert not any(word in " ".join(left) for word in ("Tasha", "Whitfield", "melatonin", "Harrogate"))
    assert "penicillin" in left[-1]
