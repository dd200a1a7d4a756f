"""The office's pages: a case from opening to records, and nothing that was typed or uploaded ever runs."""

import time
from typing import Any

import pytest

from sanitiser.store.base import new_id
from sanitiser.store.tables.records import Record
from tests.api.web import PDF, Web
from tests.web.service_pages import HTML, Browser, browser, heading

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'"
DOCX = b"PK\x03\x04 a document"


def upload(who: Browser, url: str, files: list[tuple[str, bytes]], **fields: str) -> Any:
    sent = [("file", (name, data, "application/octet-stream")) for name, data in files]
    headers = {**HTML, "Cookie": who.user.headers["Cookie"]}
    data = {"token": who.token, **fields}
    return who.user.client.post(url, files=sent, data=data, headers=headers, follow_redirects=False)


def test_a_case_is_opened_with_what_is_wrong_said_beside_each_field(web: Web) -> None:
    spoc = browser(web, "spoc")
    assert heading(spoc.get("/cases/new")) == "Open a new case"
    wrong = spoc.post("/cases/new", reference="no place!", identity="x", met_with="dcs")
    assert wrong.status_code == 422
    for words in ("Use letters, digits", "Choose whether the family", "Enter the date of the meeting"):
        assert wrong.text.count(words) == 2  # in the summary and beside the field
    assert 'value="no place!"' in wrong.text
    date = {"met_on-day": "27", "met_on-month": "2", "met_on-year": "2026"}
    made = spoc.post("/cases/new", reference="FAM-7", identity="unchanged", met_with="dcs", **date)
    assert made.status_code == 303
    assert "The case is open" in spoc.get(made.headers["location"]).text
    again = spoc.post("/cases/new", reference="FAM-7", identity="unchanged")
    assert "Another case has this reference" in again.text
    assert "FAM-7" in spoc.get("/cases").text


@pytest.mark.parametrize(
    ("date", "words"),
    [(("31", "2", "2026"), "a real date"), (("1", "1", "26"), "four digits"), (("3", "3", "2027"), "today or earlier")],
)
def test_a_date_that_cannot_be_is_said_to_be_wrong(web: Web, date: tuple[str, str, str], words: str) -> None:
    fields = dict(zip(("met_on-day", "met_on-month", "met_on-year"), date, strict=True))
    answer = browser(web, "spoc").post("/cases/new", reference="F-1", identity="unchanged", met_with="dcs", **fields)
    assert words in answer.text


def test_many_files_are_each_judged_by_themselves(web: Web) -> None:
    case = web.kit.open_case()
    area = web.kit.add_area(case, "north")
    spoc = browser(web, "spoc")
    files = [("a.pdf", PDF + b"At Ashdown School"), ("b.png", b"\x89PNG"), ("c.docx", DOCX), ("", b""), ("d.pdf", b"")]
    answer = upload(spoc, f"/cases/{case}/upload", files, area=area, category="marac", urgent="1")
    assert answer.status_code == 422
    assert "2 files were taken; 2 were not" in answer.text
    assert "b.png: it is not a PDF or Word (DOCX) file" in answer.text
    assert "d.pdf: it is empty" in answer.text
    page = spoc.get(f"/cases/{case}").text
    assert "1. a.pdf" in page
    assert "2. c.docx" in page
    assert page.count(">urgent<") == 2
    good = upload(spoc, f"/cases/{case}/upload", [("e.pdf", PDF)], area=area, category="marac")
    assert good.headers["location"] == f"/cases/{case}?done=uploaded"
    none = upload(spoc, f"/cases/{case}/upload", [("", b"")], area=area, category="marac")
    assert "Choose the records to upload" in none.text
    bare = upload(spoc, f"/cases/{case}/upload", [("e.pdf", PDF)])
    assert "Choose what the records are" in bare.text
    assert "Choose the area" in bare.text


def test_no_file_is_taken_without_the_sessions_token_nor_over_the_size(web: Web, tmp_path: Any) -> None:
    case = web.kit.open_case()
    area = web.kit.add_area(case, "north")
    spoc = browser(web, "spoc")
    url = f"/cases/{case}/upload"
    assert upload(spoc, url, [("a.pdf", PDF)], area=area, category="marac", token="wrong").status_code == 403
    headers = {**HTML, "Cookie": spoc.user.headers["Cookie"], "Origin": "https://evil.example"}
    sent = {"file": ("a.pdf", PDF, "application/pdf")}
    answer = web.client.post(url, files=sent, data={"token": spoc.token}, headers=headers)
    assert answer.status_code == 403
    assert list((tmp_path / "blobs").rglob("*")) == []
    object.__setattr__(web.kit.service.settings, "upload_bytes", 100)
    big = upload(spoc, url, [("a.pdf", PDF + b"x" * 200), ("b.pdf", PDF)], area=area, category="marac")
    assert "it is larger than" in big.text
    assert "1. b.pdf" in spoc.get(f"/cases/{case}").text


def test_the_script_is_told_of_each_file_in_json(web: Web) -> None:
    case = web.kit.open_case()
    area = web.kit.add_area(case, "north")
    spoc = browser(web, "spoc")
    headers = {"Accept": "application/json", "Cookie": spoc.user.headers["Cookie"]}
    for name, data, status in (("a.pdf", PDF, 200), ("b.png", b"\x89PNG", 422)):
        form = {"token": spoc.token, "area": area, "category": "marac"}
        sent = {"file": (name, data, "application/pdf")}
        answer = web.client.post(f"/cases/{case}/upload", files=sent, data=form, headers=headers)
        assert answer.status_code == status
        assert bool(answer.json()["refused"]) == (status == 422)


def test_the_progress_is_told_while_it_lasts_and_each_record_when_it_changes(web: Web) -> None:
    case = web.kit.open_case()
    area = web.kit.add_area(case, "north")
    spoc = browser(web, "spoc")
    record = web.kit.hand_over("north", area, PDF + b"At Ashdown School")
    broken = web.kit.hand_over("north", area, PDF + b"QUARANTINE")
    before = spoc.get(f"/cases/{case}").text
    assert "<strong>0 of 2</strong>" in before
    assert 'hx-trigger="every 2s"' in before
    since = int(web.kit.clock.at.timestamp())
    web.kit.work()
    part = spoc.get(f"/cases/{case}/progress?since={since}").text
    assert "<strong>2 of 2</strong>" in part
    assert "hx-trigger" not in part
    assert f'id="state-{record}" hx-swap-oob="true"' in part
    assert "in review" in part
    assert "The file is damaged." in part
    assert "Fetch the record again" in part
    assert spoc.post(f"/cases/{case}/records/{broken}/retry").headers["location"] == f"/cases/{case}?done=again"
    assert web.kit.record(broken).state == "queued"
    for since_what in ("", "x", "1e400", "-1", "99999999999999999999"):
        assert spoc.get(f"/cases/{case}/progress?since={since_what}").status_code == 200


def test_a_term_sends_an_approved_record_back_to_review_where_it_is_found(web: Web) -> None:
    case = web.kit.open_case()
    area = web.kit.add_area(case, "north")
    found, other = (web.kit.hand_over("north", area, PDF + text) for text in (b"Zorbleton", b"nothing"))
    web.kit.work()
    for record in (found, other):
        copy = web.kit.record(record).copy_id
        for name in ("reviewer", "reviewer2"):
            said = {"copy_id": copy, "pages_shown": "1"}
            assert web.user(name).post(f"/v1/records/{record}/approval", json=said).status_code == 200
    spoc = browser(web, "spoc")
    bad = spoc.post(f"/cases/{case}/terms", text="", purpose="protect")
    assert (bad.status_code, bad.text.count("Enter the term")) == (422, 2)
    answer = spoc.post(f"/cases/{case}/terms", text="Zorbleton", purpose="protect", kind="PLACE")
    assert answer.headers["location"] == f"/cases/{case}/terms?done=term"
    assert "already" in spoc.post(f"/cases/{case}/terms", text="Zorbleton", purpose="protect", kind="PLACE").text
    web.kit.work()
    assert web.kit.record(found).state == "in-review"
    assert web.kit.record(other).state == "approved"
    (term,) = web.user("spoc").get(f"/v1/cases/{case}/terms").json()["terms"]
    assert spoc.post(f"/cases/{case}/terms/{term['id']}/removal").status_code == 303


def test_a_case_is_closed_and_erased_by_two(web: Web) -> None:
    case = web.kit.open_case()
    one, two = browser(web, "spoc"), browser(web, "spoc2")
    assert "Tick the box" in one.post(f"/cases/{case}/closing").text
    assert one.post(f"/cases/{case}/closing", sure="1").status_code == 303
    assert one.post(f"/cases/{case}/erasure", sure="1", step="propose").status_code == 303
    assert "A second person has to confirm it" in one.post(f"/cases/{case}/erasure", sure="1", step="confirm").text
    assert two.post(f"/cases/{case}/erasure", sure="1", step="confirm").status_code == 303
    assert "was erased" in two.get(f"/cases/{case}").text
    for part in ("terms", "family", "upload"):
        assert two.get(f"/cases/{case}/{part}").status_code in (404, 409)


def test_a_case_whose_date_has_come_is_named_and_nothing_is_erased(web: Web) -> None:
    case = web.kit.open_case("FAM-0300")
    spoc = browser(web, "spoc")
    date = {"retention_date-day": "1", "retention_date-month": "3", "retention_date-year": "2026"}
    assert spoc.post(f"/cases/{case}/settings", identity="unchanged", version="1", **date).status_code == 303
    assert "The date until which this case is kept has come" in spoc.get("/cases").text
    assert "has come" not in browser(web, "reviewer").get("/cases").text
    assert heading(spoc.get(f"/cases/{case}")) == "Case FAM-0300 Records"
    assert "a real date" in spoc.post(f"/cases/{case}/settings", identity="unchanged", version="2", **{"met_on-day": "x"}).text


def test_two_who_change_a_case_at_once_are_told(web: Web) -> None:
    """The second one's form was made of what the first has changed: nothing of either is lost in silence."""
    case = web.kit.open_case()
    one, two = browser(web, "spoc"), browser(web, "spoc2")
    assert one.post(f"/cases/{case}/settings", identity="changed", version="1").status_code == 303
    late = two.post(f"/cases/{case}/settings", identity="unchanged", version="1", legal_hold="1")
    assert late.status_code == 409
    assert "Somebody else changed the case meanwhile" in late.text
    assert 'name="version" value="2"' in late.text
    assert web.user("spoc").get(f"/v1/cases/{case}").json()["identity"] == "changed"


def test_hostile_words_are_inert_in_every_field(web: Web) -> None:
    """Planted wherever a person or a file can put words; each page shows them as text."""
    case = web.kit.open_case()
    area = web.kit.add_area(case, "north")
    spoc = browser(web, "spoc")
    tenant = web.kit.people["north"].tenant_id
    spoc.post(f"/cases/{case}/terms", text=HOSTILE, purpose="protect", kind="PLACE")
    spoc.post(f"/cases/{case}/family", kind="child", name=HOSTILE, **{f"name-{area}": HOSTILE})
    upload(spoc, f"/cases/{case}/upload", [(HOSTILE, PDF)], area=area, category="marac")
    wrong = [
        spoc.post("/cases/new", reference=HOSTILE, identity=HOSTILE, met_with=HOSTILE),
        spoc.post(f"/cases/{case}/areas", tenant=tenant, reference=HOSTILE, standing=HOSTILE),
        spoc.post(f"/cases/{case}/terms", text=HOSTILE * 9, purpose="protect", kind=HOSTILE, label=HOSTILE),
        upload(spoc, f"/cases/{case}/upload", [(HOSTILE, b"x")], area=HOSTILE, category=HOSTILE),
        upload(spoc, f"/cases/{case}/upload", [(HOSTILE, b"x")], area=area, category="marac"),
        spoc.get("/cases", params={"q": HOSTILE, "after": HOSTILE, "done": HOSTILE}),
        spoc.get(f"/cases/{case}", params={"show": HOSTILE, "after": HOSTILE}),
    ]
    pages = [spoc.get(f"/cases/{case}{part}") for part in ("", "/terms", "/family", "/areas", "/settings", "/upload")]
    seen = 0
    for answer in (*wrong, *pages):
        assert answer.status_code < 500
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        shown = "&lt;script&gt;alert(1)" in answer.text
        assert not shown or "{{7*7}}" in answer.text  # nor is a template's expression worked out
        seen += shown
    assert seen >= 8


def test_a_case_of_1000_records_lists_within_half_a_second(web: Web) -> None:
    case = web.kit.open_case()
    area = web.kit.add_area(case, "north")
    template = web.kit.record(web.kit.hand_over("north", area, PDF))
    with web.kit.service.act(web.kit.people["spoc"]) as act:
        ring = act.ring(case)
        for number in range(2, 1001):
            row_id = new_id()
            name = ring.seal_text(f"letter {number}.pdf", "record", "name", row_id)
            row = Record(id=row_id, case_id=case, area_id=area, number=number, case_number=number, name_sealed=name)
            row.media_type, row.size, row.digest_index = template.media_type, 1, str(number)
            row.handed_by, row.urgent = "x", number % 100 == 0
            act.session.add(row)
    spoc = browser(web, "spoc")
    url, seen, took = f"/cases/{case}", [], []
    while url:
        began = time.perf_counter()
        page = spoc.get(url).text
        took.append(time.perf_counter() - began)
        seen += [line.split(".")[0] for line in page.split('app-wrap"><a class="govuk-link" href="/cases/')[1:]]
        following = page.split("Next page")[0].rsplit('href="', 1)[-1].split('"')[0] if "Next page" in page else ""
        url = following.replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 1000
    assert seen[0].endswith(">100")  # urgent ones first
    assert sorted(took)[len(took) // 2] < 0.5, took
