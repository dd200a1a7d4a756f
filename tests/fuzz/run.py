"""Coverage-guided fuzzing of one target: `python -m tests.fuzz.run TARGET --seconds N`.

A crash, a hang over 20 seconds or over 1.5 GB leaves the input in tests/fuzz/cases/TARGET, where `make test` tries it again.
"""

import argparse
import sys
import tempfile
from pathlib import Path

CASES = Path(__file__).parent / "cases"


def main() -> None:
    """Fuzz until the time is over or something breaks."""
    import atheris

    with atheris.instrument_imports(include=["sanitiser", "recognisers", "pdfminer"]):
        from tests.fuzz import targets

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=sorted(targets.TARGETS))
    parser.add_argument("--seconds", type=int, default=60)
    arguments = parser.parse_args()
    found = CASES / arguments.target
    found.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(targets.seeds(arguments.target)):
            Path(corpus, f"seed-{number}").write_bytes(data)
        options = [sys.argv[0], corpus, str(found), f"-max_total_time={arguments.seconds}", "-timeout=20", "-rss_limit_mb=1500", "-max_len=300000",
                   f"-artifact_prefix={found}/", "-print_final_stats=1"]  # fmt: skip
        atheris.Setup(options, lambda data: targets.attempt(arguments.target, data) or None)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
