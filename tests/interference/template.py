"""Templates of records that hold one secret: read from templates/*.toml, so that a new one is a dropped file.

A template has `blocks` of a kind (h1, h2, p, b, n, table, lines, leader) and page settings. `{S}` is the secret, `{A}` and
`{B}` its two halves, `{U}` the secret in capitals. Inline marks: `**bold**`, `//italic//`, `__underlined__`,
`==highlighted==`, `%%small capitals%%`, `^[a footnote]`. In a table the first row is the header, and a cell that says
`{T}` holds the table `inner`. A `leader` is lines whose tab is filled with dots up to the right margin. A block may have
an `align` of its own. `skip` names producers that cannot draw the template, `known` those
whose strict copies still tell: a defect that waits, and a test fails when it is mended without being taken off here.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "templates"
_INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|//(?P<italic>.+?)//|__(?P<underline>.+?)__|==(?P<highlight>.+?)==|%%(?P<small>.+?)%%|\^\[(?P<note>.+?)\]"
)


@dataclass(frozen=True)
class Span:
    """A piece of text in one style; style '' is plain."""

    text: str
    style: str = ""


@dataclass(frozen=True)
class Part:
    """One block with the secret filled in. `rows` for a table, `lines` for an address or a letter's lines."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()
    inner: tuple[tuple[str, ...], ...] = ()
    align: str = ""
    ruled: bool = True


@dataclass(frozen=True, eq=False)
class Template:
    """`prose` marks the one-page, single-column prose that layout mode is held to."""

    name: str
    blocks: tuple[dict, ...]
    align: str = "left"
    columns: int = 1
    header: str = ""
    footer: str = ""
    prose: bool = False
    kinds: tuple[str, ...] = ("authority",)
    repeat: int = 1
    hyphenate: bool = False
    skip: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    def parts(self, secret: str) -> list[Part]:
        """The blocks with the secret in its places."""
        return [_part(block, secret) for block in self.blocks * self.repeat]


def fill(text: str, secret: str) -> str:
    """A text with the secret, its halves or its capitals in their places."""
    half = len(secret) // 2
    return (
        text.replace("{S}", secret)
        .replace("{A}", secret[:half])
        .replace("{B}", secret[half:])
        .replace("{U}", secret.upper())
    )


def _part(block: dict, secret: str) -> Part:
    rows, inner = (
        tuple(tuple(fill(cell, secret) for cell in row) for row in block.get(key, ())) for key in ("rows", "inner")
    )
    rows = (rows[0], *rows[1:] * block.get("times", 1)) if rows else rows
    lines = tuple(fill(line, secret) for line in block.get("lines", ()))
    text = fill(block.get("text", ""), secret)
    return Part(block["kind"], text, rows, lines, inner, block.get("align", ""), block.get("ruled", True))


def load_all() -> list[Template]:
    """Every template of the folder, by name."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        blocks = tuple(data.pop("blocks"))
        for key in ("kinds", "skip", "known"):
            if key in data:
                data[key] = tuple(data[key])
        found.append(Template(path.stem, blocks, **data))
    return found


def spans(text: str) -> list[Span]:
    """A text's pieces by their inline marks."""
    made, at = [], 0
    for match in _INLINE.finditer(text):
        if match.start() > at:
            made.append(Span(text[at : match.start()]))
        style = str(match.lastgroup)
        made.append(Span(match.group(style), style))
        at = match.end()
    if at < len(text):
        made.append(Span(text[at:]))
    return made
