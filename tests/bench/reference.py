"""How much of reference lists the recognisers find: `python tests/bench/reference.py FOLDER`.

FOLDER holds any of uk_local_authorities.csv (official-name, nice-name), uk_la_name_lookup.csv (la-name) and
schools_sample.txt. Each name is put into five sentences, in title case and in capitals; it is found if findings cover
every word of it but linking words. Prints one line of JSON a list.
"""

import argparse
import csv
import json
import time
from collections import Counter
from pathlib import Path

from presidio_analyzer import EntityRecognizer

from recognisers.registry import all_recognisers
from recognisers.text import read

LINKING = frozenset(["of", "and", "the", "upon", "on", "in", "under", "with", "for", "le", "y", "a", "s"])
AUTHORITY = (
    "The family moved from {} in March.",
    "Previous authority: {}",
    "She was known to {} before this referral.",
    "The social worker in {} said that no concerns were raised.",
    "• {} – case closed",
)
SCHOOL = (
    "He attends {} and is in Year 4.",
    "School: {}",
    "The head of {} attended the meeting.",
    "She started at {} in September.",
    "• {} – no concerns",
)


def found(text: str, name: str, recognisers: list[EntityRecognizer], threshold: float) -> bool:
    """Whether findings cover every word of the name in the text but linking ones."""
    spans = [
        (r.start, r.end)
        for recogniser in recognisers
        for r in recogniser.analyze(text, [], None)
        if r.score >= threshold
    ]
    begin = text.index(name)
    reading = read(text)
    for start, end, word in zip(reading.starts, reading.ends, reading.words, strict=True):
        inside = begin <= start and end <= begin + len(name)
        if inside and word not in LINKING and not any(s <= start and end <= e for s, e in spans):
            return False
    return True


def measure(names: list[str], carriers: tuple[str, ...], threshold: float) -> tuple[dict[str, object], Counter[str]]:
    """Recall over sentences and over names, for title case and capitals."""
    recognisers = all_recognisers()
    misses: Counter[str] = Counter()
    sentences, hits = Counter[str](), Counter[str]()
    begin = time.perf_counter()
    for name in names:
        for case, written in (("title", name), ("capitals", name.upper())):
            for carrier in carriers:
                text = carrier.format(written)
                text = text.upper() if case == "capitals" else text
                sentences[case] += 1
                if found(text, written, recognisers, threshold):
                    hits[case] += 1
                else:
                    misses[name] += 1
    recall = {case: round(hits[case] / sentences[case], 4) for case in sentences}
    whole = 1 - sum(1 for n in names if misses[n]) / len(names)
    seconds = round(time.perf_counter() - begin, 1)
    return {"names": len(names), "recall": recall, "names_always_found": round(whole, 4), "seconds": seconds}, misses


def lists(folder: Path) -> dict[str, tuple[list[str], tuple[str, ...]]]:
    """The reference lists that are in the folder."""
    found_lists: dict[str, tuple[list[str], tuple[str, ...]]] = {}
    for file, columns in (
        ("uk_local_authorities.csv", ("official-name", "nice-name")),
        ("uk_la_name_lookup.csv", ("la-name",)),
    ):
        if (folder / file).exists():
            rows = list(csv.DictReader((folder / file).open(encoding="utf-8")))
            for column in columns:
                found_lists[f"{file} {column}"] = ([r[column] for r in rows if r[column]], AUTHORITY)
    if (folder / "schools_sample.txt").exists():
        schools = (folder / "schools_sample.txt").read_text(encoding="utf-8").splitlines()
        found_lists["schools_sample.txt"] = ([s for s in schools if s], SCHOOL)
    return found_lists


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--threshold", type=float, default=0.5)
    given = parser.parse_args()
    for name, (rows, carriers) in lists(given.folder).items():
        numbers, misses = measure(rows, carriers, given.threshold)
        print(json.dumps({"list": name, **numbers}))
        if given.misses:
            print("  " + "; ".join(f"{n} ({c})" for n, c in misses.most_common(80)))


if __name__ == "__main__":
    main()
