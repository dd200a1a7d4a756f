"""The review manifest says what was done with every finding, by its schema, in one way only."""

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sanitiser.decide.decide import decide
from sanitiser.decide.register import Register
from sanitiser.domain.case import Case
from sanitiser.domain.document import Document, Paragraph, Section, Text
from sanitiser.domain.finding import Decision, Finding
from sanitiser.domain.kinds import Kind
from sanitiser.domain.record import Hidden, MediaType, PdfMode, Place, Record, Removed, assemble
from sanitiser.domain.verdict import Check, Verdict
from sanitiser.manifest.review import Asset, Head, Source, manifest, quarantined_entry, sanitised_entry
from sanitiser.policyfile import default_policy

CASE = Case("FAM-0001", keep=("Kezia Oyelaran",))
VERDICT = Verdict(True, ("pypdf", "pdfium"), (Check("residue:pypdf", True),))


def _record() -> Record:
    lines = ("Kezia Oyelaran attends Quarry Mount.", "Her LAC review went well; Zybrexol was given.", "Ref QX/4471-B.")
    document = Document((Section(tuple(Paragraph((Text(line),)) for line in lines)),))
    text, segments = assemble(document, [Hidden("comment", "seen at Quarry Mount")], {0: 1, 1: 1, 2: 2})
    at = text.index("Quarry")
    places = (Place(at, at + 6, 1, 10.123, 20, 40, 30), Place(at + 7, at + 12, 1, 42, 20, 60, 30))
    return Record(MediaType.PDF, 2, text, segments, document, places, (Removed("comments", 1),), ("picture",))


def _decisions(record: Record) -> tuple[Decision, ...]:
    found, at = [], record.text.find("Quarry Mount")
    while at >= 0:
        found.append(Finding(at, at + 12, Kind.SCHOOL, 0.9, ("School",), "A school by its name."))
        at = record.text.find("Quarry Mount", at + 1)
    return Register().number(decide(record, found, CASE, default_policy()))


def _manifest() -> dict[str, Any]:
    record = _record()
    entries = [
        quarantined_entry(
            Source("0002", "b.pdf", "b" * 64), "encrypted", "The file is encrypted", "Give its password."
        ),
        sanitised_entry(
            Source("0001", "a.pdf", "a" * 64),
            ["sanitised/0001.pdf"],
            PdfMode.STRICT,
            record,
            _decisions(record),
            [VERDICT],
            CASE,
        ),
    ]
    head = Head("0.1.0", default_policy().digest, PdfMode.STRICT, (Asset("m", "1" * 64),), case="FAM-0001")
    return json.loads(manifest(head, entries))  # type: ignore[no-any-return]


def _schema() -> Draft202012Validator:
    schema = json.loads(files("sanitiser.manifest").joinpath("review-1.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_a_manifest_keeps_to_its_schema() -> None:
    assert list(_schema().iter_errors(_manifest())) == []


@pytest.mark.parametrize("field", ["schema", "policy", "mode", "documents"])
def test_the_schema_refuses_a_manifest_without_what_the_contract_names(field: str) -> None:
    said = _manifest()
    del said[field]
    assert list(_schema().iter_errors(said))


def test_a_finding_is_shown_where_it_stands() -> None:
    document = _manifest()["documents"][0]
    first, hidden = document["findings"]
    assert (first["id"], first["text"], first["label"], first["action"]) == (
        "0001-0001",
        "Quarry Mount",
        "[SCHOOL 1]",
        "redact",
    )
    assert first["where"]["page"] == 1
    assert [box["x0"] for box in first["where"]["boxes"]] == [10.12, 42]
    assert first["context"].startswith("Kezia Oyelaran attends Quarry Mount.")
    assert (hidden["where"]["part"], hidden["where"]["carried"], hidden["label"]) == ("comment", False, "[SCHOOL 1]")


def test_what_remains_unexplained_is_listed() -> None:
    left = {item["text"]: item["count"] for item in _manifest()["documents"][0]["leftovers"]}
    assert left == {"Zybrexol": 1, "QX/4471-B": 1}


def test_documents_are_in_order_of_their_number_and_notices_need_review() -> None:
    first, second = _manifest()["documents"]
    assert (first["id"], first["status"], first["review_needed"]) == ("0001", "sanitised", True)
    assert (second["id"], second["status"], second["output"], second["remedy"]) == (
        "0002",
        "quarantined",
        None,
        "Give its password.",
    )


def test_the_same_manifest_has_the_same_bytes_and_odd_names_stay() -> None:
    head = Head("0.1.0", "c" * 64, PdfMode.LAYOUT)
    entry = quarantined_entry(Source("0001", "odd \udce9 name.pdf"), "damaged", "x", "y")
    data = manifest(head, [entry])
    assert data == manifest(head, [dict(reversed(entry.items()))])
    assert json.loads(data)["documents"][0]["source"] == "odd \udce9 name.pdf"
    assert data.endswith(b"}\n")
