"""The ledger as a CSV file and as a printable page.

A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection).
"""

import csv
import io
from dataclasses import asdict, fields
from html import escape

from sanitiser.ledger.checklist import ITEMS
from sanitiser.ledger.clocks import Clock
from sanitiser.ledger.completeness import Progress
from sanitiser.ledger.requests import Line

COLUMNS = tuple(field.name for field in fields(Line) if field.name not in ("id", "area_id", "subject"))
STYLE = "body{font:12pt sans-serif;margin:2cm}table{border-collapse:collapse;width:100%}td,th{border:1px solid;\
padding:4px;text-align:left;vertical-align:top}caption{font-weight:bold;text-align:left;padding:8px 0}"


def as_csv(lines: list[Line]) -> str:
    """RFC 4180, with a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines:
        values = asdict(line)
        writer.writerow([_cell(values[name]) for name in COLUMNS])
    return out.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def as_page(reference: str, lines: list[Line], progress: list[Progress], clocks: list[Clock]) -> str:
    """A page that prints as it is: no script, nothing from elsewhere."""
    late = [["Clock", "Due", ""]] + [
        [clock.kind, clock.due.date().isoformat(), "overdue" if clock.overdue else ("done" if clock.done else "")]
        for clock in clocks
    ]
    table = [list(COLUMNS)] + [[_shown(asdict(line)[name]) for name in COLUMNS] for line in lines]
    check = [["Item", "Requested", "Offered", "Handed over", "Released", ""]] + [
        [
            ITEMS[p.item].words,
            str(p.requested),
            str(p.offered),
            str(p.handed_over),
            str(p.released),
            "" if p.copied else "never copied: UKPPS handles it",
        ]
        for p in progress
    ]
    body = _table("Requests", table) + _table("Checklist", check) + _table("Clocks", late)
    title = escape(f"Ledger of {reference}")
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body><h1>{title}</h1>{body}</body></html>'


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _table(caption: str, rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
