"""How many different copies a template gives over many secrets, and how many bits that tells.

    python -m tests.interference.measure --cell strict --secrets 8 [--template NAME] [--producer NAME] [--shard 1/4]

Each secret is a case of its own whose only term it is, given as `protect`. Copies are told apart by their bytes. The bits
that leak are the entropy of the classes of equal copies: log2(n) when all differ, 0 when all are the same.
"""

import argparse
import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from sanitiser.detect.engine import Detector
from sanitiser.domain.case import Case, ProtectTerm
from sanitiser.domain.kinds import Kind
from sanitiser.domain.record import PdfMode
from sanitiser.engine import Engine, Setup
from sanitiser.errors import Quarantine
from sanitiser.policyfile import default_policy
from sanitiser.stages import alone
from tests.interference.secrets import secrets
from tests.interference.template import Template, load_all

DETECTOR = cache(Detector)  # loading it for each secret would take most of the time
PRODUCERS = ("word", "platypus", "typesetter", "libreoffice", "chromium")
KINDS = {"authority": Kind.LOCAL_AUTHORITY, "school": Kind.SCHOOL, "address": Kind.ADDRESS}


@dataclass(frozen=True)
class Cell:
    """The result of one template by one producer in one mode. `refused` records were quarantined, which tells nothing."""

    template: str
    producer: str
    mode: str
    secrets: int
    copies: int
    bits: float
    refused: int


def producer(name: str) -> ModuleType | None:
    """A producer that can run on this machine."""
    module = import_module(f"tests.interference.producers.{name}")
    return module if getattr(module, "available", lambda: True)() else None


def copies(template: Template, made: list[bytes], chosen: list[str], kind: str, mode: PdfMode) -> list[str]:
    """The digest of each record's copy, or '' for a quarantined one."""
    digests = []
    for data, secret in zip(made, chosen, strict=True):
        case = Case("TEST", keep=("Ann Example",), protect=(ProtectTerm(secret, KINDS[kind]),))
        engine = Engine(Setup(default_policy(), case, mode))
        engine.detector = DETECTOR()
        try:
            files = alone(engine, data).files
            digests.append(hashlib.sha256(b"".join(files)).hexdigest())
        except Quarantine:
            digests.append("")
        finally:
            engine.close()
    return digests


def bits(digests: list[str]) -> float:
    """Entropy of the classes of equal copies."""
    total = len(digests)
    return sum(n / total * math.log2(total / n) for n in Counter(digests).values()) if total else 0.0


def measure(template: Template, name: str, mode: PdfMode, count: int, kind: str) -> Cell | None:
    """One cell of the table; None where the producer is not installed."""
    module = producer(name)
    if module is None:
        return None
    chosen = secrets(kind, count)
    made = copies(template, module.make(template, chosen), chosen, kind, mode)
    shown = mode if module.SUFFIX == ".pdf" else "docx"
    return Cell(f"{template.name}", name, shown, count, len(set(made)), round(bits(made), 2), made.count(""))


def table(arguments: argparse.Namespace) -> Iterator[Cell]:
    """Every cell asked for, in order; a shard takes each n-th."""
    part, parts = (int(number) for number in arguments.shard.split("/"))
    modes = [PdfMode(arguments.mode)] if arguments.mode else list(PdfMode)
    cells = [
        (template, name, mode, kind)
        for template in load_all()
        for name in PRODUCERS
        for mode in (modes if name != "word" else modes[:1])
        for kind in template.kinds
        if arguments.template in ("", template.name) and arguments.producer in ("", name)
    ]
    for template, name, mode, kind in cells[part - 1 :: parts]:
        cell = measure(template, name, mode, arguments.secrets, kind)
        if cell is not None:
            yield cell


def main() -> None:
    """Print each cell as a line of JSON as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--secrets", type=int, default=8)
    parser.add_argument("--template", default="")
    parser.add_argument("--producer", default="")
    parser.add_argument("--mode", default="", choices=["", *PdfMode])
    parser.add_argument("--shard", default="1/1")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    for cell in table(arguments):
        line = json.dumps(asdict(cell))
        print(line, flush=True)
        if arguments.out:
            with arguments.out.open("a", encoding="utf-8") as stream:
                stream.write(line + "\n")


if __name__ == "__main__":
    main()
