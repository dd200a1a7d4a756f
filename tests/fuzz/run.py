"""Coverage-guided fuzzing: `python -m tests.fuzz.run TARGET --seconds N`, or `all` for every target, one after another.

A crash, or a hang over 20 seconds, or over 1.5 GB ends an attempt and leaves its input in fuzz_out/TARGET; fuzzing goes on
until the time is over. Each target's count of executions and crashes is a line of JSON in fuzz_out/counts.jsonl. A found
case that was mended belongs in tests/fuzz/cases/TARGET, made small by `--shrink`, where `make test` tries it again.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CASES = Path(__file__).parent / "cases"
OUT = Path("fuzz_out")
_EXECUTED = re.compile(r"stat::number_of_executed_units: (\d+)|^#(\d+)\t", re.MULTILINE)
_OPTIONS = ["-timeout=20", "-rss_limit_mb=1500", "-max_len=200000", "-len_control=0", "-print_final_stats=1", "-close_fd_mask=1"]  # fmt: skip


def fuzz(target: str, seconds: int, start: int = 1) -> dict[str, object]:
    """Fuzz one target in children, a new one after each crash, and count."""
    found, executed, crashes, began = OUT / target, 0, 0, time.monotonic()
    found.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        while (left := int(seconds - (time.monotonic() - began))) > 2:
            options = [f"-max_total_time={left}", f"-artifact_prefix={found}/", f"-seed={start + crashes}", *_OPTIONS]
            command = [sys.executable, "-m", "tests.fuzz.child", target, corpus, *options]
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
            executed += max((int(a or b) for a, b in _EXECUTED.findall(done.stderr)), default=0)
            if done.returncode == 0:
                break
            crashes += 1
            (found / f"crash-{start + crashes - 1}.log").write_text(done.stderr[-6000:], encoding="utf-8")
    took = round(time.monotonic() - began)
    return {"target": target, "seconds": took, "executions": executed, "crashes": crashes}


def main() -> None:
    """Fuzz until the time is over."""
    from tests.fuzz.targets import TARGETS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=["all", *sorted(TARGETS)])
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--seed", type=int, default=1, help="another number tries other mutations")
    parser.add_argument("--shrink", type=Path, help="make the case in this file smaller instead, while it still fails")
    arguments = parser.parse_args()
    if arguments.shrink:
        from tests.fuzz.shrink import shrink

        arguments.shrink.write_bytes(shrink(arguments.target, arguments.shrink.read_bytes()))
        return
    failed = False
    for target in sorted(TARGETS) if arguments.target == "all" else [arguments.target]:
        counts = fuzz(target, arguments.seconds, arguments.seed)
        failed = failed or bool(counts["crashes"])
        line = json.dumps(counts)
        print(line, flush=True)
        with (OUT / "counts.jsonl").open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
