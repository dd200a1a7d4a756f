"""An attacker who holds a copy, the list of authorities, and knows all of the record but the name.

    python -m tests.interference.attacker [--template prose_left] [--producer platypus] [--mode layout] [--names 40] [--targets 8]

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


def main() -> None:
    """Attack, and print a line of JSON for each way of looking."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--template", default="prose_left")
    parser.add_argument("--producer", default="platypus")
    parser.add_argument("--mode", default="layout", choices=[*PdfMode])
    parser.add_argument("--names", type=int, default=40)
    parser.add_argument("--targets", type=int, default=8)
    arguments = parser.parse_args()
    for row in attack(arguments.template, arguments.producer, PdfMode(arguments.mode), arguments.names, arguments.targets):  # fmt: skip
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
