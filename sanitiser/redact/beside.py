"""What stands beside a label has one form, whatever stood there: the gap must not tell what went.

Does not look at text away from labels.
"""

from collections.abc import Sequence

from sanitiser.domain.document import PLAIN, Break, Inline, Label, Tab, Text, TextStyle

# Take no room on the page, so they may neither part a label from its neighbour nor tell what stood there.
_NO_WIDTH = frozenset("\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff")


def is_blank(character: str) -> bool:
    """White space, or nothing that takes room."""
    return character.isspace() or character in _NO_WIDTH


def tidy(inlines: Sequence[Inline], *, tabs: bool) -> tuple[Inline, ...]:
    """One form for whatever stands beside labels: one space where there was white space, none where there was not.

    With `tabs`, one tabulator where there was any: how many follow a name may tell its length.

    Labels of one text with nothing but spaces, commas and line ends between them become one.
    """
    if any(isinstance(inline, Label) for inline in inlines):
        return _runs(_spaced(_atoms(inlines), tabs=tabs))
    return _runs(inlines)


def _atoms(inlines: Sequence[Inline]) -> list[Inline]:
    atoms: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text):
            atoms.extend(Text(character, inline.style) for character in inline.text)
        else:
            atoms.append(inline)
    return atoms


def _spaced(atoms: Sequence[Inline], *, tabs: bool) -> list[Inline]:
    out: list[Inline] = []
    at = 0
    while at < len(atoms):
        atom = atoms[at]
        at += 1
        if not isinstance(atom, Label):
            out.append(atom)
            continue
        if not _same_label_before(out, atom):
            space, tab = _strip_end(out)
            if tab and tabs:
                out.append(Tab())
            elif space and out and not isinstance(out[-1], Break):
                out.append(Text(" ", _style(out[-1])))
            out.append(atom)
        space, tab = False, False
        while at < len(atoms) and _beside(atoms[at]):
            space, tab = space or not _weightless(atoms[at]), tab or isinstance(atoms[at], Tab)
            at += 1
        if tab and tabs and at < len(atoms):
            out.append(Tab())
        elif space and at < len(atoms) and not isinstance(atoms[at], Break):
            out.append(Text(" ", _style(atoms[at])))
    return out


def _same_label_before(out: list[Inline], label: Label) -> bool:
    """Whether the same label stands just before; if so, what parted the two is taken out."""
    back = len(out)
    while back and (_beside(out[back - 1]) or _separates(out[back - 1])):
        back -= 1
    if back and out[back - 1] == label:
        del out[back:]
        return True
    return False


def _separates(atom: Inline) -> bool:
    return (isinstance(atom, Text) and atom.text == ",") or (isinstance(atom, Break) and atom.kind == "line")


def _strip_end(out: list[Inline]) -> tuple[bool, bool]:
    """Take white space off the end; whether there was any that shows, and a tabulator among it."""
    space, tab = False, False
    while out and _beside(out[-1]):
        space, tab = space or not _weightless(out[-1]), tab or isinstance(out[-1], Tab)
        out.pop()
    return space, tab


def _beside(atom: Inline) -> bool:
    """White space within a line; a line break that the author set stays."""
    return isinstance(atom, Tab) or (isinstance(atom, Text) and is_blank(atom.text))


def _weightless(atom: Inline) -> bool:
    return isinstance(atom, Text) and atom.text in _NO_WIDTH


def _style(neighbour: Inline) -> TextStyle:
    """A space beside a label looks like the text beyond it, never like the secret."""
    return neighbour.style if isinstance(neighbour, Text) else PLAIN


def _runs(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Equal neighbouring runs as one; empty ones go."""
    out: list[Inline] = []
    for inline in inlines:
        last = out[-1] if out else None
        if isinstance(inline, Text) and isinstance(last, Text) and last.style == inline.style:
            out[-1] = Text(last.text + inline.text, last.style)
        elif not isinstance(inline, Text) or inline.text:
            out.append(inline)
    return tuple(out)
