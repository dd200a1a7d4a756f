"""typst printing tagged PDF, with other fonts and another layout than our own copies have."""

import json

import typst

from tests.interference.template import Part, Template, spans

SUFFIX = ".pdf"


def make(template: Template, secrets: list[str]) -> list[bytes]:
    """One file a secret."""
    return [typst.compile(_source(template, secret).encode()) for secret in secrets]


def _source(template: Template, secret: str) -> str:
    align = {"left": "left", "right": "right", "centre": "center", "justify": "left"}[template.align]
    header, footer = (_furniture(text, secret) for text in (template.header, template.footer))
    page = f'#set page(paper: "a4", columns: {template.columns}, header: {header}, footer: {footer})\n'
    look = f'#set par(justify: {str(template.align == "justify").lower()})\n#set text(font: "Libertinus Serif", size: 11pt)\n#set align({align})\n'
    return page + look + "\n\n".join(_block(part) for part in template.parts(secret))


def _furniture(text: str, secret: str) -> str:
    if not text:
        return "none"
    pieces = text.replace("{S}", secret).split("\t")
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
    if part.kind == "table":
        cells = ", ".join(f"[{_inline(cell)}]" for row in part.rows for cell in row)
        return f"#table(columns: {len(part.rows[0])}, {cells})"
    if part.kind == "lines":
        return " \\\n".join(_inline(line) for line in part.lines)
    return {"h1": "= ", "h2": "== ", "b": "- ", "n": "+ "}.get(part.kind, "") + _inline(part.text)


def _inline(text: str) -> str:
    wrap = {
        "bold": "#strong[{}]",
        "italic": "#emph[{}]",
        "underline": "#underline[{}]",
        "highlight": "#highlight[{}]",
        "note": "#footnote[{}]",
        "": "{}",
    }
    return "".join(
        wrap[span.style].format("#" + json.dumps(span.text, ensure_ascii=False) + ";") for span in spans(text)
    )
