"""Pages and words a second on one core, strict and layout, beside another program on the same files if one is given.

    python -m tests.bench.speed FOLDER [--baseline "python other.py"]

The other program is called with the folder and an output folder and prints a line of JSON that holds pages, words and
seconds. Whole-process times, model loading told apart; compare by ratio, within one call.
"""

import argparse
import json
import resource
import shlex
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from sanitiser.domain.case import Case
from sanitiser.domain.record import PdfMode
from sanitiser.engine import Engine, Setup
from sanitiser.errors import Quarantine
from sanitiser.policyfile import default_policy
from sanitiser.stages import alone


def ours(files: list[Path], mode: PdfMode) -> dict[str, Any]:
    """Every record on its own, in this process and its one child."""
    engine = Engine(Setup(default_policy(), Case("BENCH", keep=("Ann Example",)), mode))
    start = time.perf_counter()
    engine.detector.recognisers  # noqa: B018 - loads them
    load = time.perf_counter() - start
    pages = words = refused = 0
    start = time.perf_counter()
    for path in files:
        try:
            record = alone(engine, path.read_bytes()).record
        except Quarantine:
            refused += 1
            continue
        pages += record.pages
        words += len(record.text.split())
    seconds = time.perf_counter() - start
    engine.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"pages": pages, "words": words, "seconds": seconds, "load_s": load, "refused": refused, "peak_mib": memory}


def other(command: str, folder: Path) -> dict[str, Any]:
    """What another program says of itself."""
    with tempfile.TemporaryDirectory() as out:
        done = subprocess.run([*shlex.split(command), str(folder), out], check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--baseline", default="")
    arguments = parser.parse_args()
    files = sorted(path for path in arguments.folder.rglob("*") if path.suffix.lower() in {".pdf", ".docx"})
    rows = {f"--pdf {mode}": ours(files, mode) for mode in PdfMode}
    if arguments.baseline:
        rows["baseline"] = other(arguments.baseline, arguments.folder)
    table = Table("", "pages", "pages/s", "words/s", "ms a page", "load s", "peak MiB", "refused")
    for name, row in rows.items():
        seconds = row["seconds"] or 1e-9
        figures = (row["pages"] / seconds, row["words"] / seconds, 1000 * seconds / max(row["pages"], 1))
        shown = [f"{figure:,.1f}" for figure in figures]
        table.add_row(
            name, str(row["pages"]), *shown, f"{row['load_s']:.1f}", str(row["peak_mib"]), str(row.get("refused", 0))
        )
    Console().print(table)


if __name__ == "__main__":
    main()
