"""What a tagged table shows beside its tags: its head drawn again on the next page, and the rules around its cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure.model import Line, Store


@dataclass(slots=True)
class Heads:
    """The lines of the heads of all tables read so far, by what they say."""

    lines: dict[str, Line] = field(default_factory=dict)

    def say(self, lines: Iterable[Line]) -> None:
        """Remember the lines of one head."""
        self.lines.update((line.text, line) for line in lines)

    def says_again(self, line: Line, store: Store) -> bool:
        """Whether a line outside of the tags is that of a head; its glyphs then are the head's twins."""
        head = self.lines.get(line.text)
        if head is None or len(head.glyphs) != len(line.glyphs):
            return False
        for one, two in zip(head.glyphs, line.glyphs, strict=True):
            store.twin((head.page, one), (line.page, two))
        return True


def ruled(pages: Sequence[Page], lines: Sequence[Line]) -> bool:
    """Whether an upright rule stands between the texts of a table."""
    left, right = min((line.x0 for line in lines), default=0.0), max((line.x1 for line in lines), default=0.0)
    return any(
        rule.kind == "v" and left < rule.x0 < right and rule.y0 < line.y < rule.y1
        for line in lines
        for rule in pages[line.page].rules
    )
