"""Prints a logical document as plain text, for tests and for looking at what was understood."""

from collections.abc import Iterator

from sanitiser.domain.document import Block, Document, Inline, PageField, Paragraph, Table, Text, TextBox, plain


def dump(document: Document) -> str:
    """One line a paragraph, with its role in front."""
    lines: list[str] = []
    for section in document.sections:
        for furniture in section.headers:
            lines.extend("HEADER " + line for line in _blocks(furniture.blocks))
        lines.extend(_blocks(section.blocks))
        for furniture in section.footers:
            lines.extend("FOOTER " + line for line in _blocks(furniture.blocks))
    return "\n".join(lines)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield _role(block) + "".join(_inline(inline) for inline in block.inlines)
            case Table():
                yield f"TABLE {block.columns}"
                for row in block.rows:
                    yield ("TH " if row.header else "TR ") + " | ".join(
                        f"{f'<{c.colspan}x{c.rowspan}>' if c.colspan * c.rowspan > 1 else ''}"
                        + " / ".join(_blocks(c.blocks))
                        for c in row.cells
                    )
            case TextBox():
                yield from ("BOX " + line for line in _blocks(block.blocks))


def _role(paragraph: Paragraph) -> str:
    style = paragraph.style
    align = "" if style.align == "start" else f"({style.align}) "
    if style.heading:
        return align + "#" * style.heading + " "
    if style.item:
        return align + "  " * style.item.level + f"[{style.item.literal}] "
    return align


def _inline(inline: Inline) -> str:
    if isinstance(inline, PageField):
        return "{" + inline.kind + "}"
    text = plain(inline)
    if isinstance(inline, Text):
        for mark, on in (
            ("**", inline.style.bold),
            ("~", inline.style.italic),
            ("_", inline.style.underline),
            ("--", inline.style.strike),
            ("^", inline.style.vertical == "super"),
            (",,", inline.style.vertical == "sub"),
        ):
            text = f"{mark}{text}{mark}" if on else text
    return text
