"""typst printing tagged PDF, with other fonts and another layout than our own copies have."""

import json

import typst

from tests.interference.template import Part, Template, fill, spans

SUFFIX = ".pdf"


def make(template: Template, secrets: list[str]) -> list[bytes]:
    """One file a secret."""
    return [typst.compile(_source(template, secret).encode()) for secret in secrets]


def _source(template: Template, secret: str) -> str:
    align = {"left": "left", "right": "right", "centre": "center", "justify": "left"}[template.align]
    header, footer = (_furniture(text, secret) for text in (template.header, template.footer))
    page = f'#set page(paper: "a4", columns: {template.columns}, header: {header}, footer: {footer})\n'
    look = f'#set par(justify: {str(template.align == "justify").lower()})\n#set text(font: "Libertinus Serif", size: 11pt, lang: "en", hyphenate: {str(template.hyphenate).lower()})\n#set align({align})\n'
    return page + look + "\n\n".join(_block(part) for part in template.parts(secret))


def _furniture(text: str, secret: str) -> str:
    if not text:
        return "none"
    pieces = fill(text, secret).split("\t")
    return "context [" + "#h(1fr)".join(_literal(piece) for piece in pieces) + "]"


def _literal(text: str) -> str:
    made = "#" + json.dumps(text, ensure_ascii=False)
    return (
        made.replace("{pages}", '" + str(counter(page).final().first()) + "')
        .replace("{page}", '" + str(counter(page).get().first()) + "')
        .replace('#"', '#("', 1)
        + ")"
    )


def _block(part: Part) -> str:
    made = _plain_block(part)
    return f"#align({ {'centre': 'center', 'right': 'right'}[part.align] })[{made}]" if part.align else made


def _plain_block(part: Part) -> str:
    if part.kind == "table":
        inner = _table(part.inner, part.ruled) if part.inner else ""
        return "#" + _table(part.rows, part.ruled, inner)
    if part.kind == "lines":
        return " \\\n".join(_inline(line) for line in part.lines)
    if part.kind == "leader":
        pairs = (line.partition("\t") for line in part.lines)
        return " \\\n".join(f"{_inline(left)} #box(width: 1fr, repeat[.]) {_inline(right)}" for left, _, right in pairs)
    return {"h1": "= ", "h2": "== ", "b": "- ", "n": "+ "}.get(part.kind, "") + _inline(part.text)


def _table(rows: tuple[tuple[str, ...], ...], ruled: bool, inner: str = "") -> str:
    cells = ", ".join(f"[#{inner}]" if cell == "{T}" else f"[{_inline(cell)}]" for row in rows for cell in row)
    return f"table(columns: {len(rows[0])}, {'' if ruled else 'stroke: none, '}{cells})"


def _inline(text: str) -> str:
    wrap = {
        "bold": "#strong[{}]",
        "italic": "#emph[{}]",
        "underline": "#underline[{}]",
        "highlight": "#highlight[{}]",
        "note": "#footnote[{}]",
        "small": "#smallcaps[{}]",
        "": "{}",
    }
    return "".join(
        wrap[span.style].format("#" + json.dumps(span.text, ensure_ascii=False) + ";") for span in spans(text)
    )
