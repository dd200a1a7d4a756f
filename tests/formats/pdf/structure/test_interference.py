"""Two PDFs that differ only in the secret give one logical document once the secret is a label."""

import json
import re
from pathlib import Path

import pytest

from sanitiser.domain.document import Document
from sanitiser.domain.finding import Replacement
from sanitiser.domain.record import MediaType, Record, assemble
from sanitiser.redact.document import apply
from tests.formats.pdf.structure.dump import dump
from tests.formats.pdf.structure.made import read
from tests.interference.producers import platypus, typesetter
from tests.interference.template import Template, load_all

SECRETS = [
    "Hart",
    "Barrow-in-Furness Borough Council",
    "London Borough of Hammersmith & Fulham",
    "Bournemouth, Christchurch and Poole Council",
]
PRINTED = Path(__file__).parent / "printed"
"""What LibreOffice 7.4 and Chromium 156 made of some templates, `<template>-<producer>-<number>.pdf`."""
CELLS = sorted({path.name.rsplit("-", 1)[0] for path in PRINTED.glob("*.pdf")})
TEMPLATES = [template for template in load_all() if "authority" in template.kinds]


def _labelled(data: bytes, secret: str) -> Document:
    """The document of a PDF with every mention of the secret, however it was wrapped, as one label."""
    pages, structured = read(data)
    text, segments = assemble(structured.document, (), structured.pages_of)
    words = re.findall(r"\w+|[^\w\s]", secret)
    pattern = re.compile(r"\s*".join(re.escape(word) for word in words).replace("'", "['’]"), re.IGNORECASE)
    spans = [Replacement(m.start(), m.end(), "[COUNCIL 1]") for m in pattern.finditer(text)]
    assert spans
    return apply(Record(MediaType.PDF, len(pages), text, segments, structured.document), spans)


PRODUCERS = {"reportlab": platypus, "typst": typesetter}
MADE = [
    pytest.param(producer, template, id=f"{name}-{template.name}",
                 marks=[pytest.mark.xfail(strict=True)] if name == "reportlab" and "platypus" in template.known else [])
    for name, producer in PRODUCERS.items() for template in TEMPLATES if producer.__name__.rsplit(".", 1)[1] not in template.skip
]  # fmt: skip


@pytest.mark.parametrize(("producer", "template"), MADE)
def test_the_secret_moves_nothing(producer: object, template: Template) -> None:
    """Line ends, page ends, gaps and justification that a secret moves are not in the document."""
    made = producer.make(template, SECRETS)  # type: ignore[attr-defined]
    documents = [_labelled(data, secret) for data, secret in zip(made, SECRETS, strict=True)]
    for document in documents[1:]:
        assert dump(document) == dump(documents[0])
        assert document == documents[0]


@pytest.mark.parametrize("cell", CELLS)
def test_the_secret_moves_nothing_in_print(cell: str) -> None:
    """The same for word processors and browsers, whose prints are kept beside this test."""
    secrets = json.loads((PRINTED / "secrets.json").read_text(encoding="utf-8"))
    paths = sorted(PRINTED.glob(f"{cell}-*.pdf"))
    documents = [_labelled(path.read_bytes(), secrets[int(path.stem.rsplit("-", 1)[1])]) for path in paths]
    assert len(documents) > 2
    for document in documents[1:]:
        assert dump(document) == dump(documents[0])
