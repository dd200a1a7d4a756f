"""How many different copies a template gives over many secrets, and how many bits that tells.

    python -m tests.interference.measure --secrets 8 [--template NAME] [--producer NAME] [--mode strict] [--shard 1/4] [--out FILE]

Each secret is a case of its own whose only term it is, given as `protect`. Copies are told apart by their bytes. The bits
that leak are the entropy of the classes of equal copies: log2(n) when all differ, 0 when all are the same. A cell also says
whether its strict copy, sanitised again, stays the same. Cells that FILE holds already are left out, so that a stopped
run can go on; a line of JSON is written for each as soon as it is known, and a table of all of them at the end.
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
from sanitiser.manifest.residue import class_of
from sanitiser.policyfile import default_policy
from sanitiser.stages import alone
from tests.interference.secrets import secrets
from tests.interference.template import Template, load_all

PRODUCERS = ("word", "platypus", "typesetter", "libreoffice", "chromium")
KINDS = {"authority": Kind.LOCAL_AUTHORITY, "school": Kind.SCHOOL, "address": Kind.ADDRESS}
Key = tuple[str, str, str, str, int]


@dataclass(frozen=True)
class Cell:
    """The result of one template by one producer in one mode. `refused` records were quarantined, for the reasons `why`.
    `stable` is whether the first copy, sanitised again, is the same (None: there is no copy, or the mode is layout).
    `kept` is the class of the record with the first secret, under which manifests quote what was measured."""

    template: str
    producer: str
    mode: str
    kind: str
    secrets: int
    copies: int
    bits: float
    refused: int
    stable: bool | None
    prose: bool
    why: str = ""
    kept: str = ""

    @property
    def key(self) -> Key:
        """What the cell is about."""
        return (self.template, self.producer, self.mode, self.kind, self.secrets)


@cache
def engine() -> Engine:
    """One for the whole run: loading the detector for each secret would take most of the time."""
    made = Engine(Setup(default_policy()))
    made.detector = Detector()
    return made


def producer(name: str) -> ModuleType | None:
    """A producer that can run on this machine."""
    module = import_module(f"tests.interference.producers.{name}")
    return module if getattr(module, "available", lambda: True)() else None


def sanitise(data: bytes, secret: str, kind: str, mode: PdfMode) -> tuple[bytes, ...] | str:
    """The copy's files, or the code of the quarantine."""
    case = Case("TEST", keep=("Ann Example",), protect=(ProtectTerm(secret, KINDS[kind]),))
    engine().setup = Setup(default_policy(), case, mode)
    try:
        return alone(engine(), data).files
    except Quarantine as error:
        return f"{error.code}: {error.detail}"


def bits(copies: list[str]) -> float:
    """Entropy of the classes of equal copies."""
    total = len(copies)
    return sum(n / total * math.log2(total / n) for n in Counter(copies).values()) if total else 0.0


def measure(template: Template, name: str, mode: PdfMode, count: int, kind: str) -> Cell | None:
    """One cell of the table; None where the producer is not installed or cannot draw the template."""
    module = producer(name)
    if module is None or name in template.skip:
        return None
    chosen = secrets(kind, count)
    made = [sanitise(data, secret, kind, mode) for data, secret in zip(_records(template, name, kind, count), chosen, strict=True)]  # fmt: skip
    good = [one for one in made if not isinstance(one, str)]
    why = "; ".join(sorted({one for one in made if isinstance(one, str)}))
    digests = ["" if isinstance(one, str) else hashlib.sha256(b"".join(one)).hexdigest() for one in made]
    strict = module.SUFFIX == ".docx" or mode is PdfMode.STRICT
    stable = sanitise(good[0][0], chosen[0], kind, mode) == good[0] if strict and good and len(good[0]) == 1 else None
    shown = mode.value if module.SUFFIX == ".pdf" else "docx"
    return Cell(template.name, name, shown, kind, len(chosen), len(set(digests)), round(bits(digests), 2), digests.count(""),
                stable, template.prose, why, class_of(engine().examine(_records(template, name, kind, count)[0], ()).record))  # fmt: skip


@cache
def _records(template: Template, name: str, kind: str, count: int) -> list[bytes]:
    module = producer(name)
    return module.make(template, secrets(kind, count)) if module else []


def cells(
    shard: str = "1/1", template: str = "", producer: str = "", mode: str = ""
) -> list[tuple[Template, str, PdfMode, str]]:
    """What is to be measured, in order; a shard takes each n-th pair of modes."""
    part, parts = (int(number) for number in shard.split("/"))
    rows = [
        (one, name, kind)
        for one in load_all()
        for name in PRODUCERS
        for kind in one.kinds
        if template in ("", one.name) and producer in ("", name)
    ]
    modes = [PdfMode(mode)] if mode else list(PdfMode)
    return [
        (one, name, each, kind)
        for one, name, kind in rows[part - 1 :: parts]
        for each in modes
        if name != "word" or each is modes[0]
    ]


def table(arguments: argparse.Namespace, known: frozenset[Key]) -> Iterator[Cell]:
    """Every cell asked for that is not known yet."""
    wanted = cells(arguments.shard, arguments.template, arguments.producer, arguments.mode)
    for template, name, mode, kind in wanted:
        shown = "docx" if name == "word" else mode.value
        if (template.name, name, shown, kind, min(arguments.secrets, len(secrets(kind, arguments.secrets)))) in known:
            continue
        cell = measure(template, name, mode, arguments.secrets, kind)
        if cell is not None:
            yield cell


def read(path: Path | None) -> list[Cell]:
    """The cells that an earlier run wrote."""
    if path is None or not path.exists():
        return []
    return [Cell(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def show(found: list[Cell]) -> None:
    """The table: a row for each template, a column for each producer and mode, bits in each; '!' for refused, '~' for a
    copy that changes when it is sanitised again."""
    from rich.console import Console
    from rich.table import Table

    columns = sorted({(cell.producer, cell.mode) for cell in found})
    made = Table("template", *(f"{name}\n{mode}" for name, mode in columns), title="Bits that tell which secret it was")
    for row in sorted({(cell.template, cell.kind) for cell in found}):
        of = {(cell.producer, cell.mode): cell for cell in found if (cell.template, cell.kind) == row}
        made.add_row(" ".join(row), *(_shown(of.get(column)) for column in columns))
    Console(width=150).print(made)


def _shown(cell: Cell | None) -> str:
    return f"{cell.bits:.2f}{f' !{cell.refused}' if cell.refused else ''}{' ~' if cell.stable is False else ''}" if cell else ""  # fmt: skip


def main() -> None:
    """Print each cell as a line of JSON as soon as it is known, and the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--secrets", type=int, default=8)
    parser.add_argument("--template", default="")
    parser.add_argument("--producer", default="")
    parser.add_argument("--mode", default="", choices=["", *PdfMode])
    parser.add_argument("--shard", default="1/1")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    found = read(arguments.out)
    for cell in table(arguments, frozenset(cell.key for cell in found)):
        found.append(cell)
        line = json.dumps(asdict(cell), ensure_ascii=False)
        print(line, flush=True)
        if arguments.out:
            arguments.out.parent.mkdir(parents=True, exist_ok=True)
            with arguments.out.open("a", encoding="utf-8") as stream:
                stream.write(line + "\n")
    show(found)


if __name__ == "__main__":
    main()
