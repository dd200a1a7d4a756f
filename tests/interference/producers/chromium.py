"""Chromium's print to PDF (Skia), as web-based case systems make records. Only where Chromium is installed."""

import html
import shutil

from tests.interference.template import Part, Template, fill, spans

SUFFIX = ".pdf"
_TAGS = {"bold": "b", "italic": "i", "underline": "u", "highlight": "mark", "small": "dfn", "": "span"}
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]


def available() -> bool:
    """Whether Chromium is here."""
    return shutil.which("chromium") is not None


def make(template: Template, secrets: list[str]) -> list[bytes]:
    """One file a secret, all by one browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_QUIET)
        page = browser.new_page()
        made = []
        for secret in secrets:
            page.set_content(_page(template, secret))
            header, footer = (_furniture(text, secret) for text in (template.header, template.footer))
            made.append(page.pdf(format="A4", display_header_footer=bool(template.header or template.footer), header_template=header,
                                 footer_template=footer, margin={"top": "25mm", "bottom": "25mm", "left": "25mm", "right": "25mm"}))  # fmt: skip
        browser.close()
    return made


def _page(template: Template, secret: str) -> str:
    notes: list[str] = []
    body = "".join(_block(part, notes) for part in template.parts(secret))
    foot = "".join(f"<p><sup>{n}</sup> {text}</p>" for n, text in enumerate(notes, 1))
    align = {"centre": "center"}.get(template.align, template.align)
    hyphens = "auto" if template.hyphenate else "manual"
    style = (
        f"body{{font:11pt sans-serif;text-align:{align};column-count:{template.columns};hyphens:{hyphens}}}"
        "dfn{font-style:normal;font-variant:small-caps}.plain,.plain td,.plain th{border:0;font-weight:normal;text-align:left}"
        ".leader{display:flex}.leader i{flex:1;border-bottom:1px dotted;margin:0 4px}"
        "table{border-collapse:collapse}td,th{border:1px solid;padding:2px 6px}"
    )
    return f"<!doctype html><html lang=en><title>Record</title><style>{style}</style><body>{body}{foot}</body></html>"


def _block(part: Part, notes: list[str]) -> str:
    made = _plain_block(part, notes)
    align = {"centre": "center"}.get(part.align, part.align)
    return f'<div style="text-align:{align}">{made}</div>' if part.align else made


def _plain_block(part: Part, notes: list[str]) -> str:
    if part.kind == "table":
        inner = _table(part.inner, part.ruled, notes) if part.inner else ""
        return _table(part.rows, part.ruled, notes, inner)
    if part.kind == "lines":
        return "<p>" + "<br>".join(_inline(line, notes) for line in part.lines) + "</p>"
    if part.kind == "leader":
        pairs = (line.partition("\t") for line in part.lines)
        return "".join(f"<div class=leader>{html.escape(a)}<i></i>{html.escape(b)}</div>" for a, _, b in pairs)
    opening, closing = {
        "h1": ("<h1>", "</h1>"),
        "h2": ("<h2>", "</h2>"),
        "b": ("<ul><li>", "</ul>"),
        "n": ("<ol><li>", "</ol>"),
    }.get(part.kind, ("<p>", "</p>"))
    return opening + _inline(part.text, notes) + closing


def _table(rows: tuple[tuple[str, ...], ...], ruled: bool, notes: list[str], inner: str = "") -> str:
    made = [
        "<tr>"
        + "".join(f"<{cell}>{inner if text == '{T}' else _inline(text, notes)}</{cell}>" for text in row)
        + "</tr>"
        for row, cell in zip(rows, ["th"] + ["td"] * len(rows), strict=False)
    ]
    return f"<table{'' if ruled else ' class=plain'}><thead>{made[0]}</thead>{''.join(made[1:])}</table>"


def _inline(text: str, notes: list[str]) -> str:
    made = []
    for span in spans(text):
        safe = html.escape(span.text)
        if span.style == "note":
            notes.append(safe)
            made.append(f"<sup>{len(notes)}</sup>")
        else:
            made.append(f"<{_TAGS[span.style]}>{safe}</{_TAGS[span.style]}>")
    return "".join(made)


def _furniture(text: str, secret: str) -> str:
    safe = html.escape(fill(text, secret)).replace("\t", "&emsp;&emsp;")
    safe = safe.replace("{page}", "<span class=pageNumber></span>").replace("{pages}", "<span class=totalPages></span>")
    return f"<div style='font-size:9px;margin-left:25mm'>{safe}</div>"
