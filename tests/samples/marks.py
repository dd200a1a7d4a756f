"""Taking the marks out of the sample texts, and keeping what they say: secrets that must go, facts that must stay."""

import re
from dataclasses import dataclass

from tests.samples.content import FIRST, LATER, Block

_MARK = re.compile(r"\{\{(.*?)\}\}|<<(.*?)>>", re.S)


@dataclass(frozen=True)
class Truth:
    """What one record must lose and what it must keep, in reading order."""

    secrets: tuple[str, ...]
    facts: tuple[str, ...]


def strip(text: str) -> str:
    """The text as it is printed."""
    return _MARK.sub(lambda m: m.group(1) if m.group(1) is not None else m.group(2), text)


def texts(blocks: list[Block]) -> list[str]:
    """Every marked text of a record."""
    found: list[str] = []
    for kind, content in blocks:
        if kind in {"t", "kv"}:
            found += [cell for row in content for cell in row]  # type: ignore[attr-defined]
        else:
            found.append(str(content))
    return found


def truth(blocks: list[Block]) -> Truth:
    """The secrets and facts of a record."""
    marks = [m for text in texts(blocks) for m in _MARK.finditer(text)]
    return Truth(tuple(m.group(1) for m in marks if m.group(1)), tuple(m.group(2) for m in marks if m.group(2)))


TRUTHS = {name: truth(blocks) for name, _, blocks in FIRST + LATER}
