"""The report: one page that needs nothing but itself, shows before and after, and cannot be made to run anything."""

import json
import stat
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from sanitiser.errors import UsageError
from sanitiser.manifest.report import render, write_report

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


def _finding(number: int, text: str, label: str, start: int, context: str, action: str = "redact") -> dict[str, Any]:
    return {
        "id": f"0001-{number:04}",
        "kind": "SCHOOL",
        "text": text,
        "label": label,
        "action": action,
        "reason": "policy",
        "score": 0.9,
        "recognisers": ["SchoolRecogniser"],
        "explanation": "the name of a school",
        "context": context,
        "where": {"part": "body", "carried": True, "start": start, "end": start + len(text), "boxes": []},
    }


def _manifest(text: str = "from Quarry Mount to Beck View now") -> dict[str, Any]:
    one, two = text.index("Quarry"), text.index("Beck")
    document = {
        "id": "0001",
        "source": f"in/{EVIL}.pdf",
        "source_sha256": "a" * 64,
        "output": "sanitised/0001.pdf",
        "outputs": ["sanitised/0001.pdf"],
        "status": "sanitised",
        "code": None,
        "reason": None,
        "remedy": None,
        "media_type": "application/pdf",
        "mode": "strict",
        "pages": 2,
        "review_needed": True,
        "notices": ["picture"],
        "findings": [
            _finding(1, "Quarry Mount", "[SCHOOL 1]", one, text),
            _finding(2, "Beck View", "[SCHOOL 2]", two, text, "review"),
        ],
        "removed": [{"channel": "custom-xml", "count": 3}, {"channel": "some-new-thing", "count": 1}],
        "verdict": {"passed": True, "readers": ["pypdf"], "checks": [{"name": "n", "passed": True, "detail": ""}]},
        "leftovers": [{"text": EVIL, "count": 2, "context": EVIL}],
    }
    refused = {
        **document,
        "id": "q0001",
        "status": "quarantined",
        "reason": "Encrypted",
        "remedy": "Ask.",
        "findings": [],
    }
    return {
        "schema": "sanitiser.review/1",
        "engine": "0.1.0",
        "policy": "b" * 64,
        "mode": "strict",
        "residue": "labels-only",
        "case": "FAM-0001",
        "models": [],
        "gazetteers": [],
        "documents": [document, refused],
    }


class _Page(HTMLParser):
    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_each_finding_is_shown_before_and_after_with_all_labels_in_place() -> None:
    said = "".join(_Page(render(_manifest())).text)
    assert "from Quarry Mount to Beck View now" in said
    assert said.count("from [SCHOOL 1] to [SCHOOL 2] now") == 2


def test_nothing_of_a_record_becomes_markup() -> None:
    page = _Page(render(_manifest()))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "iframe", "object", "link", "form"}
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert EVIL in "".join(page.text)


def test_the_page_needs_nothing_but_itself() -> None:
    page = _Page(render(_manifest()))
    policy = next(
        a["content"] for t, a in page.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    links = [a.get("href") for t, a in page.tags if t == "a"]
    assert all(link and link.startswith("#") for link in links)


def test_tables_have_headers_and_the_page_its_landmarks() -> None:
    page = _Page(render(_manifest()))
    names = [tag for tag, _ in page.tags]
    assert names.count("table") == names.count("thead") == names.count("tbody")
    assert {"main", "header", "footer", "nav"} <= set(names)
    assert all(a.get("scope") in {"row", "col"} for t, a in page.tags if t == "th")
    assert ("html", {"lang": "en-GB"}) in page.tags
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert all(link[1:] in ids for t, a in page.tags if t == "a" and (link := a.get("href") or ""))


def test_removed_channels_and_notices_are_in_plain_words() -> None:
    said = "".join(_Page(render(_manifest())).text)
    assert "Data stored behind the document" in said
    assert "Some new thing" in said
    assert "It has pictures, which are not read" in said


def test_the_report_stands_beside_the_manifest_and_is_its_owners_alone(tmp_path: Path) -> None:
    (tmp_path / "review").mkdir()
    (tmp_path / "review" / "manifest.json").write_text(json.dumps(_manifest()))
    path = write_report(tmp_path)
    assert path == tmp_path / "review" / "report.html"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    elsewhere = tmp_path / "other"
    elsewhere.mkdir()
    (elsewhere / "manifest.json").write_text(json.dumps(_manifest()))
    assert write_report(tmp_path, elsewhere).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{}",
        b'{"schema": "sanitiser.review/9"}',
        b'{"schema": "sanitiser.review/1", "documents": [3]}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_a_missing_or_damaged_manifest_is_wrong_usage(tmp_path: Path, content: bytes | None) -> None:
    (tmp_path / "review").mkdir()
    if content is not None:
        (tmp_path / "review" / "manifest.json").write_bytes(content)
    with pytest.raises(UsageError):
        write_report(tmp_path)
    assert not (tmp_path / "review" / "report.html").exists()
