"""Chromium's print to PDF (Skia), as web-based case systems make records. Only where Chromium is installed."""

import html
import shutil

from tests.interference.template import Part, Template, spans

SUFFIX = ".pdf"
_TAGS = {"bold": "b", "italic": "i", "underline": "u", "highlight": "mark", "": "span"}
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
    style = (
        f"body{{font:11pt sans-serif;text-align:{align};column-count:{template.columns}}}"
        "table{border-collapse:collapse}td,th{border:1px solid;padding:2px 6px}"
    )
    return f"<!doctype html><html lang=en><title>Record</title><style>{style}</style><body>{body}{foot}</body></html>"


def _block(part: Part, notes: list[str]) -> str:
    if part.kind == "table":
        rows = [
            "<tr>" + "".join(f"<{cell}>{_inline(text, notes)}</{cell}>" for text in row) + "</tr>"
            for row, cell in zip(part.rows, ["th"] + ["td"] * len(part.rows), strict=False)
        ]
        return f"<table>{''.join(rows)}</table>"
    if part.kind == "lines":
        return "<p>" + "<br>".join(_inline(line, notes) for line in part.lines) + "</p>"
    opening, closing = {
        "h1": ("<h1>", "</h1>"),
        "h2": ("<h2>", "</h2>"),
        "b": ("<ul><li>", "</ul>"),
        "n": ("<ol><li>", "</ol>"),
    }.get(part.kind, ("<p>", "</p>"))
    return opening + _inline(part.text, notes) + closing


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
    safe = html.escape(text.replace("{S}", secret)).replace("\t", "&emsp;&emsp;")
    safe = safe.replace("{page}", "<span class=pageNumber></span>").replace("{pages}", "<span class=totalPages></span>")
    return f"<div style='font-size:9px;margin-left:25mm'>{safe}</div>"
