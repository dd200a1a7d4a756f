"""One libFuzzer process: `python -m tests.fuzz.child TARGET CORPUS [libFuzzer options]`, started by tests.fuzz.run."""

import sys
import tempfile
from pathlib import Path

from tests.fuzz import words


def main() -> None:
    """Fuzz one target until libFuzzer ends the process."""
    import atheris

    target, corpus, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["sanitiser", "recognisers", "pdfminer"]):
        from tests.fuzz import targets

        seeds = targets.seeds(target)
        for seed in seeds:  # what a target imports when it is first called has to be instrumented too
            targets.attempt(target, seed)
    for number, data in enumerate(seeds):
        Path(corpus, f"seed-{number}").write_bytes(data)
    mutator = targets.MUTATORS.get(target)
    with tempfile.NamedTemporaryFile("w", suffix=".dict", encoding="ascii") as dictionary:
        dictionary.write(words.dictionary(target))
        dictionary.flush()
        known = [f"-dict={dictionary.name}"] if words.dictionary(target) else []
        arguments = [sys.argv[0], corpus, *known, *options]
        chosen = {} if mutator is None else {"custom_mutator": mutator}
        atheris.Setup(arguments, lambda data: targets.attempt(target, data) and None, **chosen)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
