"""What a reviewer waits for at the desk: opening a long record, changing a middling one, listing a large case.

    python -m tests.bench.desk [--pages 300] [--findings 130] [--change 20] [--records 1000]

The record is generated and read anew by ingest, so that its places are real; its decisions are by looking for words.
Times are whole answers of the application, in this process, on a machine that does nothing else.
"""

import argparse
import io
import json
import os
import random
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pypdf import PdfWriter
from rich.console import Console
from rich.table import Table
from starlette.testclient import TestClient

from api.web.laptop import create_app
from api.web.seats import Seats
from sanitiser import stages
from sanitiser.decide.entity import entity_of
from sanitiser.decide.register import Register
from sanitiser.domain.document import Document, Paragraph, ParagraphStyle, Section, Text
from sanitiser.domain.finding import Decision, Finding, Reason
from sanitiser.domain.kinds import Action, Kind
from sanitiser.domain.record import MediaType, PdfMode, Record, assemble
from sanitiser.engine import Engine, Setup
from sanitiser.inputs import digest
from sanitiser.manifest.review import Head, Source, manifest, sanitised_entry
from sanitiser.policyfile import default_policy
from sanitiser.review.folder import Folder
from sanitiser.review.kept import Kept, keep, keep_setup
from sanitiser.review.making import names_of
from sanitiser.review.sitting import Sitting
from tests.review.kit import CASE, SECOND, Given, build

ADDRESS = "http://127.0.0.1:8123"
_KINDS = (Kind.PLACE, Kind.SCHOOL, Kind.PERSON, Kind.AGENCY)
_PLAIN = "she was seen at home with her mother and the worker who said that all had gone well since the last visit"


def lines(pages: int, findings: int) -> list[list[str]]:
    """Pages of lines; each page names `findings` of some hundreds of made-up names."""
    chance, plain = random.Random(7), _PLAIN.split()
    names = [f"{a}{b}".capitalize() for a in ["zor", "vel", "mur", "tan", "pel", "kir"] for b in _endings()]
    made = []
    for _ in range(pages):
        words: list[str] = []
        for _ in range(findings):
            words += [*chance.choices(plain, k=3), chance.choice(names)]
        made.append([" ".join(words[at : at + 12]) for at in range(0, len(words), 12)])
    return made


def record_of(engine: Engine, pages: int, findings: int) -> tuple[bytes, Record]:
    """The generated record as a PDF, and as ingest reads that."""
    blocks = [
        Paragraph((Text(line),), ParagraphStyle(page_break_before=not n))
        for page in lines(pages, findings)
        for n, line in enumerate(page)
    ]
    document = Document((Section(tuple(blocks)),))
    text, segments = assemble(document)
    source = Record(MediaType.PDF, pages, text, segments, document)
    original = _joined(engine.sandbox.copy(b"", source, (), PdfMode.STRICT)[1])
    return original, engine.sandbox.read(original)


def _joined(files: tuple[bytes, ...]) -> bytes:
    writer, stream = PdfWriter(), io.BytesIO()
    for data in files:
        writer.append(io.BytesIO(data))
    writer.write(stream)
    return stream.getvalue()


def write(out: Path, pages: int, findings: int) -> Folder:
    """DIR of a run over one generated record."""
    setup, register = Setup(default_policy(), CASE, PdfMode.STRICT), Register(reference=CASE.reference)
    engine = Engine(setup)
    original, record = record_of(engine, pages, findings)
    decisions = stages.label(register, record, _decide(record))
    product = stages.copy(engine, b"", record, decisions)
    engine.close()
    (out / "review").mkdir(parents=True)
    (out / "sanitised").mkdir()
    (out.parent / "original.pdf").write_bytes(original)
    where, sha = str(out.parent / "original.pdf"), digest(original)
    kept = Kept("0001", where, sha, record, decisions, product.verdicts, where=where)
    names = names_of(kept, len(product.files))
    for name, data in zip(names, product.files, strict=True):
        (out / "sanitised" / name).write_bytes(data)
    keep(out / "review", replace(kept, outputs=names))
    keep_setup(out / "review", setup)
    source, outputs = Source("0001", where, sha), [f"sanitised/{name}" for name in names]
    entry = sanitised_entry(source, outputs, PdfMode.STRICT, record, decisions, product.verdicts, CASE)
    (out / "review" / "manifest.json").write_bytes(manifest(Head("0", "0", PdfMode.STRICT), [entry]))
    (out / "review" / "case-state.json").write_bytes(register.save())
    return Folder(out)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in (("--pages", 300), ("--findings", 130), ("--change", 20), ("--records", 1000)):
        parser.add_argument(name, type=int, default=value)
    asked = parser.parse_args()
    table = Table("", "seconds", "kB", "")
    with tempfile.TemporaryDirectory() as folder:
        _opening(write(Path(folder) / "long" / "out", asked.pages, asked.findings), table)
        _changing(write(Path(folder) / "change" / "out", asked.change, asked.findings), table)
        _listing(Path(folder) / "case" / "out", asked.records, table)
    table.caption = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    Console().print(table)


def _opening(folder: Folder, table: Table) -> None:
    sitting = Sitting(folder)
    client, looking = _client(sitting)
    findings = len(folder.manifest()["documents"][0]["findings"])
    for what in ("opened first", "opened again"):
        _row(table, f"record of {findings:,} findings {what}", lambda: client.get("/records/0001"))
    _row(table, "its table, by page 50", lambda: client.get("/records/0001?at=50"))
    _row(table, "page 150 of the original", lambda: client.get("/records/0001/original/150.webp"))
    _row(table, "page 151 of the original", lambda: client.get("/records/0001/original/151.webp"))
    _row(table, "a search", lambda: client.get("/records/0001?q=zor"))
    sitting.close()
    looking.close()


def _changing(folder: Folder, table: Table) -> None:
    sitting = Sitting(folder)
    client, looking = _client(sitting)
    client.get("/records/0001")
    token = re.search(r'name="token" value="([^"]+)"', client.get("/change").text)
    assert token is not None
    for n, row in enumerate(sitting.view("Ann", "0001").decisions[5:9]):
        form = {"token": token[1], "version": len(sitting.log.events), f"d-{row.finding.start}-{row.finding.end}": "keep"}
        pages = sitting.view("Ann", "0001").kept.record.pages
        name = f"change {n + 1} on {pages} pages"
        _row(table, name, lambda form=form: client.post("/records/0001/decide", data=form))  # type: ignore[misc]
    assert sitting.view("Ann", "0001").made.refused is None
    sitting.close()
    looking.close()


def _listing(out: Path, records: int, table: Table) -> None:
    folder = build(out, (Given(SECOND),))
    made = folder.manifest()
    (document,) = made["documents"]
    made["documents"] = [{**document, "findings": document["findings"] * 20, "id": f"{n:04}"} for n in range(records)]
    (folder.review / "manifest.json").write_text(json.dumps(made))
    sitting = Sitting(Folder(out))
    client, looking = _client(sitting)
    for what in ("first", "again"):
        _row(table, f"case of {records} records listed {what}", lambda: client.get("/"))
    sitting.close()
    looking.close()


def _client(sitting: Sitting) -> tuple[TestClient, Any]:
    seats = Seats()
    app = create_app(sitting, seats, 8123, lambda: None)
    client = TestClient(app, base_url=ADDRESS, headers={"origin": ADDRESS})
    client.post("/enter", data={"key": seats.new_key(), "who": "Ann"}, follow_redirects=False)
    return client, app.state.looking


def _row(table: Table, name: str, ask: Callable[[], Any]) -> None:
    began = time.perf_counter()
    answer = ask()
    seconds = time.perf_counter() - began
    table.add_row(name, f"{seconds:.2f}", f"{len(answer.content) / 1000:,.0f}", str(answer.status_code))


def _decide(record: Record) -> tuple[Decision, ...]:
    found = []
    for match in re.finditer(r"\b(?:Zor|Vel|Mur|Tan|Pel|Kir)[a-z]+", record.text):
        kind = _KINDS[len(match[0]) % len(_KINDS)]
        entity = entity_of(kind, match[0])
        action = Action.REVIEW if match.start() % 9 == 0 else Action.REDACT
        finding = Finding(match.start(), match.end(), kind, 0.9, ("Bench",), "a name of the bench", entity)
        found.append(Decision(finding, action, Reason.POLICY, entity, ""))
    return tuple(found)


def _endings() -> list[str]:
    return [f"{a}{b}{c}" for a in "bdfgl" for b in "aeio" for c in ("n", "ton", "by")]


if __name__ == "__main__":
    main()
