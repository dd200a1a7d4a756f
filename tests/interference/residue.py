"""Writes `sanitiser/manifest/residue.json`, the table that review manifests quote, from what is measured.

    python -m tests.interference.residue [--secrets 8] [--measured proof_out/residue.jsonl] [--only-table]

Every template by every producer that can run here, in both modes; cells that the file of measurements holds already are not
measured again, so that a stopped run goes on. `--only-table` makes the table of what was measured so far.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from sanitiser.domain.record import PdfMode
from sanitiser.manifest import residue
from tests.interference.measure import PRODUCERS, Cell, producer, read, table

WRITTEN = Path(residue.__file__).parent / residue.TABLE


def classes(cells: Iterable[Cell]) -> dict[str, dict[str, dict[str, object]]]:
    """By class and mode: the most bits of a cell, which it was, the mean, and what was measured."""
    found: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.kept, cell.mode].append(cell)
    made: dict[str, dict[str, dict[str, object]]] = defaultdict(dict)
    for (name, mode), own in sorted(found.items()):
        worst = max(own, key=lambda cell: (cell.bits, cell.template, cell.producer))
        made[name][mode] = {
            "bits": worst.bits,
            "mean": round(sum(cell.bits for cell in own) / len(own), 2),
            "secrets": min(cell.secrets for cell in own),
            "cells": len(own),
            "zero": sum(cell.bits == 0 for cell in own),
            "producers": sorted({cell.producer for cell in own}),
            "templates": {one: max(c.bits for c in own if c.template == one) for one in sorted({c.template for c in own})},
            "worst": f"{worst.template} by {worst.producer}" if worst.bits else "",
        }
    return dict(made)


def write(cells: Iterable[Cell], path: Path = WRITTEN) -> None:
    """The table of these measurements; the same measurements give the same bytes."""
    told = {"schema": residue.SCHEMA, "classes": classes(cells)}
    path.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main() -> None:
    """Measure what is not known yet, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--secrets", type=int, default=8)
    parser.add_argument("--measured", type=Path, default=Path("proof_out/residue.jsonl"))
    parser.add_argument("--only-table", action="store_true")
    arguments = parser.parse_args()
    cells = read(arguments.measured)
    arguments.measured.parent.mkdir(parents=True, exist_ok=True)
    for mode in () if arguments.only_table else PdfMode:
        for name in filter(producer, PRODUCERS):
            if name == "word" and mode is PdfMode.LAYOUT:
                continue
            asked = argparse.Namespace(secrets=arguments.secrets, shard="1/1", template="", producer=name, mode=mode.value)  # fmt: skip
            for cell in table(asked, frozenset(one.key for one in cells)):
                cells.append(cell)
                with arguments.measured.open("a", encoding="utf-8") as stream:
                    stream.write(json.dumps(asdict(cell), ensure_ascii=False) + "\n")
    write(cells)
    for name, modes in classes(cells).items():
        for mode, row in modes.items():
            print(f"{name:8} {mode:7} {row['bits']:5} bits of {row['secrets']} secrets, {row['zero']} of {row['cells']} cells 0; {row['worst']}")  # fmt: skip


if __name__ == "__main__":
    main()
