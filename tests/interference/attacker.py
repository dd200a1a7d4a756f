"""An attacker who holds a copy, the list of authorities, and knows all of the record but the name.

    python -m tests.interference.attacker [--template NAME] [--producer platypus] [--mode layout] [--names 40] [--targets 8]

He makes the record with each candidate himself, by the same producer and the same sanitiser, and compares each result with
the copy: its bytes; the number of lines and where each ends; the places of glyphs; the letters in its fonts; its size. A
copy that helps him is one where fewer candidates remain than there were. His success is the chance that the candidate he
names, one of those that remain, is the right one; by chance alone it is one in the number of candidates.
"""

import argparse
import io
import json
import math
from collections.abc import Callable
from functools import cache

from sanitiser.domain.record import PdfMode
from tests.interference.measure import producer, sanitise
from tests.interference.secrets import secrets
from tests.interference.template import load_all


def _bytes(copy: bytes) -> object:
    return copy


def _size(copy: bytes) -> object:
    return len(copy)


def _lines(copy: bytes) -> object:
    """The text line by line, as it is broken."""
    return tuple(text for page in _pages(copy) for text in page.get_textpage().get_text_range().splitlines())


def _places(copy: bytes) -> object:
    """Where each character stands, to a tenth of a point."""
    found = []
    for page in _pages(copy):
        text = page.get_textpage()
        found += [tuple(round(edge, 1) for edge in text.get_charbox(n)) for n in range(text.count_chars())]
    return tuple(found)


def _letters(copy: bytes) -> object:
    """The programs of the fonts, which hold the letters that were drawn."""
    import pikepdf

    with pikepdf.open(io.BytesIO(copy)) as pdf:
        streams = (one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Subtype" not in one)
        return tuple(sorted(len(stream.read_bytes()) for stream in streams if b"begincmap" in stream.read_bytes()))


def _pages(copy: bytes) -> list:  # type: ignore[type-arg]
    import pypdfium2

    return list(pypdfium2.PdfDocument(copy))


LOOKS: dict[str, Callable[[bytes], object]] = {
    "bytes": _bytes, "size": _size, "lines": _lines, "places": _places, "letters": _letters,
}  # fmt: skip


EACH = ("prose_left", "letter", "headings", "table", "numbered_pages", "two_columns")
"""A template of each kind of page whose residue is measured apart (sanitiser/manifest/residue.py)."""


def attack(template: str, name: str, mode: PdfMode, names: int, targets: int) -> list[dict[str, object]]:
    """The success of each way of looking, averaged over targets, beside chance."""
    chosen = next(one for one in load_all() if one.name == template)
    module = producer(name)
    if module is None:
        return []
    candidates = secrets("authority", names)
    made = [sanitise(data, secret, "authority", mode) for data, secret in zip(module.make(chosen, candidates), candidates, strict=True)]  # fmt: skip
    copies = {secret: one[0] for secret, one in zip(candidates, made, strict=True) if not isinstance(one, str)}
    found = []
    for look, see in LOOKS.items():
        seen = cache(lambda secret, see=see: see(copies[secret]))
        left = [sum(seen(other) == seen(one) for other in copies) for one in list(copies)[:targets]]
        success = sum(1 / n for n in left) / len(left) if left else 0.0
        bits = sum(math.log2(len(copies) / n) for n in left) / len(left) if left else 0.0
        found.append({"template": template, "producer": name, "mode": mode.value, "look": look, "candidates": len(copies), "success": round(success, 3),
                      "chance": round(1 / max(1, len(copies)), 3), "bits": round(bits, 2)})  # fmt: skip
    return found


def show(rows: list[dict[str, object]]) -> None:
    """The table: what was attacked, and for each way of looking how many times better than chance the attacker named the
    right one; 1.0 is no better.
    """
    from rich.console import Console
    from rich.table import Table

    made = Table("attacked", "chance", *LOOKS, title="Success over chance")
    for name in dict.fromkeys((row["template"], row["producer"], row["mode"]) for row in rows):
        own = {row["look"]: row for row in rows if (row["template"], row["producer"], row["mode"]) == name}
        over = [f"{float(str(own[look]['success'])) / float(str(own[look]['chance'])):.1f}" for look in LOOKS]
        made.add_row(" ".join(map(str, name)), str(next(iter(own.values()))["chance"]), *over)
    Console(width=130).print(made)


def main() -> None:
    """Attack, print a line of JSON for each way of looking, and a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--template", default="", help="one of each class of documents, unless named")
    parser.add_argument("--producer", default="platypus")
    parser.add_argument("--mode", default="layout", choices=[*PdfMode])
    parser.add_argument("--names", type=int, default=40)
    parser.add_argument("--targets", type=int, default=8)
    arguments = parser.parse_args()
    rows: list[dict[str, object]] = []
    for template in [arguments.template] if arguments.template else EACH:
        for row in attack(template, arguments.producer, PdfMode(arguments.mode), arguments.names, arguments.targets):
            rows.append(row)
            print(json.dumps(row), flush=True)
    show(rows)


if __name__ == "__main__":
    main()
