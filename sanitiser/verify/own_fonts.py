"""The names inside the fonts that the typesetter ships: makers and licences, the same in every copy, and no residue.

Only strings that stand byte for byte in a shipped font are passed over; any other name in a font is read like the rest.
"""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parents[1] / "formats" / "pdf" / "fonts"
_TRUETYPE: Final = b"\x00\x01\x00\x00"


def without_own_names(program: bytes) -> bytes:
    """The font program with those names blanked that a shipped font has too; anything else comes back as it is."""
    if not program.startswith(_TRUETYPE):
        return program
    try:
        spans = [span for span in _names(program) if program[span[0] : span[1]] in own_names()]
    except struct.error:
        return program
    blank = bytearray(program)
    for start, end in spans:
        blank[start:end] = bytes(end - start)
    return bytes(blank)


@cache
def own_names() -> frozenset[bytes]:
    """Every name of every shipped font, as it stands in the file."""
    programs = (path.read_bytes() for path in sorted(FONTS.glob("*.ttf")))
    return frozenset(program[start:end] for program in programs for start, end in _names(program) if end > start)


def _names(program: bytes) -> Iterator[tuple[int, int]]:
    """Where the strings of the name table stand (OpenType 1.9, name)."""
    for number in range(int.from_bytes(program[4:6], "big")):
        tag, _, offset, _ = struct.unpack_from(">4sIII", program, 12 + 16 * number)
        if tag != b"name":
            continue
        _, count, strings = struct.unpack_from(">HHH", program, offset)
        for record in range(count):
            length, begin = struct.unpack_from(">HH", program, offset + 6 + 12 * record + 8)
            yield offset + strings + begin, offset + strings + begin + length
