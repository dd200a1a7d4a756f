"""`python -m tests.bench.made [--records N] [--seed S] [--misses] [--write DIR]`: the generated bench, scored."""

import argparse
import json
from pathlib import Path

from rich.console import Console

from sanitiser.detect.engine import Detector
from sanitiser.evaluate.run import evaluate
from sanitiser.evaluate.table import show
from sanitiser.policyfile import default_policy
from tests.bench.made.records import records


def main() -> None:
    """Scores with the case's terms and without; or writes the records as JSON lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--only", choices=["terms", "no-terms"])
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    made = list(records(given.seed, given.records))
    if given.write:
        given.write.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(_as_json(record), ensure_ascii=False, sort_keys=True) for record in made]
        (given.write / f"made-{given.seed}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        return
    detector, policy = Detector(), default_policy()
    for terms in (True, False):
        if given.only and terms != (given.only == "terms"):
            continue
        Console().print("With case terms" if terms else "Without case terms")
        show(evaluate(made, detector, policy, terms=terms), Console(width=130), misses=given.misses)


def _as_json(record) -> dict[str, object]:  # type: ignore[no-untyped-def]
    case = record.case
    return {
        "id": record.name,
        "text": record.text,
        "spans": [{"start": s.start, "end": s.end, "kind": s.kind.value, "group": s.group} for s in record.spans],
        "keep": [{"start": k.start, "end": k.end, "why": k.why} for k in record.kept],
        "case": {"keep": list(case.keep), "protect": [{"text": t.text, "kind": t.kind.value} for t in case.protect]},
    }


if __name__ == "__main__":
    main()
