"""Templates of records that hold one secret: read from templates/*.toml, so that a new one is a dropped file.

A template has `blocks` of a kind (h1, h2, p, b, n, table, lines) and page settings. `{S}` is the secret. Inline marks:
`**bold**`, `//italic//`, `__underlined__`, `==highlighted==`, `^[a footnote]`. In a table the first row is the header.
"""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "templates"
_INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|//(?P<italic>.+?)//|__(?P<underline>.+?)__|==(?P<highlight>.+?)==|\^\[(?P<note>.+?)\]"
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


@dataclass(frozen=True)
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
    extra: dict = field(default_factory=dict)

    def parts(self, secret: str) -> list[Part]:
        """The blocks with the secret in its places."""
        made = []
        for block in self.blocks * self.repeat:
            rows = tuple(tuple(cell.replace("{S}", secret) for cell in row) for row in block.get("rows", ()))
            lines = tuple(line.replace("{S}", secret) for line in block.get("lines", ()))
            made.append(Part(block["kind"], block.get("text", "").replace("{S}", secret), rows, lines))
        return made


def load_all() -> list[Template]:
    """Every template of the folder, by name."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        blocks = tuple(data.pop("blocks"))
        data["kinds"] = tuple(data.get("kinds", ("authority",)))
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
